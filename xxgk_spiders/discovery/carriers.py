"""Links that are not plain anchors: viewers, frames, scripts, refreshes.

Each function gives absolute addresses, or nothing; none raises on any page.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml.html import HtmlElement

from xxgk_spiders.discovery import script_menus
from xxgk_spiders.discovery.model import Carrier, Page
from xxgk_spiders.discovery.page import MANY_LINKS, SHORT_PAGE_CHARS, fold, sentences, short_text
from xxgk_spiders.discovery.tables import any_of, table
from xxgk_spiders.discovery.urls import kind_of, resolve

_DATA = table("links")
_VIEWER_PATHS: tuple[str, ...] = tuple(_DATA["viewer_paths"])
_VIEWER_KEYS: frozenset[str] = frozenset(_DATA["viewer_keys"])
_CALLS: tuple[str, ...] = tuple(_DATA["viewer_calls"])

# The address is the first argument, or the first value of an object that is.
_CALL = re.compile(
    any_of(_CALLS)
    + r"\(\s{0,20}(?:\{\s{0,20}[\"']?\w{1,20}[\"']?\s{0,5}:\s{0,5})?[\"']([^\"'\s]{1,1000})[\"']"
)
_SWF_FILE = re.compile(r"(?:SwfFile|PDFFile|pdfFile)[\"']?\s{0,5}:\s{0,5}[\"']([^\"'\s]{1,1000})[\"']")
# A variable or field that is called a file and holds one.
_HELD = re.compile(
    r"(?<![\w$])[\w$]{0,20}?" + any_of(_DATA["file_variables"]) + r"[\w$]{0,12}[\"']?\s{0,5}[:=]\s{0,5}"
    r"[\"']([^\"'\s<>]{1,600}\.(?:pdf|docx?|ofd|wps|zip|rar)(?:\?[^\"'\s<>]{0,200})?)[\"']",
    re.IGNORECASE,
)
_STORED = re.compile(r"[\"']title[\"']\s{0,5}:\s{0,5}[\"']([^\"']{1,300})[\"']")
_OPEN = re.compile(
    r"(?:window\.open|location(?:\.href)?\s{0,5}=|location\.(?:replace|assign)|goto\w{0,20}|open\w{0,20})"
    r"\s{0,5}\(?\s{0,5}[\"']([^\"'\s<>]{1,1000})[\"']"
)
_REDIRECT = re.compile(
    r"(?:(?:window|self|top|parent|document)\.)?location(?:\.href\s{0,5}=|\s{0,5}=|\.(?:replace|assign)\s{0,5}\()"
    r"\s{0,5}[\"']([^\"'\s<>]{1,1000})[\"']"
)
_REFRESH = re.compile(
    r"^\s{0,20}(\d{1,4})(?:\.\d{0,5})?\s{0,20}[;,]\s{0,20}(?:url\s{0,5}=\s{0,5})?[\"']?([^\"']{1,1000})",
    re.IGNORECASE,
)
_LINE_COMMENT = re.compile(r"^\s{0,200}//.*$", re.MULTILINE)
_BASE64 = re.compile(r"[A-Za-z0-9+/ ]{12,1400}={0,2}")

MAX_SCRIPT_CHARS = 400_000
BARE_PAGE_CHARS = 100
"""A page with less visible text than this has no content of its own: a redirect in it is meant."""

# A script without any of these shows no file.
_HINTS = ("df", "PDF", "show", "File", ".doc", ".ofd", ".wps", ".zip", ".rar")

Found = tuple[HtmlElement, str, str, Carrier]


@lru_cache(maxsize=8_192)
def viewer_target(url: str, base: str) -> str | None:
    """The file that a viewer page shows (`…/viewer.html?file=…`); None for any other address."""
    head, mark, _ = url.partition("?")
    if not mark:
        return None
    head = head.lower()
    if not any(place in head for place in _VIEWER_PATHS):
        return None
    try:
        query = urlsplit(url).query
        pairs = parse_qsl(query, max_num_fields=50)
    except ValueError:
        return None
    for position, (key, single) in enumerate(pairs):
        if key.lower() not in _VIEWER_KEYS or not single:
            continue
        # The file's own query was not escaped: the rest belongs to it.
        rest = "?" in single and position < len(pairs) - 1
        value = unquote(query.split(f"{key}=", 1)[-1]) if rest else single
        target = resolve(base, _decoded(_unescaped(value)))
        if target and kind_of(target) != "media":
            return target
    return None


def _unescaped(value: str) -> str:
    """Undo an escape that was applied twice or three times."""
    for _ in range(2):
        start = value[:12].upper()
        if "%2F" in start or "%3A" in start:
            value = unquote(value)
    return value


def _decoded(value: str) -> str:
    """An address written in base64, as kkFileView wants it; any other as it is."""
    if not _BASE64.fullmatch(value):
        return value
    try:
        text = b64decode(value.replace(" ", "+") + "=" * (-len(value) % 4)).decode("utf-8")
    except (ValueError, UnicodeDecodeError):
        return value
    return text if text.startswith(("http://", "https://", "/")) else value


def stored_name(element: HtmlElement) -> str:
    """The file name that the editor of Webplus keeps in `sudyfile-attr`."""
    stored = element.get("sudyfile-attr")
    match = _STORED.search(stored) if stored else None
    return fold(match[1]) if match else ""


def option_url(element: HtmlElement, base: str) -> str | None:
    """The address in an `<option value>` of a jump menu."""
    value = (element.get("value") or "").strip()
    if value.startswith(("http://", "https://", "/", "?", "./", "../")) and len(value) > 1:
        return resolve(base, value)
    return None


def script_url(element: HtmlElement, href: str, base: str) -> str | None:
    """The address that a script of an anchor opens (`window.open('…')` in href or onclick)."""
    for source in (href, element.get("onclick") or ""):
        if "(" in source or "=" in source:
            match = _OPEN.search(source[:2_000])
            if match:
                return resolve(base, match[1])
    return None


def embedded(element: HtmlElement, base: str) -> Iterator[tuple[str, str, Carrier]]:
    """What a frame, an embed or an object shows: (url, text, carrier)."""
    tag = element.tag
    text = fold(element.get("title"))
    sources = [element.get(key) for key in ("src", "data-src", "data", "href")]
    if tag == "object":
        sources += [
            param.get("value")
            for param in element.iter("param")
            if (param.get("name") or "").lower() in ("src", "movie", "url", "filename")
        ]
    done: set[str] = set()
    for source in sources:
        url = resolve(base, source) if source else None
        if url is None or url in done:
            continue
        done.add(url)
        target = viewer_target(url, base)
        if target is not None:
            yield target, text, "viewer"
        elif tag in ("iframe", "frame"):
            yield url, text, "frame"
        elif kind_of(url) in ("document", "page"):
            yield url, text, "object"


def special(page: Page) -> Iterator[Found]:
    """Viewers by attribute, viewers and menus written by scripts, redirects."""
    html = page.html
    if "pdfsrc" in html or "sudyfile-attr" in html:
        yield from _players(page)
    yield from _scripts(page)
    if html.count("</a") <= MANY_LINKS and ("location" in html or "efresh" in html or "EFRESH" in html):
        yield from _redirects(page)


def _players(page: Page) -> Iterator[Found]:
    for element in page.tree.xpath("//*[@pdfsrc]"):
        url = resolve(page.base, element.get("pdfsrc") or "")
        if url:
            yield element, url, stored_name(element), "viewer"
    for element in page.tree.xpath("//*[@sudyfile-attr][not(@pdfsrc)][not(@href)][@src]"):
        if element.tag != "img":
            url = resolve(page.base, element.get("src") or "")
            if url:
                yield element, url, stored_name(element), "viewer"


def _scripts(page: Page) -> Iterator[Found]:
    for element in page.tree.iter("script"):
        code = element.text
        if not code or len(code) > MAX_SCRIPT_CHARS:
            continue
        calls = any(word in code for word in _HINTS)
        menus = any(word in code for word in script_menus.MARKS)
        if not calls and not menus:
            continue
        code = without_comments(code)
        if calls:
            for match in (*_CALL.finditer(code), *_SWF_FILE.finditer(code), *_HELD.finditer(code)):
                url = resolve(page.base, match[1].replace("\\/", "/"))
                if url and kind_of(url) != "media":
                    yield element, viewer_target(url, page.base) or url, "", "viewer"
        if menus:
            for url, name in script_menus.entries(page, code):
                yield element, url, name, "script"


def without_comments(code: str) -> str:
    """A script without its block comments and its lines that are comments."""
    parts, position = [], 0
    while True:
        start = code.find("/*", position)
        end = code.find("*/", start + 2) if start >= 0 else -1
        if start < 0 or end < 0:
            parts.append(code[position:])
            break
        parts.append(code[position:start])
        position = end + 2
    return _LINE_COMMENT.sub("", "".join(parts))


def _redirects(page: Page) -> Iterator[Found]:
    for element in page.tree.iter("meta"):
        if (element.get("http-equiv") or "").strip().lower() == "refresh":
            match = _REFRESH.match(element.get("content") or "")
            # A page that reloads itself after a while is no redirect.
            if match and int(match[1]) <= 5:
                url = resolve(page.base, match[2].strip())
                if url and url != page.url:
                    yield element, url, "", "refresh"
    if "location" not in page.html:
        return
    if short_text(page, SHORT_PAGE_CHARS) is None or len(sentences(page)) >= BARE_PAGE_CHARS:
        return
    for element in page.tree.iter("script"):
        code = without_comments(element.text or "") if len(element.text or "") < 4_000 else ""
        # Conditional jumps (by browser, by cookie) are not the page's content.
        if "location" in code and not re.search(
            r"\bif\b|\?|\bfunction\b|userAgent", code.split("location")[0]
        ):
            match = _REDIRECT.search(code)
            url = resolve(page.base, match[1]) if match else None
            if url and url != page.url:
                yield element, url, "", "refresh"
                return
