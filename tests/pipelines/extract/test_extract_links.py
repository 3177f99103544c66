"""Links stand where their words stand, and change no word of the text."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract import Text, extract
from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.assembly.links import MAX_LINKS, MAX_URL, Anchor, absolute, acceptable
from pipelines.extract.text import Link

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
LONG = "本学年学校主动公开各类信息三千余条，师生员工评议良好，没有收到举报。"


def page(body: str, head: str = "") -> Text:
    return extract(
        f"<html><head>{head}</head><body><div id='vsb_content'>{body}</div></body></html>".encode()
    )


def shown(text: Text) -> list[tuple[str, str]]:
    return [(text.text[link.start : link.end], link.url) for link in text.links]


def docx(body: str, relations: str = "") -> Text:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W} {R}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
    return extract(out.getvalue())


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


# -- web pages ---------------------------------------------------------------------


def test_links_of_paragraphs_and_cells() -> None:
    text = page(
        f"<p>详见 <a href='http://xxgk.hd.edu.cn/a.htm'> 信息 公开网 </a>。{LONG}</p>"
        "<table><tr><td>（1）学校章程</td><td><p>校办</p><p><a href='../b.htm'>点击<b>查看</b></a></p></td>"
        "</tr>"
        "<tr><td><a href='c.htm'>（2）工作报告</a></td><td>工会<br>团委</td></tr></table>"
    )
    assert shown(text) == [
        ("信息 公开网", "http://xxgk.hd.edu.cn/a.htm"),
        ("点击查看", "../b.htm"),
        ("（2）工作报告", "c.htm"),
    ]
    assert text.text.split("\n")[1:] == ["（1）学校章程\t校办 点击查看", "（2）工作报告\t工会 团委"]


def test_a_link_over_a_block_border_is_one_a_block() -> None:
    text = page(f"<div>甲<a href='x.htm'>乙<p>丙</p>丁</a>戊</div><p>{LONG}</p>")
    assert shown(text) == [("乙", "x.htm"), ("丙", "x.htm"), ("丁", "x.htm")]


def test_what_is_no_address_of_a_page_is_left_out() -> None:
    bad = [
        "#top",
        "javascript:void(0)",
        "mailto:a@b.cn",
        "tel:1",
        "data:text/html,x",
        "",
        "a b",
        "x" * (MAX_URL + 1),
    ]
    text = page("".join(f"<p><a href='{url}'>{LONG}</a></p>" for url in bad))
    assert text.links == ()
    assert text.text == "\n".join([LONG] * len(bad))


def test_many_links_are_cut_with_a_warning() -> None:
    text = page("".join(f"<p><a href='{i}.htm'>第{i}号公告</a></p>" for i in range(MAX_LINKS + 5)))
    assert len(text.links) == MAX_LINKS
    assert "links_cut" in text.warnings


def test_a_numbered_item_keeps_its_links_place() -> None:
    text = page(
        f"<ol><li><a href='a.htm'>章程</a></li><li>规划<a href='b.htm'>全文</a></li></ol><p>{LONG}</p>"
    )
    assert text.text.split("\n")[:2] == ["1. 章程", "2. 规划全文"]
    assert shown(text) == [("章程", "a.htm"), ("全文", "b.htm")]


@pytest.mark.parametrize(
    ("base", "url"), [("http://h.cn/d/", "http://h.cn/d/a.htm"), ("/d/", "a.htm"), ("", "a.htm")]
)
def test_a_pages_own_base(base: str, url: str) -> None:
    assert shown(page(f"<p><a href='a.htm'>{LONG}</a></p>", f"<base href='{base}'>")) == [(LONG, url)]


INLINE = st.recursive(
    st.text("甲乙 \n\t丙a1\u3000\u200b\xa0\uf06c。", max_size=6),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["a href='u.htm'", "b", "p", "span"]),
        st.lists(inner, max_size=4),
    ).map(lambda s: re.sub(r"</a href='u.htm'>", "</a>", s)),
    max_leaves=12,
)


@given(st.lists(INLINE, max_size=5).map("".join), st.booleans())
@settings(deadline=None, max_examples=200)
def test_links_change_no_text(inner: str, cell: bool) -> None:
    body = f"<table><tr><td>一</td><td>{inner}</td></tr></table>" if cell else f"<div>{inner}</div>"
    body += f"<p>{LONG}</p>"
    text = page(body)
    assert text.text == page(body.replace("<a href='u.htm'>", "<a>")).text
    for link in text.links:
        piece = text.text[link.start : link.end]
        assert piece == piece.strip()
        assert piece
        assert "\n" not in piece


# -- Word --------------------------------------------------------------------------


def test_word_hyperlinks_and_fields() -> None:
    body = (
        f"<w:p>{run('详见')}<w:hyperlink r:id='r1'>{run('信息公开网')}</w:hyperlink>{run('。')}</w:p>"
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        '<w:r><w:instrText> HYPERLINK "http://b.edu.cn/2.htm" \\o x </w:instrText></w:r>'
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('查')}{run('看')}"
        f"<w:r><w:fldChar w:fldCharType='end'/></w:r>{run('目录')}</w:p>"
        f"<w:p><w:fldSimple w:instr='HYPERLINK http://c.edu.cn/'>{run('网址')}</w:fldSimple></w:p>"
        f"<w:p><w:hyperlink w:anchor='here'>{run('见下')}</w:hyperlink>"
        f"<w:fldSimple w:instr='PAGE'>{run('7')}</w:fldSimple></w:p>"
    )
    text = docx(body, "<Relationship Id='r1' Target='http://a.edu.cn/1.htm' TargetMode='External'/>")
    assert text.text == "详见信息公开网。\n查看目录\n网址\n见下7"
    assert shown(text) == [
        ("信息公开网", "http://a.edu.cn/1.htm"),
        ("查看", "http://b.edu.cn/2.htm"),
        ("网址", "http://c.edu.cn/"),
    ]


@pytest.mark.parametrize("kind", ["end", "separate", "begin"])
def test_a_field_that_is_not_closed_does_no_harm(kind: str) -> None:
    mark = f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"
    assert docx(f"<w:p>{mark * 3}{run('正文')}</w:p>").text == "正文"


def test_links_in_cells_of_a_real_word_table() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for r, row in enumerate([("类别", "公开事项", "网址"), ("基本信息", "章程", ""), ("", "年报", "")]):
        for c, printed in enumerate(row):
            table.cell(r, c).text = printed
    table.cell(1, 0).merge(table.cell(2, 0))
    for r in (1, 2):
        paragraph = table.cell(r, 2).paragraphs[0]
        address = f"http://xxgk.hd.edu.cn/{r}.htm"
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(paragraph.add_run("查看")._r)
        paragraph._p.append(link)
    out = io.BytesIO()
    document.save(out)
    text = extract(out.getvalue())
    assert text.text.split("\n") == ["类别\t公开事项\t网址", "基本信息\t章程\t查看", "\t年报\t查看"]
    assert shown(text) == [("查看", f"http://xxgk.hd.edu.cn/{r}.htm") for r in (1, 2)]


# -- the rules -----------------------------------------------------------------------


def test_absolute() -> None:
    links = [Link(0, 1, "a.htm"), Link(1, 2, "http://x.cn/b"), Link(2, 3, "//y.cn/c"), Link(3, 4, "http://[")]
    assert absolute(links, "http://h.cn/d/e.htm") == (
        (0, 1, "http://h.cn/d/a.htm"), (1, 2, "http://x.cn/b"), (2, 3, "http://y.cn/c"),
    )  # fmt: skip
    assert absolute(links, None) == ((1, 2, "http://x.cn/b"),)


@given(st.text(max_size=40), st.text(max_size=40) | st.none())
def test_any_address(url: str, base: str | None) -> None:
    acceptable(url)
    for link in absolute([Link(0, 1, url)], base):
        assert link.url.lower().startswith(("http://", "https://"))


def test_an_anchor_past_its_line_is_cut_or_left_out() -> None:
    builder = TextBuilder("txt")
    builder.add("甲乙", links=[Anchor(9, 1, "a.htm"), Anchor(1, 5, "b.htm"), Anchor(1, 0, "c.htm")])
    assert shown(builder.build()) == [("甲", "a.htm"), ("乙", "c.htm")]
