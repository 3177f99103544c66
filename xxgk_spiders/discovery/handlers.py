"""What a pager's script does when it is clicked: read from the page, never run.

A handler either names an address (`location.href='index_2.html'`), or calls a
function with what is to be shown: a number, a name. Then the function's own text is
looked up on the page and its one statement that matters is read: an address put
together of quoted pieces and what the call gave, or a form whose field gets it.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from lxml.html import HtmlElement

from xxgk_spiders.discovery.forms import Target, form_of, post_back, send
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.statements import addresses, function_of
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.urls import resolve

MAX_ARGUMENTS = 6
MAX_CALLS = 4

_FIELDS: tuple[str, ...] = tuple(table("pagers")["fields"])
_CALL = re.compile(r"(?<![\w.$])([A-Za-z_$][\w$]{0,60})\(([^()]{1,300})\)")
_LITERAL = re.compile(r"\s{0,5}(?:\"([^\"]{0,100})\"|'([^']{0,100})'|(\d{1,9}))\s{0,5}")
_IN_QUERY = re.compile(r"([?&]([\w\-]{1,40})=)([\w\-]{1,40})(?=&|$)")
_SET = re.compile(
    r"([\w$]{1,60})(?:[\"']\s{0,3}\))?(?:\[0\])?\s{0,3}\.\s{0,3}(?:value\s{0,5}=(?!=)|val\s{0,3}\()\s{0,5}([\w$]{1,60})"
)
_SUBMIT = re.compile(r"([\w$]{1,60})(?:[\"']\s{0,3}\)|\[0\])?\s{0,3}\.\s{0,3}submit\s{0,3}\(")


def target_of(page: Page, element: HtmlElement, *, href: str = "") -> Target | None:
    """Return where an element's script leads; None where that cannot be read."""
    for source in (href[:2_000], (element.get("onclick") or "")[:2_000]):
        if not source or ("(" not in source and "=" not in source):
            continue
        found = post_back(page, element, source) or _address(page, source, {})
        if found:
            return found
        for call in islice(_CALL.finditer(source.removeprefix("javascript:")), MAX_CALLS):
            arguments = _literals(call[2])
            if arguments[0] is not None and (found := called(page, element, call[1], arguments)):
                return found
    return None


def _literals(text: str) -> list[str | None]:
    """The arguments of a call; None for what is no number and no quoted text."""
    found = [_LITERAL.fullmatch(part) for part in text.split(",")[:MAX_ARGUMENTS]]
    return [match[1] or match[2] or match[3] if match else None for match in found]


def one_more(page: Page, element: HtmlElement) -> Target | None:
    """Return the next page where a script repeats what this address asks for, its page's number one higher.

    For calls of functions that stand elsewhere: `loadList(6, 3)` on `?cid=6&page=2`.
    """
    for source in ((element.get("href") or "")[:2_000], (element.get("onclick") or "")[:2_000]):
        for call in _CALL.finditer(source.removeprefix("javascript:")):
            given = [argument for argument in _literals(call[2]) if argument is not None]
            for match in _IN_QUERY.finditer(page.url):
                others = {pair[3] for pair in _IN_QUERY.finditer(page.url) if pair.start() != match.start()}
                if match[2].lower() not in _FIELDS or not match[3].isdecimal():
                    continue
                following = str(int(match[3]) + 1)
                if following in given:
                    rest = [argument for argument in given if argument != following]
                    if others.issuperset(rest):
                        return f"{page.url[: match.end(1)]}{following}{page.url[match.end() :]}", ""
    return None


def called(page: Page, element: HtmlElement, name: str, arguments: Sequence[str | None]) -> Target | None:
    """Return where a function of the page leads when it is called with these arguments (None: not known)."""
    found = function_of(page, name)
    if found is None:
        return None
    parameters, code, around = found
    given = zip(parameters, arguments, strict=False)
    values = {parameter: value for parameter, value in given if value is not None}
    return _address(page, code, values, around) or _submitted(page, element, code, values)


def _address(page: Page, code: str, values: Mapping[str, str], around: str = "") -> Target | None:
    """The first address that the code goes to or fetches, if all its pieces are known."""
    for text in addresses(code, values, around):
        url = resolve(page.base, text)
        if url:
            return url, ""
    return None


def _submitted(page: Page, element: HtmlElement, code: str, values: Mapping[str, str]) -> Target | None:
    """The form that the function sends after it has put the call's number into a field."""
    submit = _SUBMIT.search(code)
    if submit is None:
        return None
    numbers = {name: value for name, value in values.items() if value.isdecimal()}
    set_to = {match[1]: numbers[match[2]] for match in _SET.finditer(code) if match[2] in numbers}
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
    if not set_to:
        return None
    known = next((name for name in set_to if name in inputs), None)
    usual = (found for key, found in inputs.items() if key.lower() in _FIELDS)
    field = inputs[known] if known else next(usual, None)
    name = field.get("name") if field is not None else None
    number = set_to[known] if known else next(iter(set_to.values()))
    return send(page, form, {name: number}) if name else None
