# ruff: noqa: E501 (markup as it is)
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from xxgk_spiders import platforms
from xxgk_spiders.discovery.page import parse_html
from xxgk_spiders.discovery.selectors import select
from xxgk_spiders.platforms import FIELDS, GENERIC, Platform, detect, known, switch_off, without

ROOT = Path(__file__).resolve().parents[3]
ITEMS = [
    # (name, a piece of such a page, its address)
    ("vsb", "<html><head><!--Announced by Visual SiteBuilder 9--></head>", ""),
    (
        "vsb",
        '<a href="xxgk.jsp?urltype=tree.TreeTempUrl&wbtreeid=1">一</a><a href="content.jsp?urltype=news.NewsContentUrl&wbtreeid=1&wbnewsid=2">二</a>',
        "",
    ),
    ("vsb", "<p>公开</p>", "http://a.edu.cn/docList.jsp?urltype=tree.TreeTempUrl&wbtreeid=1003"),
    ("webplus", '<html><head><link href="/_css/_system/system.css"></head>', ""),
    ("webplus", "<html>" + " " * 40_000 + '<img src="/_visitcount?siteId=3&type=2&columnId=9">', ""),
    ("webplus", "<p>x</p>", "http://a.edu.cn/_s13/_t13/2014/1209/c157a19094/page.psp"),
    (
        "webplus",
        "<a href='/2023/1031/c1a2/page.htm'>一</a><a href='/_redirect?siteId=5&columnId=1&articleId=3'>二</a>",
        "",
    ),
    ("gpower", '<script src="/publish/gPublic/all.js"></script>', ""),
    (
        "gpower",
        '<a href="0a1b2c3d4e5f60718293a4b5c6d7e8f9.htm">一</a><a href="../docs/2023-10/ffa1b2c3d4e5f60718293a4b5c6d7e8f.pdf">二</a>',
        "",
    ),
    ("trs", "<div class='TRS_Editor'>", ""),
    ("trs", '<a href="./202310/t20231030_123.html">一</a><a href="./202210/t20221030_990.html">二</a>', ""),
    ("jcms", "<p>x</p>", "http://a.edu.cn/col/col41/index.html"),
    (
        "jcms",
        "<a href='/art/2023/10/30/art_41_77.html'>一</a><a href='/art/2022/10/30/art_41_76.html'>二</a>",
        "",
    ),
    ("drupal", '<script type="application/json" data-drupal-selector="drupal-settings-json">', ""),
    ("drupal", "<p>x</p>", "http://a.edu.cn/node/331"),
    ("jeecms", "<link href='/r/cms/www/default/a.css'>", ""),
    ("wordpress", "<script src='/wp-includes/js/a.js'></script>", ""),
    ("empirecms", "<script src='/e/public/ViewClick/?classid=3&id=4'></script>", ""),
    ("empirecms", "<p>x</p>", "http://a.edu.cn/e/action/ListInfo/?classid=30"),
    ("dedecms", "<a href='/plus/list.php?tid=3'>一</a>", ""),
    ("dedecms", "<p>x</p>", "http://a.edu.cn/a/ndbg/list_12_2.html"),
    ("phpcms", "<a href='/index.php?m=content&c=index&a=lists&catid=12'>一</a>", ""),
    ("siteserver", "<a href='/contents/45/1234.html'>一</a><a href='/contents/45/1235.html'>二</a>", ""),
    ("thinkphp", "<p>x</p>", "http://a.edu.cn/news/content/id/1408.html"),
    (
        "enorth",
        "<a href='/ndbg/system/2022/10/15/030053156.shtml'>一</a><a href='/ndbg/system/2021/10/15/030053111.shtml'>二</a>",
        "",
    ),
    ("aspnet", "<script>function __doPostBack(t, a) {}</script>", ""),
    ("aspnet", "<p>x</p>", "http://a.edu.cn/Index.aspx?cid=1"),
    ("asp", "<a href='show.asp?id=3'>一</a><a href='show.asp?id=4'>二</a>", ""),
    ("generic", "<html><body>WordPress 与 wp-content 的使用</body></html>", ""),
    (
        "generic",
        "<a href='http://b.edu.cn/contents/45/1234.html'>一</a><a href='http://b.edu.cn/contents/45/1235.html'>别处的</a>",
        "http://a.edu.cn/",
    ),
    ("generic", "<a href='/contents/45/1234.html'>只有一个</a>", "http://a.edu.cn/"),
    ("generic", "", ""),
]


@pytest.mark.parametrize(("name", "html", "url"), ITEMS)
def test_detect(name: str, html: str, url: str) -> None:
    assert detect(html, url).name == name


def test_quoted_markup_in_the_middle_is_no_proof() -> None:
    filler = "<p>正文</p>" * 4_000
    assert detect(f"<html>{filler}Announced by Visual SiteBuilder{filler}") is GENERIC


@pytest.mark.parametrize("platform", known(), ids=lambda p: p.name)
def test_tables_are_whole(platform: Platform) -> None:
    tree = parse_html("<p>x</p>")
    assert platform.fingerprints or platform.addresses
    for group in ("items", "next_page", "article_title", "attachments"):
        select(tree, getattr(platform, group))
    assert any(name == platform.name for name, _, _ in ITEMS), "no page of it above"


def test_names_are_unique() -> None:
    assert len({p.name for p in known()}) == len(known())


# Without some tables --------------------------------------------------------------


@pytest.fixture
def _restored() -> Iterator[None]:
    before = platforms.PLATFORMS
    yield
    platforms.PLATFORMS = before


@pytest.mark.usefixtures("_restored")
def test_a_table_can_be_switched_off() -> None:
    html = "<!--Announced by Visual SiteBuilder 9-->"
    switch_off("webplus, vsb")
    assert detect(html) is GENERIC
    assert {p.name for p in known()} - {p.name for p in platforms.PLATFORMS} == {"webplus", "vsb"}
    switch_off("")
    assert detect(html).name == "vsb"


def test_all_tables_and_no_such_table() -> None:
    assert without("all") == ()
    with pytest.raises(ValueError, match="no platform wixx"):
        without("vsb,wixx")


def test_the_environment_is_asked_at_the_start() -> None:
    code = "from xxgk_spiders.platforms import PLATFORMS; print(sum(p.name == 'vsb' for p in PLATFORMS))"
    for names, expected in (("vsb", "0"), ("webplus", "1")):
        run = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, platforms.OFF: names},
        )
        assert run.stdout.strip() == expected


# The document ---------------------------------------------------------------------


def test_the_document_names_every_table_and_every_key() -> None:
    text = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8")
    assert [p.name for p in known() if f"| `{p.name}` |" not in text] == []
    assert [key for key in FIELDS if f"| `{key}` |" not in text] == []
    example = (Path(platforms.__file__).parent / "20_webplus.toml").read_text(encoding="utf-8")
    assert example in text
