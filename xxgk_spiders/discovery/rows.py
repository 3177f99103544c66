"""The rows of lists: which links stand side by side, and what the rest of a row says.

A row is the largest box around a link that holds no other address; rows of the
same kind in one box are a list, whatever its markup. A platform's own selector
for rows comes first.
"""

import re
from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from itertools import islice

from lxml.html import HtmlElement

from xxgk_spiders.discovery.dates import find_date
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import fold, text_of, visible_parts
from xxgk_spiders.discovery.selectors import select
from xxgk_spiders.discovery.tables import table

MAX_CLIMB = 5
"""A row is at most so many elements above its link."""
MAX_ROW_CHARS = 400
MAX_ROW_NODES = 200
MAX_LABEL_CHARS = 120
MIN_TITLE_CHARS = 4
MIN_HEADLINE_CHARS = 8
_NUMBERS = re.compile(r"[\d\s\-/.:年月日\[\]]*")
_ROW_TAGS = frozenset(
    {"li", "tr", "dd", "dt", "dl", "p", "div", "article", "section", "td", "span", "h3", "h4"}
)
_WHOLE_ROWS = frozenset({"li", "tr", "dd", "p", "dl"})
_LIST_TAGS = frozenset({"ul", "ol", "table", "tbody"})
_HEADLINE_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADLINES: frozenset[str] = frozenset(table("links")["headlines"])


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its box, its link's element, all its text, and the date in it (None without)."""

    box: HtmlElement
    link: HtmlElement
    text: str
    published: date | None


def lists(page: Page) -> list[list[Row]]:
    """The lists of a page: the platform's own rows, and wherever else two rows or more stand side by side."""
    own = _own_rows(page)
    known = {row.box for rows in own for row in rows}
    groups: dict[tuple[HtmlElement, str, str], list[Row]] = defaultdict(list)
    for element in page.tree.iter("a"):
        if not element.get("href"):
            continue
        box = row_of(element)
        if box in known:
            continue
        parent = box.getparent()
        if parent is None or (box is element and parent.tag in ("body", "html")):
            continue
        kind = (parent, str(box.tag), (box.get("class") or "").partition(" ")[0])
        if not groups[kind] or groups[kind][-1].box is not box:
            groups[kind].append(_row(box, element))
    return own + [rows for rows in groups.values() if len(rows) > 1]


def _own_rows(page: Page) -> list[list[Row]]:
    """The rows that the platform's selector finds, by the box that they stand in."""
    found: dict[HtmlElement, list[Row]] = {}
    for box in select(page.tree, page.platform.items):
        link = next((a for a in box.iter("a") if a.get("href") and fold("".join(a.itertext()))), None)
        parent = box.getparent()
        if link is not None and parent is not None:
            found.setdefault(parent, []).append(_row(box, link))
    return list(found.values())


def _row(box: HtmlElement, link: HtmlElement) -> Row:
    text = text_of_row(box)
    return Row(box, link, text, find_date(text) if text else None)


def row_of(element: HtmlElement) -> HtmlElement:
    """The largest box around a link that leads to no other address, at most `MAX_CLIMB` up."""
    href = element.get("href")
    box = element
    for _ in range(MAX_CLIMB):
        parent = box.getparent()
        if parent is None or parent.tag not in _ROW_TAGS or not _leads_only_to(parent, href):
            break
        box = parent
        if box.tag in ("li", "tr", "dl"):
            break
    return box


def _leads_only_to(box: HtmlElement, href: str | None) -> bool:
    """Whether no other address is linked in a box; a box with many elements is none of one link."""
    for number, node in enumerate(box.iter()):
        if number > 60 or node.tag in _LIST_TAGS:
            return False
        if node.tag == "a" and node.get("href") not in (None, href):
            return False
    return True


def text_of_row(box: HtmlElement) -> str:
    """A row's visible text, folded; empty where it is too long to be one."""
    if next(islice(box.iter(), MAX_ROW_NODES, None), None) is not None:
        return ""
    parts: list[str] = []
    size = 0
    for part in visible_parts(box):
        size += len(part)
        if size > 4 * MAX_ROW_CHARS:
            return ""
        parts.append(part)
    text = fold(" ".join(parts))
    return text if len(text) <= MAX_ROW_CHARS else ""


def words_beside(link: HtmlElement, generic: Container[str]) -> str:
    """What the row of a link that only says 下载 or PDF says besides; empty without a short row.

    `generic` are the labels (lower case) that name no document.
    """
    box = link
    for _ in range(MAX_CLIMB):
        parent = box.getparent()
        if parent is None or parent.tag in _LIST_TAGS:
            return ""
        box = parent
        if box.tag in _WHOLE_ROWS:
            break
    if box.tag == "tr" and (cell := _title_cell(box, link)):
        return cell
    card = _headline_around(link)
    text = text_of_row(box)
    is_row = box.tag in _WHOLE_ROWS or not (card or len(_headlines(box)) > 1)
    if not text or len(text) > MAX_LABEL_CHARS or not is_row:
        return card
    for other in box.iter("a"):
        label = fold("".join(other.itertext()))
        if label and (label.lower() in generic or label.lower().strip("[]【】()（）") in generic):
            text = text.replace(label, " ", 1)
    text = fold(text).strip("[]【】()（）|｜/、，,:： ")
    is_title = len(text) >= MIN_TITLE_CHARS and not _NUMBERS.fullmatch(text)
    if not is_title:
        return card
    headlines = _headlines(box)
    return headlines[0] if len(headlines) == 1 and len(headlines[0]) >= MIN_HEADLINE_CHARS else text


def _headline_around(link: HtmlElement) -> str:
    """The one headline of the smallest box around a link that has any; empty for a short one, or two."""
    for box in islice(link.iterancestors(), MAX_CLIMB):
        if box.tag in _HEADLINE_TAGS or box.tag in _LIST_TAGS:
            return ""  # 更多 within the headline of a list
        found = _headlines(box)
        if found:
            return found[0] if len(found) == 1 and len(found[0]) >= MIN_HEADLINE_CHARS else ""
    return ""


def _headlines(box: HtmlElement) -> list[str]:
    """The headlines of a short row or card, two at most."""
    if not text_of_row(box):
        return []
    marked = (
        node
        for node in box.iter()
        if node.tag in _HEADLINE_TAGS or not _HEADLINES.isdisjoint((node.get("class") or "").lower().split())
    )
    return list(islice((words for node in marked if (words := text_of(node)[:MAX_LABEL_CHARS])), 2))


def _title_cell(row: HtmlElement, link: HtmlElement) -> str:
    """The longest text of a table row's other cells: beside numbers, dates and 下载 it is the title."""
    own = next(link.iterancestors("td", "th"), None)
    texts = (
        fold(" ".join(visible_parts(cell))) for cell in islice(row.iter("td", "th"), 12) if cell is not own
    )
    longest = max((text for text in texts if not _NUMBERS.fullmatch(text)), key=len, default="")
    return longest if MIN_TITLE_CHARS <= len(longest) <= MAX_LABEL_CHARS else ""


def oldest_date(page: Page) -> date | None:
    """The oldest date of the list with the most dated rows; None where hardly any row has one."""
    dated = ([row.published for row in rows if row.published] for rows in lists(page))
    most = max(dated, key=len, default=[])
    return min(most) if len(most) > 1 else None
