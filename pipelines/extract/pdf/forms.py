"""Form fields and typed-on notes of a PDF page: drawn into it, so that they are text like the rest."""

from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipelines.extract.pages.lines import Line, Page

MAX_NOTES = 2_000
"""Annotations of a page that are looked at."""

_DRAWN = frozenset((pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP))
_ROW = 0.5


def prepare(document: Any) -> None:
    """Make ready the appearance of form fields; to be called before any page is loaded."""
    try:
        if document.get_formtype() != pdfium.FORMTYPE_NONE:
            document.init_forms()
    except pypdfium2.PdfiumError:
        return  # the fields keep the appearance that the file gives them


def load(document: Any, index: int) -> tuple[Any, bool]:
    """Load a page, its fields and notes drawn into it; also whether there were any.

    Raises `PdfiumError` where the page cannot be loaded.
    """
    page = document[index]
    if not _has_notes(page):
        return page, False
    if pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return page, False
    page.close()
    return document[index], True


def _has_notes(page: Any) -> bool:
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), MAX_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in _DRAWN:
            return True
    return False


def in_rows(page: Page) -> None:
    """Put lines in the order of their places: what was drawn in stands at the end of the file's order."""
    rows: list[list[Line]] = []
    for line in sorted(page.lines, key=lambda line: -line.y):
        if rows and line.cells is None and abs(rows[-1][0].y - line.y) <= _ROW * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    page.lines = [line for row in rows for line in sorted(row, key=lambda line: line.x0)]
