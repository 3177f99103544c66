"""xxgk nightly: what was left, every school that is due, some portals that are not known, and a summary."""

import asyncio
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import make_url, select
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from corpus.crawl import settings_for
from corpus.due import COMMAND, due_orders, search_orders
from corpus.options import seeds_folder
from corpus.process import process_pending
from pipelines.outcomes import LABELS_ZH, SiteOutcome
from pipelines.store.database import DatabaseError
from pipelines.store.ledger import close_dead_runs
from pipelines.store.models import CrawlRun, Parse, Report
from pipelines.store.portals import searches_of_run
from pipelines.store.seeds import collections
from pipelines.store.summary import SiteRow, failed_rows, site_rows
from pipelines.workspace import Workspace
from xxgk_spiders.orders import PlanError, make_plan, open_workspace
from xxgk_spiders.run import DONE, FAILED, SOME_FAILED, USAGE, crawl, finish_scans
from xxgk_spiders.terminal import complain, console

Versions = dict[tuple[str, str | None], str]


class NightlyBusy(Exception):
    """Another nightly run holds the lock."""


def nightly_run(database_url: str, archive_url: str, *, delay: float | None, everything: bool) -> int:
    """Do the night's work and return the exit code."""
    try:
        with lock(database_url):
            return _locked_run(database_url, archive_url, delay, everything)
    except NightlyBusy as busy:
        complain(str(busy))
        return FAILED
    except PlanError as error:
        complain(str(error))
        return USAGE


@contextmanager
def lock(database_url: str) -> Iterator[None]:
    """Hold the lock beside the database; it falls with the process, however that ends."""
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseError(f"not a database address: {database_url}") from error
    folder = (
        Path(url.database).parent if url.get_backend_name() == "sqlite" and url.database else Path("data")
    )
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "nightly.lock").open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise NightlyBusy(
                f"a nightly run is going on already (process {file.read().strip() or '?'})"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _locked_run(database_url: str, archive_url: str, delay: float | None, everything: bool) -> int:
    screen = console()
    settings = settings_for(database_url, archive_url, delay)
    workspace = open_workspace(settings)
    try:
        left, _ = asyncio.run(process_pending(workspace))
        with workspace.database.session() as session:
            close_dead_runs(session)
            collected = collections(seeds_folder())
            orders = due_orders(session, collected, everything=everything)
            orders += search_orders(session, collected)
            before = report_versions(session)
        if not orders:
            screen.print("no school is due", highlight=False)
            return DONE
        plan = make_plan(settings, workspace, orders, COMMAND)
        crawl(plan, settings)
        if plan.run is None:
            return FAILED
        finish_scans(plan)
        unknown = {order.code for order in orders if order.portal_url is None}
        summary = _summarise(workspace, plan.run.id, before, len(left), unknown)
        print_summary(screen, summary)
        failed = summary["failing"] or summary["unread"] or summary["schools"] < len(orders)
        return SOME_FAILED if failed or summary["interrupted"] else DONE
    finally:
        workspace.close()


def report_versions(session: Session) -> Versions:
    """Return which text each report rests on."""
    rows = session.execute(
        select(Report.institution_code, Report.period_label, Parse.text_sha256).join(
            Parse, Parse.id == Report.parse_id
        )
    )
    return {(code, period): text for code, period, text in rows}


def _summarise(
    workspace: Workspace, run_id: int, before: Versions, left: int, unknown: set[str]
) -> dict[str, Any]:
    """Compare the reports with what they were, and store the summary with the run.

    `unknown` are the schools without a portal: that a search was in vain is no failure.
    """
    with workspace.database.session() as session:
        after = report_versions(session)
        sites = site_rows(session, run_id)
        names = {site.code: site.school for site in sites}
        run = session.get_one(CrawlRun, run_id)
        searches = searches_of_run(session, run_id)
        in_vain = unknown & {search.institution_code for _, search in searches if not search.portal_url}
        summary = {
            "schools": len(sites),
            "requests": sum(site.requests for site in sites),
            "downloads": sum(site.downloads for site in sites),
            "processed_left": left,
            "new": _named(names, set(after) - set(before)),
            "changed": _named(names, {key for key in set(after) & set(before) if after[key] != before[key]}),
            "gone": _named(names, set(before) - set(after)),
            "failing": [_failing(site) for site in sites if _has_failed(site) and site.code not in in_vain],
            "searched": [f"{name}: {search.portal_url or search.detail}" for name, search in searches],
            "unread": [
                f"{names.get(row.code, row.code)} {row.period or '?'}: {row.outcome} {row.document_url}"
                for row in failed_rows(session, list(names))
            ],
            "requests_by_school": {site.school: site.requests for site in sites},
            "interrupted": run.state == "interrupted",
        }
        run.summary = summary
    return summary


def _named(names: dict[str, str], keys: set[tuple[str, str | None]]) -> list[str]:
    return sorted(f"{names.get(code, code)} {period or '?'}" for code, period in keys)


def _has_failed(site: SiteRow) -> bool:
    return site.outcome is None or SiteOutcome(site.outcome).failed


def _failing(site: SiteRow) -> str:
    outcome = site.outcome or SiteOutcome.INTERRUPTED.value
    words = f"{site.school}: {outcome} {LABELS_ZH.get(outcome, '')}"
    return f"{words} ({site.detail})" if site.detail else words


def print_summary(screen: Console, summary: dict[str, Any]) -> None:
    """Print what the night brought, and the requests that each school cost."""
    screen.print(
        f"{summary['schools']} schools, {summary['requests']} requests, {summary['downloads']} downloads, "
        f"{summary['processed_left']} documents read that were left",
        highlight=False,
    )
    for name in ("new", "changed", "gone", "failing", "unread", "searched"):
        lines = summary[name]
        screen.print(f"{name}: {len(lines) or 'none'}", highlight=False)
        for line in lines:
            screen.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("school")
    table.add_column("requests", justify="right")
    for school, requests in summary["requests_by_school"].items():
        table.add_row(school, str(requests))
    screen.print(table)
