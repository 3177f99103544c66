"""Lines of text on pictures that are much longer than a page: looked for in pieces."""

import cv2
import numpy as np

from pipelines.extract.ocr.engine import Engine, Picture, Quads

_LONG, _TILE = 1.8, 1.4
"""Sides of a picture that is cut, and of its pieces, for one of the other side."""
_PIXELS = 2000
"""The models look at no more along a side."""
_WINDOW = 0.15


def find_lines(models: Engine, picture: Picture) -> Quads:
    """Find the lines of text; a long picture is cut where it is blank."""
    high, wide = picture.shape[:2]
    if max(high, wide) <= max(_PIXELS, _LONG * min(high, wide)):
        return models.find(picture)
    along = 0 if high >= wide else 1
    found: list[Quads] = []
    start = 0
    for end in _ends(picture, along):
        piece = picture[start:end] if along == 0 else picture[:, start:end]
        quads = models.find(piece)
        quads[:, :, 1 - along] += start
        found.append(quads)
        start = end
    return np.concatenate(found)


def _ends(picture: Picture, along: int) -> list[int]:
    """Where pieces end: at the blankest row (or column) near the length of a page."""
    length, across = picture.shape[along], picture.shape[1 - along]
    step = max(64, int(_TILE * across))
    gray = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    busy = gray.std(axis=1 - along)
    ends: list[int] = []
    start = 0
    while length - start > _LONG / _TILE * step:
        low, high = start + int(step * (1 - _WINDOW)), start + step
        start = low + int(np.argmin(busy[low:high]))
        ends.append(start)
    return [*ends, length]
