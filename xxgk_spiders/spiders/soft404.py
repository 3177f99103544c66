"""Soft 404s: what a host says to an address at which there can be nothing, asked once where it matters."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from xxgk_spiders.discovery.model import Page, Verdict
from xxgk_spiders.discovery.soft404 import Signature, impossible, signature
from xxgk_spiders.frontier import Lead
from xxgk_spiders.site import Site
from xxgk_spiders.spiders.files import FileSpider


class SoftErrorSpider(FileSpider):
    """A spider that learns how each host says that a page is missing."""

    async def is_soft_404(self, site: Site, lead: Lead, page: Page) -> bool:
        """Whether a page that should be a report or its list is what its host says to any address."""
        if lead.judgement.verdict not in (Verdict.REPORT, Verdict.COLUMN):
            return False
        host = urlsplit(page.url).netloc
        if host not in site.soft_404:
            site.soft_404[host] = await self._ask(site, page.url)
        return site.soft_404[host] is not None and site.soft_404[host] == signature(page)

    async def _ask(self, site: Site, url: str) -> Signature | None:
        """Return what a host says to an impossible address; None where it says so by its status."""
        assert self.crawler.engine is not None
        address = impossible(url)
        meta = self.request_meta(site, address) | {
            "download_maxsize": self.settings.getint("XXGK_PAGE_MAX_BYTES"),
            "dont_retry": True,
            "dont_redirect": True,
            "dont_record": True,
        }
        try:
            response = await self.crawler.engine.download_async(
                Request(address, meta=meta, callback=NO_CALLBACK)
            )
        except Exception:  # it says nothing that a page could be compared with
            return None
        return signature(self.read(response)) if response.status == 200 else None
