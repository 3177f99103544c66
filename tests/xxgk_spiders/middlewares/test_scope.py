"""What a school's crawl may ask for: its own domains, and files of reports with a provider of storage."""

from types import SimpleNamespace
from typing import cast

import pytest
from scrapy import Request
from scrapy.crawler import Crawler

from xxgk_spiders.middlewares.scope import OutOfScope, ScopeMiddleware

SITE = SimpleNamespace(domains=frozenset({"jiangzhou.edu.cn"}))
STORED = "https://jz-web.oss-cn-hangzhou.aliyuncs.com/2023/a.pdf"


def passes(url: str, **meta: object) -> bool:
    scope = ScopeMiddleware(cast("Crawler", None))
    try:
        scope.process_request(Request(url, meta={"site": SITE, **meta}))
    except OutOfScope:
        return False
    return True


@pytest.mark.parametrize(
    ("url", "is_file", "allowed"),
    [
        ("https://files.jiangzhou.edu.cn/a.pdf", False, True),
        (STORED, True, True),
        (STORED, False, False),
        ("https://www.bieren.com.cn/a.pdf", True, False),
        ("https://aliyuncs.com.bieren.com/a.pdf", True, False),
        ("http://127.0.0.1/a.pdf", True, False),
        ("ftp://jiangzhou.edu.cn/a.pdf", True, False),
    ],
)
def test_what_may_be_asked(url: str, is_file: bool, allowed: bool) -> None:
    assert passes(url, **({"hold": True} if is_file else {})) is allowed
