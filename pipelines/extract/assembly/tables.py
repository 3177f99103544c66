"""Tables to rows of cells: a merged cell comes once, its other places are empty."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from pipelines.extract.assembly.build import solid
from pipelines.extract.assembly.links import Anchor

_MAX_COLUMNS = 60
_MAX_SPAN = 500
_LONG_CELL = 1500
_BREAKING = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNREAD = frozenset({"script", "style", "noscript", "template"})
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written: its text, how many columns and rows it covers, its links."""

    text: str
    columns: int = 1
    rows: int = 1
    links: tuple[Anchor, ...] = ()


def fill(rows: list[list[Cell]]) -> list[list[str]]:
    """Lay cells on a grid, as `lay` does, and give their texts."""
    return [[cell.text for cell in row] for row in lay(rows)]


def lay(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Lay cells on a grid; every row of the answer lists its columns in order.

    A merged cell stands in its first place, the others are empty. Spans are
    bounded, and trailing places that only a merged cell covers are left out.
    """
    out: list[list[Cell]] = []
    # Column -> rows still covered by a cell from above.
    covered: dict[int, int] = {}
    for row in rows:
        line: dict[int, Cell] = {}
        fresh: dict[int, int] = {}
        column = 0
        for cell in row:
            while covered.get(column, 0) > 0:
                column += 1
            if column >= _MAX_COLUMNS:
                # What the grid cannot hold is kept at its end: no word is lost.
                last = max(line, default=0)
                line[last] = _joined(line.get(last, Cell("")), cell)
                continue
            line[column] = cell
            for place in range(column, min(column + max(1, cell.columns), _MAX_COLUMNS)):
                if cell.rows > 1:
                    fresh[place] = min(cell.rows, _MAX_SPAN) - 1
            column += max(1, min(cell.columns, _MAX_COLUMNS))
        covered = {c: n - 1 for c, n in covered.items() if n > 1} | fresh
        out.append([line.get(c, Cell("")) for c in range(max(line, default=-1) + 1)])
    return out


def _joined(first: Cell, second: Cell) -> Cell:
    behind = solid(second.text)
    moved = tuple(Anchor(a.start + behind, a.end + behind, a.url) for a in first.links)
    return Cell(f"{first.text} {second.text}".strip(), links=moved + second.links)


def is_data_table(table: HtmlElement) -> bool:
    """Whether a table holds data rather than a page's layout.

    Data: no table within, at least two columns in some row, no cell as long
    as an article.
    """
    if next(table.iterdescendants("table"), None) is not None:
        return False
    widest = 0
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        widest = max(widest, len(cells))
        if any(len(_WHITE.sub("", cell.text_content())) > _LONG_CELL for cell in cells):
            return False
    return widest >= 2


def html_rows(table: HtmlElement, fold: Callable[[str], str]) -> list[list[Cell]]:
    """Rows of an HTML table (caption first, as a row of one cell)."""
    rows: list[list[Cell]] = []
    out = [[Cell(fold(caption.text_content()))] for caption in table.iter("caption")]
    for row in table.iter("tr"):
        cells = [
            _cell(
                cell,
                fold,
                _span(cell.get("colspan")),
                _span(cell.get("rowspan")),
            )
            for cell in row
            if cell.tag in ("td", "th")
        ]
        rows.append(cells)
    return out + lay(rows)


def _span(value: str | None) -> int:
    try:
        number = int(value or 1)
    except ValueError:
        return 1
    # rowspan="0" reaches to the end of the table.
    return _MAX_SPAN if number == 0 else max(1, min(number, _MAX_SPAN))


def _cell(cell: HtmlElement, fold: Callable[[str], str], columns: int, rows: int) -> Cell:
    """A cell on one line: its own lines are separated by one space."""
    lines: list[list[str]] = [[cell.text or ""]]
    # Links by how many characters stand before their start and their end.
    links: list[tuple[int, int, str]] = []
    begun: dict[HtmlElement, int] = {}
    size = solid(lines[0][0])

    def put(text: str | None) -> None:
        nonlocal size
        if text:
            lines[-1].append(text)
            size += solid(text) if linked else 0

    linked = next(cell.iterdescendants("a"), None) is not None
    for event, node in etree.iterwalk(cell, events=("start", "end", "comment", "pi")):
        if node is cell:
            continue
        if event in ("start", "end") and node.tag in _BREAKING:
            lines.append([])
        if event == "start":
            if node.tag == "a" and node.get("href"):
                begun[node] = size
            put(None if node.tag in _UNREAD else node.text)
            continue
        if node in begun:
            links.append((begun[node], size, (node.get("href") or "").strip()))
        put(node.tail)
    folded = (fold("".join(line)) for line in lines)
    text = " ".join(line for line in folded if line)
    anchors = tuple(Anchor(size - start, size - end, url) for start, end, url in links if end > start)
    return Cell(text, columns, rows, anchors)
