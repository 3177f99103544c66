"""Files that a PDF carries: attachments, and portfolios whose first page only says so."""

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipelines.extract.bundle.reader import read_held
from pipelines.extract.bundle.zip import MAX_FILE_BYTES, Held, tidy
from pipelines.extract.options import Options
from pipelines.extract.pdf.reader import read_pdf
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

MAX_ATTACHMENTS = 200

# File specifications may hide in compressed object streams.
_HINT = re.compile(rb"/EmbeddedFile|/ObjStm|/Filespec|/Encrypt")
_PORTFOLIO = re.compile(rb"/Collection\b")


def read_pdf_and_files(data: bytes, options: Options) -> Text:
    """Read a PDF; where it carries files, the report may be one of them, and so may its table.

    `Text.members` lists the files. A PDF that gives text or waits for its
    pictures to be read is the document itself, unless a file has more of a
    report. Raises as `read_pdf` does.
    """
    own: Text | None = None
    failure: Unreadable | None = None
    try:
        own = read_pdf(data, options)
    except Unreadable as reason:
        waits = reason.outcome is DocumentOutcome.AWAITS_OCR and not _PORTFOLIO.search(data)
        if waits or reason.outcome is DocumentOutcome.ENCRYPTED or not _HINT.search(data):
            raise
        failure = reason
    if not _HINT.search(data):
        assert own is not None
        return own
    with _attached(data) as held:
        if held:
            try:
                return replace(read_held(held, options, own), format="pdf")
            except Unreadable:
                if failure is None:
                    raise
    if own is None:
        assert failure is not None
        raise failure
    return own


@contextmanager
def _attached(data: bytes) -> Iterator[list[Held]]:
    """List the files within a PDF; none where it cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        yield []
        return
    try:
        count = max(0, min(pdfium.FPDFDoc_GetAttachmentCount(document.raw), MAX_ATTACHMENTS))
        found = [_held(document, index) for index in range(count)]
        yield [held for held in found if held is not None]
    finally:
        document.close()


def _held(document: Any, index: int) -> Held | None:
    try:
        attachment = document.get_attachment(index)
        size = _size(attachment)
        try:
            name = tidy(attachment.get_name())
        except (pypdfium2.PdfiumError, UnicodeDecodeError):
            name = ""
    except pypdfium2.PdfiumError:
        return None
    return Held(name or f"attachment-{index + 1}", size, partial(_read, attachment, size))


def _size(attachment: Any) -> int:
    size = ctypes.c_ulong()
    pdfium.FPDFAttachment_GetFile(attachment.raw, None, 0, size)
    return size.value


def _read(attachment: Any, size: int, most: int) -> bytes:
    if size > min(most, MAX_FILE_BYTES):
        raise Unreadable(DocumentOutcome.TOO_LARGE, f"an attachment of {size} bytes")
    if not size:
        return b""
    try:
        return bytes(attachment.get_data())
    except pypdfium2.PdfiumError as error:
        raise Unreadable(DocumentOutcome.BROKEN, f"an attachment: {error}"[:200]) from error
