"""Whether a page is a disclosure portal: by what it says, not by its address."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import SHARED
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.discovery.portal_page import Appraisal, appraise, names_school

SCHOOL = "霜渡理工大学|霜渡工学院"
URL = "https://www.shuangdulg.edu.cn/xxgk/"


def page(title: str, body: str, url: str = URL) -> Page:
    html = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return read_page(url, html.encode(), "text/html; charset=utf-8")


def menu(*names: str) -> str:
    items = "".join(f'<li><a href="/gk/{n}.htm">{name}</a></li>' for n, name in enumerate(names))
    return f"<ul>{items}</ul>"


def judged(title: str, body: str) -> Appraisal:
    return appraise(page(title, body), SCHOOL)


CLASSES = menu(
    "基本信息", "招生考试信息", "财务、资产及收费信息", "人事师资信息", "教学质量信息", "学风建设信息"
)
USUAL = menu("信息公开指南", "信息公开目录", "依申请公开", "信息公开年度报告")
ABOUT = menu("学校简介", "历史沿革", "现任领导", "校徽校训", "校园风光")
REPORT = '<a href="/info/1/2.htm">霜渡理工大学2021-2022学年信息公开年度报告</a>'

PORTALS = {
    "title and menu": ("霜渡理工大学信息公开网", CLASSES + USUAL),
    "site after the page": ("首页-霜渡理工大学信息公开网", CLASSES),
    "site before the page": ("信息公开 - 霜渡理工大学", USUAL),
    "former name": ("霜渡工学院信息公开", USUAL),
    "heading only": ("霜渡理工大学", "<h2>信息公开</h2>" + CLASSES),
    "breadcrumb only": ("霜渡理工大学", "<div>当前位置：首页 &gt; 机构 &gt; 信息公开</div>" + CLASSES),
    "picture as heading": ("霜渡理工大学", '<h1><img alt="信息公开网"></h1>' + CLASSES),
    "nothing but the menu": ("霜渡理工大学", CLASSES + menu("信息公开指南", "信息公开年度报告")),
    "reports without a column": ("信息公开-霜渡理工大学", REPORT),
    "a list under its name": ("信息公开-霜渡理工大学", menu("关于教材采购结果的公示", "关于专业调整的公告")),
    "another kind of school": ("霜渡理工职业技术学院信息公开网", USUAL),
    "shortened": ("霜渡理工学院信息公开网", USUAL),
    "another word": ("霜渡理工大学校务公开网", USUAL),
    "a word for other things too": ("阳光校园-霜渡理工大学", USUAL),
    "words that others have": ("政务公开-霜渡理工大学", USUAL),
    "also about the school": ("信息公开-霜渡理工大学", ABOUT + USUAL),
}


@pytest.mark.parametrize("name", PORTALS)
def test_portals(name: str) -> None:
    found = judged(*PORTALS[name])
    assert found.kind == "portal", found


def test_the_column_of_the_reports_is_one_as_well() -> None:
    found = judged("信息公开年度报告-霜渡理工大学", REPORT)
    assert found.kind == "column"
    assert found.has_reports


OTHERS = {
    "the school itself": ("学校概况-霜渡理工大学", ABOUT, "about_the_school"),
    "the school itself, by its menu": ("霜渡理工大学", ABOUT, "about_the_school"),
    "the computing office": (
        "信息化建设与管理中心-霜渡理工大学",
        menu("校园网", "一卡通"),
        "computing_office",
    ),
    "a centre": ("霜渡理工大学网络信息中心", menu("信息公开"), "computing_office"),
    "research": ("霜渡理工大学科研信息公开", USUAL, "other_disclosure"),
    "admissions": ("招生信息公开-霜渡理工大学", menu("招生章程"), "other_disclosure"),
    "the party": ("党务公开-霜渡理工大学", menu("制度"), "other_disclosure"),
    "a government": ("岚川市人民政府信息公开", CLASSES + USUAL, "government"),
    "another school": ("云泊大学信息公开网", CLASSES + USUAL, "another_owner"),
    "a part of the school": ("霜渡理工大学雁湖学院信息公开网", CLASSES + USUAL, "another_owner"),
    "its hospital": ("霜渡理工大学附属医院信息公开", CLASSES + USUAL, "other_disclosure"),
    "the library": ("图书馆-霜渡理工大学", menu("馆藏", "服务"), "another_site"),
    "anything": ("霜渡理工大学", menu("新闻", "通知公告", "图片"), "no_sign"),
    "nothing": ("", "", "no_sign"),
    "a campus in the sun": ("阳光校园-霜渡理工大学", menu("心理咨询", "校园活动"), "no_sign"),
    "a college's": ("院务公开-霜渡理工大学", menu("学院公示"), "other_disclosure"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_pages_that_are_none_and_why(name: str) -> None:
    title, body, why = OTHERS[name]
    found = judged(title, body)
    assert not found.is_portal
    assert found.reason == why


def test_a_list_of_reports_is_one_whatever_it_is_called() -> None:
    names = [f"霜渡理工大学{year}-{year + 1}学年信息公开年度报告" for year in (2019, 2020, 2021)]
    found = judged("工作动态-霜渡理工大学", menu("会议", *names))
    assert (found.kind, found.has_reports) == ("column", True)
    assert not judged("工作动态-霜渡理工大学", menu("会议", *names[:2])).is_portal
    others = [name.replace("霜渡理工", "云泊") for name in names]
    assert not judged("工作动态-霜渡理工大学", menu("会议", *others)).is_portal


def test_a_college_calls_its_own_by_another_word() -> None:
    body = menu("信息公开指南", "信息公开年度报告")
    assert appraise(page("云泊职业学院院务公开", body), "云泊职业学院").is_portal


def test_the_school_that_a_school_belongs_to_is_another() -> None:
    """云泊大学江岬学院 may link the portal of 云泊大学; it is not its own."""
    body = CLASSES + USUAL
    assert appraise(page("云泊大学信息公开网", body), "云泊大学江岬学院").reason == "another_owner"
    assert appraise(page("云泊大学江岬学院信息公开网", body), "云泊大学").reason == "another_owner"
    assert appraise(page("云泊大学江岬学院信息公开网", body), "云泊大学江岬学院").is_portal


def test_a_page_that_only_scripts_fill() -> None:
    found = judged("霜渡理工大学", '<div id="app"></div><script src="/a.js"></script>')
    assert (found.kind, found.is_portal) == ("scripted", False)


def test_the_menu_of_the_whole_site_says_nothing() -> None:
    """学校概况 has the site's menu, with 信息公开 and all that is under it."""
    everywhere = menu("信息公开", "信息公开指南", "信息公开年度报告", "信息公开目录", "依申请公开")
    home = {(link.url, link.text) for link in links(page("霜渡理工大学", everywhere))}
    overview = page("霜渡理工大学", everywhere + menu("学校简介", "历史沿革").replace("/gk/", "/xq/"))
    assert not appraise(overview, SCHOOL, home).is_portal
    portal = page("信息公开-霜渡理工大学", everywhere)
    assert appraise(portal, SCHOOL, home).is_portal


def test_the_column_is_named_and_the_exact_one_wins() -> None:
    body = '<a href="/gk/nb.htm">年度报告</a><a href="/gk/ndbg.htm">信息公开年度报告</a>'
    found = judged("霜渡理工大学信息公开网", body)
    assert found.column_url == "https://www.shuangdulg.edu.cn/gk/ndbg.htm"
    assert found.has_reports


def test_worth_orders_portals() -> None:
    full = judged("霜渡理工大学信息公开网", CLASSES + USUAL)
    poor = judged("信息公开-霜渡理工大学", menu("通知", "公示"))
    assert full.worth > poor.worth > 0


@pytest.mark.parametrize(
    ("title", "body", "named"),
    [
        ("霜渡理工大学信息公开网", "", True),
        ("信息公开", "<p>版权所有 霜渡 理工大学</p>", True),
        ("信息公开", '<img alt="霜渡理工大学">', True),
        ("信息公开", "<p>霜渡工学院</p>", True),
        ("云泊大学信息公开", "<p>云泊大学</p>", False),
        ("信息公开", "<script>'霜渡理工大学'</script>", False),
    ],
)
def test_whether_a_page_names_the_school(title: str, body: str, named: bool) -> None:
    assert names_school(page(title, body), SCHOOL) is named


def test_brackets_of_both_widths_are_one() -> None:
    made = page("云泊大学（江州）信息公开", "")
    assert names_school(made, "云泊大学(江州)")
    assert names_school(page("云泊大学(江州)信息公开", ""), "云泊大学（江州）")


@given(st.text(max_size=200), st.text(max_size=300), st.text(max_size=20))
@settings(max_examples=80, deadline=None)
def test_any_page_is_something(title: str, body: str, school: str) -> None:
    found = appraise(page(title, body + USUAL[: len(body)]), school)
    assert found.kind in ("portal", "column", "scripted", "none")
    assert bool(found.reason)


REAL = SHARED / "samples"


@pytest.mark.skipif(not REAL.exists(), reason="no real pages beside the project")
def test_real_pages_are_judged_right() -> None:
    """Of all real pages that are kept, the one disclosure portal is one, and no other page."""
    called_portals = {}
    for path in sorted(REAL.glob("*/*.html")):
        address = "http://" + path.name.split("__")[0].replace("_", ".") + "/"
        found = appraise(read_page(address, path.read_bytes(), None), "南开大学|南开大学滨海学院")
        if found.is_portal:
            called_portals[path.name.split("__")[0]] = found.reason
    assert list(called_portals) == ["binhai_nankai_edu_cn_gongk"]
