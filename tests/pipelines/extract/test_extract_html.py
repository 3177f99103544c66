"""Containers, furniture and the finer points of markup."""

from pathlib import Path

import pytest

from pipelines.extract import Unreadable, extract
from pipelines.extract.html.reader import find_container, parse, read_html
from pipelines.extract.options import Options

SHARED = Path(__file__).resolve().parents[4] / "shared" / "samples"
LONG = "本学年学校主动公开各类信息四千余条，师生员工对信息公开工作总体满意，未收到举报。"


def lines(body: str) -> list[str]:
    page = f"<html><body><div id='vsb_content'>{body}<p>{LONG}</p></div></body></html>"
    return read_html(page.encode(), Options()).text.split("\n")[:-1]


@pytest.mark.parametrize(
    ("attributes", "inner"),
    [
        ("id='vsb_content_2_1332_u12'", LONG),
        ("class='a v_news_content'", LONG),
        ("class='wp_articlecontent'", LONG),
        ("id='zoom'", LONG),
        ("id='js_content' style='visibility: hidden'", LONG),
        ("class='TRS_Editor'", LONG),
        ("class='wp_articlecontent'", "<img src='1.jpg'>"),
    ],
)
def test_named_containers(attributes: str, inner: str) -> None:
    page = f"<html><body><div>菜单</div><div {attributes}>{inner}</div></body></html>"
    tree = parse(page)
    assert tree is not None
    found = find_container(tree)
    assert found is not None
    assert found.text_content() == (LONG if inner == LONG else "")
    assert "菜单" not in found.text_content()


def test_pieces_are_held_by_their_common_parent() -> None:
    tree = parse(
        f"<body><div id=x><div class=paging_content>{LONG}</div><p></p>"
        f"<div class=paging_content>{LONG}</div></div></body>"
    )
    assert tree is not None
    found = find_container(tree)
    assert found is not None
    assert found.get("id") == "x"


def test_without_a_name_the_densest_text_is_taken() -> None:
    menu = "".join(f"<li><a href='{i}'>栏目栏目栏目{i}</a></li>" for i in range(80))
    body = "".join(f"<p>{LONG}</p>" for _ in range(8))
    tree = parse(f"<body><ul>{menu}</ul><div class=q1>{body}</div><div>版权所有</div></body>")
    assert tree is not None
    found = find_container(tree)
    assert found is not None
    assert found.get("class") == "q1"


def test_a_page_of_links_has_no_container() -> None:
    menu = "".join(f"<li><a href='{i}'>栏目{i}</a></li>" for i in range(80))
    tree = parse(f"<body><ul>{menu}</ul></body>")
    assert tree is not None
    assert find_container(tree) is None


def test_white_space_of_the_source_is_not_the_authors() -> None:
    assert lines("<p>信息\n    公开 <b>年度</b>\n报告 of\n 2022</p>") == ["信息公开 年度报告 of 2022"]
    assert lines("<p>&nbsp;&nbsp;　　一、概述&nbsp;</p><p>&nbsp;</p>") == ["一、概述"]


def test_ordered_lists_show_their_numbers() -> None:
    assert lines("<ol start=3><li>甲</li><li><p>乙</p></li></ol>") == ["3. 甲", "4. 乙"]
    assert lines("<ol><li>一、概述</li><li>2. 乙</li></ol>") == ["一、概述", "2. 乙"]
    assert lines("<ol type=A style='x:y'><li>甲</li></ol><ul><li>乙</li></ul>") == ["A. 甲", "乙"]
    assert lines("<ol style='list-style-type:none'><li>甲</li></ol>") == ["甲"]


def test_hidden_parts_and_furniture_stay_out() -> None:
    body = (
        "<p style='display:none'>隐藏</p><script>var x=1</script><!-- 注释 -->"
        "<div class='bdsharebuttonbox'>分享</div><p>上一条：某通知</p><p>【打印本页】【关闭窗口】</p>"
        "<p>分享到：</p><p>浏览次数：12</p><p>下一阶段工作打算</p><p>打印店管理</p>"
    )
    assert lines(body) == ["下一阶段工作打算", "打印店管理"]


def test_the_line_of_dates_goes_only_before_the_text() -> None:
    head = "<p>发布时间：2022-10-31 浏览次数：9</p>"
    assert lines(head + "<p>甲</p>" * 5 + "<p>发布时间：2022-10-31</p>") == ["甲"] * 5 + [
        "发布时间：2022-10-31"
    ]


def test_cells_lines_and_spans() -> None:
    table = (
        "<table><tr><td rowspan=2>基本<br>信息</td><td colspan=2>甲</td></tr>"
        "<tr><td><p>党办</p><p>校办</p></td><td>http://a.b/<span>c</span>.htm</td></tr></table>"
    )
    assert lines(table) == ["基本 信息\t甲", "\t党办 校办\thttp://a.b/c.htm"]


def test_wild_spans_are_bounded() -> None:
    assert lines("<table><tr><td rowspan=999999999 colspan=99999999>甲</td><td>乙</td></tr></table>") == [
        "甲 乙"
    ]


def test_text_around_inline_tags_keeps_its_order() -> None:
    assert lines("甲<p>乙<span>丙<b>丁</b>戊</span>己</p>庚<br>辛<div>壬<p>癸</p>子</div>") == [
        "甲", "乙丙丁戊己", "庚", "辛", "壬", "癸", "子",
    ]  # fmt: skip


def test_tags_left_open_lose_no_text() -> None:
    body = "".join(f"<font>第{i}件。" for i in range(900))
    assert lines(f"<p>{body}</p>")[0].startswith("第0件。第1件。")
    assert "第899件。" in lines(f"<p>{body}</p>")[0]


def test_declared_encodings_in_xml_do_no_harm() -> None:
    page = f"<?xml version='1.0' encoding='gb2312'?><html><body><p>{LONG}</p></body></html>"
    assert extract(page.encode()).text == LONG


@pytest.mark.skipif(not SHARED.exists(), reason="the shared samples are not here")
def test_real_pages_read_or_say_why() -> None:
    pages = sorted(SHARED.glob("*/*.html"))
    assert pages
    for path in pages:
        try:
            text = extract(path.read_bytes(), name=path.name)
        except Unreadable as fault:
            assert fault.detail  # noqa: PT017
            continue
        assert text.format == "html"
        assert "wp_paging" not in text.text
