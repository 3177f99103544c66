"""What a document is, by its bytes: names and headers lie in both directions."""

import io
import re
import zipfile

_MAGIC = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# Without a mark, markup shows the same by its first sign.
_UTF16_STARTS = _UTF16 | {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_WHITE = b" \t\r\n\f\v\0"

# A PDF may carry junk before its header; ISO 32000 readers look at 1,024 bytes.
_PDF_WINDOW = 1024
_HTML_WINDOW = 4096

_HTML_START = re.compile(
    rb"<(?:!doctype\s{1,9}html|html|head|body|title|meta|link|script|style|base|table|div|"
    rb"p|span|font|center|h[1-6]|a|br|img|ul|ol|form|iframe|section|article)\b",
    re.IGNORECASE,
)
_HTML_STRONG = re.compile(rb"<(?:!doctype\s{1,9}html|html|head|body)\b", re.IGNORECASE)
_MARKUP_START = re.compile(rb"<(?:!--|\?xml|!doctype|[a-z])", re.IGNORECASE)
_MHT = re.compile(
    rb"^(?:mime-version|from|subject|content-type|date)\s{0,9}:[^\n]{0,300}\r?\n"
    rb"(?:[^\n]{0,500}\r?\n){0,20}?content-type\s{0,9}:\s{0,9}multipart/related",
    re.IGNORECASE,
)


def sniff(data: bytes, name: str = "") -> str:
    """Name the format of `data`.

    One of html, pdf, docx, doc, xls, xlsx, pptx, ppt, ofd, zip, rar, 7z, rtf,
    mht, png, jpeg, gif, tiff, webp, txt, empty, unknown. `name` only decides
    between formats that share the same bytes (an encrypted Office package).
    """
    head = data[:_HTML_WINDOW]
    for bom, codec in _UTF16_STARTS.items():
        if head.startswith(bom):
            head = head.decode(codec, "replace").lstrip("\ufeff").encode()
            break
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(_WHITE)
    if not start:
        return "empty" if not data.strip(_WHITE) else "txt" if _is_text(data) else "unknown"
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "webp"
    if start.startswith(_OLE):
        return _ole(data, name)
    if start.startswith(_ZIP):
        return _zip(data)
    # A page may quote "%PDF-" in its first lines, so markup at the start wins.
    markup = _MARKUP_START.match(start) is not None
    if b"%PDF-" in data[:_PDF_WINDOW] and not (markup and _HTML_START.search(start)):
        return "pdf"
    if _MHT.match(start):
        return "mht"
    if (markup and _HTML_START.search(start)) or _HTML_STRONG.search(start):
        return "html"
    return "txt" if _is_text(data) else "unknown"


def _ole(data: bytes, name: str) -> str:
    """Tell OLE compound files apart by the names in their directory."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        suffix = name.lower().rpartition(".")[2]
        return suffix if suffix in ("xlsx", "pptx") else "docx"
    if has("PowerPoint Document"):
        return "ppt"
    # A Word document may embed a workbook, hardly ever the other way round.
    if has("WordDocument"):
        return "doc"
    if has("Workbook") or has("Book\0"):
        return "xls"
    return "unknown"


def _zip(data: bytes) -> str:
    """Tell ZIP packages apart by their members."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename.lower() for info in archive.infolist()[:5000]}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, IndexError):
        # The directory at the end is lost: the local headers still name members.
        raw = data.lower()
        names = {
            n
            for n in ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml", "ofd.xml")
            if n.encode() in raw
        }
    if "ofd.xml" in names:
        return "ofd"
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(n.startswith(folder) for n in names):
            return kind
    return "zip"


def _is_text(data: bytes) -> bool:
    """Whether the bytes can be plain text: hardly any control characters.

    UTF-16 without a byte order mark has its zeros in every other place.
    """
    sample = data[:_HTML_WINDOW]
    if sample[:2] in _UTF16:
        return True
    zeros = sample.count(0)
    if zeros:
        odd, even = sample[1::2].count(0), sample[0::2].count(0)
        return zeros > len(sample) // 100 and min(odd, even) * 3 <= max(odd, even)
    control = sum(sample.count(c) for c in range(32) if c not in (9, 10, 11, 12, 13, 26, 27))
    return control * 50 <= len(sample) and not sample.startswith(b"%PDF")
