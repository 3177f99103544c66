# ruff: noqa: E501 (markup as it is)
"""What stands around a link: parts of the school, what is out of sight, breadcrumbs, pagers among dates."""

import pytest

from tests.xxgk_spiders.discovery.pages import page
from xxgk_spiders.discovery.blocks import block_of
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Judgement, Link, Verdict
from xxgk_spiders.discovery.pagers import next_page
from xxgk_spiders.discovery.ranking import FORMER, MONTH, rank
from xxgk_spiders.discovery.surroundings import behind_cover
from xxgk_spiders.discovery.wording import is_of_sub_units, judge
from xxgk_spiders.discovery.zones import breadcrumb
from xxgk_spiders.platforms import GENERIC

HOST = "http://xxgk.jiangzhou.edu.cn"
YEAR = "2022-2023学年信息公开年度报告"


def verdicts(body: str) -> list[Verdict]:
    found = links(page(body, title="信息公开年报"))
    return [judge(link.text, context=link.context, school="江州大学").verdict for link in found]


@pytest.mark.parametrize(
    ("heading", "verdict"),
    [
        ("学校年度报告", Verdict.REPORT),
        ("部门（学院）年度报告", Verdict.FALSE_FRIEND),
        ("二级单位信息公开年报", Verdict.FALSE_FRIEND),
        ("校部门联合年报", Verdict.REPORT),
        ("通知公告", Verdict.REPORT),
    ],
)
def test_the_reports_of_parts_of_the_school_stand_under_a_heading(heading: str, verdict: Verdict) -> None:
    body = f'<div><div class="t">{heading}</div><dl><dt>教务处</dt><dd><a href="/1.htm">{YEAR}</a></dd></dl></div>'
    assert verdicts(body) == [verdict]


def test_who_names_the_school_is_the_school() -> None:
    assert verdicts(f'<h3>部门年度报告</h3><ul><li><a href="/1.htm">江州大学{YEAR}</a></li></ul>') == [
        Verdict.REPORT
    ]
    assert not is_of_sub_units("部门预算信息公开")
    assert judge("2022-2023学年", context="部门年度报告").verdict is Verdict.FALSE_FRIEND


@pytest.mark.parametrize(
    "style", ["display:none", "position:absolute;left:-9999px", "font-size:0", "height:0px"]
)
def test_what_is_out_of_sight_is_no_heading(style: str) -> None:
    hidden = f'<div style="{style}">信息公开年度报告</div>'
    body = hidden + '<div><ul><li><a href="/1.htm">2022-2023学年</a></li></ul></div>'
    seen = body.replace(f' style="{style}"', ' style="height:20px;left:10px"')
    assert [links(page(b, title="江州大学"))[0].context for b in (body, seen)] == [
        "江州大学",
        "信息公开年度报告",
    ]


@pytest.mark.parametrize(
    ("body", "steps"),
    [
        ("<div>当前位置：首页 &gt; 信息公开</div>", ["信息公开"]),
        (f"<div><div>当前位置：首页 &gt; 信息公开</div><p>{'正文。' * 300}</p></div>", ["信息公开"]),
        ("<div><span>当前位置：</span><a>首页</a> &gt; <a>年度报告</a></div>", ["年度报告"]),
    ],
)
def test_breadcrumbs_of_one_step(body: str, steps: list[str]) -> None:
    assert breadcrumb(page(body)) == steps


ROWS = '<ul><li><b>24</b>2023-10<a href="/1.htm">通知</a></li><li><b>21</b>2023-10<a href="/2.htm">公告</a></li></ul>'


@pytest.mark.parametrize(
    ("url", "pager", "following"),
    [
        ("/tz/", '<a href="index_2.html">2</a><a href="index_3.html">3</a>', "/tz/index_2.html"),
        ("/tz/index_2.html", '<a href="/tz/">1</a><a href="index_3.html">3</a>', "/tz/index_3.html"),
        ("/tz/index_3.html", '<a href="/tz/">1</a><a href="index_2.html">2</a>', None),
        ("/tz/", '<a href="index_2.html"><img src="/next.gif"></a>', "/tz/index_2.html"),
        ("/tz/list.php?c=4", '<a href="?c=4&amp;page=9">尾页</a>', "/tz/list.php?c=4&page=2"),
        ("/tz/list.php?c=4&page=2", '<a href="?c=4&amp;page=1"><img src="/back.gif"></a>', None),
        ("/tz/list.php?c=4", '<a href="?c=5&amp;page=2"><img src="/next.gif"></a>', None),
        ("/tz/", '<a href="javascript:void(0)" data-url="/more?page=2">加载更多</a>', "/more?page=2"),
        ("/tz/38.htm", '<a href="39.htm"><img src="/next.gif"></a>', None),
    ],
)
def test_pagers_that_do_not_say_where_they_are(url: str, pager: str, following: str | None) -> None:
    link = next_page(page(f'<div>{ROWS}<p class="page">{pager}</p></div>', HOST + url))
    assert (link.url if link else None) == (HOST + following if following else None)


@pytest.mark.parametrize("title", ["关于开展2024年校园安全检查的通知", "关于网站维护的公告"])
def test_an_article_about_it_is_no_block(title: str) -> None:
    assert block_of(page("<p>请各单位落实。</p>", title=title), 200, {}) is None
    assert block_of(page("<p>请稍候。</p>", title=title.removeprefix("关于")), 200, {}) is not None


def reason(text: str, on: Judgement) -> str:
    link = Link(f"{HOST}/x.htm", text)
    return rank(link, judge(text), page_judgement=on, platform=GENERIC)[1]


def test_months_count_in_archives_of_years() -> None:
    archive = Judgement(Verdict.OTHER, "bare_year", "2023")
    assert [reason(t, archive) == MONTH for t in ("10月", "2023年11月", "3月", "10")] == [
        True,
        True,
        False,
        False,
    ]
    assert reason("10月", Judgement(Verdict.PORTAL, "portal")) != MONTH


def test_what_a_portal_s_menu_is_good_for_in_the_end() -> None:
    portal = Judgement(Verdict.PORTAL, "portal")
    assert reason("旧版网站", portal) == FORMER
    assert reason("中文版", portal) == "entrance"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ('<map name="m"><area href="index.htm" alt="进入"></map>', "/index.htm"),
        ('<a href="main.asp"><img src="cover.jpg"></a>', None),
        ('<a href="/">首页</a>', None),
        ('<a href="index.htm">首页</a>' + "".join(f'<a href="/{n}.htm">栏目{n}</a>' for n in range(5)), None),
    ],
)
def test_what_is_behind_a_cover(body: str, path: str | None) -> None:
    read = page(body, "http://xxgk.jiangzhou.edu.cn/")
    way = behind_cover(read, links(read))
    assert (way.url.removeprefix("http://xxgk.jiangzhou.edu.cn") if way else None) == path
