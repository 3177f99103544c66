"""A report shown as pictures of its pages: fetched, bound, read, parsed; a lost page has its reason."""

import json
from typing import Any

import pytest

from tests.campus import Campus, ExpectedSchool
from tests.support import FAST, SCRAPY, Outcome, Place, no_traceback, reports_command

SLUG = "zhutuye"
WHOLE, CUT, WRITTEN = "2022-2023", "2021-2022", "2023-2024"
DOCUMENTS = (
    "SELECT v.outcome, v.detail, v.page_url = v.document_url, v.document_sha256 FROM rendition v"
    " WHERE v.carrier = 'images' ORDER BY v.period_hint"
)


@pytest.fixture(scope="module")
def school(campus: Campus) -> ExpectedSchool:
    return campus.school(SLUG)


@pytest.fixture(scope="module")
def place(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("pictures"), campus, (SLUG,))


def crawl(place: Place, school: ExpectedSchool) -> Outcome:
    """Crawl and leave recognition for later."""
    return place.run("env", "XXGK_OCR=0", SCRAPY, *reports_command([f"school={school.name}"]), *FAST)


@pytest.fixture(scope="module")
def first(place: Place, school: ExpectedSchool) -> tuple[Outcome, list[tuple[Any, ...]]]:
    """The first crawl, and the documents after it."""
    return crawl(place, school), place.rows(DOCUMENTS)


@pytest.fixture(scope="module")
def again(first: object, place: Place, school: ExpectedSchool) -> tuple[Outcome, list[tuple[Any, ...]]]:
    return crawl(place, school), place.rows(DOCUMENTS)


@pytest.fixture(scope="module")
def read(again: object, place: Place) -> Outcome:
    """What waited, read."""
    return place.xxgk("process", "--ocr")


def asked(outcome: Outcome) -> list[str]:
    """The pictures that were asked for."""
    return [served.url.rpartition("/")[2] for served in outcome.served if served.url.endswith(".png")]


def test_every_picture_is_asked_for_once(first: tuple[Outcome, Any]) -> None:
    outcome, rows = first
    no_traceback(outcome)
    assert sorted(asked(outcome)) == [f"{period}-{n}.png" for period in (CUT, WHOLE) for n in (1, 2, 3)]
    assert not [served.url for served in outcome.served if "logo" in served.url or "grey" in served.url]
    (cut, why, own, _), (whole, nothing, _, _) = rows
    assert (cut, whole, own) == ("awaits_ocr", "awaits_ocr", 1)
    assert "page 2: gone, HTTP 404" in why
    assert "page" not in nothing
    assert "page 2: gone, HTTP 404" in outcome.out


def test_again_nothing_is_asked_for_but_what_is_missing(
    first: tuple[Outcome, Any], again: tuple[Outcome, Any]
) -> None:
    assert asked(again[0]) == [f"{CUT}-2.png"]
    assert again[1] == first[1]


def test_it_is_known_which_picture_is_which_page(again: object, place: Place) -> None:
    rows = place.rows(
        "SELECT v.period_hint, p.page, p.url, p.sha256, p.outcome, p.detail FROM page_picture p"
        " JOIN rendition v ON v.id = p.rendition_id ORDER BY v.period_hint, p.page"
    )
    assert [(period, page, url.rpartition("/")[2]) for period, page, url, *_ in rows] == [
        (period, n, f"{period}-{n}.png") for period in (CUT, WHOLE) for n in (1, 2, 3)
    ]
    for period, page, _, sha256, *why in rows:
        if (period, page) == (CUT, 2):
            assert (sha256, why) == (None, ["gone", "HTTP 404"])
        else:
            assert why == ["read", None]
            assert place.bytes_of(sha256).startswith(b"\x89PNG")


def test_what_is_read_is_parsed(read: Outcome, place: Place) -> None:
    no_traceback(read)
    assert "documents that were pictures: 2, read now: 2" in read.out
    rows = place.rows(
        "SELECT r.period_label, p.kind, p.requests_received, p.requests_granted, p.requests_not_held,"
        " p.complaints_lawsuits, p.signed_on FROM report r JOIN parse p ON p.id = r.parse_id"
        " WHERE r.period_label != ? ORDER BY r.period_label",
        WRITTEN,
    )
    assert rows == [
        (CUT, "annual_report", None, None, None, 0, "2022-10-26"),
        (WHOLE, "annual_report", 7, 5, 2, 0, "2023-10-26"),
    ]
    figures = place.rows(
        "SELECT f.value, f.unit FROM figure f JOIN report r ON r.parse_id = f.parse_id"
        " WHERE r.period_label = ? AND f.unit IN ('条', '期')",
        WHOLE,
    )
    assert sorted(figures) == [(16, "期"), (722, "条")]


def test_a_lost_page_is_told_of_after_reading_too(
    read: Outcome, place: Place, school: ExpectedSchool
) -> None:
    assert [(row[0], row[1]) for row in place.rows(DOCUMENTS)] == [
        ("read", "page 2: gone, HTTP 404"),
        ("read", None),
    ]
    rows = place.rows(
        "SELECT e.pages, e.quality, e.readings, e.warnings FROM extraction e"
        " JOIN rendition v ON v.document_sha256 = e.document_sha256"
        " WHERE v.carrier = 'images' ORDER BY v.period_hint"
    )
    (pages, quality, readings, warnings), (_, better, others, none) = rows
    assert pages == 3
    assert [way for way, _ in json.loads(readings)] == ["ocr", "unread", "ocr"]
    assert (json.loads(warnings), json.loads(none)) == (["ocr_failed:2"], [])
    assert quality < 0.7 < 0.95 < better
    starts = [start for _, start in json.loads(others)]
    assert starts == sorted(starts)
    shown = place.xxgk("show", school.name, CUT).out
    assert "pages: 2 by ocr, 1 unread; quality 0." in shown
    assert "page 2: gone, HTTP 404" in shown


def test_a_crawl_that_reads_them_itself_tells_of_it(
    read: Outcome, place: Place, school: ExpectedSchool
) -> None:
    ended = place.scrapy(f"school={school.name}")
    (line,) = [line for line in ended.out.splitlines() if "page 2" in line]
    assert line.startswith(f"{school.name} {CUT}: page 2: gone, HTTP 404 https://")
    assert asked(ended) == [f"{CUT}-2.png"]


def test_all_that_is_stored_is_sound(read: Outcome, place: Place) -> None:
    checked = place.xxgk("verify")
    assert (checked.code, "all sound" in checked.out) == (0, True), checked.out
