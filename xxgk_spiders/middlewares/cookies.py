"""Cookies, one jar a school; what a public suffix is, is known without asking anybody."""

from collections.abc import Iterable
from http.cookiejar import Cookie

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.http.cookies import CookieJar
from scrapy.utils.httpobj import urlparse_cached

from xxgk_spiders.discovery.urls import is_public_suffix
from xxgk_spiders.site import SITE_DONE, Site


class OfflineCookiesMiddleware(CookiesMiddleware):
    """Scrapy's, with the suffix list that is installed: its own would be fetched at the first cookie."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "OfflineCookiesMiddleware":
        """Build for a crawler."""
        made: OfflineCookiesMiddleware = super().from_crawler(crawler)
        crawler.signals.connect(made.forget, signal=SITE_DONE)
        return made

    def forget(self, site: Site) -> None:
        """Let go of a school's jar."""
        self.jars.pop(site.code, None)

    def _process_cookies(self, cookies: Iterable[Cookie], *, jar: CookieJar, request: Request) -> None:
        host = (urlparse_cached(request).hostname or "").lower()
        for cookie in cookies:
            domain = cookie.domain.removeprefix(".").lower()
            if is_public_suffix(domain):
                if domain != host:
                    continue  # a cookie for all of edu.cn
                cookie.domain = host
            jar.set_cookie_if_ok(cookie, request)
