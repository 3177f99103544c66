"""Documents, their texts and parses: each written once, under its own hash."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from pipelines.archive import sha256_of
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome
from pipelines.store.ledger import now
from pipelines.store.models import (
    Document,
    Extraction,
    Member,
    PagePicture,
    Parse,
    Rendition,
    TextBody,
)
from pipelines.store.records import child_rows, parse_from_record
from pipelines.store.upsert import nothing, upsert

_TOLD = 3
"""Missing pages that are named one by one."""
BODY = "body"
"""Carrier of a report that is a web page's own text."""
IMAGES = "images"
"""Carrier of a report that a web page shows as pictures of its pages."""


@dataclass(slots=True)
class Picture:
    """A picture that a web page shows as one page of a report.

    `source` is its address, or a data: URI as written while it is not unpacked,
    then "". `sha256` names its archived bytes; `outcome` says why there are none.
    """

    source: str
    sha256: str | None = None
    outcome: DocumentOutcome = DocumentOutcome.PENDING
    detail: str | None = None


@dataclass(slots=True)
class Candidate:
    """A document that may hold a report: where it is, and how far it got.

    `sha256` names its archived bytes, None while there are none; `outcome` says
    why. `expects_file` is set where an HTML answer can only be a refusal, unless
    it holds a report. `path` is the chain of pages from the portal. `pictures`
    are the report's pages, in order, where its carrier is `IMAGES`: the document
    is then made of them. `lacks` says what of the document did not come.
    """

    institution_code: str | None
    page_url: str
    document_url: str
    title: str
    carrier: str
    name: str = ""
    expects_file: bool = False
    period_hint: str | None = None
    sha256: str | None = None
    size: int = 0
    content_type: str | None = None
    outcome: DocumentOutcome = DocumentOutcome.PENDING
    detail: str | None = None
    path: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    lacks: str = ""


def known_rendition(session: Session, code: str | None, document_url: str) -> Rendition | None:
    """Return the rendition of a school at an address."""
    return session.scalar(
        select(Rendition).where(Rendition.institution_code == code, Rendition.document_url == document_url)
    )


def known_extraction(session: Session, sha256: str, version: str) -> Extraction | None:
    """Return what a version of the extractor made of a document, if it has been read."""
    return session.get(Extraction, (sha256, version))


def save_document(session: Session, candidate: Candidate) -> None:
    """Note the bytes of a candidate; a no-op where they are known."""
    if candidate.sha256:
        row = {
            "sha256": candidate.sha256,
            "size": candidate.size,
            "content_type": candidate.content_type,
            "first_seen_at": now(),
        }
        upsert(session, Document, [row], ("sha256",), nothing)


def save_extraction(session: Session, sha256: str, version: str, result: Text | Unreadable) -> Extraction:
    """Note what the extractor made of a document; the text is stored once."""
    row = known_extraction(session, sha256, version) or Extraction(
        document_sha256=sha256, extractor_version=version
    )
    if isinstance(result, Unreadable):
        row.outcome, row.detail, row.text_sha256 = result.outcome.value, result.detail, None
        row.warnings, row.links, row.readings, row.confidence = [], [], [], []
        row.quality = row.chosen = None
        row.members = []
    else:
        row.outcome, row.detail = DocumentOutcome.READ.value, None
        row.format, row.pages, row.title = result.format, result.pages, result.title
        row.warnings = list(result.warnings)
        row.links = links_of(result)
        row.text_sha256 = save_text(session, result)
        row.quality, row.chosen = result.quality, result.chosen
        row.readings, row.confidence = readings_of(result), confidence_of(result)
        row.members = members_of(result)
    session.add(row)
    return row


def readings_of(text: Text) -> list[list[Any]]:
    """Return for each page how it was read, and where its first block begins: null where it has none."""
    starts: dict[int, int] = {}
    for block in text.blocks:
        if block.page is not None:
            starts.setdefault(block.page, block.start)
    return [[reading, starts.get(page)] for page, reading in enumerate(text.readings, 1)]


def confidence_of(text: Text) -> list[list[Any]]:
    """Return how certain each block is that was read from a picture: start, end, 0 to 1."""
    return [[b.start, b.end, b.confidence] for b in text.blocks if b.confidence is not None]


def members_of(text: Text) -> list[Member]:
    """Return the files within a document as rows: the report, and what lies beside it."""
    return [
        Member(
            position=position,
            name=member.name.encode("utf-8", "replace").decode(),
            size=member.size,
            sha256=member.sha256,
            format=member.kind or None,
            outcome=member.outcome.value,
            start=member.start,
            end=member.end,
        )
        for position, member in enumerate(text.members, 1)
    ]


def links_of(text: Text) -> list[list[Any]]:
    """Return what stretches of a text link to, as plain rows: start, end, address."""
    return [[link.start, link.end, link.url] for link in text.links]


def save_text(session: Session, text: Text) -> str:
    """Store a text under the hash of its UTF-8 bytes and return that hash."""
    sha256 = sha256_of(text.text.encode("utf-8"))
    row = {
        "sha256": sha256,
        "text": text.text,
        "characters": len(text.text),
        "han_share": text.han_share,
    }
    upsert(session, TextBody, [row], ("sha256",), nothing)
    return sha256


def known_parse(
    session: Session, text_sha256: str, version: str, code: str | None, context_title: str
) -> Parse | None:
    """Return the parse of a text by a parser version, in one context."""
    return session.scalar(
        select(Parse).where(
            Parse.text_sha256 == text_sha256,
            Parse.parser_version == version,
            Parse.institution_code == code,
            Parse.context_title == context_title,
        )
    )


def save_parse(
    session: Session,
    text_sha256: str,
    version: str,
    code: str | None,
    context_title: str,
    record: dict[str, Any],
) -> Parse:
    """Store a codebook object; earlier versions of the parser keep theirs."""
    parse = parse_from_record(record)
    parse.text_sha256, parse.parser_version = text_sha256, version
    parse.institution_code, parse.context_title = code, context_title
    session.add(parse)
    session.flush()
    # Rows, not objects: nobody asks for them now, and they are most of what is written.
    for table, rows in child_rows(record):
        session.execute(insert(table), [{"parse_id": parse.id, **row} for row in rows])
    return parse


def save_rendition(session: Session, candidate: Candidate, parse: Parse | None) -> Rendition:
    """Store where a document was found and what became of it.

    What was read before stays when a later try to fetch it fails.
    """
    code, url = candidate.institution_code, candidate.document_url
    row = known_rendition(session, code, url)
    if row is None and code is not None and (row := known_rendition(session, None, url)) is not None:
        row.institution_code = code  # whose it is, only its text told
    if row is None:
        row = Rendition(institution_code=code, document_url=url, found_at=now())
        session.add(row)
    elif row.parse_id and candidate.outcome.failed and not candidate.sha256:
        row.detail = f"{candidate.outcome.value} when asked again"
        return row
    row.page_url, row.title, row.carrier = candidate.page_url, candidate.title, candidate.carrier
    row.expects_file = candidate.expects_file
    row.period_hint, row.path = candidate.period_hint, candidate.path
    row.outcome, row.detail = candidate.outcome.value, candidate.detail
    row.document_sha256 = candidate.sha256
    row.parse_id = parse.id if parse else None
    row.kind = parse.kind if parse else None
    session.flush()
    _save_pictures(session, row, candidate)
    if lost := _lost_pages(session, row) if row.carrier == IMAGES else candidate.lacks:
        row.detail = f"{row.detail}; {lost}" if row.detail else lost
    return row


def _lost_pages(session: Session, row: Rendition) -> str:
    """Say which pictures of a report did not come, and why."""
    lost = session.scalars(
        select(PagePicture)
        .where(PagePicture.rendition_id == row.id, PagePicture.outcome != DocumentOutcome.READ.value)
        .order_by(PagePicture.page)
    ).all()
    told = [f"page {one.page}: {one.outcome}, {one.detail or 'not asked for'}" for one in lost[:_TOLD]]
    return "; ".join(told + [f"{len(lost) - _TOLD} more pages"] * (len(lost) > _TOLD))


def _save_pictures(session: Session, row: Rendition, candidate: Candidate) -> None:
    """Note which picture is which page; a candidate that was made again from its row has none."""
    if candidate.carrier == IMAGES and not candidate.pictures:
        return
    session.execute(delete(PagePicture).where(PagePicture.rendition_id == row.id))
    session.add_all(
        PagePicture(
            rendition_id=row.id,
            page=page,
            url=picture.source or None,
            sha256=picture.sha256,
            outcome=picture.outcome.value,
            detail=picture.detail,
        )
        for page, picture in enumerate(candidate.pictures, 1)
    )
