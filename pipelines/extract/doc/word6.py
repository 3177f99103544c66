"""Word 6 and 95 documents: text in the code page of their time, tables by their paragraphs' marks.

Their numbers come from paragraph properties that are not read here; where
there are some, the warning `autonumbers_lost` says so.
"""

import re
import struct
from bisect import bisect_left
from collections.abc import Iterator

from pipelines.extract.assembly import flow
from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.assembly.flow import Paragraph
from pipelines.extract.doc.stories import results
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

_SIGNATURES = (0xA5DC, 0xA5DB)
_LAST_VERSION = 0xC0
_CCP_TEXT = 52
_PAPX, _CLX = 13, 33
_FC_LCB = 88
_PAGE, _MAX_RUNS = 512, 101
_ENCRYPTED, _COMPLEX, _WIDE = 0x0100, 0x0004, 0x1000
_CODE_PAGES = {0x0404: "big5hkscs", 0x0C04: "big5hkscs", 0x0411: "cp932", 0x0412: "cp949"}
_MARKS = re.compile("[\x07\x0c\r]")
_HIDDEN = re.compile("[\x00-\x06\x08\x0e-\x1d\x1f]")
_MAX_CHARS = 10_000_000
# Paragraph modifiers (one byte each): operand sizes; -1 says its own in one byte, -2 in two.
_SIZES = (
    {2: 2, 3: -1, 12: -1, 15: -1, 20: 4, 23: -1, 187: 12, 188: -2, 190: -2, 191: -1, 192: 4, 193: 5}
    | {194: 4, 196: 4, 199: 5, 200: 4}
    | dict.fromkeys((4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 24, 25, 29, 37, 44, 50, 51, 185, 186), 1)
    | dict.fromkeys((16, 17, 18, 19, 21, 22, 26, 27, 28, *range(30, 37), *range(38, 44)), 2)
    | dict.fromkeys((45, 46, 47, 48, 49, 182, 183, 184, 189, 195, 197, 198), 2)
)
_LEVEL, _IN_TABLE, _ROW_END = 13, 24, 25


def is_word6(document: bytes) -> bool:
    """Whether a WordDocument stream is of Word 6 or 95."""
    if len(document) < _FC_LCB:
        return False
    signature, version = struct.unpack_from("<HH", document)
    return signature in _SIGNATURES or (signature == 0xA5EC and version < _LAST_VERSION)


def read_word6(document: bytes) -> Text:
    """Read the body of a Word 6 or 95 document; raises `Unreadable`."""
    flags, wide = int.from_bytes(document[10:12], "little"), bool(document[11] & _WIDE >> 8)
    if flags & _ENCRYPTED:
        raise Unreadable(DocumentOutcome.ENCRYPTED, "asks for a password")
    language = int.from_bytes(document[6:8], "little")
    codec = _CODE_PAGES.get(language, "gb18030")
    units, places = _units(document, complex_=bool(flags & _COMPLEX), wide=wide)
    units, _ = results(units)
    marks = _Marks(document)
    builder = TextBuilder("doc")
    story = flow.Story(builder)

    def lines(start: int, end: int) -> list[str]:
        text = units[start:end]
        if wide:
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        else:
            text = text.replace("\0", "").encode("latin-1").decode(codec, "replace")
        return _HIDDEN.sub("", text.replace("\x1e", "-")).replace("\x0c", "\x0b").split("\x0b")

    begun = 0
    for match in _MARKS.finditer(units):
        end = places[match.start()] + (2 if wide else 1)
        if match.group() == "\x0c" and not marks.ends(end):
            continue
        in_table, row_end = marks.at(end)
        cell = match.group() == "\x07"
        story.at_level(int(in_table or cell))
        if row_end:
            story.end_row((), ())
        else:
            story.add(Paragraph(lines(begun, match.start())))
            if cell:
                story.end_cell()
        begun = match.end()
    story.at_level(0)
    story.add(Paragraph(lines(begun, len(units))))
    if marks.numbered:
        builder.warn("autonumbers_lost")
    return builder.build()


def _units(document: bytes, *, complex_: bool, wide: bool) -> tuple[str, list[int]]:
    """Return the body as one character a byte (two bytes where `wide`), and the byte that each stands at."""
    (first, _) = struct.unpack_from("<II", document, 24)
    count = struct.unpack_from("<I", document, _CCP_TEXT)[0]
    if count > _MAX_CHARS:
        raise Unreadable(DocumentOutcome.TOO_LARGE, f"{count} characters")
    width = 2 if wide else 1
    out: list[str] = []
    places: list[int] = []
    for start, length in _pieces(document, first, count, complex_=complex_):
        size = min(length, count - len(places))
        data = document[start : start + size * width]
        if len(data) < size * width:
            raise Unreadable(DocumentOutcome.TRUNCATED, "Word document without its text")
        codes = struct.unpack(f"<{size}H", data) if wide else data
        out.append("".join(map(chr, codes)))
        places += range(start, start + size * width, width)
    return "".join(out), places


def _pieces(document: bytes, first: int, count: int, *, complex_: bool) -> Iterator[tuple[int, int]]:
    """Yield (byte, characters) of each stretch of the text, in order."""
    clx = _part(document, _CLX)
    at = 0
    while complex_ and at + 3 <= len(clx) and clx[at] == 1:
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if not complex_ or at + 5 > len(clx) or clx[at] != 2:
        yield first, count
        return
    plc = clx[at + 5 : at + 5 + int.from_bytes(clx[at + 1 : at + 5], "little")]
    number = max(0, (len(plc) - 4) // 12)
    cps = struct.unpack_from(f"<{number + 1}I", plc) if number else (0,)
    for i in range(number):
        if cps[i] < cps[i + 1] <= _MAX_CHARS:
            yield struct.unpack_from("<I", plc, 4 * (number + 1) + 8 * i + 2)[0], cps[i + 1] - cps[i]


def _part(document: bytes, place: int) -> bytes:
    """Return a part of the stream by its place in the header."""
    at = _FC_LCB + 8 * place
    if at + 8 > len(document):
        return b""
    start, size = struct.unpack_from("<II", document, at)
    return document[start : start + size]


class _Marks:
    """Which paragraphs are in tables, and which end a row, by the byte at which each ends."""

    def __init__(self, document: bytes) -> None:
        self.numbered = False
        self._ends: dict[int, tuple[bool, bool]] = {}
        bins = _part(document, _PAPX)
        count = max(0, (len(bins) - 4) // 6)
        numbers = struct.unpack_from(f"<{count}H", bins, 4 * (count + 1)) if count else ()
        for number in dict.fromkeys(numbers):
            self._page(document[number * _PAGE : (number + 1) * _PAGE])
        self._order = sorted(self._ends)

    def ends(self, place: int) -> bool:
        """Whether a paragraph ends right before this byte."""
        return place in self._ends

    def at(self, place: int) -> tuple[bool, bool]:
        """Return whether the paragraph that ends before this byte is in a table, and ends a row."""
        following = bisect_left(self._order, place)
        return self._ends[self._order[following]] if following < len(self._order) else (False, False)

    def _page(self, page: bytes) -> None:
        if len(page) < _PAGE or not 0 < page[-1] <= _MAX_RUNS:
            return
        size = page[-1]
        ends = struct.unpack_from(f"<{size + 1}I", page)
        for i in range(size):
            entry = 4 * (size + 1) + 7 * i
            at = page[entry] * 2 if entry < _PAGE else 0
            # A word count, the style's number in one byte, the modifiers.
            stored = page[at + 2 : at + 1 + 2 * page[at]] if 0 < at < _PAGE else b""
            self._ends[ends[i + 1]] = self._read(stored)

    def _read(self, data: bytes) -> tuple[bool, bool]:
        in_table = row_end = False
        at = 0
        while at + 1 < len(data):
            code = data[at]
            size = _SIZES.get(code)
            if size is None:
                break
            if code == _IN_TABLE:
                in_table = bool(data[at + 1])
            elif code == _ROW_END:
                row_end = bool(data[at + 1])
            elif code == _LEVEL and data[at + 1]:
                self.numbered = True
            if size == -1:
                size = 1 + data[at + 1]
            elif size == -2:
                size = 1 + int.from_bytes(data[at + 1 : at + 3], "little")
            at += 1 + size
        return in_table, row_end
