"""What clicks call: functions of the page that go somewhere, or fetch a piece of it."""

import pytest

from tests.xxgk_spiders.discovery.pages import page
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.pagers import next_page

HOST = "http://xxgk.jiangzhou.edu.cn"


def led_to(call: str, script: str) -> list[str]:
    read = page(f'<ul><li onclick="{call}">年度报告</li></ul><script>{script}</script>')
    return [link.url.removeprefix(HOST) for link in links(read)]


@pytest.mark.parametrize(
    ("call", "script", "path"),
    [
        (
            "load(6,1)",
            'function load(c, p) { $.get("/l?c=" + c + "&p=" + p, function (x) { $("#a").html(x); }); }',
            "/l?c=6&p=1",
        ),
        ("show('nb')", "function show(name) { $('#a').load('/piece/' + name + '.html'); }", "/piece/nb.html"),
        (
            "go('ab12')",
            "var ctx = '/portal'; function go(id) { var u = ctx + '/view?id=' + id; window.open(u); }",
            "/portal/view?id=ab12",
        ),
        (
            "load(6)",
            'function load(c) { $.get("/l", {cid: c, page: 1}, function (x) { fill(x); }); }',
            "/l?cid=6&page=1",
        ),
        (
            "load(6)",
            'function load(c) { $.ajax({ url: "/l", type: "get", data: { cid: c }, success: fill }); }',
            "/l?cid=6",
        ),
        (
            "load(6)",
            "load = function (c) { fetch('/l/' + c).then(fill); location.href = '/here?c=' + c; }",
            "/here?c=6",
        ),
        (
            "down('8a80','年报.pdf')",
            "function down(id, name) { window.open('/d?id=' + id + '&n=' + encodeURI(name)); }",
            "/d?id=8a80&n=年报.pdf",
        ),
    ],
)
def test_what_a_function_asks_for(call: str, script: str, path: str) -> None:
    assert led_to(call, script) == [path]


@pytest.mark.parametrize(
    ("call", "script"),
    [
        ("load(6)", 'function load(c) { $.get("/l?c=" + other, fill); }'),
        ("load(6)", 'function load(c) { $.get("/l", {cid: c, user: name}, fill); }'),
        ("load(6)", 'function load(c) { $.ajax({ url: "/l", type: "POST", data: { cid: c } }); }'),
        ("load(6)", "var u = '/a'; u = '/b'; function load(c) { location.href = u + c; }"),
        ("load(this)", "function load(c) { location.href = '/l/' + c; }"),
        ("load(6)", "function load(c) { location.href = base; } var base = base;"),
    ],
)
def test_what_is_not_known_is_no_address(call: str, script: str) -> None:
    assert led_to(call, script) == []


def following(call: str, path: str) -> str | None:
    link = next_page(page(f'<div class="fy"><a href="javascript:{call}">下一页</a></div>', HOST + path))
    return link.url.removeprefix(HOST) if link else None


@pytest.mark.parametrize(
    ("call", "path", "to"),
    [
        ("load(6,3)", "/l?cid=6&page=2", "/l?cid=6&page=3"),
        ("goPage(3)", "/l?cid=6&page=2", "/l?cid=6&page=3"),
        ("load('nb','3')", "/l?page=2&code=nb", "/l?page=3&code=nb"),
        ("load(7,3)", "/l?cid=6&page=2", None),
        ("goPage(4)", "/l?cid=6&page=2", None),
        ("goPage(7)", "/l?cid=6", None),
    ],
)
def test_a_call_that_repeats_the_address(call: str, path: str, to: str | None) -> None:
    assert following(call, path) == to


NODES = "{id: 1, pId: 0, name: '规章制度'}, {id: 16, pId: 1, name: '年度报告'}"


@pytest.mark.parametrize(
    ("script", "found"),
    [
        (
            "var nodes = [{name: '规章', url: 'l.do?id=1'}, {name: '年度报告', url: 'l.do?id=16'}];",
            ["/l.do?id=16"],
        ),
        (
            f"var nodes = [{NODES}]; function onClick(e, t, n) {{ location.href = 'l.do?id=' + n.id; }}",
            ["/l.do?id=16"],
        ),
        (f"var nodes = [{NODES}];", []),
        ("d.add(16, 1, '就业质量年度报告', 'l.do?id=16');", []),
    ],
)
def test_trees_of_scripts(script: str, found: list[str]) -> None:
    read = page(f"<script>{script}</script>")
    assert [link.url.removeprefix(HOST) for link in links(read)] == found
