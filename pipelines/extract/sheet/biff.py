"""Records of legacy Excel workbooks ([MS-XLS], and BIFF5 of Excel 5 and 95), read within bounds."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.extract.text import Unreadable
from pipelines.outcomes import DocumentOutcome

BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C
SST, FILEPASS, SHEET, CODEPAGE, DATEMODE, FORMAT, XF = 0x00FC, 0x2F, 0x85, 0x42, 0x22, 0x041E, 0xE0
MAX_RECORDS = 3_000_000
_MAX_STRINGS = 1_000_000
_HIGH, _EXTENDED, _RICH = 1, 4, 8
_CODE_PAGES = {936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 10008: "gb18030", 1252: "cp1252"}


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it: where it starts, its name, whether it is hidden, its kind."""

    start: int
    name: str
    hidden: bool
    is_worksheet: bool


@dataclass(slots=True)
class Globals:
    """What the workbook says for all sheets; `styles` are number format codes by cell style."""

    wide: bool = True
    codec: str = "gb18030"
    from_1904: bool = False
    strings: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    sheets: list[SheetEntry] = field(default_factory=list)


def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield (code, body) from a place on; a record that is cut is the last."""
    for _ in range(MAX_RECORDS):
        if at + 4 > len(stream):
            return
        code, size = struct.unpack_from("<HH", stream, at)
        yield code, stream[at + 4 : at + 4 + size]
        at += 4 + size


def read_globals(stream: bytes) -> Globals:
    """Read the workbook's first substream; raises `Unreadable` (ENCRYPTED, BROKEN)."""
    out = Globals()
    found = records(stream)
    code, body = next(found, (0, b""))
    if code != BOF or len(body) < 2:
        raise Unreadable(DocumentOutcome.BROKEN, "workbook without its start")
    out.wide = body[:2] == b"\x00\x06"
    shared: list[bytes] = []
    last = 0
    for code, body in found:
        if code == EOF:
            break
        if code == FILEPASS:
            raise Unreadable(DocumentOutcome.ENCRYPTED, "asks for a password")
        if code == SST or (code == CONTINUE and last in (SST, CONTINUE) and shared):
            shared.append(body)
        else:
            _global(out, code, body)
        last = code
    out.strings = _shared_strings(shared)
    return out


def string(data: bytes, at: int, count: int, book: Globals) -> str:
    """Read `count` characters at `at`, with the flags byte that the newer form has before them."""
    if not book.wide:
        return data[at : at + count].decode(book.codec, "replace")
    if at >= len(data):
        return ""
    if data[at] & _HIGH:
        return data[at + 1 : at + 1 + 2 * count].decode("utf-16-le", "replace")
    return data[at + 1 : at + 1 + count].decode("latin-1")


def _global(out: Globals, code: int, body: bytes) -> None:
    if code == CODEPAGE and len(body) >= 2:
        out.codec = _CODE_PAGES.get(int.from_bytes(body[:2], "little"), "gb18030")
    elif code == DATEMODE and len(body) >= 2:
        out.from_1904 = body[0] == 1
    elif code == XF and len(body) >= 4:
        out.styles.append(int.from_bytes(body[2:4], "little"))
    elif code == FORMAT and len(body) >= 4:
        number = int.from_bytes(body[:2], "little")
        if out.wide:
            out.formats[number] = string(body, 4, int.from_bytes(body[2:4], "little"), out)
        else:
            out.formats[number] = string(body, 3, body[2], out)
    elif code == SHEET and len(body) >= 8:
        start, state, kind, size = struct.unpack_from("<IBBB", body)
        out.sheets.append(SheetEntry(start, string(body, 7, size, out), bool(state & 3), kind == 0))


class _Cursor:
    """Reads across the borders of a record and those that continue it."""

    def __init__(self, bodies: list[bytes]) -> None:
        self._bodies = bodies
        self._number, self._at = 0, 0

    def take(self, size: int) -> bytes:
        """Return bytes, fewer at the end."""
        out = b""
        while size > 0 and self._number < len(self._bodies):
            part = self._bodies[self._number][self._at : self._at + size]
            out += part
            size -= len(part)
            self._at += len(part)
            if size > 0:
                self._number, self._at = self._number + 1, 0
        return out

    def characters(self, count: int, flags: int) -> str:
        """Return characters; where a record ends within them the next begins with new flags."""
        parts: list[str] = []
        while count > 0 and self._number < len(self._bodies):
            width = 2 if flags & _HIGH else 1
            body = self._bodies[self._number]
            size = min(count, (len(body) - self._at) // width)
            raw = body[self._at : self._at + size * width]
            parts.append(raw.decode("utf-16-le" if width == 2 else "latin-1", "replace"))
            count -= size
            self._at += size * width
            if count > 0:
                self._number, self._at = self._number + 1, 0
                flags = (
                    self.take(1)[0] if self._number < len(self._bodies) and self._bodies[self._number] else 0
                )
        return "".join(parts)


def _shared_strings(bodies: list[bytes]) -> list[str]:
    cursor = _Cursor(bodies)
    head = cursor.take(8)
    count = int.from_bytes(head[4:8], "little") if len(head) == 8 else 0
    out: list[str] = []
    for _ in range(min(count, _MAX_STRINGS)):
        head = cursor.take(3)
        if len(head) < 3:
            break
        size, flags = head[0] | head[1] << 8, head[2]
        runs = int.from_bytes(cursor.take(2), "little") if flags & _RICH else 0
        extra = int.from_bytes(cursor.take(4), "little") if flags & _EXTENDED else 0
        out.append(cursor.characters(size, flags))
        cursor.take(4 * runs + extra)
    return out
