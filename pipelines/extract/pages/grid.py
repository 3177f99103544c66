"""Ruled tables of a PDF page: drawn lines to a grid, characters to its cells."""

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipelines.extract.pages.joining import first_word_width, join
from pipelines.extract.pages.lines import Line, Page, surely
from pipelines.extract.pdf.lines import Glyphs, glance, measure
from pipelines.extract.pdf.rules import MAX_STROKES, strokes, turned

# Points: strokes closer than this are one line; shorter ones are no border.
_SNAP = 2.5
_MIN_LENGTH = 4.0
_PADDING = 12.0
_WORD = re.compile(r"\S+")
_MAX_LINES = 400
# Em of a bracketed word that a line has no room for; longer ones are addresses, which break anywhere.
_WORD_WIDTH = 4.0
_DRAWN = 0.5
"""Share of a cell's side along which its border is drawn."""
_ROW_COLUMNS = 3
"""Columns of a single row that is taken for a table."""

Place = tuple[int, tuple[int, int]]
"""A cell: the number of its table, then its row and column."""
Segment = tuple[float, float, float]
"""A stroke along one axis: its place on the other axis, its start, its end."""


@dataclass(slots=True)
class Table:
    """A grid: `xs` rising, `ys` falling; `owner` maps a unit cell to its merged cell."""

    xs: list[float]
    ys: list[float]
    owner: dict[tuple[int, int], tuple[int, int]]
    runs: dict[tuple[int, int], list[Line]] = field(default_factory=dict)
    depths: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.depths = [-y for y in self.ys]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the (merged) cell at a point, None outside the table."""
        column = bisect.bisect_right(self.xs, x) - 1
        row = bisect.bisect_left(self.depths, -y) - 1
        return self.owner.get((row, column))

    def rows(self, page: int) -> list[Line]:
        """Rows that hold text: one place a column, merged cells at their first place."""
        out: list[Line] = []
        last = 0
        for row in range(len(self.ys) - 1):
            cells = [self._text((row, c)) for c in range(len(self.xs) - 1)]
            if any(cells):
                height = self.ys[row] - self.ys[row + 1]
                line = Line("", self.xs[0], self.xs[-1], self.ys[row], height, page, cells=cells)
                line.sure = surely(run for c in range(len(cells)) for run in self.runs.get((row, c), ()))
                out.append(line)
                last = row
        if out:
            # Only a last row may go on, on the next page.
            places = ((c, self.runs.get((last, c))) for c in range(len(self.xs) - 1))
            out[-1].full = frozenset(c for c, runs in places if runs and self._full(runs[-1], (last, c)))
        return out

    def _text(self, cell: tuple[int, int]) -> str:
        """Text of a cell: a line as wide as the cell runs on, a shorter one was ended."""
        runs = self.runs.get(cell)
        if not runs:
            return ""
        text, last = runs[0].text, runs[0]
        for run in runs[1:]:
            same_line = abs(run.y - last.y) < 0.4 * last.size
            runs_on = same_line or self._full(last, cell, first_word_width(run.text))
            text = join(text, run.text) if runs_on else f"{text} {run.text}"
            last = run
        return text

    def _full(self, run: Line, cell: tuple[int, int], word: float = 1.0) -> bool:
        """Whether a line of a cell has no room for a word, its width in em."""
        row, column = cell
        end = column + 1
        while self.owner.get((row, end)) == cell:
            end += 1
        width = self.xs[end] - self.xs[column] - _PADDING
        return run.x1 - run.x0 + min(word, _WORD_WIDTH) * run.size > width


def drawn(raw: Any, width: float, height: float) -> tuple[list[Segment], list[Segment]]:
    """Return the level and the upright strokes of a page; none where there are too many for tables."""
    segments = list(strokes(raw))
    if len(segments) > MAX_STROKES:
        return [], []
    turn = raw.get_rotation()
    across: list[Segment] = []
    down: list[Segment] = []
    for segment in segments:
        ax, ay = turned(segment[:2], width, height, turn)
        bx, by = turned(segment[2:], width, height, turn)
        if abs(ay - by) < 1 and abs(ax - bx) >= _MIN_LENGTH:
            across.append(((ay + by) / 2, min(ax, bx), max(ax, bx)))
        elif abs(ax - bx) < 1 and abs(ay - by) >= _MIN_LENGTH:
            down.append(((ax + bx) / 2, min(ay, by), max(ay, by)))
    return across, down


def grids(across: list[Segment], down: list[Segment]) -> list[Table]:
    """Make tables of two columns or more of level and upright strokes.

    All in points, places on the y axis upwards.
    """
    across, down = _merge(across), _merge(down)
    if not 2 <= len(across) <= _MAX_LINES or not 2 <= len(down) <= _MAX_LINES:
        return []
    tables = (_table(h, v) for h, v in _components(across, down))
    return [table for table in tables if table is not None]


def with_tables(glyphs: Glyphs, found: list[tuple[int, int]], tables: list[Table], page: Page) -> list[Line]:
    """Lines of a page in order, where the rows of each table stand as one run."""
    out: list[Line | Table] = []
    inside: dict[Place, list[tuple[int, int]]] = {}
    seen: set[int] = set()
    askew = any(glyphs.slanted(start) or glyphs.slanted(end - 1) for start, end in found)
    for start, end in found:
        for a, b, place in _runs(glyphs, start, end, tables, askew=askew):
            if place is None:
                out.append(measure(glyphs, a, b, page))
                continue
            inside.setdefault(place, []).append((a, b))
            if place[0] not in seen:
                seen.add(place[0])
                out.append(tables[place[0]])
    for (table, cell), parts in inside.items():
        # Where a cell has one line, nobody asks where exactly it stands.
        look = glance if len(parts) == 1 else measure
        tables[table].runs[cell] = [look(glyphs, a, b, page) for a, b in parts]
    lines: list[Line] = []
    for item in out:
        lines.extend(item.rows(page.number) if isinstance(item, Table) else [item])
    return lines


def _runs(
    glyphs: Glyphs, start: int, end: int, tables: list[Table], *, askew: bool
) -> Iterator[tuple[int, int, Place | None]]:
    """Split a visual line where it passes from one cell to another.

    PDFium puts a space at nearly every such border, so words are looked at as
    wholes, and character by character only where their ends differ.
    """
    run: tuple[int, int, Place | None] | None = None
    for a, b, here in _words(glyphs, start, end, tables, askew=askew):
        if run is not None and run[2] == here:
            run = (run[0], b, here)
            continue
        if run is not None:
            yield run
        run = (a, b, here)
    if run is not None:
        yield run


def _words(
    glyphs: Glyphs, start: int, end: int, tables: list[Table], *, askew: bool
) -> Iterator[tuple[int, int, Place | None]]:
    """Parts of a line that lie in one cell each; slanted characters (watermarks) are left out.

    They are looked for only where `askew` says that there are some.
    """
    for match in _WORD.finditer(glyphs.text, start, end):
        a, b = match.span()
        tilted = askew and (glyphs.slanted(a) or (b - a > 1 and glyphs.slanted(b - 1)))
        here = _place(glyphs, a, tables)
        if not tilted and (b - a == 1 or here == _place(glyphs, b - 1, tables)):
            yield a, b, here
        else:
            upright = (i for i in range(a, b) if not (askew and glyphs.slanted(i)))
            yield from ((i, i + 1, _place(glyphs, i, tables)) for i in upright)


def _place(glyphs: Glyphs, index: int, tables: list[Table]) -> Place | None:
    """Return the table (by number) and cell in which a character stands."""
    left, bottom, right, top = glyphs.box(index)
    x, y = (left + right) / 2, (bottom + top) / 2
    for number, table in enumerate(tables):
        if (cell := table.cell_at(x, y)) is not None:
            return number, cell
    return None


def _merge(segments: list[Segment]) -> list[Segment]:
    """Join strokes on one line that touch or overlap."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments):
        if lines and segment[0] - lines[-1][0][0] <= _SNAP:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    out: list[Segment] = []
    for line in lines:
        place = sum(s[0] for s in line) / len(line)
        spans = sorted((s[1], s[2]) for s in line)
        start, end = spans[0]
        for a, b in spans[1:]:
            if a > end + _SNAP:
                out.append((place, start, end))
                start, end = a, b
            end = max(end, b)
        out.append((place, start, end))
    return out


def _components(across: list[Segment], down: list[Segment]) -> Iterator[tuple[list[Segment], list[Segment]]]:
    """Group strokes that meet: each group may be a table."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (y, x0, x1) in enumerate(across):
        for j, (x, y0, y1) in enumerate(down, len(across)):
            if x0 - _SNAP <= x <= x1 + _SNAP and y0 - _SNAP <= y <= y1 + _SNAP:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, segment in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(segment)
    for j, segment in enumerate(down, len(across)):
        groups.setdefault(root(j), ([], []))[1].append(segment)
    yield from groups.values()


def _places(values: Iterable[float]) -> list[float]:
    """Distinct places, rising; those within the snap distance are one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _SNAP:
            out.append(value)
    return out


def _table(across: list[Segment], down: list[Segment]) -> Table | None:
    """Build the grid of one group; None below two rows and two columns."""
    if not across or not down:
        return None
    # Tables without outer borders still end where their lines end.
    xs = _places([s[0] for s in down] + [min(s[1] for s in across), max(s[2] for s in across)])
    ys = _places([s[0] for s in across] + [min(s[1] for s in down), max(s[2] for s in down)])
    ys.reverse()
    rows, columns = len(ys) - 1, len(xs) - 1
    # A table may leave its last row alone on a page; two boxes side by side are no row.
    if columns < 2 or rows < 1 or (rows == 1 and columns < _ROW_COLUMNS) or columns > 60 or rows > 300:
        return None
    owner = {(r, c): (r, c) for r in range(rows) for c in range(columns)}
    for c in range(1, columns):
        border = [s for s in down if abs(s[0] - xs[c]) <= _SNAP]
        for r in range(rows):
            if not _covered(border, ys[r + 1], ys[r]):
                _unite(owner, (r, c - 1), (r, c))
    for r in range(1, rows):
        border = [s for s in across if abs(s[0] - ys[r]) <= _SNAP]
        for c in range(columns):
            if not _covered(border, xs[c], xs[c + 1]):
                _unite(owner, (r - 1, c), (r, c))
    owner = {cell: _first(owner, cell) for cell in owner}
    if len(set(owner.values())) < 3:
        return None
    return Table(xs, ys, owner)


def _covered(border: list[Segment], low: float, high: float) -> bool:
    """Whether strokes run along most of a cell's side: a scanned rule has gaps."""
    drawn = sum(max(0.0, min(end, high) - max(start, low)) for _, start, end in border)
    return drawn >= _DRAWN * (high - low)


def _first(owner: dict[tuple[int, int], tuple[int, int]], cell: tuple[int, int]) -> tuple[int, int]:
    while owner[cell] != cell:
        cell = owner[cell]
    return cell


def _unite(owner: dict[tuple[int, int], tuple[int, int]], a: tuple[int, int], b: tuple[int, int]) -> None:
    first, second = sorted((_first(owner, a), _first(owner, b)))
    owner[second] = first
