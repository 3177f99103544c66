"""The end of a crawl, as people see it: a table, what failed, where the data are."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.outcomes import LABELS_ZH, SiteOutcome
from pipelines.store.summary import FailedRow, ReportRow, SiteRow, failed_rows, report_rows, site_rows
from pipelines.workspace import Workspace

NOTHING = "–"


def print_closing(console: Console, workspace: Workspace, run_id: int) -> None:
    """Print the reports of a run's schools, what failed, and what to try next."""
    with workspace.database.reading() as session:
        sites = site_rows(session, run_id)
        codes = [site.code for site in sites]
        reports = report_rows(session, codes)
        failed = failed_rows(session, codes)
    print_table(console, sites, reports, failed)
    first = next((site.school for site in sites if site.reports), None)
    following = f"xxgk show {first}" if first else "xxgk status"
    console.print(
        Text(f"Data: {workspace.database.shown} and {workspace.archive.url} · next: {following}"),
        soft_wrap=True,
    )


def print_table(
    console: Console, sites: list[SiteRow], reports: list[ReportRow], failed: list[FailedRow]
) -> None:
    """Print a row a school and year; then, line by line, why something is missing."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("school", "period", "format", "applications", "complaints", "pages read", "outcome"):
        right = name in ("applications", "complaints", "pages read")
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    for site in sites:
        lines = [_report_cells(report) for report in reports if report.code == site.code]
        lines += [_failed_cells(row) for row in failed if row.code == site.code]
        outcome = _label(site.outcome or SiteOutcome.INTERRUPTED.value)
        for i, cells in enumerate(lines or [("", "", "", "", "")]):
            head = (site.school, str(site.pages), cells[4] or outcome) if i == 0 else ("", "", cells[4])
            table.add_row(head[0], *cells[:4], *head[1:])
    console.print(table)
    for line in _reasons(sites, reports, failed):
        console.print(Text(line), soft_wrap=True)


def _reasons(sites: list[SiteRow], reports: list[ReportRow], failed: list[FailedRow]) -> Iterator[str]:
    """Give a line a school and document with something to say about it."""
    for site in sites:
        if site.detail and site.outcome != SiteOutcome.NOT_PUBLISHED:
            yield f"{site.school}: {site.detail}"
        for report in reports:
            if report.code == site.code and report.detail:
                yield f"{site.school} {report.period or '?'}: {report.detail} {report.document_url}"
        for row in failed:
            if row.code == site.code:
                why = f" ({row.detail})" if row.detail else ""
                yield f"{site.school} {row.period or '?'}: {row.outcome}{why} {row.document_url}"


def _report_cells(report: ReportRow) -> tuple[str, str, str, str, str]:
    return (
        report.period or "?",
        "+".join(report.formats),
        _count(report.received),
        _count(report.complaints),
        "",
    )


def _failed_cells(row: FailedRow) -> tuple[str, str, str, str, str]:
    return row.period or "?", NOTHING, "", "", _label(row.outcome)


def _label(outcome: str) -> str:
    return f"{outcome} {LABELS_ZH.get(outcome, '')}".strip()


def _count(number: int | None) -> str:
    return NOTHING if number is None else str(number)
