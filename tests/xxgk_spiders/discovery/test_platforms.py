import pytest

from xxgk_spiders.discovery.page import parse_html
from xxgk_spiders.discovery.selectors import select
from xxgk_spiders.platforms import GENERIC, PLATFORMS, detect


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<html><head><!--Announced by Visual SiteBuilder 9--></head>", "vsb"),
        ('<html><head><link href="/_css/_system/system.css"></head>', "webplus"),
        ("<html>" + " " * 20_000 + '<img src="/_visitcount?siteId=3&type=2&columnId=9">', "webplus"),
        ('<script src="/publish/gPublic/all.js"></script>', "gpower"),
        ('<script type="application/json" data-drupal-selector="drupal-settings-json">', "drupal"),
        ("<html><body>WordPress 与 wp-content 的使用</body></html>", "generic"),
        ("", "generic"),
    ],
)
def test_detect(html: str, name: str) -> None:
    assert detect(html).name == name


def test_quoted_markup_in_the_middle_is_no_proof() -> None:
    filler = "<p>正文</p>" * 4_000
    assert detect(f"<html>{filler}Announced by Visual SiteBuilder{filler}") is GENERIC


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda p: p.name)
def test_tables_are_whole(platform: object) -> None:
    tree = parse_html("<p>x</p>")
    assert platform.fingerprints  # type: ignore[attr-defined]
    for group in ("next_page", "article_title", "attachments"):
        select(tree, getattr(platform, group))


def test_names_are_unique() -> None:
    assert len({p.name for p in PLATFORMS}) == len(PLATFORMS)
