"""How well a document was read, what lies within it, which picture is which page: kept up to date."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.extract.text import Block, Member, Text, Unreadable
from pipelines.outcomes import DocumentOutcome
from pipelines.store import renditions
from pipelines.store.database import Database
from pipelines.store.models import Extraction, PagePicture
from pipelines.store.models import Member as MemberRow
from pipelines.store.renditions import IMAGES, Picture
from tests.pipelines.store.kit import YUNLING, add_document, candidate

READ, EMPTY = DocumentOutcome.READ, DocumentOutcome.EMPTY
TEXT = Text(
    "标题\n第一段\n第二段\n第三段",
    "zip",
    blocks=(
        Block("heading", 0, 2, 1, 1, 0.98),
        Block("paragraph", 3, 6, None, 1),
        Block("paragraph", 7, 10, None, 3, 0.91),
        Block("paragraph", 11, 14, None, 3, 0.87),
    ),
    pages=3,
    readings=("ocr", "unread", "table"),
    quality=0.64,
    members=(
        Member("年报/报告.pdf", 900, "a" * 64, "pdf", READ, 0, 14),
        Member("年报/封面\ud800.png", 0, None, "", EMPTY),
    ),
    chosen="年报/报告.pdf",
)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.session() as opened:
        yield opened


def test_what_is_told_of_a_reading_is_kept(session: Session) -> None:
    sha256 = add_document(session, b"zip")
    row = renditions.save_extraction(session, sha256, "1", TEXT)
    session.flush()
    session.expire_all()
    row = session.get_one(Extraction, (sha256, "1"))
    assert (row.quality, row.chosen) == (0.64, "年报/报告.pdf")
    assert row.readings == [["ocr", 0], ["unread", None], ["table", 7]]
    assert row.confidence == [[0, 2, 0.98], [7, 10, 0.91], [11, 14, 0.87]]
    assert [(m.position, m.name, m.format, m.outcome, m.start, m.end) for m in row.members] == [
        (1, "年报/报告.pdf", "pdf", "read", 0, 14),
        (2, "年报/封面?.png", None, "empty", None, None),
    ]


def test_another_reading_takes_its_place(session: Session) -> None:
    sha256 = add_document(session, b"zip")
    renditions.save_extraction(session, sha256, "1", TEXT)
    session.flush()
    fewer = replace(TEXT, members=TEXT.members[1:], chosen=None, quality=1.0)
    renditions.save_extraction(session, sha256, "1", fewer)
    session.flush()
    assert [m.name for m in session.scalars(select(MemberRow))] == ["年报/封面?.png"]
    renditions.save_extraction(session, sha256, "2", TEXT)
    session.flush()
    assert len(session.scalars(select(MemberRow)).all()) == 3
    row = renditions.save_extraction(session, sha256, "1", Unreadable(DocumentOutcome.AWAITS_OCR, "pictures"))
    session.flush()
    assert (row.quality, row.readings, row.confidence, row.chosen, row.members) == (None, [], [], None, [])
    assert {m.extractor_version for m in session.scalars(select(MemberRow))} == {"2"}


def pages(session: Session) -> list[tuple[int, str | None, str, str | None]]:
    rows = session.scalars(select(PagePicture).order_by(PagePicture.page))
    return [(row.page, row.url, row.outcome, row.detail) for row in rows]


def test_pictures_are_kept_as_long_as_they_are_the_report(session: Session) -> None:
    one = candidate(YUNLING, "http://x/1.htm", carrier=IMAGES, outcome=DocumentOutcome.AWAITS_OCR)
    one.pictures = [
        Picture("http://x/1.png", "1" * 64, READ),
        Picture("", "2" * 64, READ),
        *(Picture(f"http://x/{n}.png", None, DocumentOutcome.GONE, "HTTP 404") for n in range(3, 8)),
    ]
    row = renditions.save_rendition(session, one, None)
    session.flush()
    assert pages(session)[:3] == [
        (1, "http://x/1.png", "read", None),
        (2, None, "read", None),
        (3, "http://x/3.png", "gone", "HTTP 404"),
    ]
    told = "page 3: gone, HTTP 404; page 4: gone, HTTP 404; page 5: gone, HTTP 404; 2 more pages"
    assert row.detail == told
    # Made again from its row, as recognition does: it brings no pictures, and takes none away.
    one.pictures, one.outcome, one.detail = [], READ, "as found"
    row = renditions.save_rendition(session, one, None)
    session.flush()
    assert (len(pages(session)), row.detail) == (7, f"as found; {told}")
    one.carrier = "body"
    row = renditions.save_rendition(session, one, None)
    session.flush()
    assert (pages(session), row.detail) == ([], "as found")
