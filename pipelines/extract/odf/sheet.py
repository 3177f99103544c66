"""OpenDocument workbooks (.ods, also flat ones): cells as the file shows them."""

from lxml import etree

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.assembly.links import MAX_LINKS
from pipelines.extract.office.package import open_package
from pipelines.extract.office.xml_stream import elements
from pipelines.extract.options import Options
from pipelines.extract.sheet.cell_formats import plain
from pipelines.extract.sheet.rows import MAX_COLUMNS, MAX_ROWS, Budget, Sheet, write_sheets
from pipelines.extract.text import Text, Unreadable
from pipelines.extract.word.lists import attribute, child, local, number
from pipelines.outcomes import DocumentOutcome

Element = etree._Element
_READ = frozenset({"style", "table-row", "table"})
_UNSEEN = frozenset({"annotation", "ruby-text"})


def read_ods(data: bytes, options: Options) -> Text:
    """Read a workbook, each sheet as a page; raises `Unreadable`."""
    if data.startswith(b"PK"):
        with open_package(data) as package:
            if b"encryption-data" in (package.member("META-INF/manifest.xml") or b""):
                raise Unreadable(DocumentOutcome.ENCRYPTED, "asks for a password")
            content = package.member("content.xml")
    else:
        content = data
    if content is None:
        raise Unreadable(DocumentOutcome.BROKEN, "no content")
    builder = TextBuilder("ods")
    return builder.build(pages=write_sheets(builder, _sheets(content)) or None)


def _sheets(content: bytes) -> list[Sheet]:
    sheets: list[Sheet] = []
    hidden: set[str] = set()
    budget = Budget()
    sheet, row = Sheet(), 0
    for name, node in elements(content, _READ):
        if name == "style":
            if attribute(child(node, "table-properties"), "display") == "false":
                hidden.add(attribute(node, "name") or "")
        elif name == "table":
            sheet.name = attribute(node, "name") or ""
            sheet.hidden = attribute(node, "style-name") in hidden
            sheets.append(sheet)
            sheet, row = Sheet(), 0
        else:
            repeated = max(1, number(attribute(node, "number-rows-repeated"), 1) or 1)
            cells, links = _cells(node)
            for column, url in links.items():
                if len(sheet.links) < MAX_LINKS:
                    sheet.links[row, column] = url
            # Empty rows are repeated to the sheet's end; full ones as often as they are printed.
            for _ in range(min(repeated, MAX_ROWS) if cells else 0):
                if not sheet.add(row, cells, budget):
                    break
                row += 1
            if not cells:
                row += repeated
    return sheets


def _cells(row: Element) -> tuple[dict[int, str], dict[int, str]]:
    cells: dict[int, str] = {}
    links: dict[int, str] = {}
    column = 0
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        repeated = max(1, number(attribute(cell, "number-columns-repeated"), 1) or 1)
        # What a merged cell covers is not printed.
        text = _shown(cell) if local(cell) == "table-cell" else ""
        if text:
            for place in range(column, min(column + repeated, MAX_COLUMNS + 1)):
                cells[place] = text
            url = next((attribute(n, "href") for n in cell.iter() if local(n) == "a"), None)
            if url:
                links[column] = url
        column += repeated
    return cells, links


def _shown(cell: Element) -> str:
    lines = []
    for paragraph in cell:
        if local(paragraph) == "p":
            parts = [paragraph.text or ""]
            for node in paragraph.iterdescendants():
                if local(node) in ("s", "tab", "line-break"):
                    parts.append(" ")
                elif local(node) not in _UNSEEN:
                    parts.append(node.text or "")
                parts.append(node.tail or "")
            lines.append("".join(parts))
    if lines:
        return " ".join(line for line in lines if line)
    if attribute(cell, "value-type") in ("float", "percentage", "currency"):
        try:
            return plain(float(attribute(cell, "value") or ""))
        except ValueError:
            return ""
    return ""
