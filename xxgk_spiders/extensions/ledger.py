"""The run ledger: opens the run, writes what is fetched every moment, closes the run."""

import gc

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from xxgk_spiders.plan import planned

FLUSH_SECONDS = 0.5


class RunLedger:
    """Keep the database as new as half a second, so that a kill costs no more."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._loop = create_looping_call(self._flush)
        crawler.signals.connect(self.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RunLedger":
        """Build for a crawler."""
        return cls(crawler)

    def spider_opened(self) -> None:
        """Open the run and begin the regular writing."""
        planned(self.crawler).plan.begin()
        # What is there now stays; what comes is freed by its count. Looking for cycles
        # as often as Python does by default costs a tenth of the crawl.
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        self._loop.start(FLUSH_SECONDS, now=False)

    def _flush(self) -> None:
        planned(self.crawler).plan.flush_soon()

    def spider_closed(self, reason: str) -> None:
        """Write the rest and close the run; the workspace is its owner's to close."""
        if self._loop.running:
            self._loop.stop()
        planned(self.crawler).plan.end(interrupted=reason != "finished")
