"""Reading order: lines from the top down, columns of prose one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.extract.ocr.tables import unruled
from pipelines.extract.pages.grid import Table
from pipelines.extract.pages.lines import Line

_SAME_HEIGHT = 0.5
_GUTTER = 0.7
_PROSE_LINES = 6
_PROSE_EMS = 8.0
_FULL = 0.8
_MOSTLY = 0.6
"""Share of a column's lines that are nearly as wide as it: prose, not cells."""


@dataclass(slots=True)
class Part:
    """What stands together: one line, or the rows of a ruled table; `y` is its top, in points."""

    x0: float
    x1: float
    y: float
    lines: list[Line]


def ordered(lines: Sequence[Line], tables: Sequence[tuple[Table, list[Line]]]) -> list[Line]:
    """Bring lines and the rows of tables into reading order."""
    parts = [Part(line.x0, line.x1, line.y + line.size, [line]) for line in lines]
    parts += [Part(table.xs[0], table.xs[-1], table.ys[0], rows) for table, rows in tables]
    parts.sort(key=lambda part: -part.y)
    out: list[Line] = []
    for part in _in_columns(parts):
        out.extend(part)
    return out


def _in_columns(parts: list[Part]) -> list[list[Line]]:
    """Read stretches with two columns of prose column by column, all else row by row."""
    gutter = _gutter(parts)
    if gutter is None:
        return _by_rows(parts)
    out: list[list[Line]] = []
    plain: list[Part] = []
    run: list[Part] = []
    for part in [*parts, None]:
        if part is not None and not part.x0 < gutter < part.x1:
            run.append(part)
            continue
        left = [one for one in run if one.x1 <= gutter]
        right = [one for one in run if one.x0 >= gutter]
        if _is_prose(left) and _is_prose(right):
            out += [*_by_rows(plain), *_by_rows(left), *_by_rows(right)]
            plain = []
        else:
            plain += run
        plain += [part] if part is not None else []
        run = []
    return out + _by_rows(plain)


def _gutter(parts: Sequence[Part]) -> float | None:
    """Return the place between two columns that most neighbours on one height leave free."""
    places: list[float] = []
    singles = [part for part in parts if len(part.lines) == 1]
    for a, b in _neighbours(singles):
        if b.x0 - a.x1 >= _GUTTER * a.lines[0].size:
            places.append((a.x1 + b.x0) / 2)
    if len(places) < _PROSE_LINES:
        return None
    places.sort()
    middle = places[len(places) // 2]
    crossed = sum(part.x0 < middle < part.x1 for part in singles)
    return middle if crossed < 0.5 * len(places) else None


def _neighbours(parts: Sequence[Part]) -> list[tuple[Part, Part]]:
    rows = _rows(parts)
    return [(a, b) for row in rows for a, b in pairwise(row)]


def _is_prose(column: Sequence[Part]) -> bool:
    lines = [part for part in column if len(part.lines) == 1]
    if len(lines) < _PROSE_LINES:
        return False
    left, right = min(part.x0 for part in lines), max(part.x1 for part in lines)
    if right - left < _PROSE_EMS * lines[0].lines[0].size:
        return False
    full = sum(part.x1 - part.x0 >= _FULL * (right - left) for part in lines)
    return full >= _MOSTLY * len(lines)


def _rows(parts: Sequence[Part]) -> list[list[Part]]:
    """Group parts that share a height, each group from left to right."""
    rows: list[list[Part]] = []
    for part in sorted(parts, key=lambda one: -one.y):
        last = rows[-1][0] if rows else None
        single = len(part.lines) == 1 and last is not None and len(last.lines) == 1
        if (
            last is not None
            and single
            and abs(_middle(last) - _middle(part)) < _SAME_HEIGHT * part.lines[0].size
        ):
            rows[-1].append(part)
        else:
            rows.append([part])
    return [sorted(row, key=lambda one: one.x0) for row in rows]


def _middle(part: Part) -> float:
    line = part.lines[0]
    return line.y + 0.38 * line.size


def _by_rows(parts: Sequence[Part]) -> list[list[Line]]:
    rows = _rows(parts)
    for row in rows:
        # One baseline a row, its parts one after the other: so reflow puts them together.
        for last, part in pairwise(row):
            part.lines[0].y = row[0].lines[0].y
            if len(last.lines) == 1 and last.x0 < part.x0:
                last.lines[0].x1 = min(last.lines[0].x1, part.x0)
    return unruled([[line for part in row for line in part.lines] for row in rows])
