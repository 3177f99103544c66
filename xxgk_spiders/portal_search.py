"""Search a school's portal: ask for what the hunt wants, within few requests, and keep what came of it."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from pipelines.extract.sniff import sniff
from pipelines.outcomes import DocumentOutcome, SiteOutcome
from pipelines.store.ledger import now
from pipelines.store.portals import Search, keep_search
from xxgk_spiders import failures
from xxgk_spiders.discovery.blocks import block_of
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.portal_hunt import Hunt
from xxgk_spiders.discovery.portal_links import is_nobodys
from xxgk_spiders.discovery.portal_nouns import Ask, FoundPortal
from xxgk_spiders.discovery.scripted import is_script_only
from xxgk_spiders.discovery.urls import registered_domain, resolve
from xxgk_spiders.hijack import refuse_hijacked
from xxgk_spiders.middlewares.rendering import NoBrowser, NotRendered
from xxgk_spiders.middlewares.robots import RobotsDeferred
from xxgk_spiders.plan import Order, Plan, Searched
from xxgk_spiders.site import Site

MAX_REQUESTS = 16
"""A search costs a school no more than this, robots.txt, redirects and retries included."""
MAX_REDIRECTS = 4
SAME_AGAIN = 2
"""A redirect to the same address may be there to set a cookie, once."""
PAGES = ("html", "txt", "empty", "unknown")
MOVED = (301, 302, 303, 307, 308)


class Searcher(Protocol):
    """What the search needs of a spider."""

    crawler: Crawler
    plan: Plan
    sites: dict[str, Site]

    @property
    def is_running(self) -> bool:
        """Whether the crawl may go on."""

    def read(self, response: Response) -> Page:
        """Return an answer as a decoded page."""

    async def page_of_its_data(self, site: Site, page: Page) -> Page | None:
        """Return a page with the links of the data that its script would fetch."""

    async def rendered(self, site: Site, page: Page, response: Response) -> tuple[Page, str]:
        """Return a page after its scripts have run; raises `NoBrowser` and `NotRendered`."""


class SearchedSite(Site):
    """A school while its portal is searched: what is spent is spent, by scripts, too."""

    def over_budget(self) -> str | None:
        """Return which bound is reached, in words; None while there is room."""
        if self.requests >= MAX_REQUESTS:
            return f"after {self.requests} requests"
        return super().over_budget()


class NotAPage(Exception):
    """An answer is a document or a picture."""


async def find_portal(spider: Searcher, order: Order) -> Order:
    """Search the portal of an order's school, write what was found, return the order with it.

    Without a portal the order says why. A stopped crawl writes nothing.
    """
    plan = spider.plan
    began = now()
    site = SearchedSite(order.code, order.name, "", order.domains, plan.budget)
    spider.sites[order.code] = site
    plan.workspace.pages.open(order.code)
    hunt = Hunt(replace(order.wanted, names=plan.names.get(order.code, order.name)))
    try:
        await _hunt(spider, site, hunt)
        outcome, detail = hunt.outcome()
    except Exception as error:  # a fault of ours must not cost the other schools
        outcome, detail = SiteOutcome.ERROR, f"{type(error).__name__}: {error}"[:200]
    if not spider.is_running:
        return order
    found = hunt.portal
    search = Search(
        order.code,
        outcome,
        detail,
        site.requests,
        [tried.record() for tried in hunt.tried],
        _columns(found) if found else None,
    )
    assert plan.run is not None
    run_id = plan.run.id
    await plan.workspace.write(lambda session: keep_search(session, run_id, search))
    plan.workspace.pages.close(order.code)
    site.finish()
    searched = Searched(began.timestamp(), site.requests, outcome, detail)
    if found is None:
        return replace(order, searched=searched)
    domains = order.domains | {registered_domain(urlsplit(found.url).hostname or "")}
    return replace(order, portal_url=found.url, domains=frozenset(domains), searched=searched)


def _columns(found: FoundPortal) -> dict[str, object]:
    return {
        "url": found.url,
        "grade": found.grade,
        "annual_report_list_url": found.column_url or None,
        "derived": found.derived,
        "evidence": found.evidence,
    }


async def _hunt(spider: Searcher, site: Site, hunt: Hunt) -> None:
    """Ask for what the hunt wants until it is at its end or the requests are spent."""
    hosts: set[str] = set()
    while spider.is_running and (ask := hunt.next()) is not None:
        if site.requests + _cost(ask, hosts) > MAX_REQUESTS or site.over_budget():
            hunt.too_costly(ask)
            continue
        try:
            if ask.is_guess and (host := _host(ask.url)) not in hosts:
                await _knock(spider, site, ask)
                hosts.add(host)
            page, status = await _fetch(spider, site, ask)
        except asyncio.CancelledError:
            raise
        except NotAPage:
            hunt.failed(ask, DocumentOutcome.NOT_A_DOCUMENT, "no page")
        except Exception as error:  # whatever a download ends with, the search goes on
            hunt.failed(ask, *failures.outcome_of_failure(error))
        else:
            hosts |= {_host(ask.url), _host(page.url)}
            hunt.answered(ask, page, status)


def _cost(ask: Ask, hosts: set[str]) -> int:
    """Requests that a page may take: its own, robots.txt of a new host, a knock at a guessed one."""
    if _host(ask.url) in hosts:
        return 1
    return 3 if ask.is_guess else 2


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


async def _knock(spider: Searcher, site: Site, ask: Ask) -> None:
    """Ask a guessed host for its robots.txt once: most guesses are no hosts, and are not asked twice."""
    url = "/".join(ask.url.split("/", 3)[:3]) + "/robots.txt"
    response = await _send(spider, site, url, {"dont_obey_robotstxt": True, "dont_record": True})
    if response.status >= 500:
        raise RobotsDeferred(f"robots.txt answers HTTP {response.status}")


async def _fetch(spider: Searcher, site: Site, ask: Ask) -> tuple[Page, int]:
    """Ask for a page and follow it where it moved; its last address is in the page."""
    url, trail = ask.url, [ask.url]
    retries = {"max_retry_times": 1 if ask.linked else 0}
    while True:
        host = urlsplit(url).hostname or ""
        if ask.linked and not is_nobodys(host):  # the school's own word for it
            site.domains = site.domains | {registered_domain(host)}
        response = await _send(spider, site, url, retries)
        target = response.headers.get("Location") if response.status in MOVED else None
        moved = resolve(response.url, target.decode("latin-1")) if target else None
        if moved is None:
            break
        trail.append(moved)
        if trail.count(moved) > SAME_AGAIN or len(trail) > MAX_REDIRECTS or site.requests >= MAX_REQUESTS:
            raise IgnoreRequest("redirects in a loop")
        url = moved
    site.pages += 1
    if response.status == 200 and ask.role != "part" and sniff(response.body) not in PAGES:
        raise NotAPage
    page = spider.read(response)
    refuse_hijacked(page)
    if ask.linked and response.status == 200 and is_script_only(page) and block_of(page, 200, {}) is None:
        page = await _shown(spider, site, page, response)
    return page, response.status


async def _shown(spider: Searcher, site: Site, page: Page, response: Response) -> Page:
    """Return what a page shows once its script has run; the page itself where that cannot be seen."""
    found = await spider.page_of_its_data(site, page)
    if found is not None and links(found):
        return found
    try:
        shown, _ = await spider.rendered(site, page, response)
    except (NoBrowser, NotRendered):
        return page
    return shown


async def _send(spider: Searcher, site: Site, url: str, meta: Mapping[str, object]) -> Response:
    """Send one request with all that every request of a school has."""
    assert spider.crawler.engine is not None
    own: dict[str, object] = {
        "site": site,
        "cookiejar": site.code,
        "download_slot": registered_domain(urlsplit(url).hostname or ""),
        "download_maxsize": spider.crawler.settings.getint("XXGK_PAGE_MAX_BYTES"),
        "dont_redirect": True,
        "max_retry_times": 0,
    }
    request = Request(url, meta={**own, **meta}, callback=NO_CALLBACK)
    response = await spider.crawler.engine.download_async(request)
    site.bytes += len(response.body)
    return response
