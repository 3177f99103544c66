"""Characters that were overlooked between two parts of one line: parts and gap are read as one."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.extract.ocr.engine import Box

_ALIKE = 0.75
"""Least share of the lower of two boxes in the higher, and of their common height."""
_WIDE = 2.5
"""Heights of a box that a gap is wide at most."""
_INK_HIGH, _INK_WIDE = 0.4, 0.2
"""Least height and width of the ink in a gap, in heights of a box: more than a rule or a stain."""


def closed(boxes: list[Box], gray: NDArray[np.uint8]) -> list[Box]:
    """Join neighbours on one height whose gap shows ink of a character's size."""
    rows = sorted(boxes, key=lambda box: (box.x0, box.y0))
    gone: set[Box] = set()
    for box in rows:
        while box not in gone and (right := _neighbour(box, rows, gone)) is not None:
            if not _inked(box, right, gray):
                break
            gone.add(right)
            box.x1 = max(box.x1, right.x1)
            box.y0, box.y1 = min(box.y0, right.y0), max(box.y1, right.y1)
    return [box for box in boxes if box not in gone]


def _neighbour(box: Box, rows: list[Box], gone: set[Box]) -> Box | None:
    """Return the next box to the right that is on the same line and of the same height."""
    best: Box | None = None
    for other in rows:
        if other is box or other in gone or other.x0 < box.x1 or other.x0 - box.x1 > _WIDE * box.height:
            continue
        common = min(box.y1, other.y1) - max(box.y0, other.y0)
        if common >= _ALIKE * max(box.height, other.height) and (best is None or other.x0 < best.x0):
            best = other
    return best


def _inked(box: Box, right: Box, gray: NDArray[np.uint8]) -> bool:
    top, bottom = int(max(box.y0, right.y0)), int(min(box.y1, right.y1))
    whole = gray[top:bottom, int(box.x0) : int(right.x1)]
    left, end = int(box.x1 - box.x0), int(right.x0 - box.x0)
    if whole.size == 0 or end - left < _INK_WIDE * box.height:
        return False
    _, mask = cv2.threshold(whole, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    gap = np.ascontiguousarray(np.asarray(mask, np.uint8)[:, left:end])
    count, _, stats, _ = cv2.connectedComponentsWithStats(gap, connectivity=8)
    high, wide = _INK_HIGH * box.height, _INK_WIDE * box.height
    return any(w >= wide and h >= high for _, _, w, h, _ in stats[1:count].tolist())
