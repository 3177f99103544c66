"""Excel workbooks of 5 to 2003 (.xls, .et): cells as shown."""

import struct
from collections.abc import Callable

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.assembly.links import MAX_LINKS
from pipelines.extract.office.ole import CompoundFile
from pipelines.extract.options import Options
from pipelines.extract.sheet import biff
from pipelines.extract.sheet.cell_formats import BUILTIN, plain, shown
from pipelines.extract.sheet.rows import MAX_CELLS, Budget, Sheet, write_sheets
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

_NUMBER, _RK, _MULRK, _FORMULA, _STRING, _BOOL = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0207, 0x0205
_LABEL, _LABEL_SST, _RICH_LABEL, _LINK = 0x0204, 0x00FD, 0x00D6, 0x01B8
_URL = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_MAX_SHEETS = 255


def read_xls(data: bytes, options: Options) -> Text:
    """Read a legacy workbook, each sheet as a page; raises `Unreadable`."""
    ole = CompoundFile(data)
    stream = ole.read("Workbook") or ole.read("Book")
    if stream is None:
        lost = DocumentOutcome.TRUNCATED if ole.cut else DocumentOutcome.UNSUPPORTED
        raise Unreadable(lost, "compound file without a workbook")
    book = biff.read_globals(stream)
    budget = Budget()
    cells = [_Cells(book, stream, entry) for entry in book.sheets[:_MAX_SHEETS] if entry.is_worksheet]
    whole = all(found.whole for found in cells)
    if ole.cut and not whole:
        raise Unreadable(DocumentOutcome.TRUNCATED, "workbook without its end")
    sheets = [found.sheet(budget) for found in cells]
    builder = TextBuilder("xls")
    if not whole:
        builder.warn("sheet_cut")
    return builder.build(pages=write_sheets(builder, sheets) or None)


class _Cells:
    """The cells of one sheet."""

    def __init__(self, book: biff.Globals, stream: bytes, entry: biff.SheetEntry) -> None:
        self._book, self._entry = book, entry
        self._rows: dict[int, dict[int, str]] = {}
        self._links: dict[tuple[int, int], str] = {}
        self._count = 0
        self.whole = False
        # The formula whose text comes in a record of its own.
        self._waiting: tuple[int, int] | None = None
        self._read(stream)

    def sheet(self, budget: Budget) -> Sheet:
        """Return what was read, rows in order."""
        out = Sheet(self._entry.name, self._entry.hidden, links=self._links)
        out.cut = self._count > MAX_CELLS
        for number in sorted(self._rows):
            cells = self._rows[number]
            if not (budget.spend(cells) and out.add(number, cells)):
                out.cut = True
                break
        return out

    def _read(self, stream: bytes) -> None:
        readers: dict[int, Callable[[bytes], None]] = {
            _NUMBER: self._number, _RK: self._short, _MULRK: self._shorts, _FORMULA: self._formula,
            _STRING: self._string, _BOOL: self._bool, _LABEL: self._label, _RICH_LABEL: self._label,
            _LABEL_SST: self._shared, _LINK: self._link,
        }  # fmt: skip
        depth = 0
        for code, body in biff.records(stream, self._entry.start):
            if code == biff.BOF:
                depth += 1
            elif code == biff.EOF:
                depth -= 1
                if depth <= 0:
                    self.whole = True
                    return
            elif not depth or self._count > MAX_CELLS:
                return
            # Charts within a sheet have cells of their own.
            elif depth == 1 and code in readers:
                try:
                    readers[code](body)
                except (struct.error, IndexError):
                    # A record that is too short says nothing.
                    continue

    def _put(self, row: int, column: int, text: str) -> None:
        self._count += 1
        if text:
            self._rows.setdefault(row, {})[column] = text

    def _shown(self, value: float, style: int) -> str:
        styles = self._book.styles
        code = styles[style] if style < len(styles) else 0
        form = self._book.formats.get(code, BUILTIN.get(code, ""))
        return shown(value, form, from_1904=self._book.from_1904) if form else plain(value)

    def _number(self, body: bytes) -> None:
        row, column, style, value = struct.unpack_from("<HHHd", body)
        self._put(row, column, self._shown(value, style))

    def _short(self, body: bytes) -> None:
        row, column, style, value = struct.unpack_from("<HHHI", body)
        self._put(row, column, self._shown(_rk(value), style))

    def _shorts(self, body: bytes) -> None:
        row, first = struct.unpack_from("<HH", body)
        for i in range((len(body) - 6) // 6):
            style, value = struct.unpack_from("<HI", body, 4 + 6 * i)
            self._put(row, first + i, self._shown(_rk(value), style))

    def _formula(self, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        self._waiting = None
        if body[12:14] != b"\xff\xff":
            self._put(row, column, self._shown(struct.unpack_from("<d", body, 6)[0], style))
        elif body[6] == 0:
            self._waiting = (row, column)
        elif body[6] == 1:
            self._put(row, column, "TRUE" if body[8] else "FALSE")
        elif body[6] == 2:
            self._put(row, column, _ERRORS.get(body[8], ""))

    def _string(self, body: bytes) -> None:
        if self._waiting is not None:
            self._put(*self._waiting, biff.string(body, 2, int.from_bytes(body[:2], "little"), self._book))
            self._waiting = None

    def _bool(self, body: bytes) -> None:
        row, column, _, value, is_error = struct.unpack_from("<HHHBB", body)
        self._put(row, column, _ERRORS.get(value, "") if is_error else "TRUE" if value else "FALSE")

    def _label(self, body: bytes) -> None:
        row, column, _, size = struct.unpack_from("<HHHH", body)
        self._put(row, column, biff.string(body, 8, size, self._book))

    def _shared(self, body: bytes) -> None:
        row, column, _, place = struct.unpack_from("<HHHI", body)
        if place < len(self._book.strings):
            self._put(row, column, self._book.strings[place])

    def _link(self, body: bytes) -> None:
        row, _, column, _ = struct.unpack_from("<HHHH", body)
        at = body.find(_URL)
        if at > 0 and len(self._links) < MAX_LINKS:
            size = int.from_bytes(body[at + 16 : at + 20], "little")
            url = body[at + 20 : at + 20 + size].decode("utf-16-le", "replace").partition("\0")[0]
            self._links.setdefault((row, column), url)


def _rk(value: int) -> float:
    """Decode Excel's short numbers: 30 bits of an integer or of a double, perhaps hundredths."""
    if value & 2:
        number = float(value >> 2 if value < 1 << 31 else (value >> 2) - (1 << 30))
    else:
        number = struct.unpack("<d", struct.pack("<Q", (value & 0xFFFFFFFC) << 32))[0]
    return number / 100 if value & 1 else number
