"""What a school's crawl will look at next: the most promising link first."""

import heapq
from dataclasses import dataclass, field
from itertools import count

from xxgk_spiders.discovery.model import Judgement
from xxgk_spiders.discovery.urls import canonical
from xxgk_spiders.items import Step


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to look at, why, and how it was come by.

    `score` is between 0 and 1. `path` are the pages before it, the portal
    first. `list_pages` counts the pages of one list that were leafed through.
    """

    url: str
    text: str
    score: float
    reason: str
    judgement: Judgement
    path: tuple[Step, ...] = ()
    list_pages: int = 0

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
        key = canonical(lead.url)
        if key in self._taken or self._best.get(key, 0.0) >= lead.score:
            return False
        self._best[key] = lead.score
        heapq.heappush(self._heap, (-lead.score, next(self._order), lead))
        return True

    def pop(self) -> Lead | None:
        """Give the most promising lead, the earliest of equals; None when there are none."""
        while self._heap:
            lead = heapq.heappop(self._heap)[2]
            if self.take(lead.url):
                return lead
        return None

    def take(self, url: str) -> bool:
        """Mark a page as looked at; False where it was already."""
        key = canonical(url)
        if key in self._taken:
            return False
        self._taken.add(key)
        return True

    def knows(self, url: str) -> bool:
        """Whether a page is queued or was looked at."""
        key = canonical(url)
        return key in self._taken or key in self._best

    def __len__(self) -> int:
        return len(self._heap)
