"""Addresses that scripts put together, and lists of data whose items have a number and no address."""

import json

import pytest

from tests.xxgk_spiders.discovery.pages import page
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.scripted import data_addresses, page_of_data, with_more
from xxgk_spiders.discovery.templates import next_of_data, own_number, templates

HOST = "http://xxgk.jiangzhou.edu.cn"
ROWS = {"data": {"total": 12, "list": [{"id": 31, "title": "江州大学2022-2023学年信息公开年度报告"}]}}


def script(code: str) -> str:
    return f"<div id='app'></div><script>{code}</script>"


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("location.href='/detail/'+row.id", "/detail/31"),
        ("window.open('detail.html?id=' + item.data.id + '&t=1')", "/detail.html?id=31&t=1"),
        ("url = `/article/${item.id}.html`", "/article/31.html"),
        ("this.$router.push({path: '/show', query: {aid: row.id}})", "/show?aid=31"),
    ],
)
def test_an_item_is_at_the_address_that_the_script_makes(code: str, path: str) -> None:
    shown = page_of_data(page(script(code)), json.dumps(ROWS).encode())
    assert shown is not None
    assert [link.url for link in links(shown)] == [HOST + path]


@pytest.mark.parametrize("code", ["get('/api/info?id='+row.id)", "open('#/detail/'+row.id)", "f(row.id)"])
def test_an_item_without_an_address_is_none(code: str) -> None:
    assert templates(page(script(code))) == []
    assert page_of_data(page(script(code)), json.dumps(ROWS).encode()) is None


@pytest.mark.parametrize(
    ("code", "query"),
    [
        (
            "axios.get('/api/list', {params: {columnId: 36, current: 1, size: 10}})",
            "columnId=36&current=1&size=10",
        ),
        ("$.get('/api/list', {cid: '36'}, show)", "cid=36"),
        ("data(){return {cid: 36}}; $.ajax({url:'/api/list', data:{cid: this.cid}})", "cid=36"),
        ("axios.get('/api/list', {params: {cid: this.unknown}})", ""),
        ("axios.get('/api/list?cid=36')", "cid=36"),
    ],
)
def test_data_are_asked_for_with_their_parameters(code: str, query: str) -> None:
    assert data_addresses(page(script(code))) == [f"{HOST}/api/list" + (f"?{query}" if query else "")]


def test_an_article_is_asked_for_by_the_number_of_its_page() -> None:
    read = page(script("axios.get('/api/info?id=' + id)"), f"{HOST}/detail.html?id=318")
    assert data_addresses(read) == [f"{HOST}/api/info?id=318"]
    assert own_number(page("", f"{HOST}/show/318.html")) == "318"
    assert data_addresses(page(script("axios.get('/api/info?id=' + id)"), f"{HOST}/ndbg.htm")) == []


def test_a_list_of_data_goes_on_until_its_total() -> None:
    url = f"{HOST}/api/list?cid=36&page=1&size=10"
    assert next_of_data(url, json.dumps(ROWS)) == f"{HOST}/api/list?cid=36&page=2&size=10"
    assert next_of_data(url.replace("page=1", "page=2"), json.dumps(ROWS)) is None
    assert next_of_data(f"{HOST}/api/list?cid=36", json.dumps(ROWS)) is None
    read = page(script("open('/d/'+row.id)"))
    first, second = (page_of_data(read, json.dumps(ROWS).replace("31", n).encode()) for n in ("31", "14"))
    assert first is not None
    assert second is not None
    assert [link.url for link in links(with_more(first, [second]))] == [f"{HOST}/d/31", f"{HOST}/d/14"]
