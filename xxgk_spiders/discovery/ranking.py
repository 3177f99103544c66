"""How promising a link is, from 0 (never followed) to 1, and why in one code."""

import re
from functools import lru_cache
from typing import Any

from xxgk_spiders.discovery.model import Judgement, Link, Verdict
from xxgk_spiders.discovery.periods import YEARS
from xxgk_spiders.discovery.tables import any_of, table
from xxgk_spiders.discovery.urls import kind_of
from xxgk_spiders.discovery.wording import judge
from xxgk_spiders.platforms import PLATFORMS, Platform

_DATA = table("ranking")
_SLUGS: dict[str, float] = _DATA["slugs"]
_HINTS: dict[str, Any] = _DATA["hints"]
_LABELS: frozenset[str] = frozenset(_DATA["never"]["labels"])
_ENTRANCES: frozenset[str] = frozenset(_HINTS["entrances"])
_HOSTS: frozenset[str] = frozenset(_DATA["never"]["hosts"])
_NEVER = re.compile(any_of(_DATA["never"]["places"]))
_FIRST_PAGES = frozenset({"index", "list", "main", "default"})
_SLUG = re.compile(r"(?<![a-z])" + any_of(_SLUGS) + r"(?![a-z])")
_PLATFORM_NEVER = {platform.name: platform.never_follow for platform in PLATFORMS}
_PAGER = frozenset(table("pagers")["next"])

_FORMER_WORDS = _DATA["former"]
_ALONE, _OLD, _SITE = (any_of(_FORMER_WORDS[kind]) for kind in ("alone", "olds", "sites"))
_FORMER = re.compile(
    any_of(["", *_FORMER_WORDS["verbs"]])
    + rf"(?:{_ALONE}|[(\[【（]?{_OLD}[)\]】）]?的?{_SITE}|{_SITE}[(\[【（]?{_ALONE}[)\]】）]?)"
    + any_of(["", *_FORMER_WORDS["ends"]])
)
FORMER = "former_site"
"""The reason of a link to the site before this one, where the older reports may have stayed."""
_FORMER_SCORE = 0.22
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAST_HAN = 2

ENTRANCE = "entrance"
"""The reason of a link from a cover, or a choice of languages, to the site itself."""
MONTH = "month"
"""The reason of a link to what a site published in a month in which reports appear."""
YEAR_REASONS = frozenset({"bare_year", "year_in_column"})
_MONTH = re.compile(r"(?:20\d\d[年\-/.])?(1[012])月份?")
_MONTHS = {"10": 0.36, "11": 0.34, "12": 0.3}

Scored = tuple[float, str]

# How much of its score a link keeps outside of the content (navigation, footer).
OUTSIDE_SHARE = 0.9


def rank(link: Link, judgement: Judgement, *, page_judgement: Judgement | None, platform: Platform) -> Scored:
    """Score a link by its wording, its address, its place, and the page that it is on.

    `judgement` is the link's own, `page_judgement` that of the page's title or
    heading (None when unknown). 0 means: never follow.
    """
    score, reason = _score(link, judgement, page_judgement.verdict if page_judgement else None)
    if not score and page_judgement and page_judgement.reason in YEAR_REASONS:
        score, reason = _month(link.text)
    # Last, because most links of a page are worth nothing by their wording already.
    if score > 0 and _is_never(link.url, platform.name):
        return 0.0, "never_address"
    return score, reason


def _score(link: Link, judgement: Judgement, page_verdict: Verdict | None) -> Scored:
    verdict = judgement.verdict
    if verdict is Verdict.REPORT:
        return (0.98, "report_file") if link.is_file else (1.0, "report")
    if is_former(link.text) and not link.is_file and verdict is not Verdict.COLUMN:
        return _FORMER_SCORE, FORMER
    if verdict is Verdict.FALSE_FRIEND:
        return 0.0, judgement.reason
    if kind_of(link.url) == "picture":
        return 0.0, "picture"
    label = link.text.replace(" ", "").lower()
    if label in _PAGER or judgement.reason == "pager":
        return _pager(page_verdict)
    share = 1.0 if link.in_content else OUTSIDE_SHARE
    if verdict is Verdict.COLUMN:
        return (0.95 if judgement.reason != "column_generic" else 0.8) * share, judgement.reason
    if verdict is Verdict.PORTAL:
        return 0.7 * share, "portal"
    if label in _LABELS:
        return 0.0, "never_label"
    if label in _ENTRANCES and not link.is_file:
        return float(_HINTS["score"]), ENTRANCE
    if verdict is Verdict.LIST:
        return _list(link, page_verdict, _slug(link.url)) if not link.is_file else (0.0, "file_of_list")
    return _other(link, judgement, page_verdict, _slug(link.url))


@lru_cache(maxsize=8_192)
def is_former(text: str) -> bool:
    """Whether a link's text names the site before this one: 旧版网站, 返回旧版, 往年信息公开."""
    return len(text) <= _FORMER_WORDS["max_chars"] and _FORMER.fullmatch("".join(text.split())) is not None


def may_be_in_a_menu(link: Link, platform: Platform) -> bool:
    """Whether a link that promises nothing may be a column: a short Chinese name that leads to a page."""
    text = link.text
    if link.is_file or link.carrier not in ("anchor", "area", "script") or len(text) > _HINTS["max_chars"]:
        return False
    if len(_HAN.findall(text)) < _LEAST_HAN or any(character.isdigit() for character in text):
        return False
    if any(word in text for word in _DATA["never"]["in_menus"]):
        return False
    return not _is_never(link.url, platform.name) and not _other_site(link.url)


def sounds_like_papers(text: str) -> bool:
    """Whether the name of a column has a word of papers in it."""
    return any(word in text for word in (*_HINTS["words"], *_HINTS["papers"]))


def _month(text: str) -> Scored:
    """A month in an archive of years: reports are due by the end of October, some are late."""
    match = _MONTH.fullmatch(text.replace(" ", ""))
    return (_MONTHS.get(match[1], 0.0), MONTH) if match else (0.0, "nothing_promising")


def _pager(page: Verdict | None) -> Scored:
    if page in (Verdict.COLUMN, Verdict.REPORT):
        return 0.9, "pager_of_column"
    if page in (Verdict.LIST, Verdict.PORTAL):
        return 0.45, "pager_of_list"
    return 0.1, "pager"


def _list(link: Link, page: Verdict | None, slug: float) -> Scored:
    """A mixed list: worth a look on the portal, little elsewhere."""
    score = 0.4
    if page in (Verdict.PORTAL, Verdict.COLUMN):
        score += 0.1
    if not link.in_content:
        score *= OUTSIDE_SHARE
    return min(0.6, max(score, slug)), "list"


def _other(link: Link, judgement: Judgement, page: Verdict | None, slug: float) -> Scored:
    """A text that says nothing certain: its hints, its column, its address."""
    if judgement.reason in ("bare_report", "bare_year", "cut_maybe"):
        return 0.5, judgement.reason
    if page is Verdict.COLUMN and link.in_content:
        # A column of the reports holds reports, however they are called.
        if link.is_file:
            return 0.6, "file_in_column"
        if YEARS.search(link.text):
            return 0.55, "year_in_column"
        return 0.3, "item_of_column"
    if link.context and link.in_content and judge(link.context).verdict is Verdict.COLUMN:
        return 0.55, "under_column"
    if link.is_file or _other_site(link.url):
        return 0.0, "nothing_promising"
    if link.carrier in ("refresh", "frame"):
        return 0.5, link.carrier
    if judgement.reason == "mentions":
        return max(0.3, slug), "mentions"
    if page is Verdict.PORTAL and _hints_at_a_list(link.text):
        return max(float(_HINTS["score"]), slug), "hint"
    if slug:
        return slug if link.in_content else slug * OUTSIDE_SHARE, "slug"
    return 0.0, "nothing_promising"


def _hints_at_a_list(text: str) -> bool:
    return len(text) <= _HINTS["max_chars"] and any(word in text for word in _HINTS["words"])


@lru_cache(maxsize=8_192)
def _slug(url: str) -> float:
    """The score of the best slug in the part of an address that names a list."""
    return max((_SLUGS[found] for found in _SLUG.findall(_list_name(url.lower()))), default=0.0)


@lru_cache(maxsize=8_192)
def _is_never(url: str, platform: str) -> bool:
    """Whether an address is never followed, on any site or on one of this platform."""
    if kind_of(url) == "media" or _NEVER.search(url.lower()):
        return True
    return any(place in url for place in _PLATFORM_NEVER.get(platform, ()))


def _list_name(url: str) -> str:
    """The part of an address that names a list: `ndbg` of `/x/ndbg.htm` and `/x/ndbg/list.htm`.

    Neither the host nor the folder of a page says what that page is, unless it is
    their first page: else all details of a mixed list would look like the list.
    """
    address, _, query = url.partition("://")[2].partition("?")
    *folders, name = address.split("/")
    stem = name.partition(".")[0]
    if not folders:
        return address
    if query and len(folders) == 1:
        return stem  # /index.php?…: all pages of some sites
    is_first = not stem or stem.rstrip("0123456789") in _FIRST_PAGES
    return folders[-1] if is_first else stem


@lru_cache(maxsize=8_192)
def _other_site(url: str) -> bool:
    """Whether an address lies on a host that is known to be another site of the school."""
    host = url.split("/", 3)[2] if "://" in url else ""
    first = host.removeprefix("www.").partition(".")[0].lower()
    return first in _HOSTS
