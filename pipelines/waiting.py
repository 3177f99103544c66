"""What is archived and waits: documents unread, pages to be read from pictures, reports unsettled."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, String, and_, cast, or_, select, true
from sqlalchemy.orm import Session

from pipelines.extract import VERSION as EXTRACTOR_VERSION
from pipelines.outcomes import DocumentOutcome
from pipelines.process import RETRYABLE
from pipelines.store.models import Extraction, Parse, Rendition
from pipelines.store.renditions import Candidate
from pipelines.store.reports import ANNUAL_REPORT


def unread(session: Session, codes: Collection[str] | None = None) -> list[Candidate]:
    """Return the archived documents that were not read, or not to the end; of some schools, or of all."""
    query = select(Rendition).where(
        Rendition.document_sha256.is_not(None), Rendition.outcome.in_(RETRYABLE), _of(codes)
    )
    return [candidate_of(row) for row in session.scalars(query.order_by(Rendition.id))]


def awaiting_ocr(session: Session, codes: Collection[str] | None = None) -> list[list[Candidate]]:
    """Return the documents with pages that wait for recognition, each with all places it was found at.

    They are those whose extraction says so: the outcome where all pages wait,
    a warning where some do.
    """
    waits = or_(
        Extraction.outcome == DocumentOutcome.AWAITS_OCR.value,
        cast(Extraction.warnings, String).like('%"awaits_ocr:%'),
    )
    query = (
        select(Rendition)
        .join(
            Extraction,
            and_(
                Extraction.document_sha256 == Rendition.document_sha256,
                Extraction.extractor_version == EXTRACTOR_VERSION,
            ),
        )
        .where(waits, _of(codes))
        .order_by(Rendition.id)
    )
    found: dict[str, list[Candidate]] = {}
    for row in session.scalars(query):
        found.setdefault(str(row.document_sha256), []).append(candidate_of(row))
    return list(found.values())


def unsettled(session: Session) -> Sequence[str | None]:
    """Return the schools with a report that was read and is not yet counted among its reports."""
    query = (
        select(Rendition.institution_code)
        .join(Parse, Parse.id == Rendition.parse_id)
        .where(Parse.kind == ANNUAL_REPORT, Rendition.report_id.is_(None))
        .distinct()
    )
    return list(session.scalars(query))


def candidate_of(row: Rendition) -> Candidate:
    """Make the candidate again that a rendition was stored from."""
    return Candidate(
        institution_code=row.institution_code,
        page_url=row.page_url,
        document_url=row.document_url,
        title=row.title,
        carrier=row.carrier,
        expects_file=row.expects_file,
        period_hint=row.period_hint,
        sha256=row.document_sha256,
        path=row.path,
    )


def _of(codes: Collection[str] | None) -> ColumnElement[bool]:
    return true() if codes is None else Rendition.institution_code.in_(codes)
