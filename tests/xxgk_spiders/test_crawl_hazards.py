"""Seventeen schools whose portals misbehave: each ends in a named outcome, none costs another anything."""

from collections import Counter
from pathlib import Path

import pytest

from tests.campus import Campus, Expected, ExpectedSchool, make_portal
from tests.campus.client import PORTALS
from tests.support import Outcome, Place, no_traceback
from tests.xxgk_spiders.test_crawl_nightly import HOST, SCHOOL, publication

HAZARDS = tuple(sorted(folder.parent.name for folder in (PORTALS / "hazards").rglob("portal.toml")))
AS_GOOD = {"not_a_document": ("gone",)}
"""A page that says that the file is gone is no document; either name is right."""
LONGEST = 60.0
"""Seconds for all of them side by side where a timeout is 3: retries of one that hangs, and some room."""


@pytest.fixture(scope="session")
def place(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("hazards"), campus, HAZARDS)


@pytest.fixture(scope="session")
def crawled(place: Place) -> Outcome:
    """All hazards in one run."""
    return place.scrapy("all=1")


@pytest.fixture(params=HAZARDS)
def school(request: pytest.FixtureRequest, campus: Campus) -> ExpectedSchool:
    return campus.school(request.param)


def outcomes(report: Expected) -> tuple[str, ...]:
    """The names that are right for what becomes of a document."""
    return (report.outcome, *AS_GOOD.get(report.outcome, ()))


def test_the_run_ends_with_some_failed(crawled: Outcome) -> None:
    assert crawled.code == 3, crawled.err
    no_traceback(crawled)


def test_every_school_ends_in_its_outcome(place: Place, crawled: Outcome, school: ExpectedSchool) -> None:
    rows = place.rows("SELECT state, outcome, detail FROM site_run WHERE institution_code = ?", school.code)
    ((state, outcome, detail),) = rows
    assert state == "done"
    assert outcome in (school.outcome, *school.accept), detail
    assert detail or outcome == "found"


def test_what_went_wrong_is_said(crawled: Outcome, place: Place, school: ExpectedSchool) -> None:
    """The table has the school, its outcome and a line with the reason."""
    ((outcome, detail),) = place.rows(
        "SELECT outcome, detail FROM site_run WHERE institution_code = ?", school.code
    )
    assert school.name in crawled.out
    assert outcome in crawled.out
    if detail:
        assert f"{school.name}: {detail}" in crawled.out


def test_reports_are_found_beside_the_trouble(place: Place, crawled: Outcome, school: ExpectedSchool) -> None:
    rows = place.rows("SELECT period_label FROM report WHERE institution_code = ?", school.code)
    assert tuple(sorted(period for (period,) in rows)) == school.periods


def test_every_document_ends_in_its_outcome(place: Place, crawled: Outcome, campus: Campus) -> None:
    school = campus.school("huaiwenjian")
    rows = place.rows(
        "SELECT document_url, outcome, detail FROM rendition WHERE institution_code = ?", school.code
    )
    found = {url: (outcome, detail) for url, outcome, detail in rows}
    wrong = {
        report.period: (report.outcome, found.get(report.document_url))
        for report in school.reports
        if found.get(report.document_url, ("",))[0] not in outcomes(report)
    }
    assert wrong == {}


def test_a_document_that_is_not_read_has_no_report(place: Place, crawled: Outcome) -> None:
    assert place.rows("SELECT * FROM rendition WHERE outcome <> 'read' AND report_id IS NOT NULL") == []


def test_an_unread_document_is_listed_with_its_reason(place: Place, crawled: Outcome, campus: Campus) -> None:
    for report in campus.school("huaiwenjian").reports:
        if report.outcome != "read":
            lines = [line for line in crawled.out.splitlines() if report.document_url in line]
            assert any(name in line for line in lines for name in outcomes(report)), report.period


def test_no_cut_file_is_archived(place: Place, crawled: Outcome, campus: Campus) -> None:
    """Complete or not at all: what broke off has left no document row."""
    for report in campus.school("huaiwenjian").reports:
        if report.outcome in ("truncated", "too_large", "gone", "server_error"):
            rows = place.rows(
                "SELECT document_sha256 FROM rendition WHERE document_url = ?", report.document_url
            )
            assert rows == [(None,)], report.period


def test_forbidden_pages_are_not_asked_for(crawled: Outcome, campus: Campus) -> None:
    host = campus.school("jinzhi").hosts[0]
    asked = {s.url.partition(host)[2] for s in crawled.served if host in s.url and s.method == "GET"}
    assert asked == {"/robots.txt"}


def test_a_portal_without_end_is_left(crawled: Outcome, place: Place, campus: Campus) -> None:
    """A calendar that goes on for ever is not followed: the budget is not what stops it."""
    school = campus.school("wujin")
    ((pages,),) = place.rows("SELECT pages FROM site_run WHERE institution_code = ?", school.code)
    assert pages <= 60


def test_a_failing_server_is_not_asked_on_and_on(crawled: Outcome, campus: Campus) -> None:
    for slug in ("chongzhi", "cuowu", "tingdun", "tiaozhan", "yanzheng", "xunhuan"):
        host = campus.school(slug).hosts[0]
        asked = Counter(s.url for s in crawled.served if f"//{host}/" in s.url)
        assert sum(asked.values()) <= 25, asked


def test_huge_answers_are_cut_short(crawled: Outcome, campus: Campus) -> None:
    """Of 50 MB pages and a 200 MB file only the beginning is taken."""
    for slug, limit in (("juda", 30_000_000), ("huaiwenjian", 130_000_000)):
        host = campus.school(slug).hosts[0]
        assert sum(s.bytes for s in crawled.served if f"//{host}/" in s.url) <= limit


def test_nothing_takes_long(place: Place, crawled: Outcome) -> None:
    rows = place.rows(
        "SELECT i.name, (julianday(s.finished_at) - julianday(s.started_at)) * 86400 FROM site_run s"
        " JOIN institution i ON i.code = s.institution_code"
    )
    assert [(name, seconds) for name, seconds in rows if seconds and seconds > LONGEST] == []


def test_the_database_is_sound(place: Place, crawled: Outcome) -> None:
    outcome = place.xxgk("verify")
    assert outcome.code == 0, outcome.out


def test_a_small_portal_may_speak_of_such_things(campus: Campus, tmp_path: Path) -> None:
    """Notices about safety, maintenance, logins are content, though block pages use the same words."""
    notices = (
        "关于开展2024年校园安全检查的通知",
        "网站系统维护公告",
        "关于访问过于频繁账号处理办法的说明",
        "统一身份认证平台升级，请登录后修改密码",
        "关于域名出售诈骗的提醒",
        "关于清理已被删除文件的通知",
    )
    folder = make_portal(
        tmp_path / "yejian",
        style="plain",
        host=HOST,
        school=SCHOOL,
        code="9902000001",
        reports=[publication("2022-2023")],
        filler=0,
    )
    tables = "".join(
        f'\n[[links]]\ntitle = "{title}"\npublished = 2024-05-1{n}\ncolumn = 60\nhref = "/tz/{n}.htm"\n'
        for n, title in enumerate(notices)
    )
    settings = (folder / "portal.toml").read_text(encoding="utf-8")
    (folder / "portal.toml").write_text(settings + tables, encoding="utf-8")
    campus.publish(folder)
    place = Place(tmp_path / "data", campus, ("yejian",))
    assert place.scrapy(f"school={SCHOOL}").code == 0
    assert place.rows("SELECT outcome FROM site_run") == [("found",)]
    assert place.rows("SELECT period_label FROM report") == [("2022-2023",)]
