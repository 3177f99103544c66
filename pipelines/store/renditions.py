"""Documents, their texts and parses: each written once, under its own hash."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from pipelines.archive import sha256_of
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome
from pipelines.store.ledger import now
from pipelines.store.models import Document, Extraction, Parse, Rendition, TextBody
from pipelines.store.records import child_rows, parse_from_record
from pipelines.store.upsert import nothing, upsert


@dataclass(slots=True)
class Candidate:
    """A document that may hold a report: where it is, and how far it got.

    `sha256` names its archived bytes, None while there are none; `outcome` says
    why. `expects_file` is set where an HTML answer can only be a refusal, unless
    it holds a report. `path` is the chain of pages from the portal.
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
        row.warnings, row.links = [], []
    else:
        row.outcome, row.detail = DocumentOutcome.READ.value, None
        row.format, row.pages, row.title = result.format, result.pages, result.title
        row.warnings = list(result.warnings)
        row.links = links_of(result)
        row.text_sha256 = save_text(session, result)
    session.add(row)
    return row


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
    return row
