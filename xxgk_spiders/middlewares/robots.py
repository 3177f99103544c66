"""robots.txt, with a server's error taken as a no for now, and its pace kept.

RFC 9309, 2.3.1.4: where the server cannot give its robots.txt, complete
disallow is assumed. Where there is none (4xx), all is allowed. `Crawl-delay`
is no part of the standard; many portals ask for it, so it is kept.
"""

from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from xxgk_spiders.discovery.urls import registered_domain
from xxgk_spiders.middlewares.hosts import host_book
from xxgk_spiders.middlewares.pace import Pace
from xxgk_spiders.site import SITE_DONE, Site


class RobotsDeferred(IgnoreRequest):
    """robots.txt could not be had, so the site is left alone this time; the message says why."""


class RobotsChallenged(RobotsDeferred):
    """A guard stands before robots.txt: the site is not out of order, it keeps us out."""


CHALLENGES = (429, 521)
"""Statuses of guards; 521 is no server's own (it is what accelerators answer with a challenge)."""


class PoliteRobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, but a server's error defers the site where Scrapy's opens it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._failed: dict[str, int] = {}
        self._pace = Pace(crawler)
        crawler.signals.connect(self.forget, signal=SITE_DONE)

    def forget(self, site: Site) -> None:
        """Let go of what the hosts of a school said, unless one is being asked."""
        for netloc, parser in list(self._parsers.items()):
            if registered_domain(netloc.partition(":")[0]) in site.domains and not isinstance(
                parser, Deferred
            ):
                del self._parsers[netloc]
                self._failed.pop(netloc, None)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status in CHALLENGES:
            self._failed[netloc] = response.status
        await super()._parse_robots(response, netloc, request)
        delay = self._crawl_delay(netloc)
        if delay and response.status == 200:
            host_book(self.crawler)[urlparse_cached(request).hostname or ""].crawl_delay = delay
            self._pace.at_least(request, delay)

    def _crawl_delay(self, netloc: str) -> float:
        """Return the seconds that a host asks for, 0 where it does not."""
        parser: Any = getattr(self._parsers.get(netloc), "rp", None)
        try:
            return max(0.0, float(parser.crawl_delay(self._robotstxt_useragent or self._default_useragent)))
        except (AttributeError, TypeError, ValueError):
            return 0.0

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse what robots.txt forbids, and everything where it could not be had."""
        status = self._failed.get(urlparse_cached(request).netloc)
        if status is not None:
            kind = RobotsChallenged if status in CHALLENGES else RobotsDeferred
            raise kind(f"robots.txt answers HTTP {status}")
        super().process_request_2(rp, request)
