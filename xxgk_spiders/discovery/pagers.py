"""The next page of a list: the link that the page itself gives, never a built number.

The only exception are pagers that a script draws from its arguments
(`createPageHTML(…)`, `countPage`): there the address is what the script would write.
"""

import re

from lxml.html import HtmlElement

from xxgk_spiders.discovery.links import Anchor, anchors
from xxgk_spiders.discovery.model import Link, Page
from xxgk_spiders.discovery.page import text_of
from xxgk_spiders.discovery.selectors import select
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.urls import canonical, registered_domain, resolve
from xxgk_spiders.discovery.zones import page_heading

MAX_PAGES = 1_000
"""A pager that announces more is not believed."""

_DATA = table("pagers")
_NEXT: frozenset[str] = frozenset(_DATA["next"])
_SIGNS: frozenset[str] = frozenset(_DATA["signs"])
_NOT_NEXT: tuple[str, ...] = tuple(_DATA["not_next"])
_BOX: tuple[str, ...] = tuple(_DATA["box"])
_CURRENT: frozenset[str] = frozenset(_DATA["current"])

_FIRST_CHARS = frozenset(label[0] for label in (*_NEXT, *_SIGNS))

# A page without any of these has no pager with words.
_WORDS = ("下页", "下一页", "next", "Next", "NEXT", "后页", "后一页")

_CREATE = re.compile(
    r"createPageHTML\(\s{0,9}(?:[\"']\w{1,40}[\"']\s{0,9},\s{0,9})?(\d{1,5})\s{0,9},\s{0,9}(\d{1,5})\s{0,9},"
    r"\s{0,9}[\"']([\w\-]{1,80})[\"']\s{0,9},\s{0,9}[\"']([\w.]{1,10})[\"']"
)
_COUNT = re.compile(r"\b(?:countPage|totalPage|pageCount|maxPageCount)\s{0,9}=\s{0,9}[\"']?(\d{1,5})\b")
_INDEX = re.compile(r"/(index)(_?)(\d{0,4})\.(s?html?)$")
_NUMBER = re.compile(r"[\[(【]?(\d{1,4})[\])】]?")


def next_page(page: Page) -> Link | None:
    """The link to the next page of the list on this page; None at the end and on other pages."""
    link = _by_label(page)
    if link is None and page.platform.next_page and any(word in page.html for word in _WORDS):
        known, link = _by_platform(page)
        if known:
            return link
    return link or _by_script(page) or _by_number(page)


def _usable(page: Page, url: str) -> bool:
    """Whether an address is another page of the same site."""
    if canonical(url) == canonical(page.url):
        return False
    return registered_domain(_host(url)) == registered_domain(_host(page.url))


def _host(url: str) -> str:
    return url.split("/", 3)[2].rpartition("@")[2].partition(":")[0] if "://" in url else ""


def _link(page: Page, url: str, text: str) -> Link:
    return Link(url=url, text=text, context=page_heading(page))


def _by_platform(page: Page) -> tuple[bool, Link | None]:
    """By the platform's own markup: (whether its pager is there, the link)."""
    known = False
    for element in select(page.tree, page.platform.next_page):
        text = text_of(element)
        squeezed = text.replace(" ", "").lower()
        # VSB gives the same class to 下页 and 尾页.
        if (text and "尾" in text) or "末" in text:
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
        if len(text) > 12 or (text[:1].lower() not in _FIRST_CHARS and link.element.get("rel") != "next"):
            continue
        squeezed = text.replace(" ", "").replace("\xa0", "").lower()
        if squeezed in _NEXT and not text.startswith(_NOT_NEXT) and _usable(page, link.url):
            return _link(page, link.url, text)
        if sign is None and squeezed in _SIGNS and _in_box(link.element) and _usable(page, link.url):
            sign = _link(page, link.url, text)
        if link.element.get("rel") == "next" and link.carrier == "anchor" and _usable(page, link.url):
            return _link(page, link.url, text or "next")
    return sign


def _in_box(element: HtmlElement) -> bool:
    node = element.getparent()
    for _ in range(3):
        if node is None:
            return False
        names = f"{node.get('class', '')} {node.get('id', '')}".lower()
        if any(word in names for word in _BOX):
            return True
        node = node.getparent()
    return False


def _by_script(page: Page) -> Link | None:
    """By the arguments that a script draws the pager from."""
    html = page.html
    match = _CREATE.search(html) if "createPageHTML(" in html else None
    if match:
        count, current = int(match[1]), int(match[2])
        if current + 1 < min(count, MAX_PAGES):
            url = resolve(page.url, f"{match[3]}_{current + 1}.{match[4]}")
            if url and _usable(page, url):
                return _link(page, url, "下一页")
        return None
    if "Page" not in html or "=" not in html:
        return None
    match = _COUNT.search(html)
    if match is None:
        return None
    place = _INDEX.search(page.url)
    if place is None and not page.url.endswith("/"):
        return None
    # Two systems count from zero: index1.htm (GPower) and index_1.html (TRS) are page two.
    gpower = "maxPageCount" in match[0] or (place is not None and place[3] and not place[2])
    current = int(place[3] or 0) if place else 0
    if current + 1 >= min(int(match[1]), MAX_PAGES):
        return None
    extension = place[4] if place else ("htm" if gpower else "html")
    url = resolve(page.url, f"index{'' if gpower else '_'}{current + 1}.{extension}")
    return _link(page, url, "下一页") if url and _usable(page, url) else None


def _by_number(page: Page) -> Link | None:
    """By numbered links: the one after the current number, in the same box."""
    numbers: dict[int, Anchor] = {}
    for link in anchors(page):
        if len(link.text) > 6:
            continue
        match = _NUMBER.fullmatch(link.text)
        if match and int(match[1]) < MAX_PAGES and _in_box(link.element):
            numbers.setdefault(int(match[1]), link)
    if not numbers:
        return None
    current = _current_number(next(iter(numbers.values())).element)
    follower = numbers.get(current + 1) if current else None
    if follower and _usable(page, follower.url):
        return _link(page, follower.url, follower.text)
    return None


def _current_number(element: HtmlElement) -> int | None:
    """The number that is marked as current (or is no link) beside these numbered links."""
    box = element.getparent()
    for _ in range(3):
        if box is None:
            return None
        marked = [
            node for node in box.iter("span", "strong", "em", "b", "li", "a", "font") if _is_current(node)
        ]
        for node in marked:
            match = _NUMBER.fullmatch(text_of(node))
            if match:
                return int(match[1])
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
