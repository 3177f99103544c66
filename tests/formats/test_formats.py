"""A few files of every format are read as they should be; the whole table is `python -m tests.formats`."""

from collections.abc import Iterator

import pytest

from tests.formats.make import Sample, Workshop
from tests.formats.measure import Measure
from tests.formats.programs import chromium, soffice
from tests.formats.scans import CLEAN
from tests.formats.table import misses, percent, read_all
from tests.support import IN_CI

office = pytest.mark.skipif(soffice() is None and not IN_CI, reason="LibreOffice is not installed")
browser = pytest.mark.skipif(chromium() is None and not IN_CI, reason="Chromium is not installed")

UNMARKED = {"html (LibreOffice)", "ppt"}
"""Formats in which LibreOffice writes titles that nothing tells from paragraphs."""


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as made:
        yield made


def check(samples: Iterator[Sample] | list[Sample], *, least: int) -> list[Measure]:
    """Read samples; every group must be on target, with its headings."""
    groups = read_all(samples)
    assert sum(group.files for group in groups) >= least
    assert {group.name: found for group in groups if (found := misses(group))} == {}
    marked = [m for group in groups if group.name not in UNMARKED for m in group.measures]
    assert [m.lost for m in marked if percent(m.headings) < 100] == []
    return [m for group in groups for m in group.measures]


def test_plain_text_and_values(workshop: Workshop) -> None:
    check(workshop.texts(), least=9)


def test_web_pages(workshop: Workshop) -> None:
    check(workshop.web(), least=20)


def test_fixed_layout(workshop: Workshop) -> None:
    check(workshop.fixed(), least=4)


def test_archives(workshop: Workshop) -> None:
    check(workshop.bundles(), least=2)


@office
def test_word_processors(workshop: Workshop) -> None:
    check(workshop.word(), least=18)


@office
def test_sheets_and_slides(workshop: Workshop) -> None:
    check(workshop.books(), least=10)


@office
@browser
def test_pdfs(workshop: Workshop) -> None:
    check(workshop.prints(), least=12)


@office
def test_a_scanned_page(workshop: Workshop) -> None:
    (result,) = check([workshop.scan("helin", CLEAN, "scan 200 dpi")], least=1)
    assert result.length > 500
