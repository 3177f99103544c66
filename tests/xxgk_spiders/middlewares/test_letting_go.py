"""What is kept of a school's hosts is let go of when the school is done, and of no other's."""

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.test import get_crawler
from twisted.internet.defer import Deferred

from xxgk_spiders.middlewares.cookies import OfflineCookiesMiddleware
from xxgk_spiders.middlewares.robots import PoliteRobotsMiddleware
from xxgk_spiders.site import SITE_DONE, Budget, Site

DONE = Site("9907000001", "收官学院", "", frozenset({"shouguan.edu.cn"}), Budget(1, 1, 1))


@pytest.fixture
def crawler() -> Crawler:
    return get_crawler(settings_dict={"ROBOTSTXT_OBEY": True})


@pytest.mark.parametrize(("jar", "kept"), [(DONE.code, None), ("9907000002", b"visit=1")])
def test_cookies(crawler: Crawler, jar: str, kept: bytes | None) -> None:
    middleware = OfflineCookiesMiddleware.from_crawler(crawler)
    first = Request("https://xxgk.shouguan.edu.cn/", meta={"cookiejar": jar})
    middleware.process_response(first, Response(first.url, headers={"Set-Cookie": "visit=1"}, request=first))
    crawler.signals.send_catch_log(SITE_DONE, site=DONE)
    second = Request("https://xxgk.shouguan.edu.cn/ndbg.htm", meta={"cookiejar": jar})
    middleware.process_request(second)
    assert second.headers.get("Cookie") == kept


def test_robots(crawler: Crawler) -> None:
    middleware = PoliteRobotsMiddleware.from_crawler(crawler)
    being_asked: Deferred[RobotParser | None] = Deferred()
    middleware._parsers = {
        "xxgk.shouguan.edu.cn:8080": None,
        "wj.shouguan.edu.cn": being_asked,
        "xxgk.bieren.edu.cn": None,
    }
    middleware._failed = {"xxgk.shouguan.edu.cn:8080": 503, "xxgk.bieren.edu.cn": 503}
    crawler.signals.send_catch_log(SITE_DONE, site=DONE)
    assert set(middleware._parsers) == {"wj.shouguan.edu.cn", "xxgk.bieren.edu.cn"}
    assert set(middleware._failed) == {"xxgk.bieren.edu.cn"}
