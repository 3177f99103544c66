# ruff: noqa: E501 (markup as it is)
import pytest

from tests.xxgk_spiders.discovery.pages import (
    VSB,
    WEBPLUS,
    page,
    vsb_list,
    vsb_new_pager,
    vsb_old_pager,
    webplus_pager,
)
from xxgk_spiders.discovery.pagers import next_page

HOST = "http://xxgk.jiangzhou.edu.cn"


def following(body: str, url: str = f"{HOST}/ndbg.htm", head: str = "") -> str | None:
    link = next_page(page(body, url, head=head))
    return link.url if link else None


def test_vsb_counts_down() -> None:
    assert following(vsb_list(vsb_new_pager("ndbg/3.htm")), head=VSB) == f"{HOST}/ndbg/3.htm"
    assert following(vsb_list(vsb_new_pager("2.htm")), f"{HOST}/ndbg/3.htm", VSB) == f"{HOST}/ndbg/2.htm"


def test_vsb_old_generation() -> None:
    assert following(vsb_list(vsb_old_pager("ndbg/3.htm")), head=VSB) == f"{HOST}/ndbg/3.htm"


def test_vsb_last_page() -> None:
    end = '<span class="p_no"><a href="2.htm">3</a></span><span class="p_no_d">4</span><span class="p_next_d p_fun_d">下页</span>'
    assert following(vsb_list(f'<div class="pb_sys_common">{end}</div>'), f"{HOST}/ndbg/1.htm", VSB) is None
    old = '<div><a class="Prev" href="2.htm">上页</a><span class="NextDisabled">下页</span><span class="NextDisabled">尾页</span></div>'
    assert following(vsb_list(old), f"{HOST}/ndbg/1.htm", VSB) is None


def test_webplus_honours_the_given_form() -> None:
    assert following(webplus_pager("/99/list2.psp"), f"{HOST}/99/list.htm", WEBPLUS) == f"{HOST}/99/list2.psp"
    assert (
        following(webplus_pager("/99/list2.htm", label="&gt;"), f"{HOST}/99/list.htm", WEBPLUS)
        == f"{HOST}/99/list2.htm"
    )


def test_webplus_end() -> None:
    assert following(webplus_pager("javascript:void(0);"), f"{HOST}/99/list3.htm", WEBPLUS) is None


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ('<div class="page"><a href="list_2.asp?page=2">下一页</a></div>', f"{HOST}/list_2.asp?page=2"),
        (
            '<p><a href="?cid=13&page=2">下页</a> <a href="?cid=13&page=9">末页</a></p>',
            f"{HOST}/ndbg.htm?cid=13&page=2",
        ),
        (
            '<div class="pagination"><a href="?page=2">&gt;</a><a href="?page=9">&gt;&gt;</a></div>',
            f"{HOST}/ndbg.htm?page=2",
        ),
        ('<div class="pages"><a href="?p=2">Next »</a></div>', f"{HOST}/ndbg.htm?p=2"),
        ('<a rel="next" href="/p/2"><i></i></a>', f"{HOST}/p/2"),
        (
            '<div class="pagelist"><span class="current">1</span><a href="?page=2">2</a><a href="?page=3">3</a></div>',
            f"{HOST}/ndbg.htm?page=2",
        ),
        (
            '<div class="page"><strong>1</strong> <a href="?page=2">[2]</a> <a href="?page=3">[3]</a></div>',
            f"{HOST}/ndbg.htm?page=2",
        ),
        (
            '<ul class="pager"><li class="active"><a href="?page=1">1</a></li><li><a href="?page=2">2</a></li></ul>',
            f"{HOST}/ndbg.htm?page=2",
        ),
    ],
)
def test_generic_ladder(body: str, url: str) -> None:
    assert following(body) == url


@pytest.mark.parametrize(
    ("script", "url", "expected"),
    [
        ('createPageHTML(5, 0, "index", "html");', f"{HOST}/nb/", f"{HOST}/nb/index_1.html"),
        ('createPageHTML(5, 3, "index", "html");', f"{HOST}/nb/index_3.html", f"{HOST}/nb/index_4.html"),
        ('createPageHTML(5, 4, "index", "html");', f"{HOST}/nb/index_4.html", None),
        ('createPageHTML(1, 0, "index", "html");', f"{HOST}/nb/", None),
        ("var countPage = 3;", f"{HOST}/nb/index.html", f"{HOST}/nb/index_1.html"),
        ("var countPage = 3;", f"{HOST}/nb/index_2.html", None),
        ("var maxPageCount = 112;", f"{HOST}/nb/index.htm", f"{HOST}/nb/index1.htm"),
        ("var maxPageCount = 112;", f"{HOST}/nb/index110.htm", f"{HOST}/nb/index111.htm"),
        ("var maxPageCount = 112;", f"{HOST}/nb/index111.htm", None),
        ("var maxPageCount = 3;", f"{HOST}/info/7.htm", None),
    ],
)
def test_pagers_drawn_by_scripts(script: str, url: str, expected: str | None) -> None:
    assert following(f"<script>{script}</script>", url) == expected


@pytest.mark.parametrize(
    "body",
    [
        '<a href="5946.htm">下一篇：关于放假的通知</a>',
        '<a href="5946.htm">下一条</a>',
        '<a href="/a.htm">&gt;</a>',
        '<div class="page"><a href="ndbg.htm">下一页</a></div>',
        '<div class="page"><a href="http://other.com/2.htm">下一页</a></div>',
        '<div class="page"><span class="current">3</span><a href="?page=1">1</a><a href="?page=2">2</a></div>',
        '<div class="page"><a href="javascript:go(2)">下一页</a></div>',
        "",
    ],
)
def test_no_pager(body: str) -> None:
    assert following(body) is None
