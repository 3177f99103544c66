"""Is a page a disclosure portal (信息公开网)? By what it says, never by its address.

Signs: its title, heading or breadcrumb; the column of the annual reports; reports;
the ministry's classes of items (教办函〔2014〕23号) in its menu; guide, index and
application form. Links that the home page has, too, say nothing of a page behind it.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from itertools import islice

from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Page, Verdict
from xxgk_spiders.discovery.normal import normalise
from xxgk_spiders.discovery.page import SHORT_PAGE_CHARS, fold, sentences, short_text, text_of, visible_parts
from xxgk_spiders.discovery.portal_ways import WORD
from xxgk_spiders.discovery.portal_words import usual
from xxgk_spiders.discovery.tables import any_of, table
from xxgk_spiders.discovery.wording import judge
from xxgk_spiders.discovery.zones import breadcrumb

MAX_HEADINGS = 40
MAX_HEADING_CHARS = 40
MAX_TITLE_CHARS = 120
ABOUT_ITEMS = 3
"""So many items of a menu on the school itself make a page one on the school."""
SCRIPTED_CHARS = 120
"""A page with scripts and less text than this is filled by them."""
FEW_LINKS = 5
"""And fewer links than this."""
MIN_STEM = 2
"""Characters of a name without its kind of school, below which it is nobody's in particular."""
A_LIST = 3
"""Reports of so many years are a list of them, whatever it is called."""
NAME_PARTS = 4_000
"""So many pieces of text are searched for the school's name."""

_DATA = table("portal")["page"]
_WEAKER = frozenset(table("portal")["links"]["weaker"])
_CLASSES = frozenset(normalise(word) for word in _DATA["classes"])
_FURNITURE = frozenset(normalise(word) for word in _DATA["furniture"])
_ABOUT_TITLE = re.compile(any_of(_DATA["about_titles"]))
_ABOUT_ITEMS = frozenset(_DATA["about_items"])
_COMPUTING = re.compile(any_of(_DATA["computing_titles"]))
_OTHER = re.compile(any_of(_DATA["other_titles"]))
_GOVERNMENT = re.compile(any_of(_DATA["government_titles"]))
_NAMED = re.compile(r"[\u4e00-\u9fff]{2,14}?" + any_of(_DATA["named"]))
_KIND = re.compile(any_of(table("wording")["school_kind"]) + "$")
_SEPARATOR = re.compile(r"\s?[-–—_|·»>]+\s?|\s{2,20}")
_COUNTED = ("column", "reports", "classes", "furniture", "about")


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What a page is, and by which signs.

    `kind` is portal, column (the annual reports themselves), scripted (filled by
    scripts, nothing to see) or none; `reason` says in a code why it is none. `worth`
    orders pages that are portals, `column_url` is the column of the annual reports,
    empty where the page shows none.
    """

    kind: str
    reason: str
    worth: float
    title: str
    signs: dict[str, int]
    column_url: str = ""
    names_school: bool = False

    @property
    def is_portal(self) -> bool:
        """Whether a crawl for reports may begin here."""
        return self.kind in ("portal", "column")

    @property
    def has_reports(self) -> bool:
        """Whether reports, or the column of them, were seen."""
        return bool(self.signs.get("column") or self.signs.get("reports"))


def appraise(page: Page, school: str, known: Container[tuple[str, str]] = ()) -> Appraisal:
    """Say what a page is, of a school with these names (joined by `|`).

    `known` are (address, text) of links that do not count: those of the home page,
    whose menu stands on all pages of the site. Never raises on any page.
    """
    heads = headings(page, school)
    title = page.title[:MAX_TITLE_CHARS]
    named = names_school(page, school)
    other = _other_site(page, title, heads, school)
    signs, column_url = _signs(page, school, known)
    called = sum(_is_portals_name(head, school) for head in heads)
    in_column = any(_is_column(head, school) for head in heads)
    signs |= {"called": called, "in_column": int(in_column)}
    shown = {name: count for name, count in signs.items() if count}

    def found(kind: str, reason: str, worth: float = 0.0) -> Appraisal:
        return Appraisal(kind, reason, worth, title, shown, column_url, named)

    if other:
        return found("none", other)
    menu = signs["classes"] + 2 * signs["furniture"]
    if in_column and (signs["reports"] or called):
        return found("column", "column", 0.8 + 0.1 * bool(signs["reports"]))
    about = any(_ABOUT_TITLE.search(head) for head in heads) or signs["about"] >= ABOUT_ITEMS
    if about and not called and menu + 4 * signs["column"] < 2 * signs["about"] + 4:
        return found("none", "about_the_school")
    half = not called and any(head in _WEAKER for head in heads)
    if (called or half) and (signs["column"] or signs["reports"]):
        return found("portal", "called_and_has_reports", 1.0)
    if (called and menu >= 2) or (half and signs["furniture"]):
        return found("portal", "called_and_has_menu", 0.9)
    if signs["column"] + signs["reports"] and menu >= 3:
        return found("portal", "has_reports_and_menu", 0.85)
    if menu >= 6 and signs["furniture"]:
        return found("portal", "has_menu", 0.7)
    if called:
        return found("portal", "called", 0.6)
    if in_column or signs["reports"] >= A_LIST:
        return found("column", "column" if in_column else "list_of_reports", 0.55)
    if _is_scripted(page):
        return found("scripted", "filled_by_scripts")
    return found("none", "no_sign")


def headings(page: Page, school: str) -> list[str]:
    """What a page calls itself: parts of its title, first headings, breadcrumb; without the school's name."""
    found = [part for part in _SEPARATOR.split(page.title[:MAX_TITLE_CHARS]) if part]
    found += [page.title[:MAX_TITLE_CHARS]]
    for element in islice(page.tree.iter("h1", "h2"), MAX_HEADINGS):
        text = text_of(element)
        if not text and len(element):
            text = next((fold(alt) for picture in element.iter("img") if (alt := picture.get("alt"))), "")
        if 0 < len(text) <= MAX_HEADING_CHARS and element.find(".//a") is None:
            found.append(text)
    found += [step for step in breadcrumb(page)[-2:] if len(step) <= MAX_HEADING_CHARS]
    return [head for text in found if (head := usual(_without_names(normalise(text), school), school))]


def names_school(page: Page, school: str) -> bool:
    """Whether a page has one of the school's names in its title, its text or its pictures' words."""
    names = [_light(name) for name in school.split("|") if len(name) >= 3]
    words = [page.title[:MAX_TITLE_CHARS], *islice(visible_parts(page.tree), NAME_PARTS)]
    for element in islice(page.tree.iter("img", "meta"), NAME_PARTS):
        words.append(element.get("alt") or element.get("content") or "")
    text = _light("".join(words))
    return any(name in text for name in names)


def _light(text: str) -> str:
    return "".join(text.split()).replace("（", "(").replace("）", ")").lower()


def _without_names(text: str, school: str) -> str:
    for name in sorted(school.split("|"), key=len, reverse=True):
        if len(name) >= 2:
            text = text.replace(normalise(name), "")
    return text.strip("-_|·>: ")


def _is_portals_name(head: str, school: str) -> bool:
    """Whether a heading is a portal's name: 信息公开 and what may follow, of nothing in particular."""
    judged = judge(head, school=school)
    if judged.verdict is Verdict.PORTAL:
        return True
    return WORD in head and judged.verdict is Verdict.OTHER and len(head) <= 16 and _owner_of(head) is None


def _is_column(head: str, school: str) -> bool:
    judged = judge(head, school=school)
    return judged.verdict is Verdict.COLUMN and judged.reason != "column_generic"


def _owner_of(head: str) -> str | None:
    match = _NAMED.search(head)
    return match[0] if match else None


def _other_site(page: Page, title: str, heads: list[str], school: str) -> str:
    """Whose site the page is by its title, as a reason; empty where it may be the portal."""
    rest = usual(_without_names(normalise(title), school), school)
    if _GOVERNMENT.search(rest):
        return "government"
    before = rest.partition(WORD)[0]
    judged = judge(rest)
    is_other = judged.verdict is Verdict.FALSE_FRIEND and judged.reason in ("qualified", "other_disclosure")
    if is_other and rest not in _WEAKER:
        return "other_disclosure"
    owner = _owner_of(before)
    if owner is not None and not _is_abbreviation(owner, school):
        return "another_owner"
    if WORD in rest:
        return ""
    if _COMPUTING.search(rest):
        return "computing_office"
    return "another_site" if _OTHER.search(rest) else ""


def _is_abbreviation(owner: str, school: str) -> bool:
    """Whether a name means the school all the same: shortened, or with another kind of school at its end.

    Its characters stand in one of the school's names in this order, so much as half
    of it. A name that the school's own goes on from (某某大学 of 某某大学某某学院) is
    that of the school which it belongs to.
    """
    stem = _KIND.sub("", owner)
    for name in school.split("|"):
        if owner != name and name.startswith(owner):
            continue
        own = _KIND.sub("", name)
        if _in_order(owner, name) or (len(stem) >= MIN_STEM and _in_order(stem, own)):
            return True
    return owner in ("学院", "学校", "大学", "我校", "我院")


def _in_order(short: str, whole: str) -> bool:
    rest = iter(whole)
    return 2 * len(short) >= len(whole) and all(character in rest for character in short)


def _signs(page: Page, school: str, known: Container[tuple[str, str]]) -> tuple[dict[str, int], str]:
    """Count what the page's own links say: each wording once."""
    seen: dict[str, set[str]] = {name: set() for name in _COUNTED}
    column_url, exact = "", False
    for link in links(page):
        text = normalise(link.text)
        if not text or (link.url, link.text) in known:
            continue
        if text in _CLASSES:
            seen["classes"].add(text)
        if text in _FURNITURE:
            seen["furniture"].add(text)
        if text in _ABOUT_ITEMS:
            seen["about"].add(text)
        judged = judge(link.text, school=school)
        if judged.verdict is Verdict.REPORT:
            seen["reports"].add(judged.period or text)
        elif judged.verdict is Verdict.COLUMN:
            generic = judged.reason == "column_generic"
            if not generic or not column_url:
                seen["column"].add(text)
            if not column_url or (not generic and not exact):
                column_url, exact = link.url, not generic
    return {name: len(texts) for name, texts in seen.items()}, column_url


def _is_scripted(page: Page) -> bool:
    """Whether a page shows nearly nothing, and has scripts that may fill it."""
    if short_text(page, SHORT_PAGE_CHARS) is None:
        return False
    bare = len(sentences(page)) < SCRIPTED_CHARS and len(links(page)) < FEW_LINKS
    return bare and next(page.tree.iter("script"), None) is not None
