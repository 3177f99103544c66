# ruff: noqa: E501 (markup as it is)
"""Files that a page shows or holds in other ways than a plain link."""

import time
from base64 import b64encode

import pytest

from tests.xxgk_spiders.discovery.pages import page
from xxgk_spiders.discovery.article import article
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.numbered import list_of
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.discovery.pagers import next_page
from xxgk_spiders.discovery.rows import lists

HOST = "http://xxgk.jiangzhou.edu.cn"
TITLE = "江州大学2022-2023学年信息公开年度报告"
CODED = b64encode(f"{HOST}/f/b.docx".encode()).decode()


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (f'<iframe src="/preview/onlinePreview?url={CODED.replace("=", "%3D")}"></iframe>', "/f/b.docx"),
        (f'<a href="http://view.jiangzhou.edu.cn/onlinePreview?url={CODED}">{TITLE}</a>', "/f/b.docx"),
        ('<iframe src="/preview/onlinePreview?url=%2Ff%2Fb.pdf"></iframe>', "/f/b.pdf"),
        ('<script>PDFObject.embed("/f/b.pdf", "#v");</script>', "/f/b.pdf"),
        ("<script>pdfjsLib.getDocument({url: '/f/b.pdf'}).promise.then(show)</script>", "/f/b.pdf"),
        ("<script>var pdfUrl = '/f/b.pdf'; draw(pdfUrl);</script>", "/f/b.pdf"),
        ('<script>new Pdfh5("#v", { pdfurl: "/f/b.pdf?v=2" });</script>', "/f/b.pdf?v=2"),
        ("<script>window.fileUrl='\\/f\\/b.ofd';</script>", "/f/b.ofd"),
        (
            "<script>var src = '/pdfjs/web/viewer.html?file=/f/b.pdf';</script>",
            "/f/b.pdf",
        ),
    ],
)
def test_shown_files(body: str, url: str) -> None:
    files = article(page(body, f"{HOST}/1.htm", title=TITLE)).files
    assert [(link.url, link.carrier) for link in files] == [(f"{HOST}{url}", "viewer")]


@pytest.mark.parametrize(
    "body",
    [
        "<script>// var pdfUrl = '/f/b.pdf';</script>",
        "<script>var name = 'b.pdf 的说明';</script>",
        '<iframe src="/preview/onlinePreview?url=bm90IGFuIGFkZHJlc3M="></iframe>',
        "<script>var note = '见/f/b.pdf';</script>",
    ],
)
def test_no_file(body: str) -> None:
    assert [
        link.url
        for link in article(page(body, f"{HOST}/1.htm", title=TITLE)).files
        if link.url.endswith("b.pdf")
    ] == []


def body(inner: str) -> str:
    return f'<h1>{TITLE}</h1><div class="v_news_content">{inner}</div>'


def test_a_file_within_the_page() -> None:
    inner = (
        f'<canvas id="c"></canvas><script>var data = atob("{b64encode(b"%PDF-1.4 x").decode()}");</script>'
    )
    assert article(page(body(inner), title=TITLE)).holds == "embedded"


def test_pictures_of_pages() -> None:
    inner = "".join(f'<p><img src="/__local/{n}.jpg" width="720" height="1018"></p>' for n in range(4))
    found = article(page(body(inner), title=TITLE))
    assert (found.holds, len(found.pictures)) == ("images", 4)
    assert all(
        url.startswith("http") and url.endswith(f"/__local/{n}.jpg") for n, url in enumerate(found.pictures)
    )
    assert article(page(body(inner + "<p>" + "正文" * 200 + "</p>"), title=TITLE)).holds == ""
    assert article(page(body('<p><img src="/icon.gif" width="16"></p>'), title=TITLE)).holds == ""
    assert article(page(body(inner + '<a href="/a.pdf">报告.pdf</a>'), title=TITLE)).holds == ""


def test_pictures_that_the_page_itself_holds_have_their_place_among_the_others() -> None:
    data = "data:image/png;base64," + b64encode(bytes(9_000)).decode()
    inner = f'<img src="a.png"><IMG SRC="{data}"><img src="javascript:void(0)"><img src="../b.png">'
    found = article(page(body(inner), title=TITLE))
    first, held, last = found.pictures
    assert (first.rpartition("/")[2], held, last.rpartition("/")[2]) == ("a.png", data, "b.png")


def test_leads_to_places_elsewhere() -> None:
    found = article(page(body('<p>全文见<a href="https://mp.weixin.qq.com/s/x">微信</a></p>'), title=TITLE))
    assert [link.url for link in found.elsewhere] == ["https://mp.weixin.qq.com/s/x"]
    menu = '<div class="footer"><a href="https://mp.weixin.qq.com/s/x">公众号</a></div>'
    assert article(page(body("<p>正文</p>") + menu, title=TITLE)).elsewhere == ()


def test_attachment_far_from_the_body() -> None:
    shown = f'<div class="main"><div><div><div>{body("<p>现予公布。</p>")}</div></div></div><div class="box"><p>附件1：<a href="/system/_content/download.jsp?wbfileid=3">附件1</a></p></div></div>'
    assert [link.url for link in article(page(shown, f"{HOST}/1.htm", title=TITLE)).files] == [
        f"{HOST}/system/_content/download.jsp?wbfileid=3"
    ]
    menu = f'<div class="nav"><a href="/z.pdf">办事指南.pdf</a></div>{body("<p>现予公布。</p>")}'
    assert article(page(menu, f"{HOST}/1.htm", title=TITLE)).files == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/x.htm", "/x/3.htm", True),
        ("/x/list.htm", "/x/list3.psp", True),
        ("/x/", "/x/index_2.html", True),
        ("/l.asp?cid=1", "/l.asp?cid=1&page=4", True),
        ("/l.asp?cid=1", "/l.asp?cid=2", False),
        ("/x/list.htm", "/y/list.htm", False),
        ("/zxgk/", "/ndbg/", False),
    ],
)
def test_pages_of_one_list(one: str, other: str, same: bool) -> None:
    assert (list_of(HOST + one) == list_of(HOST + other)) is same


HOSTILE = [
    "<a href='javascript:go(2)'>下一页</a><script>function go(n){" + "location.href='a'+" * 20_000,
    "<script>" + "var pdfUrl = '" * 20_000,
    "<script>" + "ajaxParam:{" * 20_000 + "</script>dataproxy.jsp<record>",
    "<script type='text/xml'>" + "<record><![CDATA[<a href='/x'>x" * 20_000,
    "<record>" + "<![CDATA[]]>" * 50_000,
    "<div>" * 3_000 + "<a href='/x'>x</a>" * 5_000,
    "<tr><td>" + "<a href='/x'>下载</a>" * 5_000,
    "<form>"
    + "<input name='a' value='b'>" * 20_000
    + "<a href=\"javascript:__doPostBack('a','2')\">下一页</a>",
    "<li onclick='go(2)'>&gt;" * 5_000,
    "[" + '{"title":"x","url":"/x"},' * 20_000 + "{}]",
    "laypage location pages: " + "location.href=" * 30_000,
]


@pytest.mark.parametrize("html", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_pages_end(html: str) -> None:
    """A rule that backtracks would take hours at this size."""

    def seconds(text: str) -> float:
        shown = read_page(f"{HOST}/x/", text.encode(), "text/html")
        start = time.process_time()
        links(shown)
        next_page(shown)
        lists(shown)
        article(shown)
        return time.process_time() - start

    assert seconds(html) < 20
