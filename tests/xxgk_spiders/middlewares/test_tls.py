"""The TLS ladder against servers that really speak TLS badly."""

import json
import ssl
from dataclasses import dataclass

import pytest

from tests.campus import Campus, make_portal
from tests.support import IN_CI, Outcome, Place, no_traceback
from tests.xxgk_spiders.middlewares.crooked import Contexts, Crooked, certificate, context, crooked
from tests.xxgk_spiders.middlewares.gnutls import WithoutSecureRenegotiation, library
from tests.xxgk_spiders.test_crawl_nightly import SCHOOL, publication

SLUGS = ("jiuxieyi", "duanmiyao", "wumimi", "guanduan", "zhengchang", "huitou", "jiuxieshang")
WEAK = {"jiuxieyi": "weakest", "duanmiyao": "weaker", "wumimi": "plain", "guanduan": "plain"}
if IN_CI or library() is not None:
    WEAK["jiuxieshang"] = "weakest"


def host(slug: str) -> str:
    return f"xxgk.{slug}.edu.cn"


@dataclass(slots=True)
class BehindCrooked(Place):
    """A place whose web is behind the crooked proxy."""

    proxy: Crooked | None = None

    def environment(self) -> dict[str, str]:
        assert self.proxy is not None
        return Place.environment(self) | self.proxy.environment()


@dataclass
class Crawled:
    place: BehindCrooked
    outcome: Outcome
    asked: list[str]


@pytest.fixture(scope="module")
def crawled(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """All of them crawled twice: the second run remembers the first."""
    folder = tmp_path_factory.mktemp("tls")
    for number, slug in enumerate(SLUGS):
        made = make_portal(
            folder / slug,
            style="plain",
            host=host(slug),
            school=f"{SCHOOL}{slug}分院",
            code=f"99040000{number:02}",
            filler=0,
            reports=[publication("2022-2023")],
        )
        if slug == "huitou":
            text = (made / "portal.toml").read_text(encoding="utf-8")
            back = f'\n[[quirks]]\npath = "/"\nkind = "redirect"\nto = "https://{host(slug)}/"\n'
            (made / "portal.toml").write_text(text + back, encoding="utf-8")
        campus.publish(made)
    contexts: Contexts = {
        host("jiuxieyi"): context(folder, highest=ssl.TLSVersion.TLSv1_1),
        host("duanmiyao"): context(folder, short_dh=True),
        host("zhengchang"): context(folder),
        host("guanduan"): None,
        host("huitou"): None,
    }
    if "jiuxieshang" in WEAK:
        contexts[host("jiuxieshang")] = WithoutSecureRenegotiation(certificate(folder))
    with crooked(campus.port, contexts) as proxy:
        place = BehindCrooked(folder / "data", campus, SLUGS)
        place.proxy = proxy
        place.scrapy("all=1")
        first = len(proxy.asked)
        place.reseed()
        outcome = place.scrapy("all=1")
        return Crawled(place, outcome, [*proxy.asked[:first], "", *proxy.asked[first:]])


def facts(crawled: Crawled, slug: str) -> dict[str, str]:
    code = f"99040000{SLUGS.index(slug):02}"
    rows = crawled.place.rows(
        "SELECT hosts FROM site_run WHERE institution_code = ? ORDER BY id DESC LIMIT 1", code
    )
    kept = json.loads(rows[0][0] or "{}")
    found: dict[str, str] = kept.get(host(slug), {})
    return found


@pytest.mark.parametrize("slug", [*WEAK, "zhengchang"])
def test_the_report_is_found(crawled: Crawled, slug: str) -> None:
    code = f"99040000{SLUGS.index(slug):02}"
    rows = crawled.place.rows("SELECT period_label FROM report WHERE institution_code = ?", code)
    assert rows == [("2022-2023",)]
    no_traceback(crawled.outcome)


@pytest.mark.parametrize("slug", [*WEAK, "zhengchang"])
def test_what_was_accepted_is_recorded(crawled: Crawled, slug: str) -> None:
    assert facts(crawled, slug).get("tls") == WEAK.get(slug)


def test_a_certificate_that_is_not_right_is_recorded(crawled: Crawled) -> None:
    assert facts(crawled, "zhengchang")["certificate"] == "self-signed"
    assert facts(crawled, "duanmiyao")["certificate"] in ("expired", "self-signed")


def test_the_next_run_begins_where_the_last_one_ended(crawled: Crawled) -> None:
    again = crawled.asked[crawled.asked.index("") :]
    for slug in ("wumimi", "guanduan"):
        assert f"CONNECT {host(slug)}" not in again
    for slug in ("jiuxieyi", "duanmiyao"):
        tunnels = again.count(f"CONNECT {host(slug)}")
        assert tunnels == sum(f"https://{host(slug)}/" in line for line in again)


def test_http_that_leads_back_to_a_broken_https_ends(crawled: Crawled) -> None:
    ((outcome, detail),) = crawled.place.rows(
        "SELECT outcome, detail FROM site_run WHERE institution_code = '9904000005' ORDER BY id LIMIT 1"
    )
    assert outcome == "unreachable"
    assert "leads back" in detail
    assert sum(host("huitou") in line for line in crawled.asked) <= 16
