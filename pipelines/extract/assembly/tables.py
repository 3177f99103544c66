"""Tables to rows of cells: a merged cell comes once, its other places are empty."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from pipelines.extract.assembly.build import solid
from pipelines.extract.assembly.links import Anchor

_MAX_COLUMNS = 60
_MAX_SPAN = 500
_LONG_CELL = 1500
# A table with tables within is data where it has so many rows and columns, cells
# and inner tables with so few characters: a page's layout has the article in one.
_GRID_ROWS, _GRID_COLUMNS, _GRID_CELL, _GRID_INNER = 3, 3, 400, 150
_GRID_TABLES = 200
_BREAKING = frozenset({"br", "p", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
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


def is_grid(cells: Sequence[Sequence[int]], inner: Iterable[int]) -> bool:
    """Whether a table with tables within is data rather than layout.

    `cells` are the lengths of its cells, row by row, `inner` those of the
    tables within, in characters.
    """
    rows = [row for row in cells if len(row) > 1]
    return (
        len(rows) >= _GRID_ROWS
        and max(map(len, rows)) >= _GRID_COLUMNS
        and all(length <= _GRID_CELL for row in cells for length in row)
        and all(length <= _GRID_INNER for length in inner)
    )


def is_data_table(table: HtmlElement) -> bool:
    """Whether a table holds data rather than a page's layout.

    Data: at least two columns in some row, no cell as long as an article, no
    table within but small ones (`is_grid`).
    """
    inner: list[HtmlElement] = []
    for within in table.iterdescendants("table"):
        if len(inner) >= _GRID_TABLES or next(within.iterancestors("table"), None) is not table:
            return False
        inner.append(within)
    longest = _GRID_CELL if inner else _LONG_CELL
    lengths: list[list[int]] = []
    for row in _own_rows(table):
        lengths.append([_length(cell) for cell in row if cell.tag in ("td", "th")])
        if any(length > longest for length in lengths[-1]):
            return False
    if inner:
        return is_grid(lengths, map(_length, inner))
    return max(map(len, lengths), default=0) >= 2


def _length(element: HtmlElement) -> int:
    """Count the characters of an element that are not white space."""
    return len(_WHITE.sub("", element.text_content()))


def _own_rows(table: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the rows of a table, without those of tables within."""
    alone = next(table.iterdescendants("table"), None) is None
    for row in table.iter("tr"):
        part = row.getparent()
        if part is not None and part.tag in ("tbody", "thead", "tfoot"):
            part = part.getparent()
        if alone or part is table:
            yield row


def html_rows(table: HtmlElement, fold: Callable[[str], str]) -> list[list[Cell]]:
    """Rows of an HTML table (caption first, as a row of one cell)."""
    rows: list[list[Cell]] = []
    out = [[Cell(fold(caption.text_content()))] for caption in table.iter("caption")]
    for row in _own_rows(table):
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
