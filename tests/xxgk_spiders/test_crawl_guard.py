"""The guard: a portal cannot lead a crawl to a private address or to somebody else's site."""

from pathlib import Path
from typing import cast

import pytest
from scrapy.resolver import dnscache
from twisted.internet.base import ReactorBase
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from tests.campus import Campus, make_portal
from tests.support import Outcome, Place, no_traceback
from tests.xxgk_spiders.test_crawl_nightly import SCHOOL, publication
from xxgk_spiders.middlewares.resolver import GuardedResolver

PRIVATE = (
    "http://127.0.0.1:{port}/",
    "http://10.0.0.8/admin",
    "http://localhost:{port}/",
    "http://[::1]/",
    "http://0x7f.1/",
    "http://169.254.169.254/latest/",
)
FOREIGN = ("https://www.bieren.com.cn/xxgk/", "file:///etc/passwd", "ftp://xxgk.yejianxy.edu.cn/a.pdf")

CODE = 9903000000


@pytest.fixture(scope="module")
def place(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A school for each way to lead a crawl out, crawled in one run."""
    folder = tmp_path_factory.mktemp("guard")
    for slug, tables in PORTALS.items():
        campus.publish(write_portal(folder / slug, slug, tables.replace("{port}", str(campus.port))))
    return Place(folder / "data", campus, tuple(PORTALS))


@pytest.fixture(scope="module")
def crawled(place: Place) -> Outcome:
    """The run."""
    return place.scrapy("all=1")


def host(slug: str) -> str:
    return f"xxgk.{slug}.edu.cn"


def school_code(slug: str) -> str:
    return str(CODE + list(PORTALS).index(slug))


def write_portal(folder: Path, slug: str, tables: str) -> Path:
    """Write a portal with one report and further tables."""
    made = make_portal(
        folder,
        style="vsb",
        host=host(slug),
        school=f"{SCHOOL}{slug}分院",
        code=school_code(slug),
        filler=2,
        reports=[publication("2022-2023")],
    )
    text = (made / "portal.toml").read_text(encoding="utf-8")
    (made / "portal.toml").write_text(text + tables, encoding="utf-8")
    return made


def quirk(path: str, to: str) -> str:
    """A redirect."""
    return f'\n[[quirks]]\npath = "{path}"\nkind = "redirect"\nto = "{to}"\n'


def link(period: str, href: str) -> str:
    """An item of the reports' list that leads elsewhere."""
    title = f"{SCHOOL}{period}学年信息公开年度报告"
    return f'\n[[links]]\ntitle = "{title}"\npublished = 2024-10-20\ncolumn = 50\nhref = "{href}"\n'


OUT = (*PRIVATE, *FOREIGN)
REDIRECTS = {f"zhuan{number}": quirk("/", to) for number, to in enumerate(OUT)}
ROBOTS = {f"jiqi{number}": quirk("/robots.txt", to) for number, to in enumerate(PRIVATE)}
LINKS = {
    "lianjie": "".join(link(f"{2010 + n}-{2011 + n}", to) for n, to in enumerate((*PRIVATE, FOREIGN[0])))
}
MOVED = {"banjia": quirk("/info/50/7000.htm", "https://www.bieren.com.cn/2022.htm")}
ENDLESS = {"wuqiong": quirk("*", "/again/{n}.htm")}
FAILING = {"guzhang": '\n[[quirks]]\npath = "/robots.txt"\nkind = "status"\nstatus = 503\n'}
PORTALS = REDIRECTS | ROBOTS | LINKS | MOVED | ENDLESS | FAILING


def site_run(place: Place, slug: str) -> tuple[str, str]:
    """The outcome of a school, and why."""
    rows = place.rows("SELECT outcome, detail FROM site_run WHERE institution_code = ?", school_code(slug))
    ((outcome, detail),) = rows
    return outcome, detail


def asked(crawled: Outcome, slug: str) -> list[str]:
    """The addresses that a school's host was asked for."""
    return [s.url for s in crawled.served if f"//{host(slug)}/" in s.url]


def test_only_the_portals_are_asked(crawled: Outcome) -> None:
    """No private address, nobody else's: not even the proxy is asked for them."""
    hosts = {s.url if s.method == "CONNECT" else s.url.split("/")[2] for s in crawled.served}
    assert hosts <= {host(slug) for slug in PORTALS}
    no_traceback(crawled)
    assert crawled.code == 3


@pytest.mark.parametrize("slug", REDIRECTS)
def test_a_portal_that_redirects_out(crawled: Outcome, place: Place, slug: str) -> None:
    outcome, detail = site_run(place, slug)
    assert outcome == "unreachable"
    assert detail


@pytest.mark.parametrize("slug", ROBOTS)
def test_a_robots_txt_that_redirects_out(crawled: Outcome, place: Place, slug: str) -> None:
    assert site_run(place, slug)[0] in ("found", "robots", "unreachable")


def test_reports_that_lie_elsewhere(crawled: Outcome, place: Place) -> None:
    """Each has a named outcome; the school's own report is found all the same."""
    code = school_code("lianjie")
    assert place.rows("SELECT period_label FROM report WHERE institution_code = ?", code) == [("2022-2023",)]
    rows = place.rows(
        "SELECT period_hint, outcome FROM rendition WHERE report_id IS NULL AND institution_code = ?", code
    )
    assert dict(rows) == {f"{2010 + n}-{2011 + n}": "out_of_scope" for n in range(len(PRIVATE) + 1)}


def test_a_report_that_redirects_out(crawled: Outcome, place: Place) -> None:
    rows = place.rows("SELECT outcome FROM rendition WHERE institution_code = ?", school_code("banjia"))
    assert rows == [("out_of_scope",)]


def test_a_redirect_without_end(crawled: Outcome, place: Place) -> None:
    assert site_run(place, "wuqiong")[0] in ("unreachable", "robots")
    assert len(asked(crawled, "wuqiong")) <= 25


def test_robots_txt_that_fails_defers_the_site(crawled: Outcome, place: Place) -> None:
    """A server error there stands for "all of it is forbidden" (RFC 9309, 2.3.1.4)."""
    assert set(asked(crawled, "guzhang")) == {f"https://{host('guzhang')}/robots.txt"}
    outcome, detail = site_run(place, "guzhang")
    assert outcome in ("robots", "unreachable")
    assert "robots.txt" in detail


# Without a proxy: what a name resolves to -----------------------------------------------


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("127.0.0.1", False),
        ("127.9.9.9", False),
        ("10.20.30.40", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("224.0.0.1", False),
        ("202.112.0.36", True),
        ("2001:da8::1", True),
    ],
)
def test_a_name_that_resolves_to_a_private_address(
    monkeypatch: pytest.MonkeyPatch, address: str, allowed: bool
) -> None:
    """The resolver's answer is judged, also one that it had kept."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    resolver = GuardedResolver(cast("ReactorBase", None), 10, 1.0)
    monkeypatch.setitem(dnscache, "xxgk.zhunei.edu.cn", address)
    answers: list[object] = []
    resolver.getHostByName("xxgk.zhunei.edu.cn").addBoth(answers.append)
    (answer,) = answers
    if allowed:
        assert answer == address
    else:
        assert isinstance(answer, Failure)
        assert isinstance(answer.value, DNSLookupError)


def test_the_proxy_itself_may_be_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.near:3128")
    resolver = GuardedResolver(cast("ReactorBase", None), 10, 1.0)
    monkeypatch.setitem(dnscache, "proxy.near", "10.0.0.1")
    answers: list[object] = []
    resolver.getHostByName("proxy.near").addBoth(answers.append)
    assert answers == ["10.0.0.1"]
