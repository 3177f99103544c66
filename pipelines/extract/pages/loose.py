"""Tables without upright rules: where their columns and rows are parted, by white space.

Such tables have a rule between rows, or three in all, or none. What is found are
strokes as if they had been drawn, so that cells are read as in any other table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from pipelines.extract.pages.grid import Segment, Table, grids
from pipelines.extract.pages.lines import GUTTER, Line

_ROWS, _COLUMNS = 3, 3
"""Rows and columns that show a table at least."""
_MOST_PARTS, _MOST_COLUMNS, _MOST_RULES = 4_000, 30, 300
# In em: baselines that are one, steps that part lines of a cell or rows.
_LEVEL, _STEP = 0.35, 0.95
_APART = 1.08
"""Distance of rows at least, in distances of lines within a cell."""
_ROUNDING = 1.6
"""Points by which the distances of like lines may differ."""
_REACH, _NEAR, _HEAD = 2.2, 1.9, 3.0
"""Em from a row's line to the next, to one that stands alone, and from the first rule to a head above it."""
_FILLED, _WIDE, _HOLE = 0.6, 8.0, 2.5
"""Of prose: share of the lines that reach their column's end, em of a column, em of a hole at most."""
_NUMBERED = 0.8
"""Share of the rows that have something in the first column, at least."""
_ASCENT, _DESCENT = 0.9, 0.2

Columns = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a line within one column, in points."""

    x0: float
    x1: float
    y: float
    size: float


def loose_tables(lines: Sequence[Line], across: Sequence[Segment]) -> list[Table]:
    """Find the tables of a page that no upright rules show; `across` are its level strokes.

    Lines know by their `gaps` where they can be cut.
    """
    # Most pages have hardly two stretches on one height: five points are less than a line.
    heights = len({line.y // 5 for line in lines})
    if len(lines) + sum(len(line.gaps) for line in lines) < heights + _ROWS * (_COLUMNS - 1):
        return []
    parts = list(islice((part for line in lines for part in _parts(line)), _MOST_PARTS + 1))
    if len(parts) > _MOST_PARTS:
        return []
    em = sorted(part.size for part in parts)[len(parts) // 2]
    level, upright = _ruled(parts, across, em)
    if not upright:
        level, upright = _unruled(parts, em)
    return grids(level, upright) if upright else []


def _parts(line: Line) -> list[_Part]:
    """Cut a line where it has white space as between columns."""
    begins = [(line.x0, line.y), *((x, y) for _, x, y in line.gaps)]
    ends = [*(x for x, *_ in line.gaps), line.x1]
    return [_Part(x0, x1, y, line.size) for (x0, y), x1 in zip(begins, ends, strict=True)]


def _ruled(
    parts: Sequence[_Part], across: Sequence[Segment], em: float
) -> tuple[list[Segment], list[Segment]]:
    """Strokes of tables that have a rule between their rows."""
    heights: list[float] = []
    for y in sorted((segment[0] for segment in across), reverse=True):
        if not heights or heights[-1] - y > em / 2:
            heights.append(y)
    level: list[Segment] = []
    upright: list[Segment] = []
    if not _ROWS < len(heights) <= _MOST_RULES:
        return level, upright
    begin = 0
    columns: list[tuple[float, float]] = []
    bands: list[list[_Part]] = []
    for place, (top, bottom) in enumerate([*pairwise(heights), (0.0, 0.0)]):
        band = [part for part in parts if bottom < part.y < top]
        wider = _columns([part for one in [*bands, band] for part in one], em)
        if band and _COLUMNS <= len(wider) <= _MOST_COLUMNS and (not bands or len(wider) >= len(columns)):
            columns, bands = wider, [*bands, band]
            continue
        if len(bands) >= _ROWS and not any(_holds_rows(one, columns) for one in bands[1:]):
            _draw(parts, em, columns, heights[begin], heights[place], across, level, upright)
        # What ended one table may begin the next.
        columns = _columns(band, em)
        fits = bool(band) and _COLUMNS <= len(columns) <= _MOST_COLUMNS
        begin, bands = (place, [band]) if fits else (place + 1, [])
    return level, upright


def _holds_rows(band: Sequence[_Part], columns: Columns) -> bool:
    """Whether several rows stand between two rules: each begins with a number and goes on beside it."""
    full = [level for level in _levels(band) if len(level) >= _COLUMNS]
    return sum(any(_column(part, columns) == 0 for part in level) for level in full) > 1


def _draw(
    parts: Sequence[_Part],
    em: float,
    columns: Columns,
    top: float,
    bottom: float,
    across: Sequence[Segment],
    level: list[Segment],
    upright: list[Segment],
) -> None:
    """Add the rules from `top` to `bottom`, and strokes between the columns."""
    own = [segment for segment in across if bottom - 1 <= segment[0] <= top + 1]
    left = min(columns[0][0], *(start for _, start, _ in own))
    right = max(columns[-1][1], *(end for *_, end in own))
    level += own
    if (high := _head(parts, columns, top, em)) is not None:
        level.append((high, left, right))
    upright += _uprights(columns, left, right, bottom, top if high is None else high)


def _head(parts: Sequence[_Part], columns: Columns, top: float, em: float) -> float | None:
    """Return the height of a head that stands above the first rule, None where there is none."""
    above = [part for part in parts if top < part.y <= top + _HEAD * em]
    places = [_column(part, columns) for part in above]
    if None in places or len(set(places)) < _COLUMNS:
        return None
    return max(part.y for part in above) + _ASCENT * em


def _unruled(parts: Sequence[_Part], em: float) -> tuple[list[Segment], list[Segment]]:
    """Strokes of the one table of a page that has no rules between its rows."""
    levels = _levels(parts)
    full = [i for i, level in enumerate(levels) if len(level) >= _COLUMNS]
    if len(full) < _ROWS:
        return [], []
    columns = _columns((part for i in full for part in levels[i]), em)
    if not _COLUMNS <= len(columns) <= _MOST_COLUMNS:
        return [], []
    first, last = (_reach(levels, i, step, columns, em) for i, step in ((full[0], -1), (full[-1], 1)))
    levels = levels[first : last + 1]
    inside = [part for level in levels for part in level]
    if any(_column(part, columns) is None for part in inside) or _is_prose(inside, columns, em):
        return [], []
    rows = _rows(levels, columns, em)
    named = sum(any(_column(part, columns) == 0 for part in row) for row in rows)
    if len(rows) < _ROWS or named < _NUMBERED * len(rows) or any(_holds_rows(row, columns) for row in rows):
        return [], []
    left, right = columns[0][0] - em / 2, columns[-1][1] + em / 2
    floors = [min(part.y for part in row) - _DESCENT * em for row in rows]
    heights = [max(part.y for part in rows[0]) + _ASCENT * em, *floors]
    return [(y, left, right) for y in heights], _uprights(columns, left, right, heights[-1], heights[0])


def _reach(levels: Sequence[list[_Part]], begin: int, step: int, columns: Columns, em: float) -> int:
    """Return the outermost baseline of the row with a full one: cells in its middle stand between others."""
    out = place = begin
    while 0 <= place + step < len(levels):
        here, there = levels[place], levels[place + step]
        apart = abs(here[0].y - there[0].y)
        if apart > _REACH * em or any(_column(part, columns) is None for part in there):
            break
        place += step
        # What stands alone belongs to the table only where it is near, as a line of a cell.
        if len(there) > 1 or (place - step == out and apart < _NEAR * em):
            out = place
    return out


def _uprights(columns: Columns, left: float, right: float, low: float, high: float) -> list[Segment]:
    """Upright strokes around a table and between its columns."""
    middles = ((end + start) / 2 for (_, end), (start, _) in pairwise(columns))
    return [(x, low, high) for x in (left, *middles, right)]


def _levels(parts: Iterable[_Part]) -> list[list[_Part]]:
    """Group what stands on one baseline, from top to bottom."""
    levels: list[list[_Part]] = []
    for part in sorted(parts, key=lambda p: (-p.y, p.x0)):
        if levels and levels[-1][0].y - part.y <= _LEVEL * part.size:
            levels[-1].append(part)
        else:
            levels.append([part])
    return levels


def _columns(parts: Iterable[_Part], em: float) -> list[tuple[float, float]]:
    """Return where columns begin and end: what stands in them overlaps, and white space parts them."""
    out: list[tuple[float, float]] = []
    for part in sorted(parts, key=lambda p: p.x0):
        if out and part.x0 - out[-1][1] < GUTTER * em:
            out[-1] = out[-1][0], max(out[-1][1], part.x1)
        else:
            out.append((part.x0, part.x1))
    return out


def _is_prose(parts: Sequence[_Part], columns: Columns, em: float) -> bool:
    """Whether what looks like columns of a table is text: in columns, or with holes."""
    for i, (_, end) in enumerate(columns):
        own = [part for part in parts if _column(part, columns) == i]
        if sum(part.x1 >= end - em for part in own) < _FILLED * len(own):
            return False
    wide = all(end - start >= _WIDE * em for start, end in columns)
    return wide or all(start - end < _HOLE * em for (_, end), (start, _) in pairwise(columns))


def _column(part: _Part, columns: Columns) -> int | None:
    """Return the one column in which a part stands, None where it stands in several or beside them."""
    touched = [i for i, (x0, x1) in enumerate(columns) if part.x1 > x0 and part.x0 < x1]
    return touched[0] if len(touched) == 1 else None


def _rows(levels: Sequence[list[_Part]], columns: Columns, em: float) -> list[list[_Part]]:
    """Group baselines to rows: by their distances, by the first column where all are alike.

    Baselines nearer than a line belong to cells that stand in the middle of their row.
    """
    steps = [a[0].y - b[0].y for a, b in pairwise(levels)]
    lines = sorted(step for step in steps if step >= _STEP * em)
    # Browsers round each line's place to pixels: that alone parts no rows.
    wide = [step for step in lines if step > max(_APART * lines[0], lines[0] + _ROUNDING)]
    middled = len(lines) < len(steps)
    least = (lines[0] + wide[0]) / 2 if wide else _STEP * em if middled else None
    rows = [list(level) for level in levels[:1]]
    for level, step in zip(levels[1:], steps, strict=True):
        begins = any(_column(p, columns) == 0 for p in level) if least is None else step >= least
        if begins:
            rows.append(list(level))
        else:
            rows[-1] += level
    return rows
