"""Red seals off a page: a stamp over a date must not hide it.

A seal is red, round or oval, some four centimetres wide and mostly not filled.
In the red channel it is as light as the paper, while black print under it stays
dark. Red print elsewhere, such as a letterhead, is left as it is.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.extract.ocr.engine import Picture

_LEAST_RED, _REDDER = 90, 45
"""Value of red, and by how much it exceeds green and blue, 0 to 255."""
_TINGED = 12
"""The same for what a seal has touched."""
_LEAST, _MOST = 65.0, 190.0
"""Points that a seal is wide and high: 2.3 to 6.7 cm."""
_ROUND = 0.6
"""Least share of the shorter side in the longer one."""
_FILLED = 0.75
_JOINED = 9.0
"""Points between the strokes of one seal."""
_SMALL = 4
"""The search is made on a picture smaller by this factor."""
_FAINT = 12
"""Percentile of the seal's red that still counts as print: pixels of print under it are red as well."""


def without_seals(picture: Picture, scale: float) -> Picture:
    """Return the picture with what is red in seals made as light as the paper; `scale` is points a pixel."""
    size = (max(1, picture.shape[1] // _SMALL), max(1, picture.shape[0] // _SMALL))
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    mask = _red(small)
    if not mask.any():
        return picture
    join = max(1, round(_JOINED / scale / _SMALL)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (join, join))
    joined = cv2.morphologyEx(np.pad(mask, join), cv2.MORPH_CLOSE, kernel)[join:-join, join:-join]
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(joined), connectivity=8)
    out = picture
    for x, y, width, height, _ in stats[1:count]:
        area = mask[y : y + height, x : x + width]
        if not _is_seal(width * _SMALL * scale, height * _SMALL * scale, float(area.mean() / 255)):
            continue
        if out is picture:
            out = picture.copy()
        margin = 2
        top, left = max(0, (y - margin) * _SMALL), max(0, (x - margin) * _SMALL)
        bottom, right = (y + height + margin) * _SMALL, (x + width + margin) * _SMALL
        part = out[top:bottom, left:right]
        part[:] = _in_red_light(part)
    return out


def _red(picture: Picture) -> NDArray[np.uint8]:
    """Mask of the red pixels, 255 where red."""
    red = picture[:, :, 0].astype(np.int16)
    other = picture[:, :, 1:].max(axis=2).astype(np.int16)
    return np.where((red >= _LEAST_RED) & (red - other >= _REDDER), 255, 0).astype(np.uint8)


def _is_seal(width: float, height: float, filled: float) -> bool:
    short, long = sorted((width, height))
    return short >= _LEAST and long <= _MOST and short >= _ROUND * long and filled <= _FILLED


def _in_red_light(part: Picture) -> Picture:
    """What is tinged as its red channel, stretched: nearly all of the seal is paper, print stays dark."""
    red = part[:, :, 0].astype(np.float32)
    mask = _red(part) > 0
    paper = float(np.percentile(red, 90))
    faint = float(np.percentile(red[mask], _FAINT)) if mask.any() else paper
    dark = min(float(np.percentile(red, 1)), faint - 1)
    light = np.clip((red - dark) / (faint - dark), 0, 1) * paper
    # Print outside the strokes of the seal keeps its own greys.
    tinged = red - part[:, :, 1:].max(axis=2) >= _TINGED
    return np.where(tinged[:, :, None], light[:, :, None], part).astype(np.uint8)
