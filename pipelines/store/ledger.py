"""The ledger of runs: what was started, how it ended, what a kill left behind.

The unit of resuming is the school: a site run that a dead process left
`running` is taken up by the next run, and what it had fetched is not asked
for again.
"""

import os
import socket
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.archive import Archive
from pipelines.outcomes import DocumentOutcome, SiteOutcome
from pipelines.store.models import Capture, CrawlRun, Document, Extraction, Page, Rendition, SiteRun

STARTED = datetime.now(UTC)
RESUME_WITHIN = timedelta(hours=12)


class SchoolBusy(Exception):
    """Another living run holds this school."""


def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


def start_run(session: Session, command: str) -> CrawlRun:
    """Open a run in the name of this process."""
    run = CrawlRun(
        command=command.encode("utf-8", "replace").decode(),
        state="running",
        host=socket.gethostname(),
        pid=os.getpid(),
        started_at=now(),
    )
    session.add(run)
    session.flush()
    return run


def close_dead_runs(session: Session) -> int:
    """Mark the runs of processes that are gone as interrupted; return how many."""
    dead = [
        run for run in session.scalars(select(CrawlRun).where(CrawlRun.state == "running")) if is_dead(run)
    ]
    for run in dead:
        run.state, run.finished_at = "interrupted", now()
    return len(dead)


def is_dead(run: CrawlRun) -> bool:
    """Whether the process of a run is gone (unknown of another machine: then by age)."""
    if run.host != socket.gethostname():
        return run.started_at < now() - RESUME_WITHIN
    if run.pid == os.getpid():  # in a container every process may be number 1
        return run.started_at < STARTED
    try:
        os.kill(run.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def start_site(session: Session, run: CrawlRun, code: str, portal_url: str | None) -> tuple[SiteRun, bool]:
    """Open a school's site run, or take up the one that a dead run left.

    Returns the site run and whether it is taken up. Raises `SchoolBusy` where a
    living run holds the school.
    """
    open_runs = session.scalars(
        select(SiteRun).where(SiteRun.institution_code == code, SiteRun.state == "running")
    ).all()
    for site in open_runs:
        owner = session.get_one(CrawlRun, site.crawl_run_id)
        if owner.id != run.id and owner.state == "running" and not is_dead(owner):
            raise SchoolBusy(f"process {owner.pid} on {owner.host} is crawling it")
    recent = [s for s in open_runs if s.started_at and s.started_at > now() - RESUME_WITHIN]
    taken = next((s for s in reversed(recent) if s.portal_url == portal_url), None)
    for site in open_runs:
        if site is not taken:
            finish_site(site, SiteOutcome.INTERRUPTED, "superseded by a later run")
    if taken:
        taken.crawl_run_id = run.id
        return taken, True
    site = SiteRun(
        crawl_run_id=run.id, institution_code=code, portal_url=portal_url, state="running", started_at=now()
    )
    session.add(site)
    session.flush()
    return site, False


def finish_site(site: SiteRun, outcome: SiteOutcome, detail: str | None = None) -> None:
    """Close a site run with its named outcome."""
    site.state, site.outcome, site.detail = "done", outcome.value, detail
    site.finished_at = now()


def forget_unarchived(session: Session, archive: Archive) -> int:
    """Drop captures whose bytes a kill kept from the archive; return how many.

    A capture's row is written before its bytes, so that bytes never lie in the
    archive unknown; the other half of that bargain is here.
    """
    open_codes = select(SiteRun.institution_code).where(SiteRun.state == "running")
    captures = session.scalars(select(Capture).where(Capture.institution_code.in_(open_codes))).all()
    lost = [capture for capture in captures if not archive.has(capture.sha256)]
    for capture in lost:
        for page in session.scalars(
            select(Page).where(
                Page.institution_code == capture.institution_code, Page.sha256 == capture.sha256
            )
        ):
            session.delete(page)
        for rendition in session.scalars(
            select(Rendition).where(Rendition.document_sha256 == capture.sha256, Rendition.parse_id.is_(None))
        ):
            rendition.document_sha256, rendition.outcome = None, DocumentOutcome.PENDING.value
        session.delete(capture)
    session.flush()
    for sha256 in {capture.sha256 for capture in lost}:
        document = session.get(Document, sha256)
        has_text = session.scalar(select(Extraction).where(Extraction.document_sha256 == sha256).limit(1))
        if document and not has_text:
            session.delete(document)
    return len(lost)
