"""Pace, patience and soft errors, against a server that keeps the time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from scrapy.http import Response

from tests.campus import Campus, make_portal
from tests.support import no_traceback
from tests.xxgk_spiders.middlewares.web import OnWeb, Reply, Web, small_web
from tests.xxgk_spiders.test_crawl_nightly import SCHOOL, publication
from xxgk_spiders.middlewares.pace import slower
from xxgk_spiders.middlewares.patience import retry_after

HOST = "xxgk.manxing.edu.cn"
FILES = "wenjian.manxing.edu.cn"
REPORT = publication("2022-2023")
OTHER = publication("2021-2022")
BODY = "".join(f"<p>{line}</p>" for line in REPORT.text.splitlines())
MISSING: Reply = (404, {}, "<h1>404</h1>")


def page(title: str, inside: str) -> Reply:
    menu = "".join(f"<li><a href='/gk/{n}.htm'>公开事项{n}</a></li>" for n in range(1, 4))
    html = f"<html><head><title>{title}</title></head><body><ul>{menu}</ul><div>{inside}</div></body></html>"
    return 200, {}, html


def listed(*links: tuple[str, str]) -> Reply:
    items = "".join(f"<li><a href='{href}'>{title}</a><span>2023-10-30</span></li>" for href, title in links)
    return page("信息公开年度报告", f"<ul>{items}</ul>")


def portal(robots: str = "", other: Reply = MISSING) -> Callable[[str, int], Reply]:
    """A portal with one report, and one whose page is `other`."""

    def answer(path: str, count: int) -> Reply:
        if path == "/robots.txt":
            return (200, {"Content-Type": "text/plain"}, robots) if robots else MISSING
        if path == "/":
            return listed(("/a/1.htm", REPORT.title), ("/a/2.htm", OTHER.title))
        if path == "/a/1.htm":
            return page(REPORT.title, f"<h1>{REPORT.title}</h1>{BODY}")
        return other

    return answer


def place_on(web: Web, campus: Campus, folder: Path) -> OnWeb:
    """A place that knows the one school."""
    campus.publish(
        make_portal(
            folder / "manxing",
            style="plain",
            host=HOST,
            school=SCHOOL,
            code="9906000001",
            scheme="http",
            filler=0,
        )
    )
    place = OnWeb(folder / "data", campus, ("manxing",))
    place.web = web
    return place


def outcomes(place: OnWeb) -> dict[str, tuple[str, str]]:
    rows = place.rows("SELECT document_url, outcome, detail FROM rendition")
    return {url.partition(HOST)[2]: (outcome, detail) for url, outcome, detail in rows}


SOFT = page(
    "提醒您", "<p>抱歉，您找的内容走丢了（编号 8f3a9c21），请从首页进入。</p>" + "<p>校训是求实。</p>" * 200
)


def test_a_missing_page_is_known_by_an_impossible_one(campus: Campus, tmp_path: Path) -> None:
    with small_web({HOST: portal(other=SOFT)}) as web:
        place = place_on(web, campus, tmp_path)
        no_traceback(place.scrapy("all=1"))
    assert outcomes(place)["/a/2.htm"] == ("gone", "like a page that cannot exist")
    assert place.rows("SELECT period_label FROM report") == [("2022-2023",)]
    known = ("/robots.txt", "/", "/a/1.htm", "/a/2.htm", "/gk/")
    odd = [url for url in web.urls if not url.partition(HOST)[2].startswith(known[2:]) and url[-1] != "/"]
    assert len([url for url in odd if not url.endswith("robots.txt")]) == 1


def test_an_honest_host_is_asked_for_nothing_impossible(campus: Campus, tmp_path: Path) -> None:
    with small_web({HOST: portal()}) as web:
        place = place_on(web, campus, tmp_path)
        place.scrapy("all=1")
    assert outcomes(place)["/a/2.htm"][0] == "gone"
    paths = {url.partition(HOST)[2] for url in web.urls}
    assert paths <= {"/robots.txt", "/", "/a/1.htm", "/a/2.htm", "/gk/1.htm", "/gk/2.htm", "/gk/3.htm"}


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_gets_the_time_it_asks_for(campus: Campus, tmp_path: Path, status: int) -> None:
    inner = portal()

    def answer(path: str, count: int) -> Reply:
        return (status, {"Retry-After": "2"}, "") if path == "/" and count == 1 else inner(path, count)

    with small_web({HOST: answer}) as web:
        place = place_on(web, campus, tmp_path)
        place.scrapy("all=1")
    assert place.rows("SELECT outcome FROM site_run") == [("found",)]
    starts = web.starts(f"{HOST}/")
    first = web.urls.index(f"http://{HOST}/")
    assert starts[first + 1] - starts[first] >= 2.0


def test_who_asks_for_too_much_time_is_left_alone(campus: Campus, tmp_path: Path) -> None:
    def answer(path: str, count: int) -> Reply:
        return MISSING if path == "/robots.txt" else (503, {"Retry-After": "86400"}, "")

    with small_web({HOST: answer}) as web:
        place = place_on(web, campus, tmp_path)
        place.scrapy("all=1")
    ((outcome, detail),) = place.rows("SELECT outcome, detail FROM site_run")
    assert outcome in ("unreachable", "blocked")
    assert "asks to come back in 86400 s" in detail
    assert web.urls.count(f"http://{HOST}/") == 1


def test_robots_txt_says_how_fast(campus: Campus, tmp_path: Path) -> None:
    """Its `Crawl-delay` is kept though ours is 0, for sibling hosts of the domain, too; one at a time."""
    robots = "User-agent: *\nCrawl-delay: 1\n"
    file = f"http://{FILES}/2021.pdf"
    inner = portal(robots)

    def answer(path: str, count: int) -> Reply:
        if path == "/":
            return listed(("/a/1.htm", REPORT.title), (file, OTHER.title + ".pdf"))
        return inner(path, count)

    with small_web({HOST: answer, FILES: lambda path, count: MISSING}, seconds=0.05) as web:
        place = place_on(web, campus, tmp_path)
        place.scrapy("all=1")
    assert file in web.urls
    assert web.most_at_once == 1
    starts = sorted(web.starts())[1:]  # from the first one that could know
    pauses = [later - earlier for earlier, later in pairwise(starts)]
    # The server may notice one request late: then the next pause looks shorter, not their sum.
    assert sum(pauses) >= 0.95 * len(pauses)
    assert min(pauses) >= 0.5
    ((hosts,),) = place.rows("SELECT hosts FROM site_run")
    assert '"crawl_delay": 1.0' in hosts


@pytest.mark.parametrize(
    ("delay", "asked", "pause"),
    [
        (0.5, None, 1.0),
        (2.0, None, 4.0),
        (2.0, 1.0, 2.0),
        (2.0, 3.0, 3.0),
        (0.5, 600.0, 1.0),
        (8.0, 0.0, 8.0),
    ],
)
def test_who_complains_is_asked_more_slowly(delay: float, asked: float | None, pause: float) -> None:
    assert slower(delay, asked) == pause


AT = datetime(2024, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        (format_datetime(AT + timedelta(seconds=90), usegmt=True), 90.0),
        (format_datetime(AT - timedelta(days=1), usegmt=True), 0.0),
        ("Wed, 30 Oct 2024 00:01:00", 60.0),
        ("99999999999999999999", 999999999.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("٣", None),
        ("Wed, 99 Oct 2024", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    response = Response("http://a.edu.cn/", headers={"Retry-After": value.encode()})
    assert retry_after(response, AT) == seconds


@pytest.mark.parametrize("status", [521, 429])
def test_a_guard_before_robots_txt_blocks(campus: Campus, tmp_path: Path, status: int) -> None:
    guard: Reply = (status, {"Retry-After": "0"}, "<script>document.cookie='__jsl_clearance=1'</script>")
    with small_web({HOST: lambda path, count: guard}) as web:
        place = place_on(web, campus, tmp_path)
        place.scrapy("all=1")
    assert place.rows("SELECT outcome, detail FROM site_run") == [
        ("blocked", f"robots.txt answers HTTP {status}")
    ]
    assert {url.partition(HOST)[2] for url in web.urls} == {"/robots.txt"}
