"""What was read in boxes to visual lines in points: where the ink is, how large an em is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.extract.ocr.engine import Box, Reading
from pipelines.extract.ocr.median import weighted_median
from pipelines.extract.pages.lines import Line

_DEEP = re.compile("[\u3400-\u9fff\uf900-\ufaffgjpqy()\uff08\uff09/|,;]")
_FULL = re.compile("[\u2014\u2018-\u201d\u2026\u2e80-\u303f\u3040-\u9fff\uf900-\ufaff\uff01-\uff60]")
_OPENING = re.compile("[（《〈“‘【〔［]")
_CLOSING = re.compile("[，。、；：！？）》〉”’】〕］]")

# Shares of an em: what ink leaves of a character's cell and height.
_BEARING = 0.08
_HALF = 0.5
_HAN_INK, _LATIN_INK = 0.9, 0.7
_MIDDLE = 0.38
"""Height of a line's middle above its baseline."""
_LONG = 6
"""Full-width characters from which a line's width tells the em."""
_SAME, _ROUGHLY = 0.17, 0.3
"""Share by which lines of one size may be measured apart: by their widths, by their heights."""
_SET_WIDE = 1.25
"""Ems of width for one of height from which a line is set wide."""
_FLAT, _INNER = 0.5, 0.7
"""Shares of a box's height: of ink that is no whole character's, and of the characters in it."""
_RULE = 0.75
"""Share of dark pixels from which a row or column of a box is a rule's."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Where a box is dark, in pixels of the page."""

    x0: float
    y0: float
    x1: float
    y1: float


def ink_of(gray: NDArray[np.uint8], box: Box) -> Ink:
    """Find the ink in a box; the box itself where nothing stands out."""
    top, left = max(0, round(box.y0)), max(0, round(box.x0))
    part = gray[top : max(top + 1, round(box.y1)), left : max(left + 1, round(box.x1))]
    if part.size == 0:
        return Ink(box.x0, box.y0, box.x1, box.y1)
    _, mask = cv2.threshold(part, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    columns = _inked(mask.mean(axis=0), 0.5 / max(1, mask.shape[0]))
    rows = _inked(mask.mean(axis=1), 0.5 / max(1, mask.shape[1]))
    if columns is None or rows is None:
        return Ink(box.x0, box.y0, box.x1, box.y1)
    y0, y1 = top + rows[0], top + rows[1]
    if y1 - y0 < _FLAT * box.height:
        # 一、 or a dash: its ink tells neither the height of the line nor its middle.
        margin = (1 - _INNER) / 2 * box.height
        y0, y1 = round(box.y0 + margin), round(box.y1 - margin)
    return Ink(left + columns[0], y0, left + columns[1], y1)


def _inked(shares: NDArray[np.float64], least: float) -> tuple[int, int] | None:
    """First place and the place after the last that are inked; rules at the edges are passed over."""
    size, start = len(shares), 0
    end = size
    while start < size // 4 and (shares[start] > _RULE or shares[start] <= least):
        start += 1
    while end > size - size // 4 and (shares[end - 1] > _RULE or shares[end - 1] <= least):
        end -= 1
    inked = np.flatnonzero(shares[start:end] > least)
    return (start + int(inked[0]), start + int(inked[-1]) + 1) if inked.size else None


def to_lines(found: Sequence[tuple[Ink, Reading]], scale: float, height: float, number: int) -> list[Line]:
    """Make lines in points of what was read; `scale` is points a pixel, `height` the page's in points.

    Measured sizes vary from line to line, so lines within a sixth of the
    page's usual size are given that size.
    """
    lines = [_line(ink, reading, scale, height, number) for ink, reading in found]
    body = _usual([line for line in lines if _is_chinese(line.text)] or lines)
    for line in lines:
        ratio = line.size / body
        middle = line.y + _MIDDLE * line.size
        slack = _SAME if _is_chinese(line.text) else _ROUGHLY
        if 1 - slack <= ratio <= 1 + slack:
            line.size = body
        elif ratio > 1:
            line.size = body * round(ratio * 5) / 5
        line.y = middle - _MIDDLE * line.size
    return lines


def _line(ink: Ink, reading: Reading, scale: float, height: float, number: int) -> Line:
    text = reading.text
    size = _em(text, ink) * scale
    x0, x1 = ink.x0 * scale, ink.x1 * scale
    # Brackets and commas leave half of their cell empty.
    if _OPENING.match(text):
        x0 -= _HALF * size
    if _CLOSING.match(text[-1:]):
        x1 += _HALF * size
    middle = height - (ink.y0 + ink.y1) / 2 * scale
    return Line(text, x0, x1, middle - _MIDDLE * size, size, number, sure=reading.sure)


def _em(text: str, ink: Ink) -> float:
    """Return the em in pixels: by the width of a line with many Chinese characters, else by its height."""
    share = _HAN_INK if _DEEP.search(text) else _LATIN_INK
    by_height = max(1.0, (ink.y1 - ink.y0) / share)
    full = len(_FULL.findall(text))
    if full < _LONG:
        return by_height
    cells = full + _HALF * (len(text) - full) - 2 * _BEARING
    cells -= _HALF * bool(_OPENING.match(text)) + _HALF * bool(_CLOSING.match(text[-1:]))
    by_width = (ink.x1 - ink.x0) / cells
    return by_height if by_width > _SET_WIDE * by_height else by_width


def _is_chinese(text: str) -> bool:
    """Whether a line has enough full-width characters for its width to tell the em."""
    full = len(_FULL.findall(text))
    return full >= _LONG and full >= 0.6 * len(text)


def _usual(lines: Sequence[Line]) -> float:
    """Return the median size, by characters."""
    return weighted_median(((line.size, len(line.text)) for line in lines), none=12.0)
