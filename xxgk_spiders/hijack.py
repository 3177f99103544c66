"""Domains in other hands: a school's old address that shows betting, often beside copies of its pages."""

import tomllib
from importlib import resources

from scrapy.exceptions import IgnoreRequest

from xxgk_spiders.discovery.model import Page

_DATA = tomllib.loads((resources.files(__package__) / "hijack.toml").read_text(encoding="utf-8"))
_WORDS: tuple[str, ...] = tuple(_DATA["words"])
_WARNINGS: tuple[str, ...] = tuple(_DATA["warnings"])
_SUMMARIES = ("keywords", "description")
MANY = 3
"""So many different words in what a page says of itself, where its title has none."""


class Hijacked(IgnoreRequest):
    """The address is no longer the school's; the message says what shows it."""


def refuse_hijacked(page: Page) -> None:
    """Raise `Hijacked` where a page's title, or its summary for search engines, is a betting site's.

    What stands inside the page does not count: links are smuggled into schools' own pages, too.
    """
    in_title, in_summary = _betting(page.title), _betting(_summary(page))
    if in_title or len(in_summary) >= MANY:
        raise Hijacked(f"the domain is in other hands: {(in_title or in_summary)[0]}")


def _betting(text: str) -> list[str]:
    folded = text.lower()
    found = [word for word in _WORDS if word in folded]
    return [] if any(word in folded for word in _WARNINGS) else found


def _summary(page: Page) -> str:
    metas = (meta for meta in page.tree.iter("meta") if (meta.get("name") or "").lower() in _SUMMARIES)
    return " ".join(meta.get("content") or "" for meta in metas)
