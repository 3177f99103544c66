"""A run: the schools that it crawls one by one, and what the ledger says of them."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from scrapy.crawler import Crawler
from sqlalchemy import null, select, update
from sqlalchemy.orm import Session

from pipelines.outcomes import SiteOutcome
from pipelines.process import settle
from pipelines.store import ledger
from pipelines.store.models import CrawlRun, FormerName, Institution, Page, Rendition, Report, SiteRun
from pipelines.store.renditions import Candidate
from pipelines.workspace import Workspace
from xxgk_spiders.discovery.model import Judgement, Verdict
from xxgk_spiders.discovery.portal_nouns import School
from xxgk_spiders.frontier import Lead
from xxgk_spiders.middlewares.hosts import HostBook
from xxgk_spiders.site import Budget, Site
from xxgk_spiders.survey import PAGER

START = Judgement(Verdict.PORTAL, "portal")
HUB = Judgement(Verdict.LIST, "hub")
NO_FACTS = School("")


@dataclass(frozen=True, slots=True)
class Searched:
    """How the search for a portal ended; `at` is when it began, in seconds since the epoch."""

    at: float
    requests: int
    outcome: SiteOutcome
    detail: str


@dataclass(frozen=True, slots=True)
class Order:
    """One school to crawl; `hubs_only` asks for the nightly look.

    `wanted` are the facts for a search of its portal, `search` says that the portal
    has to be searched first, `searched` how that ended.
    """

    code: str
    name: str
    portal_url: str | None
    domains: frozenset[str]
    hubs_only: bool = False
    wanted: School = NO_FACTS
    search: bool = False
    searched: Searched | None = None


@dataclass(slots=True)
class Plan:
    """The schools of a run, and the run's ledger."""

    workspace: Workspace
    orders: list[Order]
    budget: Budget
    command: str
    since: int | None = None
    sites_at_once: int = 16
    run: CrawlRun | None = None
    names: dict[str, str] = field(default_factory=dict)
    sites: list[Site] = field(default_factory=list)
    skipped: int = 0
    interrupted: bool = False
    failed_searches: int = 0
    hosts: HostBook = field(default_factory=HostBook)
    _flushing: "asyncio.Future[None] | None" = None

    def begin(self) -> None:
        """Open the run in the ledger; clear up after runs that were killed."""

        def open_run(session: Session) -> CrawlRun:
            ledger.close_dead_runs(session)
            ledger.forget_unarchived(session, self.workspace.archive)
            self.names = _names(session, [order.code for order in self.orders])
            return ledger.start_run(session, self.command)

        self.workspace.archive.sweep()
        self.workspace.writer.start()
        with self.workspace.database.session() as session:
            self.run = open_run(session)

    async def open_site(self, order: Order) -> Site | None:
        """Open a school's site run and its frontier; None where there is nothing to crawl."""
        assert self.run is not None
        run = self.run

        def start(session: Session) -> tuple[SiteRun, bool] | None:
            try:
                site_run, resumed = ledger.start_site(session, run, order.code, order.portal_url)
            except ledger.SchoolBusy as busy:
                site_run = SiteRun(
                    crawl_run_id=run.id, institution_code=order.code, portal_url=order.portal_url
                )
                session.add(site_run)
                ledger.finish_site(site_run, SiteOutcome.ERROR, str(busy))
                return None
            if order.portal_url is None:
                _finish_without_portal(site_run, order.searched)
                return None
            return site_run, resumed

        opened = await self.workspace.write(start)
        if opened is None:
            self.skipped += 1
            return None
        site_run, resumed = opened
        assert order.portal_url is not None
        self.workspace.pages.open(order.code)
        site = Site(
            code=order.code,
            name=order.name,
            portal_url=order.portal_url,
            domains=order.domains,
            budget=self.budget,
            run_id=site_run.id,
            hubs_only=order.hubs_only,
            resumed_at=site_run.started_at.timestamp() if resumed and site_run.started_at else None,
        )
        if order.searched is not None:  # what the search has just fetched is not asked for again
            site.requests = order.searched.requests
            site.resumed_at = site.resumed_at or order.searched.at
        with self.workspace.database.reading() as session:
            periods = session.scalars(
                select(Report.period_label).where(Report.institution_code == order.code)
            )
            site.known_reports = frozenset(period or "" for period in periods)
            self.hosts.remember(_known_hosts(session, order.code))
            site.remember(session.scalars(select(Page.url).where(Page.institution_code == order.code)))
        self._fill(site)
        self.sites.append(site)
        return site

    def _fill(self, site: Site) -> None:
        """Put the addresses where the crawl begins into the frontier."""
        hubs = self.workspace.pages.hubs(site.code) if site.hubs_only else []
        site.hubs_only = bool(hubs)
        for url in hubs:
            site.frontier.push(Lead(url, "", 0.9, "hub", HUB))
        if not hubs:
            self.push_portal(site)

    def push_portal(self, site: Site) -> bool:
        """Have the school crawled from its portal; False where that was asked for already."""
        return site.frontier.push(Lead(site.portal_url, site.name, 1.0, START.reason, START))

    def wants(self, candidate: Candidate) -> bool:
        """Whether a candidate is recent enough for `since`; one without a year is."""
        if self.since is None or candidate.period_hint is None:
            return True
        return int(candidate.period_hint[-4:]) >= self.since

    def flush_soon(self) -> None:
        """Have the page ledger written in the background, one writer at a time."""
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.ensure_future(self.workspace.in_writer(self.workspace.pages.flush))

    def close_site(self, site: Site) -> None:
        """Write how a school ended, and which of its lists to look at every night."""
        self.workspace.pages.flush()
        outcome, detail = site.outcome()
        with self.workspace.database.session() as session:
            row = session.get_one(SiteRun, site.run_id)
            ledger.finish_site(row, outcome, detail)
            settle(session, [site.code])
            _count(row, site)
            self._keep_trail(session, row, site)
            hubs = hub_urls(session, site.code)
        if not site.hubs_only:  # a column may be where no report was seen first, and still gets the next one
            kept = hubs | site.columns if hubs else hubs
            self.workspace.pages.mark_hubs(site.code, map(site.stored_as, kept))
        self.workspace.pages.close(site.code)

    def _keep_trail(self, session: Session, row: SiteRun, site: Site) -> None:
        """Keep how the school was crawled, in place of earlier runs of the same kind."""
        row.trail = site.trail.record(site.stopped, [*site.passed_over, *site.frontier.best()])
        row.hosts = self.hosts.records(site.domains)
        self.hosts.forget(site.domains)
        earlier = update(SiteRun).where(SiteRun.institution_code == site.code, SiteRun.id < row.id)
        if site.hubs_only:  # the last whole crawl still says how the reports were found
            earlier = earlier.where(SiteRun.whole.is_(False))
        session.execute(earlier.values(trail=null()).execution_options(synchronize_session=False))

    def end(self, *, interrupted: bool) -> None:
        """Close the run: what is unfinished can be taken up by the next one."""
        assert self.run is not None
        self.interrupted = interrupted
        self.workspace.pages.flush()
        with self.workspace.database.session() as session:
            for site in self.sites:
                if not site.finished:
                    row = session.get_one(SiteRun, site.run_id)
                    row.outcome = SiteOutcome.INTERRUPTED.value
                    settle(session, [site.code])
                    _count(row, site)
            run = session.get_one(CrawlRun, self.run.id)
            run.state, run.finished_at = "interrupted" if interrupted else "done", ledger.now()


def _finish_without_portal(row: SiteRun, searched: Searched | None) -> None:
    """Close the site run of a school without a portal, with what the search says of it."""
    if searched is None:
        ledger.finish_site(row, SiteOutcome.NO_PORTAL, "no portal is known: give one with -a portal=URL")
        return
    row.requests = searched.requests
    ledger.finish_site(row, searched.outcome, searched.detail)


def _count(row: SiteRun, site: Site) -> None:
    row.whole = not site.hubs_only
    row.requests, row.pages, row.unchanged = site.requests, site.pages, site.unchanged
    row.downloads, row.bytes, row.reports = site.downloads, site.bytes, site.report_count


def _known_hosts(session: Session, code: str) -> dict[str, Any]:
    """Return what the last run learned of a school's hosts."""
    last = session.scalar(
        select(SiteRun.hosts)
        .where(SiteRun.institution_code == code, SiteRun.hosts.is_not(None))
        .order_by(SiteRun.id.desc())
        .limit(1)
    )
    return last or {}


def hub_urls(session: Session, code: str) -> set[str]:
    """Return the lists from which a school's reports were reached.

    The last page before each report that is no report itself; of a list with
    several pages the first, for that is where the next report will appear.
    """
    rows = session.scalars(
        select(Rendition).where(Rendition.institution_code == code, Rendition.report_id.is_not(None))
    )
    hubs = set()
    for rendition in rows:
        lists = [
            step["url"]
            for step in rendition.path
            if step["verdict"] != Verdict.REPORT.value and step["reason"] != PAGER
        ]
        hubs.update(lists[-1:])
    return hubs


def _names(session: Session, codes: list[str]) -> dict[str, str]:
    """Return each school's names, current first, joined as discovery wants them."""
    names = {row.code: [row.name] for row in session.scalars(select(Institution))}
    for former in session.scalars(select(FormerName)):
        names[former.institution_code].append(former.name)
    return {code: "|".join(names[code]) for code in codes}


class PlannedSpider(Protocol):
    """A spider that crawls a plan."""

    plan: Plan
    workspace: Workspace


def planned(crawler: Crawler) -> PlannedSpider:
    """Return the crawler's spider as what middlewares and extensions know of it."""
    return cast("PlannedSpider", crawler.spider)
