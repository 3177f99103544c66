"""The address guard's second half: what a name resolves to must be public, too."""

from collections.abc import Sequence
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from xxgk_spiders.discovery.urls import is_public_address


class GuardedResolver(CachingThreadedResolver):
    """Resolve names, and refuse those that point into private networks.

    Checked at each connection, so a name that changes its address between two
    looks (DNS rebinding) gains nothing. The configured proxy itself is exempt.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._proxies = {urlsplit(url).hostname for url in getproxies().values()}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> "GuardedResolver":
        """Build for a crawler."""
        resolver: GuardedResolver = super().from_crawler(crawler, reactor)
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802
        """Resolve a name to an address that may be connected to."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        if name not in self._proxies:
            found.addCallback(_public_only, name)
        return found


def _public_only(address: str, name: str) -> str:
    if not is_public_address(address):
        raise DNSLookupError(f"{name} resolves to a private address")
    return address
