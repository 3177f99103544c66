"""The nouns of the search for a portal: the school, a page to ask for, what was tried, what was found."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from xxgk_spiders.discovery.portal_links import PortalLead

Role = Literal["home", "part", "lead", "collection"]
WORDED = ("portal", "card", "column", "weaker")
"""Kinds of leads that are the school's own words for a portal."""
STRONG = 0.5
"""Leads of this score are the school's own words for a portal or a page in it."""
NAMED_OTHERS = 4


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


def and_others(words: str, tried: Iterable[Tried]) -> str:
    """Add the candidates that were none, and why, in few words."""
    others = [
        f"{each.url} {each.reason}" for each in tried if each.why not in ("", "text") and each.kind == "none"
    ]
    more = f" and {len(others) - NAMED_OTHERS} more" if len(others) > NAMED_OTHERS else ""
    return f"{words}; not portals: {', '.join(others[:NAMED_OTHERS])}{more}" if others else words
