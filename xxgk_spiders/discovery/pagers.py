"""The next page of a list: the link that the page itself gives.

A ladder: the link labelled 下一页, the platform's own markup, what a script draws
or fetches, numbered links, an address of this list with a number one higher, the
last page's address. Page numbers are not built, but for what a script would write,
and where only the last page is linked.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from lxml.html import HtmlElement

from xxgk_spiders.discovery import drawn, handlers, numbered, services
from xxgk_spiders.discovery.drawn import MAX_PAGES
from xxgk_spiders.discovery.links import Anchor, anchors
from xxgk_spiders.discovery.model import Link, Page
from xxgk_spiders.discovery.numbered import MAX_TEXT_CHARS
from xxgk_spiders.discovery.page import fold, text_of
from xxgk_spiders.discovery.selectors import select
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.urls import canonical, registered_domain, resolve
from xxgk_spiders.discovery.zones import page_heading

_DATA = table("pagers")
_NEXT: frozenset[str] = frozenset(_DATA["next"])
_LAST: frozenset[str] = frozenset(_DATA["last"])
_SIGNS: frozenset[str] = frozenset(_DATA["signs"])
_NOT_NEXT: tuple[str, ...] = tuple(_DATA["not_next"])
_BOX: tuple[str, ...] = tuple(_DATA["box"])
_CURRENT: frozenset[str] = frozenset(_DATA["current"])
_ELEMENTS: tuple[str, ...] = tuple(_DATA["elements"])

_FIRST_CHARS = frozenset(label[0] for label in (*_NEXT, *_SIGNS))

# A page without any of these has no pager with words.
_WORDS = ("下页", "加载更多", "下一页", "下一頁", "next", "Next", "NEXT", "后页", "后一页")
# A word or a sign, and beside it a script: a pager without links.
_SCRIPTED = ("onclick", "avascript:", "doPostBack", "submit")

_NUMBER = re.compile(r"[\[(【]?(\d{1,4})[\])】]?")
_TAIL = re.compile(r"(?<=\w)(?:[(（\[]\d{1,4}(?:/\d{1,4})?页?[)）\]]|[.…⋯]{1,6})$")
_MARKS_OF_CURRENT = ("span", "strong", "em", "b", "li", "a", "font", "td", "input")


def next_page(page: Page) -> Link | None:
    """The link to the next page of the list on this page; None at the end and on other pages."""
    link = _by_label(page)
    if link is None and page.platform.next_page and any(word in page.html for word in _WORDS):
        known, link = _by_platform(page)
        if known and (link or not any(mark in page.html for mark in _SCRIPTED)):
            return link
    link = link or _by_handler(page)
    if link is not None:
        return link
    found = drawn.following(page) or services.following(page)
    if found is not None:
        url, form = found
        return _link(page, url, "下一页", form) if form or _usable(page, url) else None
    return _by_number(page) or _by_address(page) or _by_last(page)


def _usable(page: Page, url: str) -> bool:
    """Whether an address is another page of the same site."""
    if canonical(url) == canonical(page.url):
        return False
    return registered_domain(_host(url)) == registered_domain(_host(page.url))


def _host(url: str) -> str:
    return url.split("/", 3)[2].rpartition("@")[2].partition(":")[0] if "://" in url else ""


def _link(page: Page, url: str, text: str, form: str = "") -> Link:
    return Link(url=url, text=text, context=page_heading(page), form=form)


def _squeezed(text: str) -> str:
    """A label without blanks, and without what counts the pages or trails off: 下一页(2/3), 加载更多…."""
    return _TAIL.sub("", text.replace(" ", "").replace("\xa0", "").lower())


def _by_platform(page: Page) -> tuple[bool, Link | None]:
    """By the platform's own markup: (whether its pager is there, the link)."""
    known = False
    for element in select(page.tree, page.platform.next_page):
        text = text_of(element)
        squeezed = _squeezed(text)
        # VSB gives the same class to 下页 and 尾页.
        if (text and "尾" in text) or "末" in text or _NUMBER.fullmatch(squeezed):
            continue
        known = known or squeezed in _NEXT
        url = resolve(page.base, element.get("href") or "")
        if url and _usable(page, url) and not text.startswith(_NOT_NEXT):
            return True, _link(page, url, text)
    return known, None


def _by_label(page: Page) -> Link | None:
    """By the label of the link: 下一页 anywhere, `>` only inside a box of page numbers."""
    sign: Link | None = None
    for link in anchors(page):
        text = link.text
        if len(text) > MAX_TEXT_CHARS or (
            text[:1].lower() not in _FIRST_CHARS and link.element.get("rel") != "next"
        ):
            continue
        squeezed = _squeezed(text)
        if squeezed in _NEXT and not text.startswith(_NOT_NEXT) and _usable(page, link.url):
            return _link(page, link.url, text)
        if sign is None and squeezed in _SIGNS and _in_box(link.element) and _usable(page, link.url):
            sign = _link(page, link.url, text)
        if link.element.get("rel") == "next" and link.carrier == "anchor" and _usable(page, link.url):
            return _link(page, link.url, text or "next")
    return sign


def _by_handler(page: Page) -> Link | None:
    """By what the script of a 下一页 that is no link does: an address, a post-back, a form."""
    if not any(mark in page.html for mark in _SCRIPTED):
        return None
    for element in page.tree.iter(*_ELEMENTS):
        text = _own_words(element)
        if not text or len(text) > MAX_TEXT_CHARS or text[:1].lower() not in _FIRST_CHARS:
            continue
        squeezed = _squeezed(text)
        named = squeezed in _NEXT and not text.startswith(_NOT_NEXT)
        if not named and not (squeezed in _SIGNS and _in_box(element)):
            continue
        if element.get("disabled") is not None:
            continue
        clicked = _clickable(element)
        found = handlers.target_of(page, clicked, href=clicked.get("href") or "")
        found = found or handlers.one_more(page, clicked)
        if found and (found[1] or _usable(page, found[0])):
            return _link(page, found[0], text, found[1])
    return None


def _own_words(element: HtmlElement) -> str:
    """What a link, a button or a bare element is called; empty for a box of several."""
    if element.tag == "input":
        return fold(element.get("value") or element.get("alt") or element.get("title"))
    if len(element) > 2:
        return ""
    return text_of(element) or fold(element.get("title"))


def _clickable(element: HtmlElement) -> HtmlElement:
    """The element or its parent, whichever has the script."""
    parent = element.getparent()
    has = element.get("onclick") or "avascript:" in (element.get("href") or "")
    if has or parent is None or not (parent.get("onclick") or "avascript:" in (parent.get("href") or "")):
        return element
    return parent


def _in_box(element: HtmlElement) -> bool:
    node = element.getparent()
    for _ in range(3):
        if node is None:
            return False
        if _is_box(node):
            return True
        node = node.getparent()
    return False


def _is_box(node: HtmlElement) -> bool:
    names = f"{node.get('class', '')} {node.get('id', '')}".lower()
    return any(word in names for word in _BOX)


def _by_number(page: Page) -> Link | None:
    """By numbered links: the one after the current number, in the same box."""
    numbers: dict[int, Anchor] = {}
    own = canonical(page.url)
    current: int | None = None
    for link in anchors(page):
        if len(link.text) > 6:
            continue
        match = _NUMBER.fullmatch(link.text)
        if match and int(match[1]) < MAX_PAGES and _in_box(link.element):
            numbers.setdefault(int(match[1]), link)
            number = int(match[1])
            if current is None and (
                canonical(link.url) == own or numbered.is_first_page(page, link.url, number)
            ):
                current = number
    if not numbers:
        return None
    marked = _current_number(next(iter(numbers.values())).element, numbers)
    current = marked or current or _left_out(sorted(numbers))
    follower = numbers.get(current + 1) if current else None
    if follower and _usable(page, follower.url):
        return _link(page, follower.url, follower.text)
    return None


def _by_address(page: Page) -> Link | None:
    """By an address of this list with a number one higher, whatever its link says, or a jump menu."""
    if page.platform.name == "vsb":
        return None  # its numbers fall
    url = numbered.one_higher(page, _in_box)
    if url is not None:
        return _link(page, url, "下一页") if _usable(page, url) else None
    found = numbered.in_jump_menu(page)
    return (
        _link(page, found[0], "下一页", found[1]) if found and (found[1] or _usable(page, found[0])) else None
    )


def _left_out(numbers: list[int]) -> int | None:
    """The current number of a pager that does not write it: the one left out, or the first."""
    gaps = [one + 1 for one, two in pairwise(numbers) if two == one + 2]
    if numbers[0] == 2:
        gaps.append(1)
    return gaps[0] if len(gaps) == 1 else None


def _by_last(page: Page) -> Link | None:
    """By the last page's address, where that is all there is besides numbers without links."""
    for link in anchors(page):
        if len(link.text) <= MAX_TEXT_CHARS and _squeezed(link.text) in _LAST and _usable(page, link.url):
            url = drawn.before_last(page, link.url)
            url = url or numbered.before_last(page, link.url)
            return _link(page, url, "下一页") if url and _usable(page, url) else None
    return None


def _current_number(element: HtmlElement, numbers: Iterable[int]) -> int | None:
    """The number that is marked as current (or is no link) beside these numbered links, and one of them."""
    near = {number + step for number in numbers for step in (-1, 0, 1)}
    box = element.getparent()
    for _ in range(3):
        if box is None:
            return None
        marked = [node for node in box.iter(*_MARKS_OF_CURRENT) if _is_current(node)]
        for node in marked:
            match = _NUMBER.fullmatch(text_of(node))
            if match and int(match[1]) in near:
                return int(match[1])
        if _is_box(box):
            return None  # what is beyond is the list: the days of its dates are numbers, too
        box = box.getparent()
    return None


def _is_current(node: HtmlElement) -> bool:
    words = (node.get("class") or "").lower().split()
    if _CURRENT.intersection(words):
        return True
    return node.tag in ("span", "strong", "em", "b", "font") and len(node) == 0 and not _within_link(node)


def _within_link(node: HtmlElement) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == "a" and bool(parent.get("href"))
