"""What a page carries instead of text: a PDF written into a script, pictures of pages.

Files and pictures in data: URIs are read at once; pictures elsewhere are named,
for others to fetch.
"""

import base64
import binascii
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from lxml.html import HtmlElement

from pipelines.extract.assembly.links import MAX_URL
from pipelines.extract.bundle.zip import Held
from pipelines.extract.html.containers import FURNITURE
from pipelines.extract.options import Options
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

MAX_IMAGES = 300
MAX_FILE_CHARS = 140 << 20
"""Characters of the longest base64 text that is decoded."""

_DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("carriers.toml").read_text(encoding="utf-8"))
_BODY: dict[str, int] = _DATA["body"]
_SOURCES: list[str] = _DATA["pictures"]["attributes"]
_LEAST_SIDE: int = _DATA["pictures"]["least_side"]
_ORNAMENT = re.compile("|".join(_DATA["pictures"]["ornaments"]), re.IGNORECASE)
_HOLDERS: dict[str, str] = _DATA["files"]["holders"]
_MOST: int = _DATA["files"]["most"]
_MARKS = re.compile("|".join(re.escape(mark) for mark in FURNITURE["marks"]), re.IGNORECASE)
_UNREAD = frozenset(("header", "footer", "nav", "aside", "noscript"))

# `JVBERi` is what base64 makes of `%PDF-`.
_PDF = "JVBERi"
_BASE64 = re.compile(r"[A-Za-z0-9+/=%\s_-]+")
# Between two pieces of one text in a script: an escaped line end, or quotes with a plus.
_SEAM = re.compile(r"""\\[nr/]|\\\r?\n|["'`]\s{0,50}\+\s{0,50}["'`]""")
_SIDE = re.compile(r"^\s{0,5}(\d{1,6})(?:\.\d{1,6})?\s{0,5}(?:px)?\s{0,5}$", re.IGNORECASE)
_STYLED = re.compile(r"(?:^|[;\s])(width|height)\s{0,5}:\s{0,5}(\d{1,6})", re.IGNORECASE)
_PICTURE_DATA = re.compile(r"\s{0,20}data:image/(?!svg)", re.IGNORECASE)


def is_bare(chars: int) -> bool:
    """Whether a body of so many characters, white space aside, has hardly any text."""
    return chars < _BODY["chars"]


def files(tree: HtmlElement, decoded: str) -> list[Held]:
    """Files that a page holds as base64: PDFs in scripts, any file in a data: URI."""
    found: dict[str, bytes] = {}
    if _PDF in decoded:
        at = decoded.find(_PDF)
        while at >= 0 and len(found) < _MOST:
            text, at_end = _gathered(decoded, at)
            if data := _decoded(text):
                found.setdefault(text[:200] + str(len(text)), data)
            at = decoded.find(_PDF, max(at_end, at + 1))
    if "data:" in decoded:
        for element in tree.iter(*_HOLDERS):
            value = element.get(_HOLDERS[element.tag]) or ""
            if len(found) < _MOST and (data := data_uri(value)) and not data.startswith(b"%PDF"):
                found.setdefault(value[-200:] + str(len(value)), data)
    return _held(list(found.values()))


def pictures(container: HtmlElement | None, tree: HtmlElement) -> list[str]:
    """Addresses of the large pictures of a body, in order, data: URIs included.

    Without a known container: those of the place that holds most of them,
    where there are several.
    """
    if container is not None:
        return [url for _, url in _large(container)]
    body = tree.find("body")
    places: dict[HtmlElement, list[str]] = {}
    for element, url in _large(tree if body is None else body):
        if any(above.tag == "a" for above in element.iterancestors()) or _in_furniture(element):
            continue
        above = next(
            (a for a in element.iterancestors() if a.tag in ("div", "td", "section", "article")), None
        )
        if above is not None:
            places.setdefault(above, []).append(url)
    most = max(places.values(), key=len, default=[])
    return most if len(most) >= _BODY["wild_pictures"] else []


def read_carried(held: list[Held], urls: Sequence[str], own: Text | None, options: Options) -> Text:
    """Read what a page carries, or say which pictures it shows.

    `held` are its files, `urls` its pictures where the body is hardly more than
    these, `own` its own text, if any. Raises `Unreadable` where nothing is left.
    """
    from pipelines.extract.bundle.reader import read_held  # noqa: PLC0415 - hardly any page carries a file

    inline = [url for url in urls if _PICTURE_DATA.match(url)]
    outside = tuple(url for url in urls if not url.lstrip().lower().startswith("data:"))
    if inline and not outside and not held:
        held = _held([data for url in inline if (data := data_uri(url))])
    bare = own is None or is_bare(len("".join(own.text.split())))
    if held:
        try:
            found = read_held(held, options, None if bare else own)
            return replace(found, format="html", title=own.title if own else None)
        except Unreadable as reason:
            if own is None or reason.outcome is DocumentOutcome.AWAITS_OCR:
                raise
    if own is None:
        detail = f"the body is {len(outside)} pictures" if outside else "a page without text"
        raise Unreadable(DocumentOutcome.NO_TEXT if outside else DocumentOutcome.EMPTY, detail)
    if outside and bare:
        return replace(own, images=outside, warnings=(*own.warnings, "body_is_pictures"))
    return own


def data_uri(value: str) -> bytes | None:
    """Return the bytes of a data: URI in base64 or percent signs, None where it is none."""
    value = value.strip()
    head, comma, body = value[:200].partition(",")
    if not comma or not head.lower().startswith("data:") or len(value) > MAX_FILE_CHARS:
        return None
    body = value[len(head) + 1 :]
    return _decoded(body) if head.lower().rstrip().endswith(";base64") else unquote_to_bytes(body) or None


def _gathered(text: str, start: int) -> tuple[str, int]:
    """Return base64 from `start` on, over the seams of a script, and where it ends."""
    parts, at, size = [], start, 0
    while size < MAX_FILE_CHARS:
        match = _BASE64.match(text, at)
        if match is not None:
            parts.append(match[0])
            size += len(match[0])
            at = match.end()
        seam = _SEAM.match(text, at)
        if seam is None:
            break
        if seam[0] == "\\/":
            parts.append("/")
        at = seam.end()
    return "".join(parts), at


def _decoded(text: str) -> bytes | None:
    """Decode base64 of either alphabet, escaped or not, padded or not."""
    if len(text) > MAX_FILE_CHARS:
        return None
    if "%" in text:
        text = unquote(text)
    text = "".join(text.split()).rstrip("=").translate(str.maketrans("-_", "+/"))
    text = text[: len(text) - (len(text) % 4 == 1)]
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4)) or None
    except (binascii.Error, ValueError):
        return None


def _held(contents: Sequence[bytes]) -> list[Held]:
    return [
        Held(f"embedded-{number}", len(data), partial(_give, data)) for number, data in enumerate(contents, 1)
    ]


def _give(data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise Unreadable(DocumentOutcome.TOO_LARGE, f"{len(data)} bytes within a page")
    return data


def _large(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the pictures that can be pages, with their addresses; each address once."""
    seen: set[str] = set()
    for element in root.iter("img"):
        inline = element.get("src") or ""
        url = next((v for key in _SOURCES if (v := (element.get(key) or "").strip())), "")
        if _PICTURE_DATA.match(inline) and url == inline.strip():
            ornament = len(url) < 4000
        else:
            ornament = not 0 < len(url) <= MAX_URL or _ORNAMENT.search(url) is not None
        if ornament or url in seen or any(side < _LEAST_SIDE for side in _sides(element)):
            continue
        seen.add(url)
        if len(seen) > MAX_IMAGES:
            return
        yield element, url


def _sides(element: HtmlElement) -> Iterator[int]:
    """Yield the sides in pixels that the page states."""
    for key in ("width", "height"):
        if match := _SIDE.match(element.get(key) or ""):
            yield int(match[1])
    for _, value in _STYLED.findall((element.get("style") or "")[:500]):
        yield int(value)


def _in_furniture(element: HtmlElement) -> bool:
    for above in element.iterancestors():
        names = f"{above.get('class') or ''} {above.get('id') or ''}"[:300]
        if above.tag in _UNREAD or _MARKS.search(names):
            return True
    return False
