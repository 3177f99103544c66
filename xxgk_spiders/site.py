"""One school's crawl: what it may touch, what it has spent, how it stands."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pipelines.outcomes import SiteOutcome
from xxgk_spiders.discovery.model import Verdict
from xxgk_spiders.discovery.ranking import ENTRANCE, FORMER, MONTH
from xxgk_spiders.discovery.soft404 import Signature
from xxgk_spiders.discovery.surroundings import UNSURE
from xxgk_spiders.discovery.urls import canonical
from xxgk_spiders.economy import BARREN_COLUMN, BARREN_ITEMS, is_worth_leafing, may_have_older, years_of
from xxgk_spiders.frontier import Frontier, Lead
from xxgk_spiders.last_resort import LAST_RESORT, Spares
from xxgk_spiders.trail import Trail

PATIENCE = 40
"""Pages in a row without a report, a list of them or a link to one."""
PROMISING = 0.6
"""Leads from here on are followed however many pages gave nothing."""
SITE_DONE = object()
"""The signal, sent with `site`, that nothing more is asked of a school: whoever kept something lets go."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A site's hard bounds."""

    pages: int
    seconds: float
    bytes: int


@dataclass(slots=True)
class Site:
    """The state of one school while it is crawled.

    `hubs_only` is the nightly look: only the lists that led to reports are asked
    for, and only what is new on them is followed. `menu` are the links (address,
    text) of the site's menus, which are judged once, `menu_files` the scripts that were
    asked for one; `documents` what has been handed over; `columns` the lists of annual
    reports that were looked at; `strangers` other domains that were asked on the portal's
    word; `periods` what reports were seen of; `known_reports` the periods that earlier runs found.
    `trail` is what was looked at, `stopped` why no more is (`passed_over` what was left
    out, `spares` held in reserve), `in_vain` how many pages in a row gave nothing, `vain_items`
    how many of a column's items; `soft_404` is what hosts say to impossible addresses,
    `unrendered` why a page has no content; `stored` are the addresses of earlier runs, by
    themselves and by what names their page.
    """

    code: str
    name: str
    portal_url: str
    domains: frozenset[str]
    budget: Budget
    run_id: int = 0
    resumed_at: float | None = None
    hubs_only: bool = False
    frontier: Frontier = field(default_factory=Frontier)
    trail: Trail = field(default_factory=Trail)
    stopped: str = ""
    in_vain: int = 0
    vain_items: Counter[str] = field(default_factory=Counter)
    passed_over: list[Lead] = field(default_factory=list)
    spares: Spares = field(default_factory=Spares)
    soft_404: dict[str, Signature | None] = field(default_factory=dict)
    stored: dict[str, str] = field(default_factory=dict)
    unrendered: str | None = None
    items: int = 0
    requests: int = 0
    pages: int = 0
    unchanged: int = 0
    downloads: int = 0
    bytes: int = 0
    menu: set[tuple[str, str]] = field(default_factory=set)
    menu_files: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)
    periods: set[str] = field(default_factory=set)
    known_reports: frozenset[str] = frozenset()
    reports: set[str] = field(default_factory=set)
    failed_documents: int = 0
    blocked: tuple[SiteOutcome, str] | None = None
    start_failure: tuple[SiteOutcome, str] | None = None
    exhausted: str | None = None
    fault: str | None = None
    finished: bool = False
    started: float = field(default_factory=time.monotonic)
    _quiet: asyncio.Event = field(default_factory=asyncio.Event)

    def finish(self) -> None:
        """Let go of all but the counts: a run has thousands of schools."""
        self.finished = True
        self.frontier, self.trail = Frontier(), Trail()
        self.menu, self.documents, self.columns, self.soft_404 = set(), set(), set(), {}
        self.menu_files = set()
        self.passed_over, self.vain_items, self.stored = [], Counter(), {}
        self.spares = Spares()

    def remember(self, addresses: Iterable[str]) -> None:
        """Take up which addresses earlier runs have stored."""
        for url in addresses:
            self.stored[url] = url
            if "#" not in url:  # else one of the answers to a form, or what a page shows in a browser
                self.stored.setdefault(canonical(url), url)

    def stored_as(self, url: str) -> str:
        """Return the address under which a page or file is known: its own, or its twin's (https, www)."""
        return self.stored.get(url) or self.stored.get(url if "#" in url else canonical(url), url)

    def queue(self, lead: Lead, leads: list[Lead], *, found_documents: bool) -> None:
        """Queue what a page leads to; its list's next page remembers whether it gave a new report."""
        fresh = found_documents
        for new in leads:
            if new.reason == ENTRANCE != lead.reason and new.key == lead.key:
                self.frontier.put_back(new)  # behind a cover: by its address the same page
            elif not new.list_pages:
                period = new.judgement.period
                maybe = new.judgement.reason in UNSURE and period and period not in self.periods
                named = maybe or new.judgement.names_report
                fresh = (self.frontier.push(new) and named) or fresh
                if new.judgement.verdict is Verdict.REPORT and new.judgement.period:
                    self.periods.add(new.judgement.period)
        barren, fruitful = (0, True) if fresh else (lead.barren + 1, lead.fruitful)
        for new in leads:
            if new.list_pages:
                self.frontier.push(replace(new, barren=barren, fruitful=fruitful))

    def is_tired_of(self, lead: Lead) -> bool:
        """Whether a further page of a list, or item of a column, is worth no request: see `economy`."""
        if lead.column is not None and self.vain_items[lead.column] >= BARREN_ITEMS:
            return True
        if lead.reason == FORMER:
            return not may_have_older(self.periods)
        if lead.reason == LAST_RESORT:
            return bool(self.periods)
        if lead.reason == MONTH and lead.judgement.period:
            return bool(years_of([lead.judgement.period]) & years_of(self.periods))
        if not lead.list_pages:
            return False
        if lead.judgement.verdict is Verdict.COLUMN and lead.judgement.reason != "column_generic":
            return lead.barren >= BARREN_COLUMN
        return not is_worth_leafing(
            self.periods,
            datetime.now(UTC).date(),
            barren=lead.barren,
            fruitful=lead.fruitful,
            oldest=lead.oldest,
        )

    def has_looked(self, lead: Lead, *, found_something: bool) -> None:
        """Count the pages in a row that gave nothing, of all and of each column's items."""
        self.in_vain = 0 if found_something else self.in_vain + 1
        if lead.column is not None:
            self.vain_items[lead.column] = 0 if found_something else self.vain_items[lead.column] + 1

    def has_lost_patience(self, lead: Lead) -> bool:
        """Whether so many pages gave nothing that a middling lead is not worth a request any more."""
        if self.in_vain < PATIENCE or lead.score >= PROMISING:
            return False
        self.stopped = f"{self.in_vain} pages in a row gave nothing, and nothing promising is left"
        return True

    def has_nothing(self) -> bool:
        """Whether no report was seen and nothing stood in the way: for all that is known, there is none."""
        seen = self.reports or self.periods or self.failed_documents or self.known_reports
        hindered = self.blocked or self.start_failure or self.unrendered or self.exhausted
        return not (seen or hindered or self.hubs_only)

    async def until_quiet(self) -> None:
        """Wait until no item of this school is in the pipelines any more."""
        while self.items:
            self._quiet.clear()
            await self._quiet.wait()

    def item_is_done(self) -> None:
        """Count an item that has left the pipelines."""
        self.items -= 1
        self._quiet.set()

    @property
    def report_count(self) -> int:
        """How many reports the school has, by this run and, at night, by earlier ones."""
        return len(self.reports | self.known_reports) if self.hubs_only else len(self.reports)

    def over_budget(self) -> str | None:
        """Return which bound is reached, in words; None while there is room."""
        if self.pages >= self.budget.pages:
            return f"after {self.pages} pages"
        if self.bytes >= self.budget.bytes:
            return f"after {self.bytes // 1_000_000} MB"
        if time.monotonic() - self.started > self.budget.seconds:
            return f"after {self.budget.seconds / 60:.0f} minutes"
        return None

    def outcome(self) -> tuple[SiteOutcome, str | None]:
        """Say how the school's crawl ended."""
        if self.fault:
            return SiteOutcome.ERROR, self.fault
        if self.start_failure and (not self.reports or self.start_failure[0] is SiteOutcome.ERROR):
            return self.start_failure
        if self.reports or (self.hubs_only and self.known_reports):
            return SiteOutcome.FOUND, self._remark()
        if self.exhausted:
            return SiteOutcome.OVER_BUDGET, self.exhausted
        if self.blocked:
            return self.blocked
        if self.unrendered:
            return SiteOutcome.UNREADABLE, self.unrendered
        if self.failed_documents:
            return SiteOutcome.UNREADABLE, f"{self.failed_documents} documents, none readable"
        return SiteOutcome.NOT_PUBLISHED, f"{self.pages} pages, no annual report"

    def _remark(self) -> str | None:
        remarks = []
        if self.exhausted:
            remarks.append(f"stopped {self.exhausted}")
        if self.failed_documents:
            remarks.append(f"{self.failed_documents} documents not read")
        return "; ".join(remarks) or None
