# ruff: noqa: E501 (markup as it is)
"""Pagers that are no plain links: handlers, forms, post-backs, what scripts draw and fetch."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.xxgk_spiders.discovery.pages import page
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.discovery.pagers import next_page

HOST = "http://xxgk.jiangzhou.edu.cn"
GO = {
    "address": "function go(n){ location.href = 'index_' + n + '.html'; }",
    "query": 'function go(n) { window.location = "list.asp?cid=13&page=" + n; return false; }',
    "called": "var go = function(p){ location.assign('/nb/list_' + p + '.html'); }",
    "commented": "function go(n){ // location.href='old.html'\n location.href='p' + n + '.htm'; }",
}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ('<a href="javascript:go(2)">下一页</a><script>' + GO["address"] + "</script>", "/nb/index_2.html"),
        (
            '<a href="#" onclick="go(2)">下页</a><script>' + GO["query"] + "</script>",
            "/nb/list.asp?cid=13&page=2",
        ),
        (
            '<input type="button" value="下一页" onclick="go(\'2\')"><script>' + GO["called"] + "</script>",
            "/nb/list_2.html",
        ),
        ('<span onclick="go(2);">下一页</span><script>' + GO["commented"] + "</script>", "/nb/p2.htm"),
        (
            """<button onclick="location.href=encodeURI('index_2.jhtml');">下一页</button>""",
            "/nb/index_2.jhtml",
        ),
        (
            '<div class="page"><li onclick="go(3)"><a>&gt;</a></li></div><script>'
            + GO["address"]
            + "</script>",
            "/nb/index_3.html",
        ),
        (
            "<script>laypage({cont:'p', pages: 7, curr: 2, jump: function(obj, first){ if(!first){ location.href = '?page=' + obj.curr; } }});</script>",
            "/nb/?page=3",
        ),
        (
            "<script>$('#p').pagination({ totalData: 41, showData: 20, current: 1, callback: function(api){ window.location.href = 'list.aspx?p=' + api.getCurrent(); } });</script>",
            "/nb/list.aspx?p=2",
        ),
        (
            "<script>$('#p').Page({ totalPages: 3, callBack: function(n){ window.location.href = 'list.aspx?p=' + n; } });</script>",
            "/nb/list.aspx?p=2",
        ),
        (
            "<script>kkpager.generPageHtml({ pno: 2, total: 3, totalRecords: 46, hrefFormer: 'list', hrefLatter: '.html' });</script>",
            "/nb/list_3.html",
        ),
        (
            "<script>kkpager.generPageHtml({ pno: 1, total: 3, click: function(n){ location.href = 'l.do?pno=' + n; } });</script>",
            "/nb/l.do?pno=2",
        ),
        (
            "<script>kkpager.generPageHtml({ pno: 3, total: 3, hrefFormer: 'list', hrefLatter: '.html' });</script>",
            None,
        ),
        (
            '<div class="page">共<span>46</span>条 <a href="javascript:void(0)" onclick="go(1)">1</a> <a href="javascript:void(0)" onclick="go(2)">2</a></div>'
            "<form id=f><input name=pageNo value=1></form><script>function go(n){ $('#f').find('input'); f.pageNo.value=n; f.submit(); }</script>",
            "/nb/?pageNo=2",
        ),
        (
            '<div class="page"><b>1</b> <a href="list_2.html">2</a> <a href="list_3.html">3</a></div>',
            "/nb/list_2.html",
        ),
        ('<div class="page"><a href="/nb/">1</a> <a href="list_2.html">2</a></div>', "/nb/list_2.html"),
        ('<p>共40条 1/3页 <a href="index_2.html">尾页</a></p>', "/nb/index_1.html"),
        ('<p>共40条 1/3页 <a href="list_3.html">末页</a></p>', "/nb/list_2.html"),
    ],
)
def test_ways_to_the_next_page(body: str, path: str | None) -> None:
    link = next_page(page(body, f"{HOST}/nb/"))
    assert (link.url if link else None) == (f"{HOST}{path}" if path else None)


@pytest.mark.parametrize(
    "body",
    [
        '<a href="javascript:go(2)">下一页</a>',
        '<a href="javascript:go(2)">下一页</a><script>function go(n){ location.href = base + n; }</script>',
        "<a href=\"javascript:go(2)\">下一页</a><script>function go(n){ location.href = 'a_' + (n-1) + '.html'; }</script>",
        "<a href=\"javascript:void(0)\">下一页</a><script>function other(n){ location.href = 'a' + n; }</script>",
        '<input type="button" value="下一页" disabled onclick="go(2)"><script>' + GO["address"] + "</script>",
        "<script>laypage({pages: 2, curr: 2, jump: function(o){ location.href = '?page=' + o.curr; }});</script>",
        '<a href="/nb/index_4.html">尾页</a>',
    ],
)
def test_what_is_not_understood_is_no_page(body: str) -> None:
    assert next_page(page(body, f"{HOST}/nb/")) is None


def asp_net(pager: str, fields: str = "") -> str:
    return (
        '<form method="post" action="List.aspx?cid=13" id="form1"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEP+dg==">'
        '<input type="hidden" name="__EVENTTARGET" value=""><input name="key" type="text" value="公开"><input type="submit" name="btn" value="查询">'
        f'<input type="checkbox" name="box" value="1">{fields}<div class="list"><a href="Show.aspx?id=7">一</a></div>{pager}</form>'
    )


def test_post_back() -> None:
    body = asp_net(
        """<div id="AspNetPager1"><a href="javascript:__doPostBack('ctl00$AspNetPager1','2')">下一页</a></div>"""
    )
    link = next_page(page(body, f"{HOST}/List.aspx?cid=13"))
    assert link is not None
    assert link.url == f"{HOST}/List.aspx?cid=13"
    assert parse_qs(link.form, keep_blank_values=True) == {
        "__VIEWSTATE": ["/wEP+dg=="],
        "__EVENTTARGET": ["ctl00$AspNetPager1"],
        "__EVENTARGUMENT": ["2"],
        "key": ["公开"],
    }


def test_post_back_in_the_page_s_own_encoding() -> None:
    pager = '<a href="javascript:__doPostBack(&#39;p&#39;,&#39;2&#39;)">下页</a>'
    html = (
        f"<html><head><meta charset='gb2312'><title>公开</title></head><body>{asp_net(pager)}</body></html>"
    )
    link = next_page(read_page(f"{HOST}/List.aspx", html.encode("gb18030"), "text/html"))
    assert link is not None
    assert "key=%B9%AB%BF%AA" in link.form


def test_end_of_a_post_back_pager() -> None:
    assert next_page(page(asp_net('<a disabled="disabled">下一页</a>'), f"{HOST}/List.aspx?cid=13")) is None


def test_form_that_gets_the_number() -> None:
    body = """<form name="pageForm" method="post" action="/list.do"><input type="hidden" name="pageNo" id="pageNo" value="1"><input type="hidden" name="colId" value="8"></form>
      <a href="javascript:toPage(2)">下一页</a>
      <script>function toPage(n){ document.getElementById('pageNo').value = n; document.pageForm.submit(); }</script>"""
    link = next_page(page(body, f"{HOST}/list.do"))
    assert link is not None
    assert (link.url, link.form) == (f"{HOST}/list.do", "pageNo=2&colId=8")


def test_form_that_is_asked_for() -> None:
    body = """<form id="f" method="get" action="/list.do"><input type="hidden" name="page" value="1"><input type="hidden" name="col" value="8"></form>
      <a onclick="gotoPage(2)">下一页</a><script>function gotoPage(p){ $('#f').find('x'); document.f.page.value = p; document.f.submit(); }</script>"""
    link = next_page(page(body, f"{HOST}/list.do"))
    assert link is not None
    assert (link.url, link.form) == (f"{HOST}/list.do?page=2&col=8", "")


def test_form_of_another_site_is_not_sent() -> None:
    body = """<form name="s" method="post" action="http://other.edu.cn/list.do"><input type="hidden" name="page" value="1"></form>
      <a href="javascript:to(2)">下一页</a><script>function to(n){ document.s.page.value = n; document.s.submit(); }</script>"""
    assert next_page(page(body, f"{HOST}/list.do")) is None


# What scripts fetch ---------------------------------------------------------------

QUERY = """<div class="list"><ul><li><a href="{文章链接}">{标题}</a></li></ul></div>
  <script>$.ajax({url:'/_wp3services/generalQuery?queryObj=articles', type:'POST', data:{siteId: 41, columnId: 2850, pageIndex: 1, rows: 14}})</script>"""


def test_general_query() -> None:
    link = next_page(page(QUERY, f"{HOST}/2850/list.htm", head='<link href="/_css/_system/system.css">'))
    assert link is not None
    parts = urlsplit(link.url)
    asked = parse_qs(parts.query)
    assert parts.path == "/_wp3services/generalQuery"
    assert (asked["siteId"], asked["columnId"], asked["pageIndex"]) == (["41"], ["2850"], ["1"])


def test_general_query_of_a_script_elsewhere() -> None:
    body = '<ul><li><a href="{文章链接}">{标题}</a></li></ul><img src="/_visitcount?siteId=41&type=2&columnId=77">'
    link = next_page(page(body, f"{HOST}/77/list.htm"))
    assert link is not None
    assert "columnId=77" in link.url


def test_the_directory_of_teachers_is_no_list() -> None:
    body = "<script>getOrgData('/_wp3services/generalQuery?queryObj=teacherHome', 1)</script>"
    assert next_page(page(body, f"{HOST}/77/list.htm")) is None


def answer(url: str, text: str) -> object:
    return next_page(read_page(url, text.encode(), "application/json"))


def test_following_answers_of_general_query() -> None:
    url = f"{HOST}/_wp3services/generalQuery?queryObj=articles&siteId=41&columnId=2850&pageIndex=1&rows=2"
    rows = '{"title":"甲","url":"/a.htm"},{"title":"乙","url":"/b.htm"}'
    following = answer(url, f'{{"total":3,"data":[{rows}]}}')
    assert following.url == url.replace("pageIndex=1", "pageIndex=2")  # type: ignore[attr-defined]
    assert answer(url, f'{{"total":2,"data":[{rows}]}}') is None


RECORDS = "".join(
    f'<record><![CDATA[<li><a href="/art/2023/10/{d}/art_5_{d}.html">第{d}条</a></li>]]></record>'
    for d in range(10, 16)
)
PROXY = (
    '<div id="5"><script type="text/xml"><datastore><recordset>'
    + RECORDS
    + "</recordset></datastore></script></div>"
    "<script>$('#5').jpage({perPage: 2, totalRecord: 20, proxyUrl: '/module/web/jpage/dataproxy.jsp', ajaxParam: {col:1, appid:1, webid:3, path:'/', columnid:5, webname:'江州大学'}});</script>"
)


def test_dataproxy() -> None:
    link = next_page(page(PROXY, f"{HOST}/col/col5/index.html"))
    assert link is not None
    asked = parse_qs(urlsplit(link.url).query)
    assert urlsplit(link.url).path == "/module/web/jpage/dataproxy.jsp"
    assert (asked["startrecord"], asked["endrecord"], asked["perpage"]) == (["7"], ["12"], ["2"])
    assert (asked["columnid"], asked["webname"]) == (["5"], ["江州大学"])


def test_following_groups_of_dataproxy() -> None:
    url = f"{HOST}/module/web/jpage/dataproxy.jsp?col=1&columnid=5&startrecord=7&endrecord=12&perpage=2"
    body = f"<datastore><totalrecord>20</totalrecord><recordset>{RECORDS}</recordset></datastore>"
    following = answer(url, body)
    assert "startrecord=13&endrecord=18" in following.url  # type: ignore[attr-defined]
    assert answer(url, body.replace(">20<", ">12<")) is None


def test_group_that_names_the_next_one() -> None:
    body = f'<datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&columnid=5"></a>]]></nextgroup><recordset>{RECORDS}</recordset></datastore>'
    following = answer(f"{HOST}/module/web/jpage/dataproxy.jsp?page=1&columnid=5", body)
    assert following.url == f"{HOST}/module/web/jpage/dataproxy.jsp?page=2&columnid=5"  # type: ignore[attr-defined]
