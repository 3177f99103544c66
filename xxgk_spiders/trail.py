"""What a school's crawl looked at, in order: why each page was asked for, and what came of it."""

from dataclasses import dataclass, field
from typing import Any

from xxgk_spiders.frontier import Lead

MAX_VISITS = 400
"""More than a site's budget of pages: only a fault could write more."""
MAX_LEFT = 8
LOOKED = "looked"
"""The outcome of a page that was read; every other one is a named outcome."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One page that was asked for.

    `parent` is the page that its link stood on, empty for the first. `documents`
    and `leads` count what it gave. `detail` says more of `outcome`.
    """

    url: str
    parent: str
    text: str
    reason: str
    score: float
    outcome: str
    detail: str = ""
    documents: int = 0
    leads: int = 0

    def record(self) -> dict[str, Any]:
        """Return the visit as it is stored: without what is empty."""
        named = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in named.items() if value not in ("", 0)}


@dataclass(slots=True)
class Trail:
    """The visits of one school, and how its crawl stopped."""

    visits: list[Visit] = field(default_factory=list)

    def note(
        self, lead: Lead, outcome: str, detail: str | None = None, *, documents: int = 0, leads: int = 0
    ) -> None:
        """Add a visit."""
        if len(self.visits) < MAX_VISITS:
            parent = lead.path[-1].url if lead.path else ""
            self.visits.append(
                Visit(
                    lead.url,
                    parent,
                    lead.text,
                    lead.reason,
                    round(lead.score, 2),
                    outcome,
                    detail or "",
                    documents,
                    leads,
                )
            )

    def record(self, stopped: str, left: list[Lead]) -> dict[str, Any]:
        """Return the trail as it is stored; `left` are the best leads that were not followed."""
        return {
            "visits": [visit.record() for visit in self.visits],
            "stopped": stopped,
            "left": [
                {
                    "url": lead.url,
                    "text": lead.text,
                    "reason": lead.reason,
                    "score": round(lead.score, 2),
                    "parent": lead.path[-1].url if lead.path else "",
                }
                for lead in left[:MAX_LEFT]
            ],
        }
