"""Tables to rows of cells: a merged cell comes once, its other places are empty."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml.html import HtmlElement

_MAX_COLUMNS = 60
_MAX_SPAN = 500
_LONG_CELL = 1500
_BREAKING = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNREAD = frozenset({"script", "style", "noscript", "template"})
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written: its text, and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


def fill(rows: list[list[Cell]]) -> list[list[str]]:
    """Lay cells on a grid; every row of the answer lists its columns in order.

    Spans are bounded, and trailing places that only a merged cell covers
    are left out.
    """
    out: list[list[str]] = []
    # Column -> rows still covered by a cell from above.
    covered: dict[int, int] = {}
    for row in rows:
        line: dict[int, str] = {}
        fresh: dict[int, int] = {}
        column = 0
        for cell in row:
            while covered.get(column, 0) > 0:
                column += 1
            if column >= _MAX_COLUMNS:
                # What the grid cannot hold is kept at its end: no word is lost.
                last = max(line, default=0)
                line[last] = f"{line.get(last, '')} {cell.text}".strip()
                continue
            line[column] = cell.text
            for place in range(column, min(column + max(1, cell.columns), _MAX_COLUMNS)):
                if cell.rows > 1:
                    fresh[place] = min(cell.rows, _MAX_SPAN) - 1
            column += max(1, min(cell.columns, _MAX_COLUMNS))
        covered = {c: n - 1 for c, n in covered.items() if n > 1} | fresh
        out.append([line.get(c, "") for c in range(max(line, default=-1) + 1)])
    return out


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


def html_rows(table: HtmlElement, fold: Callable[[str], str]) -> list[list[str]]:
    """Rows of an HTML table (caption first, as a row of one cell)."""
    rows: list[list[Cell]] = []
    out: list[list[str]] = [[fold(caption.text_content())] for caption in table.iter("caption")]
    for row in table.iter("tr"):
        cells = [
            Cell(
                _cell_text(cell, fold),
                _span(cell.get("colspan")),
                _span(cell.get("rowspan")),
            )
            for cell in row
            if cell.tag in ("td", "th")
        ]
        rows.append(cells)
    return out + fill(rows)


def _span(value: str | None) -> int:
    try:
        number = int(value or 1)
    except ValueError:
        return 1
    # rowspan="0" reaches to the end of the table.
    return _MAX_SPAN if number == 0 else max(1, min(number, _MAX_SPAN))


def _cell_text(cell: HtmlElement, fold: Callable[[str], str]) -> str:
    """Text of a cell on one line: its own lines are separated by one space."""
    lines: list[list[str]] = [[cell.text or ""]]
    for node in cell.iterdescendants():
        if not isinstance(node.tag, str):
            lines[-1].append(node.tail or "")
            continue
        if node.tag in _BREAKING:
            lines.append([])
        if node.tag not in _UNREAD:
            lines[-1].append(node.text or "")
        # The tail follows the node's end, so it is only right for leaves and
        # inline nodes; descendants of an inline node come between.
        if len(node) == 0:
            _append_tails(lines, node, cell)
    folded = (fold("".join(line)) for line in lines)
    return " ".join(line for line in folded if line)


def _append_tails(lines: list[list[str]], leaf: HtmlElement, cell: HtmlElement) -> None:
    """Add the tails that follow a leaf: its own, and its parents' where they end with it."""
    node = leaf
    while node is not cell:
        if node.tag in _BREAKING:
            lines.append([])
        lines[-1].append(node.tail or "")
        if node.getnext() is not None:
            return
        parent = node.getparent()
        if parent is None:
            return
        node = parent
