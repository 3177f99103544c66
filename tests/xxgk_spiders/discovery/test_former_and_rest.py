"""The site before this one, and the rest of the menu: followed where reports are missing."""

import pytest

from tests.xxgk_spiders.discovery.pages import page
from xxgk_spiders.discovery.model import Judgement, Link, Verdict
from xxgk_spiders.discovery.ranking import FORMER, is_former, may_be_in_a_menu, rank
from xxgk_spiders.discovery.wording import judge
from xxgk_spiders.economy import may_have_older
from xxgk_spiders.frontier import Lead
from xxgk_spiders.last_resort import LAST_RESORT, MOST_PAGES, Spares
from xxgk_spiders.platforms import GENERIC
from xxgk_spiders.site import Budget, Site
from xxgk_spiders.survey import Findings, survey

HOST = "http://xxgk.jiangzhou.edu.cn"
PORTAL = Judgement(Verdict.PORTAL, "portal")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "旧版网站",
            "旧版",
            "返回旧版",
            "旧站",
            "访问旧版",
            "老版网站",
            "旧网站",
            "老网站",
            "原网站",
            "旧版入口",
            "旧版信息公开",
        ),
        *(
            "往年信息公开",
            "信息公开（旧版）",
            "进入老版网站>>",
            "原信息公开专栏",
            "历史网站",
            "切换到旧版",
            "网站旧版",
            "过往信息公开",
            "进入旧版》",
        ),
    ],
)
def test_former_sites(text: str) -> None:
    assert is_former(text)
    link = Link("http://old.jiangzhou.edu.cn/", text, in_content=False)
    assert rank(link, judge(text), page_judgement=PORTAL, platform=GENERIC)[1] == FORMER


@pytest.mark.parametrize(
    "text",
    [
        "",
        "原版",
        "历史",
        "历史系",
        "老年大学",
        "旧闻",
        "往年公告",
        "手机版",
        "移动版",
        "首页",
        "信息公开",
        "原创",
        "校史馆",
    ],
)
def test_what_is_no_former_site(text: str) -> None:
    assert not is_former(text)


def site(*periods: str) -> Site:
    made = Site("1", "江州大学", HOST, frozenset({"jiangzhou.edu.cn"}), Budget(99, 99, 9_999))
    made.periods.update(periods)
    return made


def test_a_former_site_is_looked_at_where_older_years_are_missing() -> None:
    lead = Lead("http://old.jiangzhou.edu.cn/", "旧版", 0.22, FORMER, PORTAL)
    assert not site("2014-2015", "2015-2016").is_tired_of(lead)
    assert not site().is_tired_of(lead)
    assert site("2009-2010", "2015-2016").is_tired_of(lead)
    assert [may_have_older([year]) for year in ("2010", "2011", "2012")] == [False, False, True]


def looked(body: str, path: str = "/") -> Findings:
    return survey(
        page(body, HOST + path, title="江州大学信息公开网"),
        Lead(HOST + path, "", 1.0, "portal", PORTAL),
        school_code="1",
        school_name="江州大学",
        sha256="0",
        size=1,
        menu=set(),
    )


MENU = (
    '<div class="nav"><a href="/1">办事概况</a><a href="/2">专项工作</a><a href="/3">校长信箱</a>'
    '<a href="/4">English</a>'
    '<a href="/5">登录</a><a href="http://www.jiangzhou.edu.cn/6">学校要闻</a><a href="/7.pdf">校训</a>'
    '<a href="/8">2023年工作</a><a href="/9">2023年部门预算</a></div>'
)


def test_the_rest_of_the_menu_is_kept_and_not_followed() -> None:
    found = looked(MENU)
    assert [spare.lead.text for spare in found.spares] == ["办事概况", "专项工作"]
    assert not {lead.text for lead in found.leads} & {"办事概况", "专项工作"}
    assert all(spare.lead.reason == LAST_RESORT for spare in found.spares)


@pytest.mark.parametrize("text", ["校", "Notice", "校长信箱", "第3栏目", "学校各处室近期工作安排一览"])
def test_what_is_no_name_of_a_column(text: str) -> None:
    assert not may_be_in_a_menu(Link(f"{HOST}/x", text), GENERIC)


def test_spares_come_once_what_sounds_like_papers_first_and_are_few() -> None:
    spares = Spares()
    spares.note(looked(MENU).spares)
    spares.note(looked(MENU, "/2").spares)
    assert [lead.text for lead in spares.take(2)] == ["专项工作", "办事概况"]
    assert spares.take(2) == []
    many = "".join(f'<a href="/m{n}">栏目{chr(0x4E00 + n)}甲</a>' for n in range(40))
    spares.note(looked(f'<div class="nav">{many}</div>').spares)
    assert len(spares.take(9)) == MOST_PAGES - 2
    assert spares.take(9) == []


def test_what_stands_in_the_content_of_one_page_is_no_menu() -> None:
    spares = Spares()
    spares.note(looked('<div class="content"><a href="/a1">某处风貌</a></div>').spares)
    assert spares.take(5) == []
    spares.note(looked('<div class="content"><a href="/a1">某处风貌</a></div>', "/b").spares)
    assert [lead.text for lead in spares.take(5)] == ["某处风貌"]


def test_a_last_resort_is_left_once_a_report_was_seen() -> None:
    lead = looked(MENU).spares[0].lead
    assert not site().is_tired_of(lead)
    assert site("2022-2023").is_tired_of(lead)
    assert site().has_nothing()
    assert not site("2022-2023").has_nothing()
