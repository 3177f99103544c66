"""What is stored, as rows that people are shown."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.extract import VERSION as EXTRACTOR_VERSION
from pipelines.store.models import Extraction, Institution, Parse, Rendition, Report, SiteRun


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report: where it is, and what it says of applications and complaints.

    `complaints` is the sum of 举报, 复议 and 诉讼 where the report mentions any;
    `detail` tells what is amiss with the document: a page that is missing.
    """

    code: str
    school: str
    period: str | None
    formats: tuple[str, ...]
    document_url: str
    title: str | None
    sections: int
    received: int | None
    answered: int | None
    complaints: int | None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One school of a run: how it ended and what it took."""

    code: str
    school: str
    portal_url: str | None
    outcome: str | None
    detail: str | None
    requests: int
    pages: int
    unchanged: int
    downloads: int
    reports: int


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A document that could not be read, and why."""

    code: str
    period: str | None
    title: str
    document_url: str
    outcome: str
    detail: str | None


def report_rows(session: Session, codes: Sequence[str] | None = None) -> list[ReportRow]:
    """Return the reports of schools (of all where None), by school, newest first."""
    query = (
        select(Report, Institution, Parse, Rendition)
        .join(Institution, Institution.code == Report.institution_code)
        .join(Parse, Parse.id == Report.parse_id)
        .join(Rendition, Rendition.id == Report.canonical_id)
        .order_by(Institution.code, Report.period_label.desc())
    )
    if codes is not None:
        query = query.where(Report.institution_code.in_(codes))
    formats = _formats(session, codes)
    return [
        ReportRow(
            code=school.code,
            school=school.name,
            period=report.period_label,
            formats=tuple(sorted(formats[report.id])),
            document_url=rendition.document_url,
            title=parse.title or rendition.title,
            sections=len(parse.sections),
            received=parse.requests_received,
            answered=parse.requests_answered,
            complaints=_sum(
                parse.complaints_reports, parse.complaints_reconsiderations, parse.complaints_lawsuits
            ),
            detail=rendition.detail,
        )
        for report, school, parse, rendition in session.execute(query)
    ]


def site_rows(session: Session, run_id: int) -> list[SiteRow]:
    """Return the schools of a run, in the order they were crawled."""
    rows = session.execute(
        select(SiteRun, Institution.name)
        .join(Institution, Institution.code == SiteRun.institution_code)
        .where(SiteRun.crawl_run_id == run_id)
        .order_by(SiteRun.id)
    )
    return [
        SiteRow(
            code=run.institution_code,
            school=name,
            portal_url=run.portal_url,
            outcome=run.outcome,
            detail=run.detail,
            requests=run.requests,
            pages=run.pages,
            unchanged=run.unchanged,
            downloads=run.downloads,
            reports=run.reports,
        )
        for run, name in rows
    ]


def failed_rows(session: Session, codes: Sequence[str] | None = None) -> list[FailedRow]:
    """Return the documents that could not be read and whose report no other rendition carries."""
    query = select(Rendition).where(Rendition.outcome != "read").order_by(Rendition.id)
    if codes is not None:
        query = query.where(Rendition.institution_code.in_(codes))
    read = set(session.execute(select(Report.institution_code, Report.period_label)))
    pages = set(
        session.execute(
            select(Rendition.institution_code, Rendition.page_url).where(Rendition.report_id.is_not(None))
        )
    )
    return [
        FailedRow(r.institution_code or "", r.period_hint, r.title, r.document_url, r.outcome, r.detail)
        for r in session.scalars(query)
        if (r.institution_code, r.period_hint) not in read
        and not ((r.institution_code, r.page_url) in pages and r.carrier != "file")
    ]


def _formats(session: Session, codes: Sequence[str] | None) -> dict[int, set[str]]:
    query = (
        select(Rendition.report_id, Extraction.format)
        .join(Extraction, Extraction.document_sha256 == Rendition.document_sha256)
        .where(Rendition.report_id.is_not(None), Extraction.extractor_version == EXTRACTOR_VERSION)
    )
    if codes is not None:
        query = query.where(Rendition.institution_code.in_(codes))
    formats: dict[int, set[str]] = defaultdict(set)
    for report_id, name in session.execute(query):
        if report_id is not None and name:
            formats[report_id].add(name)
    return formats


def _sum(*counts: int | None) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
