"""Where a click leads that lands on no link: lines, cards, buttons with a script or an address of their own.

`<li onclick="location.href='show.php?id=3'">`, `<div data-href="/3.html">`, `<a onclick="show(3)">`.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from xxgk_spiders.discovery import data_clicks, handlers
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import fold, visible_parts
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.urls import resolve

_DATA: tuple[str, ...] = tuple(table("links")["address_attributes"])
_MARKS = ("onclick", *(f"{name}=" for name in _DATA))
_TAGS = (
    *("li", "div", "tr", "td", "span", "p", "dl", "dd", "dt", "button", "em", "i", "b", "strong"),
    *("section", "article", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "input"),
)
# A piece of a line that is its number, its date or a sign.
_NO_WORDS = re.compile(r"[\d\s\-/.:年月日\[\]()（）【】|·•>»]{1,40}")
MAX_LINE_NODES = 60
"""A box with more in it is no line."""
MAX_CLIMB = 12
"""A link around an element is at most so far above it."""


def clickable(page: Page) -> Iterator[tuple[HtmlElement, str]]:
    """Elements that are no links and lead on, with the address; a box around links is none of them."""
    listens = bool(data_clicks.listeners(page))
    if not listens and not any(mark in page.html for mark in _MARKS):
        return
    for element in page.tree.iter(*_TAGS):
        leads = element.get("onclick") or any(element.get(name) for name in _DATA)
        leads = leads or (listens and data_clicks.kept_by(page, element))
        if not leads or element.get("disabled") is not None:
            continue
        inside = list(islice(element.iter(), MAX_LINE_NODES))
        around = islice(element.iterancestors(), MAX_CLIMB)
        if len(inside) == MAX_LINE_NODES or any(map(_is_link, (*inside, *around))):
            continue
        url = target(page, element)
        if url:
            yield element, url


def _is_link(node: HtmlElement) -> bool:
    return node.tag == "a" and not str(node.get("href") or "#").strip().startswith(("#", "javascript:"))


def target(page: Page, element: HtmlElement, href: str = "") -> str | None:
    """The address that a click on an element asks for; None where it posts a form, or does nothing known."""
    if element.get("onclick") or "(" in href:
        found = handlers.target_of(page, element, href=href)
        if found:
            return found[0] if not found[1] else None
    for name in _DATA:
        value = (element.get(name) or "").strip()
        if "/" in value or "." in value or "?" in value:
            return resolve(page.base, value)
    return data_clicks.target(page, element)


def line_words(element: HtmlElement) -> str:
    """What a clickable line says, without its number and its date."""
    words = (fold(part) for part in visible_parts(element))
    parts = [part for part in words if part and not _NO_WORDS.fullmatch(part)]
    return fold(element.get("title")) or "".join(parts) or fold(element.get("value") or element.get("alt"))
