"""Pages that a script fills, and pages that are missing softly: told by what they show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.discovery.scripted import (
    data_addresses,
    is_article_of_data,
    is_filled_by_script,
    is_script_only,
    own_scripts,
    page_of_data,
)
from xxgk_spiders.discovery.soft404 import impossible, signature
from xxgk_spiders.discovery.written import menu_files, written

URL = "https://xxgk.lingnan.edu.cn/gk/index.html"


def page(body: str) -> Page:
    html = f"<html><head><title>信息公开</title></head><body>{body}</body></html>"
    return read_page(URL, html.encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize(
    "body",
    [
        "<div id='app'></div><script src='/js/app.4f2.js'></script>",
        "<div id='root'>加载中…</div><script>axios.get('/x')</script>",
        "<noscript>请启用脚本</noscript><script>fetch('/x')</script>",
    ],
)
def test_a_shell_shows_nothing(body: str) -> None:
    assert is_script_only(page(body))


@pytest.mark.parametrize(
    "body",
    [
        "<div id='app'><p>"
        + "学校信息公开工作稳步推进。" * 30
        + "</p></div><script src='/js/app.js'></script>",
        "<div id='app'></div>",
        "<script src='/a.js'></script>" + "<a href='/1.htm'>公开</a>" * 20,
        "<script src='/a.js'></script><iframe src='/b.htm'></iframe>",
        "<script>window.location.href='/main.htm'</script>",
        "<div class='wp_pdf_player' pdfsrc='/a.pdf'></div><script src='/a.js'></script>",
    ],
)
def test_what_has_content_or_leads_on_is_no_shell(body: str) -> None:
    assert not is_script_only(page(body))


def test_addresses_of_data_are_read_where_they_are_whole() -> None:
    script = """
    fetch('/api/news/list?column=50'); $.get("data/list.json");
    fetch('/api/item/' + id); axios.get(base + '/api/x'); var css = '/api/a.css';
    fetch('https://www.bieren.com.cn/api/list'); fetch(`/api/${id}`);
    """
    assert data_addresses(page(f"<script>{script}</script>")) == [
        "https://xxgk.lingnan.edu.cn/api/news/list?column=50",
        "https://xxgk.lingnan.edu.cn/gk/data/list.json",
    ]
    assert is_filled_by_script(page(f"<script>{script}</script>"))
    assert not is_filled_by_script(page("<script>var a = '/api/list';</script>"))


def test_own_scripts_last_first() -> None:
    found = own_scripts(
        page("<script src='/a.js'></script><script src='//cdn.cn/v.js'></script><script src='b.js'></script>")
    )
    assert found == ["https://xxgk.lingnan.edu.cn/gk/b.js", "https://xxgk.lingnan.edu.cn/a.js"]


def test_data_become_links() -> None:
    shown = page_of_data(page(""), '{"rows": [{"title": "2023年报", "url": "/info/1.htm"}]}'.encode())
    assert shown is not None
    assert [a.get("href") for a in shown.tree.iter("a")] == ["/info/1.htm"]
    assert shown.title == "信息公开"
    for nothing in (b"", b"[]", b"{", b"<html></html>", b"[" * 100_000, b'{"a": "\xff"}'):
        assert page_of_data(page(""), nothing) is None


def test_an_article_of_data_is_shown_as_one() -> None:
    data = """{"code": 0, "data": {"id": 7, "title": "2023年报", "content": "<p>一、概述</p>",
        "files": [{"name": "年报.pdf", "url": "/f/1.pdf"}]}}"""
    shown = page_of_data(page(""), data.encode())
    assert shown is not None
    assert is_article_of_data(shown)
    assert shown.title == "2023年报"
    assert "<p>一、概述</p>" in shown.html
    assert [a.get("href") for a in shown.tree.iter("a")] == ["/f/1.pdf"]
    assert (
        page_of_data(page(""), b'{"a": {"b": {"c": {"d": {"e": {"title": "x", "content": "y"}}}}}}') is None
    )


def test_a_signature_leaves_out_what_varies() -> None:
    one = signature(page("<p>走丢了（编号8f3a9c21），共访问102次，/a/1.htm</p><a href='/'>首页</a>"))
    other = signature(page("<p>走丢了（编号77ab01ff），共访问9次，/b/22.htm</p><a href='/'>回家</a>"))
    assert one == other
    assert one != signature(page("<p>本学年共公开信息三百条。</p>"))


def test_an_impossible_address_lies_beside() -> None:
    made = impossible("https://x.edu.cn/info/1083/27.htm?a=1")
    assert made.startswith("https://x.edu.cn/info/1083/")
    assert made.endswith(".htm")
    assert made == impossible("https://x.edu.cn/info/1083/27.htm")
    assert impossible("https://x.edu.cn").startswith("https://x.edu.cn/")


@given(st.binary(max_size=2_000))
def test_any_bytes(body: bytes) -> None:
    read = read_page(URL, body, None)
    is_script_only(read)
    is_filled_by_script(read)
    own_scripts(read)
    signature(read)
    page_of_data(read, body)


@given(st.text(max_size=60))
def test_any_address(text: str) -> None:
    impossible(f"https://x.edu.cn/{text}")


def test_a_menu_that_a_script_file_writes() -> None:
    head = '<script src="/js/jquery.js"></script><script src="/js/menu.js?v=2"></script>'
    read = page(f'{head}<script src="http://cdn.example.com/nav.js"></script>')
    assert [url.rpartition("/")[2] for url in menu_files(read)] == ["menu.js?v=2"]
    script = (
        """document.write('<li><a href="/ndbg.htm">年度报告</a>');\n"""
        """document.write("<li><a href=\\"/zn.htm\\">指南</a>");"""
    )
    shown = written(read, script)
    assert shown is not None
    assert [(link.url.rpartition("/")[2], link.text) for link in links(shown)] == [
        ("ndbg.htm", "年度报告"),
        ("zn.htm", "指南"),
    ]
    assert written(read, 'var a = "<a href=/x>";') is None
    assert written(read, 'document.write("<b>没有链接</b>");') is None


@given(st.text(max_size=300))
def test_any_script_of_a_menu(text: str) -> None:
    written(page(""), f"document.write('{text}<a href=" + text)
