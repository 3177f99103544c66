"""The straight lines that a PDF page draws: rules, borders, frames."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from pipelines.extract.pages.matrix import PLAIN, Matrix, composed, moved

MAX_STROKES = 20_000
_MAX_OBJECTS = 20_000
_MAX_PATH = 4000
_RECTANGLE = 6
_FORM_DEPTH = 3
# A filled shape this thin, in points, is a rule; a thicker one is shading.
_THIN = 3.0

_TYPE = pdfium.FPDFPageObj_GetType
_DRAWN = frozenset((pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_PATH))
_BOUNDS = pdfium.FPDFPageObj_GetBounds


def strokes(raw: Any) -> Iterator[tuple[float, float, float, float]]:
    """Straight segments of all drawn paths, in page coordinates, forms included."""
    page, get = raw.raw, pdfium.FPDFPage_GetObject
    handles = (get(page, i) for i in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)))
    objects = [(handle, kind, PLAIN, 0) for handle in handles if (kind := _TYPE(handle)) in _DRAWN]
    bounds = _Bounds()
    given = 0
    while objects and given <= MAX_STROKES:
        handle, kind, outer, depth = objects.pop()
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            inner = composed(_matrix(handle), outer)
            count = min(pdfium.FPDFFormObj_CountObjects(handle), _MAX_OBJECTS)
            handles = (pdfium.FPDFFormObj_GetObject(handle, i) for i in range(count))
            objects += [(h, kind, inner, depth + 1) for h in handles if (kind := _TYPE(h)) in _DRAWN]
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            for segment in _segments(handle, outer, bounds):
                given += 1
                yield segment


class _Bounds:
    """Asks for an object's bounds; what PDFium writes into is made once."""

    def __init__(self) -> None:
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._refs = [ctypes.byref(value) for value in self._floats]

    def of(self, handle: Any) -> list[float] | None:
        """Return left, bottom, right, top; None where PDFium has none."""
        if not _BOUNDS(handle, *self._refs):
            return None
        return [value.value for value in self._floats]


def _segments(handle: Any, outer: Matrix, bounds: _Bounds) -> Iterator[tuple[float, float, float, float]]:
    """Segments of one path; filled shapes count only where they are thin, as rules are."""
    found = bounds.of(handle)
    if found is None:
        return
    x0, y0, x1, y1 = found
    if min(x1 - x0, y1 - y0) <= _THIN:
        # One straight rule, whatever it is drawn with: most paths of a table.
        if x1 - x0 >= y1 - y0:
            y0 = y1 = (y0 + y1) / 2
        else:
            x0 = x1 = (x0 + x1) / 2
        if outer is not PLAIN:
            (x0, y0), (x1, y1) = moved(x0, y0, outer), moved(x1, y1, outer)
        yield x0, y0, x1, y1
        return
    fill, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    count = pdfium.FPDFPath_CountSegments(handle)
    # Shading, a clip, a drawing: no rules.
    if count > _MAX_PATH or (not stroke.value and (not fill.value or count <= _RECTANGLE)):
        return
    matrix = composed(_matrix(handle), outer)
    for points in _outlines(handle, count, matrix):
        width = max(x for x, _ in points) - min(x for x, _ in points)
        height = max(y for _, y in points) - min(y for _, y in points)
        if stroke.value or min(width, height) <= _THIN:
            for (ax, ay), (bx, by) in pairwise(points):
                yield ax, ay, bx, by


def _outlines(handle: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Corner points of each part of a path, in page coordinates; nothing from the first curve on."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(handle, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(moved(x.value, y.value, matrix))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _matrix(handle: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
        return PLAIN
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def turned(point: tuple[float, float], width: float, height: float, rotation: int) -> tuple[float, float]:
    """Undo the page's rotation (degrees): as the page is shown, origin at the lower left."""
    x, y = point
    if rotation == 90:
        return y, height - x
    if rotation == 180:
        return width - x, height - y
    return (width - y, x) if rotation == 270 else (x, y)
