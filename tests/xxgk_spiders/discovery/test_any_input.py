"""No text, no address and no bytes may raise or hang."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xxgk_spiders.discovery.article import article
from xxgk_spiders.discovery.blocks import block_of
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Link, Page
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.discovery.pagers import next_page
from xxgk_spiders.discovery.ranking import rank
from xxgk_spiders.discovery.urls import canonical, is_public_address, kind_of, registered_domain, resolve
from xxgk_spiders.discovery.wording import judge, period_of

URL = "http://xxgk.jiangzhou.edu.cn/a/list.htm"
PIECES = st.sampled_from(
    [
        "信息公开",
        "年度报告",
        "2022",
        "-",
        "2023",
        "年",
        "学年",
        "江州大学",
        "学院",
        "（",
        "）",
        "...",
        "关于",
        "通知",
        "预算",
        " ",
        "》",
        "二〇二三",
        "/",
        "[",
        "1、",
        "．",
    ]
)
TITLES = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join))
TAGS = st.sampled_from(
    [
        "<a href='",
        "x.htm",
        "'>",
        "</a>",
        "<ul>",
        "<li id='line_u1_0'>",
        "<div class='nav'>",
        "</div>",
        "<script>",
        "</script>",
        "location.href='/x'",
        "<iframe src='",
        "viewer.html?file=",
        "%25",
        "<meta http-equiv=refresh content='0;url=",
        "<base href='",
        "<!--",
        "-->",
        "<table><tr><td>",
        "\0",
        "信息公开",
        "<p pdfsrc='",
        "2023年",
        'createPageHTML(3,0,"index","html")',
        "<a class='next' href='2.htm'>下一页</a>",
        "当前位置：",
        "&#x110000;",
        "<html xmlns='",
        "<?xml version='1.0' encoding='gbk'?>",
    ]
)
BODIES = st.one_of(
    st.binary(max_size=400), st.lists(TAGS, max_size=25).map(lambda parts: "".join(parts).encode())
)


def everything(page: Page) -> None:
    own = judge(page.title)
    for link in links(page):
        rank(
            link,
            judge(link.text, context=link.context, school="江州大学"),
            page_judgement=own,
            platform=page.platform,
        )
        canonical(link.url)
    next_page(page)
    article(page)
    for status in (200, 202, 403, 404, 412, 500):
        block_of(page, status, {})


@given(TITLES, TITLES, TITLES)
def test_wording(text: str, context: str, school: str) -> None:
    judged = judge(text, context=context, school=school)
    assert judged.reason
    assert judged.period is None or judged.period[:2] == "20"
    period_of(text)


@given(st.text(max_size=200), st.text(max_size=200))
def test_urls(one: str, other: str) -> None:
    for href in (one, f"http://{one}/{other}", f"//{one}", f"{one}?{other}"):
        url = resolve(URL, href)
        assert url is None or url.startswith(("http://", "https://"))
        if url:
            assert canonical(url)
            kind_of(url)
            rank(
                Link(url, other),
                judge(other),
                page_judgement=None,
                platform=read_page(URL, b"", None).platform,
            )
        canonical(href)
    registered_domain(one)
    is_public_address(one)


@given(st.text(max_size=80))
def test_canonical_is_stable(path: str) -> None:
    url = resolve(URL, "/" + path)
    if url:
        assert canonical(url) == canonical(url.replace("http://", "https://"))


@settings(max_examples=150)
@given(BODIES)
def test_pages(body: bytes) -> None:
    everything(read_page(URL, body, "text/html"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0" * 1_000,
        b"%PDF-1.7\n" + bytes(range(256)) * 20,
        b"PK\x03\x04" + bytes(range(256)) * 20,
        b"<div>" * 50_000,
        b"<a href='x'>" * 20_000,
        b"<table><tr><td>" * 5_000,
        b"<script>" + b"/*" * 50_000,
        "<script>信息公开".encode() + b"'x','/a'," * 20_000,
        "<script>信息公开".encode() + "'信息公开',".encode() * 5_000,
        b"<title>" + "（2022-".encode() * 20_000,
        b"<a title='" + "信息公开".encode() * 20_000 + b"'>x</a>",
        b"<div class='page'>" + b"<a href='?page=2'>2</a><span>1</span>" * 3_000 + b"</div>",
        "<div>当前位置：".encode() + b"> " * 30_000,
        b"&" * 100_000,
        b"<" * 100_000,
    ],
    ids=range(16),
)
def test_hostile_pages(body: bytes) -> None:
    everything(read_page(URL, body, "text/html"))


@pytest.mark.parametrize(
    "text",
    [
        "2022-" * 20_000,
        "信息公开" * 20_000,
        "年度" * 20_000,
        "（" * 50_000,
        " " * 100_000 + "x",
        "二〇" * 20_000,
        "关于" * 9_000 + "通知",
        "1、" * 20_000,
        "." * 50_000,
        "·" * 50_000 + "年",
    ],
    ids=range(10),
)
def test_long_texts(text: str) -> None:
    judge(text, context=text, school="江州大学")
    judge(text, school=text)
    period_of(text)
