"""Word: numbers as printed, accepted changes, boxes, merged cells."""

import io
import zipfile

import pytest

from pipelines.extract import extract
from pipelines.extract.assembly.numbering import render

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(body: str, numbering: str = "", styles: str = "") -> list[str]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/numbering.xml", f"<w:numbering {W}>{numbering}</w:numbering>")
        archive.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
    text = extract(out.getvalue())
    return text.text.split("\n")


def p(text: str, *, num: int | None = None, level: int = 0, style: str = "") -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def lvl(level: int, fmt: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LEVELS = (
    lvl(0, "chineseCountingThousand", "%1、")
    + lvl(1, "chineseCounting", "（%2）")
    + lvl(2, "decimal", "%3.")
    + lvl(3, "decimal", "%3.%4")
    + lvl(4, "bullet", "\uf06c")
)
LIST = (
    f'<w:abstractNum w:abstractNumId="1">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
)


def test_numbers_of_several_levels() -> None:
    levels = [0, 1, 1, 2, 3, 0, 1, 2, 4]
    lines = read("".join(p("甲", num=5, level=n) for n in levels), LIST)
    assert lines == [
        "一、甲", "（一）甲", "（二）甲", "1. 甲", "1.1 甲", "二、甲", "（一）甲", "1. 甲", "甲",
    ]  # fmt: skip


def test_lists_that_share_a_definition_count_on_unless_restarted() -> None:
    more = (
        '<w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(p("甲", num=n) for n in (5, 6, 7, 7))
    assert read(body, LIST + more) == ["一、甲", "二、甲", "一、甲", "二、甲"]


def test_a_number_may_come_from_a_style_and_be_taken_away() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b2"><w:name w:val="x"/><w:basedOn w:val="a1"/></w:style>'
    )
    body = p("概述", style="a1") + p("前言", style="a1", num=0) + p("主动公开情况", style="b2")
    assert read(body, LIST, styles) == ["一、概述", "前言", "二、主动公开情况"]


def test_headings_by_style_name() -> None:
    out = io.BytesIO()
    styles = '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="标题 2"/></w:style>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{p('概述', style='a1')}</w:body></w:document>"
        )
        archive.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
    (block,) = extract(out.getvalue()).blocks
    assert (block.kind, block.level) == ("heading", 2)


def test_changes_are_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>收到申请</w:t></w:r><w:del><w:r><w:delText>3</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>5</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r>"
        "<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上一段</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>接下一段</w:t></w:r></w:p>"
    )
    assert read(body) == ["收到申请5件", "上一段接下一段"]


def test_runs_links_fields_and_breaks() -> None:
    body = (
        "<w:p><w:hyperlink><w:r><w:t>http://a.b</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:r><w:tab/><w:t>右</w:t></w:r><w:r><w:br/><w:t>下行</w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert read(body) == ["http://a.b 右", "下行控件"]


def test_text_boxes_come_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框中文字</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read(body) == ["正文", "框中文字"]


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_merged_cells_come_once() -> None:
    body = (
        "<w:tbl><w:tr>" + tc("类别", '<w:gridSpan w:val="2"/>') + tc("网址") + "</w:tr>"
        "<w:tr>" + tc("基本信息", '<w:vMerge w:val="restart"/>') + tc("（1）章程") + tc("a") + "</w:tr>"
        "<w:tr>" + tc("", "<w:vMerge/>") + tc("（2）年报") + tc("b") + "</w:tr></w:tbl>"
    )
    assert read(body) == ["类别\t\t网址", "基本信息\t（1）章程\ta", "\t（2）年报\tb"]


def test_tables_for_layout_are_read_as_text() -> None:
    inner = "<w:tbl><w:tr>" + tc("甲") + tc("乙") + "</w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{p('外')}{inner}{p('后')}</w:tc></w:tr></w:tbl>"
    assert read(body) == ["外", "甲\t乙", "后"]


@pytest.mark.parametrize(
    ("number", "fmt", "text"),
    [
        (10, "chineseCounting", "十"),
        (15, "chineseCountingThousand", "十五"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千零一"),
        (12, "ideographDigital", "一二"),
        (10, "ideographDigital", "一〇"),
        (3, "chineseLegalSimplified", "叁"),
        (3, "ideographTraditional", "丙"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (7, "decimalZero", "07"),
        (3, "decimalEnclosedCircle", "③"),
        (12, "decimalFullWidth", "１２"),
        (5, "bullet", ""),
        (5, "no such format", "5"),
        (0, "chineseCounting", "0"),
        (123456, "upperRoman", "123456"),
    ],
)
def test_number_formats(number: int, fmt: str, text: str) -> None:
    assert render(number, fmt) == text
