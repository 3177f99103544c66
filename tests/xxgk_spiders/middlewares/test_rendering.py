"""Pages that only a script fills: their data in plain sight, a real browser, or a named outcome."""

import json
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.campus import Campus, make_portal
from tests.support import FAST, IN_CI, Outcome, Place, no_traceback
from tests.xxgk_spiders.test_crawl_nightly import SCHOOL, publication
from xxgk_spiders.middlewares.rendering import BROWSERS

HAS_BROWSER = find_spec("scrapy_playwright") is not None and any(map(shutil.which, BROWSERS))
needs_browser = pytest.mark.skipif(not (HAS_BROWSER or IN_CI), reason="no browser here")

TITLE = f"{SCHOOL}2022-2023学年信息公开年度报告"
ARTICLE = "/info/50/7000.htm"
SHELL = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>信息公开网</title></head>"
    "<body><div id='app'></div><script>{script}</script></body></html>"
)
PLAIN_SIGHT = """
fetch('/api/list.htm').then(r => r.json()).then(rows => rows.data.forEach(row => {
  document.getElementById('app').innerHTML += '<li><a href="' + row.url + '">' + row.title + '</a></li>';
}));
"""
BUILT = """
var folder = '/in' + 'fo/', name = [50, 7000].join('/'), outside = '://';
setTimeout(function () {
  var item = document.createElement('a');
  item.href = folder + name + '.htm';
  item.textContent = 'TITLE';
  document.getElementById('app').appendChild(item);
  ['127.0.0.1:9', '10.0.0.8', 'localhost', 'www.bieren.com.cn'].forEach(function (place) {
    fetch('http' + outside + place).catch(function () {});
  });
  new Image().src = '/tu' + 'pian.png';
  fetch('/jin' + 'zhi/x').catch(function () {});
}, 50);
""".replace("TITLE", TITLE)
ENDLESS = "setInterval(function () { fetch('/again/' + Math.random() + '.json'); }, 5);"
DATA = json.dumps({"code": 0, "data": [{"title": TITLE, "url": ARTICLE, "publishTime": "2023-10-30"}]})

SCRIPTS = {"mingwen": PLAIN_SIGHT, "jiaoben": BUILT, "wuxiu": ENDLESS}


def host(slug: str) -> str:
    return f"xxgk.{slug}.edu.cn"


def code(slug: str) -> str:
    return f"99050000{list(SCRIPTS).index(slug):02}"


def write(folder: Path, slug: str) -> Path:
    """Write a portal whose first page is a shell for a script."""
    made = make_portal(
        folder / slug,
        style="vsb",
        host=host(slug),
        school=f"{SCHOOL}",
        code=code(slug),
        filler=0,
        reports=[publication("2022-2023")],
    )
    text = (made / "portal.toml").read_text(encoding="utf-8")
    text = text.replace("[portal]", '[portal]\nrobots = "User-agent: *\\nDisallow: /jinzhi/\\n"')
    text += '\n[[columns]]\nid = 90\npath = "api/list"\nname = "数据"\n'
    shell = SHELL.format(script=SCRIPTS[slug])
    for path, body in (("/", shell), ("/index.htm", shell), ("/api/list.htm", DATA)):
        text += f'\n[[quirks]]\npath = {json.dumps(path)}\nkind = "body"\nbody = {json.dumps(body)}\n'
    (made / "portal.toml").write_text(text, encoding="utf-8")
    return made


@dataclass
class Crawled:
    place: Place
    outcome: Outcome

    def site(self, slug: str) -> tuple[str, str]:
        query = "SELECT outcome, coalesce(detail, '') FROM site_run WHERE institution_code = ?"
        ((outcome, detail),) = self.place.rows(query, code(slug))
        return outcome, detail

    def asked(self, slug: str) -> list[str]:
        return [s.url.partition(host(slug))[2] for s in self.outcome.served if f"//{host(slug)}/" in s.url]


@pytest.fixture(scope="module")
def place(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("scripts")
    for slug in SCRIPTS:
        campus.publish(write(folder, slug))
    return Place(folder / "data", campus, tuple(SCRIPTS))


@pytest.fixture(scope="module")
def crawled(place: Place) -> Crawled:
    """All of them, with whatever browser there is."""
    return Crawled(place, place.scrapy("all=1", settings=(*FAST, "-s", "XXGK_SITE_MAX_PAGES=60")))


def test_data_in_plain_sight_need_no_browser(crawled: Crawled) -> None:
    assert crawled.site("mingwen")[0] == "found"
    assert "/api/list.htm" in crawled.asked("mingwen")
    rows = crawled.place.rows("SELECT url FROM page WHERE url LIKE '%#rendered' AND url LIKE '%mingwen%'")
    assert rows == []
    no_traceback(crawled.outcome)


@needs_browser
def test_what_only_a_script_shows_is_found(crawled: Crawled) -> None:
    assert crawled.site("jiaoben") == ("found", "")
    rows = crawled.place.rows(
        "SELECT sha256 FROM page WHERE institution_code = ? AND url LIKE '%#rendered'", code("jiaoben")
    )
    ((sha256,),) = rows
    assert TITLE in crawled.place.bytes_of(sha256).decode()


@needs_browser
def test_the_rules_hold_in_the_browser(crawled: Crawled) -> None:
    """No private address, no foreign data, nothing that robots.txt forbids, no picture."""
    assert not any(path.startswith(("/jinzhi", "/tupian")) for path in crawled.asked("jiaoben"))
    hosts = {s.url if s.method == "CONNECT" else s.url.split("/")[2] for s in crawled.outcome.served}
    assert hosts <= {host(slug) for slug in SCRIPTS}


@needs_browser
def test_a_page_that_never_rests_is_left(crawled: Crawled) -> None:
    assert crawled.site("wuxiu")[0] == "unreadable"
    assert len(crawled.asked("wuxiu")) <= 40


def test_without_a_browser_the_outcome_says_so(campus: Campus, tmp_path: Path) -> None:
    campus.publish(write(tmp_path, "jiaoben"))
    place = Place(tmp_path / "data", campus, ("jiaoben",))
    outcome = place.scrapy("all=1", settings=(*FAST, "-s", "XXGK_BROWSER=/nowhere/chromium"))
    found, detail = Crawled(place, outcome).site("jiaoben")
    assert found == "unreadable"
    assert "only a script fills it; the browser" in detail
    no_traceback(outcome)
