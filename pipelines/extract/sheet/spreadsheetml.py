"""Workbooks of Excel 2003's XML form (often under the name .xls)."""

from datetime import datetime

from lxml import etree

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.assembly.links import MAX_LINKS
from pipelines.extract.office.xml_stream import elements
from pipelines.extract.options import Options
from pipelines.extract.sheet.cell_formats import NAMED, shown
from pipelines.extract.sheet.rows import MAX_COLUMNS, Budget, Sheet, write_sheets
from pipelines.extract.text import Text
from pipelines.extract.word.lists import attribute, child, local, number

Element = etree._Element
_READ = frozenset({"Row", "Worksheet", "Style"})
_EPOCH = datetime(1899, 12, 30)


def read_sheetml(data: bytes, options: Options) -> Text:
    """Read the workbook, each sheet as a page; raises `Unreadable`."""
    reader = _Reader()
    for name, node in elements(data, _READ):
        if name == "Style":
            form = attribute(child(node, "NumberFormat"), "Format") or ""
            reader.formats[attribute(node, "ID") or ""] = NAMED.get(form, form)
        elif name == "Row":
            reader.row(node)
        else:
            reader.end_sheet(node)
    builder = TextBuilder("sheetml")
    return builder.build(pages=write_sheets(builder, reader.sheets) or None)


class _Reader:
    def __init__(self) -> None:
        self.formats: dict[str, str] = {}
        self.sheets: list[Sheet] = []
        self._budget = Budget()
        self._sheet, self._row = Sheet(), 0
        # Column -> rows still covered by a merged cell from above.
        self._covered: dict[int, int] = {}

    def end_sheet(self, node: Element) -> None:
        """Close the sheet whose rows have been read."""
        self._sheet.name = attribute(node, "Name") or ""
        visible = child(child(node, "WorksheetOptions"), "Visible")
        self._sheet.hidden = visible is not None and (visible.text or "").startswith("Sheet")
        self.sheets.append(self._sheet)
        self._sheet, self._row, self._covered = Sheet(), 0, {}

    def row(self, node: Element) -> None:
        """Read one row."""
        self._row = number(attribute(node, "Index"), self._row + 1) or 0
        cells: dict[int, str] = {}
        covered: dict[int, int] = {}
        column = -1
        for cell in node:
            if local(cell) != "Cell":
                continue
            stated = number(attribute(cell, "Index"))
            column = column + 1 if stated is None else stated - 1
            while stated is None and self._covered.get(column, 0) > 0:
                column += 1
            if 0 <= column <= MAX_COLUMNS:
                self._cell(cell, column, cells)
            across = max(0, min(number(attribute(cell, "MergeAcross"), 0) or 0, MAX_COLUMNS))
            down = number(attribute(cell, "MergeDown"), 0) or 0
            covered |= dict.fromkeys(range(column, column + across + 1), down)
            column += across
        self._covered = {c: n - 1 for c, n in self._covered.items() if n > 1}
        self._covered |= {c: n for c, n in covered.items() if n > 0}
        self._sheet.add(self._row - 1, cells, self._budget)

    def _cell(self, cell: Element, column: int, cells: dict[int, str]) -> None:
        value = child(cell, "Data")
        if value is None:
            return
        text = "".join(str(part) for part in value.itertext())
        form = self.formats.get(attribute(cell, "StyleID") or "", "")
        cells[column] = _shown(text, attribute(value, "Type"), form)
        if (url := attribute(cell, "HRef")) and len(self._sheet.links) < MAX_LINKS:
            self._sheet.links[self._row - 1, column] = url


def _shown(text: str, kind: str | None, form: str) -> str:
    try:
        if kind == "Number":
            return shown(float(text), form)
        if kind == "DateTime":
            moment = datetime.fromisoformat(text)
            serial = (moment.replace(tzinfo=None) - _EPOCH).total_seconds() / 86400
            return shown(serial, form or "yyyy/m/d")
    except ValueError:
        return text
    if kind == "Boolean":
        return "TRUE" if text == "1" else "FALSE"
    return text
