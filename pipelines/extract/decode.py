"""Bytes of a page or text file to characters, once for the whole project.

Measured on Chinese pages: headers and metas lie too often to lead (6 of 13
cases right); the bytes themselves, read in the order below, do not.
"""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_META_WINDOW = 2048
_SAMPLE = 1 << 16

# Broken bytes that UTF-8 may have: of all bytes, and of what is not ASCII.
_UTF8_FAULTS = 0.002
_UTF8_FAULTS_OF_WIDE = 0.1
_GB_FAULTS = 0.01
_ASCII = bytes(range(128))


def decode(data: bytes, content_type: str | None = None) -> tuple[str, str]:
    """Decode `data`; returns the text without BOM and the encoding used.

    The order: byte order mark; UTF-16 by its zeros; strict UTF-8; UTF-8 with
    at most 0.2 % broken bytes; then GB18030 (which stands for every gb* name),
    or Big5 where the statistics and the bytes agree on it. `content_type` and
    a meta only break ties. Never raises: undecodable bytes become U+FFFD.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), encoding
    if b"\0" in data[:_META_WINDOW] and (wide := _utf16(data)):
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    faults = text.count("�") - data.count(b"\xef\xbf\xbd")
    wide_chars = len(text) - (len(data) - len(data.translate(None, _ASCII)))
    if faults <= max(1, len(data) * _UTF8_FAULTS) and faults <= wide_chars * _UTF8_FAULTS_OF_WIDE:
        return text, "utf-8"
    return _legacy(data, content_type)


def declared(data: bytes, content_type: str | None = None) -> str | None:
    """Return the Python codec that the header, else a meta, names, if any."""
    head = data[:_META_WINDOW].decode("latin-1")
    for place in (content_type or "", head):
        if match := _CHARSET.search(place):
            return _codec(match[1])
    return None


def _codec(name: str) -> str | None:
    """Return the Python codec for a charset label; every gb* is gb18030."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    if found in ("gb2312", "gbk", "gb18030", "hz") or found.startswith("euc_cn"):
        return "gb18030"
    return "big5hkscs" if found in ("big5", "cp950", "big5hkscs") else found


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: ASCII's zero bytes fall on one side, those of 一 and 开 on the other."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 100 < len(sample) or min(even, odd) * 3 > max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    # The last character may be cut by the sample's end.
    faulty = "\ufffd" in sample[: len(sample) // 2 * 2].decode(encoding, "replace")[:-1]
    return None if faulty else encoding


def _legacy(data: bytes, content_type: str | None) -> tuple[str, str]:
    """Choose among the encodings that are not Unicode's: GB18030 unless proven otherwise."""
    text = data.decode("gb18030", "replace")
    faults = text.count("�") / max(1, len(data))
    # Nearly every Big5 text is also valid GB18030, so statistics must say it.
    guess = _guess(data)
    if guess not in (None, "gb18030", "utf-8"):
        hinted = declared(data, content_type) == guess
        if guess == "big5hkscs" or hinted or faults > _GB_FAULTS:
            other = data.decode(guess or "", "replace")
            if other.count("�") / max(1, len(data)) <= faults + _UTF8_FAULTS:
                return other, guess or ""
    return text, "gb18030"


def _guess(data: bytes) -> str | None:
    """Ask resiliparse; imported here because most pages never need it."""
    from resiliparse.parse.encoding import detect_encoding  # noqa: PLC0415

    try:
        return _codec(detect_encoding(data[:_SAMPLE]) or "")
    except (ValueError, UnicodeError):
        return None
