"""An HTML element to blocks: reading order, every paragraph once, rows whole.

The walk never recurses, so depth costs nothing, and it visits each node once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from pipelines.extract.assembly.build import solid
from pipelines.extract.assembly.links import Anchor
from pipelines.extract.assembly.numbering import render
from pipelines.extract.assembly.tables import Cell, html_rows, is_data_table
from pipelines.extract.html.containers import ELEMENTS, FURNITURE, is_menu
from pipelines.extract.text import BlockKind

_BLOCKS = frozenset(ELEMENTS["block"])
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_UNREAD = frozenset(FURNITURE["tags"])
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SHOWN = tuple(FURNITURE["shown"])
# A mark is a whole name or one of its parts: "share", "share-box", "news_share".
_MARKS = re.compile(
    r"(?:^|[\s_-])(?:" + "|".join(re.escape(m) for m in FURNITURE["marks"]) + r")(?:$|[\s_-])",
    re.IGNORECASE,
)
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2014\u2026"
_SOURCE_BREAK = re.compile(rf"(?<=[{_CJK}])[ \t]{{0,99}}[\r\n][ \t\r\n]*(?=[{_CJK}])")
# Spaces that a browser shows at the beginning of a block, two Chinese characters wide.
_INDENT = re.compile(r"[ \t\r\n]{0,99}(?:\u3000|[\xa0\u2002\u2003][ \xa0\u2002\u2003])")
_PRE_INDENT = re.compile(r"[\r\n]{0,9}(?:\u3000|[ \t\xa0]{2})")
_NUMBERED = re.compile(r"^[\s（(]*(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])[\s)）.．、:：]")
_LIST_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
               "I": "upperRoman"}  # fmt: skip
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_LIST_STYLES = {
    "none": "none", "disc": "none", "circle": "none", "square": "none", "inherit": "decimal",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting", "decimal-leading-zero": "decimalZero",
}  # fmt: skip


@dataclass(slots=True)
class Piece:
    """One block of a page: `cells` instead of `text` where it is a table row.

    `indented` where spaces set its beginning in, as those of paragraphs are.
    """

    kind: BlockKind
    text: str = ""
    level: int | None = None
    cells: list[Cell] | None = None
    element: HtmlElement | None = None
    links: tuple[Anchor, ...] = ()
    indented: bool = False


@dataclass(slots=True)
class _Walk:
    """The inline text gathered since the last block border, and where it stands."""

    pieces: list[Piece] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    stack: list[HtmlElement] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    # How far each ordered list has counted.
    counts: dict[HtmlElement, int] = field(default_factory=dict)
    # The link that is open, and where in the buffer it began; those that ended since the last border.
    link: HtmlElement | None = None
    begun: int = 0
    ended: list[tuple[int, int, str]] = field(default_factory=list)

    def open_link(self, element: HtmlElement) -> None:
        self.link, self.begun = element, len(self.buffer)

    def close_link(self) -> None:
        if self.link is not None and len(self.buffer) > self.begun:
            url = (self.link.get("href") or "").strip()
            self.ended.append((self.begun, len(self.buffer), url))

    def anchors(self) -> tuple[Anchor, ...]:
        """The links of the buffer; one that is open goes on behind the border."""
        self.close_link()
        self.begun = 0
        if not self.ended:
            return ()
        behind = [0]
        for piece in reversed(self.buffer):
            behind.append(behind[-1] + solid(piece))
        size = len(self.buffer)
        found = tuple(Anchor(behind[size - a], behind[size - b], url) for a, b, url in self.ended)
        self.ended.clear()
        return found

    def flush(self) -> None:
        raw = "".join(self.buffer)
        links = self.anchors()
        self.buffer.clear()
        if not raw.strip():
            return
        kind: BlockKind = "paragraph"
        level = None
        for element in reversed(self.stack):
            if element.tag in _HEADINGS:
                kind, level = "heading", _HEADINGS[element.tag]
                break
            if element.tag == "li":
                kind = "list_item"
                break
            if element.tag in ("table", "body"):
                break
        text = fold(raw)
        if self.numbers and kind != "paragraph":
            number = self.numbers.pop()
            self.numbers.clear()
            text = text if _NUMBERED.match(text) else number + text
        spaces = _PRE_INDENT if self.stack[-1].tag == "pre" else _INDENT
        indented = spaces.match(raw) is not None
        self.pieces.append(Piece(kind, text, level, None, self.stack[-1], links, indented))


def fold(raw: str) -> str:
    """Drop line breaks of the source between Chinese characters, keep one space elsewhere."""
    return re.sub(r"[ \t\r\n]+", " ", _SOURCE_BREAK.sub("", raw)).strip()


def walk(root: HtmlElement, *, wild: bool = False) -> list[Piece]:
    """List the blocks under `root` in reading order.

    `wild` is for elements that no site-building system vouches for: menus
    (lists of links) are left out there.
    """
    state = _Walk()
    for event, element in _events(root, wild=wild):
        if event == "tail":
            state.buffer.append(element.tail or "")
        elif event == "start":
            _start(state, element, wild=wild)
        else:
            if element is state.link:
                state.close_link()
                state.link = None
            if element.tag in _BLOCKS:
                state.flush()
                if element.tag == "li":
                    state.numbers.clear()
            state.stack.pop()
    state.flush()
    return state.pieces


def _start(state: _Walk, element: HtmlElement, *, wild: bool) -> None:
    state.stack.append(element)
    tag = element.tag
    if tag == "a" and element.get("href") and state.link is None:
        state.open_link(element)
    if tag == "br":
        state.flush()
    elif tag in _BLOCKS:
        state.flush()
        if tag == "li" and (number := _item_number(element, state.counts)):
            state.numbers.append(number)
    if tag == "table" and is_data_table(element):
        state.pieces.extend(
            Piece("table_row", cells=row, element=element) for row in html_rows(element, fold)
        )
        return
    if tag == "pre":
        # Here line breaks are the author's.
        lines = (element.text or "").split("\n")
        for line in lines[:-1]:
            state.buffer.append(line)
            state.flush()
        state.buffer.append(lines[-1])
        return
    state.buffer.append(element.text or "")


def _events(root: HtmlElement, *, wild: bool) -> Iterator[tuple[str, HtmlElement]]:
    """Yield start, end and tail events; subtrees that are not read give their tail only."""
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    skipped: set[HtmlElement] = set()
    for event, element in walker:
        inside = element is not root
        if event in ("comment", "pi"):
            if inside:
                yield "tail", element
            continue
        if event == "start":
            if inside and _is_unread(element, wild=wild):
                walker.skip_subtree()
                skipped.add(element)
                continue
            yield "start", element
            if element.tag == "table" and is_data_table(element):
                walker.skip_subtree()
            continue
        if element not in skipped:
            yield "end", element
        if inside:
            yield "tail", element


def _is_unread(element: HtmlElement, *, wild: bool) -> bool:
    """Whether an element is furniture or hidden."""
    if element.tag in _UNREAD:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if any(shown in names for shown in _SHOWN):
        return False
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    if len(names) > 1 and _MARKS.search(names[:300]):
        return True
    return wild and element.tag in ("ul", "ol", "dl", "div", "td") and is_menu(element)


def _item_number(item: HtmlElement, counts: dict[HtmlElement, int]) -> str:
    """Return the number that a browser shows before an item of an ordered list; counts it."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or parent.get("reversed") is not None:
        return ""
    next_number = counts[parent] + 1 if parent in counts else _integer(parent.get("start"), 1)
    counts[parent] = _integer(item.get("value"), next_number)
    style = f"{parent.get('style') or ''};{item.get('style') or ''}"
    names = _LIST_STYLE.findall(style)
    fmt = _LIST_STYLES.get(names[-1].lower(), "decimal") if names else ""
    fmt = fmt or _LIST_TYPES.get(item.get("type") or parent.get("type") or "1", "decimal")
    if fmt == "none":
        return ""
    mark = render(counts[parent], fmt)
    return mark + ("、" if fmt == "chineseCounting" else ". ") if mark else ""


def _integer(value: str | None, default: int) -> int:
    try:
        return max(-9999, min(9999, int(value or "")))
    except ValueError:
        return default
