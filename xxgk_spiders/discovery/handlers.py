"""What a pager's script does when it is clicked: read from the page, never run.

A handler either names an address (`location.href='index_2.html'`), or calls a
function with the page's number. Then the function's own text is looked up on
the page and its one statement that matters is read: an address put together of
quoted pieces and the number, or a form whose field gets the number.
"""

import re

from lxml.html import HtmlElement

from xxgk_spiders.discovery.carriers import without_comments
from xxgk_spiders.discovery.forms import Target, form_of, post_back, send
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.urls import resolve

MAX_SCRIPT_CHARS = 200_000
MAX_FUNCTION_CHARS = 1_500
MAX_PIECES = 12

_FIELDS: tuple[str, ...] = tuple(table("pagers")["fields"])
_CALL = re.compile(r"(?<![\w.$])([A-Za-z_$][\w$]{0,60})\(\s{0,5}[\"']?(\d{1,5})[\"']?\s{0,5}[,)]")
_GO = re.compile(
    r"(?:location(?:\.href)?\s{0,5}=(?!=)|location\.(?:replace|assign)\s{0,5}\(|window\.open\s{0,5}\(|\.action\s{0,5}=)"
    r"\s{0,5}(?:encodeURI(?:Component)?\s{0,5}\()?\s{0,5}"
)
_PIECE = re.compile(
    r"\s{0,5}(?:\"([^\"\n]{0,500})\"|'([^'\n]{0,500})'|(\(?[A-Za-z_$][\w$.]{0,60})(?:\(\))?\)?|(\d{1,6}))\s{0,5}"
)
_SET = re.compile(
    r"([\w$]{1,60})(?:[\"']\s{0,3}\))?(?:\[0\])?\s{0,3}\.\s{0,3}(?:value\s{0,5}=(?!=)|val\s{0,3}\()\s{0,5}([\w$]{1,60})"
)
_SUBMIT = re.compile(r"([\w$]{1,60})(?:[\"']\s{0,3}\)|\[0\])?\s{0,3}\.\s{0,3}submit\s{0,3}\(")


def target_of(page: Page, element: HtmlElement, *, href: str = "") -> Target | None:
    """Return where an element's script leads; None where that cannot be read."""
    for source in (href[:2_000], (element.get("onclick") or "")[:2_000]):
        if not source or ("(" not in source and "=" not in source):
            continue
        found = post_back(page, element, source) or _address(page, source, "", 0)
        if found:
            return found
        call = _CALL.search(source.removeprefix("javascript:"))
        if call is not None:
            return called(page, element, call[1], int(call[2]))
    return None


def called(page: Page, element: HtmlElement, name: str, number: int) -> Target | None:
    """Return where a function of the page leads when it is called with a number."""
    body = _function(page, name)
    if body is None:
        return None
    parameter, code = body
    return _address(page, code, parameter, number) or _submitted(page, element, code, parameter, number)


def _function(page: Page, name: str) -> tuple[str, str] | None:
    """The first parameter and the text of a function that the page itself defines."""
    pattern = re.compile(
        rf"(?:function\s{{1,5}}{re.escape(name)}|(?<![\w.]){re.escape(name)}\s{{0,5}}=\s{{0,5}}function)"
        r"\s{0,5}\(\s{0,5}([A-Za-z_$][\w$]{0,40})[^()]{0,200}\)\s{0,20}\{"
    )
    for element in page.tree.iter("script"):
        code = (element.text or "")[:MAX_SCRIPT_CHARS]
        match = pattern.search(code) if name in code else None
        if match:
            rest = without_comments(code[match.end() : match.end() + MAX_FUNCTION_CHARS])
            return match[1], rest[: _end(rest)]
    return None


def _end(code: str) -> int:
    """Where the brace closes that was open before the text begins."""
    depth = 1
    for place, sign in enumerate(code):
        depth += (sign == "{") - (sign == "}")
        if not depth:
            return place
    return len(code)


def _address(page: Page, code: str, parameter: str, number: int) -> Target | None:
    """The first address that the code goes to, if all its pieces are known."""
    for match in _GO.finditer(code):
        text = joined(code, match.end(), parameter, number)
        url = resolve(page.base, text) if text else None
        if url:
            return url, ""
    return None


def joined(code: str, start: int, parameter: str, number: int) -> str | None:
    """Return what quoted pieces and a number, joined by +, come to; None for anything else in them."""
    parts, place = [], start
    for _ in range(MAX_PIECES):
        piece = _PIECE.match(code, place)
        if piece is None:
            return None
        name = (piece[3] or "").lstrip("(")
        if name:
            if name != parameter and not (parameter and name.startswith(f"{parameter}.")):
                return None
            parts.append(str(number))
        else:
            parts.append(piece[1] or piece[2] or piece[4] or "")
        place = piece.end()
        if code[place : place + 1] != "+":
            break
        place += 1
    text = "".join(parts)
    # What goes on in another way (page-1) is not understood; a number alone is no address.
    is_whole = code[place : place + 1] in ("", ";", ")", ",", "}", "\n", "\r", '"', "'")
    return text if is_whole and text and not text.isdigit() else None


def _submitted(page: Page, element: HtmlElement, code: str, parameter: str, number: int) -> Target | None:
    """The form that the function sends after it has put the number into a field."""
    submit = _SUBMIT.search(code)
    if submit is None:
        return None
    names = [match[1] for match in _SET.finditer(code) if match[2] == parameter]
    form = form_of(page, element, submit[1]) if submit[1] not in ("this", "forms") else None
    form = form if form is not None else form_of(page, element)
    if form is None:
        return None
    inputs = {
        key: field
        for field in form.iter("input", "select")
        for key in (field.get("id"), field.get("name"))
        if key
    }
    field = next((inputs[name] for name in names if name in inputs), None)
    if field is None:
        field = (
            next((found for key, found in inputs.items() if key.lower() in _FIELDS), None) if names else None
        )
    name = field.get("name") if field is not None else None
    return send(page, form, {name: str(number)}) if name else None
