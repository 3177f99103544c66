"""Lists by their addresses: which differ in their page's number only, and what a jump menu leads to."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

from xxgk_spiders.discovery import handlers
from xxgk_spiders.discovery.drawn import MAX_PAGES
from xxgk_spiders.discovery.links import Anchor, anchors
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import fold, text_of
from xxgk_spiders.discovery.periods import YEARS
from xxgk_spiders.discovery.statements import joined
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.urls import canonical, resolve

MAX_TEXT_CHARS = 12
"""A pager's labels are no longer."""
MOST_PAGES = 60
"""An address with a higher number is an article's, and no page of a list."""

YEAR_CHARS = 4

_DATA = table("pagers")
_FIELDS: frozenset[str] = frozenset(_DATA["fields"])
_BACK: tuple[str, ...] = (*_DATA["back"], *_DATA["not_next"])
_FORWARD: tuple[str, ...] = tuple(_DATA["forward"])
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NAME = re.compile(r"(.{0,60}?)([_\-]?)(?<!\d)(\d{1,3})(?:\.[a-z]{2,5})?")
_FIRST_NAMES = frozenset({"", "index", "list", "main", "default", "p", "page"})
_PAGE_NUMBER = re.compile(r"[_\-]?\d{1,4}$")
_IN_QUERY = re.compile(r"([?&]([\w\-]{1,40})=)(\d{1,4})(?=&|$)")
_TOTAL = re.compile(r"共\s?(\d{1,4})\s?页")
_OPTION = re.compile(r"第?\s?(\d{1,4})\s?页?(?:\s?/\s?\d{1,4})?")
_CHOSEN = "this.value"
_CHOSEN_CALL = re.compile(r"([A-Za-z_$][\w$]{0,60})\(\s?this\.value\s?\)")
_CHOSEN_LONG = re.compile(r"this\.options\[this\.selectedIndex\]\.value|\$\(this\)\.val\(\)")
_GO = re.compile(r"location(?:\.href)?\s{0,5}=(?!=)\s{0,5}")

Target = tuple[str, str]


class Step(NamedTuple):
    """From one page of a list to another: their numbers, and whether the number may as well name a column."""

    own: int
    other: int
    is_doubtful: bool = False


@lru_cache(maxsize=4_096)
def list_of(url: str) -> str:
    """What the addresses of all pages of one list have in common: no page number, no default name."""
    address, _, query = canonical(url).partition("?")
    folder, _, name = address.rpartition("/")
    stem = _PAGE_NUMBER.sub("", name.partition(".")[0])
    pairs = [pair for pair in query.split("&") if pair and pair.partition("=")[0].lower() not in _FIELDS]
    path = folder if stem in _FIRST_NAMES else f"{folder}/{stem}"
    return f"{path}?{'&'.join(pairs)}" if pairs else path


def step(own: str, other: str) -> Step | None:
    """Compare two addresses that differ in a page's number only; None where they differ otherwise.

    The first page's need not have one. `/list/5` and `/list/6` may be two lists: doubtful.
    """
    own_path, own_pairs, own_number = _taken_apart(own)
    path, pairs, number = _taken_apart(other)
    if pairs != own_pairs:
        return None
    if path == own_path:
        return None if number is None else Step(own_number or 1, number)
    if number is not None or own_number is not None:
        return None
    return _by_name(own_path, path)


@lru_cache(maxsize=4_096)
def _taken_apart(url: str) -> tuple[str, tuple[str, ...], int | None]:
    """An address as its path, the pairs of its query but for the page's number, and this."""
    path, _, query = canonical(url).partition("?")
    number: int | None = None
    rest = []
    for pair in filter(None, query.split("&")):
        key, _, value = pair.partition("=")
        if key.lower() in _FIELDS and value.isdecimal() and len(value) < YEAR_CHARS:
            number = int(value)
        else:
            rest.append(pair)
    return path, tuple(sorted(rest)), number


def _by_name(own: str, other: str) -> Step | None:
    own_folder, _, own_name = own.rpartition("/")
    folder, _, name = other.rpartition("/")
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    own_stem = own_name.partition(".")[0]
    number = int(match[3])
    if folder.removesuffix("/page") == f"{own_folder}/{own_stem}" and match[1] in _FIRST_NAMES:
        return Step(1, number)
    if folder != own_folder:
        return None
    if own_stem == match[1] or (own_stem in _FIRST_NAMES and match[1] in _FIRST_NAMES):
        return Step(1, number)
    before = _NAME.fullmatch(own_name)
    if before is None or before.group(1, 2) != match.group(1, 2):
        return None
    return Step(int(before[3]), number, is_doubtful=True)


def one_higher(page: Page, in_box: Callable[[HtmlElement], bool]) -> str | None:
    """Return the address of the link that names the page after this one, whatever it says.

    `in_box` says whether an element stands in a box of page numbers: the numbers there are
    read by what they say.
    """
    key, found = canonical(page.url), None
    for link in anchors(page):
        text = link.text
        if len(text) > MAX_TEXT_CHARS or link.is_file or link.element.tag == "option":
            continue
        if canonical(link.url) == key:
            continue
        to = step(page.url, link.url)
        if to is not None and text.isdecimal() and (in_box(link.element) or int(text) != to.other):
            return None  # what is the third page has another number: they count in another way
        if found or YEARS.search(text) or text.lower().startswith(_BACK):
            continue
        if to is None:
            adds = not _HAN.search(text) and _adds_a_two(key, canonical(link.url))
            found = link.url if adds else None
        elif to.other == to.own + 1 <= MOST_PAGES and (not to.is_doubtful or _says_next(link)):
            found = link.url
    return found


def is_first_page(page: Page, link: str, number: int) -> bool:
    """Whether a pager's number leads to this very page, which is the first and has no number itself."""
    to = step(page.url, link)
    return to is not None and number == to.own == to.other == 1


def _says_next(link: Anchor) -> bool:
    """Whether a link's text leads on; a picture or a sign is enough where the address is no bare number."""
    is_bare = link.url.rpartition("/")[2].partition(".")[0].isdecimal()
    return link.text.startswith(_FORWARD) or not (is_bare or _HAN.search(link.text))


def _adds_a_two(own: str, other: str) -> bool:
    """Whether an address is this one with `…=2` added: the second page, by a field of any name."""
    return other.startswith(own) and re.fullmatch(r"[?&][\w\-]{1,40}=2", other[len(own) :]) is not None


def before_last(page: Page, last: str) -> str | None:
    """Return the next page's address by the last one's, where a field of the query numbers them."""
    to = step(page.url, last)
    match = next((m for m in _IN_QUERY.finditer(last) if m[2].lower() in _FIELDS), None)
    if to is None or match is None or to.other >= MAX_PAGES:
        return None
    total = _TOTAL.search(page.html)
    counts_from_zero = total is not None and int(total[1]) == to.other + 1
    is_first = _taken_apart(page.url)[2] is None
    following = 1 if counts_from_zero and is_first else to.own + 1
    return f"{last[: match.end(1)]}{following}{last[match.end() :]}" if following <= to.other else None


def in_jump_menu(page: Page) -> Target | None:
    """Return where the option after the current one of a `<select>` of page numbers leads."""
    if "onchange" not in page.html:
        return None
    for menu in page.tree.iter("select"):
        script = _CHOSEN_LONG.sub(_CHOSEN, menu.get("onchange") or "")[:2_000]
        options = list(menu.iter("option"))
        if not script or not 1 < len(options) < MAX_PAGES:
            continue
        numbers = [_OPTION.fullmatch(text_of(option)) for option in options]
        if not all(numbers):
            continue
        chosen = next((i for i, option in enumerate(options) if option.get("selected") is not None), None)
        if chosen is None:
            chosen = _own_number(page.url) - 1
        if 0 <= chosen < len(options) - 1:
            return _chosen(page, menu, script, options[chosen + 1])
    return None


def _own_number(url: str) -> int:
    path, _, number = _taken_apart(url)
    named = _NAME.fullmatch(path.rpartition("/")[2])
    return number or (int(named[3]) if named and named[2] else 1)


def _chosen(page: Page, menu: HtmlElement, script: str, option: HtmlElement) -> Target | None:
    """Where the choice of an option leads: to its value, or to what the script makes of it."""
    value = fold(option.get("value")) or text_of(option)
    if not value.isdecimal():
        url = resolve(page.base, value)
        return (url, "") if url else None
    go = _GO.search(script)
    text = joined(script, go.end(), {_CHOSEN: value}) if go else None
    url = resolve(page.base, text) if text else None
    if url:
        return url, ""
    call = _CHOSEN_CALL.search(script)
    return handlers.called(page, menu, call[1], [value]) if call else None
