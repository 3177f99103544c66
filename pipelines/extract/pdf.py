"""PDF to text: PDFium's characters, our paragraphs, and a verdict on both."""

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipelines.extract.build import TextBuilder
from pipelines.extract.furniture import without_furniture
from pipelines.extract.grid import ruled_tables, with_tables
from pipelines.extract.pdf_fonts import install
from pipelines.extract.pdf_lines import Glyphs, Page, measure, spans
from pipelines.extract.reflow import reflow
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

MAX_PAGES = 500
MAX_CHARS_PER_PAGE = 60_000
_TAIL = 2048

# A page has usable Chinese text when it has this share of Han characters;
# pages of tables and addresses measured 0.35 and more, pages whose fonts have
# no Unicode map below 0.15.
_HAN_SHARE = 0.2
# Glyphs without characters per Han character: sound files measured below
# 0.008, one whose fonts leave some glyphs unmapped 0.035. Wide-set tables can
# have as many, so below the second limit the commas must be missing as well:
# prose has one for about every 20 Han characters.
_HOLES = 0.02
_MANY_HOLES = 0.08
_HAN_PER_COMMA = 35
_MIN_HAN = 20
_COMMAS = re.compile("[，,、]")


def read_pdf(data: bytes) -> Text:
    """Read a PDF's text layer.

    Raises `Unreadable`: ENCRYPTED, TRUNCATED, BROKEN, and NO_TEXT where the
    pages have no text or text without usable Chinese (scans, fonts without a
    Unicode map). Pages past `MAX_PAGES` are left out with a warning.
    """
    document = _open(data)
    try:
        total = len(document)
        pages = list(_pages(document, min(total, MAX_PAGES)))
    finally:
        document.close()
    if not pages:
        raise Unreadable(DocumentOutcome.BROKEN, "a PDF without pages")
    builder = TextBuilder("pdf")
    _judge(pages, builder)
    if total > MAX_PAGES:
        builder.warn("pages_cut")
    if b"%%EOF" not in data[-_TAIL:]:
        builder.warn("no_end_marker")
    for piece in reflow(without_furniture(pages)):
        if piece.cells is not None:
            builder.row(piece.cells, page=piece.page)
        else:
            builder.add(piece.text, piece.kind, level=piece.level, page=piece.page)
    return builder.build(pages=total)


def _open(data: bytes) -> Any:
    """Open a document; PDFium's error codes become outcomes."""
    install()
    try:
        document = pypdfium2.PdfDocument(data)
        len(document)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY) or ("password" in str(error).lower()):
            raise Unreadable(DocumentOutcome.ENCRYPTED, "asks for a password") from error
        if b"%%EOF" not in data[-_TAIL:]:
            raise Unreadable(DocumentOutcome.TRUNCATED, "no end of file marker") from error
        raise Unreadable(DocumentOutcome.BROKEN, str(error)[:200]) from error
    return document


def _pages(document: Any, count: int) -> Iterator[Page]:
    """Yield the pages that can be loaded; one that cannot is a page without text."""
    for index in range(count):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            yield Page(index + 1, 0.0, 0.0)
            continue
        try:
            yield _page(page, index + 1)
        finally:
            page.close()


def _page(raw: Any, number: int) -> Page:
    width, height = raw.get_size()
    page = Page(number, width, height)
    try:
        textpage = raw.get_textpage()
    except pypdfium2.PdfiumError:
        return page
    try:
        glyphs = Glyphs(textpage, width, height, raw.get_rotation())
        if not 0 < glyphs.count <= MAX_CHARS_PER_PAGE:
            return page
        found = spans(glyphs.text)
        tables = ruled_tables(raw, width, height)
        if tables:
            page.lines = with_tables(glyphs, found, tables, page)
        else:
            page.lines = [
                measure(glyphs, start, end, page) for start, end in found if not glyphs.slanted(start)
            ]
        page.count()
    finally:
        textpage.close()
    return page


def _judge(pages: list[Page], builder: TextBuilder) -> None:
    """Raise NO_TEXT where the pages give no Chinese that can be trusted."""
    if not any(page.solid for page in pages):
        raise Unreadable(DocumentOutcome.NO_TEXT, f"{len(pages)} pages without a text layer")
    han = sum(page.han for page in pages)
    solid = sum(page.solid for page in pages)
    if han < _MIN_HAN or han < _HAN_SHARE * solid:
        raise Unreadable(DocumentOutcome.NO_TEXT, f"{han} Han of {solid} characters: no usable Chinese")
    holes = sum(page.holes for page in pages)
    if holes > _MANY_HOLES * han or (holes > _HOLES * han and _lost_commas(pages, han)):
        raise Unreadable(DocumentOutcome.NO_TEXT, f"{holes} glyphs without a character among {han} Han")
    if holes > _HOLES * han:
        builder.warn("glyphs_missing")
    for page in pages:
        if page.han < _HAN_SHARE * page.solid and page.solid > 200:
            builder.warn(f"page_garbled:{page.number}")
        elif not page.solid:
            builder.warn(f"page_without_text:{page.number}")


def _lost_commas(pages: list[Page], han: int) -> bool:
    """Whether commas are much rarer than Chinese prose has them."""
    commas = sum(
        len(_COMMAS.findall("".join(line.cells) if line.cells else line.text))
        for page in pages
        for line in page.lines
    )
    return commas * _HAN_PER_COMMA < han
