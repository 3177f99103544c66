"""Scans that a crawl brought: read after it, with their progress shown."""

import asyncio
import signal
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipelines.ocr_queue import Progress, Tell, read_waiting
from pipelines.outcomes import SiteOutcome
from pipelines.process import Processed
from pipelines.store.models import Report, SiteRun
from pipelines.workspace import Workspace
from xxgk_spiders.terminal import console as standard

PLAIN_SECONDS = 30
_MENDED = (SiteOutcome.UNREADABLE.value, SiteOutcome.NOT_PUBLISHED.value)


def read_scans(workspace: Workspace, codes: Collection[str] | None = None) -> list[Processed]:
    """Read what waits for recognition, of some schools or of all; raises `KeyboardInterrupt` at Ctrl-C.

    What was read until then is stored; the rest stays in the queue.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a crawl leaves its own handler behind
    with shown_progress() as progress:
        return asyncio.run(read_waiting(workspace, codes, progress))


def recount(session: Session, run_id: int) -> None:
    """Bring the site runs of a crawl up to date with the reports that were scans."""
    for site in session.scalars(select(SiteRun).where(SiteRun.crawl_run_id == run_id)):
        query = select(func.count()).select_from(Report)
        reports = session.scalar(query.where(Report.institution_code == site.institution_code)) or 0
        if reports and site.outcome in _MENDED:
            site.outcome, site.detail = SiteOutcome.FOUND.value, None
        site.reports = max(site.reports, reports)


@contextmanager
def shown_progress() -> Iterator[Tell]:
    """Show on stderr how far recognition is: a bar on a terminal, a line now and then elsewhere."""
    console = standard(stderr=True)
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (
        TextColumn("[bold]{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[facts]}"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Reading scans", total=None, facts="")

        def tell(state: Progress) -> None:
            bar.update(
                task, total=state.documents, completed=state.documents_done, facts=facts(state, rate=True)
            )

        yield tell


class _Lines:
    """Says how far it is, not oftener than people want to read it."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._spoke = time.monotonic()

    def __call__(self, state: Progress) -> None:
        over = state.documents_done == state.documents
        if over or time.monotonic() - self._spoke >= PLAIN_SECONDS:
            self._spoke = time.monotonic()
            words = (
                f"scans: {state.documents_done}/{state.documents} documents, {facts(state, rate=not over)}"
            )
            self._console.print(words, highlight=False)


def facts(state: Progress, *, rate: bool) -> str:
    """Say how many pages were read, and with `rate` how fast and for how long still."""
    words = f"{state.pages_done} pages"
    speed, left = state.pages_per_minute, state.seconds_left
    if rate and speed is not None and left is not None:
        minutes = f"{left / 60:.0f} min" if left >= 90 else f"{left:.0f} s"
        words += f", {speed:.0f} a minute, {minutes} left"
    return words
