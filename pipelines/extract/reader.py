"""The one door: bytes of any kind in, a `Text` or a named outcome out."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from pipelines.extract.options import Options
from pipelines.extract.pages.eye import Eye, NoEye, OpenEye
from pipelines.extract.sniff import sniff
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

VERSION = "2.2.0"
"""Version of what `extract` returns: the key of stored extractions.

Raised whenever any reader gives another text for the same bytes.
"""

MAX_BYTES = 200 << 20
"""Bytes above which a document is not read at all."""

Read = Callable[[bytes, Options], Text]

READERS: dict[str, tuple[str, str]] = {
    "7z": ("pipelines.extract.bundle.reader", "read_bundle"),
    "csv": ("pipelines.extract.sheet.delimited", "read_csv"),
    "doc": ("pipelines.extract.doc.reader", "read_doc"),
    "docx": ("pipelines.extract.word.reader", "read_docx"),
    "gif": ("pipelines.extract.ocr.image", "read_image"),
    "gz": ("pipelines.extract.bundle.reader", "read_bundle"),
    "html": ("pipelines.extract.html.reader", "read_html"),
    "jpeg": ("pipelines.extract.ocr.image", "read_image"),
    "mht": ("pipelines.extract.html.mht", "read_mht"),
    "ods": ("pipelines.extract.odf.sheet", "read_ods"),
    "odt": ("pipelines.extract.odf.text", "read_odt"),
    "ofd": ("pipelines.extract.ofd.reader", "read_ofd"),
    "ole": ("pipelines.extract.office.ole", "refuse"),
    "pdf": ("pipelines.extract.pdf.attachments", "read_pdf_and_files"),
    "png": ("pipelines.extract.ocr.image", "read_image"),
    "ppt": ("pipelines.extract.slides.ppt", "read_ppt"),
    "pptx": ("pipelines.extract.slides.pptx", "read_pptx"),
    "rar": ("pipelines.extract.bundle.reader", "read_bundle"),
    "rtf": ("pipelines.extract.rtf.reader", "read_rtf"),
    "sheetml": ("pipelines.extract.sheet.spreadsheetml", "read_sheetml"),
    "tar": ("pipelines.extract.bundle.reader", "read_bundle"),
    "tiff": ("pipelines.extract.ocr.image", "read_image"),
    "txt": ("pipelines.extract.plain", "read_plain"),
    "webp": ("pipelines.extract.ocr.image", "read_image"),
    "word2": ("pipelines.extract.office.program", "read_word2"),
    "wordml": ("pipelines.extract.word.flat", "read_wordml"),
    "works": ("pipelines.extract.office.program", "read_works"),
    "xls": ("pipelines.extract.sheet.xls", "read_xls"),
    "xlsx": ("pipelines.extract.sheet.xlsx", "read_xlsx"),
    "zip": ("pipelines.extract.bundle.reader", "read_bundle"),
}
"""Module and function that read each kind: `Read`; imported when the first such document comes."""

_UNSUPPORTED = {
    "xlsb": "binary Excel workbook (.xlsb)",
    "odp": "OpenDocument presentation (.odp)",
}


def extract(data: bytes, *, name: str = "", content_type: str | None = None, ocr: bool = False) -> Text:
    """Read the text of one document.

    `name` (a file name or address) and `content_type` are hints: the bytes
    decide what the document is. With `ocr`, pages that are pictures are read
    too, at some seconds a page; without it they wait: `Text.awaits_ocr`, or
    AWAITS_OCR where there is no other page. Raises `Unreadable`, and nothing
    else, when there is no text to give.
    """
    return read(data, Options(name, content_type, OpenEye() if ocr else Eye()))


def read(data: bytes, options: Options) -> Text:
    """Read a document, or a member of one, with given means; raises `Unreadable`."""
    if not data:
        raise Unreadable(DocumentOutcome.EMPTY, "no bytes")
    if len(data) > MAX_BYTES:
        raise Unreadable(DocumentOutcome.TOO_LARGE, f"{len(data)} bytes")
    kind = sniff(data, options.name)
    if kind == "empty":
        raise Unreadable(DocumentOutcome.EMPTY, "nothing but white space")
    if kind not in READERS:
        raise Unreadable(DocumentOutcome.UNSUPPORTED, _UNSUPPORTED.get(kind, "unknown format"))
    text = _guarded(kind, data, options)
    if not text.text:
        raise Unreadable(DocumentOutcome.EMPTY, f"no text in {kind}")
    return replace(text, text=_encodable(text.text), title=text.title and _encodable(text.title))


def _encodable(text: str) -> str:
    """Replace halves of surrogate pairs, one character by one: no file and no database takes them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _guarded(kind: str, data: bytes, options: Options) -> Text:
    """Call the reader of `kind`; a fault that it did not foresee becomes a named outcome.

    Memory errors pass, and a lack of models: they say nothing about the document.
    """
    module, function = READERS[kind]
    reader: Read = getattr(import_module(module), function)
    try:
        return reader(data, options)
    except (Unreadable, MemoryError, NoEye):
        raise
    except Exception as error:
        detail = f"{type(error).__name__}: {error}"[:300]
        raise Unreadable(DocumentOutcome.BROKEN, detail) from error
