"""What a transfer brought: a whole file, a part, or a refusal."""

import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.download import missing_part, outcome_of_status
from pipelines.outcomes import DocumentOutcome
from tests.campus.documents import docx_bytes, pdf_bytes

LINES = ["云岭理工学院2022年信息公开工作年度报告", "一、概述", "学校高度重视信息公开工作。" * 40]
PDF = pdf_bytes("年报", LINES)
DOCX = docx_bytes("年报", LINES)


def archive(comment: bytes = b"", entries: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for i in range(entries):
            file.writestr(f"{i}.txt", "年报")
        file.comment = comment
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        PDF,
        PDF + b"\r\n",
        PDF + b"\0" * 500,
        b"\n\n" + PDF,
        PDF + PDF,
        DOCX,
        archive(),
        archive(entries=0),
        archive(comment=b"made by hand"),
        b"",
        b"plain text",
        "网页".encode("gb18030"),
        b"<html>",
        b"\xd0\xcf\x11\xe0 not judged here",
    ],
    ids=range(14),
)
def test_nothing_is_missing(data: bytes) -> None:
    assert missing_part(data) is None


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9, 0.98])
def test_a_part_of_a_pdf(share: float) -> None:
    assert "PDF" in (missing_part(PDF[: int(len(PDF) * share)]) or "")


def test_an_end_mark_far_from_the_end_is_none() -> None:
    """An incremental update that was cut: the first version's end mark is there, its own is not."""
    assert "PDF" in (missing_part(PDF + PDF[:-10]) or "")


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9, 0.98])
def test_a_part_of_a_word_document(share: float) -> None:
    assert "ZIP" in (missing_part(DOCX[: int(len(DOCX) * share)]) or "")


@given(st.binary(max_size=200), st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06"]))
@example(b"PK\x05\x06" + b"\xff" * 18, b"PK\x03\x04")
@example(b"PK\x06\x07" + b"\xff" * 16 + b"PK\x05\x06" + b"\xff" * 18, b"PK\x03\x04")
def test_any_bytes_are_judged(rest: bytes, start: bytes) -> None:
    assert missing_part(start + rest) is None or start


@pytest.mark.parametrize("status", [200, 203, 206])
def test_success(status: int) -> None:
    assert outcome_of_status(status) is None


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (401, DocumentOutcome.FORBIDDEN),
        (403, DocumentOutcome.FORBIDDEN),
        (404, DocumentOutcome.GONE),
        (410, DocumentOutcome.GONE),
        (412, DocumentOutcome.CAPTCHA),
        (500, DocumentOutcome.SERVER_ERROR),
        (503, DocumentOutcome.SERVER_ERROR),
        (599, DocumentOutcome.SERVER_ERROR),
    ],
)
def test_refusals(status: int, outcome: DocumentOutcome) -> None:
    assert outcome_of_status(status) is outcome


@pytest.mark.parametrize("status", [202, 408, 429])
def test_what_says_nothing_of_the_document_is_not_called_gone(status: int) -> None:
    """Accepted for later, took too long, asked too often: the file may well be there."""
    assert outcome_of_status(status) not in (None, DocumentOutcome.GONE)


@given(st.integers(-1, 10_000))
def test_any_status_has_an_outcome(status: int) -> None:
    outcome = outcome_of_status(status)
    assert outcome is None or outcome.failed
