"""A site that has moved to https is the same site: nothing is brought again."""

from pathlib import Path

import pytest

from tests.campus import Campus, make_portal
from tests.support import Place, content
from tests.xxgk_spiders.test_crawl_nightly import publication
from xxgk_spiders.site import Budget, Site

CODE = "9908900001"
SCHOOL = "双桅学院"
HOST = "xxgk.shuangwei.edu.cn"
KEPT = ("page", "capture", "report", "document")
RENDITIONS = "SELECT document_url, outcome, document_sha256 FROM rendition ORDER BY document_url"


def test_a_twin_of_what_is_archived_is_known(campus: Campus, tmp_path: Path) -> None:
    reports = [publication("2021-2022", school=SCHOOL), publication("2022-2023", 3, "pdf", school=SCHOOL)]
    campus.publish(
        make_portal(
            tmp_path / "shuangwei",
            style="vsb",
            host=HOST,
            school=SCHOOL,
            code=CODE,
            scheme="http",
            filler=30,
            reports=reports,
        )
    )
    place = Place(tmp_path / "data", campus, ("shuangwei",))
    first = place.scrapy("all=1")
    assert first.code == 0, first.out
    before, hubs = content(place), place.rows("SELECT url FROM page WHERE is_hub ORDER BY url")
    assert hubs
    renditions = place.rows(RENDITIONS)
    again = place.scrapy(f"school={CODE}", f"portal=https://{HOST}/")
    assert again.code == 0, again.out
    asked = [s for s in again.served if s.method == "GET" and not s.url.endswith("/robots.txt")]
    assert asked
    assert {(s.status, s.url.partition("://")[0]) for s in asked} == {(304, "https")}
    assert not [s for s in asked if s.url.endswith(".pdf")]
    after = content(place)
    assert {name: after[name] for name in KEPT} == {name: before[name] for name in KEPT}
    assert place.rows("SELECT url FROM page WHERE is_hub ORDER BY url") == hubs
    assert place.rows(RENDITIONS) == renditions


STORED = (
    "http://xxgk.a.edu.cn/ndbg.htm",
    "http://www.a.edu.cn/1.htm",
    "https://a.edu.cn/1.htm",
    "http://a.edu.cn/list.aspx#0f",
)


@pytest.mark.parametrize(
    ("url", "known_as"),
    [
        ("https://xxgk.a.edu.cn/ndbg.htm", STORED[0]),
        ("http://xxgk.a.edu.cn/ndbg.htm", STORED[0]),
        ("https://a.edu.cn/1.htm", STORED[2]),  # its own address first
        ("http://a.edu.cn/1.htm", STORED[1]),
        ("http://a.edu.cn/list.aspx#0f", STORED[3]),
        ("http://a.edu.cn/list.aspx", "http://a.edu.cn/list.aspx"),  # not what a form answered
        ("http://a.edu.cn/1.htm#rendered", "http://a.edu.cn/1.htm#rendered"),
    ],
)
def test_under_which_address_a_page_is_known(url: str, known_as: str) -> None:
    site = Site(CODE, SCHOOL, "", frozenset(), Budget(1, 1, 1))
    site.remember(STORED)
    assert site.stored_as(url) == known_as
