"""What on a page may lead to the school's disclosure portal (信息公开网), the best first.

The school's own words decide: the text of a link, its picture's, its title, the
heading of its card, the words beside its address in a script. An address alone is
the weakest hint, for xxgk also stands for 学校概况.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from xxgk_spiders.discovery.model import Judgement, Link, Page, Verdict
from xxgk_spiders.discovery.normal import normalise
from xxgk_spiders.discovery.portal_ways import MAX_CARD_CHARS, SLUG, WORD, shown_links
from xxgk_spiders.discovery.portal_words import usual
from xxgk_spiders.discovery.tables import any_of, table
from xxgk_spiders.discovery.urls import canonical, kind_of, registered_domain
from xxgk_spiders.discovery.wording import judge

DEEPER = 0.9
"""What a page behind the home page says counts for so much of what the home page says."""
OTHER_SCHOOLS = 0.8
ELSEWHERE = 0.4
"""Nobody but a school can have a name under edu.cn; elsewhere copies of portals are found, too."""

_DATA = table("portal")
_LINKS = _DATA["links"]
_SCORES: dict[str, float] = _DATA["scores"]
_WEAKER = frozenset(_LINKS["weaker"])
_INSIDE = frozenset(_LINKS["inside"])
_HOSTS = frozenset(_LINKS["hosts"])
_FOLDERS = frozenset(_LINKS["folders"])
_NEVER: tuple[str, ...] = tuple(_LINKS["never_domains"])
_FOREIGN = re.compile(any_of(_LINKS["foreign"]))
_KEEPERS = re.compile(any_of(_DATA["collections"]["keepers"]))
_OF_ALL = re.compile(any_of(_DATA["collections"]["of_all"]))
_LATIN = re.compile(r"[a-z]+")
_GENERIC = frozenset(table("links")["generic_labels"])
_ABOUT = frozenset([*_DATA["page"]["about_titles"], *_DATA["page"]["about_items"]])


@dataclass(frozen=True, slots=True)
class PortalLead:
    """An address that may be the portal, and the words that say so.

    `why` is a key of `scores` in `portal.toml`, or seed, guess, hub, collection; `way` is
    how the page shows the link (anchor, area, script, frame …); `on` the page that
    has it, empty where nobody linked it.
    """

    url: str
    text: str
    why: str
    score: float
    way: str = "anchor"
    on: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """A link with the words that was left out, and why."""

    url: str
    text: str
    why: str


def portal_leads(page: Page, school: str, *, depth: int = 0) -> tuple[list[PortalLead], list[Refused]]:
    """Find what on a page may lead to the portal, best first, and what only seems to.

    `school` is the school's names joined by `|`. A page behind the home page
    (`depth` above 0) speaks with less weight. Never raises on any page.
    """
    best: dict[str, PortalLead] = {}
    refused: dict[str, Refused] = {}
    here, domain = canonical(page.url), registered_domain(urlsplit(page.url).hostname or "")
    for link in shown_links(page):
        key = canonical(link.url)
        if key == here or kind_of(link.url) != "page":
            continue
        lead, why = _weigh(link, school)
        if lead is None:
            if why:
                refused.setdefault(key, Refused(link.url, link.text[:60], why))
            continue
        share = 1.0 if lead.why == "collection" else _share_of_domain(link.url, domain)
        lead = replace(lead, on=page.url, depth=depth, score=lead.score * share * DEEPER**depth)
        if key not in best or best[key].score < lead.score:
            best[key] = lead
    leads = sorted(best.values(), key=lambda lead: -lead.score)
    return leads, [refusal for key, refusal in refused.items() if key not in best]


def _share_of_domain(url: str, own: str) -> float:
    domain = registered_domain(urlsplit(url).hostname or "")
    if domain == own:
        return 1.0
    return OTHER_SCHOOLS if domain.endswith(".edu.cn") else ELSEWHERE


def _weigh(link: Link, school: str) -> tuple[PortalLead | None, str]:
    """Weigh one link; without a lead, why a link that speaks of disclosure is none."""
    plain = normalise(link.text)
    text = usual(plain, school)
    judged = _judged(link.text if text == plain else text, text, school)
    host = (urlsplit(link.url).hostname or "").lower()
    speaks = "公开" in text or judged.verdict is Verdict.REPORT
    if is_nobodys(host):
        return None, "foreign_site" if speaks else ""
    if WORD in text and _is_collection(text, host):
        return PortalLead(link.url, link.text[:60], "collection", _SCORES["collection"], link.carrier), ""
    if speaks and _FOREIGN.search(text) and judged.verdict is not Verdict.REPORT:
        return None, "government"
    why = _why(link, text, judged)
    if why == "weaker" and host.endswith(".gov.cn"):
        return None, "government"
    if why:
        url = _origin(link.url) if why in ("address", "report") and _is_portal_host(host) else link.url
        return PortalLead(url, link.text[:60], why, _SCORES[why], link.carrier), ""
    return None, judged.reason if speaks else ""


def _judged(label: str, text: str, school: str) -> Judgement:
    """Judge a label; of one in two languages (信息公开 Information) the Chinese."""
    judged = judge(label, school=school)
    if judged.verdict is Verdict.OTHER and WORD in text:
        return judge(_LATIN.sub("", text), school=school)
    return judged


def _is_collection(text: str, host: str) -> bool:
    """Whether a link leads to where a province keeps the reports of all its schools."""
    if host.endswith(".gov.cn"):
        return _OF_ALL.search(text) is not None
    return _KEEPERS.search(text) is not None and ("报告" in text or "年报" in text)


def is_nobodys(host: str) -> bool:
    """Whether a host is no school's: a network of people, a search engine, the ministry."""
    return any(host == domain or host.endswith(f".{domain}") for domain in _NEVER)


def _why(link: Link, text: str, judged: Judgement) -> str:
    """Which kind of lead a link is, a key of `scores`; empty for none."""
    if link.context == SLUG:
        return "address"
    if text in _WEAKER:
        return "weaker"
    if judged.verdict is Verdict.PORTAL:
        return "card" if link.context == WORD else "portal"
    if judged.verdict is Verdict.COLUMN and judged.reason != "column_generic":
        return "column"
    if judged.verdict is Verdict.REPORT and judged.reason in ("title", "cover"):
        return "report"
    if text in _INSIDE:
        return "inside"
    if link.text in _GENERIC and judge(link.context).verdict in (Verdict.PORTAL, Verdict.COLUMN):
        return "card"
    if judged.verdict is Verdict.OTHER and WORD in text and len(text) <= MAX_CARD_CHARS:
        return "card" if link.context == WORD else "mentions"
    if judged.verdict is Verdict.FALSE_FRIEND or text in _ABOUT:
        return ""
    return "address" if _has_address(link.url) else ""


def _has_address(url: str) -> bool:
    """Whether an address is one that portals have: its host's first label, or its only folder."""
    parsed = urlsplit(url)
    if _is_portal_host(parsed.hostname or ""):
        return True
    *folders, name = parsed.path.lower().split("/")[1:] or [""]
    if not folders:
        return name.partition(".")[0] in _FOLDERS
    return len(folders) == 1 and folders[0] in _FOLDERS and name.partition(".")[0] in ("", "index", "main")


def _is_portal_host(host: str) -> bool:
    return host.lower().removeprefix("www.").partition(".")[0] in _HOSTS


def _origin(url: str) -> str:
    return "/".join(url.split("/", 3)[:3]) + "/"
