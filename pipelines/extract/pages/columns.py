"""Two columns of prose on a page: where the space between them is."""

import math
from collections.abc import Sequence

from pipelines.extract.pages.lines import Line

_LINES = 6
"""Lines that a column of prose has at least."""
_MOST_LINES = 400
_EMS = 8.0
"""Em that a column is wide at least."""
_FULL, _MOSTLY = 0.9, 0.5
"""Share of a column's width that a line reaches, and of its lines that do: prose, not cells."""
_GUTTER = 0.7
"""Em between the columns at least."""
_MIDDLE = (0.25, 0.75)
"""Shares of the text's width between which columns are parted."""
_OVER = 0.25
"""Share of a line that may reach into the other column."""
_TOGETHER = 0.5
"""Share of the lower column's height that both have in common."""


def gutter_of(lines: Sequence[Line]) -> float | None:
    """Return the place between two columns of prose, in points; None on other pages.

    Most lines must stand on one side of it. Rows of tables are not looked at.
    """
    lines = [line for line in lines if line.cells is None and line.x1 > line.x0]
    if not 2 * _LINES <= len(lines) <= _MOST_LINES:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    width = right - left
    if not math.isfinite(width):
        return None
    if 2 * sum(line.x1 - line.x0 < _MIDDLE[1] * width for line in lines) < len(lines):
        return None
    low, high = (left + share * width for share in _MIDDLE)
    # What fills a column ends at its margin, so that the space begins behind such an end.
    ends = sorted({math.ceil(line.x1) for line in lines if low <= line.x1 <= high})
    best: tuple[int, float, float] | None = None  # crossing lines, less the width, place
    for end in ends:
        crossing = sum(line.x0 < end + 1 < line.x1 for line in lines)
        begins = min((line.x0 for line in lines if line.x0 > end), default=end)
        if best is None or (crossing, end - begins) < best[:2]:
            best = crossing, end - begins, (end + begins) / 2
    if best is None:
        return None
    crossing, gap, place = best
    before = [line for line in lines if line.x1 <= place]
    behind = [line for line in lines if line.x0 >= place]
    if crossing > min(len(before), len(behind)) or not (_is_prose(before) and _is_prose(behind)):
        return None
    size = sorted(line.size for line in lines)[len(lines) // 2]
    return place if -gap >= _GUTTER * size and _is_beside(before, behind) else None


def side_of(x0: float, x1: float, gutter: float) -> int:
    """Return 1 for what stands left of the space between columns, 2 for right, 0 for what spans both.

    An address that does not break may reach over.
    """
    over = _OVER * (x1 - x0)
    return 1 if x1 - gutter <= over else 2 if gutter - x0 <= over else 0


def _is_prose(column: Sequence[Line]) -> bool:
    if len(column) < _LINES:
        return False
    left, right = min(line.x0 for line in column), max(line.x1 for line in column)
    if right - left < _EMS * column[0].size:
        return False
    full = sum(line.x1 >= left + _FULL * (right - left) for line in column)
    return full >= _MOSTLY * len(column)


def _is_beside(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether two columns stand on one height for the most part."""
    (low_one, top_one), (low_other, top_other) = (
        (min(line.y for line in column), max(line.y for line in column)) for column in (one, other)
    )
    common = min(top_one, top_other) - max(low_one, low_other)
    return common >= _TOGETHER * min(top_one - low_one, top_other - low_other)
