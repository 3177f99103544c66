"""The table over the campus: does it judge a crawl rightly, and is the other crawler a fair one?"""

import contextlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.campus import Campus, ExpectedSchool, make_portal
from tests.campus.breadth_first import crawl
from tests.campus.client import PORTALS
from tests.campus.scale import Crawl, Sample
from tests.campus.table import (
    Crawled,
    Row,
    Totals,
    by_school,
    figures,
    foreign,
    lines_of,
    platforms,
    row_of,
    run,
)


@pytest.fixture(scope="module")
def campus() -> Iterator[Campus]:
    with contextlib.closing(Campus()) as made:  # its portals are read, nothing is served
        yield made


def crawled(school: ExpectedSchool, periods: set[str], outcome: str = "found") -> Crawled:
    return Crawled(
        sites={school.code: (outcome, "")},
        periods={school.code: periods},
        documents={school.code: {("2016-2017", "captcha")}},
        requests=Counter({school.code: 40}),
        strayed=[],
        leads=(0, 0),
        seconds=1.0,
        megabytes=100,
    )


def test_a_row_names_what_was_missed_and_what_is_none(campus: Campus) -> None:
    school = campus.school("lanchuan-shifan")
    row = row_of(school, crawled(school, {*school.periods[1:], "1999-2000"}))
    assert row.missed == [school.periods[0]]
    assert row.wrong == ["1999-2000"]
    assert (row.found, row.there) == (len(school.periods) - 1, len(school.periods))
    assert row.right
    assert not row_of(school, crawled(school, set(), "unreachable")).right


def test_unreadable_documents_are_found_when_they_are_named(campus: Campus) -> None:
    school = campus.school("huaiwenjian")
    row = row_of(school, crawled(school, set(school.periods)))
    assert "2016-2017" not in row.missed
    assert "2019-2020" in row.missed


def test_what_robots_forbids_is_not_missed(campus: Campus) -> None:
    school = campus.school("jinzhi")
    row = row_of(school, crawled(school, set(), "robots"))
    assert (row.there, row.missed, row.right) == (0, [], True)


def test_sums_and_targets() -> None:
    good = Row("a", "found", "", True, 10, 10, [], [], requests=20, least=10, breadth=300, breadth_found=10)
    bad = Row("b", "error", "", False, 10, 5, ["2001"], ["2002"], requests=90, least=10)
    total = Totals([good, bad])
    assert total.recall == 0.75
    assert total.precision == 15 / 16
    nothing = Crawled({}, {}, {}, Counter(), [], (2, 2), 1.0, 100)
    assert all(met for _, _, met in figures([good], nothing))
    missed = {name for name, _, met in figures([good, bad], nothing) if not met}
    assert {
        "recall of reports",
        "precision",
        "outcomes right",
        "requests a report, beside the least",
    } <= missed
    assert "(!)" in "\n".join(lines_of([good, bad]))


def test_requests_are_counted_by_school(campus: Campus) -> None:
    school = campus.school("lanchuan-shifan")
    host = school.hosts[0]
    urls = [f"http://{host}/", f"http://{host}/robots.txt", "http://elsewhere.com/"]
    assert by_school([school], urls) == {school.code: 1, "elsewhere.com": 1}


def test_leads_are_to_be_left_alone(campus: Campus) -> None:
    hosts = foreign([campus.school("zhiyouxiansuo"), campus.school("fangzhan")])
    assert {"mp.weixin.qq.com", "pan.baidu.com", "www.huancunjingxiang.com"} <= hosts


def test_platforms_are_those_of_the_portals(campus: Campus) -> None:
    assert platforms([campus.school("trs"), campus.school("jcms"), campus.school("weizhi")]) == [
        "jcms",
        "trs",
    ]


def test_breadth_first_follows_every_link_up_to_its_budget(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with Campus(tmp_path / "none", mode="thread") as campus:
        folder = make_portal(
            tmp_path / "small",
            style="plain",
            host="xxgk.small-made.edu.cn",
            school="某己学院",
            generated=["2021-2022", "2022-2023", "2023-2024"],
            filler=30,
        )
        school = campus.publish(folder)
        whole = crawl(campus, school)
        assert whole.found(school) == set(school.periods)
        assert whole.requests == len([row for row in campus.log if row.method == "GET"])
        assert whole.requests > 30
        before = len(campus.log)
        assert crawl(campus, school, budget=5).requests == 5
        assert len([row for row in campus.log[before:] if row.method == "GET"]) == 5


def test_scale_compares_early_with_late() -> None:
    times = [float(second) for second in range(1001)]
    samples = [Sample(t, 100_000 + int(t) * 10, t / 2) for t in times]
    made = Crawl(sites=100, complete=100, times=times, samples=samples)
    assert made.rate((0.1, 0.4), by_clock=True) == pytest.approx(1.0, rel=0.02)
    assert made.rate((0.6, 0.9), by_clock=False) == pytest.approx(2.0, rel=0.02)
    assert made.growth == pytest.approx(100.0, rel=0.02)


SPREAD = ("vsb-fujian", "wp-yinianyilan", "trs", "jcms", "aspnet", "kuangruwenjian", "tiaozhan521", "meiyou")


def test_a_crawl_is_laid_beside_what_is_there() -> None:
    """Eight portals of as many kinds, by the command's own way: all reports, none besides, every outcome."""
    with Campus() as campus:
        made = run(campus, list(SPREAD))
        rows = [row_of(campus.school(slug), made) for slug in SPREAD]
    assert [row.slug for row in rows if row.missed or row.wrong or not row.right] == []
    assert sum(row.found for row in rows) == 64
    assert not made.strayed
    assert all(row.requests >= row.least for row in rows if row.there)


BY_HAND = sorted(path.parent.name for path in (PORTALS / "unseen").rglob("portal.toml"))


def test_portals_that_no_system_made() -> None:
    """Tabs, clicks, chapters, data without addresses: nothing is missed, and nothing found besides."""
    with Campus() as campus:
        made = run(campus, BY_HAND)
        rows = [row_of(campus.school(slug), made) for slug in BY_HAND]
    assert [row.slug for row in rows if row.missed or row.wrong or not row.right] == []
    assert not made.strayed
    total = Totals(rows)
    assert total.of("requests") <= 2 * total.of("least")
