"""Cells in which no line was found although something is printed there: mostly a lone 1 or 0."""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.extract.ocr.engine import Box
from pipelines.extract.pages.grid import Table

_BORDER = 2.0
"""Points beside a border that are its own."""
_HIGH, _WIDE = 0.4, 0.3
"""Least height, or width, of a character's ink in usual heights of a line."""
_TALL = 2.0
"""Height above which ink is a picture, or a line from corner to corner."""
_PAPER, _DARKER = 75, 70
"""Percentile of a cell that is paper, and by how much print is darker, 0 to 255."""
_AROUND = 0.2
"""Paper around the ink, in usual heights of a line."""


def overlooked(
    tables: Sequence[Table], boxes: Sequence[Box], gray: NDArray[np.uint8], scale: float, height: float
) -> list[Box]:
    """Return boxes around the ink of cells that hold none of `boxes`; `height` is the page's in points."""
    usual = float(np.median([box.height for box in boxes])) if boxes else 0.0
    middles = [((box.x0 + box.x1) / 2 * scale, height - (box.y0 + box.y1) / 2 * scale) for box in boxes]
    out: list[Box] = []
    for table in tables:
        filled = {table.cell_at(x, y) for x, y in middles}
        for cell, (left, bottom, right, top) in _extents(table):
            if cell in filled:
                continue
            edges = (left + _BORDER, height - top + _BORDER, right - _BORDER, height - bottom - _BORDER)
            x0, y0, x1, y1 = (round(edge / scale) for edge in edges)
            box = _ink(gray[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)], usual)
            if box is not None:
                out.append(Box(box.x0 + x0, box.y0 + y0, box.x1 + x0, box.y1 + y0))
    return out


def _extents(table: Table) -> Iterator[tuple[tuple[int, int], tuple[float, float, float, float]]]:
    """Yield each cell with its left, bottom, right and top edges, in points."""
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), cell in table.owner.items():
        last = ends.get(cell, cell)
        ends[cell] = max(last[0], row), max(last[1], column)
    for (row, column), (last_row, last_column) in ends.items():
        edges = (table.xs[column], table.ys[last_row + 1], table.xs[last_column + 1], table.ys[row])
        yield (row, column), edges


def _ink(part: NDArray[np.uint8], usual: float) -> Box | None:
    """Return what surrounds the marks of a character's size, with a little paper; None without any."""
    if min(part.shape) < 2 or not usual:
        return None
    dark = (part < np.percentile(part, _PAPER) - _DARKER).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    marks = [
        (x, y, x + w, y + h)
        for x, y, w, h, _ in stats[1:count].tolist()
        if h >= _HIGH * usual or w >= _WIDE * usual
    ]
    if not marks:
        return None
    lefts, tops, rights, bottoms = zip(*marks, strict=True)
    x0, y0, x1, y1 = min(lefts), min(tops), max(rights), max(bottoms)
    if y1 - y0 > _TALL * usual:
        return None
    around = _AROUND * usual
    return Box(
        max(0.0, x0 - around), max(0.0, y0 - around),
        min(float(part.shape[1]), x1 + around), min(float(part.shape[0]), y1 + around),
    )  # fmt: skip
