"""Cookies: kept for the school that set them, refused for a whole suffix, and nobody is asked."""

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from xxgk_spiders.discovery.urls import is_public_suffix
from xxgk_spiders.middlewares.cookies import OfflineCookiesMiddleware


@pytest.mark.parametrize(
    ("host", "suffix"),
    [
        ("edu.cn", True),
        ("cn", True),
        ("com", True),
        ("abc.edu.cn", False),
        ("xxgk.abc.edu.cn", False),
        ("", False),
    ],
)
def test_public_suffixes(host: str, suffix: bool) -> None:
    assert is_public_suffix(host) is suffix


@pytest.mark.parametrize(
    ("domain", "kept"),
    [("", True), ("; Domain=abc.edu.cn", True), ("; Domain=edu.cn", False), ("; Domain=cn", False)],
)
def test_a_cookie_for_a_whole_suffix_is_refused(domain: str, kept: bool) -> None:
    middleware = OfflineCookiesMiddleware.from_crawler(get_crawler())
    first = Request("https://xxgk.abc.edu.cn/")
    answer = Response(first.url, headers={"Set-Cookie": f"visit=1{domain}; Path=/"}, request=first)
    middleware.process_response(first, answer)
    second = Request("https://xxgk.abc.edu.cn/ndbg.htm")
    middleware.process_request(second)
    assert second.headers.get("Cookie") == (b"visit=1" if kept else None)
