"""PDF to text: PDFium's characters, our paragraphs, and a verdict on both."""

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.options import Options
from pipelines.extract.pages.grid import drawn, grids, with_tables
from pipelines.extract.pages.leaves import Leaf, bind, seen
from pipelines.extract.pages.lines import Page
from pipelines.extract.pages.loose import loose_tables
from pipelines.extract.pages.stacks import side_by_side
from pipelines.extract.pdf.fonts import install
from pipelines.extract.pdf.forms import in_rows, load, prepare
from pipelines.extract.pdf.lines import Glyphs, measure, spans, upright
from pipelines.extract.pdf.render import Pictures, covered
from pipelines.extract.pdf.trust import HOLES, STAMPED, agree, untrusted
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

MAX_PAGES = 500
MAX_CHARS_PER_PAGE = 60_000
_TAIL = 2048


def read_pdf(data: bytes, options: Options) -> Text:
    """Read a PDF: its text layer, and by `options.eye` the pages without one that can be trusted.

    Raises `Unreadable`: ENCRYPTED, TRUNCATED, BROKEN, AWAITS_OCR where every
    page waits, NO_TEXT where there is nothing to read. Pages past `MAX_PAGES`
    are left out with a warning.
    """
    document = _open(data)
    try:
        total = len(document)
        pages, shares = [], []
        for page, share in _pages(document, min(total, MAX_PAGES)):
            pages.append(page)
            shares.append(share)
    finally:
        document.close()
    if not pages:
        raise Unreadable(DocumentOutcome.BROKEN, "a PDF without pages")
    builder = TextBuilder("pdf")
    if total > MAX_PAGES:
        builder.warn("pages_cut")
    if b"%%EOF" not in data[-_TAIL:]:
        builder.warn("no_end_marker")
    doubtful = untrusted(pages, shares)
    pictures = Pictures(data)
    leaves = []
    for page, share in zip(pages, shares, strict=True):
        if page.number in doubtful and (page.solid or share):
            leaves.append(_look(page, pictures, options, may_be_right=doubtful[page.number]))
        else:
            leaves.append(_own(page))
    own = [leaf.page for leaf in leaves if leaf.reading == "text"]
    if sum(page.holes for page in own) > HOLES * sum(page.han for page in own):
        builder.warn("glyphs_missing")
    return bind(builder, leaves, total=total)


def _own(page: Page) -> Leaf:
    page.quality = 1 - min(1.0, page.holes / page.solid) if page.solid else 1.0
    return Leaf(page)


def _look(page: Page, pictures: Pictures, options: Options, *, may_be_right: bool) -> Leaf:
    """Have a page read from its picture; its own characters stay where they turn out to be right."""
    answer = options.eye.see(page.number, lambda: pictures.render(page.number))
    if may_be_right and isinstance(answer, Page) and agree(page, answer):
        return _own(page)
    return seen(answer, page.number)


def _open(data: bytes) -> Any:
    """Open a document; PDFium's error codes become outcomes."""
    install()
    try:
        document = pypdfium2.PdfDocument(data)
        prepare(document)
        len(document)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY) or ("password" in str(error).lower()):
            raise Unreadable(DocumentOutcome.ENCRYPTED, "asks for a password") from error
        if b"%%EOF" not in data[-_TAIL:]:
            raise Unreadable(DocumentOutcome.TRUNCATED, "no end of file marker") from error
        raise Unreadable(DocumentOutcome.BROKEN, str(error)[:200]) from error
    return document


def _pages(document: Any, count: int) -> Iterator[tuple[Page, float]]:
    """Yield the pages, and the share that pictures cover of those with little text.

    A page that cannot be loaded is one without text.
    """
    for index in range(count):
        try:
            raw, noted = load(document, index)
        except pypdfium2.PdfiumError:
            yield Page(index + 1, 0.0, 0.0), 0.0
            continue
        try:
            page = _page(raw, index + 1)
            if noted:
                in_rows(page)
            yield page, covered(raw) if page.solid <= STAMPED else 0.0
        finally:
            raw.close()


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
        across, down = drawn(raw, width, height)
        if not (tables := grids(across, down)):
            page.lines = [measure(glyphs, start, end, page) for start, end in upright(glyphs, found)]
            tables = loose_tables(page.lines, across)
        if tables:
            page.holes = 0
            page.lines = with_tables(glyphs, found, tables, page)
        page.lines = side_by_side(page.lines)
        page.count()
    finally:
        textpage.close()
    return page
