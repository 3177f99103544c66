"""Pages of a PDF as pictures, for those that must be read so."""

import math
from itertools import islice
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from pipelines.extract.pages.eye import Raster
from pipelines.extract.pdf.fonts import real_fonts
from pipelines.extract.text import Unreadable
from pipelines.outcomes import DocumentOutcome

_DPI = 200
"""Measured best for the models: 150 misses small print, 300 takes longer and reads no better."""
_MOST_PIXELS = 24_000_000
_MOST_ACROSS = 2400
"""Pixels of the shorter side: larger pages are scans whose resolution is not said."""
_LEAST_POINTS = 8.0
_MOST_SOURCE = 150_000_000
"""Pixels of a picture in the file above which it is not unpacked."""
_POINTS_PER_INCH = 72
_SOMETHING = 0.001
_MANY_OBJECTS = 5000
_OUTLINES = 200
"""Paths from which a page without text is one of outlined characters."""


class Pictures:
    """Draws pages of one document; opened when the first is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def render(self, number: int) -> Raster:
        """Draw page `number`, from 1, with the machine's fonts; raises `Unreadable` (TOO_LARGE, BROKEN)."""
        with real_fonts():
            try:
                document = pypdfium2.PdfDocument(self._data)
                try:
                    page = document[number - 1]
                    try:
                        return _draw(page)
                    finally:
                        page.close()
                finally:
                    document.close()
            except pypdfium2.PdfiumError as error:
                raise Unreadable(DocumentOutcome.BROKEN, f"page {number} cannot be drawn") from error


def _draw(page: Any) -> Raster:
    width, height = page.get_size()
    if min(width, height) < _LEAST_POINTS:
        raise Unreadable(DocumentOutcome.NO_TEXT, f"a page of {width:.0f} x {height:.0f} points")
    for wide, high in picture_sizes(page):
        if wide * high > _MOST_SOURCE:
            raise Unreadable(DocumentOutcome.TOO_LARGE, f"a picture of {wide} x {high} pixels")
    scale = _DPI / _POINTS_PER_INCH
    scale = min(scale, _MOST_ACROSS / min(width, height), math.sqrt(_MOST_PIXELS / (width * height)))
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)
    try:
        pixels = np.array(bitmap.to_numpy()[:, :, :3], np.uint8, copy=True)
    finally:
        bitmap.close()
    return Raster(pixels, 1 / scale)


def picture_sizes(page: Any) -> list[tuple[int, int]]:
    """Width and height in pixels of the pictures that a page shows, forms included."""
    out = []
    for item in islice(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3), _MANY_OBJECTS):
        try:
            out.append(item.get_px_size())
        except (AttributeError, pypdfium2.PdfiumError):
            continue
    return out


def covered(page: Any) -> float:
    """Return the share of a page, 0 to 1, that its largest picture covers; 1 where it is drawn of outlines.

    A page without any object is 0; one with some, but neither large pictures
    nor many outlines, is just above.
    """
    width, height = page.get_size()
    area = max(1.0, width * height)
    share, outlines = 0.0, 0
    for count, item in enumerate(page.get_objects(max_depth=3)):
        share = max(share, _SOMETHING)
        if count > _MANY_OBJECTS:
            break
        if item.type == pdfium.FPDF_PAGEOBJ_PATH:
            outlines += 1
        elif item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            wide = min(right, width) - max(left, 0.0)
            high = min(top, height) - max(bottom, 0.0)
            share = max(share, wide * high / area if wide > 0 and high > 0 else 0.0)
    return 1.0 if outlines >= _OUTLINES else min(1.0, share)
