"""Excel workbooks of 5 to 2003 (.xls, .et): cells as shown, by xlrd.

xlrd is given the records that cells need and no others: it would evaluate
names, give up at an odd note or drawing, and walk over every cell of the area
that a link claims.
"""

import io
import struct
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd import biffh, formatting

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.assembly.links import MAX_LINKS
from pipelines.extract.office.ole import CompoundFile
from pipelines.extract.office.program import read_or_office
from pipelines.extract.options import Options
from pipelines.extract.sheet.cell_formats import BUILTIN, shown
from pipelines.extract.sheet.rows import Budget, Sheet, write_sheets
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

_MAX_BYTES = 64 << 20
_MAX_SHEETS = 255
_MAX_GRID = 20_000_000
_MAX_AREA = 64
_KEPT = frozenset({
    biffh.XL_BOF, biffh.XL_EOF, biffh.XL_CONTINUE, biffh.XL_BOUNDSHEET, biffh.XL_CODEPAGE, biffh.XL_DATEMODE,
    biffh.XL_FORMAT, biffh.XL_XF, biffh.XL_SST, biffh.XL_LABELSST, biffh.XL_LABEL, biffh.XL_RSTRING,
    biffh.XL_NUMBER, biffh.XL_RK, biffh.XL_MULRK, biffh.XL_BOOLERR, biffh.XL_FORMULA, biffh.XL_STRING,
    biffh.XL_ARRAY, biffh.XL_SHRFMLA, biffh.XL_TABLEOP, biffh.XL_HLINK,
})  # fmt: skip


def read_xls(data: bytes, options: Options) -> Text:
    """Read a legacy workbook, each sheet as a page; raises `Unreadable`."""
    return read_or_office(_read, data, options, "xls")


def _read(data: bytes) -> Text:
    ole = CompoundFile(data)
    stream = bytearray(ole.main("Workbook", "Book"))
    if len(stream) > _MAX_BYTES:
        raise Unreadable(DocumentOutcome.TOO_LARGE, f"workbook of {len(stream)} bytes")
    try:
        for start in set(_quieten(stream, 0)[:_MAX_SHEETS]):
            _quieten(stream, start)
        sheets = list(_sheets(_opened(bytes(stream))))
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # whatever the damage makes of xlrd
        raise ole.lost(f"{type(error).__name__} in the workbook: {error}"[:300]) from error
    builder = TextBuilder("xls")
    return builder.build(pages=write_sheets(builder, sheets) or None)


def _quieten(stream: bytearray, at: int) -> list[int]:
    """Hide what xlrd shall not see, from a substream's start to its end; returns where sheets start.

    Raises `Unreadable` (ENCRYPTED).
    """
    starts: list[int] = []
    depth = links = 0
    while at + 4 <= len(stream):
        code, size = struct.unpack_from("<HH", stream, at)
        depth += (code == biffh.XL_BOF) - (code == biffh.XL_EOF)
        if depth <= 0:
            break
        hidden = code not in _KEPT
        if code == biffh.XL_FILEPASS:
            raise Unreadable(DocumentOutcome.ENCRYPTED, "asks for a password")
        if code == biffh.XL_BOUNDSHEET:
            starts.append(*struct.unpack_from("<I", stream, at + 4))
        elif code == biffh.XL_HLINK:
            top, bottom, left, right = struct.unpack_from("<4H", stream, at + 4)
            links += 1
            hidden = links > MAX_LINKS or (bottom - top + 1) * (right - left + 1) > _MAX_AREA
        if hidden:
            struct.pack_into("<H", stream, at, biffh.XL_UNKNOWN)
        at += 4 + size
    return starts


def _opened(stream: bytes) -> Any:
    def opened(encoding: str | None) -> Any:
        return xlrd.open_workbook(
            file_contents=stream, logfile=io.StringIO(), encoding_override=encoding,
            formatting_info=True, on_demand=True, ragged_rows=True,
        )  # fmt: skip

    book = opened(None)
    # Before Excel 97 texts are in a code page; what calls itself GBK may be more.
    return opened("gb18030") if book.biff_version < 80 and book.codepage in (None, 936) else book


def _sheets(book: Any) -> Iterator[Sheet]:
    forms = [_form(book, style.format_key) for style in book.xf_list]
    budget, left = Budget(), _MAX_GRID
    for index in range(min(book.nsheets, _MAX_SHEETS)):
        found = book.sheet_by_index(index)
        sheet = Sheet(found.name, hidden=bool(found.visibility))
        for link in found.hyperlink_list:
            if link.type == "url":
                sheet.links.setdefault((link.frowx, link.fcolx), link.url_or_path)
        left -= sum(map(found.row_len, range(found.nrows)))
        sheet.cut = left < 0
        for number in range(0 if sheet.cut else found.nrows):
            if not sheet.add(number, _cells(book, found, number, forms), budget):
                break
        book.unload_sheet(index)
        yield sheet
        if left < 0 or budget.spent:
            break


def _cells(book: Any, sheet: Any, number: int, forms: list[str]) -> dict[int, str]:
    out: dict[int, str] = {}
    kinds, values = sheet.row_types(number), sheet.row_values(number)
    for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
        if kind == xlrd.XL_CELL_TEXT:
            out[column] = value
        elif kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            form = forms[sheet.cell_xf_index(number, column)]
            out[column] = shown(value, form, from_1904=book.datemode == 1)
        elif kind == xlrd.XL_CELL_BOOLEAN:
            out[column] = "TRUE" if value else "FALSE"
        elif kind == xlrd.XL_CELL_ERROR:
            out[column] = xlrd.error_text_from_code.get(value, "")
    return out


def _form(book: Any, code: int) -> str:
    """Return a number format: the workbook's own, else the one of Chinese editions for its code."""
    form: str = book.format_map[code].format_str
    standard = form == formatting.std_format_strings.get(code)
    return BUILTIN.get(code, "") if standard else form
