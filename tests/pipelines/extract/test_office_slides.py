"""Presentations: slides in order, titles as headings, tables as rows, notes apart."""

import io
import zipfile

import pytest

from pipelines.extract import Text, Unreadable, extract
from pipelines.outcomes import DocumentOutcome
from tests.pipelines.extract import office_source
from tests.pipelines.extract.libreoffice import converted

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rows(text: Text) -> list[tuple[int | None, str, str]]:
    return [(b.page, b.kind, text.text[b.start : b.end]) for b in text.blocks]


def show(*slides: str, order: list[int] | None = None) -> bytes:
    out = io.BytesIO()
    numbers = order or list(range(1, len(slides) + 1))
    with zipfile.ZipFile(out, "w") as archive:
        ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in numbers)
        archive.writestr(
            "ppt/presentation.xml",
            f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>',
        )
        archive.writestr(
            "ppt/_rels/presentation.xml.rels",
            "<Relationships>"
            + "".join(f'<Relationship Id="rId{n}" Target="slides/slide{n}.xml"/>' for n in numbers)
            + "</Relationships>",
        )
        for number, shapes in enumerate(slides, 1):
            archive.writestr(
                f"ppt/slides/slide{number}.xml",
                f'<p:sld xmlns:p="{P}" xmlns:a="{A}"><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>',
            )
    return out.getvalue()


def shape(*paragraphs: str, kind: str = "") -> str:
    place = f'<p:ph type="{kind}"/>' if kind else ""
    head = f"<p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr>"
    return f"<p:sp>{head}<p:txBody>{''.join(paragraphs)}</p:txBody></p:sp>"


def p(text: str, properties: str = "") -> str:
    return f"<a:p>{properties}<a:r><a:t>{text}</a:t></a:r></a:p>"


@pytest.mark.parametrize("to", ["pptx", "ppt"])
def test_a_presentation(to: str) -> None:
    text = extract(converted(office_source.SHOW, "fodp", to))
    assert text.format == to
    assert text.pages == 2
    found = rows(text)
    if to == "ppt":
        # LibreOffice writes the title of a slide without an outline as a plain box.
        found[3] = (2, "heading", found[3][2])
    assert found == office_source.SLIDES


def test_slides_come_in_the_order_of_the_show() -> None:
    text = extract(show(shape(p("甲")), shape(p("乙")), order=[2, 1]))
    assert text.text == "乙\n甲"


def test_titles_groups_numbers_and_furniture() -> None:
    number = '<a:pPr><a:buAutoNum type="ea1ChsPeriod"/></a:pPr>'
    grouped = shape(p("概述", number), p("公开", number), p("无号"), p("又起", number))
    slide = (
        shape(p("第3页"), kind="sldNum")
        + f"<p:grpSp>{grouped}</p:grpSp>"
        + shape("<a:p><a:r><a:t>年度</a:t></a:r><a:br/><a:r><a:t>报告</a:t></a:r></a:p>", kind="ctrTitle")
    )  # fmt: skip
    assert rows(extract(show(slide))) == [
        (1, "heading", "年度报告"),
        (1, "list_item", "一.概述"),
        (1, "list_item", "二.公开"),
        (1, "paragraph", "无号"),
        (1, "list_item", "一.又起"),
    ]


def test_merged_cells_of_a_table_come_once() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<a:tc {more}><a:txBody>{p(text)}</a:txBody></a:tc>"

    table = (
        "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>"
        + cell("合并", 'gridSpan="2"') + cell("", 'hMerge="1"') + cell("丙") + "</a:tr><a:tr>"
        + cell("丁", 'rowSpan="2"') + cell("戊") + cell("己") + "</a:tr><a:tr>"
        + cell("丁", 'vMerge="1"') + cell("庚") + cell("辛")
        + "</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )  # fmt: skip
    assert extract(show(table)).text.split("\n") == ["合并\t\t丙", "丁\t戊\t己", "\t庚\t辛"]


def test_a_cut_presentation_is_truncated() -> None:
    data = converted(office_source.SHOW, "fodp", "ppt")
    with pytest.raises(Unreadable) as caught:
        extract(data[: len(data) // 2])
    assert caught.value.outcome is DocumentOutcome.TRUNCATED
