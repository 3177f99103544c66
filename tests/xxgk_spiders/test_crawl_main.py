"""The main job: portals of five schools in, their reports in the database; then the same again."""

import hashlib
import http.client
import shutil
import ssl
import urllib.parse
from collections import Counter
from dataclasses import dataclass

import pytest

from tests.campus import Campus, Expected, ExpectedSchool
from tests.support import MAIN, Outcome, Place, content, differences, no_traceback


@dataclass(frozen=True, slots=True)
class Crawled:
    """A place and what the command that filled it said."""

    place: Place
    outcome: Outcome


@pytest.fixture(scope="session")
def first(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """All five schools, crawled once."""
    place = Place(tmp_path_factory.mktemp("main"), campus, MAIN)
    names = ",".join(campus.school(slug).name for slug in MAIN)
    return Crawled(place, place.scrapy(f"school={names}"))


@pytest.fixture(scope="session")
def second(first: Crawled, campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """The same five once more, on a copy of what the first run left; by the other command."""
    place = Place(tmp_path_factory.mktemp("second"), campus, MAIN)
    shutil.copytree(first.place.folder, place.folder, dirs_exist_ok=True)
    names = ",".join(campus.school(slug).name for slug in MAIN)
    return Crawled(place, place.xxgk("crawl", names, "--delay", "0"))


@pytest.fixture(params=MAIN)
def school(request: pytest.FixtureRequest, campus: Campus) -> ExpectedSchool:
    """One of the five."""
    return campus.school(request.param)


def addresses(report: Expected) -> set[tuple[str, str]]:
    """Every (page, document) under which a rendition is linked."""
    return {(report.page_url, report.document_url), *report.alternates}


def fetch(campus: Campus, url: str) -> bytes:
    """Ask the campus for an address, as a browser would."""
    parts = urllib.parse.urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    if parts.scheme == "http":
        connection = http.client.HTTPConnection("127.0.0.1", campus.port, timeout=20)
        target = url
    else:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection("127.0.0.1", campus.port, timeout=20, context=context)
        connection.set_tunnel(str(parts.hostname), 443)
    try:
        connection.request("GET", target)
        return connection.getresponse().read()
    finally:
        connection.close()


# The first run -----------------------------------------------------------------


def test_the_run_ends_well(first: Crawled) -> None:
    assert first.outcome.code == 0, first.outcome.err
    no_traceback(first.outcome)
    assert first.place.rows("SELECT state FROM crawl_run") == [("done",)]


def test_every_school_ends_in_its_outcome(first: Crawled, school: ExpectedSchool) -> None:
    rows = first.place.rows("SELECT state, outcome FROM site_run WHERE institution_code = ?", school.code)
    assert rows == [("done", school.outcome)]


def test_every_report_is_found_and_nothing_else(first: Crawled, school: ExpectedSchool) -> None:
    found = first.place.rows("SELECT period_label FROM report WHERE institution_code = ?", school.code)
    assert sorted(period for (period,) in found) == list(school.periods)


def test_every_rendition_is_read(first: Crawled, school: ExpectedSchool) -> None:
    rows = first.place.rows(
        "SELECT r.document_url, p.period_label, e.format, r.outcome FROM rendition r"
        " JOIN report p ON p.id = r.report_id JOIN extraction e ON e.document_sha256 = r.document_sha256"
        " WHERE r.institution_code = ?",
        school.code,
    )
    found = {url: rest for url, *rest in rows}
    for report in school.readable:
        places = [url for _, url in addresses(report) if url in found]
        assert places, f"{report.period} {report.format} {report.document_url}"
        for url in places:
            assert found[url] == [report.period, report.format, "read"], url
    expected = {url for report in school.readable for _, url in addresses(report)}
    assert set(found) <= expected


def test_what_is_no_report_is_none(first: Crawled, school: ExpectedSchool) -> None:
    rows = first.place.rows(
        "SELECT page_url, document_url FROM rendition WHERE report_id IS NOT NULL AND institution_code = ?",
        school.code,
    )
    reported = {url for row in rows for url in row}
    assert not {f"{other.why} {other.url}" for other in school.must_not if other.url in reported}


def test_the_cited_address_is_one_that_holds_the_report(first: Crawled, school: ExpectedSchool) -> None:
    rows = first.place.rows(
        "SELECT p.period_label, r.page_url, r.document_url FROM report p"
        " JOIN rendition r ON r.id = p.canonical_id WHERE p.institution_code = ?",
        school.code,
    )
    for period, page, document in rows:
        allowed = {pair for r in school.readable if r.period == period for pair in addresses(r)}
        # A file that a list links to has no page of its own: the list is as good.
        assert (page, document) in allowed or (document, document) in allowed


def test_counts_are_those_of_the_text(first: Crawled, school: ExpectedSchool) -> None:
    """What a report states of applications and complaints, and no count that it does not state."""
    for report in school.readable:
        ((received, *complaints),) = first.place.rows(
            "SELECT p.requests_received, p.complaints_reports, p.complaints_reconsiderations,"
            " p.complaints_lawsuits FROM report r JOIN parse p ON p.id = r.parse_id"
            " WHERE r.institution_code = ? AND r.period_label = ?",
            school.code,
            report.period,
        )
        facts = report.facts
        assert facts is not None
        assert received == facts.applications, report.period
        stated = [facts.reports, facts.reconsiderations, facts.lawsuits]
        for value, true, word in zip(complaints, stated, ("举报", "复议", "诉讼"), strict=True):
            if value is None:
                assert not true, f"{report.period} {word} {true}: not read"
            else:
                assert value == true, f"{report.period} {word}"


def test_bytes_are_archived_as_they_were_served(first: Crawled, school: ExpectedSchool) -> None:
    rows = first.place.rows(
        "SELECT r.document_url, r.document_sha256, d.size FROM rendition r"
        " JOIN document d ON d.sha256 = r.document_sha256"
        " WHERE r.report_id IS NOT NULL AND r.institution_code = ?",
        school.code,
    )
    for url, sha256, size in rows:
        served = fetch(first.place.campus, url)
        assert hashlib.sha256(served).hexdigest() == sha256, url
        assert len(served) == size
        assert first.place.bytes_of(sha256) == served


def test_no_more_is_asked_than_needed(first: Crawled, school: ExpectedSchool) -> None:
    """Every address once, and few beside those that a person would need."""
    own = [s for s in first.outcome.served if urllib.parse.urlsplit(s.url).hostname in school.hosts]
    asked = Counter(s.url for s in own if s.method == "GET" and not s.url.endswith("/robots.txt"))
    assert {url: n for url, n in asked.items() if n > 1} == {}
    assert len(asked) <= 3 * school.least_requests + 10


def test_nothing_outside_of_the_schools_is_asked(first: Crawled, campus: Campus) -> None:
    hosts = {host for slug in MAIN for host in campus.school(slug).hosts}
    for served in first.outcome.served:
        host = served.url if served.method == "CONNECT" else urllib.parse.urlsplit(served.url).hostname
        assert host in hosts, served


def test_robots_txt_is_asked_for(first: Crawled, school: ExpectedSchool) -> None:
    host = urllib.parse.urlsplit(school.portal_url).netloc
    assert any(s.url.endswith(f"//{host}/robots.txt") for s in first.outcome.served)


def test_the_table_names_every_school_and_period(first: Crawled, school: ExpectedSchool) -> None:
    assert school.name in first.outcome.out
    for period in school.periods:
        assert period in first.outcome.out


def test_the_database_is_sound(first: Crawled) -> None:
    outcome = first.place.xxgk("verify")
    assert outcome.code == 0, outcome.out
    assert "all sound" in outcome.out


# The second run -----------------------------------------------------------------


def test_nothing_is_downloaded_again(second: Crawled, school: ExpectedSchool) -> None:
    assert second.outcome.code == 0, second.outcome.err
    files = {url for r in school.reports for page, url in addresses(r) if url != page or r.format != "html"}
    again = [s for s in second.outcome.served if s.url in files and s.status == 200]
    assert again == []


def test_the_second_run_counts_no_download(second: Crawled) -> None:
    rows = second.place.rows("SELECT downloads FROM site_run ORDER BY id DESC LIMIT 5")
    assert rows == [(0,)] * 5


def test_pages_with_validators_are_asked_conditionally(second: Crawled, campus: Campus) -> None:
    """A portal that gives validators answers 304 to all but what was never seen."""
    for slug in MAIN:
        school = campus.school(slug)
        pages = {
            url
            for (url,) in second.place.rows(
                "SELECT url FROM page WHERE institution_code = ? AND (etag IS NOT NULL"
                " OR last_modified IS NOT NULL)",
                school.code,
            )
        }
        asked = [s for s in second.outcome.served if s.method == "GET" and s.url in pages]
        assert {s.status for s in asked} <= {304}
        assert asked or not pages


def test_the_second_run_changes_nothing(first: Crawled, second: Crawled) -> None:
    assert differences(content(first.place), content(second.place)) == []
