"""The nouns of the search for a portal: the school, a page to ask for, what was tried, what was found."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pipelines.outcomes import DocumentOutcome, SiteOutcome
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.portal_collections import Collection
from xxgk_spiders.discovery.portal_links import PortalLead
from xxgk_spiders.discovery.portal_page import Appraisal

Role = Literal["home", "part", "lead", "collection"]
WORDED = ("portal", "card", "column", "weaker")
"""Kinds of leads that are the school's own words for a portal."""
STRONG = 0.5
"""Leads of this score are the school's own words for a portal or a page in it."""
NAMED_OTHERS = 4
_SITE_OUTCOMES = {
    DocumentOutcome.ROBOTS: SiteOutcome.ROBOTS,
    DocumentOutcome.FORBIDDEN: SiteOutcome.BLOCKED,
    DocumentOutcome.CAPTCHA: SiteOutcome.CAPTCHA,
    DocumentOutcome.EMPTY: SiteOutcome.UNREADABLE,
    DocumentOutcome.TOO_LARGE: SiteOutcome.UNREADABLE,
    DocumentOutcome.NOT_A_DOCUMENT: SiteOutcome.UNREADABLE,
}


@dataclass(frozen=True, slots=True)
class School:
    """What the search knows of a school: names joined by `|`, the roster's home page and domain, hints.

    `hints` are addresses from elsewhere that nobody has confirmed; `collections` are
    pages of its province that list the schools' reports.
    """

    names: str
    homepage: str = ""
    domain: str = ""
    hints: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A page to ask for. `linked` says that a page of the school's own leads there."""

    url: str
    role: Role
    lead: PortalLead | None = None

    @property
    def is_guess(self) -> bool:
        """Whether nobody said that there is such a page."""
        return self.lead is not None and self.lead.why == "guess"

    @property
    def linked(self) -> bool:
        """Whether the school's own words lead there: then its domain may be another."""
        if self.role in ("home", "collection"):
            return True
        return self.lead is not None and bool(self.lead.on) and self.lead.why in WORDED


@dataclass(slots=True)
class Tried:
    """A page that was looked at, or a link that was not, and what it is."""

    url: str
    text: str
    why: str
    on: str
    kind: str
    reason: str
    title: str = ""
    signs: dict[str, int] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """Return it as plain values, the empty ones left out."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class FoundPortal:
    """The portal, and how it is known.

    `grade` is A where reports or their column were seen on it, B where it is one by
    its page, C where only the school's own link says so. `derived` says that nobody
    linked it: it was found where portals often are.
    """

    url: str
    column_url: str
    grade: str
    derived: bool
    evidence: dict[str, Any]


def site_outcome(outcome: SiteOutcome | DocumentOutcome) -> SiteOutcome:
    """Return how a search ends where the page that must be the portal came to this."""
    if isinstance(outcome, SiteOutcome):
        return outcome
    return _SITE_OUTCOMES.get(outcome, SiteOutcome.UNREACHABLE)


def portal_of_collection(seen: Collection, page: Page, lead: PortalLead | None) -> FoundPortal:
    """Return a school's entry in a province's collection as its portal, else the collection's page itself."""
    evidence: dict[str, Any] = {"why": "collection", "title": page.title[:120]}
    evidence |= {"text": lead.text if lead else seen.text, "on": lead.on if lead else page.url}
    evidence["signs"] = {"schools": seen.schools, "reports": seen.reports}
    column = page.url if seen.entry else seen.column
    return FoundPortal(seen.entry or page.url, column, "B", derived=False, evidence=evidence)


def evidence_of(lead: PortalLead, seen: Appraisal) -> dict[str, Any]:
    """Return how a portal is known, as plain values: the words that lead there and what the page says."""
    evidence = {
        "why": lead.why,
        "text": lead.text,
        "way": lead.way if lead.on else "",
        "on": lead.on,
        "title": seen.title,
        "page": seen.reason,
        "signs": seen.signs,
        "names_school": seen.names_school,
    }
    return {name: value for name, value in evidence.items() if value}


def why_none(words: str, tried: Sequence[Tried]) -> str:
    """Say why there is no portal, if not in `words`, and which candidates were none."""
    if not words:
        seen = any(each.on and each.kind == "none" and each.why not in ("text", "hub") for each in tried)
        words = (
            "no page that the home page links is a portal" if seen else "no link to a portal on the home page"
        )
    others = [
        f"{each.url} {each.reason}"
        for each in tried
        if each.why not in ("", "text", "hub") and each.kind == "none"
    ]
    more = f" and {len(others) - NAMED_OTHERS} more" if len(others) > NAMED_OTHERS else ""
    return f"{words}; not portals: {', '.join(others[:NAMED_OTHERS])}{more}" if others else words
