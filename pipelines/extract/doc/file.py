"""Word 97 to 2003 files ([MS-DOC]): the text of all stories, and the properties stored with it.

Positions: a CP counts characters of the text, an FC bytes of the WordDocument
stream; pieces map one to the other.
"""

import struct
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.extract.doc.sprms import ParagraphProperties, RunProperties, apply_paragraph, run_properties
from pipelines.extract.office.ole import CompoundFile
from pipelines.extract.text import Unreadable
from pipelines.outcomes import DocumentOutcome

MAX_CHARS = 10_000_000
"""Characters beyond which a piece table is a trap."""
_PAGE = 512
_MAX_RUNS = 101
_MAX_ODD_RUNS = 1_000_000
_CCP = 76
_FC_LCB = 154
# Places in FibRgFcLcb97.
STYLES, CHPX, PAPX, CLX, SHAPES, BOXES, LISTS, OVERRIDES = 1, 12, 13, 33, 40, 56, 73, 74
# Operands of short modifiers in pieces: what they mean in full.
_SHORT = {0x18: 0x2416, 0x19: 0x2417}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: CPs `start` to `end`, at byte `fc`, in characters of `width` bytes."""

    start: int
    end: int
    fc: int
    width: int
    modifiers: bytes


class WordFile:
    """One opened file. Raises `Unreadable`: ENCRYPTED, TRUNCATED, BROKEN, TOO_LARGE."""

    def __init__(self, ole: CompoundFile, document: bytes) -> None:
        self._document = document
        flags = int.from_bytes(document[10:12], "little")
        if flags & 0x100:
            raise Unreadable(DocumentOutcome.ENCRYPTED, "asks for a password")
        self._ole = ole
        if len(document) < _FC_LCB + 8 * (CLX + 1):
            raise self._lost("header")
        name = "1Table" if flags & 0x200 else "0Table"
        self._table = ole.read(name) or b""
        self._huge = ole.read("Data") or b""
        counts = struct.unpack_from("<8i", document, _CCP)
        self.stories = tuple(max(0, count) for count in counts)
        self.pieces = self._pieces()
        self.text = self._text()
        self._starts = [piece.start for piece in self.pieces]
        self._paragraphs = _runs(document, self.part(PAPX), _paragraph_page)
        self._paragraph_starts = [run[0] for run in self._paragraphs]
        self._known: dict[bytes, ParagraphProperties] = {}

    def part(self, place: int) -> bytes:
        """Return a part of the table stream by its place in the header."""
        start, end = self.offset(place)
        return self._table[start:end]

    def offset(self, place: int) -> tuple[int, int]:
        """Return where a part starts and ends in the table stream."""
        at = _FC_LCB + 8 * place
        if at + 8 > len(self._document):
            return 0, 0
        start, size = struct.unpack_from("<II", self._document, at)
        return start, start + size

    @property
    def table(self) -> bytes:
        """The whole table stream."""
        return self._table

    def ends_paragraph(self, cp: int) -> bool:
        """Whether stored properties say that a paragraph ends with this character."""
        fc, width, _ = self._place(cp)
        at = bisect_right(self._paragraph_starts, fc) - 1
        return at >= 0 and self._paragraphs[at][1] == fc + width

    def paragraph(self, cp: int) -> ParagraphProperties:
        """Return the properties of the paragraph that ends with the character at `cp`."""
        fc, _, piece = self._place(cp)
        at = bisect_right(self._paragraph_starts, fc) - 1
        stored = b""
        if at >= 0 and fc < self._paragraphs[at][1]:
            stored = self._paragraphs[at][2]
        key = stored + piece
        if key not in self._known:
            found = ParagraphProperties(style=int.from_bytes(stored[:2], "little"))
            apply_paragraph(found, stored[2:], self._huge)
            apply_paragraph(found, piece, self._huge)
            self._known[key] = found
        return self._known[key]

    def runs(self) -> list[tuple[int, int, RunProperties]]:
        """Return (first CP, last CP + 1, properties) of the runs that are not plain."""
        known: dict[bytes, RunProperties] = {}
        odd: list[tuple[int, int, RunProperties]] = []
        for start, end, data in _runs(self._document, self.part(CHPX), _character_page):
            properties = known.setdefault(data, run_properties(data)) if data else RunProperties()
            if properties != RunProperties():
                odd.append((start, end, properties))
        ends = [end for _, end, _ in odd]
        out = []
        for piece in self.pieces:
            last = piece.fc + (piece.end - piece.start) * piece.width
            for start, end, properties in odd[bisect_right(ends, piece.fc) :]:
                if start >= last:
                    break
                first = piece.start + max(0, start - piece.fc) // piece.width
                final = piece.start + (min(end, last) - piece.fc) // piece.width
                out.append((first, final, properties))
            if len(out) > _MAX_ODD_RUNS:
                break
        return out

    def _place(self, cp: int) -> tuple[int, int, bytes]:
        at = bisect_right(self._starts, cp) - 1
        if at < 0:
            return -1, 1, b""
        piece = self.pieces[at]
        return piece.fc + (cp - piece.start) * piece.width, piece.width, piece.modifiers

    def _pieces(self) -> list[Piece]:
        clx = self.part(CLX)
        prcs: list[bytes] = []
        at = 0
        while at + 3 <= len(clx) and clx[at] == 1:
            size = int.from_bytes(clx[at + 1 : at + 3], "little")
            prcs.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        if at + 5 > len(clx) or clx[at] != 2:
            raise self._lost("piece table")
        size = int.from_bytes(clx[at + 1 : at + 5], "little")
        plc = clx[at + 5 : at + 5 + size]
        count = (len(plc) - 4) // 12
        if count < 1:
            raise self._lost("piece table")
        cps = struct.unpack_from(f"<{count + 1}I", plc)
        out: list[Piece] = []
        for number in range(count):
            fc, prm = struct.unpack_from("<IH", plc, 4 * (count + 1) + 8 * number + 2)
            start, end = cps[number], cps[number + 1]
            if end <= start or (out and start != out[-1].end):
                continue
            if end > MAX_CHARS:
                raise Unreadable(DocumentOutcome.TOO_LARGE, f"{end} characters")
            compressed = bool(fc & 0x40000000)
            fc &= 0x3FFFFFFF
            place, width = (fc // 2, 1) if compressed else (fc, 2)
            out.append(Piece(start, end, place, width, _modifiers(prm, prcs)))
        return out

    def _text(self) -> str:
        """Join the pieces, one character for each CP."""
        parts = []
        wanted = sum(self.stories)
        for piece in self.pieces:
            data = self._document[piece.fc : piece.fc + (piece.end - piece.start) * piece.width]
            if len(data) < (piece.end - piece.start) * piece.width and piece.start < wanted:
                raise self._lost("text")
            part = data.decode("cp1252" if piece.width == 1 else "utf-16-le", "replace")
            if len(part) != piece.end - piece.start:
                # Beyond the first plane two units make one character, here not yet.
                units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
                part = "".join(map(chr, units)).ljust(piece.end - piece.start, "\0")
            parts.append(part)
        return "".join(parts)

    def _lost(self, what: str) -> Unreadable:
        return self._ole.lost(f"Word document without its {what}")


def _modifiers(prm: int, prcs: list[bytes]) -> bytes:
    """Return what a piece changes in the properties stored with its text."""
    if prm & 1:
        return prcs[prm >> 1] if prm >> 1 < len(prcs) else b""
    full = _SHORT.get(prm >> 1 & 0x7F)
    return struct.pack("<HB", full, prm >> 8) if full else b""


_Entry = Callable[[bytes, int, int], bytes]


def _runs(document: bytes, bins: bytes, entry: _Entry) -> list[tuple[int, int, bytes]]:
    """Return (first FC, last FC + 1, stored properties) in order, from the pages that `bins` lists."""
    count = max(0, (len(bins) - 4) // 8)
    pages = struct.unpack_from(f"<{count}I", bins, 4 * (count + 1)) if count else ()
    out: list[tuple[int, int, bytes]] = []
    for number in dict.fromkeys(page & 0x3FFFFF for page in pages):
        page = document[number * _PAGE : (number + 1) * _PAGE]
        if len(page) < _PAGE:
            continue
        size = page[-1]
        if not 0 < size <= _MAX_RUNS:
            continue
        fcs = struct.unpack_from(f"<{size + 1}I", page)
        out += [(fcs[i], fcs[i + 1], entry(page, i, size)) for i in range(size) if fcs[i] < fcs[i + 1]]
    out.sort(key=lambda run: run[0])
    return out


def _paragraph_page(page: bytes, number: int, count: int) -> bytes:
    """Return style and modifiers of one entry of a paragraph page."""
    entry = 4 * (count + 1) + 13 * number
    at = page[entry] * 2 if entry < _PAGE else 0
    if not at or at >= _PAGE - 1:
        return b""
    size = page[at] * 2 - 1
    if page[at] == 0:
        at += 1
        size = page[at] * 2
    return page[at + 1 : at + 1 + max(0, size)]


def _character_page(page: bytes, number: int, count: int) -> bytes:
    """Return the modifiers of one entry of a character page."""
    entry = 4 * (count + 1) + number
    at = page[entry] * 2 if entry < _PAGE else 0
    return page[at + 1 : at + 1 + page[at]] if at else b""
