# ruff: noqa: E501 (markup as it is)
"""Lines, cards and buttons that lead on without being links, and what links that say nothing stand for."""

import pytest

from tests.xxgk_spiders.discovery.pages import page
from xxgk_spiders.discovery.links import label, links, says_nothing
from xxgk_spiders.discovery.model import Page

HOST = "http://xxgk.jiangzhou.edu.cn"
TITLE = "江州大学2022-2023学年信息公开年度报告"
SHOW = "<script>function show(n){ location.href = 'view.php?id=' + n; }</script>"


def found(read: Page) -> list[tuple[str, str]]:
    return [(link.url.removeprefix(HOST), link.text) for link in links(read)]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (
            f"<li onclick=\"location.href='show.php?id=3'\"><b>{TITLE}</b><em>2023-10-28</em></li>",
            "/show.php?id=3",
        ),
        (f"<tr><td>1</td><td onclick=\"window.open('/a/3.html')\">{TITLE}</td></tr>", "/a/3.html"),
        (f'<div data-href="/a/3.html"><span>{TITLE}</span><i>[10-28]</i></div>', "/a/3.html"),
        (f'<li onclick="show(3)"><a>{TITLE}</a></li>{SHOW}', "/view.php?id=3"),
        (f'<a href="javascript:show(3)">{TITLE}</a>{SHOW}', "/view.php?id=3"),
        (f'<a href="javascript:void(0)" onclick="show(3)">{TITLE}</a>{SHOW}', "/view.php?id=3"),
    ],
)
def test_a_click_leads_on(body: str, path: str) -> None:
    assert found(page(f"<table>{body}</table>" if body.startswith("<tr") else body)) == [(path, TITLE)]


@pytest.mark.parametrize(
    "body",
    [
        "<li onclick=\"this.style.color='red'\">年度报告</li>",
        '<li onclick="show(3)">年度报告</li>',
        "<button disabled onclick=\"location.href='2.html'\">下一页</button>",
        '<div data-url="8">年度报告</div>',
    ],
)
def test_what_a_click_does_else_is_no_link(body: str) -> None:
    assert found(page(body)) == []


def test_a_box_around_links_is_none() -> None:
    assert found(page("<div onclick=\"location.href='/x'\"><a href='/a.htm'>年度报告</a></div>")) == [
        ("/a.htm", "年度报告")
    ]


@pytest.mark.parametrize(
    "text", ["全文下载", "点击查看报告全文", "附件1.pdf", "附件一：下载", "20231030112233.pdf", "查看"]
)
def test_labels_that_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text", ["2023.pdf", "2022-2023学年", "年度报告", "2", "2023-10-30", TITLE, "公开指南下载"]
)
def test_labels_that_say_something(text: str) -> None:
    assert not says_nothing(text)


def test_the_title_stands_in_another_cell() -> None:
    rows = page(
        f"<table><tr><td>1</td><td>{TITLE}</td><td>2023-10-28</td><td><a href='/down.php?id=3'>附件1.pdf</a></td></tr>"
        "<tr><td>2</td><td>2023-10-29</td><td><a href='/down.php?id=4'>附件1.pdf</a></td></tr></table>"
    )
    assert found(rows) == [("/down.php?id=3", f"{TITLE}.pdf"), ("/down.php?id=4", "附件1.pdf")]


STRIP = '<ul class="hd"><li>2022-2023学年</li><li>2021-2022学年</li></ul>'
PANELS = '<div><a href="/1.pdf">全文下载</a></div><div><p><a href="/2.pdf">全文下载</a></p></div>'
TABS = [
    (STRIP + f'<div class="bd">{PANELS}</div>', True),
    (f'<div class="box"><div>{STRIP}</div>{PANELS}</div>', True),
    ('<div><a href="#a">2022-2023学年</a></div><section><div class="tab-pane" id="a"><a href="/1.pdf">下载</a></div>'
     '<div class="tab-pane" id="b"><a href="/2.pdf">下载</a></div></section>'
     '<a data-target="#b">2021-2022学年</a>', True),
    ('<ul><li><a href="/x.htm">2022年</a></li><li><a href="/y.htm">2021年</a></li></ul>'
     f'<div class="bd">{PANELS}</div>', False),
    (STRIP + f'<div class="bd">{PANELS}<div></div></div>', False),
]  # fmt: skip


@pytest.mark.parametrize(("body", "named"), TABS, ids=range(len(TABS)))
def test_a_panel_is_called_as_its_tab(body: str, named: bool) -> None:
    files = [link.text for link in links(page(body)) if link.url.endswith(".pdf")]
    assert (files == ["2022-2023学年", "2021-2022学年"]) == named


def test_a_label_of_its_own_is_kept() -> None:
    read = page(STRIP + f'<div class="bd"><div><a href="/1.pdf">{TITLE}</a></div><div></div></div>')
    assert [label(a) for a in read.tree.iter("a")] == [TITLE]


CARD = '<div class="card"><h3>{0}</h3><time>20/10</time>{1}</div>'


@pytest.mark.parametrize(
    ("links_of_card", "texts"),
    [
        ('<a href="/1.pdf"><span>PDF</span> 下载</a>', [TITLE]),
        ('<p><a href="/1.htm">查看全文</a></p>', [TITLE]),
        ('<a href="/1.htm">江州大学章程</a>', ["江州大学章程"]),
        ('<a href="/1.doc">[Word]</a> <a href="/1.pdf">[PDF]</a>', [TITLE, TITLE]),
    ],
)
def test_the_headline_of_a_card_names_its_link(links_of_card: str, texts: list[str]) -> None:
    other = CARD.format("江州大学2021-2022学年信息公开年度报告", "<a href='/2.htm'>查看</a>")
    cards = page(f'<div class="rows"><div>{CARD.format(TITLE, links_of_card)}</div><div>{other}</div></div>')
    assert [text for _, text in found(cards)][:-1] == texts


def test_labels_in_brackets_are_no_part_of_the_name() -> None:
    read = page(f"<ul><li>{TITLE} <a href='/1.doc'>[Word]</a> <a href='/1.pdf'>[PDF]</a></li></ul>")
    assert [text for _, text in found(read)] == [TITLE, TITLE]


def test_the_paragraph_before_an_attachment_does_not_name_it() -> None:
    read = page(
        "<table><tr><td><p>关于做好有关工作的通知，请查阅。</p><p>附件：<a href='/1.pdf'>点击下载</a></p></td></tr></table>"
    )
    assert found(read) == [("/1.pdf", "点击下载")]


def test_more_is_not_named_by_another_list() -> None:
    boxes = (
        "<div><div><h3>信息公开年度报告<a href='/nb'>更多</a></h3></div>"
        "<div><h3>最新信息<a href='/zx'>更多</a></h3></div>"
        "<div class='hd'><h3>公开动态</h3><p><a href='/dt'>更多</a></p></div></div>"
    )
    assert [text for path, text in found(page(boxes)) if path != "/nb"] == ["更多", "更多"]


LISTENS = {
    "attr": "$('.x').click(function(){ var id = $(this).attr('data-id'); location.href = '/view/' + id + '.html'; });",
    "data": "$(document).on('click', '.x', function(){ window.open('/view/' + $(this).data('id') + '.html'); });",
    "set": "a.addEventListener('click', function(e){ location.href = '/view/' + this.dataset.id + '.html'; });",
    "else": "$('.x').click(function(){ $(this).toggle($(this).data('id')); });",
    "more": "$('.x').click(function(){ location.href = '/view/' + $(this).data('id') + '/' + $(this).data('kind'); });",
}


@pytest.mark.parametrize(
    ("listens", "leads"), [("attr", True), ("data", True), ("set", True), ("else", False), ("more", False)]
)
@pytest.mark.parametrize(
    "line", ["<div class='x' data-id='12'>{0}</div>", "<a href='javascript:;' data-id='12'>{0}</a>"]
)
def test_a_script_listens_for_clicks(line: str, listens: str, leads: bool) -> None:
    read = page(f"{line.format(TITLE)}<script>{LISTENS[listens]}</script>")
    assert found(read) == ([("/view/12.html", TITLE)] if leads else [])
