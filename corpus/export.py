"""xxgk export: the corpus as files, one a table, in JSON Lines or CSV.

A file is written beside its place and moved there when it is whole. CSV cells
that a spreadsheet would take for a formula get a leading apostrophe.
"""

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from rich.console import Console
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from pipelines.changes import Change
from pipelines.extract import VERSION as EXTRACTOR_VERSION
from pipelines.reread import Reread, reread_by
from pipelines.store.database import Database
from pipelines.store.models import (
    Capture,
    Document,
    Extraction,
    Figure,
    Institution,
    InventoryItem,
    LegalBasis,
    Page,
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
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LISTED = ("schema", "kind", "title", "sections", "legal_basis", "warnings", "evidence")
"""Fields of the codebook's object that have a column or a table of their own."""

WHOLE = ("evidence", "before", "after")
"""Objects that stay one cell of a CSV row."""


def export_tables(console: Console, database: Database, out: Path, form: str) -> None:
    """Write every table to a folder and print what was written."""
    out.mkdir(parents=True, exist_ok=True)
    write = _write_jsonl if form == "jsonl" else _write_csv
    with database.reading() as session:
        for name, table in TABLES.items():
            path = out / f"{name}.{form}"
            count = _write_whole(path, table, session, write)
            console.print(f"{path}: {count} rows", markup=False, highlight=False, soft_wrap=True)


def report_rows(session: Session) -> Iterator[Row]:
    """Give one row a report: its school and period, its canonical rendition, what it says."""
    query = (
        select(Report, Institution, Rendition, TextBody)
        .join(Institution, Institution.code == Report.institution_code)
        .join(Rendition, Rendition.id == Report.canonical_id)
        .join(Parse, Parse.id == Report.parse_id)
        .join(TextBody, TextBody.sha256 == Parse.text_sha256)
        .order_by(Report.institution_code, Report.period_label)
    )
    for report, school, rendition, body in session.execute(query):
        yield _report_row(report, school, rendition, body)


def _report_row(report: Report, school: Institution, rendition: Rendition, body: TextBody) -> Row:
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
        .outerjoin(
            Extraction,
            and_(
                Extraction.document_sha256 == Rendition.document_sha256,
                Extraction.extractor_version == EXTRACTOR_VERSION,
            ),
        )
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
        "text_sha256": extraction.text_sha256 if extraction else None,
        "path": rendition.path,
        "found_at": _iso(rendition.found_at),
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
        report_rows, _report_row(Report(parse=Parse()), Institution(), Rendition(), TextBody())
    ),
    "documents": ExportTable(document_rows, _document_row(Rendition(), None, None, None, None)),
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


Writer = Callable[[IO[str], Iterable[Row], Row], int]


def _write_whole(path: Path, table: ExportTable, session: Session, write: Writer) -> int:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            count = write(file, table.rows(session), table.blank)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return count


def _write_jsonl(file: IO[str], rows: Iterable[Row], _blank: Row) -> int:
    count = 0
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _write_csv(file: IO[str], rows: Iterable[Row], blank: Row) -> int:
    writer = csv.DictWriter(file, dict(_cells(blank)))
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow(dict(_cells(row)))
        count += 1
    return count


def _cells(row: Row, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Give a row's cells: objects as dotted columns, lists as JSON, formulas disarmed."""
    for key, value in row.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and key not in WHOLE:
            yield from _cells(value, f"{name}.")
        elif isinstance(value, dict | list):
            yield name, json.dumps(value, ensure_ascii=False)
        elif isinstance(value, str) and value.startswith(FORMULA_STARTS):
            yield name, f"'{value}"
        else:
            yield name, value
