"""The one door: bytes of any kind in, a `Text` or a named outcome out."""

from collections.abc import Callable
from dataclasses import replace

from pipelines.extract.sniff import sniff
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

VERSION = "1.0.0"
"""Version of what `extract` returns: the key of stored extractions.

Raised whenever any reader gives another text for the same bytes.
"""

MAX_BYTES = 200 << 20
"""Bytes above which a document is not read at all."""

_UNSUPPORTED = {
    "doc": "legacy Word document (.doc)",
    "xls": "legacy Excel workbook (.xls)",
    "xlsx": "Excel workbook (.xlsx)",
    "ppt": "legacy PowerPoint presentation (.ppt)",
    "pptx": "PowerPoint presentation (.pptx)",
    "ofd": "OFD document (.ofd)",
    "zip": "ZIP archive",
    "rar": "RAR archive",
    "7z": "7z archive",
    "rtf": "rich text document (.rtf)",
    "mht": "web archive (.mht)",
    "unknown": "unknown format",
}
_IMAGES = frozenset({"png", "jpeg", "gif", "tiff", "webp"})


def extract(data: bytes, *, name: str = "", content_type: str | None = None) -> Text:
    """Read the text of one document.

    `name` (a file name or address) and `content_type` are hints: the bytes
    decide what the document is. Raises `Unreadable`, and nothing else, when
    there is no text to give.
    """
    if not data:
        raise Unreadable(DocumentOutcome.EMPTY, "no bytes")
    if len(data) > MAX_BYTES:
        raise Unreadable(DocumentOutcome.TOO_LARGE, f"{len(data)} bytes")
    kind = sniff(data, name)
    if kind == "empty":
        raise Unreadable(DocumentOutcome.EMPTY, "nothing but white space")
    if kind in _IMAGES:
        raise Unreadable(DocumentOutcome.NO_TEXT, f"image ({kind})")
    if kind in _UNSUPPORTED:
        raise Unreadable(DocumentOutcome.UNSUPPORTED, _UNSUPPORTED[kind])
    text = _guarded(lambda: _read(kind, data, content_type))
    if not text.text:
        raise Unreadable(DocumentOutcome.EMPTY, f"no text in {kind}")
    return replace(text, text=_encodable(text.text), title=text.title and _encodable(text.title))


def _encodable(text: str) -> str:
    """Replace halves of surrogate pairs, one character by one: no file and no database takes them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _read(kind: str, data: bytes, content_type: str | None) -> Text:
    """Dispatch to the reader of `kind`, imported on first use."""
    if kind == "html":
        from pipelines.extract.html import read_html  # noqa: PLC0415

        return read_html(data, content_type)
    if kind == "pdf":
        from pipelines.extract.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data)
    if kind == "docx":
        from pipelines.extract.word import read_docx  # noqa: PLC0415

        return read_docx(data)
    from pipelines.extract.plain import read_plain  # noqa: PLC0415

    return read_plain(data, content_type)


def _guarded(read: Callable[[], Text]) -> Text:
    """Turn a fault that a reader did not foresee into a named outcome.

    Memory errors pass: they say something about the process, not the document.
    """
    try:
        return read()
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        detail = f"{type(error).__name__}: {error}"[:300]
        raise Unreadable(DocumentOutcome.BROKEN, detail) from error
