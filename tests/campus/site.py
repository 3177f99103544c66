"""Hosts and what they answer: routes made on first request and kept."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.campus.quirks import Quirk
from tests.campus.wire import Answer, html_answer, with_validators

PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
DECORATION = {
    ".css": ("text/css", b"/* */"),
    ".js": ("application/javascript", b"/* */"),
    ".gif": ("image/gif", PIXEL),
    ".png": ("image/gif", PIXEL),
    ".jpg": ("image/gif", PIXEL),
    ".ico": ("image/gif", PIXEL),
}
"""What pages refer to and no one reads: answered alike on every host."""
BLANK = "<!DOCTYPE html><html><head><title></title></head><body></body></html>"


@dataclass(slots=True)
class Route:
    """One address: made on first request; `visits` counts where a quirk may need it."""

    make: Callable[[], Answer]
    changed: datetime = datetime(2024, 1, 1, tzinfo=UTC)
    quirk: Quirk | None = None
    visits: int = 0
    answer: Answer | None = None


@dataclass(slots=True)
class Site:
    """One host: its routes, what it answers to the rest, and whether it can be reached.

    `validators` is as in `wire.with_validators`; `headers` go with every answer.
    """

    host: str
    routes: dict[str, Route] = field(default_factory=dict)
    missing: Answer = field(default_factory=lambda: html_answer("<h1>404</h1>", status=404))
    validators: str = "none"
    headers: tuple[tuple[str, str], ...] = ()
    fallback: Callable[[str], Answer] | None = None
    quirk: Quirk | None = None
    http: str = "ok"
    https: str = "ok"

    def reach(self, scheme: str) -> str:
        """Whether a connection succeeds: ok, refused or broken (TLS only)."""
        return self.https if scheme == "https" else self.http

    def respond(self, target: str) -> tuple[Answer, Quirk | None]:
        """Return the answer to a path and query, and the quirk that the server must play."""
        route = self.routes.get(target)
        if route is None:
            if self.quirk is None or (target == "/robots.txt" and not self.quirk.total):
                return self._unknown(target), None
            return self.quirk.apply(html_answer(BLANK), target, 1), self.quirk
        answer = route.answer or self._make(route)
        quirk = route.quirk or self.quirk
        if quirk is None:
            return answer, None
        route.visits += 1
        return quirk.apply(answer, target, route.visits), quirk

    def _make(self, route: Route) -> Answer:
        """Make a route's answer once."""
        answer = with_validators(route.make(), self.validators, route.changed)
        answer.headers += self.headers
        route.answer = answer
        return answer

    def _unknown(self, target: str) -> Answer:
        """Answer an address that has no route."""
        path = target.partition("?")[0]
        dot = path.rfind(".")
        found = DECORATION.get(path[dot:].lower()) if dot >= 0 else None
        if found or path == "/_visitcount":
            kind, body = found or ("image/gif", PIXEL)
            return Answer(content_type=kind, body=body)
        return self.fallback(target) if self.fallback else self.missing


class Web:
    """All hosts. Sites may be added while the server runs."""

    def __init__(self) -> None:
        self._sites: dict[str, Site] = {}
        self._lock = threading.Lock()

    def site(self, host: str) -> Site | None:
        """Return the host's site, None where the name does not resolve."""
        return self._sites.get(host)

    def add(self, sites: dict[str, Site]) -> None:
        """Add or replace hosts."""
        with self._lock:
            self._sites = {**self._sites, **sites}

    @property
    def hosts(self) -> list[str]:
        """The names that resolve."""
        return sorted(self._sites)
