"""Renditions and records: what goes in comes out the same; what was read stays."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipelines.extract.text import Link, Text, Unreadable
from pipelines.outcomes import DocumentOutcome
from pipelines.parser import parse
from pipelines.store import renditions
from pipelines.store.database import Database
from pipelines.store.models import Document, Extraction, Parse, Rendition, TextBody
from pipelines.store.records import CHANNELS, COMPLAINTS, CONTACT, REQUESTS, parse_from_record, record_of
from tests.pipelines.store.kit import HEZHOU, YUNLING, add_document, add_parse, candidate, report_text

URL = "http://xxgk.ylit.example.cn/ndbg/2022.pdf"

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
maybe = st.none() | words
dates = st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(date.isoformat)
counts = st.none() | st.integers(0, 10**12)
money = st.none() | st.floats(0, 1e9, allow_nan=False)
offsets = st.integers(0, 10**6)
values = st.floats(-1e12, 1e12, allow_nan=False) | st.integers(0, 10**12)


def listed(row: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(row, max_size=3)


def heading_of(below: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    row = {
        "ordinal": st.none() | st.integers(0, 99),
        "heading": words,
        "start": offsets,
        "end": offsets,
        "children": below,
    }
    return st.lists(st.fixed_dictionaries(row), max_size=2)


subheadings: st.SearchStrategy[list[Any]] = st.recursive(st.just([]), heading_of, max_leaves=4)
paths = words | st.sampled_from(["title", "practices.0", "problems.1", "measures.0", "inventory.0"])

records = st.fixed_dictionaries(
    {
        "schema": st.just("xxgk.report/1"),
        "kind": st.sampled_from(["annual_report", "cover", "inventory", "notice", "other_report", "other"]),
        "school": st.fixed_dictionaries({"name": maybe, "code": maybe}),
        "title": maybe,
        "period": st.fixed_dictionaries(
            {
                "kind": st.sampled_from([None, "academic_year", "calendar_year"]),
                "label": maybe,
                "start": dates,
                "end": dates,
                "declared": st.booleans(),
            }
        ),
        "document_number": maybe,
        "addressee": maybe,
        "signed_by": maybe,
        "signed_on": dates,
        "contact": st.fixed_dictionaries(dict.fromkeys(CONTACT, maybe)),
        "portal_url": maybe,
        "legal_basis": listed(st.fixed_dictionaries({"title": words, "number": maybe})),
        "sections": listed(
            st.fixed_dictionaries(
                {
                    "code": words,
                    "ordinal": st.integers(0, 99),
                    "heading": words,
                    "start": offsets,
                    "end": offsets,
                    "subheadings": subheadings,
                }
            )
        ),
        "requests": st.fixed_dictionaries(
            dict.fromkeys(REQUESTS, counts)
            | {
                "by_channel": st.fixed_dictionaries(dict.fromkeys(CHANNELS, counts)),
                "fee_charged": money,
                "fee_waived": money,
            }
        ),
        "complaints": st.fixed_dictionaries(dict.fromkeys(COMPLAINTS, counts)),
        "figures": listed(
            st.fixed_dictionaries(
                {
                    "value": values,
                    "unit": maybe,
                    "qualifier": st.sampled_from(["exact", "over", "about", "nearly"]),
                    "channel": maybe,
                    "measure": maybe,
                    "section": words,
                    "label": maybe,
                    "as_of": dates,
                    "quote": words,
                    "start": offsets,
                    "end": offsets,
                }
            )
        ),
        "practices": listed(words),
        "problems": listed(words),
        "measures": listed(words),
        "inventory": listed(
            st.fixed_dictionaries(
                {
                    "number": st.none() | st.integers(1, 50),
                    "category": maybe,
                    "item": maybe,
                    "department": maybe,
                    "url": maybe,
                }
            )
        ),
        "warnings": listed(words),
        "evidence": st.dictionaries(paths, st.lists(offsets, min_size=2, max_size=2), max_size=4),
    }
)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.session() as opened:
        yield opened


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records)
@example(parse("").to_dict())
@example(parse(report_text()).to_dict())
def test_a_record_comes_out_as_it_went_in(database: Database, record: dict[str, Any]) -> None:
    record |= {"evidence": {key: list(span) for key, span in record["evidence"].items()}}
    with database.session() as session:
        text = renditions.save_text(session, Text("文", "txt"))
        row = renditions.save_parse(session, text, "1", YUNLING, f"{record!r}"[:20], record)
        key = row.id
    with database.session() as session:
        stored = session.get_one(Parse, key)
        assert record_of(stored) == record
        session.delete(stored)


def test_fields_keep_their_order(session: Session) -> None:
    """The object is printed and exported: its fields come in the codebook's order."""
    record = parse(report_text()).to_dict()
    assert list(record_of(parse_from_record(record))) == list(record)


def test_a_number_that_no_database_holds_is_not_a_count(session: Session) -> None:
    """A text may state any number; the row must still be stored."""
    text = report_text().replace("申请5件", f"申请{'9' * 25}件")
    row = add_parse(session, YUNLING, text)
    assert row.kind == "annual_report"
    assert row.requests_received != 5


def test_points_and_rows_of_the_inventory_know_their_place(session: Session) -> None:
    record = parse(report_text()).to_dict() | {
        "practices": ["责任到人", "每季通报"],
        "problems": ["更新不够及时"],
        "measures": [],
        "inventory": [{"number": 3, "category": None, "item": "年度报告", "department": None, "url": None}],
    }
    record["evidence"] = {"practices.1": [40, 44], "problems.0": [50, 56], "inventory.0": [7, 11]}
    text = renditions.save_text(session, Text(report_text(), "txt"))
    row = renditions.save_parse(session, text, "1", YUNLING, "", record)
    assert [(p.kind, p.text, p.start, p.end) for p in row.points] == [
        ("practice", "责任到人", None, None),
        ("practice", "每季通报", 40, 44),
        ("problem", "更新不够及时", 50, 56),
    ]
    assert [(i.item, i.start, i.end) for i in row.inventory] == [("年度报告", 7, 11)]


# Bytes, texts, parses: once ---------------------------------------------------


def test_bytes_are_noted_once(session: Session) -> None:
    first = add_document(session, b"one")
    assert add_document(session, b"one") == first
    renditions.save_document(session, candidate(YUNLING, URL))
    assert session.scalars(select(Document.sha256)).all() == [first]


def test_an_extraction_keeps_its_links(session: Session) -> None:
    sha256 = add_document(session, b"linked")
    text = Text("章程查看", "html", links=(Link(2, 4, "/zc.htm"),))
    renditions.save_extraction(session, sha256, "1", text)
    session.flush()
    session.expire_all()
    row = session.get_one(Extraction, (sha256, "1"))
    assert row.links == [[2, 4, "/zc.htm"]]
    renditions.save_extraction(session, sha256, "1", Unreadable(DocumentOutcome.TIMEOUT))
    assert row.links == []


def test_a_text_is_stored_once(session: Session) -> None:
    first = renditions.save_text(session, Text("年报", "html", han_share=1.0))
    assert renditions.save_text(session, Text("年报", "docx", han_share=1.0)) == first
    row = session.scalars(select(TextBody)).one()
    assert (row.text, row.characters, row.han_share) == ("年报", 2, 1.0)


@pytest.mark.parametrize("text", ["", "a\0b", "𠮷野家", "\ufeff\u2028"], ids=ascii)
def test_any_text_is_stored_whole(session: Session, text: str) -> None:
    sha256 = renditions.save_text(session, Text(text, "txt"))
    session.expire_all()
    assert session.get_one(TextBody, sha256).text == text


def test_an_extraction_that_failed_is_made_good_later(session: Session) -> None:
    sha256 = add_document(session, b"one")
    late = Unreadable(DocumentOutcome.TIMEOUT, "not read within 60 s")
    row = renditions.save_extraction(session, sha256, "1", late)
    assert (row.outcome, row.detail, row.text_sha256) == ("timeout", "not read within 60 s", None)
    renditions.save_extraction(
        session, sha256, "1", Text("年报", "pdf", pages=3, title="题", warnings=("w",))
    )
    renditions.save_extraction(session, sha256, "2", Unreadable(DocumentOutcome.NO_TEXT))
    stored = renditions.known_extraction(session, sha256, "1")
    assert stored is not None
    assert (stored.outcome, stored.detail, stored.format, stored.pages) == ("read", None, "pdf", 3)
    assert (stored.title, stored.warnings) == ("题", ["w"])
    assert session.scalar(select(func.count()).select_from(Extraction)) == 2
    assert renditions.known_extraction(session, sha256, "3") is None


def test_a_parse_is_of_a_text_a_version_and_a_context(session: Session) -> None:
    row = add_parse(session, YUNLING, "年报")
    text = row.text_sha256
    assert renditions.known_parse(session, text, "1", YUNLING, "") is row
    assert renditions.known_parse(session, text, "2", YUNLING, "") is None
    assert renditions.known_parse(session, text, "1", HEZHOU, "") is None
    assert renditions.known_parse(session, text, "1", None, "") is None
    assert renditions.known_parse(session, text, "1", YUNLING, "另一标题") is None
    nameless = add_parse(session, None, "年报")
    assert renditions.known_parse(session, text, "1", None, "") is nameless


# Renditions -------------------------------------------------------------------------


def test_a_rendition_is_a_school_and_an_address(session: Session) -> None:
    first = renditions.save_rendition(session, candidate(YUNLING, URL, title="旧题"), None)
    again = renditions.save_rendition(
        session, candidate(YUNLING, URL, title="新题", period_hint="2022"), None
    )
    assert again is first
    assert (first.title, first.period_hint, first.outcome) == ("新题", "2022", "pending")
    renditions.save_rendition(session, candidate(HEZHOU, URL), None)
    nameless = renditions.save_rendition(session, candidate(None, URL), None)
    assert renditions.save_rendition(session, candidate(None, URL), None) is nameless
    assert session.scalar(select(func.count()).select_from(Rendition)) == 3


def test_what_was_read_stays_when_the_address_fails_later(session: Session) -> None:
    row = add_parse(session, YUNLING, "年报")
    sha256 = add_document(session, b"pdf")
    read = candidate(YUNLING, URL, sha256=sha256, outcome=DocumentOutcome.READ)
    renditions.save_rendition(session, read, row)
    kept = renditions.save_rendition(session, candidate(YUNLING, URL, outcome=DocumentOutcome.GONE), None)
    assert (kept.outcome, kept.document_sha256, kept.parse_id) == ("read", sha256, row.id)
    assert "gone" in (kept.detail or "")
    renditions.save_rendition(session, read, row)
    assert kept.detail is None


def test_what_was_not_read_takes_the_later_outcome(session: Session) -> None:
    for outcome in (DocumentOutcome.SERVER_ERROR, DocumentOutcome.GONE):
        one = candidate(YUNLING, URL, outcome=outcome, detail=f"why {outcome}")
        row = renditions.save_rendition(session, one, None)
        assert (row.outcome, row.detail, row.kind) == (outcome.value, f"why {outcome}", None)
