"""The nightly run: few requests, what is new, what has changed, one at a time."""

import fcntl
import json
import shutil
import urllib.parse
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.campus import Campus, Publication, make_portal
from tests.support import MAIN, XXGK, Outcome, Place, content, differences, no_traceback

HOST = "xxgk.yejianxy.edu.cn"
SCHOOL = "夜涧学院"
TEXT = """{school}{period}学年信息公开年度报告
根据《高等学校信息公开办法》（教育部令第29号）的要求，现公布学校{period}学年信息公开年度报告。本报告统计期限为{y1}年9月1日至{y2}年8月31日。
一、概述
学校把信息公开作为依法治校的基础工作，办公室牵头，各部门分工负责，本学年修订了工作规程，并培训了各单位的信息员。
二、主动公开情况
本学年通过门户网站公开各类信息{count}条，其中财务信息{few}条，招生信息{few}条，均在规定的期限内公开。
三、依申请公开情况
本学年学校共收到信息公开申请{asked}件，均按期答复。
四、对信息公开的评议情况
师生员工和社会公众对学校的信息公开工作总体满意。
五、因信息公开工作受到举报、复议、诉讼的情况
本学年没有因信息公开工作受到举报、复议或者诉讼。
六、主要经验、问题和改进措施
一是信息更新还不够及时，二是栏目设置还不够合理。下一步将完善工作机制，加强队伍建设。
七、其他需要报告的事项
没有其他需要报告的事项。
{school}
{y2}年10月28日
"""


def publication(period: str, asked: int = 0, carrier: str = "html", *, school: str = SCHOOL) -> Publication:
    """A report with all that the outline asks for, as a school publishes it."""
    y1, y2 = period.split("-")
    values = {"school": school, "period": period, "y1": y1, "y2": y2, "asked": asked}
    return Publication(
        period=period,
        title=f"{school}{period}学年信息公开年度报告",
        text=TEXT.format(**values, count=int(y2) - 1200, few=int(y2) % 50 + 3),
        carrier=carrier,
        published=date(int(y2), 10, 28),
    )


def publish(campus: Campus, folder: Path, *reports: Publication) -> None:
    """Make the school's portal show these reports."""
    campus.publish(
        make_portal(folder, style="vsb", host=HOST, school=SCHOOL, code="9902000001", reports=reports)
    )


def summary(place: Place) -> dict[str, Any]:
    """What the last run stored of itself."""
    ((stored,),) = place.rows("SELECT summary FROM crawl_run ORDER BY id DESC LIMIT 1")
    found: dict[str, Any] = json.loads(stored)
    return found


# The five schools, a night after they were crawled ----------------------------------


@pytest.fixture(scope="session")
def crawled(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place that holds all five schools."""
    place = Place(tmp_path_factory.mktemp("nightly"), campus, MAIN)
    outcome = place.xxgk("crawl", "--all", "--delay", "0")
    assert outcome.code == 0, outcome.err
    return place


@pytest.fixture(scope="session")
def before(crawled: Place) -> dict[str, list[str]]:
    """What it held before the night."""
    return content(crawled)


@pytest.fixture(scope="session")
def night(crawled: Place, before: dict[str, list[str]]) -> Outcome:
    """The night's run."""
    return crawled.xxgk("nightly", "--delay", "0")


def test_a_night_ends_well(night: Outcome) -> None:
    assert night.code == 0, night.err
    no_traceback(night)


def test_a_night_without_news_downloads_nothing(night: Outcome, crawled: Place, campus: Campus) -> None:
    documents = {
        url
        for slug in MAIN
        for report in campus.school(slug).reports
        for page, url in ((report.page_url, report.document_url), *report.alternates)
        if url != page or report.format != "html"
    }
    assert [s for s in night.served if s.url in documents and s.status == 200] == []
    assert summary(crawled)["downloads"] == 0


def test_a_night_without_news_changes_nothing(
    night: Outcome, crawled: Place, before: dict[str, list[str]]
) -> None:
    assert differences(before, content(crawled)) == []


@pytest.mark.parametrize("slug", MAIN[:4])
def test_a_night_asks_only_for_the_lists(night: Outcome, crawled: Place, campus: Campus, slug: str) -> None:
    """robots.txt, and each list that has led to reports, once."""
    school = campus.school(slug)
    ((lists,),) = crawled.rows("SELECT count(*) FROM page WHERE is_hub AND institution_code = ?", school.code)
    own = [s for s in night.served if urllib.parse.urlsplit(s.url).hostname in school.hosts]
    assert 1 <= lists <= 6
    assert len([s for s in own if s.method != "CONNECT"]) <= lists + 1


def test_a_night_says_what_each_school_cost(night: Outcome, crawled: Place, campus: Campus) -> None:
    stored = summary(crawled)
    for slug in MAIN:
        school = campus.school(slug)
        assert school.name in stored["requests_by_school"]
        lines = [line for line in night.out.splitlines() if line.startswith(school.name)]
        cost = str(stored["requests_by_school"][school.name])
        assert any(line.split()[-1] == cost for line in lines), night.out
        asked = [s for s in night.served if urllib.parse.urlsplit(s.url).hostname in school.hosts]
        assert stored["requests_by_school"][school.name] == len([s for s in asked if s.method == "GET"])


def test_the_summary_is_stored(night: Outcome, crawled: Place) -> None:
    stored = summary(crawled)
    assert stored["schools"] == len(MAIN)
    for name in ("new", "changed", "gone", "failing", "unread"):
        assert stored[name] == [], name


def test_a_night_after_a_night_has_nothing_to_do(night: Outcome, crawled: Place) -> None:
    outcome = crawled.xxgk("nightly", "--delay", "0")
    assert outcome.code == 0
    assert "no school is due" in outcome.out
    assert outcome.served == ()


def test_one_night_at_a_time(crawled: Place) -> None:
    with (crawled.folder / "nightly.lock").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        outcome = crawled.run(XXGK, "nightly", "--all", "--delay", "0")
    assert outcome.code == 1
    assert len(outcome.error_lines) == 1
    assert "nightly" in outcome.err
    assert outcome.served == ()


def test_a_killed_night_leaves_no_lock(crawled: Place) -> None:
    """The file stays, the lock does not."""
    (crawled.folder / "nightly.lock").write_text("999999999")
    assert crawled.xxgk("nightly").code == 0


# News between two nights ---------------------------------------------------------------


KNOWN = (publication("2021-2022"), publication("2022-2023", 3, "pdf"))
LONG_AGO = "2020-01-01 00:00:00.000000"


@pytest.fixture(scope="session")
def known(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A school with two reports, crawled, and seen by a night."""
    folder = tmp_path_factory.mktemp("known")
    publish(campus, folder / "yejian", *KNOWN)
    place = Place(folder / "data", campus, ("yejian",))
    assert place.xxgk("crawl", SCHOOL, "--delay", "0").code == 0
    assert place.xxgk("nightly", "--delay", "0").code == 0
    assert summary(place)["new"] == []
    return place


@pytest.fixture
def small(known: Place, campus: Campus, tmp_path: Path) -> Place:
    """That school again, to be changed: the portal as it was then, a copy of the data."""
    publish(campus, tmp_path / "yejian", *KNOWN)
    shutil.copytree(known.folder, tmp_path / "data")
    return Place(tmp_path / "data", campus, ("yejian",))


def a_month_passes(place: Place) -> None:
    """Make everything that was asked for a thing of long ago."""
    place.change("UPDATE site_run SET started_at = ?, finished_at = ?", LONG_AGO, LONG_AGO)
    place.change("UPDATE page SET checked_at = ?", LONG_AGO)


@pytest.mark.parametrize("carrier", ["html", "pdf", "docx"])
def test_a_new_report_is_found_at_night(small: Place, campus: Campus, tmp_path: Path, carrier: str) -> None:
    publish(campus, tmp_path / "yejian", *KNOWN, publication("2023-2024", 5, carrier))
    outcome = small.xxgk("nightly", "--all", "--delay", "0")
    assert outcome.code == 0, outcome.err
    assert summary(small)["new"] == [f"{SCHOOL} 2023-2024"]
    assert summary(small)["changed"] == []
    assert f"{SCHOOL} 2023-2024" in outcome.out
    # robots.txt, the list, what else shows reports, the new page, its file
    assert len([s for s in outcome.served if s.method == "GET"]) <= 5
    rows = small.rows(
        "SELECT r.period_label, p.requests_received FROM report r JOIN parse p ON p.id = r.parse_id"
        " ORDER BY r.period_label"
    )
    assert rows == [("2021-2022", 0), ("2022-2023", 3), ("2023-2024", 5)]


def test_a_report_that_was_changed_in_place_is_told(small: Place, campus: Campus, tmp_path: Path) -> None:
    """Seen when the school is crawled whole again, which it is after a month."""
    a_month_passes(small)
    publish(campus, tmp_path / "yejian", publication("2021-2022", 7), publication("2022-2023", 3, "pdf"))
    outcome = small.xxgk("nightly", "--delay", "0")
    assert outcome.code == 0, outcome.err
    assert summary(small)["changed"] == [f"{SCHOOL} 2021-2022"]
    assert summary(small)["new"] == []
    rows = small.rows(
        "SELECT r.period_label, p.requests_received FROM report r JOIN parse p ON p.id = r.parse_id"
        " ORDER BY r.period_label"
    )
    assert rows == [("2021-2022", 7), ("2022-2023", 3)]
    # What it said before is kept.
    assert len(small.rows("SELECT sha256 FROM capture WHERE url LIKE '%info/50/7000.htm'")) == 2


def test_a_file_that_was_changed_in_place_is_told(small: Place, campus: Campus, tmp_path: Path) -> None:
    """A file is asked for again, conditionally, when its school is crawled whole after a month."""
    a_month_passes(small)
    publish(campus, tmp_path / "yejian", publication("2021-2022"), publication("2022-2023", 8, "pdf"))
    assert small.xxgk("nightly", "--delay", "0").code == 0
    assert summary(small)["changed"] == [f"{SCHOOL} 2022-2023"]


def test_a_school_that_cannot_be_reached_fails_the_night(
    small: Place, campus: Campus, tmp_path: Path
) -> None:
    """Its reports stay; it is named as failing."""
    folder = tmp_path / "yejian"
    settings = (folder / "portal.toml").read_text(encoding="utf-8")
    broken = '\n[[quirks]]\npath = "*"\nkind = "status"\nstatus = 503\n'
    (folder / "portal.toml").write_text(settings + broken, encoding="utf-8")
    campus.publish(folder)
    outcome = small.xxgk("nightly", "--all", "--delay", "0")
    assert outcome.code == 3
    assert any(SCHOOL in line for line in summary(small)["failing"])
    assert summary(small)["gone"] == []
    assert len(small.rows("SELECT * FROM report")) == 2


def test_a_night_reads_what_was_left(small: Place) -> None:
    """A document that an earlier run archived and did not read is read first."""
    whole = content(small)
    small.change("UPDATE rendition SET outcome = 'pending', parse_id = NULL, kind = NULL, report_id = NULL")
    small.change("DELETE FROM report")
    small.change("DELETE FROM extraction")
    outcome = small.xxgk("nightly", "--delay", "0")
    assert outcome.code == 0, outcome.err
    assert differences(whole, content(small)) == []
