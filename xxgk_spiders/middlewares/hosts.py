"""What is learned of hosts while they are asked: how they speak TLS, their pace, their soft 404."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler


class Rung(IntEnum):
    """How a host is spoken to, from what is usual down to what is left."""

    MODERN = 0
    WEAKER = 1
    WEAKEST = 2
    PLAIN = 3


@dataclass(slots=True)
class Host:
    """One host.

    `answers` is set once an answer came on its present rung. `certificate` says
    what of its certificate was accepted though it is not right; `crawl_delay` is
    in seconds, as its robots.txt asks.
    """

    rung: Rung = Rung.MODERN
    answers: bool = False
    certificate: str | None = None
    crawl_delay: float = 0.0

    def record(self) -> dict[str, Any]:
        """Return what is worth keeping for later runs and for people; empty where all is usual."""
        kept: dict[str, Any] = {}
        if self.rung and self.answers:
            kept["tls"] = self.rung.name.lower()
        if self.certificate:
            kept["certificate"] = self.certificate
        if self.crawl_delay:
            kept["crawl_delay"] = self.crawl_delay
        return kept


class HostBook:
    """The hosts of a crawl; `plain` are those that are asked over http only."""

    def __init__(self) -> None:
        self._hosts: dict[str, Host] = {}
        self.plain: set[str] = set()

    def __getitem__(self, name: str) -> Host:
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = Host()
        return host

    def climb(self, name: str, rung: Rung) -> None:
        """Have a host spoken to on a lower rung from now on."""
        host = self[name]
        host.rung, host.answers = rung, False
        if rung is Rung.PLAIN:
            self.plain.add(name)

    def remember(self, kept: Mapping[str, Any]) -> None:
        """Take up what an earlier run learned: host to `Host.record()`; what is odd is left out."""
        for name, facts in kept.items():
            rung = str(facts.get("tls", "")).upper() if isinstance(facts, Mapping) else ""
            if rung in Rung.__members__ and name not in self._hosts:
                self.climb(name, Rung[rung])

    def records(self, domains: frozenset[str]) -> dict[str, Any]:
        """Return what is worth keeping of the hosts of some registered domains."""
        return {
            name: kept
            for name, host in sorted(self._hosts.items())
            if (kept := host.record()) and any(name == d or name.endswith(f".{d}") for d in domains)
        }

    def forget(self, domains: frozenset[str]) -> None:
        """Let go of the hosts of a school that is done."""
        gone = [n for n in self._hosts if any(n == d or n.endswith(f".{d}") for d in domains)]
        for name in gone:
            del self._hosts[name]
            self.plain.discard(name)


# The plan's book where the spider has a plan: its runs remember the hosts.
_books: "WeakKeyDictionary[Crawler, HostBook]" = WeakKeyDictionary()


def host_book(crawler: Crawler) -> HostBook:
    """Return the one book of a crawler's hosts."""
    book = _books.get(crawler)
    if book is None:
        plan = getattr(crawler.spider, "plan", None)
        book = _books[crawler] = getattr(plan, "hosts", None) or HostBook()
    return book
