"""Reports on several pages: which belong together, and what they are as one."""

import pytest

from tests.xxgk_spiders.discovery.pages import page
from xxgk_spiders.discovery.article import article
from xxgk_spiders.discovery.continued import chapters, following, joined
from xxgk_spiders.discovery.model import Page

BASE = "http://xxgk.jiangzhou.edu.cn/nb/2023"
TITLE = "江州大学2022-2023学年信息公开年度报告"
NAMES = ["一、概述", "二、主动公开情况", "三、依申请公开情况", "四、评议情况"]


def contents(names: list[str]) -> Page:
    items = "".join(f'<li><a href="{n}.html">{name}</a></li>' for n, name in enumerate(names, 1))
    body = f"<h1>{TITLE}</h1><p>本报告由学校办公室编制。</p><ol>{items}</ol>"
    return page(body, f"{BASE}/index.html", title=TITLE)


def test_a_table_of_contents_names_the_chapters() -> None:
    assert chapters(contents(NAMES)) == [f"{BASE}/{n}.html" for n in range(1, 5)]


@pytest.mark.parametrize(
    "names", [NAMES[:2], ["一、招生", "二、就业", "三、财务"], ["概述", "主动公开", "评议"]]
)
def test_other_lists_are_no_contents(names: list[str]) -> None:
    assert chapters(contents(names)) == []


@pytest.mark.parametrize(
    ("href", "goes_on"),
    [("8_2.htm", True), ("8.htm?page=2", True), ("8/2.htm", True), ("9.htm", False), ("80.htm", False)],
)
def test_an_article_goes_on_at_its_own_address(href: str, goes_on: bool) -> None:
    first = page(f'<p>{TITLE}</p><div class="page"><a href="{href}">下一页</a></div>', f"{BASE}/8.htm")
    assert bool(following(first, first)) == goes_on


def test_an_article_ends() -> None:
    first = page("", f"{BASE}/8.htm")
    last = page('<div class="page"><a href="8.htm">下一页</a></div>', f"{BASE}/8_2.htm")
    assert following(last, first) == []


def test_all_parts_are_one_article_in_their_order() -> None:
    parts = [
        page(
            f"<h1>{name}</h1><p>{'本节说明有关情况。' * 20}</p><a href='index.html'>返回目录</a>",
            f"{BASE}/{n}.html",
            title=f"{name}-江州大学",
        )
        for n, name in enumerate(NAMES, 1)
    ]
    whole = joined([contents(NAMES), *parts], TITLE)
    assert whole is not None
    assert whole.url == f"{BASE}/index.html"
    read = article(whole)
    assert read.title == TITLE
    places = [read.body_text.index(name) for name in NAMES]
    assert places == sorted(places)
    assert all(read.body_text.count(name) == 1 for name in NAMES)
    assert "返回目录" not in read.body_text


def test_a_part_without_a_body_spoils_the_whole() -> None:
    assert joined([contents(NAMES), page("<a href='/'>首页</a>", f"{BASE}/1.html")], TITLE) is None
