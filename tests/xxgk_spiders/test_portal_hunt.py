"""The search step by step, on webs of a few invented pages: what is asked, what is found, why nothing is."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.outcomes import DocumentOutcome, SiteOutcome
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.discovery.portal_guesses import guesses, homepages
from xxgk_spiders.discovery.portal_hunt import Hunt
from xxgk_spiders.discovery.portal_nouns import School

NAME = "霜渡理工大学"
DOMAIN = "shuangdulg.edu.cn"
HOME = f"http://www.{DOMAIN}/"
PORTAL = f"https://xxgk.{DOMAIN}/"
SCHOOL = School(NAME, HOME, DOMAIN)
ENOUGH = 50
"""Steps after which a search counts as endless."""


def html(title: str, *links: tuple[str, str], text: str = "") -> str:
    items = "".join(f'<li><a href="{url}">{words}</a></li>' for words, url in links)
    return f"<html><head><title>{title}</title></head><body>{text}<ul>{items}</ul></body></html>"


GOOD = html(
    f"{NAME}信息公开网",
    ("信息公开指南", "/zn.htm"),
    ("信息公开年度报告", "/ndbg.htm"),
    ("基本信息", "/jb.htm"),
)
ABOUT = html(f"学校概况-{NAME}", ("学校简介", "/jj.htm"), ("历史沿革", "/ls.htm"), ("现任领导", "/ld.htm"))
NEWS = tuple((f"学校第{n}次工作会议", f"/news/{n}.htm") for n in range(6))


def home(*links: tuple[str, str], text: str = "") -> str:
    return html(NAME, *NEWS, *links, text=text)


Answer = str | int | SiteOutcome | DocumentOutcome | tuple[str, str]


@dataclass
class Ended:
    """How a search went."""

    hunt: Hunt
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.hunt.portal.url if self.hunt.portal else ""

    @property
    def outcome(self) -> SiteOutcome:
        return self.hunt.outcome()[0]

    @property
    def why(self) -> str:
        return self.hunt.outcome()[1]


def search(web: dict[str, Answer], school: School = SCHOOL) -> Ended:
    """Run a search: a page's text, a status, an outcome, or (where it moved to, its text); else no host."""
    ended = Ended(Hunt(school))
    while (ask := ended.hunt.next()) is not None:
        ended.asked.append(ask.url)
        assert len(ended.asked) < ENOUGH
        answer = web.get(ask.url, DocumentOutcome.UNREACHABLE)
        if isinstance(answer, SiteOutcome | DocumentOutcome):
            ended.hunt.failed(ask, answer, answer.value)
            continue
        url, body, status = ask.url, "", 200
        if isinstance(answer, int):
            status = answer
        elif isinstance(answer, tuple):
            url, body = answer
        else:
            body = answer
        ended.hunt.answered(ask, read_page(url, body.encode(), "text/html; charset=utf-8"), status)
    return ended


def test_the_link_of_the_home_page_and_nothing_else() -> None:
    ended = search({HOME: home(("信息公开", PORTAL), ("校务公开", "/xw/")), PORTAL: GOOD})
    assert (ended.url, ended.outcome) == (PORTAL, SiteOutcome.FOUND)
    assert ended.asked == [HOME, PORTAL]
    found = ended.hunt.portal
    assert found is not None
    assert (found.grade, found.derived, found.column_url) == ("A", False, f"{PORTAL}ndbg.htm")
    assert found.evidence["on"] == HOME
    assert found.evidence["text"] == "信息公开"


def test_xxgk_that_is_about_the_school_is_passed_over() -> None:
    web: dict[str, Answer] = {
        HOME: home(("走进霜渡", "/xxgk/")),
        f"{HOME}xxgk/": ABOUT,
        f"{HOME}xxgkw/": GOOD,
    }
    ended = search(web)
    assert ended.url == f"{HOME}xxgkw/"
    assert ended.hunt.portal is not None
    assert ended.hunt.portal.derived
    assert "about_the_school" in [each.reason for each in ended.hunt.tried]


def test_info_that_is_the_computing_office_is_none() -> None:
    office = html(f"信息化中心-{NAME}", ("校园网", "/net.htm"))
    ended = search({HOME: home(), f"http://info.{DOMAIN}/": office})
    assert ended.outcome is SiteOutcome.NO_PORTAL
    assert "computing_office" in [each.reason for each in ended.hunt.tried]


def test_a_guess_only_where_nothing_is_linked() -> None:
    ended = search({HOME: home(), f"http://xxgk.{DOMAIN}/": GOOD})
    assert ended.asked == [HOME, f"http://xxgk.{DOMAIN}/"]
    assert ended.hunt.portal is not None
    assert ended.hunt.portal.derived


def test_another_name_for_the_home_page_is_no_portal() -> None:
    """Where every name under the domain answers with the home page."""
    page = home(("信息公开指南", "/zn.htm"))
    ended = search({HOME: page, f"http://xxgk.{DOMAIN}/": page, f"http://gk.{DOMAIN}/": (HOME, page)})
    assert ended.outcome is SiteOutcome.NO_PORTAL


def test_a_page_between_leads_on() -> None:
    between = html(f"公开-{NAME}", ("党务公开", "/dw/"), ("信息公开", PORTAL))
    ended = search({HOME: home(("信息公开", "/open/")), f"{HOME}open/": between, PORTAL: GOOD})
    assert ended.url == PORTAL
    assert ended.asked == [HOME, f"{HOME}open/", PORTAL]


def test_a_door_before_the_home_page() -> None:
    door = html(NAME, ("进入主页", "/main.htm"), ("English", "/en/"))
    ended = search({HOME: door, f"{HOME}main.htm": home(("信息公开", PORTAL)), PORTAL: GOOD})
    assert ended.url == PORTAL


@pytest.mark.parametrize(
    "page",
    [
        f"<script>window.location.href='{PORTAL}'</script>",
        f'<title>信息公开</title><meta http-equiv="refresh" content="0; url={PORTAL}">',
        html("公告", (PORTAL, PORTAL), text="<p>信息公开网已迁移至新网址</p>"),
        html(f"信息公开-{NAME}", ("进入", "/gk/in.htm")),
    ],
)
def test_a_page_that_only_leads_on_is_no_portal(page: str) -> None:
    web: dict[str, Answer] = {
        HOME: home(("信息公开", "/gk/")),
        f"{HOME}gk/": page,
        f"{HOME}gk/in.htm": GOOD,
        PORTAL: GOOD,
    }
    ended = search(web)
    assert ended.url in (PORTAL, f"{HOME}gk/in.htm")
    assert len(ended.asked) == 3


def test_where_such_a_page_leads_must_name_the_school_as_well() -> None:
    there = "http://www.huancun.com/"
    web: dict[str, Answer] = {
        HOME: home(("信息公开", "/gk/")),
        f"{HOME}gk/": f"<script>location.href='{there}'</script>",
        there: GOOD.replace(NAME, "云泊大学"),
    }
    assert there not in search(web).url


def test_doors_behind_doors_behind_a_name_without_address() -> None:
    bare = f"http://{DOMAIN}"
    web: dict[str, Answer] = {
        HOME: '<meta http-equiv="refresh" content="0;url=cms/">',
        f"{HOME}cms/": "<script>top.location='/index/index.htm';</script>",
        f"{HOME}index/index.htm": home(("信息公开", PORTAL)),
        PORTAL: GOOD,
    }
    assert search(web, School(NAME, bare, DOMAIN)).url == PORTAL


def test_a_door_that_leads_nowhere_is_the_home_page() -> None:
    door = html(NAME, ("进入主页", "/main.htm"), ("网站地图", "/map.htm"))
    ended = search({HOME: door, f"{HOME}map.htm": home(("信息公开", PORTAL)), PORTAL: GOOD})
    assert ended.url == PORTAL


def test_the_link_is_in_one_of_several_frames() -> None:
    """With an address relative to the frame, not to the set."""
    page = f'<title>{NAME}</title><frameset><frame src="m/top.htm"><frame src="m/left.htm"></frameset>'
    web: dict[str, Answer] = {
        HOME: page,
        f"{HOME}m/top.htm": html("", ("校长信箱", "xz.htm")),
        f"{HOME}m/left.htm": html("", ("信息公开", "gk/")),
        f"{HOME}m/gk/": GOOD,
    }
    assert search(web).url == f"{HOME}m/gk/"


# Where the home page has no link -------------------------------------------------------


@pytest.mark.parametrize("words", ["网站地图", "公共服务", "学校概况", "党政办公室"])
def test_a_page_of_the_school_has_the_link_instead(words: str) -> None:
    web: dict[str, Answer] = {
        HOME: home((words, "/hub/")),
        f"{HOME}hub/": html(words, *NEWS, ("信息公开专栏", "/c/7/")),
        f"{HOME}c/7/": GOOD,
    }
    ended = search(web)
    assert ended.url == f"{HOME}c/7/"
    assert f"http://gongkai.{DOMAIN}/" not in ended.asked  # the rarest places come behind
    assert ended.hunt.portal is not None
    assert ended.hunt.portal.evidence["on"] == f"{HOME}hub/"


def test_the_office_is_found_among_the_offices() -> None:
    office = f"http://xb.{DOMAIN}/"
    web: dict[str, Answer] = {
        HOME: home(("机构设置", "/jg/")),
        f"{HOME}jg/": html("机构设置", ("教务处", "/jwc/"), ("学校办公室", office)),
        office: html("学校办公室", ("信息公开", "/gk/")),
        f"{office}gk/": GOOD,
    }
    assert search(web).url == f"{office}gk/"
    web[f"{office}gk/"] = html("信息公开-学校办公室", ("关于用印的通知", "/1.htm"))
    ended = search(web)
    assert ended.outcome is SiteOutcome.NO_PORTAL
    assert "of_an_office" in [each.reason for each in ended.hunt.tried]


def test_the_first_usual_place_is_tried_before_such_pages() -> None:
    ended = search({HOME: home(("网站地图", "/map.htm")), f"http://xxgk.{DOMAIN}/": GOOD})
    assert ended.asked == [HOME, f"http://xxgk.{DOMAIN}/"]


def test_the_menu_is_in_a_script_file() -> None:
    page = home(text='<script src="/js/menu.js"></script>')
    ended = search({HOME: page, f"{HOME}js/menu.js": f"add('信息公开', '{PORTAL}')", PORTAL: GOOD})
    assert ended.url == PORTAL
    assert ended.asked == [HOME, f"{HOME}js/menu.js", PORTAL]


def test_a_list_on_the_main_site_is_kept_if_there_is_nothing_better() -> None:
    poor = html(f"信息公开-{NAME}", ("关于采购结果的公示", "/a.htm"), ("关于专业调整的公告", "/b.htm"))
    web: dict[str, Answer] = {HOME: home(("信息公开", "/gs.htm")), f"{HOME}gs.htm": poor}
    assert search(web).url == f"{HOME}gs.htm"
    better = {**web, HOME: home(("信息公开", "/gs.htm"), ("校务公开", PORTAL)), PORTAL: GOOD}
    assert search(better).url == PORTAL


def test_only_the_column_is_linked() -> None:
    column = html(f"信息公开年度报告-{NAME}", (f"{NAME}2021-2022学年信息公开年度报告", "/1.htm"))
    ended = search({HOME: home(("信息公开年度报告", "/nb.htm")), f"{HOME}nb.htm": column})
    assert ended.url == f"{HOME}nb.htm"
    assert ended.hunt.portal is not None
    assert ended.hunt.portal.column_url == f"{HOME}nb.htm"


def test_only_a_report_is_linked() -> None:
    """The portal is where the report's host begins, or what its page leads to."""
    web: dict[str, Answer] = {
        HOME: home((f"{NAME}2021-2022学年信息公开年度报告", f"{PORTAL}info/1/2.htm")),
        PORTAL: GOOD,
    }
    assert search(web).url == PORTAL
    report = html(f"年度报告-{NAME}", ("信息公开", "/gk/"))
    web = {
        HOME: home((f"{NAME}2021-2022学年信息公开年度报告", "/info/1/2.htm")),
        f"{HOME}info/1/2.htm": report,
        f"{HOME}gk/": GOOD,
    }
    assert search(web).url == f"{HOME}gk/"


# Domains ------------------------------------------------------------------------------


def test_another_domain_that_the_school_links_and_that_names_it() -> None:
    there = "http://gk.shuangdugy.edu.cn/"
    ended = search({HOME: home(("信息公开", there)), there: GOOD})
    assert ended.url == there


def test_another_domain_that_does_not_name_the_school() -> None:
    there = "http://gk.shuangdugy.edu.cn/"
    ended = search({HOME: home(("信息公开", there)), there: GOOD.replace(NAME, "")})
    assert ended.outcome is SiteOutcome.NO_PORTAL
    assert "does_not_name_the_school" in [each.reason for each in ended.hunt.tried]


def test_a_copy_elsewhere_loses_to_the_own_domain() -> None:
    copy = "http://www.huancun.com/"
    web: dict[str, Answer] = {
        HOME: home(("信息公开", copy), ("校务公开", "/gk/")),
        copy: GOOD,
        f"{HOME}gk/": GOOD,
    }
    ended = search(web)
    assert ended.url == f"{HOME}gk/"
    assert copy not in ended.asked


def test_a_home_page_that_is_somebody_elses_vouches_for_nothing() -> None:
    """The roster's address has been sold: what is there names another."""
    web: dict[str, Answer] = {
        HOME: home(("信息公开", f"{HOME}gk/")).replace(NAME, "云泊娱乐"),
        f"{HOME}gk/": GOOD.replace(NAME, ""),
    }
    assert search(web).outcome is SiteOutcome.NO_PORTAL


def test_several_domains_are_guessed_at() -> None:
    school = School(NAME, HOME, "shuangdugy.edu.cn")
    ended = search({HOME: home(), "http://xxgk.shuangdugy.edu.cn/": GOOD}, school)
    assert ended.url == "http://xxgk.shuangdugy.edu.cn/"


# Why there is none -----------------------------------------------------------------------


def test_no_link_is_said() -> None:
    ended = search({HOME: home()})
    assert ended.outcome is SiteOutcome.NO_PORTAL
    assert "no link" in ended.why


def test_links_that_are_no_portals_are_said() -> None:
    ended = search({HOME: home(("信息公开", "/x/")), f"{HOME}x/": ABOUT})
    assert ended.outcome is SiteOutcome.NO_PORTAL
    assert f"{HOME}x/ about_the_school" in ended.why


def test_a_home_page_that_cannot_be_had_is_said() -> None:
    ended = search({})
    assert ended.outcome is SiteOutcome.NO_PORTAL
    assert HOME in ended.why
    assert ended.asked[:2] == [HOME, f"https://www.{DOMAIN}/"]


def test_a_home_page_behind_a_wall_is_asked_for_once() -> None:
    ended = search({HOME: 412, f"https://xxgk.{DOMAIN}/": GOOD})
    assert f"https://www.{DOMAIN}/" not in ended.asked
    assert "status_412" in ended.why


def test_without_a_home_page_the_usual_places_must_name_the_school() -> None:
    assert search({f"http://xxgk.{DOMAIN}/": GOOD}).url == f"http://xxgk.{DOMAIN}/"
    assert search({f"http://xxgk.{DOMAIN}/": GOOD.replace(NAME, "")}).url == ""


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (412, SiteOutcome.BLOCKED),
        (SiteOutcome.CAMPUS_ONLY, SiteOutcome.CAMPUS_ONLY),
        (DocumentOutcome.ROBOTS, SiteOutcome.ROBOTS),
        (DocumentOutcome.UNREACHABLE, SiteOutcome.UNREACHABLE),
        ("", SiteOutcome.UNREADABLE),
    ],
)
def test_the_schools_own_link_that_cannot_be_seen(answer: Answer, outcome: SiteOutcome) -> None:
    ended = search({HOME: home(("信息公开", PORTAL)), PORTAL: answer})
    assert ended.outcome is outcome
    assert PORTAL in ended.why
    if outcome is not SiteOutcome.UNREACHABLE:
        assert ended.asked == [HOME, PORTAL]  # it is there: no other place is looked for


def test_a_link_to_a_page_that_is_gone_is_no_portal() -> None:
    ended = search({HOME: home(("信息公开", PORTAL)), PORTAL: 404, f"{HOME}xxgkw/": GOOD})
    assert ended.url == f"{HOME}xxgkw/"
    ended = search({HOME: home(("信息公开", PORTAL)), PORTAL: 404})
    assert ended.outcome is SiteOutcome.NO_PORTAL
    assert f"{PORTAL} status_404" in ended.why


def test_a_school_without_any_address() -> None:
    ended = search({}, School(NAME))
    assert (ended.outcome, ended.asked) == (SiteOutcome.NO_PORTAL, [])


# Hints and collections --------------------------------------------------------------------


def test_a_hint_is_looked_at_after_the_schools_own_words() -> None:
    hint = f"http://old.{DOMAIN}/xxgk/"
    school = School(NAME, HOME, DOMAIN, hints=(hint,))
    assert search({HOME: home(("信息公开", PORTAL)), PORTAL: GOOD, hint: GOOD}, school).url == PORTAL
    assert search({HOME: home(), hint: GOOD}, school).url == hint
    assert search({HOME: home(), hint: ABOUT}, school).url == ""


SCHOOLS = ("云泊大学", "江岬学院", "汀州职业学院", "霜渡理工大学", "霜渡理工大学雁湖学院", "岚川大学")
COLLECTION = "http://jyt.lanheng.gov.cn/2023/"


def test_a_provinces_collection_is_the_last_resort() -> None:
    listed = html("高校信息公开年度报告", *((name, f"/r/{n}.htm") for n, name in enumerate(SCHOOLS)))
    school = School(NAME, HOME, DOMAIN, collections=(COLLECTION,))
    ended = search({HOME: home(), COLLECTION: listed}, school)
    assert ended.url == "http://jyt.lanheng.gov.cn/r/3.htm"
    assert ended.asked[-1] == COLLECTION
    assert len(ended.asked) > 5
    others = School("溪亭学院", HOME, DOMAIN, collections=(COLLECTION,))
    assert search({HOME: home(), COLLECTION: listed}, others).url == ""


def test_a_collection_that_the_school_itself_leads_to() -> None:
    reports = (f"{name}2021-2022学年信息公开年度报告" for name in SCHOOLS)
    listed = html("高校信息公开", *((words, f"/r/{n}.htm") for n, words in enumerate(reports)))
    words = "信息公开年度报告（省教育厅集中公布）"
    ended = search({HOME: home((words, COLLECTION)), COLLECTION: listed})
    assert (ended.url, ended.asked) == (COLLECTION, [HOME, COLLECTION])


# Anything ------------------------------------------------------------------------------


@given(
    st.lists(
        st.one_of(st.text(max_size=60), st.sampled_from([412, 404, 500, *SiteOutcome, *DocumentOutcome])),
        min_size=1,
        max_size=6,
    ),
    st.text(max_size=30),
)
@settings(max_examples=60, deadline=None)
def test_any_answers_end_with_a_name(answers: list[Answer], words: str) -> None:
    hunt = Hunt(School(NAME, words or HOME, DOMAIN, hints=(PORTAL,), collections=(COLLECTION,)))
    steps = 0
    while (ask := hunt.next()) is not None:
        answer = answers[steps % len(answers)]
        steps += 1
        assert steps < ENOUGH
        if isinstance(answer, SiteOutcome | DocumentOutcome):
            hunt.failed(ask, answer, "")
            continue
        body = home((words, "/a/"), ("信息公开", f"/{steps}/")) + answer if isinstance(answer, str) else ""
        status = answer if isinstance(answer, int) else 200
        hunt.answered(ask, read_page(ask.url, body.encode("utf-8", "replace"), None), status)
    outcome, why = hunt.outcome()
    assert isinstance(outcome, SiteOutcome)
    assert why


@pytest.mark.parametrize("homepage", ["", "shuangdulg.edu.cn", "http://[::1", "javascript:1", "http://"])
def test_odd_addresses_of_the_roster(homepage: str) -> None:
    for url in [*homepages(homepage, DOMAIN), *guesses(homepage, [DOMAIN])]:
        assert url.startswith(("http://", "https://"))
