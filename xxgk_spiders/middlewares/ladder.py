"""The TLS ladder: where a host does not understand us, try its older ways, plain http last.

Scrapy issues 3392, 5491 and 6442 tell of the servers; each error names the rung
that helps, so that few connections are wasted. What helped is kept in `HostBook`.
"""

from urllib.parse import urljoin

from OpenSSL import SSL
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from xxgk_spiders.middlewares.hosts import Host, Rung, host_book

_HELPS = {
    "dh key too small": Rung.WEAKER,
    "ee key too small": Rung.WEAKER,
    "ca md too weak": Rung.WEAKER,
    "ca key too small": Rung.WEAKER,
    "unsafe legacy renegotiation disabled": Rung.WEAKEST,
    "unsupported protocol": Rung.WEAKEST,
    "tlsv1 alert protocol version": Rung.WEAKEST,
    "wrong signature type": Rung.WEAKEST,
    "legacy sigalg disallowed or unsupported": Rung.WEAKEST,
    "wrong version number": Rung.PLAIN,
    "packet length too long": Rung.PLAIN,
    "http request": Rung.PLAIN,
}
"""OpenSSL's words for what failed, and the first rung on which it does not."""


class TlsBroken(IgnoreRequest):
    """No TLS can be had, and plain http leads back to it; the message says so."""


class LadderMiddleware:
    """Ask once more, a rung lower, where TLS fails; next to the downloader, before retries."""

    def __init__(self, crawler: Crawler) -> None:
        self.book = host_book(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "LadderMiddleware":
        """Build for a crawler."""
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        """Ask a host without usable TLS over http."""
        if not self.book.plain or not request.url.startswith("https:"):
            return None
        return _plain(request) if _host(request) in self.book.plain else None

    def process_response(self, request: Request, response: Response) -> Response:
        """Note that a host answers; end the circle of a host that sends http to a broken https."""
        host = self.book[_host(request)]
        if request.url.startswith("https:") or host.rung is Rung.PLAIN:
            host.answers = True
        if host.rung is Rung.PLAIN and response.status in (301, 302, 303, 307, 308):
            target = urljoin(request.url, (response.headers.get("Location") or b"").decode("latin-1"))
            if target == _https(request.url):
                raise TlsBroken("no TLS can be had, and http leads back to it")
        return response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Give the request on the rung that may help; None where none is left."""
        if not request.url.startswith("https:"):
            return None
        name = _host(request)
        host = self.book[name]
        rung = _next_rung(host, exception, int(request.meta.get("retry_times", 0)))
        if rung is None:
            return None
        self.book.climb(name, rung)
        return _plain(request) if rung is Rung.PLAIN else request.replace(dont_filter=True)


def _next_rung(host: Host, exception: Exception, retries: int) -> Rung | None:
    """Return the rung to try after a failure, None where TLS is not what failed."""
    if host.rung is Rung.PLAIN:
        return Rung.PLAIN  # another request of the same host has just found out
    words = tls_words(exception)
    if words is not None:
        return Rung(max([host.rung + 1, *(_HELPS.get(word, Rung.MODERN) for word in words)]))
    if host.answers:
        return None
    # Nothing says TLS, but this host has never spoken it to us: some just hang up.
    if isinstance(exception, DownloadConnectionRefusedError | TunnelError):
        return Rung.PLAIN
    if isinstance(exception, DownloadTimeoutError):
        return Rung.PLAIN if retries else None
    return Rung(host.rung + 1) if isinstance(exception, DownloadFailedError) else None


def tls_words(error: BaseException | None) -> list[str] | None:
    """Return OpenSSL's words for a failed handshake, None where it was something else."""
    for _ in range(8):
        if error is None:
            return None
        if isinstance(error, SSL.Error):
            return _words(error)
        for failure in getattr(error, "reasons", None) or ():
            if isinstance(failure.value, SSL.Error):
                return _words(failure.value)
        error = error.__cause__
    return None


def _words(error: SSL.Error) -> list[str]:
    queue = error.args[0] if error.args and isinstance(error.args[0], list) else []
    return [str(entry[-1]).replace("_", " ").lower() for entry in queue if entry]


def _host(request: Request) -> str:
    return (urlparse_cached(request).hostname or "").lower()


def _https(url: str) -> str:
    return f"https:{url.partition(':')[2]}"


def _plain(request: Request) -> Request:
    """The same over http, told like a redirect: the ledger knows it by what was asked."""
    meta = dict(request.meta)
    meta["redirect_urls"] = [*meta.get("redirect_urls", ()), request.url]
    return request.replace(url=f"http:{request.url.partition(':')[2]}", meta=meta, dont_filter=True)
