"""What people see while a crawl runs: a live line on a terminal, plain lines elsewhere."""

import time

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from xxgk_spiders.plan import planned
from xxgk_spiders.terminal import console

REFRESH_SECONDS = 0.25
PLAIN_SECONDS = 30


class ProgressDisplay:
    """Schools done, pages read, reports found; on stderr, so that stdout stays data."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("XXGK_PROGRESS", True):
            raise NotConfigured
        self.crawler = crawler
        self.console = console(stderr=True)
        self._loop = create_looping_call(self._refresh)
        self._bar: Progress | None = None
        self._done: set[str] = set()
        self._spoke = time.monotonic()
        self._was_running = False
        self._stopping = False
        crawler.signals.connect(self.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ProgressDisplay":
        """Build for a crawler."""
        return cls(crawler)

    def spider_opened(self) -> None:
        """Begin the display."""
        if self.console.is_terminal:
            self._bar = Progress(
                TextColumn("[bold]{task.description}"),
                BarColumn(),
                TextColumn("{task.completed}/{task.total} schools"),
                TextColumn("{task.fields[facts]}"),
                TimeElapsedColumn(),
                console=self.console,
                auto_refresh=False,
                transient=True,
            )
            self._bar.add_task("Crawling", total=len(planned(self.crawler).plan.orders), facts="")
            self._bar.start()
        self._loop.start(REFRESH_SECONDS, now=True)

    def spider_closed(self, reason: str) -> None:
        """End the display."""
        if self._loop.running:
            self._loop.stop()
        self._refresh()
        if reason != "finished" and not self._stopping:
            self._note_stop()
        if self._bar is not None:
            self._bar.stop()

    def _refresh(self) -> None:
        plan = planned(self.crawler).plan
        engine = self.crawler.engine
        if engine is not None and engine.running:
            self._was_running = True
        elif self._was_running and not self._stopping:
            self._note_stop()
        if self._bar is not None:
            finished = plan.skipped + sum(site.finished for site in plan.sites)
            self._bar.update(self._bar.task_ids[0], completed=finished, facts=self._facts(), refresh=True)
        else:
            self._say_lines()

    def _facts(self) -> str:
        sites = planned(self.crawler).plan.sites
        pages, reports = sum(site.pages for site in sites), sum(site.report_count for site in sites)
        return f"{pages} pages, {reports} reports"

    def _note_stop(self) -> None:
        self._stopping = True
        plan = planned(self.crawler).plan
        if plan.skipped + sum(site.finished for site in plan.sites) < len(plan.orders):
            self.console.print("Stopping: finishing what is in hand. The same command goes on from here.")

    def _say_lines(self) -> None:
        for site in planned(self.crawler).plan.sites:
            if site.finished and site.code not in self._done:
                self._done.add(site.code)
                outcome, detail = site.outcome()
                facts = f"{site.requests} requests, {site.downloads} downloads, {site.report_count} reports"
                self._say(f"{site.name}: {outcome.value}, {facts}" + (f" ({detail})" if detail else ""))
        if time.monotonic() - self._spoke > PLAIN_SECONDS:
            self._say(f"{self._facts()} so far")

    def _say(self, line: str) -> None:
        self._spoke = time.monotonic()
        self.console.print(line, highlight=False, soft_wrap=True)
