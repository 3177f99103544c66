"""Tables of a read page: by their rules where drawn, else by columns that stay in line."""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.extract.ocr.engine import Box
from pipelines.extract.ocr.rules import Rules
from pipelines.extract.pages.grid import Segment, Table, grids
from pipelines.extract.pages.lines import Line, surely

_INSIDE, _BORDER = 4.5, 1.0
"""Points that a piece of a cut box is wide at least, and that are left out on either side of a border."""
_ROWS = 3
_GUTTER = 0.9
"""Em between columns that no rule parts."""
_TALL = 2.2
"""Em between the baselines of rows above which they are not of one table."""


def ruled(rules: Rules, scale: float, height: float) -> list[Table]:
    """Make tables of rules; `scale` is points a pixel, `height` the page's in points."""

    def across(segment: Segment) -> Segment:
        place, start, end = segment
        return (height - place * scale, start * scale, end * scale)

    def down(segment: Segment) -> Segment:
        place, start, end = segment
        return (place * scale, height - end * scale, height - start * scale)

    return grids([across(s) for s in rules.across], [down(s) for s in rules.down])


def cut(boxes: Sequence[Box], tables: Sequence[Table], scale: float, height: float) -> list[Box]:
    """Cut boxes at the borders of the cells that they run through, so that each cell is read by itself."""
    if not tables:
        return list(boxes)
    out: list[Box] = []
    for box in boxes:
        y = height - (box.y0 + box.y1) / 2 * scale
        borders = _borders(tables, box.x0 * scale, box.x1 * scale, y)
        if not borders:
            out.append(box)
            continue
        edges = [box.x0 * scale - _BORDER, *borders, box.x1 * scale + _BORDER]
        for left, right in pairwise(edges):
            if right - left - 2 * _BORDER >= _INSIDE:
                out.append(Box((left + _BORDER) / scale, box.y0, (right - _BORDER) / scale, box.y1))
    return out


def holds(tables: Sequence[Table], box: Box, scale: float, height: float) -> bool:
    """Whether a box stands in a cell of a table."""
    x, y = (box.x0 + box.x1) / 2 * scale, height - (box.y0 + box.y1) / 2 * scale
    return any(table.cell_at(x, y) is not None for table in tables)


def _borders(tables: Sequence[Table], x0: float, x1: float, y: float) -> list[float]:
    """Places, in points, where a level line from `x0` to `x1` passes into or out of a cell."""
    for table in tables:
        if table.ys[-1] <= y <= table.ys[0]:
            inner = (x for x in table.xs if x0 < x < x1)
            return [x for x in inner if table.cell_at(x - 0.5, y) != table.cell_at(x + 0.5, y)]
    return []


def into(tables: Sequence[Table], lines: Sequence[Line]) -> tuple[list[Line], list[tuple[Table, list[Line]]]]:
    """Put lines into the cells they stand in; return those outside, and the rows of each table."""
    outside: list[Line] = []
    for line in sorted(lines, key=lambda one: (-one.y, one.x0)):
        x, y = (line.x0 + line.x1) / 2, line.y + 0.38 * line.size
        for table in tables:
            cell = table.cell_at(x, y)
            if cell is not None:
                _put(table.runs.setdefault(cell, []), line)
                break
        else:
            outside.append(line)
    page = lines[0].page if lines else 1
    return outside, [(table, rows) for table in tables if (rows := table.rows(page))]


def _put(runs: list[Line], line: Line) -> None:
    """Add a line to a cell: beside the last one where both are on one height, else below."""
    at = len(runs)
    while at and abs(runs[at - 1].y - line.y) < 0.5 * line.size and runs[at - 1].x0 > line.x0:
        at -= 1
    runs.insert(at, line)


def unruled(rows: list[list[Line]]) -> list[list[Line]]:
    """Give rows whose lines stand in columns, three rows or more, as rows of cells.

    `rows` are lines that share a height, from left to right, from the top down.
    """
    out: list[list[Line]] = []
    run: list[list[Line]] = []
    for row in [*rows, []]:
        if run and _goes_on(run, row):
            run.append(row)
            continue
        columns = _columns(run) if len(run) >= _ROWS else []
        out.extend([_cells(line, columns)] for line in run) if len(columns) > 1 else out.extend(run)
        run = [row] if _is_split(row) else []
        if row and not run:
            out.append(row)
    return out


def _is_split(row: Sequence[Line]) -> bool:
    return any(b.x0 - a.x1 >= 2 * _GUTTER * a.size for a, b in pairwise(row))


def _goes_on(run: list[list[Line]], row: list[Line]) -> bool:
    if not _is_split(row) or any(line.cells is not None for line in row):
        return False
    return (
        run[-1][0].y - row[0].y <= _TALL * max(run[-1][0].size, row[0].size)
        and len(_columns([*run, row])) > 1
    )


def _columns(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """Return the extents of columns: what all rows' lines cover together, gaps of a gutter apart."""
    out: list[tuple[float, float]] = []
    for line in sorted((line for row in rows for line in row), key=lambda one: one.x0):
        if out and line.x0 - out[-1][1] < _GUTTER * line.size:
            out[-1] = (out[-1][0], max(out[-1][1], line.x1))
        else:
            out.append((line.x0, line.x1))
    return out


def _cells(row: Sequence[Line], columns: Sequence[tuple[float, float]]) -> Line:
    cells = [""] * len(columns)
    for line in row:
        middle = (line.x0 + line.x1) / 2
        at = next(i for i, (_, end) in enumerate(columns) if middle <= end)
        cells[at] = f"{cells[at]} {line.text}".strip()
    first = row[0]
    left, right, sure = columns[0][0], columns[-1][1], surely(row)
    return Line("", left, right, first.y, first.size, first.page, cells=cells, sure=sure)
