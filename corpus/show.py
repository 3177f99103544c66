"""xxgk show: a school's reports, or one report with the evidence of what it says."""

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.parse import flat
from pipelines.archive import Archive
from pipelines.outcomes import LABELS_ZH
from pipelines.store.database import Database
from pipelines.store.models import Institution, Parse, Rendition, Report, SiteRun, TextBody
from pipelines.store.records import record_of
from pipelines.store.schools import find_school, portal_of
from pipelines.store.summary import failed_rows, report_rows

DONE, FAILED = 0, 1
UNKNOWN = "?"
"""Stands for the period of a report that names none."""
CONTEXT = 12
"""Characters shown on either side of a value's evidence."""


def show_school(
    console: Console, database: Database, archive: Archive, wanted: str, period: str | None
) -> int:
    """Print a school's reports, or one; exit code 1 where there is no such report."""
    with database.reading() as session:
        school = find_school(session, wanted)
        period = period and period.encode("utf-8", "replace").decode()
        if period is None:
            _print_school(console, session, school)
            return DONE
        wanted_period = None if period == UNKNOWN else period
        report = session.scalar(
            select(Report).where(Report.institution_code == school.code, Report.period_label == wanted_period)
        )
        if report is None:
            known = session.scalars(
                select(Report.period_label).where(Report.institution_code == school.code)
            ).all()
            listed = ", ".join(sorted((label or UNKNOWN for label in known), reverse=True)) or "none"
            sys.stderr.write(f"xxgk: {school.name} has no report of {period}; there are: {listed}\n")
            return FAILED
        _print_report(console, session, archive, school, report)
    return DONE


def _print_school(console: Console, session: Session, school: Institution) -> None:
    portal = portal_of(session, school.code)
    console.print(
        Text(f"{school.name} {school.code} {school.province or ''} {school.level or ''}", style="bold")
    )
    console.print(Text(f"portal: {portal.url if portal else 'none known'}"), soft_wrap=True)
    last = session.scalar(
        select(SiteRun).where(SiteRun.institution_code == school.code).order_by(SiteRun.id.desc()).limit(1)
    )
    if last is not None:
        outcome = last.outcome or last.state
        when = f"{last.finished_at:%Y-%m-%d %H:%M} UTC" if last.finished_at else "unfinished"
        words = f"last crawl: {outcome} {LABELS_ZH.get(outcome, '')}, {when}, {last.requests} requests"
        console.print(Text(f"{words}; {last.detail}" if last.detail else words), soft_wrap=True)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("period", "format", "sections", "applications", "complaints", "title", "document"):
        table.add_column(name, overflow="fold")
    for row in report_rows(session, [school.code]):
        counts = ["–" if count is None else str(count) for count in (row.received, row.complaints)]
        table.add_row(
            row.period or "?",
            "+".join(row.formats),
            str(row.sections),
            *counts,
            Text(row.title or ""),
            Text(row.document_url),
        )
    for failed in failed_rows(session, [school.code]):
        words = f"{failed.outcome} {LABELS_ZH.get(failed.outcome, '')}"
        table.add_row(failed.period or "?", words, "", "", "", Text(failed.title), Text(failed.document_url))
    if table.row_count:
        console.print(table)
    else:
        console.print(f"no reports yet · next: xxgk crawl {school.name}", highlight=False)


def _print_report(
    console: Console, session: Session, archive: Archive, school: Institution, report: Report
) -> None:
    parse = report.parse
    body = session.get_one(TextBody, parse.text_sha256).text
    console.print(Text(f"{school.name} {report.period_label or '?'}", style="bold"))
    for rendition in session.scalars(
        select(Rendition).where(Rendition.report_id == report.id).order_by(Rendition.id)
    ):
        mark = "cited" if rendition.id == report.canonical_id else "also"
        where = archive.path(rendition.document_sha256) if rendition.document_sha256 else ""
        for line in (
            f"{mark}: {rendition.document_url}",
            f"       on {rendition.page_url}",
            f"       {where}",
        ):
            console.print(Text(line), soft_wrap=True)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("field", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("in the text", overflow="fold", style="dim")
    for name, value in flat(_facts(parse)):
        table.add_row(name, Text(str(value)), Text(_quote(body, parse.evidence.get(name))))
    for i, section in enumerate(parse.sections, 1):
        table.add_row(
            f"sections {i}", Text(f"{section.code} · {section.heading}"), f"{section.start}–{section.end}"
        )
    for basis in parse.legal_basis:
        table.add_row(f"legal_basis {basis.position}", Text(f"{basis.title} {basis.number or ''}"), "")
    for warning in parse.warnings:
        table.add_row(f"warnings {warning.position}", Text(warning.code), "")
    console.print(table)


def _facts(parse: Parse) -> dict[str, object]:
    record = record_of(parse)
    return {
        key: value
        for key, value in record.items()
        if key not in ("evidence",) and not isinstance(value, list)
    }


def _quote(text: str, span: list[int] | None) -> str:
    """Return the evidence of a value with a little around it, on one line."""
    if not span:
        return ""
    start, end = span
    around = text[max(0, start - CONTEXT) : start] + "[" + text[start:end] + "]" + text[end : end + CONTEXT]
    return " ".join(around.split())
