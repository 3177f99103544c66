"""Reports that a page holds in pieces: line by line, numbers apart, or in a hidden place."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract import extract
from pipelines.extract.html.walk import Piece
from pipelines.extract.html.wraps import whole

PARAGRAPHS = [
    "本学年，学校围绕师生关心的招生录取、教育收费、物资采购和职称评聘等事项，持续完善公开目录，"
    "压实各单位责任，公开工作总体平稳，没有发生因公开不当引起的事件。",
    "门户网站全年发布综合新闻612条、通知公告498条，信息公开网更新337条，访问量达26.8万人次；"
    "官方微信公众号推送图文405篇，阅读量超过150万次，比上一学年增长11.3%。",
    "本报告电子版可在http://xxgk.qingluan.example.edu.cn/nb/2023.htm下载，如有疑问请与学校办公室联系，"
    "电话：0839-5550146，邮箱：xxgk@qingluan.example.edu.cn。",
    "共受理信息公开申请7件，其中电子邮件5件、信函2件，均在规定期限内答复，没有收取费用；"
    "未收到因信息公开工作引起的举报，也没有行政复议和行政诉讼。",
]
HEADINGS = ["一、概述", "二、主动公开情况", "三、联系方式", "四、依申请公开情况"]
REPORT = list(zip(HEADINGS, PARAGRAPHS, strict=True)) * 3


def wrapped(text: str, width: float, indent: int = 2) -> list[str]:
    """Cut a paragraph at a width in em, its first line shorter by the indent."""
    lines, line, used = [], "", float(indent)
    for char in text:
        em = 0.5 if char.isascii() else 1.0
        if used + em > width:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + char, used + em
    return [*lines, line]


def page(body: str) -> bytes:
    return f"<html><body><div id='vsb_content'>{body}</div></body></html>".encode()


@pytest.mark.parametrize("width", [24, 31, 38])
@pytest.mark.parametrize("style", ["p", "br", "pre"])
@pytest.mark.parametrize("indent", ["&nbsp;&nbsp;&nbsp; ", "　　"])
def test_lines_of_one_width_are_put_together(width: int, style: str, indent: str) -> None:
    rows = []
    for heading, text in REPORT:
        rows.append(indent + heading)
        first, *more = map(escape, wrapped(text, width))
        rows += [indent + first, *more]
    body = {"p": "<p>" + "</p><p>".join(rows) + "</p>", "br": "<br>".join(rows), "pre": "\n".join(rows)}[
        style
    ]
    body = f"<pre>{body}</pre>" if style == "pre" else body
    expected = [line for pair in REPORT for line in pair]
    assert extract(page(body)).text.split("\n") == expected


def test_a_link_stays_where_its_line_went() -> None:
    first, *more = wrapped(PARAGRAPHS[0], 24)
    lines = [
        f"　　{first}",
        *more,
        *(line for text in PARAGRAPHS[1:] for line in wrapped("　　" + text, 24, 0)),
    ]
    lines[1] = f'<a href="/mulu.htm">{lines[1]}</a>'
    text = extract(page("".join(f"<p>{line}</p>" for line in lines)))
    assert [(text.text[a:b], url) for a, b, url in text.links] == [(more[0], "/mulu.htm")]


def test_short_paragraphs_of_like_length_stay_apart() -> None:
    items = [f"学校公布第{n}批拟录取考生名单以及相应的录取办法和申诉渠道。" for n in range(11, 40)]
    assert extract(page("".join(f"<p>{item}</p>" for item in items))).text.split("\n") == items


@pytest.mark.parametrize("number", ["一、", "（三）", "2.", "第四部分"])
def test_a_number_in_a_box_of_its_own_stands_before_its_heading(number: str) -> None:
    box = (
        f"<section><section>{number}</section><section>主动公开情况</section></section><p>{PARAGRAPHS[0]}</p>"
    )
    assert extract(page(box)).text.split("\n")[0] == f"{number}主动公开情况"


def test_a_number_without_a_heading_stays_a_line() -> None:
    assert [piece.text for piece in whole([Piece("paragraph", "一、"), Piece("paragraph", "二、")])] == [
        "一、",
        "二、",
    ]


@pytest.mark.parametrize(
    "holder",
    [
        "<textarea id=c style='display:none'>{escaped}</textarea>",
        "<script type='text/html' id=c>{plain}</script>",
        "<template id=c>{plain}</template>",
    ],
)
def test_an_article_that_a_script_would_show_is_read(holder: str) -> None:
    body = "".join(f"<h2>{h}</h2><p>{escape(p)}</p>" for h, p in zip(HEADINGS, PARAGRAPHS, strict=True))
    stored = holder.format(escaped=escape(body), plain=body)
    text = extract(
        f"<html><body><h1>年报</h1><p>点击数：12</p><div id=show></div>{stored}</body></html>".encode()
    )
    assert text.text.split("\n") == [line for pair in zip(HEADINGS, PARAGRAPHS, strict=True) for line in pair]


def test_what_a_page_shows_goes_before_what_it_stores() -> None:
    stored = escape("".join(f"<p>{'模板说明文字。' * 20}</p>" for _ in range(3)))
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS * 2)
    text = extract(page(body + f"<textarea>{stored}</textarea>")).text
    assert text.split("\n") == PARAGRAPHS * 2


@given(st.lists(st.text(max_size=60), max_size=30), st.booleans())
def test_no_character_is_lost(texts: list[str], indented: bool) -> None:
    pieces = [Piece("paragraph", text, indented=indented) for text in texts]
    flat = "".join("".join(piece.text.split()) for piece in whole(pieces))
    assert flat == "".join("".join(text.split()) for text in texts)
