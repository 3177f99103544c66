# ruff: noqa: E501 (markup as it is)
from datetime import date

import pytest

from tests.xxgk_spiders.discovery.pages import VSB, WEBPLUS, page
from xxgk_spiders.discovery.article import article

HOST = "http://xxgk.jiangzhou.edu.cn"
TITLE = "江州大学2022-2023学年信息公开年度报告"
TEXT = (
    "<p>根据《高等学校信息公开办法》，现公布江州大学信息公开年度报告。统计期限自2022年9月1日至2023年8月31日。</p>"
    * 12
)


def vsb(body: str, after: str = "", title: str = f"{TITLE}-江州大学信息公开网") -> str:
    return (
        '<div class="nav"><a href="/index.htm">首页</a><a href="/old.pdf">办事指南.pdf</a></div>'
        f'<form name="_newscontent_fromname"><h1>{TITLE}</h1><div>发布时间：2023-10-30　点击：<span>7</span></div>'
        f'<div id="vsb_content"><div class="v_news_content">{body}</div></div>{after}</form>'
        '<div class="footer"><a href="/zhangcheng.doc">章程.doc</a></div>'
    )


def test_vsb_article() -> None:
    found = article(page(vsb(TEXT), f"{HOST}/info/1010/7.htm", title=f"{TITLE}-江州大学信息公开网", head=VSB))
    assert (found.title, found.published, found.files) == (TITLE, date(2023, 10, 30), ())
    assert found.body_chars > 500
    assert found.body_text.startswith("根据《高等学校信息公开办法》")


def test_attachments_behind_the_body() -> None:
    after = (
        '<ul style="list-style-type:none;"><li>附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=2">年度报告.pdf</a>】</li></ul>'
        '<p>下一条：<a href="6.htm">下一条：部门决算.pdf</a></p>'
    )
    found = article(page(vsb(TEXT, after), f"{HOST}/info/1010/7.htm", title=TITLE, head=VSB))
    assert [link.text for link in found.files] == ["年度报告.pdf"]


def test_document_inside_the_body() -> None:
    body = (
        TEXT
        + '<p><img src="/system/resource/images/fileTypeImages/icon_doc.gif"><a href="../../a.docx">清单.docx</a></p>'
    )
    found = article(page(vsb(body), f"{HOST}/info/1010/7.htm", title=TITLE, head=VSB))
    assert [link.url for link in found.files] == [f"{HOST}/a.docx"]


def test_column_that_is_one_embedded_file() -> None:
    body = """<div class="wp_column_article" id="wp_column_article"><div class="wp_articlecontent">
      <div class="wp_pdf_player" pdfsrc="/_upload/article/files/a/1.pdf" sudyfile-attr="{'title':'2022-2023学年信息公开年度报告.pdf'}"></div></div></div>"""
    found = article(page(body, f"{HOST}/2850/list.htm", title="信息公开年度报告", head=WEBPLUS))
    assert found.title == "信息公开年度报告"
    assert found.body_chars == 0
    assert [(link.url, link.carrier, link.text) for link in found.files] == [
        (f"{HOST}/_upload/article/files/a/1.pdf", "viewer", "2022-2023学年信息公开年度报告.pdf")
    ]


def test_webplus_article() -> None:
    body = f"""<h1 class="arti_title">{TITLE}</h1><p class="arti_metas"><span class="arti_update">发布时间：2023-10-31</span></p>
      <div class="entry"><div class="wp_articlecontent">{TEXT}<a href="/_upload/article/files/x/y.pdf" sudyfile-attr="{{'title':'报告.pdf'}}">报告.pdf</a></div></div>"""
    found = article(page(body, f"{HOST}/2023/1031/c1a2/page.htm", title=TITLE, head=WEBPLUS))
    assert (found.title, found.published) == (TITLE, date(2023, 10, 31))
    assert [link.text for link in found.files] == ["报告.pdf"]


@pytest.mark.parametrize(
    ("head", "body", "title", "expected"),
    [
        (
            "",
            "<h2>信息公开年度报告</h2><h1>江州大学2022-2023学年信息公开年度报告</h1>",
            "江州大学2022-2023学年信息公开年度报告-江州大学",
            TITLE,
        ),
        ("", "", "江州大学2022-2023学年信息公开年度报告_信息公开网", TITLE),
        ("", "", "江州大学2022-2023学年信息公开年度报告 | 江州大学", TITLE),
        ('<meta name="ArticleTitle" content="江州大学2022-2023学年信息公开年度报告">', "", "江州大学", TITLE),
        ("", "", "江州大学信息公开年报(2016-2017)-信息公开", "江州大学信息公开年报(2016-2017)"),
        ("", "", "2016—2017学年信息公开年报", "2016—2017学年信息公开年报"),
    ],
)
def test_titles(head: str, body: str, title: str, expected: str) -> None:
    assert article(page(f"{body}<div id='content'>{TEXT}</div>", title=title, head=head)).title == expected


def test_heading_over_the_body_where_all_pages_share_a_title() -> None:
    body = f'<div class="box"><h3>{TITLE}</h3><div class="v_news_content">{TEXT}</div></div>'
    assert article(page(body, title="江州大学")).title == TITLE


def test_dates_of_the_body_are_not_the_page_s() -> None:
    body = f'<div class="v_news_content">{TEXT}<p>时间：2021年9月1日</p></div>'
    assert article(page(body, f"{HOST}/2023/0213/c1a2/page.htm", title=TITLE)).published is None


def test_empty_page() -> None:
    found = article(page("", title=""))
    assert (found.title, found.body_chars, found.files, found.published) == ("", 0, (), None)
