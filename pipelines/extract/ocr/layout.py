"""Reading order: lines from the top down, columns of prose one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.extract.ocr.tables import unruled
from pipelines.extract.pages.columns import gutter_of, side_of
from pipelines.extract.pages.grid import Table
from pipelines.extract.pages.lines import Line

_SAME_HEIGHT = 0.5


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
    """Read columns of prose one after the other between what crosses them, all else row by row."""
    gutter = gutter_of([line for part in parts for line in part.lines])
    if gutter is None:
        return _by_rows(parts)
    out: list[list[Line]] = []
    left: list[Part] = []
    right: list[Part] = []
    for part in parts:
        side = side_of(part.x0, part.x1, gutter)
        if side:
            (left if side == 1 else right).append(part)
        else:
            out += [*_by_rows(left), *_by_rows(right), *_by_rows([part])]
            left, right = [], []
    return [*out, *_by_rows(left), *_by_rows(right)]


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
