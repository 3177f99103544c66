"""The rows of each exported table: what the corpus says, by school and period."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from pipelines.changes import Change
from pipelines.extract import VERSION as EXTRACTOR_VERSION
from pipelines.reread import Reread, reread_by
from pipelines.store.models import (
    Capture,
    Document,
    Extraction,
    Figure,
    Institution,
    InventoryItem,
    LegalBasis,
    Member,
    Page,
    PagePicture,
    Parse,
    ParseWarning,
    Point,
    Rendition,
    Report,
    Section,
    SiteRun,
    TextBody,
)
from pipelines.store.records import record_of

Row = dict[str, Any]
_PRESENT = and_(
    Extraction.document_sha256 == Rendition.document_sha256,
    Extraction.extractor_version == EXTRACTOR_VERSION,
)
"""What the present extractor made of a rendition's document."""
LISTED = ("schema", "kind", "title", "sections", "legal_basis", "warnings", "evidence")
"""Fields of the codebook's object that have a column or a table of their own."""


def report_rows(session: Session) -> Iterator[Row]:
    """Give one row a report: its school and period, its canonical rendition, what it says."""
    query = (
        select(Report, Institution, Rendition, TextBody, Extraction)
        .join(Institution, Institution.code == Report.institution_code)
        .join(Rendition, Rendition.id == Report.canonical_id)
        .join(Parse, Parse.id == Report.parse_id)
        .join(TextBody, TextBody.sha256 == Parse.text_sha256)
        .outerjoin(Extraction, _PRESENT)
        .order_by(Report.institution_code, Report.period_label)
    )
    for report, school, rendition, body, extraction in session.execute(query):
        yield _report_row(report, school, rendition, body, extraction)


def _report_row(
    report: Report,
    school: Institution,
    rendition: Rendition,
    body: TextBody,
    extraction: Extraction | None,
) -> Row:
    record = record_of(report.parse)
    return {
        "school_code": school.code,
        "school_name": school.name,
        "province": school.province,
        "period_label": report.period_label,
        "kind": record["kind"],
        "title": record["title"] or rendition.title,
        "title_from": "text" if record["title"] else "link",
        "page_url": rendition.page_url,
        "document_url": rendition.document_url,
        "sha256": rendition.document_sha256,
        "text_sha256": body.sha256,
        "parser_version": report.parse.parser_version,
        "quality": extraction.quality if extraction else None,
        "extraction_warnings": extraction.warnings if extraction else [],
        **{key: value for key, value in record.items() if key not in LISTED},
        "sections": record["sections"],
        "legal_basis": record["legal_basis"],
        "warnings": record["warnings"],
        "evidence": record["evidence"],
        "text": body.text,
    }


def document_rows(session: Session) -> Iterator[Row]:
    """Give one row a rendition: every document that was found, read or not."""
    query = (
        select(Rendition, Institution, Report, Document, Extraction)
        .outerjoin(Institution, Institution.code == Rendition.institution_code)
        .outerjoin(Report, Report.id == Rendition.report_id)
        .outerjoin(Document, Document.sha256 == Rendition.document_sha256)
        .outerjoin(Extraction, _PRESENT)
        .order_by(Rendition.institution_code, Rendition.document_url)
    )
    for rendition, school, report, document, extraction in session.execute(query):
        yield _document_row(rendition, school, report, document, extraction)


def _document_row(
    rendition: Rendition,
    school: Institution | None,
    report: Report | None,
    document: Document | None,
    extraction: Extraction | None,
) -> Row:
    return {
        "school_code": rendition.institution_code,
        "school_name": school.name if school else None,
        "period_label": report.period_label if report else None,
        "canonical": bool(report and report.canonical_id == rendition.id),
        "kind": rendition.kind,
        "title": rendition.title,
        "page_url": rendition.page_url,
        "document_url": rendition.document_url,
        "carrier": rendition.carrier,
        "outcome": rendition.outcome,
        "detail": rendition.detail,
        "sha256": rendition.document_sha256,
        "size": document.size if document else None,
        "format": extraction.format if extraction else None,
        "pages": extraction.pages if extraction else None,
        "quality": extraction.quality if extraction else None,
        "readings": extraction.readings if extraction else [],
        "confidence": extraction.confidence if extraction else [],
        "chosen": extraction.chosen if extraction else None,
        "extraction_warnings": extraction.warnings if extraction else [],
        "text_sha256": extraction.text_sha256 if extraction else None,
        "path": rendition.path,
        "found_at": _iso(rendition.found_at),
    }


def member_rows(session: Session) -> Iterator[Row]:
    """Give one row a file within a document: what lies beside a report, too."""
    query = (
        select(Rendition, Member)
        .select_from(Rendition)
        .join(Extraction, _PRESENT)
        .join(
            Member,
            (Member.document_sha256 == Extraction.document_sha256)
            & (Member.extractor_version == Extraction.extractor_version),
        )
        .order_by(Rendition.institution_code, Rendition.document_url, Member.position)
    )
    for rendition, member in session.execute(query):
        yield _member_row(rendition, member)


def _member_row(rendition: Rendition, member: Member) -> Row:
    names = ("position", "name", "size", "sha256", "format", "outcome", "start", "end")
    return {
        "school_code": rendition.institution_code,
        "document_url": rendition.document_url,
        "document_sha256": rendition.document_sha256,
        **{name: getattr(member, name) for name in names},
    }


def picture_rows(session: Session) -> Iterator[Row]:
    """Give one row a picture that a page shows as a report's page."""
    query = (
        select(Rendition, PagePicture)
        .select_from(Rendition)
        .join(PagePicture, PagePicture.rendition_id == Rendition.id)
        .order_by(Rendition.institution_code, Rendition.document_url, PagePicture.page)
    )
    for rendition, picture in session.execute(query):
        yield _picture_row(rendition, picture)


def _picture_row(rendition: Rendition, picture: PagePicture) -> Row:
    return {
        "school_code": rendition.institution_code,
        "document_url": rendition.document_url,
        **{name: getattr(picture, name) for name in ("page", "url", "sha256", "outcome", "detail")},
    }


def site_run_rows(session: Session) -> Iterator[Row]:
    """Give one row a school and run, the earliest run first."""
    query = (
        select(SiteRun, Institution.name)
        .join(Institution, Institution.code == SiteRun.institution_code)
        .order_by(SiteRun.id)
    )
    for run, name in session.execute(query):
        yield _site_run_row(run, name)


def _site_run_row(run: SiteRun, name: str) -> Row:
    return {
        "school_code": run.institution_code,
        "school_name": name,
        "portal_url": run.portal_url,
        "outcome": run.outcome or run.state,
        "detail": run.detail,
        "requests": run.requests,
        "pages": run.pages,
        "unchanged": run.unchanged,
        "downloads": run.downloads,
        "bytes": run.bytes,
        "reports": run.reports,
        "run": run.crawl_run_id,
        "started_at": _iso(run.started_at),
        "finished_at": _iso(run.finished_at),
    }


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table to export: its rows, and a row without values, which gives its columns."""

    rows: Callable[[Session], Iterable[Row]]
    blank: Row


def _of_reports(table: Any, *names: str) -> ExportTable:
    """Return the rows of a table of parses, for the parses that reports rest on."""

    def rows(session: Session) -> Iterator[Row]:
        query = (
            select(Report.institution_code, Institution.name, Report.period_label, table)
            .join(Institution, Institution.code == Report.institution_code)
            .join(table, table.parse_id == Report.parse_id)
            .order_by(Report.institution_code, Report.period_label, table.position)
        )
        for code, school, period, row in session.execute(query):
            values = {name: getattr(row, name) for name in names}
            yield {
                "school_code": code,
                "school_name": school,
                "period_label": period,
                **{key: _iso(v) if isinstance(v, date) else v for key, v in values.items()},
            }

    return ExportTable(rows, dict.fromkeys(("school_code", "school_name", "period_label", *names)))


def change_rows(session: Session) -> Iterator[Row]:
    """Give one row a field that a later reading of a text says otherwise."""
    for one in reread_by(session):
        for change in one.changes:
            yield _change_row(one, change)


def _change_row(one: Reread, change: Change) -> Row:
    return {
        "school_code": one.institution_code,
        "school_name": one.school_name,
        "period_label": one.period_label,
        "text_sha256": one.text_sha256,
        "version_before": one.version_before,
        "version_after": one.version_after,
        **{name: change.get(name) for name in ("field", "change", "before", "after")},
    }


def _of_table(table: Any, *names: str) -> ExportTable:
    def rows(session: Session) -> Iterator[Row]:
        for row in session.scalars(select(table).order_by(*(getattr(table, name) for name in names[:2]))):
            values = {name: getattr(row, name) for name in names}
            yield {key: _iso(v) if isinstance(v, date) else v for key, v in values.items()}

    return ExportTable(rows, dict.fromkeys(names))


TABLES = {
    "reports": ExportTable(
        report_rows, _report_row(Report(parse=Parse()), Institution(), Rendition(), TextBody(), None)
    ),
    "documents": ExportTable(document_rows, _document_row(Rendition(), None, None, None, None)),
    "members": ExportTable(member_rows, _member_row(Rendition(), Member())),
    "page_pictures": ExportTable(picture_rows, _picture_row(Rendition(), PagePicture())),
    "site_runs": ExportTable(site_run_rows, _site_run_row(SiteRun(), "")),
    "sections": _of_reports(Section, "position", "code", "ordinal", "heading", "start", "end", "subheadings"),
    "legal_basis": _of_reports(LegalBasis, "position", "title", "number"),
    "figures": _of_reports(
        Figure,
        "position",
        "value",
        "unit",
        "qualifier",
        "channel",
        "measure",
        "section",
        "label",
        "as_of",
        "quote",
        "start",
        "end",
    ),
    "points": _of_reports(Point, "position", "kind", "text", "start", "end"),
    "inventory": _of_reports(
        InventoryItem, "position", "number", "category", "item", "department", "url", "start", "end"
    ),
    "warnings": _of_reports(ParseWarning, "position", "code"),
    "changes": ExportTable(change_rows, _change_row(Reread(None, None, None, [], "", "", "", []), {})),
    "captures": _of_table(Capture, "institution_code", "url", "sha256", "size", "status", "captured_at"),
    "pages": _of_table(
        Page, "institution_code", "url", "final_url", "sha256", "status", "checked_at", "changed_at"
    ),
}
