"""Other domains that a portal calls its own: when they are asked, and when they are let go."""

import pytest

from tests.xxgk_spiders.discovery.pages import page
from xxgk_spiders.discovery.model import Judgement, Verdict
from xxgk_spiders.frontier import Lead
from xxgk_spiders.items import Step
from xxgk_spiders.site import Budget, Site
from xxgk_spiders.spiders.strangers import (
    LAST,
    NotTheSchools,
    admit,
    is_stranger,
    put_last,
    refuse_stranger,
)

OWN, OTHER = "http://xxgk.jiangzhou.edu.cn/", "http://jz.pingtai-jiaoyu.com/s/1207/"
PORTAL = Judgement(Verdict.PORTAL, "portal")


@pytest.fixture
def site() -> Site:
    return Site("1", "江州大学", OWN, frozenset({"jiangzhou.edu.cn"}), Budget(9, 9.0, 9))


def lead(url: str = OTHER, judgement: Judgement = PORTAL, before: str = OWN) -> Lead:
    return Lead(url, "信息公开专栏", 0.7, "portal", judgement, (Step(before, "", "portal", "portal", 1.0),))


def test_only_portals_and_columns_elsewhere_are_strangers(site: Site) -> None:
    assert is_stranger(site, lead())
    assert put_last(site, lead()).score == LAST
    for other in (
        lead("http://www.jiangzhou.edu.cn/gk/"),
        lead("https://mp.weixin.qq.com/s/1"),
        lead(judgement=Judgement(Verdict.REPORT, "title")),
    ):
        assert not is_stranger(site, other)
        assert put_last(site, other) is other


def test_a_stranger_is_asked_where_the_school_has_nothing(site: Site) -> None:
    assert admit(site, lead())
    assert "pingtai-jiaoyu.com" in site.domains
    assert not admit(site, lead("http://a.com/", before=OTHER))  # a stranger's word is none
    site.periods.add("2022-2023")
    assert not admit(site, lead("http://b.com/"))


def test_it_has_to_name_the_school(site: Site) -> None:
    assert admit(site, lead())
    refuse_stranger(site, lead(), page("<h1>江州大学信息公开专栏</h1>", OTHER), "江州大学")
    assert "pingtai-jiaoyu.com" in site.domains
    with pytest.raises(NotTheSchools):
        refuse_stranger(site, lead(), page("<h1>网上娱乐</h1>", OTHER, title="首页"), "江州大学")
    assert "pingtai-jiaoyu.com" not in site.domains
    refuse_stranger(site, lead(OWN), page("", OWN, title="首页"), "江州大学")  # the school's own need not


def test_no_more_than_two_are_tried(site: Site) -> None:
    assert [admit(site, lead(f"http://www.{name}.com/")) for name in ("a", "b", "c")] == [True, True, False]
