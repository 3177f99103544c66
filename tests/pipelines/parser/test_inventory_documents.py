"""From the document itself: merged cells and links of pages and Word files become rows."""

import io
from dataclasses import replace

from docx import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipelines.extract import extract
from pipelines.extract.assembly.links import absolute
from pipelines.parser.inventory.reader import Inventory, read_inventory
from pipelines.parser.outline.reader import read_sections
from pipelines.parser.view import Document
from tests.pipelines.parser.inventories import Row, report, rows

HEAD = ("序号", "类别", "公开事项", "责任部门", "公开网址")
PAGE = "http://xxgk.bhsd.edu.cn/info/1005/77.htm"


def spans(values: list[str | None]) -> list[int]:
    """How many rows each cell covers; 0 where one above covers it."""
    out = []
    for i, value in enumerate(values):
        if i and values[i - 1] == value:
            out.append(0)
            continue
        size = 1
        while i + size < len(values) and values[i + size] == value:
            size += 1
        out.append(size)
    return out


def read(data: bytes) -> Inventory:
    text = extract(data)
    doc = Document(text.text)
    return read_inventory(doc, read_sections(doc), absolute(text.links, PAGE))


def values(found: Inventory) -> list[Row]:
    return [Row(r.number, r.category, r.item or "", r.department, r.url) for r in found.rows]


def merged(table: list[Row]) -> list[list[tuple[str, int]]]:
    """The table's first four columns, with how many rows each cell covers."""
    serial = {name: str(i) for i, name in enumerate(dict.fromkeys(row.category for row in table), 1)}
    columns: list[list[str | None]] = [
        [serial[row.category] for row in table],
        [row.category for row in table],
        [f"（{i}）{row.item}" for i, row in enumerate(table, 1)],
        [row.department for row in table],
    ]
    sized = [list(zip(column, spans(column), strict=True)) for column in columns]
    return [[(text or "", size) for text, size in line] for line in zip(*sized, strict=True)]


def test_a_page_with_merged_cells_and_relative_links() -> None:
    table = [replace(row, url=f"http://xxgk.bhsd.edu.cn/gk/{row.number}.htm") for row in rows(11)]
    lines = ["<tr>" + "".join(f"<th>{name}</th>" for name in HEAD) + "</tr>"]
    for row, line in zip(table, merged(table), strict=True):
        printed = [
            f"<td rowspan='{size}'><p>{text.replace('、', '</p><p>') if c == 3 else text}</p></td>"
            for c, (text, size) in enumerate(line)
            if size
        ]
        printed.append(
            f"<td><a href='../../gk/{row.number}.htm' target=_blank>点击<span>查看</span></a></td>"
        )
        lines.append(f"<tr>{''.join(printed)}</tr>")
    prose = "".join(f"<p>{line}</p>" for line in report("").split("\n") if line)
    page = f"<body><div id='vsb_content'>{prose}<table>{''.join(lines)}</table></div></body>"
    found = read(page.encode())
    assert values(found) == table
    assert found.warnings == []


def test_a_word_file_with_merged_cells_and_links() -> None:
    table = rows(12, order="own")
    document = WordDocument()
    for paragraph_text in report("").split("\n"):
        document.add_paragraph(paragraph_text)
    grid = document.add_table(rows=len(table) + 1, cols=5)
    for cell, name in zip(grid.rows[0].cells, HEAD, strict=True):
        cell.text = name
    for r, (row, line) in enumerate(zip(table, merged(table), strict=True), 1):
        cells = grid.rows[r].cells
        for c, (text, size) in enumerate(line):
            if size:
                cells[c].text = text
            if size > 1:
                cells[c].merge(grid.cell(r + size - 1, c))
        paragraph = cells[4].paragraphs[0]
        link = OxmlElement("w:hyperlink")
        target = document.part.relate_to(row.url or "", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), target)
        link.append(paragraph.add_run("查看")._r)
        paragraph._p.append(link)
    out = io.BytesIO()
    document.save(out)
    found = read(out.getvalue())
    assert values(found) == table
    assert found.warnings == []
