"""What a school's crawl will look at next: the most promising link first."""

import heapq
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import count

from xxgk_spiders.discovery.model import Judgement, Verdict
from xxgk_spiders.discovery.urls import canonical
from xxgk_spiders.items import Step

ITEM_OF_COLUMN = "item_of_column"
"""The reason of a link that nothing speaks for but the column that it stands in."""


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to look at, why, and how it was come by.

    `score` is between 0 and 1. `path` are the pages before it, the portal
    first. `list_pages` counts the pages of one list that were leafed through. `form` is
    what is posted to the address; empty where it is simply asked for.
    `barren` counts the pages of a list in a row, up to the one before, that gave no new
    report; `fruitful` says whether any of its pages gave one; `oldest` is the oldest date
    among the items of the page before.
    """

    url: str
    text: str
    score: float
    reason: str
    judgement: Judgement
    path: tuple[Step, ...] = ()
    list_pages: int = 0
    form: str = ""
    barren: int = 0
    fruitful: bool = False
    oldest: date | None = None

    @property
    def key(self) -> str:
        """What names the page, however its address is written; a form's answer is a page of its own."""
        key = canonical(self.url)
        return f"{key}#{sha256(self.form.encode()).hexdigest()}" if self.form else key

    @property
    def is_list(self) -> bool:
        """Whether the page should list reports, by its link."""
        return self.judgement.verdict in (Verdict.COLUMN, Verdict.LIST, Verdict.PORTAL)

    @property
    def column(self) -> str | None:
        """The list that an item stands in, also where other items led to it (a calendar); else None."""
        if self.reason != ITEM_OF_COLUMN:
            return None
        return next((step.url for step in reversed(self.path) if step.reason != ITEM_OF_COLUMN), None)

    @property
    def step(self) -> Step:
        """This lead as a step of later paths."""
        return Step(self.url, self.text, self.reason, self.judgement.verdict.value, self.score)


@dataclass(slots=True)
class Frontier:
    """A priority queue that gives every page once, whatever its address is written like."""

    _heap: list[tuple[float, int, Lead]] = field(default_factory=list)
    _best: dict[str, float] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _order: count = field(default_factory=count)  # type: ignore[type-arg]

    def push(self, lead: Lead) -> bool:
        """Take a lead, unless its page was taken or is queued with as good a score."""
        key = lead.key
        if key in self._taken or self._best.get(key, 0.0) >= lead.score:
            return False
        self._best[key] = lead.score
        heapq.heappush(self._heap, (-lead.score, next(self._order), lead))
        return True

    def pop(self) -> Lead | None:
        """Give the most promising lead, the earliest of equals; None when there are none."""
        while self._heap:
            lead = heapq.heappop(self._heap)[2]
            if self._take(lead.key):
                return lead
        return None

    def put_back(self, lead: Lead) -> None:
        """Take a lead back that was given and not followed."""
        self._taken.discard(lead.key)
        heapq.heappush(self._heap, (-lead.score, next(self._order), lead))

    def take(self, url: str) -> bool:
        """Mark a page as looked at; False where it was already."""
        return self._take(canonical(url))

    def _take(self, key: str) -> bool:
        if key in self._taken:
            return False
        self._taken.add(key)
        return True

    def best(self) -> list[Lead]:
        """Return what is queued and was not looked at, the most promising first."""
        waiting = (lead for _, _, lead in sorted(self._heap, key=lambda entry: entry[:2]))
        unique = {lead.key: lead for lead in waiting if lead.key not in self._taken}
        return list(unique.values())

    def knows(self, url: str) -> bool:
        """Whether a page is queued or was looked at."""
        key = canonical(url)
        return key in self._taken or key in self._best

    def __len__(self) -> int:
        return len(self._heap)
