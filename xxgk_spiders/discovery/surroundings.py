"""What a link is by what stands around it, where its own words leave that open."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from xxgk_spiders.discovery.links import anchors
from xxgk_spiders.discovery.model import Judgement, Link, Page, Verdict
from xxgk_spiders.discovery.rows import lists
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.urls import canonical

UNSURE = frozenset({"bare_report", "bare_year", "cut_maybe"})
"""Reasons of judgements that a column or neighbours can settle: a year, and nothing against it."""
LEAST_NEIGHBOURS = 2
MOST_WAYS_OF_COVER = 3

_ELSEWHERE: dict[str, str] = table("links")["elsewhere"]

Judged = tuple[Link, Judgement]


def settled(page: Page, judged: Sequence[Judged], own: Judgement) -> list[Judged]:
    """Return links with their judgements, the unsure ones settled where that is possible.

    A year in a column of the reports (`own`) is a report; so is one in a list of
    which at least half, and at least two, are reports by their own words.
    """
    unsure = {
        (link.url, link.text) for link, j in judged if j.reason in UNSURE and j.period and link.in_content
    }
    if not unsure:
        return list(judged)
    if own.verdict is Verdict.COLUMN:
        reason = "year_in_column"
    else:
        reports = {(link.url, link.text) for link, j in judged if j.verdict is Verdict.REPORT}
        unsure = _beside_reports(page, reports, unsure)
        reason = "neighbours"
    return [
        (link, Judgement(Verdict.REPORT, reason, j.period) if (link.url, link.text) in unsure else j)
        for link, j in judged
    ]


def _beside_reports(
    page: Page, reports: set[tuple[str, str]], unsure: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Those of the unsure links that stand in lists of reports."""
    if len(reports) < LEAST_NEIGHBOURS:
        return set()
    keys = {anchor.element: (anchor.url, anchor.text) for anchor in anchors(page)}
    found: set[tuple[str, str]] = set()
    for rows in lists(page):
        inside = [keys[row.link] for row in rows if row.link in keys]
        others = [key for key in inside if key not in unsure]
        known = sum(key in reports for key in others)
        if known >= LEAST_NEIGHBOURS and 2 * known >= len(others):
            found.update(key for key in inside if key in unsure)
    return found


def behind_cover(page: Page, found: Sequence[Link]) -> Link | None:
    """Return the way on from a cover: a page with hardly a link, whose own address it is by all but its name.

    `/` may be a picture to enter by, and `/index.htm` or `/main.asp` the site.
    """
    own = urlsplit(page.url)
    ways: dict[str, Link] = {}
    for link in found:
        if urlsplit(link.url).hostname == own.hostname:
            ways[link.url] = link
        if len(ways) > MOST_WAYS_OF_COVER:
            return None
    twins = (link for url, link in ways.items() if canonical(url) == canonical(page.url))
    return next((link for link in twins if urlsplit(link.url)[2:4] != own[2:4]), None)


def elsewhere(url: str) -> str | None:
    """Name the place outside of the school that something was put to: WeChat, a network drive; else None.

    Such a place is told, not crawled.
    """
    host = (urlsplit(url).hostname or "").lower()
    for ending, name in _ELSEWHERE.items():
        if host == ending or host.endswith(f".{ending}"):
            return name
    return None
