"""The pace of one registered domain: never faster than its robots.txt and its complaints allow."""

from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

SLOWEST = 30.0
"""Seconds between requests: what a site's budget of minutes still makes sense with."""
SLOW_START = 1.0
SHORTEST = 0.001
"""Seconds: a slot without any delay does not look at when it was asked last."""


class Pace:
    """Sets the least delay of a request's slot; `floors` are kept for slots that are made anew."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    def at_least(self, request: Request, seconds: float) -> None:
        """Have a request's domain asked no faster than this from now on."""
        assert self._crawler.engine is not None
        downloader = self._crawler.engine.downloader
        key = downloader.get_slot_key(request)
        settings = downloader.per_slot_settings.setdefault(key, {})
        floor = max(float(settings.get("delay", 0.0)), min(seconds, SLOWEST))
        settings["delay"] = floor
        slot = downloader.slots.get(key)
        if slot is not None:
            slot.delay = max(slot.delay, floor)
            slot.jitter = 0.0  # a delay that was asked for is not shortened by chance
        settings["jitter"] = 0.0

    def hold(self, request: Request, seconds: float) -> None:
        """Have nothing asked of a request's domain for so long."""
        assert self._crawler.engine is not None
        downloader = self._crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if slot is not None and seconds > 0:
            slot.delay = slot.delay or SHORTEST
            slot.lastseen = max(slot.lastseen, monotonic() + seconds - slot.delay)

    def slow_down(self, request: Request, asked: float | None) -> None:
        """Have a domain that complained asked half as fast, no slower than with the pause it asked for."""
        assert self._crawler.engine is not None
        downloader = self._crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        delay = slot.delay if slot is not None else 0.0
        if delay > SHORTEST or self._crawler.settings.getfloat("DOWNLOAD_DELAY"):
            self.at_least(request, slower(delay, asked))


def slower(delay: float, asked: float | None) -> float:
    """Return the pause, in seconds, of a domain that complained: twice as long, at most what it asked for."""
    return max(SLOW_START, delay, min(delay * 2, delay * 2 if asked is None else asked))


class PoliteThrottle(AutoThrottle):
    """Scrapy's, which would otherwise go below what a domain asked for."""

    def _adjust_delay(self, slot: Any, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        assert self.crawler.engine is not None
        request = response.request
        if request is None or not self.crawler.engine.downloader.per_slot_settings:
            return
        key = str(request.meta.get("download_slot"))
        floor = self.crawler.engine.downloader.per_slot_settings.get(key, {}).get("delay", 0.0)
        slot.delay = max(slot.delay, floor)
