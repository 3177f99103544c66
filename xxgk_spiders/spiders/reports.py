"""Find a school's annual disclosure reports, from its portal: scrapy crawl reports.

    scrapy crawl reports -a school=北京科技大学 [-a portal=URL] [-a since=YEAR]
    scrapy crawl reports -a province=湖北省
    scrapy crawl reports -a all=1

Best first: every page's links are judged, the most promising is looked at next,
until nothing promising is left or the site's budget is spent.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler

from pipelines.outcomes import SiteOutcome
from xxgk_spiders import platforms
from xxgk_spiders.discovery.urls import registered_domain
from xxgk_spiders.frontier import Lead
from xxgk_spiders.items import ReportPage
from xxgk_spiders.orders import plan_of
from xxgk_spiders.plan import Order, Plan
from xxgk_spiders.portal_search import find_portal
from xxgk_spiders.site import SITE_DONE, Site
from xxgk_spiders.spiders.looking import LookingSpider

CLOSING_SECONDS = 0.05
MIN_SCORE = 0.2
"""Leads below this are not worth a request."""


class ReportsSpider(LookingSpider):
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
        if crawler.settings.get(platforms.OFF):
            platforms.switch_off(crawler.settings[platforms.OFF])
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
        await self.end_browser()
        await crawling  # raises what went wrong

    async def crawl_all(self) -> None:
        """Crawl all schools, so many at once as the plan says."""
        places = asyncio.Semaphore(self.plan.sites_at_once)

        async def crawl_next(order: Order) -> None:
            async with places:
                if self.is_running:
                    await self.crawl_school(order)
                if self.is_running and (site := self.sites.pop(order.code, None)):
                    self.crawler.signals.send_catch_log(SITE_DONE, site=site)

        await asyncio.gather(*map(crawl_next, self.plan.orders))

    @property
    def is_running(self) -> bool:
        """Whether the crawl may go on; no longer after Ctrl-C."""
        return self.crawler.engine is not None and self.crawler.engine.running

    async def crawl_school(self, order: Order) -> None:
        """Crawl one school, best lead first, until nothing promising or no budget is left."""
        if order.search:
            order = await find_portal(self, order)
            if not self.is_running:
                return
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
        while self.is_running:
            lead = self._next_lead(site)
            if lead is None:
                if await self._has_last_resort(site):
                    continue
                break
            site.exhausted = site.over_budget()
            if site.exhausted:
                site.frontier.put_back(lead)
                site.stopped = f"budget spent {site.exhausted}"
                break
            for item in await self.visit(site, lead):
                site.items += 1
                self.found.put_nowait(item)

    async def _has_last_resort(self, site: Site) -> bool:
        """Queue the rest of the menu where all that was promising is looked at, in vain."""
        await site.until_quiet()
        if not self.is_running or not site.has_nothing():
            return False
        queued = [site.frontier.push(lead) for lead in site.spares.take(site.pages)]
        return any(queued)

    def _next_lead(self, site: Site) -> Lead | None:
        while (lead := site.frontier.pop()) is not None and site.is_tired_of(lead):
            site.passed_over.append(lead)
        if lead is None:
            tried = f", {site.spares.tried} pages of the rest of the menu tried" if site.spares.tried else ""
            site.stopped = f"nothing left to look at{tried}"
            return None
        if lead.score < MIN_SCORE or site.has_lost_patience(lead):
            site.frontier.put_back(lead)
            site.stopped = site.stopped or "nothing promising left"
            return None
        return lead

    # How a school ends ----------------------------------------------------------

    def request_sent(self, request: Request) -> None:
        """Count every request, retries and robots.txt included."""
        site = request.meta.get("site")
        if site is None:
            host = request.url.split("/", 3)[2].partition(":")[0]
            domain = registered_domain(host)
            site = next((s for s in self.sites.values() if domain in s.domains), None)
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
