"""xxgk nightly: every due school with a known portal, what was left, and a summary.

A school is due when no night has looked at it for 20 hours. A night asks only
for the lists that led to reports, unless the school has none yet or was last
crawled whole 30 days ago.
"""

import asyncio
import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, make_url, select
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from corpus.crawl import settings_for
from corpus.process import process_pending
from pipelines.outcomes import LABELS_ZH, SiteOutcome
from pipelines.store.database import DatabaseError
from pipelines.store.ledger import close_dead_runs, now
from pipelines.store.models import CrawlRun, Institution, Parse, Portal, Report, SiteRun
from pipelines.store.summary import SiteRow, failed_rows, site_rows
from pipelines.workspace import Workspace
from xxgk_spiders.orders import make_plan, open_workspace, order_for
from xxgk_spiders.plan import Order
from xxgk_spiders.run import DONE, FAILED, SOME_FAILED, crawl, exit_code, finish_scans
from xxgk_spiders.terminal import console

COMMAND = "nightly"
DUE_AFTER = timedelta(hours=20)
WHOLE_AFTER = timedelta(days=30)

Versions = dict[tuple[str, str | None], str]


class NightlyBusy(Exception):
    """Another nightly run holds the lock."""


def nightly_run(database_url: str, archive_url: str, *, delay: float | None, everything: bool) -> int:
    """Do the night's work and return the exit code."""
    try:
        with lock(database_url):
            return _locked_run(database_url, archive_url, delay, everything)
    except NightlyBusy as busy:
        sys.stderr.write(f"xxgk: {busy}\n")
        return FAILED


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
            orders = due_orders(session, everything=everything)
            before = report_versions(session)
        if not orders:
            screen.print("no school is due", highlight=False)
            return DONE
        plan = make_plan(settings, workspace, orders, COMMAND)
        crawl(plan, settings)
        if plan.run is None:
            return FAILED
        finish_scans(plan)
        summary = _summarise(workspace, plan.run.id, before, len(left))
        print_summary(screen, summary)
        return SOME_FAILED if summary["interrupted"] else exit_code(plan)
    finally:
        workspace.close()


def due_orders(session: Session, *, everything: bool) -> list[Order]:
    """Return an order for every school with a known portal that is due."""
    codes = session.scalars(select(Portal.institution_code).distinct()).all()
    nights = _last(session, nightly_only=True)
    crawls = _last(session, nightly_only=False)
    orders = []
    for school in session.scalars(
        select(Institution).where(Institution.code.in_(codes)).order_by(Institution.code)
    ):
        night, whole = nights.get(school.code), crawls.get(school.code)
        if not everything and night is not None and night > now() - DUE_AFTER:
            continue
        recently_whole = whole is not None and whole > now() - WHOLE_AFTER
        orders.append(order_for(session, school, hubs_only=recently_whole))
    return orders


def _last(session: Session, *, nightly_only: bool) -> dict[str, Any]:
    """Return when each school was last looked at by a night, or last crawled whole."""
    query = (
        select(SiteRun.institution_code, func.max(SiteRun.finished_at))
        .join(CrawlRun, CrawlRun.id == SiteRun.crawl_run_id)
        .where(SiteRun.state == "done")
        .group_by(SiteRun.institution_code)
    )
    query = query.where(CrawlRun.command == COMMAND) if nightly_only else query.where(SiteRun.whole)
    return {code: at for code, at in session.execute(query) if at is not None}


def report_versions(session: Session) -> Versions:
    """Return which text each report rests on."""
    rows = session.execute(
        select(Report.institution_code, Report.period_label, Parse.text_sha256).join(
            Parse, Parse.id == Report.parse_id
        )
    )
    return {(code, period): text for code, period, text in rows}


def _summarise(workspace: Workspace, run_id: int, before: Versions, left: int) -> dict[str, Any]:
    """Compare the reports with what they were, and store the summary with the run."""
    with workspace.database.session() as session:
        after = report_versions(session)
        sites = site_rows(session, run_id)
        names = {site.code: site.school for site in sites}
        run = session.get_one(CrawlRun, run_id)
        summary = {
            "schools": len(sites),
            "requests": sum(site.requests for site in sites),
            "downloads": sum(site.downloads for site in sites),
            "processed_left": left,
            "new": _named(names, set(after) - set(before)),
            "changed": _named(names, {key for key in set(after) & set(before) if after[key] != before[key]}),
            "gone": _named(names, set(before) - set(after)),
            "failing": [_failing(site) for site in sites if _has_failed(site)],
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
    for name in ("new", "changed", "gone", "failing", "unread"):
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
