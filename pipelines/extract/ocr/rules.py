"""Ruled lines of a level page, by morphology: long thin marks, level or upright."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.extract.ocr.engine import Box
from pipelines.extract.pages.grid import Segment

_LEAST_ACROSS, _LEAST_DOWN = 14.0, 11.0
"""Points that a rule is long: the narrowest column, the lowest row."""
_THICK = 4.5
_GAP = 1.6
"""Points of a rule that may be missing."""
_BROKEN_ACROSS, _BROKEN_DOWN = 12.0, 9.0
"""Points of a rule that a coarse scan loses at a stretch: less than any column or row takes."""
_ASIDE = 2.0
"""Points by which the parts of a broken rule stand beside one another."""
_WINDOW = 9.0
_DARKER = 14
"""By how much a rule is darker than what is around it, 0 to 255."""
_WITHIN, _STROKE = 0.8, 1.15
"""Share of a mark in a text line's box, and heights of the box, up to which it is a stroke."""
_EDGE = 0.16
"""Share of a box's height at its edges where a mark is no stroke of its characters."""


@dataclass(slots=True)
class Rules:
    """Rules in pixels: place on the other axis, start, end."""

    across: list[Segment]
    down: list[Segment]


def find_rules(gray: NDArray[np.uint8], scale: float, boxes: Sequence[Box]) -> Rules:
    """Find level and upright rules; `scale` is points a pixel, `boxes` hold text, whose strokes are none."""
    window = max(3, round(_WINDOW / scale)) | 1
    marks = cv2.adaptiveThreshold(
        cv2.bitwise_not(gray), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, window, -_DARKER
    )
    dark = np.asarray(marks, np.uint8)
    across = _segments(dark, scale, level=True)
    down = _segments(dark, scale, level=False)
    edges = np.array([(box.x0, box.y0, box.x1, box.y1) for box in boxes], np.float64).reshape(-1, 4)
    return Rules(
        across=_joined([one for one in across if not _is_dash(one, edges)], _BROKEN_ACROSS / scale, scale),
        down=_joined([one for one in down if not _is_stroke(one, edges)], _BROKEN_DOWN / scale, scale),
    )


def _joined(marks: Sequence[Segment], gap: float, scale: float) -> list[Segment]:
    """Put the parts of broken rules together; `gap` is the most that may lie between two, in pixels."""
    out: list[Segment] = []
    ends: list[Segment] = []  # the last part of each rule that may go on
    for place, start, end in sorted(marks, key=lambda one: one[1]):
        part = place, start, end
        ends = [one for one in ends if one[2] >= start - gap]
        before = min(ends, key=lambda one: abs(one[0] - place), default=None)
        if before is not None and abs(before[0] - place) <= _ASIDE / scale:
            ends.remove(before)
            # The gap is drawn at the place where the rule goes on.
            part = place, min(start, before[2]), max(end, before[2])
        out.append(part)
        ends.append(part)
    return out


def _is_dash(mark: Segment, edges: NDArray[np.float64]) -> bool:
    """Whether a level mark runs through the inside of a text line."""
    place, start, end = mark
    x0, y0, x1, y1 = edges.T
    margin = _EDGE * (y1 - y0)
    shared = np.minimum(x1, end) - np.maximum(x0, start)
    return bool(np.any((y0 + margin < place) & (place < y1 - margin) & (shared >= _WITHIN * (end - start))))


def _is_stroke(mark: Segment, edges: NDArray[np.float64]) -> bool:
    """Whether an upright mark is in a text line and hardly longer than it is high."""
    place, start, end = mark
    x0, y0, x1, y1 = edges.T
    shared = np.minimum(y1, end) - np.maximum(y0, start)
    short = end - start <= _STROKE * (y1 - y0)
    return bool(np.any((x0 < place) & (place < x1) & short & (shared >= _WITHIN * (end - start))))


def _segments(dark: NDArray[np.uint8], scale: float, *, level: bool) -> list[Segment]:
    least = max(3, round((_LEAST_ACROSS if level else _LEAST_DOWN) / scale))
    gap = max(1, round(_GAP / scale)) | 1
    # A rule of one pixel is seldom exactly level: it is first made thicker.
    thicken = np.ones((3, 1) if level else (1, 3), np.uint8)
    bridge = np.ones((1, gap) if level else (gap, 1), np.uint8)
    longer = np.ones((1, least) if level else (least, 1), np.uint8)
    marks = cv2.morphologyEx(cv2.dilate(dark, thicken), cv2.MORPH_CLOSE, bridge)
    marks = cv2.morphologyEx(marks, cv2.MORPH_OPEN, longer)
    count, _, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    out: list[Segment] = []
    for x, y, width, height, area in stats[1:count].tolist():
        length, thick = (width, height) if level else (height, width)
        # A slightly bent rule is thin at each place, if not over all its length.
        if (
            length < least
            or area > length * (_THICK / scale + 2)
            or thick > 0.1 * length + _THICK / scale + 2
        ):
            continue
        place = (y + height / 2) if level else (x + width / 2)
        start = float(x if level else y)
        out.append((float(place), start, start + length))
    return out
