"""xxgk show: a school's reports, or one of them in full."""

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.show_report import print_report
from pipelines.archive import Archive
from pipelines.outcomes import LABELS_ZH
from pipelines.store.database import Database
from pipelines.store.models import Institution, Report, SiteRun
from pipelines.store.schools import find_school, portal_of
from pipelines.store.summary import failed_rows, report_rows
from xxgk_spiders.terminal import complain

DONE, FAILED = 0, 1
UNKNOWN = "?"
"""Stands for the period of a report that names none."""


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
            complain(f"{school.name} has no report of {period}; there are: {listed}")
            return FAILED
        print_report(console, session, archive, school, report)
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
