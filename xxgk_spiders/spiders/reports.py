"""Find a school's annual disclosure reports, from its portal: scrapy crawl reports.

    scrapy crawl reports -a school=北京科技大学 [-a portal=URL] [-a since=YEAR]
    scrapy crawl reports -a province=湖北省
    scrapy crawl reports -a all=1

Best first: every page's links are judged, the most promising is looked at next,
until nothing promising is left or the site's budget is spent.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from pipelines.download import outcome_of_status
from pipelines.extract.sniff import sniff
from pipelines.outcomes import DocumentOutcome, SiteOutcome
from pipelines.store.renditions import Candidate
from xxgk_spiders import failures
from xxgk_spiders.discovery.blocks import Blocked, block_of
from xxgk_spiders.discovery.model import Verdict
from xxgk_spiders.discovery.urls import canonical, registered_domain
from xxgk_spiders.frontier import Lead
from xxgk_spiders.items import ReportPage
from xxgk_spiders.middlewares.revisit import UNCHANGED, plain_headers
from xxgk_spiders.orders import plan_of
from xxgk_spiders.plan import Order, Plan
from xxgk_spiders.site import Site
from xxgk_spiders.spiders.files import FileSpider
from xxgk_spiders.survey import file_candidate, survey

CLOSING_SECONDS = 0.05
MIN_SCORE = 0.2
"""Leads below this are not worth a request."""


class ReportsSpider(FileSpider):
    """One frontier and one coroutine a school, many schools side by side.

    Pages are asked for through the engine's own download, with all downloader
    middlewares: a school's next page follows from its last one, so there is nothing
    for Scrapy's scheduler to order. Items go the ordinary way.
    """

    name = "reports"

    def __init__(self, plan: Plan, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.plan = plan
        self.workspace = plan.workspace
        self.found: asyncio.Queue[ReportPage | None] = asyncio.Queue()
        self.sites: dict[str, Site] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "ReportsSpider":
        """Build from the arguments of the command line; a wrong one raises `PlanError`."""
        plan = kwargs.pop("plan", None) or plan_of(crawler.settings, kwargs)
        spider: ReportsSpider = super().from_crawler(crawler, plan=plan)
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(spider.item_done, signal=signal)
        crawler.signals.connect(spider.request_sent, signal=signals.request_reached_downloader)
        return spider

    @classmethod
    def update_settings(cls, settings: Any) -> None:
        """Leave the pace to nobody where the delay is set to 0."""
        super().update_settings(settings)
        if settings.getfloat("DOWNLOAD_DELAY") == 0:
            settings.set("AUTOTHROTTLE_ENABLED", False, priority="spider")

    async def start(self) -> AsyncIterator[ReportPage]:
        """Crawl the schools of the plan and hand over what they have, as it is found."""
        crawling = asyncio.ensure_future(self.crawl_all())
        crawling.add_done_callback(lambda _: self.found.put_nowait(None))
        while (item := await self.found.get()) is not None:
            yield item
        await crawling  # raises what went wrong

    async def crawl_all(self) -> None:
        """Crawl all schools, so many at once as the plan says."""
        places = asyncio.Semaphore(self.plan.sites_at_once)

        async def crawl_next(order: Order) -> None:
            async with places:
                if self.is_running:
                    await self.crawl_school(order)

        await asyncio.gather(*map(crawl_next, self.plan.orders))

    @property
    def is_running(self) -> bool:
        """Whether the crawl may go on; no longer after Ctrl-C."""
        return self.crawler.engine is not None and self.crawler.engine.running

    async def crawl_school(self, order: Order) -> None:
        """Crawl one school, best lead first, until nothing promising or no budget is left."""
        site = await self.plan.open_site(order)
        if site is None:
            return
        self.sites[site.code] = site
        try:
            await self._explore(site)
        except Exception as error:  # a fault of ours must not cost the other schools
            self.logger.debug("crawling %s", site.name, exc_info=True)
            site.start_failure = (SiteOutcome.ERROR, f"{type(error).__name__}: {error}"[:200])
        await site.until_quiet()
        if self.is_running:
            self.plan.close_site(site)
            site.finish()

    async def _explore(self, site: Site) -> None:
        """Look at the site's pages, the most promising next."""
        while self.is_running and (lead := self._next_lead(site)) is not None:
            site.exhausted = site.over_budget()
            if site.exhausted:
                break
            for item in await self._visit(site, lead):
                site.items += 1
                self.found.put_nowait(item)

    def _next_lead(self, site: Site) -> Lead | None:
        lead = site.frontier.pop()
        return lead if lead is not None and lead.score >= MIN_SCORE else None

    # One page --------------------------------------------------------------------

    async def _visit(self, site: Site, lead: Lead) -> list[ReportPage]:
        """Ask for a page and look at the answer; every way it can fail has a name."""
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(self._page_request(site, lead))
        except asyncio.CancelledError:
            raise
        except Exception as error:  # whatever a download ends with, the school goes on
            return self._failed(site, lead, *failures.outcome_of_failure(error))
        site.pages += 1
        site.bytes += len(response.body)
        if self.workspace.pages.is_full:
            self.plan.flush_soon()
        if UNCHANGED in response.flags:
            site.unchanged += 1
            if site.hubs_only:
                return []
        if response.status != 200:
            return self._refused(site, lead, response)
        return list(self._look(site, lead, response))

    def _page_request(self, site: Site, lead: Lead) -> Request:
        meta = self.request_meta(site, lead.url) | {
            "download_maxsize": self.settings.getint("XXGK_PAGE_MAX_BYTES")
        }
        headers = {"Referer": lead.path[-1].url} if lead.path else {}
        return Request(lead.url, meta=meta, headers=headers, callback=NO_CALLBACK)

    def _look(self, site: Site, lead: Lead, response: Response) -> Iterator[ReportPage]:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        sha256 = response.meta["sha256"]
        what = sniff(response.body)
        if what not in ("html", "txt", "empty", "unknown"):
            if lead.judgement.verdict is Verdict.REPORT:
                candidate = file_candidate(
                    lead,
                    school_code=site.code,
                    sha256=sha256,
                    content_type=content_type,
                    size=len(response.body),
                )
                yield from self._item(site, lead.url, [candidate])
            return
        page = self.read(response)
        block = block_of(page, response.status, {})
        if block is not None:
            self._note_block(site, lead, *block)
            return
        if not page.html.strip():
            self._note_start(site, lead, SiteOutcome.UNREADABLE, "the portal's page is empty")
        found = survey(
            page,
            lead,
            school_code=site.code,
            school_name=self.plan.names[site.code],
            sha256=sha256,
            size=len(response.body),
            menu=site.menu,
        )
        if lead.judgement.verdict is Verdict.COLUMN and not lead.list_pages:
            site.columns.add(lead.url)
        for new in found.leads:
            if not (site.hubs_only and self._is_old(site, new)):
                site.frontier.push(new)
        yield from self._item(site, page.url, found.candidates)

    def _is_old(self, site: Site, lead: Lead) -> bool:
        """Whether a nightly look can leave a lead out: seen before, or no report."""
        worth = lead.judgement.verdict in (Verdict.REPORT, Verdict.COLUMN)
        return not worth or self.workspace.pages.known(site.code, lead.url) is not None

    def _item(self, site: Site, url: str, candidates: list[Candidate]) -> Iterator[ReportPage]:
        """Hand over the candidates that were not handed over before."""
        fresh = []
        for candidate in candidates:
            key = canonical(candidate.document_url)
            if key not in site.documents and self.plan.wants(candidate):
                site.documents.add(key)
                fresh.append(candidate)
        if fresh:
            yield ReportPage(site.code, url, fresh)

    # What went wrong ---------------------------------------------------------------

    def _failed(
        self, site: Site, lead: Lead, outcome: DocumentOutcome, words: str, block: Blocked | None = None
    ) -> list[ReportPage]:
        """Note why a page did not come; a report's page is a document with an outcome, not silence."""
        if block is not None:
            self._note_block(site, lead, *block)
        else:
            self._note_start(site, lead, failures.site_outcome(outcome), words)
        if lead.judgement.verdict is not Verdict.REPORT:
            return []
        candidate = file_candidate(lead, school_code=site.code, sha256=None, content_type=None, size=0)
        candidate.outcome, candidate.detail = outcome, words
        return list(self._item(site, lead.url, [candidate]))

    def _refused(self, site: Site, lead: Lead, response: Response) -> list[ReportPage]:
        """Note what an answer says that is no success."""
        block = block_of(self.read(response), response.status, plain_headers(response.headers))
        outcome = outcome_of_status(response.status) or DocumentOutcome.SERVER_ERROR
        return self._failed(site, lead, outcome, f"HTTP {response.status}", block)

    def _note_start(self, site: Site, lead: Lead, outcome: SiteOutcome, words: str) -> None:
        """Note that the crawl's first page failed; a lost list has the portal looked at instead."""
        if lead.path:
            return
        looking_elsewhere = site.hubs_only and self.plan.push_portal(site)
        site.hubs_only = False
        if not looking_elsewhere:
            site.start_failure = (outcome, words)

    def _note_block(self, site: Site, lead: Lead, outcome: SiteOutcome | DocumentOutcome, words: str) -> None:
        if isinstance(outcome, DocumentOutcome):
            outcome = failures.site_outcome(outcome)
        if lead.judgement.verdict in (Verdict.REPORT, Verdict.COLUMN):
            site.blocked = site.blocked or (outcome, words)
        self._note_start(site, lead, outcome, words)

    # How a school ends ----------------------------------------------------------

    def request_sent(self, request: Request) -> None:
        """Count every request, retries and robots.txt included."""
        site = request.meta.get("site")
        if site is None:
            host = request.url.split("/", 3)[2].partition(":")[0]
            domain = registered_domain(host)
            site = next((s for s in self.sites.values() if domain in s.domains and not s.finished), None)
        if site is not None:
            site.requests += 1

    def item_done(self, item: ReportPage) -> None:
        """Count an item that has gone through the pipelines, whatever came of it."""
        self.sites[item.school_code].item_is_done()
        if not self.is_running:
            asyncio.get_running_loop().call_later(CLOSING_SECONDS, self._let_scraper_close)

    def _let_scraper_close(self) -> None:
        """Have the scraper see that its last item is done.

        When a crawl is stopped, Scrapy 2.19 looks whether the pipelines are empty only
        after items of callbacks, not after those of `start()`, and would wait for ever.
        """
        assert self.crawler.engine is not None
        scraper = self.crawler.engine.scraper
        if scraper.slot is not None and scraper.slot.closing and not scraper.slot.closing.called:
            scraper._check_if_closing()
