"""Statements of a page's scripts that lead on, read and never run.

What is read: an address put together with + of quoted pieces and of names that are
known (the parameters of a call, variables that are set to such an address), where a
script goes there (`location.href = …`) or fetches a piece of the page (`$.get(…)`,
`.load(…)`, `fetch(…)`, `$.ajax({url: …})`), with the fields that it sends along.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from urllib.parse import urlencode

from xxgk_spiders.discovery.carriers import without_comments
from xxgk_spiders.discovery.model import Page

MAX_SCRIPT_CHARS = 200_000
MAX_FUNCTION_CHARS = 1_500
MAX_PIECES = 12
MAX_FIELDS = 10
MAX_STATEMENTS = 8
DEPTH = 2
"""A variable may be set by another one, and no further."""

_GO = re.compile(
    r"(?:location(?:\.href)?\s{0,5}=(?!=)|location\.(?:replace|assign)\s{0,5}\(|window\.open\s{0,5}\(|\.action\s{0,5}=)"
    r"\s{0,5}(?:encodeURI(?:Component)?\s{0,5}\()?\s{0,5}"
)
_FETCH = re.compile(
    r"(?:\$\.(?:get|getJSON)\s{0,5}\(|\)\.load\s{0,5}\(|(?<![\w.$])fetch\s{0,5}\(|\baxios\.get\s{0,5}\(|(?<![\w.$])url\s{0,5}:)\s{0,5}"
)
_POSTS = re.compile(r"(?:type|method)[\"']?\s{0,5}:\s{0,5}[\"']post", re.IGNORECASE)
_PIECE = re.compile(
    r"\s{0,5}(?:\"([^\"\n]{0,500})\"|'([^'\n]{0,500})'|((?:encodeURI(?:Component)?|escape|parseInt|Number|String)?\(?[A-Za-z_$][\w$.]{0,60})(?:\(\))?\)?|(\d{1,6}))\s{0,5}"
)
_SENT = re.compile(r"(?:,|\bdata\s{0,5}:)\s{0,9}\{([^{}]{1,500})\}")
_FIELD = re.compile(
    r"\s{0,9}[\"']?(\w{1,40})[\"']?\s{0,5}:\s{0,5}(?:\"([^\"]{0,100})\"|'([^']{0,100})'|([A-Za-z_$][\w$]{0,40})|(\d{1,9}))\s{0,9}"
)
_END = ("", ";", ")", ",", "}", "\n", "\r", '"', "'")


def function_of(page: Page, name: str) -> tuple[list[str], str, str] | None:
    """Return a function of the page's own scripts: its parameters, its text, and the script around it."""
    for element in page.tree.iter("script"):
        code = (element.text or "")[:MAX_SCRIPT_CHARS]
        found = _function_in(code, name) if name in code else None
        if found:
            return [*found[0]], found[1], code
    return None


# The lines of a list call the same function, which sets the same variables.
@lru_cache(maxsize=32)
def _function_in(code: str, name: str) -> tuple[tuple[str, ...], str] | None:
    pattern = (
        rf"(?:function\s{{1,5}}{re.escape(name)}|(?<![\w.]){re.escape(name)}\s{{0,5}}=\s{{0,5}}function)"
        r"\s{0,5}\(([^()]{1,200})\)\s{0,20}\{"
    )
    match = re.search(pattern, code)
    if match is None:
        return None
    rest = without_comments(code[match.end() : match.end() + MAX_FUNCTION_CHARS])
    return tuple(part.strip() for part in match[1].split(",")), rest[: _end(rest)]


@lru_cache(maxsize=32)
def _set_at(code: str, name: str) -> tuple[int, ...]:
    """Where a variable is set: the places of what it is set to, two at most."""
    found = re.finditer(rf"(?<![\w.$]){re.escape(name)}\s{{0,5}}=(?!=)\s{{0,5}}", code)
    return tuple(match.end() for match in islice(found, 2))


def _end(code: str) -> int:
    """Where the brace closes that was open before the text begins."""
    depth = 1
    for place, sign in enumerate(code):
        depth += (sign == "{") - (sign == "}")
        if not depth:
            return place
    return len(code)


def addresses(code: str, values: Mapping[str, str], around: str = "") -> Iterator[str]:
    """Yield what code goes to, then what it fetches, as it is written there, whose pieces are all known.

    `values` are what is known of names, `around` is the script that may set others.
    """
    for match in islice(_GO.finditer(code), MAX_STATEMENTS):
        text = joined(code, match.end(), values, around)
        if text:
            yield text
    if _POSTS.search(code):
        return
    for match in islice(_FETCH.finditer(code), MAX_STATEMENTS):
        text, place = _joined(code, match.end(), values, around)
        if text and not text.isdigit():
            fields = _fields(code[place : place + 600], values, around)
            if fields is not None:
                yield text + (("&" if "?" in text else "?") + fields if fields else "")


def joined(code: str, start: int, values: Mapping[str, str], around: str = "") -> str | None:
    """Return what pieces joined by + come to; None where one of them is not known, and for a number alone."""
    text = _joined(code, start, values, around)[0]
    return text if text and not text.isdigit() else None


def _joined(
    code: str, start: int, values: Mapping[str, str], around: str, depth: int = DEPTH
) -> tuple[str | None, int]:
    parts, place = [], start
    for _ in range(MAX_PIECES):
        piece = _PIECE.match(code, place)
        if piece is None:
            return None, place
        name = (piece[3] or "").rpartition("(")[2]
        known = _known(name, code, values, around, depth) if name else piece[1] or piece[2] or piece[4] or ""
        if known is None:
            return None, place
        parts.append(known)
        place = piece.end()
        if code[place : place + 1] != "+":
            break
        place += 1
    text = "".join(parts)
    # What goes on in another way (page-1) is not understood.
    is_whole = code[place : place + 1] in _END
    return (text if is_whole and text else None), place


def _known(name: str, code: str, values: Mapping[str, str], around: str, depth: int) -> str | None:
    """What a name stands for: a parameter (also `obj.curr`), or a variable that is set once."""
    first = name.partition(".")[0]
    if name in values or first in values:
        return values.get(name, values.get(first))
    if not depth or first != name:
        return None
    for text in (code, around):
        found = _set_at(text, name)
        if found:
            return _joined(text, found[0], values, around, depth - 1)[0] if len(found) == 1 else None
    return None


def _fields(code: str, values: Mapping[str, str], around: str) -> str | None:
    """The fields that are sent along, as a query; None where one is not known."""
    sent = _SENT.search(code)
    if sent is None:
        return ""
    pairs = []
    for part in sent[1].split(",")[:MAX_FIELDS]:
        field = _FIELD.fullmatch(part)
        if field is None:
            if part.strip():
                return None
            continue
        value: str | None = field[2] or field[3] or field[5] or ""
        if field[4]:
            value = _known(field[4], code, values, around, 1)
        if value is None:
            return None
        pairs.append((field[1], value))
    return urlencode(pairs)
