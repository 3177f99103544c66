"""What a document is, by its bytes: names and headers lie in both directions."""

import io
import re
import zipfile

from pipelines.extract.decode import decode
from pipelines.extract.office.ole import CompoundFile
from pipelines.extract.text import Unreadable

_MAGIC = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\xdb\xa5-\x00", "word2"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# Without a mark, markup shows the same by its first sign.
_UTF16_STARTS = _UTF16 | {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
# Where the POSIX header of a tar's first member has its mark.
_TAR_MARK = 257
_WHITE = b" \t\r\n\f\v\0"

# A PDF may carry junk before its header; ISO 32000 readers look at 1,024 bytes.
_PDF_WINDOW = 1024
_HTML_WINDOW = 4096
_SAMPLE = 1 << 15
_ROOT = re.compile(rb"<([A-Za-z][A-Za-z0-9._:-]{0,60})[\s>]")
_ODF = re.compile(rb"opendocument\.(text|spreadsheet|presentation)")
_ODF_KINDS = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
# Streams of a compound file's root and what they make of it, in order of weight.
_OLE_NAMES = {
    "EncryptedPackage": "docx",
    "PowerPoint Document": "ppt",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "MatOST": "works",
    "WpsContentDatabase": "works",
}

_HTML_START = re.compile(
    rb"<(?:!doctype\s{1,9}html|html|head|body|title|meta|link|script|style|base|table|div|"
    rb"p|span|font|center|h[1-6]|a|br|img|ul|ol|form|iframe|section|article)\b",
    re.IGNORECASE,
)
_HTML_STRONG = re.compile(rb"<(?:!doctype\s{1,9}html|html|head|body)\b", re.IGNORECASE)
_MARKUP_START = re.compile(rb"<(?:!--|\?xml|!doctype|[a-z])", re.IGNORECASE)
_MHT = re.compile(
    rb"^(?:mime-version|from|subject|content-type|date)\s{0,9}:[^\n]{0,300}\r?\n"
    rb"(?:[^\n]{0,500}\r?\n){0,20}?content-type\s{0,9}:\s{0,9}multipart/(?:related|alternative|mixed)",
    re.IGNORECASE,
)


def sniff(data: bytes, name: str = "") -> str:
    """Name the format of `data`.

    One of html, pdf, docx, doc, xls, xlsx, xlsb, pptx, ppt, odt, ods, odp,
    wordml, sheetml, works, word2, ole, ofd, zip, rar, 7z, gz, tar, rtf, mht, png, jpeg, gif,
    tiff, webp, csv, txt, empty, unknown. `name` only decides between formats
    that share the same bytes (an encrypted Office package).
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
    if data[_TAR_MARK : _TAR_MARK + 5] == b"ustar":
        return "tar"
    return _written(data, start)


def _written(data: bytes, start: bytes) -> str:
    """Tell formats apart that begin with text; `start` is the first of it."""
    # A page may quote "%PDF-" in its first lines, so markup at the start wins.
    markup = _MARKUP_START.match(start) is not None
    if b"%PDF-" in data[:_PDF_WINDOW] and not (markup and _HTML_START.search(start)):
        return "pdf"
    if _MHT.match(start):
        return "mht"
    if markup and (kind := _xml(start)):
        return kind
    if (markup and _HTML_START.search(start)) or _HTML_STRONG.search(start):
        return "html"
    if b"{\\rtf1" in start[:_PDF_WINDOW]:
        return "rtf"
    if not _is_text(data):
        return "unknown"
    return "csv" if _is_table(data) else "txt"


def _xml(start: bytes) -> str | None:
    """Tell office documents kept as one XML file apart, by their roots and namespaces."""
    root = _ROOT.search(start)
    if root is None:
        return None
    tag = root[1].rpartition(b":")[2]
    if tag == b"wordDocument" or (tag == b"package" and b"/2006/xmlPackage" in start):
        return "wordml"
    if tag == b"Workbook" and b"office:spreadsheet" in start:
        return "sheetml"
    if tag == b"document" and (kind := _ODF.search(start)):
        return _ODF_KINDS.get(kind[1])
    return None


def _is_table(data: bytes) -> bool:
    """Whether a text is a table with separators; tabs need no reader of their own."""
    if not any(sign in data[:_SAMPLE] for sign in (b",", b";", b"|")):
        return False
    from pipelines.extract.sheet.delimited import separator_of  # noqa: PLC0415 - few texts come here

    return separator_of(decode(data[:_SAMPLE])[0].replace("\0", "")) not in (None, "\t")


def _ole(data: bytes, name: str) -> str:
    """Tell OLE compound files apart by the names in their root."""
    try:
        names = CompoundFile(data).names()
    except Unreadable:
        names = frozenset()
    if not any(stream.lower() in names for stream in _OLE_NAMES):
        # The directory is lost, or part of it: its names may still be among the bytes.
        names = frozenset(n.lower() for n in _OLE_NAMES if n.encode("utf-16-le") in data)
    if "encryptedpackage" in names:
        suffix = name.lower().rpartition(".")[2]
        return suffix if suffix in ("xlsx", "pptx") else "docx"
    # Of embedded documents only the storage is in the root, not their streams.
    for stream, kind in _OLE_NAMES.items():
        if stream.lower() in names:
            return kind
    return "ole"


def _zip(data: bytes) -> str:
    """Tell ZIP packages apart by their members."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename.lower() for info in archive.infolist()[:5000]}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, IndexError):
        # The directory at the end is lost: the local headers still name members.
        raw = data.lower()
        names = {n for n in (*_MAIN_PARTS, "ofd.xml") if n.encode() in raw}
    if "ofd.xml" in names:
        return "ofd"
    # OpenDocument says what it is in its first member, which is stored as it is.
    if kind := _ODF.search(data[:200]):
        return _ODF_KINDS.get(kind[1], "zip")
    if "xl/workbook.bin" in names:
        return "xlsb"
    for part, office in _MAIN_PARTS.items():
        if part in names:
            return office
    for part, office in _MAIN_PARTS.items():
        # The main part may have another name, but hardly another folder. Folders
        # of an archive may be called so, too.
        if any(n.startswith(part[: part.index("/") + 1]) and n.endswith(".xml") for n in names):
            return office
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
