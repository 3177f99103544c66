"""From bytes to rows: real files through real workers, each step done once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from pipelines.outcomes import DocumentOutcome
from pipelines.process import Processed, process_candidates, settle
from pipelines.store.ledger import now
from pipelines.store.models import Document, Extraction, Parse, Rendition, Report, TextBody
from pipelines.store.pages import Answer
from pipelines.store.renditions import Candidate
from pipelines.workspace import Workspace
from tests.campus.documents import docx_bytes, html_body, pdf_bytes
from tests.pipelines.store.kit import HEZHOU, YUNLING, candidate, report_lines, write_seeds

HOST = "http://xxgk.ylit.example.cn/"
TITLE, *LINES = report_lines()
GARBAGE = bytes(range(256)) * 3
LOGIN = "<html><head><title>统一身份认证</title></head><body><p>请登录后访问。</p></body></html>".encode()


def page(title: str = TITLE, lines: list[str] = LINES) -> bytes:
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>"
        f"<div id='vsb_content'><h1>{title}</h1>{html_body(lines)}</div></body></html>"
    ).encode()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(f"sqlite:///{tmp_path}/xxgk.db", str(tmp_path / "archive"))
    made.load_seeds(write_seeds(tmp_path / "seeds"))
    yield made
    made.close()


def brought(
    workspace: Workspace, url: str, data: bytes, code: str | None = YUNLING, **more: Any
) -> Candidate:
    """A candidate whose bytes are archived."""
    return candidate(code, HOST + url, sha256=workspace.archive.put(data), size=len(data), **more)


def run(workspace: Workspace, *candidates: Candidate) -> list[Processed]:
    """Take candidates through the stages, and make reports of them."""

    async def scenario() -> list[Processed]:
        processed = await process_candidates(workspace, candidates)
        await workspace.write(lambda session: settle(session, {one.institution_code for one in processed}))
        return processed

    return asyncio.run(scenario())


def count(workspace: Workspace, *tables: type) -> tuple[int | None, ...]:
    with workspace.database.reading() as session:
        return tuple(session.scalar(select(func.count()).select_from(table)) for table in tables)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.htm", page()),
        ("a.pdf", pdf_bytes(TITLE, LINES)),
        ("a.docx", docx_bytes(TITLE, LINES)),
        ("a.txt", "\n".join([TITLE, *LINES]).encode("gb18030")),
    ],
)
def test_a_file_becomes_a_report(workspace: Workspace, name: str, data: bytes) -> None:
    (done,) = run(workspace, brought(workspace, name, data, title="2022年信息公开年度报告"))
    assert (done.outcome, done.kind, done.period_label) == ("read", "annual_report", "2021-2022")
    assert done.is_report
    assert done.detail is None
    assert done.format == {"htm": "html"}.get(name[2:], name[2:])
    with workspace.database.reading() as session:
        report = session.scalars(select(Report)).one()
        assert (report.institution_code, report.period_label) == (YUNLING, "2021-2022")
        assert report.canonical.document_url == HOST + name
        assert report.parse.requests_received == 5
        text = session.get_one(TextBody, report.parse.text_sha256).text
        for start, end in report.parse.evidence.values():
            assert text[start:end]


def test_the_same_bytes_at_two_addresses_are_one_document(workspace: Workspace) -> None:
    data = docx_bytes(TITLE, LINES)
    run(workspace, brought(workspace, "a.docx", data), brought(workspace, "b.docx", data))
    assert count(workspace, Document, Extraction, TextBody, Parse, Report) == (1, 1, 1, 1, 1)
    assert count(workspace, Rendition) == (2,)


def test_the_same_text_in_html_and_word_is_one_text(workspace: Workspace) -> None:
    html, word = brought(workspace, "a.htm", page()), brought(workspace, "a.docx", docx_bytes(TITLE, LINES))
    run(workspace, html, word)
    assert count(workspace, Document, Extraction, TextBody, Parse, Report) == (2, 2, 1, 1, 1)


def test_twice_is_once(workspace: Workspace) -> None:
    one = brought(workspace, "a.docx", docx_bytes(TITLE, LINES))
    first = run(workspace, one)
    tables = (Document, Extraction, TextBody, Parse, Rendition, Report)
    before = count(workspace, *tables)
    assert run(workspace, brought(workspace, "a.docx", docx_bytes(TITLE, LINES))) == first
    assert count(workspace, *tables) == before


def test_what_is_read_is_not_extracted_again(workspace: Workspace) -> None:
    one = brought(workspace, "a.docx", docx_bytes(TITLE, LINES))
    run(workspace, one)
    Path(workspace.archive.path(str(one.sha256))).unlink()
    (done,) = run(workspace, candidate(YUNLING, f"{HOST}b.docx", sha256=one.sha256))
    assert done.outcome is DocumentOutcome.READ
    assert done.is_report


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (b"", "empty"),
        (GARBAGE, "unsupported"),
        (pdf_bytes(TITLE, LINES)[:900], None),
        (docx_bytes(TITLE, LINES)[:900], None),
        (b"%PDF-1.7\nnothing\n%%EOF\n", None),
    ],
    ids=["empty", "garbage", "part of a pdf", "part of a docx", "hollow pdf"],
)
def test_what_cannot_be_read_has_a_named_outcome(
    workspace: Workspace, data: bytes, outcome: str | None
) -> None:
    (done,) = run(workspace, brought(workspace, "a", data))
    assert done.outcome.failed
    assert outcome in (None, done.outcome.value)
    assert not done.is_report
    with workspace.database.reading() as session:
        row = session.scalars(select(Rendition)).one()
        assert (row.outcome, row.parse_id, row.report_id) == (done.outcome.value, None, None)
    assert count(workspace, Report) == (0,)


def test_one_bad_file_costs_only_itself(workspace: Workspace) -> None:
    done = run(
        workspace,
        brought(workspace, "a", GARBAGE),
        candidate(YUNLING, f"{HOST}b", outcome=DocumentOutcome.GONE, detail="HTTP 404"),
        brought(workspace, "c.docx", docx_bytes(TITLE, LINES)),
    )
    assert [one.outcome.value for one in done] == ["unsupported", "gone", "read"]
    assert done[1].detail == "HTTP 404"
    assert count(workspace, Rendition, Report) == (3, 1)


def test_a_page_where_a_file_was_asked_for_is_no_document(workspace: Workspace) -> None:
    (done,) = run(workspace, brought(workspace, "a.pdf", LOGIN, expects_file=True))
    assert (done.outcome, done.is_report) == ("not_a_document", False)
    (done,) = run(workspace, brought(workspace, "b", LOGIN))
    assert done.outcome == "read"


def test_a_report_as_a_page_where_a_file_was_asked_for_is_one(workspace: Workspace) -> None:
    (done,) = run(workspace, brought(workspace, "a.doc", page(), expects_file=True))
    assert done.is_report


def test_the_report_of_another_school_is_said_to_be(workspace: Workspace) -> None:
    (done,) = run(workspace, brought(workspace, "a.docx", docx_bytes(TITLE, LINES), code=HEZHOU))
    assert done.outcome == "read"
    assert "云岭理工学院" in (done.detail or "")
    assert not done.is_report
    assert count(workspace, Report) == (0,)


def test_a_local_file_says_itself_whose_it_is(workspace: Workspace) -> None:
    (done,) = run(workspace, brought(workspace, "a.docx", docx_bytes(TITLE, LINES), code=None))
    assert done.is_report
    with workspace.database.reading() as session:
        assert session.scalars(select(Report)).one().institution_code == YUNLING


def test_a_file_of_no_listed_school_is_no_report_and_says_so(workspace: Workspace) -> None:
    lines = [line.replace("云岭理工学院", "不在册学院") for line in report_lines()]
    (done,) = run(workspace, brought(workspace, "a.docx", docx_bytes(lines[0], lines[1:]), code=None))
    assert not done.is_report
    assert done.detail
    assert count(workspace, Report) == (0,)


def test_missing_bytes_are_pending_and_read_when_they_are_there(workspace: Workspace) -> None:
    data = docx_bytes(TITLE, LINES)
    one = brought(workspace, "a.docx", data)
    Path(workspace.archive.path(str(one.sha256))).unlink()
    (done,) = run(workspace, one)
    assert done.outcome is DocumentOutcome.PENDING
    assert "archive" in (done.detail or "")
    (done,) = run(workspace, brought(workspace, "a.docx", data))
    assert done.is_report
    assert count(workspace, Rendition, Extraction) == (1, 1)


def test_a_page_is_read_from_the_ledger_before_it_is_written(workspace: Workspace) -> None:
    answer = Answer(YUNLING, f"{HOST}1.htm", f"{HOST}1.htm", 200, page(), {}, now())
    workspace.pages.add(answer)
    one = candidate(YUNLING, f"{HOST}1.htm", carrier="body", sha256=answer.sha256, size=len(answer.body))
    (done,) = run(workspace, one)
    assert done.is_report
    assert workspace.archive.has(answer.sha256)


def test_the_list_title_helps_where_the_text_has_none(workspace: Workspace) -> None:
    """Two addresses with one text and other wordings: each is parsed in its own context."""
    text = "\n".join(LINES[1:]).encode()
    done = run(
        workspace,
        brought(workspace, "a.txt", text, title="云岭理工学院2019-2020学年信息公开年度报告"),
        brought(workspace, "b.txt", text, title="云岭理工学院2018-2019学年信息公开年度报告"),
    )
    assert [one.period_label for one in done] == ["2019-2020", "2018-2019"]
    assert count(workspace, TextBody, Parse, Report) == (1, 2, 2)


@pytest.mark.parametrize("number", ["9" * 25, "9" * 400, "一" * 50], ids=["long", "longer", "Chinese"])
def test_a_number_beyond_all_bounds_is_stored_or_left_out(workspace: Workspace, number: str) -> None:
    lines = [line.replace("申请5件", f"申请{number}件").replace("1221条", f"{number}条") for line in LINES]
    (done,) = run(workspace, brought(workspace, "a.txt", "\n".join([TITLE, *lines]).encode()))
    assert done.is_report


@pytest.mark.parametrize("odd", ["&#xD800;", "&#0;", "\ufffe", "\U000e0041", "&#x110000;"], ids=ascii)
def test_odd_characters_do_no_harm(workspace: Workspace, odd: str) -> None:
    (done,) = run(workspace, brought(workspace, "a.htm", page(TITLE, [odd + line + odd for line in LINES])))
    assert done.outcome == "read"
    data = "\n".join([TITLE, *LINES]).encode() + b"\xed\xa0\x80\xed\xb0\x80\0"
    (done,) = run(workspace, brought(workspace, "a.txt", data))
    assert done.outcome.value
