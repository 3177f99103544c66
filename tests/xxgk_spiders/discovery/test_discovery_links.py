# ruff: noqa: E501 (markup as it is)

import pytest

from tests.xxgk_spiders.discovery.pages import VSB, page, vsb_list
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Link
from xxgk_spiders.discovery.page import read_page

HOST = "http://xxgk.jiangzhou.edu.cn"


def only(body: str, **more: str) -> Link:
    found = links(page(body, **more))
    assert len(found) == 1, found
    return found[0]


def test_title_attribute_wins_where_the_text_is_cut() -> None:
    found = links(page(vsb_list(""), head=VSB))
    reports = [link for link in found if "info/" in link.url]
    assert [link.text for link in reports] == [
        f"江州大学{y}-{y + 1}学年信息公开年度报告" for y in (2023, 2022, 2021)
    ]
    assert all(link.in_content for link in reports)
    assert not found[0].in_content


def test_text_stays_where_the_title_is_about_the_action() -> None:
    assert (
        only('<a href="/1.htm" title="点击查看">2023年信息公开年度报告</a>').text == "2023年信息公开年度报告"
    )


def test_image_link_speaks_by_its_alt() -> None:
    assert (
        only('<a href="http://gk.jiangzhou.edu.cn/"><img src="a.png" alt="信息公开网"></a>').text
        == "信息公开网"
    )


def test_image_map() -> None:
    link = only('<map name="m"><area href="/xxgk/" alt="信息公开"></map>')
    assert (link.url, link.text, link.carrier) == (f"{HOST}/xxgk/", "信息公开", "area")


@pytest.mark.parametrize(
    ("body", "url", "text"),
    [
        (
            """<div class="wp_pdf_player" pdfsrc="/_upload/article/files/a/1.pdf" swsrc="/x.swf" sudyfile-attr="{'title':'2022-2023学年信息公开年度报告.pdf'}"></div>""",
            f"{HOST}/_upload/article/files/a/1.pdf",
            "2022-2023学年信息公开年度报告.pdf",
        ),
        ("""<span pdfsrc='/_upload/article/b.pdf'></span>""", f"{HOST}/_upload/article/b.pdf", ""),
        (
            """<script>showVsbpdfIframe("/__local/2/9F/5E/C5_85_D9.pdf","100%","600","0","",vsb_pdf_image_data);</script>""",
            f"{HOST}/__local/2/9F/5E/C5_85_D9.pdf",
            "",
        ),
        (
            """<iframe src="/system/resource/pdfjs/viewer.html?file=%2F__local%2Fa%2Fb.pdf"></iframe>""",
            f"{HOST}/__local/a/b.pdf",
            "",
        ),
        (
            """<iframe src="/pdfjs/web/viewer.html?file=%252Ffiles%252Fb.pdf"></iframe>""",
            f"{HOST}/files/b.pdf",
            "",
        ),
        (
            """<iframe src="/plugs/pdf/web/viewerXs.html?file=/_cms/content/b.pdf"></iframe>""",
            f"{HOST}/_cms/content/b.pdf",
            "",
        ),
        (
            """<iframe src="/system/resource/pdfjs/viewer.html?file=/virtual_attach_file.vsb?afc=1&oid=2&e=.pdf"></iframe>""",
            f"{HOST}/virtual_attach_file.vsb?afc=1&oid=2&e=.pdf",
            "",
        ),
        (
            """<iframe src="https://view.officeapps.live.com/op/embed.aspx?src=http%3A%2F%2Fxxgk.jiangzhou.edu.cn%2Fb.docx"></iframe>""",
            f"{HOST}/b.docx",
            "",
        ),
        (
            """<a href="/pdfjs/viewer.html?file=/b.pdf">2023年信息公开年度报告</a>""",
            f"{HOST}/b.pdf",
            "2023年信息公开年度报告",
        ),
        (
            """<script>var fp = new FlexPaperViewer('f', {config:{SwfFile:'/f/b.pdf', Scale:1}});</script>""",
            f"{HOST}/f/b.pdf",
            "",
        ),
    ],
)
def test_viewers(body: str, url: str, text: str) -> None:
    link = only(body)
    assert (link.url, link.text, link.carrier, link.is_file) == (url, text, "viewer", True)


@pytest.mark.parametrize(
    ("body", "carrier", "is_file"),
    [
        ('<iframe src="/b.pdf"></iframe>', "frame", True),
        ('<iframe data-src="/b.pdf" src="about:blank"></iframe>', "frame", True),
        ('<embed src="/b.pdf">', "object", True),
        ('<object data="/b.pdf"><p>x</p></object>', "object", True),
        ('<object><param name="src" value="/b.pdf"></object>', "object", True),
    ],
)
def test_embedded_files(body: str, carrier: str, is_file: bool) -> None:
    link = only(body)
    assert (link.url, link.carrier, link.is_file) == (f"{HOST}/b.pdf", carrier, is_file)


def test_frameset() -> None:
    body = b'<html><frameset cols="20%,*"><frame src="left.htm"><frame src="main.htm"></frameset></html>'
    assert [link.url for link in links(read_page(f"{HOST}/", body, None))] == [
        f"{HOST}/left.htm",
        f"{HOST}/main.htm",
    ]


def test_meta_refresh() -> None:
    link = only("", head='<meta http-equiv="Refresh" content="0; URL=\'xxgk/index.htm\'">')
    assert (link.url, link.carrier) == (f"{HOST}/xxgk/index.htm", "refresh")


def test_slow_refresh_is_no_redirect() -> None:
    assert links(page("", head='<meta http-equiv="refresh" content="300; url=/a.htm">')) == []


def test_bare_script_redirect() -> None:
    link = only("<script>// 首页\nwindow.location.href = '/xxgk/index.htm';</script>")
    assert (link.url, link.carrier) == (f"{HOST}/xxgk/index.htm", "refresh")


@pytest.mark.parametrize(
    "body",
    [
        "<script>if(/AppleWebKit.*Mobile/.test(navigator.userAgent)) window.location.href='/m/';</script>",
        "<script>//window.location.href='/old/';</script>",
        "<script>/* location='/old/'; */</script>",
        "<script>function go(){ location.href='/x/'; }</script>",
        f"<p>{'正文' * 80}</p><script>location.href='/x/';</script>",
        "<!-- <script>location.href='/x/';</script> -->",
    ],
)
def test_conditional_and_dead_redirects_are_not_followed(body: str) -> None:
    assert links(page(body)) == []


def test_menu_written_by_a_script() -> None:
    body = """<script>var menu = [{title: '学校概况', href: '/gk/list.htm'},
      {title: '信息公开年度报告', href: '/2024/list.htm'}, {title: '校历', href: '/xl/list.htm'}];</script>"""
    link = only(body)
    assert (link.url, link.text, link.carrier) == (f"{HOST}/2024/list.htm", "信息公开年度报告", "script")


def test_menu_with_the_address_first() -> None:
    assert (
        only("<script>add('http://gk.jiangzhou.edu.cn/', '信息公开');</script>").url
        == "http://gk.jiangzhou.edu.cn/"
    )


@pytest.mark.parametrize(
    "body",
    [
        """<a href="javascript:window.open('/xxgk/1.htm')">信息公开</a>""",
        """<a href="#" onclick="window.open('/xxgk/1.htm','_blank');return false">信息公开</a>""",
        """<a href="javascript:;" onclick="location.href='/xxgk/1.htm'">信息公开</a>""",
        """<select><option value="">请选择</option><option value="/xxgk/1.htm">信息公开</option></select>""",
    ],
)
def test_links_in_handlers_and_options(body: str) -> None:
    link = only(body)
    assert (link.url, link.text, link.carrier) == (f"{HOST}/xxgk/1.htm", "信息公开", "script")


@pytest.mark.parametrize(
    "body",
    [
        "<!-- <a href='/x.htm'>信息公开</a> -->",
        "<a>信息公开</a>",
        "<a href='#top'>信息公开</a>",
        "<a href='mailto:a@b.cn'>信箱</a>",
        "<a href='javascript:void(0)'>信息公开</a>",
        "<script>/* {t:'信息公开',h:'/x.htm'} */</script>",
    ],
)
def test_no_link(body: str) -> None:
    assert links(page(body)) == []


def test_stored_name_of_an_attachment() -> None:
    body = """<a href="/_upload/article/files/a/1.pdf" sudyfile-attr="{'title':'2023年信息公开年度报告.pdf'}"><img src="/icon_pdf.gif"></a>"""
    link = only(body)
    assert (link.text, link.is_file) == ("2023年信息公开年度报告.pdf", True)


@pytest.mark.parametrize(
    "body",
    [
        '<h3>信息公开年度报告</h3><ul class="list"><li><a href="/1.htm">2023年</a></li><li><a href="/2.htm">2022年</a></li></ul>',
        '<div class="box"><div class="tit"><span>信息公开年度报告</span><a href="/more.htm">更多&gt;&gt;</a></div><ul><li><a href="/1.htm">2023年</a></li></ul></div>',
        '<table><tr><td>信息公开年度报告</td></tr><tr><td><ul><li><a href="/1.htm">2023年</a></li></ul></td></tr></table>',
        '<div>当前位置：<a href="/">首页</a> &gt; <a href="/xxgk/">信息公开</a> &gt; 信息公开年度报告</div><div class="main"><ul><li><a href="/1.htm">2023年</a></li></ul></div>',
        '<ul class="menu"><li><a href="/nb.htm">信息公开年度报告</a><ul><li><a href="/1.htm">2023年</a></li></ul></li></ul>',
        '<dl><dt>信息公开年度报告</dt><dd><a href="/1.htm">2023年</a></dd></dl>',
    ],
)
def test_context_is_the_column(body: str) -> None:
    found = {link.url: link for link in links(page(body, title="江州大学"))}
    assert found[f"{HOST}/1.htm"].context == "信息公开年度报告"


def test_a_menu_bar_is_no_heading() -> None:
    body = '<div><a href="/a.htm">首页</a> <a href="/b.htm">年度报告</a></div><div><ul><li><a href="/1.htm">2023年</a></li></ul></div>'
    found = {link.url: link for link in links(page(body, title="通知公告-江州大学"))}
    assert found[f"{HOST}/1.htm"].context == "通知公告"


@pytest.mark.parametrize(
    "box",
    [
        '<div class="footer">{}</div>',
        "<nav>{}</nav>",
        '<div id="header">{}</div>',
        '<div class="friend-links">{}</div>',
        "<footer>{}</footer>",
    ],
)
def test_outside_of_the_content(box: str) -> None:
    assert not only(box.format('<a href="/1.htm">信息公开</a>')).in_content


def test_base_href() -> None:
    assert (
        only('<a href="1.htm">a</a>', head='<base href="http://gk.jiangzhou.edu.cn/b/">').url
        == "http://gk.jiangzhou.edu.cn/b/1.htm"
    )
