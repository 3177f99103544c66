"""Characters that were overlooked between two parts of a line, or at its ends: they are read with it."""

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
# At the ends of a line, in heights of its box.
_REACH = 3.0
"""How far characters are looked for."""
_APART = 0.75
"""Between two characters at most: a 、 fills but a quarter of its cell."""
_SPECK = 0.1
_CHARACTER = 0.4
"""Least height or width of what lengthens a line: a mark alone does not."""
_LONG = 1.2
"""Width from which ink is no character's: a rule's, or a picture's."""
_BESIDE = 0.25
"""Share of its height that another box has in common with a line beside which it stands."""


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


def lengthened(boxes: list[Box], gray: NDArray[np.uint8]) -> list[Box]:
    """Lengthen boxes, in place, by characters close to their ends: the thin 一、 before a heading."""
    edges = np.array([(box.x0, box.y0, box.x1, box.y1) for box in boxes], np.float64).reshape(-1, 4)
    for number, box in enumerate(boxes):
        x0, y0, x1, y1 = edges.T
        beside = np.minimum(y1, box.y1) - np.maximum(y0, box.y0) > _BESIDE * box.height
        beside[number] = False
        reach, middle = _REACH * box.height, (box.x0 + box.x1) / 2
        left = x1[beside & (x0 < middle)].max(initial=max(0.0, box.x0 - reach))
        right = x0[beside & (x1 > middle)].min(initial=min(float(gray.shape[1]), box.x1 + reach))
        rows = gray[int(box.y0) : int(box.y1) + 1]
        before = rows[:, int(left) : int(box.x1)]
        behind = rows[:, int(box.x0) : int(right)][:, ::-1]
        box.x0 -= _overlooked(before, int(box.x0) - int(left))
        box.x1 += _overlooked(behind, int(right) - int(box.x1))
        edges[number] = box.x0, box.y0, box.x1, box.y1
    return boxes


def _overlooked(part: NDArray[np.uint8], free: int) -> int:
    """Pixels by which a line, all of `part` but its first `free` columns, begins sooner."""
    high = part.shape[0]
    if free < _CHARACTER * high or part.shape[1] <= free:
        return 0
    _, mask = cv2.threshold(np.ascontiguousarray(part), 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    ink = np.ascontiguousarray(np.asarray(mask, np.uint8)[:, :free])
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    edge, largest = free, 0
    for x, _, w, h, _ in sorted(stats[1:count].tolist(), key=lambda one: -one[0] - one[2]):
        if max(w, h) < _SPECK * high:
            continue
        if edge - x - w > _APART * high or w > _LONG * high or h >= high:
            break
        edge, largest = min(edge, x), max(largest, w, h)
    return free - edge if largest >= _CHARACTER * high else 0
