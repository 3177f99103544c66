"""Scope and address guard: every request, every redirect, before it is sent."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.urls import is_public_address, registered_domain

_STORAGE: frozenset[str] = frozenset(table("links")["storage"])


class OutOfScope(IgnoreRequest):
    """The address is none that this school's crawl may ask for; the message says why."""


class ScopeMiddleware:
    """Let pass http and https to the school's registered domains, nowhere private.

    The file of a report may also lie with a provider of storage.
    A redirect comes by here again, so each hop is judged. What a name resolves
    to is judged by `GuardedResolver`; behind a proxy only the proxy knows it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ScopeMiddleware":
        """Build for a crawler."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse what is out of scope, with the reason."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("http", "https"):
            raise OutOfScope(f"scheme {parts.scheme}")
        host = parts.hostname or ""
        if not is_public_address(host):
            raise OutOfScope(f"private address {host}")
        domain = registered_domain(host)
        site = request.meta.get("site")
        is_stored = domain in _STORAGE and bool(request.meta.get("hold"))
        if site is not None and domain not in site.domains and not is_stored:
            raise OutOfScope(f"foreign domain {domain}")
        # One connection and one delay a registered domain: robots.txt and redirects keep to it, too.
        request.meta["download_slot"] = domain
