"""A Scrapy extension: processor and wall seconds of a crawl, without starting and ending."""

import json
import os
import time
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler

VARIABLE = "XXGK_BENCH_METER"


class Meter:
    """Write `{"cpu": …, "wall": …}` (seconds; this process only) to the file that the environment names."""

    def __init__(self, crawler: Crawler) -> None:
        self.started = (0.0, 0.0)
        crawler.signals.connect(self.begin, signal=signals.engine_started)
        crawler.signals.connect(self.end, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Meter":
        """Build for a crawler."""
        return cls(crawler)

    def begin(self) -> None:
        """Note the start."""
        self.started = (time.process_time(), time.perf_counter())

    def end(self) -> None:
        """Write what the crawl took."""
        cpu, wall = time.process_time() - self.started[0], time.perf_counter() - self.started[1]
        Path(os.environ[VARIABLE]).write_text(json.dumps({"cpu": cpu, "wall": wall}), encoding="utf-8")
