"""Bad files in the real workers: a named outcome within the limits, nothing left, nobody asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.extract import Text, Unreadable
from pipelines.outcomes import DocumentOutcome
from pipelines.workers import Extractors
from tests.fuzz.guard import Guard
from tests.pipelines.extract import bad_files, renderers
from tests.pipelines.extract.sample import BLOCKS

OWN = {DocumentOutcome.TIMEOUT, DocumentOutcome.WORKER_KILLED}
"""Outcomes that only a worker's end gives: limits of the readers must come first."""


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Extractors]:
    """Workers that are watched; what they did is judged when all files are read."""
    guard = Guard(tmp_path_factory.mktemp("bad"))
    with pytest.MonkeyPatch.context() as patch, guard.watching():
        patch.setenv("XXGK_OFFICE", "0")
        with Extractors(1) as extractors:
            yield extractors
    assert guard.faults() == []


def answer(pool: Extractors, data: bytes, name: str = "") -> Text | DocumentOutcome:
    try:
        return pool.extract_now(data, name=name)
    except Unreadable as reason:
        assert reason.outcome not in OWN, reason  # noqa: PT017 - text is an answer, too
        return reason.outcome


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\0" * 5000, b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty_files(pool: Extractors, data: bytes) -> None:
    assert answer(pool, data) is DocumentOutcome.EMPTY


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 12, 22, 26, 30, 46, 64, 100, 257, 511, 512, 513])
def test_the_first_bytes_alone(pool: Extractors, size: int) -> None:
    for data in (renderers.pdf(BLOCKS[:2]), renderers.docx(BLOCKS[:2]), bad_files.pdf("<<>>")):
        found = answer(pool, data[:size])
        assert found in (
            DocumentOutcome.TRUNCATED,
            DocumentOutcome.BROKEN,
            DocumentOutcome.UNSUPPORTED,
        ) or isinstance(found, Text)


def test_files_with_a_password(pool: Extractors) -> None:
    for kind, data in bad_files.locked():
        assert answer(pool, data, f"a.{kind}") is DocumentOutcome.ENCRYPTED, kind


def test_ten_thousand_pages(pool: Extractors) -> None:
    found = answer(pool, bad_files.many_pages())
    assert isinstance(found, Text) or found in (DocumentOutcome.NO_TEXT, DocumentOutcome.AWAITS_OCR)
    ofd = answer(pool, bad_files.many_ofd_pages())
    assert isinstance(ofd, Text)
    assert ofd.pages == 10_000
    assert "pages_cut" in ofd.warnings
    assert len(ofd.readings) <= 500


def test_bombs(pool: Extractors) -> None:
    for kind, data in bad_files.bombs():
        found = answer(pool, data)
        if kind == "many small ones":
            assert found is DocumentOutcome.EMPTY
        else:
            assert found in (DocumentOutcome.TOO_LARGE, DocumentOutcome.BROKEN), kind


def test_entities(pool: Extractors) -> None:
    secret = Path("/etc/passwd").read_text().partition(":")[0] + ":x:"
    for kind, data in bad_files.entities():
        found = answer(pool, data)
        if isinstance(found, Text):
            assert len(found.text) < 1000, kind
            assert secret not in found.text, kind
            assert "haha" not in found.text, kind
        else:
            assert found in (DocumentOutcome.BROKEN, DocumentOutcome.EMPTY), (kind, found)


def test_a_picture_of_fifty_thousand_by_fifty_thousand(pool: Extractors) -> None:
    assert answer(pool, bad_files.huge_picture()) is DocumentOutcome.TOO_LARGE
    found = answer(pool, bad_files.huge_picture_in_pdf())
    assert found in (DocumentOutcome.AWAITS_OCR, DocumentOutcome.TOO_LARGE)


def test_parts_that_contain_themselves(pool: Extractors) -> None:
    for kind, data in bad_files.loops():
        if kind == "a form that draws itself":
            # PDFium multiplies it while it loads the page: the worker's limits are what ends it.
            with pytest.raises(Unreadable) as caught:
                pool.extract_now(data)
            assert caught.value.outcome in OWN
            continue
        found = answer(pool, data)
        if kind == "tables of contents in a ring":
            assert isinstance(found, Text) or found is DocumentOutcome.BROKEN
        else:
            assert found in (
                DocumentOutcome.BROKEN,
                DocumentOutcome.NO_TEXT,
                DocumentOutcome.AWAITS_OCR,
                DocumentOutcome.TRUNCATED,
            ), (kind, found)


def test_macros_are_not_looked_at(pool: Extractors) -> None:
    found = answer(pool, bad_files.macros(), "a.docm")
    assert isinstance(found, Text)
    assert found.text.split("\n") == [bad_files.SENTENCE] * 3
