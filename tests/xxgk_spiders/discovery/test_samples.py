"""Real saved pages, read where they are: they are not the project's to contain."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pipelines.outcomes import DocumentOutcome, SiteOutcome
from xxgk_spiders import platforms
from xxgk_spiders.discovery.article import article
from xxgk_spiders.discovery.blocks import block_of
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Page, Verdict
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.discovery.pagers import next_page
from xxgk_spiders.discovery.rows import lists, oldest_date
from xxgk_spiders.discovery.wording import judge

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
ROWS = []
SYSTEMS: dict[str, str] = {}
if SAMPLES.is_dir():
    for line in (SAMPLES / "INDEX.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 6 and cells[1].endswith(".html"):
            ROWS.append((cells[1], cells[2], cells[5]))
            SYSTEMS[cells[1]] = cells[3]
PORTAL = "binhai_nankai_edu_cn_gongk__e2807722.html"

pytestmark = pytest.mark.skipif(not ROWS, reason="the saved pages are not here")
EMBEDDED = re.compile(r"(?:pdfsrc=|showVsbpdfIframe=|viewer iframe \S+?file=)([^;\s]+)")
ATTACHED = re.compile(r"attachment link\(s\), first: ([^;\s]+)")


def rows(pattern: re.Pattern[str]) -> pytest.MarkDecorator:
    """The samples whose right answer states this, with what it states."""
    found = [(name, url, m[1]) for name, url, answer in ROWS if (m := pattern.search(answer))]
    return pytest.mark.parametrize(("name", "url", "stated"), found, ids=[row[0][:48] for row in found])


NAMES = {
    "Sudy Webplus": "webplus",
    "Boda VSB": "vsb",
    "ThinkPHP": "thinkphp",
    "JEECMS-like (/r/cms/)": "jeecms",
    "WordPress": "wordpress",
    "enorth-style news CMS": "enorth",
    "ASP.NET WebForms": "aspnet",
    "other": "generic",
    "SPA shell / other": "generic",
}

each = pytest.mark.parametrize(("name", "url", "answer"), ROWS, ids=[row[0][:48] for row in ROWS])


@pytest.fixture(params=["with all tables", "without any"])
def tables(request: pytest.FixtureRequest) -> Iterator[str]:
    """The ladders alone must do what they do with a table."""
    before = platforms.PLATFORMS
    platforms.PLATFORMS = before if request.param == "with all tables" else ()
    read.cache_clear()
    yield request.param
    platforms.PLATFORMS = before
    read.cache_clear()


@cache
def read(name: str, url: str) -> Page:
    if not url.startswith("http"):
        url = (
            f"http://{url.split(' ', maxsplit=1)[0]}/"
            if "." in url.split(" ", maxsplit=1)[0]
            else "http://www.jiangzhou.edu.cn/x/download.jsp"
        )
    body = next(SAMPLES.glob(f"*/{name}")).read_bytes()
    return read_page(url, body, None)


@each
def test_no_false_report(name: str, url: str, answer: str) -> None:
    page = read(name, url)
    found = [
        link
        for link in links(page)
        if judge(link.text, context=link.context, school="南开大学").verdict is Verdict.REPORT
    ]
    assert found == []


@each
def test_platform(name: str, url: str, answer: str) -> None:
    assert read(name, url).platform.name == NAMES[SYSTEMS[name]]


@rows(re.compile(r"(\d+) li\[id\^=line\]"))
@pytest.mark.usefixtures("tables")
def test_rows(name: str, url: str, stated: str) -> None:
    found = [row for row in lists(read(name, url)) if (row[0].box.get("id") or "").startswith("line")]
    assert [len(rows) for rows in found] == [int(stated)]


@rows(re.compile(r"(old pager 共[1-9]\d*条|pager \d+/\d+ next=)"))
@pytest.mark.usefixtures("tables")
def test_lists_have_dated_rows(name: str, url: str, stated: str) -> None:
    undated = name.startswith(
        ("archives_", "arc_", "binhai_nankai_edu_cn_international", "webplus3_nankai_edu_cn_s77_t176_4818")
    )
    assert undated or oldest_date(read(name, url)) is not None


@each
@pytest.mark.usefixtures("tables")
def test_next_page(name: str, url: str, answer: str) -> None:
    stated = re.search(r"next=([^;\s]+)", answer)
    old = re.search(r"old pager .*?(\d+)/(\d+)", answer)
    link = next_page(read(name, url))
    if stated:
        assert link is not None
        assert link.url.endswith("/" + stated[1].lstrip("/"))
    elif old:
        assert (link is not None) == (int(old[1]) < int(old[2]))
    elif "no next" in answer:
        assert link is None


@rows(EMBEDDED)
@pytest.mark.usefixtures("tables")
def test_embedded_documents(name: str, url: str, stated: str) -> None:
    files = article(read(name, url)).files
    assert any(link.url.endswith(stated) and link.carrier == "viewer" for link in files)


@rows(ATTACHED)
@pytest.mark.usefixtures("tables")
def test_attachments_are_listed_as_files(name: str, url: str, stated: str) -> None:
    files = {link.url for link in links(read(name, url)) if link.is_file}
    assert any(stated.rpartition("/")[2] in found for found in files)


def test_portal_of_a_college() -> None:
    page = read(PORTAL, "http://binhai.nankai.edu.cn/gongk/")
    reports = {}
    for link in links(page):
        judged = judge(link.text, context=link.context, school="南开大学滨海学院")
        if judged.verdict is Verdict.REPORT:
            reports[link.url.rpartition("/")[2]] = judged.period
    assert reports == {
        "1564.htm": "2021-2022",
        "1561.htm": "2020-2021",
        "1551.htm": "2019-2020",
        "1118.htm": "2016-2017",
        "1072.htm": "2015-2016",
    }


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("vsb_attachment_captcha_page__f58f41c1.html", DocumentOutcome.CAPTCHA),
        ("eo_nankai_edu_cn__7545ece3.html", DocumentOutcome.FORBIDDEN),
        ("zfxy_nankai_edu_cn_index_login_htm__f2bb3d51.html", SiteOutcome.CAMPUS_ONLY),
        ("wxb_nankai_edu_cn__3ea8e6b8.html", None),
        ("math_nankai_edu_cn_jwtz_list_htm__80ac78ad.html", None),
        ("nju_itsc_newsPage.html", None),
        (PORTAL, None),
    ],
)
def test_blocks(name: str, outcome: object) -> None:
    url = next(row[1] for row in ROWS if row[0] == name)
    found = block_of(read(name, url), 200, {})
    assert (found[0] if found else None) is outcome


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("eamis_nankai_edu_cn__fa0224fe.html", "https://eamis.nankai.edu.cn/eams/homeExt.action"),
        ("xuebao_nankai_edu_cn__b3c01b79.html", "https://xuebao.nankai.edu.cn/CN/home"),
    ],
)
def test_redirect_pages(name: str, target: str) -> None:
    url = next(row[1] for row in ROWS if row[0] == name)
    assert [(link.url, link.carrier) for link in links(read(name, url))] == [(target, "refresh")]
