"""A bare Scrapy spider: fetches the addresses of a JSON file and does nothing with them."""

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response


class BareSpider(Spider):
    """Fetch only."""

    name = "bare"
    urls: list[str]

    async def start(self) -> AsyncIterator[Any]:
        """Ask for every address, the domains in turn as our crawl has them."""
        for url in self.urls:
            yield Request(url, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Do nothing."""


if __name__ == "__main__":
    process = CrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
            "CONCURRENT_REQUESTS": 32,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": 0,
            "EXTENSIONS": {"tests.bench.meter.Meter": 900},
        }
    )
    process.crawl(BareSpider, urls=json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    process.start()
