"""The files that an item names: complete, or not at all.

Pure judgement of what a transfer brought; the transfer itself is the caller's.
"""

import struct
import zipfile
from io import BytesIO

from pipelines.outcomes import DocumentOutcome

PDF_TAIL = 2048
"""Bytes from the end in which `%%EOF` must stand (ISO 32000-1 asks for 1,024)."""

STATUS_OUTCOMES = {
    401: DocumentOutcome.FORBIDDEN,
    403: DocumentOutcome.FORBIDDEN,
    202: DocumentOutcome.CAPTCHA,
    404: DocumentOutcome.GONE,
    408: DocumentOutcome.SERVER_ERROR,
    410: DocumentOutcome.GONE,
    412: DocumentOutcome.CAPTCHA,
    429: DocumentOutcome.SERVER_ERROR,
    451: DocumentOutcome.FORBIDDEN,
}


def outcome_of_status(status: int) -> DocumentOutcome | None:
    """Return why an HTTP status brings no document, None for a success."""
    if 200 <= status < 300 and status != 202:
        return None
    if status in STATUS_OUTCOMES:
        return STATUS_OUTCOMES[status]
    return DocumentOutcome.SERVER_ERROR if status >= 500 else DocumentOutcome.GONE


def missing_part(data: bytes) -> str | None:
    """Return what shows that bytes are not the whole file, None where nothing does.

    A PDF ends with `%%EOF`, a ZIP (DOCX, XLSX, OFD) with its directory. Whether
    a length was announced and met is for the transfer to say.
    """
    if not data:
        return None
    if b"%PDF-" in data[:1024] and b"%%EOF" not in data[-PDF_TAIL:]:
        return "the PDF has no end mark"
    if data.startswith(b"PK\x03\x04") and not _has_directory(data):
        return "the ZIP archive has no directory"
    return None


def _has_directory(archive: bytes) -> bool:
    try:
        return zipfile.is_zipfile(BytesIO(archive))
    except (zipfile.BadZipFile, struct.error, OSError, ValueError):
        return False
