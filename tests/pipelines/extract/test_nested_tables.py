"""Tables within the cells of a table, in every format that has them."""

import io

import pytest
from docx import Document

from pipelines.extract import extract
from tests.pipelines.extract.libreoffice import converted

ROWS = [
    ["序号", "公开事项", "条数", "责任部门"],
    ["1", "办学规模与机构设置", "16", "校长办公室"],
    ["2", "招生章程与录取结果", "", "招生处"],
    ["3", "部门预算与决算", "8", "财务处"],
]
INNER = [["南校区", "11"], ["北校区", "14"]]
FLAT = ["\t".join(row) for row in ROWS]
FLAT[2] = "2\t招生章程与录取结果\t南校区 11 北校区 14\t招生处"


def word(rows: list[list[str]], inner: list[list[str]], place: tuple[int, int]) -> bytes:
    """A Word document with a table; a cell of it holds another one."""
    document = Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    within = table.cell(*place).add_table(rows=len(inner), cols=len(inner[0]))
    for i, row in enumerate(inner):
        for j, text in enumerate(row):
            within.cell(i, j).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rows_of(data: bytes) -> list[str]:
    text = extract(data)
    return [text.text[b.start : b.end] for b in text.blocks if b.kind == "table_row"]


@pytest.mark.parametrize("to", ["docx", "doc", "rtf", "odt"])
def test_a_small_table_in_a_cell_keeps_the_rows_around_it(to: str) -> None:
    data = word(ROWS, INNER, (2, 2))
    assert rows_of(data if to == "docx" else converted(data, "docx", to)) == FLAT


def test_a_page_with_a_small_table_in_a_cell_keeps_the_rows_around_it() -> None:
    within = "".join("<tr>" + "".join(f"<td>{c}" for c in row) for row in INNER)
    cells = [[c or f"<table>{within}</table>" for c in row] for row in ROWS]
    page = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in cells)
    assert rows_of(f"<html><body><table>{page}</table></body></html>".encode()) == FLAT


@pytest.mark.parametrize("to", ["docx", "doc", "rtf", "odt"])
def test_a_form_with_an_article_in_a_cell_is_layout(to: str) -> None:
    article = "学校坚持以公开为常态，通过网站、会议和简报等途径主动公开信息。" * 20
    data = word([["一", "概述", article, ""], *ROWS[1:]], INNER, (2, 2))
    lines = extract(data if to == "docx" else converted(data, "docx", to)).text.split("\n")
    assert article in lines
    assert "南校区\t11" in lines


def test_nests_of_tables_are_layout() -> None:
    """Each level but the innermost has a deeper one: none is read as a row."""
    page = "<html><body>" + "<table><tr><td>一<td>二<td>" * 200 + "最里层" + "</table>" * 200
    assert "最里层" in extract(page.encode()).text
