"""Workbooks: cells as their reader sees them, whatever the format."""

import io
import struct
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from pipelines.extract import Text, Unreadable, extract
from pipelines.extract.sheet.cell_formats import plain, shown
from pipelines.extract.sheet.rows import MAX_ROWS
from pipelines.outcomes import DocumentOutcome
from tests.pipelines.extract import office_source
from tests.pipelines.extract.libreoffice import converted
from tests.pipelines.extract.ole_maker import compound
from tests.pipelines.extract.test_extract_whole import assert_consistent

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def rows(text: Text) -> list[tuple[int | None, str, str]]:
    return [(b.page, b.kind, text.text[b.start : b.end]) for b in text.blocks]


def book(sheet: str, strings: str = "", styles: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {MAIN} {RELATION}><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets>'
            "</workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        archive.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{strings}</sst>")
        archive.writestr("xl/styles.xml", f"<styleSheet {MAIN}>{styles}</styleSheet>")
    return out.getvalue()


def sheet(body: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{body}</sheetData></worksheet>"


@pytest.mark.parametrize("to", ["fods", "ods", "xls", "xlsx", "xml:MS Excel 2003 XML"])
def test_a_workbook(to: str) -> None:
    """Titles, formats, merged cells, links; the hidden sheet last."""
    data = office_source.WORKBOOK if to == "fods" else converted(office_source.WORKBOOK, "fods", to)
    text = extract(data, name="年报.doc")
    wanted = office_source.SHEETS
    if "2003" in to:
        # LibreOffice writes neither all formats in this form nor that a sheet is hidden.
        plain_row = (1, "table_row", "主动公开\t4917\t97.50%\t2022/8/31")
        moved = [(2, *wanted[6][1:]), *((3, *row[1:]) for row in wanted[4:6])]
        wanted = [*wanted[:2], plain_row, wanted[3], *moved]
    assert rows(text) == wanted
    assert text.pages == 3
    assert_consistent(text)
    assert [(text.text[x.start : x.end], x.url) for x in text.links] == [("查看", office_source.LIST_URL)]


@pytest.mark.parametrize("to", ["xls", "xlsx"])
def test_no_cell_is_lost_by_the_witness_of_another_reader(to: str) -> None:
    data = converted(office_source.WORKBOOK, "fods", to)
    witness = CalamineWorkbook.from_filelike(io.BytesIO(data))
    cells = [
        cell
        for name in witness.sheet_names
        for row in witness.get_sheet_by_name(name).to_python()
        for cell in row
        if isinstance(cell, str) and cell
    ]
    found = extract(data).text.replace("\n", "\t").split("\t")
    assert [c for c in cells if c not in found] == []


@pytest.mark.parametrize("separator", [",", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_separated_values(separator: str, encoding: str) -> None:
    table = [
        ["序号", "事项", "网址"],
        ["1", f"章程{separator}制度", "http://a"],
        ["2", "年报\n全文", "http://b"],
    ]
    body = "".join(separator.join(f'"{cell}"' for cell in row) + "\r\n" for row in table)
    text = extract(("清单公开情况\r\n" + body).encode(encoding), name="清单.xls")
    assert text.format == "csv"
    assert rows(text) == [
        (1, "paragraph", "清单公开情况"),
        (1, "table_row", "序号\t事项\t网址"),
        (1, "table_row", f"1\t章程{separator}制度\thttp://a"),
        (1, "table_row", "2\t年报 全文\thttp://b"),
    ]


def test_prose_with_commas_is_no_table() -> None:
    prose = (
        "一、概述\n学校高度重视,定期研究,逐级落实。\n二、主动公开\n全年公开5条,其中网站3条。\n特此报告。\n"
    )
    assert extract(prose.encode()).format == "txt"


def test_strings_of_every_kind() -> None:
    strings = "<si><r><t>公</t></r><r><t>开</t></r><rPh><t>gong</t></rPh></si>"
    body = (
        '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="inlineStr"><is><t>内联</t></is></c>'
        '<c r="D3" t="str"><f>A1</f><v>公式</v></c><c r="E3" t="b"><v>1</v></c>'
        '<c r="F3" t="e"><v>#N/A</v></c>'
        '<c r="G3"><v>12</v></c><c r="H3" t="s"><v>99</v></c></row>'
    )
    assert extract(book(sheet(body), strings)).text == "公开\t内联\t公式\tTRUE\t#N/A\t12"


def test_far_cells_cost_nothing() -> None:
    body = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    body += '<row r="1048576"><c r="XFD1048576"><v>9</v></c></row>'
    text = extract(book(sheet(body)))
    assert text.text == "1\t2"
    assert "sheet_cut" in text.warnings


def test_rows_below_a_far_cell_are_read() -> None:
    def row(*cells: str, far: str = "") -> str:
        said = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        gap = '<table:table-cell table:number-columns-repeated="198"/>' if far else ""
        beyond = f"{gap}<table:table-cell><text:p>{far}</text:p></table:table-cell>" if far else ""
        return f"<table:table-row>{said}{beyond}</table:table-row>"

    head, _, rest = office_source.WORKBOOK.decode().partition("<table:table-row>")
    data = head + row("事项", "条数", far="远") + row("招生", "3") + "</table:table>"
    text = extract((data + rest[rest.rindex("</office:spreadsheet>") :]).encode())
    assert text.text == "事项\t条数\n招生\t3"
    assert "sheet_cut" in text.warnings


def test_rows_end_at_the_limit() -> None:
    body = "".join(f'<row r="{i}"><c><v>{i}</v></c><c><v>1</v></c></row>' for i in range(1, MAX_ROWS + 10))
    text = extract(book(sheet(body)))
    assert len(text.blocks) == MAX_ROWS
    assert "sheet_cut" in text.warnings


def test_a_sheet_that_is_a_bomb() -> None:
    bomb = sheet('<row r="1"><c t="inlineStr"><is><t>' + "公" * (40 << 20) + "</t></is></c></row>")
    with pytest.raises(Unreadable) as caught:
        extract(book(bomb))
    assert caught.value.outcome is DocumentOutcome.TOO_LARGE


def test_a_sheet_with_entities() -> None:
    with pytest.raises(Unreadable) as caught:
        extract(book('<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + sheet("")))
    assert caught.value.outcome is DocumentOutcome.BROKEN


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.975, "0.0%", "97.5%"),
        (0.5, "0%", "50%"),
        (4917, "#,##0", "4,917"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (5, '0"件"', "5件"),
        (7, "000", "007"),
        (-3, "0.00_);(0.00)", "(3.00)"),
        (0, "0;-0;无", "无"),
        (1.5, "0.##", "1.5"),
        (2, "0.##", "2"),
        (2500000, "0,", "2500"),
        (44804, 'yyyy"年"m"月"d"日"', "2022年8月31日"),
        (44804, r"[$-804]yyyy\-mm\-dd;@", "2022-08-31"),
        (44804.75, "yyyy/m/d h:mm", "2022/8/31 18:00"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (3, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (12, "@", "12"),
        (0.5, "# ?/?", "0.5"),
        (1e300, "yyyy", plain(1e300)),
        (float("nan"), "0", ""),
    ],
)
def test_number_formats(value: float, form: str, text: str) -> None:
    assert shown(value, form) == text


def test_dates_of_both_epochs() -> None:
    assert shown(43342, "yyyy/m/d", from_1904=True) == "2022/8/31"
    assert shown(1, "yyyy/m/d") == "1900/1/1"


def record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def label(row: int, column: int, text: str) -> bytes:
    raw = text.encode("gb18030")
    return record(0x204, struct.pack("<HHHH", row, column, 0, len(raw)) + raw)


def excel95(cells: bytes, *, globals_: bytes = b"", code_page: int | None = 936) -> bytes:
    """A workbook of one sheet, put together by hand, since no program at hand writes it."""
    name = "清单".encode("gbk")
    head = record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + globals_
    head += b"" if code_page is None else record(0x42, struct.pack("<H", code_page))
    head += record(0xE0, bytes(16))
    start = len(head) + 4 + 7 + len(name) + 4
    head += record(0x85, struct.pack("<IBBB", start, 0, 0, len(name)) + name) + record(0xA, b"")
    begin = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
    return compound({"Book": head + begin + cells + record(0xA, b"")})


@pytest.mark.parametrize("code_page", [936, None])
def test_a_workbook_of_excel_95(code_page: int | None) -> None:
    cells = label(0, 0, "公开事项") + label(0, 1, "条数") + label(1, 0, "招生章程㐀")
    cells += record(0x203, struct.pack("<HHHd", 1, 1, 0, 12.5))
    data = excel95(cells, code_page=code_page)
    assert extract(data).text == "公开事项\t条数\n招生章程㐀\t12.5"
    witness = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    # It finds the cells where we do, but not the code page.
    assert [len(row) for row in witness] == [2, 2]
    assert witness[1][1] == 12.5


def test_odd_names_notes_and_links_cost_no_cell() -> None:
    """A name and a note that are garbage; links that claim the whole sheet, as one that is sound."""
    whole = struct.pack("<HHHH", 0, 65535, 0, 255)
    url = "http://a.edu.cn/".encode("utf-16-le") + b"\0\0"
    moniker = bytes.fromhex(
        "d0c9ea79f9bace118c8200aa004ba90b0200000003000000e0c9ea79f9bace118c8200aa004ba90b"
    )
    link = moniker + struct.pack("<I", len(url)) + url
    cells = record(0x1C, b"\1") + record(0x1B8, whole + link) * 50
    cells += label(0, 0, "事项") + label(0, 1, "条数") + record(0x1B8, bytes(8) + link)
    text = extract(excel95(cells, globals_=record(0x18, b"\xff" * 9)))
    assert text.text == "事项\t条数"
    assert [(text.text[x.start : x.end], x.url) for x in text.links] == [("事项", "http://a.edu.cn/")]


def test_far_cells_of_a_legacy_sheet() -> None:
    last = b"".join(record(0x203, struct.pack("<HHHd", row, 255, 0, 1)) for row in range(8000))
    text = extract(excel95(label(0, 0, "事项") + label(0, 1, "条数") + last))
    assert text.text == "事项\t条数"
    assert "sheet_cut" in text.warnings


def test_a_legacy_workbook_with_a_password() -> None:
    with pytest.raises(Unreadable) as caught:
        extract(excel95(b"", globals_=record(0x2F, bytes(4))))
    assert caught.value.outcome is DocumentOutcome.ENCRYPTED


def test_a_formula_with_a_long_text() -> None:
    """Its text goes on in records of its own."""
    source = office_source.WORKBOOK.decode().replace(
        "<table:table-row",
        '<table:table-row><table:table-cell table:formula="=REPT(&quot;长&quot;;9000)"/>'
        '<table:table-cell office:value-type="string"><text:p>尾</text:p></table:table-cell>'
        "</table:table-row><table:table-row",
        1,
    )
    text = extract(converted(source.encode(), "fods", "xls"))
    assert text.text.startswith("长" * 9000 + "\t尾")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_cut_workbook_is_truncated(share: float) -> None:
    data = converted(office_source.WORKBOOK, "fods", "xls")
    with pytest.raises(Unreadable) as caught:
        extract(data[: int(len(data) * share)])
    assert caught.value.outcome is DocumentOutcome.TRUNCATED
