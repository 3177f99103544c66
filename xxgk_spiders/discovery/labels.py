"""Of what a link is that says no more than a year: the label that stands before it in its row."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from xxgk_spiders.discovery.page import HIDDEN_TAGS, fold, visible_parts

MAX_CLIMB = 4
MAX_CELLS = 12
MAX_NODES = 200
MIN_CHARS = 4
MAX_CHARS = 40

_BARE_YEAR = re.compile(r"(?=.{0,12}20[012]\d)[\d\s\-–—~至年学度.()（）]{4,16}")
_NUMBERING = re.compile(r"^[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．:：\s]{1,3}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENDS = " :：、,，|｜/—-"


def is_bare_year(text: str) -> bool:
    """Whether a link's text is a year or a school year, and nothing else."""
    return _BARE_YEAR.fullmatch(text) is not None


def label_before(link: HtmlElement) -> str:
    """Return the cell to a link's left, the term (`dt`) above it, or the text before it in its line.

    Empty without. Other links are no label, nor are numbers and dates.
    """
    for box in islice(link.iterancestors(), MAX_CLIMB):
        if box.tag == "dd":
            term = term_above(box)
            return _words(term) if term is not None else ""
        if box.tag in ("td", "th"):
            cells = (cell for cell in _before(box, MAX_CELLS) if cell.tag in ("td", "th"))
            return _line(box, link) or next(filter(None, map(_words, cells)), "")
        if box.tag in ("p", "li", "div") and (words := _line(box, link)):
            return words
        if box.tag in ("ul", "ol", "table", "body"):
            break
    return ""


def term_above(definition: HtmlElement) -> HtmlElement | None:
    """Return the `dt` that a `dd` belongs to."""
    return next((each for each in _before(definition, MAX_NODES) if each.tag == "dt"), None)


def _before(box: HtmlElement, most: int) -> Iterator[HtmlElement]:
    return islice(box.itersiblings(preceding=True), most)


def _words(element: HtmlElement) -> str:
    """A label's words; empty for what is none, or leads somewhere itself."""
    if any(a.get("href") for a in element.iter("a")):
        return ""
    return _as_label("".join(islice(visible_parts(element), MAX_NODES)))


def _line(box: HtmlElement, link: HtmlElement) -> str:
    """The text of a line before its first link, if this is a year as well."""
    first = next((a for a in box.iter("a") if a.get("href")), link)
    if not is_bare_year(fold(first.text_content())):
        return ""
    around = set(first.iterancestors())
    parts = [box.text or ""]
    for node in islice(box.iterdescendants(), MAX_NODES):
        if node is first:
            return _as_label("".join(parts))
        if isinstance(node.tag, str) and node.tag not in HIDDEN_TAGS:
            parts.append(node.text or "")
        if node not in around:
            parts.append(node.tail or "")
    return ""


def _as_label(text: str) -> str:
    words = _NUMBERING.sub("", fold(text)).strip(_ENDS)
    return words if len(_HAN.findall(words)) >= MIN_CHARS and len(words) <= MAX_CHARS else ""
