"""Excel workbooks (.xlsx, .xlsm, .et in the new form): cells as shown, from their XML.

calamine gives no number formats, so that 97.5% reads 0.975; openpyxl (3.1)
finds no cell in a strict workbook and gives up at an odd style or name.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.assembly.links import MAX_LINKS
from pipelines.extract.office.package import Package, open_package
from pipelines.extract.office.xml_stream import elements
from pipelines.extract.options import Options
from pipelines.extract.sheet.cell_formats import BUILTIN, shown
from pipelines.extract.sheet.rows import Budget, Sheet, write_sheets
from pipelines.extract.text import Text, Unreadable
from pipelines.extract.word.lists import attribute, child, children, local
from pipelines.outcomes import DocumentOutcome

Element = etree._Element
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_OFF = (None, "0", "false")
_MAX_SHEETS = 255
_READ = frozenset({"row", "hyperlink"})
_UNSEEN = frozenset({"rPh", "phoneticPr"})


def read_xlsx(data: bytes, options: Options) -> Text:
    """Read an Excel workbook, each sheet as a page; raises `Unreadable`."""
    with open_package(data) as package:
        main = _main(package)
        root = package.xml(main)
        if root is None:
            raise Unreadable(DocumentOutcome.BROKEN, "no workbook")
        book = _Book(package, main.rpartition("/")[0], root)
        sheets = list(book.sheets(root))
    builder = TextBuilder("xlsx")
    return builder.build(pages=write_sheets(builder, sheets) or None)


def _main(package: Package) -> str:
    for relation in children(package.xml("_rels/.rels"), "Relationship"):
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "xl/workbook.xml"


class _Book:
    def __init__(self, package: Package, folder: str, root: Element) -> None:
        self._package, self._folder = package, folder
        self._relations = self._related(f"{folder}/_rels/workbook.xml.rels")
        properties = child(root, "workbookPr")
        self._from_1904 = attribute(properties, "date1904") not in _OFF
        self._strings = self._shared(f"{folder}/sharedStrings.xml")
        self._formats = _formats(package.xml(f"{folder}/styles.xml"))
        self._budget = Budget()

    def sheets(self, root: Element) -> Iterator[Sheet]:
        """Yield the worksheets in the workbook's order."""
        for node in list(children(child(root, "sheets"), "sheet"))[:_MAX_SHEETS]:
            target = self._relations.get(attribute(node, "id") or "", ("", ""))[0]
            name = target.lstrip("/") if target.startswith("/") else f"{self._folder}/{target}"
            data = self._package.member(name) if target else None
            if data is None:
                continue
            hidden = attribute(node, "state") in ("hidden", "veryHidden")
            sheet = Sheet(attribute(node, "name") or "", hidden)
            folder, _, leaf = name.rpartition("/")
            self._read(sheet, data, f"{folder}/_rels/{leaf}.rels")
            yield sheet

    def _shared(self, name: str) -> list[str]:
        data = self._package.member(name)
        return [] if data is None else [_said(node) for _, node in elements(data, frozenset({"si"}))]

    def _related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return target and mode of a part's relations by id."""
        return {
            attribute(node, "Id") or "": (
                attribute(node, "Target") or "",
                attribute(node, "TargetMode") or "",
            )
            for node in children(self._package.xml(name), "Relationship")
        }

    def _read(self, sheet: Sheet, data: bytes, relations: str) -> None:
        related: dict[str, tuple[str, str]] | None = None
        row_number, full = 0, False
        for name, node in elements(data, _READ):
            if name == "hyperlink":
                related = self._related(relations) if related is None else related
                _link(sheet, node, related)
            elif not full:
                row_number = _int(attribute(node, "r"), row_number + 1)
                cells = self._cells(node)
                full = not sheet.add(row_number - 1, cells, self._budget)

    def _cells(self, row: Element) -> dict[int, str]:
        out: dict[int, str] = {}
        column = -1
        for node in row:
            if local(node) != "c":
                continue
            # These attributes have no namespace in either form of the standard.
            column = _column_of(node.get("r") or "", column + 1)
            if text := self._text(node):
                out[column] = text
        return out

    def _text(self, node: Element) -> str:
        kind = node.get("t") or "n"
        if kind == "inlineStr":
            return _said(child(node, "is"))
        value = child(node, "v")
        raw = (value.text or "").strip() if value is not None else ""
        if not raw:
            return ""
        if kind == "s":
            place = _int(raw, -1)
            return self._strings[place] if 0 <= place < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if raw == "1" else "FALSE"
        if kind in ("str", "e", "d"):
            return raw
        try:
            amount = float(raw)
        except ValueError:
            return raw
        style = _int(node.get("s"), 0)
        form = self._formats[style] if 0 <= style < len(self._formats) else ""
        return shown(amount, form, from_1904=self._from_1904)


def _link(sheet: Sheet, node: Element, related: dict[str, tuple[str, str]]) -> None:
    target, mode = related.get(attribute(node, "id") or "", ("", ""))
    place = _PLACE.match(attribute(node, "ref") or "")
    if target and mode == "External" and place and len(sheet.links) < MAX_LINKS:
        sheet.links.setdefault((int(place[2]) - 1, _column(place[1])), target)


def _int(value: str | None, default: int) -> int:
    """Return a number of at most nine digits, else `default`."""
    return int(value) if value and len(value) < 10 and value.isdecimal() else default


def _column_of(place: str, default: int) -> int:
    """Return the column of a cell's place ("AB12"), `default` where it states none."""
    letters = place.rstrip("0123456789")
    return _column(letters) if 0 < len(letters) < 4 and letters.isalpha() and letters.isupper() else default


@lru_cache(maxsize=2048)
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _said(node: Element | None) -> str:
    """Return a string's text without the readings above it; lines become spaces."""
    if node is None:
        return ""
    parts = [
        item.text or ""
        for item in node.iter()
        if local(item) == "t" and not any(local(above) in _UNSEEN for above in item.iterancestors())
    ]
    return "".join(parts).replace("_x000D_", " ")


def _formats(root: Element | None) -> list[str]:
    """Return the number format of each cell style, "" for none."""
    own = {
        _int(attribute(node, "numFmtId"), -1): attribute(node, "formatCode") or ""
        for node in children(child(root, "numFmts"), "numFmt")
    }
    out = []
    for node in children(child(root, "cellXfs"), "xf"):
        code = _int(attribute(node, "numFmtId"), 0)
        out.append(own.get(code, BUILTIN.get(code, "")))
    return out
