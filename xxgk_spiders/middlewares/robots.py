"""robots.txt, with a server's error taken as a no for now.

RFC 9309, 2.3.1.4: where the server cannot give its robots.txt, complete
disallow is assumed. Where there is none (4xx), all is allowed.
"""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached


class RobotsDeferred(IgnoreRequest):
    """robots.txt could not be had, so the site is left alone this time; the message says why."""


class PoliteRobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, but a server's error defers the site where Scrapy's opens it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._failed: dict[str, int] = {}

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self._failed[netloc] = response.status
        await super()._parse_robots(response, netloc, request)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse what robots.txt forbids, and everything where it could not be had."""
        status = self._failed.get(urlparse_cached(request).netloc)
        if status is not None:
            raise RobotsDeferred(f"robots.txt answers HTTP {status}")
        super().process_request_2(rp, request)
