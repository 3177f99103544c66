"""Hosts and what they answer: routes made on first request and kept."""

import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote

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
SESSION = re.compile(r";jsessionid=[0-9A-F]{1,40}", re.IGNORECASE)
NO_HEADERS: Mapping[str, str] = {}
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

    `scripts` answer their path for any query or form. `validators` is as in
    `wire.with_validators`; `headers` go with every answer.
    """

    host: str
    routes: dict[str, Route] = field(default_factory=dict)
    scripts: dict[str, Callable[[Mapping[str, str]], Answer]] = field(default_factory=dict)
    missing: Answer = field(default_factory=lambda: html_answer("<h1>404</h1>", status=404))
    validators: str = "none"
    headers: tuple[tuple[str, str], ...] = ()
    fallback: Callable[[str], Answer] | None = None
    quirk: Quirk | None = None
    http: str = "ok"
    https: str = "ok"
    _index: dict[str, dict[frozenset[tuple[str, str]], Route]] = field(default_factory=dict)
    _indexed: int = -1

    def reach(self, scheme: str) -> str:
        """Whether a connection succeeds: ok, refused; for TLS also broken, old or weak."""
        return self.https if scheme == "https" else self.http

    def respond(
        self, target: str, headers: Mapping[str, str] = NO_HEADERS, form: str | None = None
    ) -> tuple[Answer, Quirk | None]:
        """Return the answer to a path and query, and the quirk that the server must play.

        `form` is the body of a POST, None for other methods.
        """
        if form is not None and (script := self.scripts.get(target.partition("?")[0])):
            return script(_fields(target, form)), None
        route = self.routes.get(target) or self._alike(target)
        if route is None:
            if self.quirk is None or (target == "/robots.txt" and not self.quirk.total):
                return self._unknown(target), None
            return self.quirk.apply(html_answer(BLANK), target, 1, headers), self.quirk
        answer = route.answer or self._make(route)
        quirk = route.quirk or self.quirk
        if quirk is None:
            return answer, None
        route.visits += 1
        return quirk.apply(answer, target, route.visits, headers), quirk

    def _alike(self, target: str) -> Route | None:
        """Find the page of an address that is only written otherwise: session id, order of a query."""
        plain = SESSION.sub("", target)
        if plain != target and plain in self.routes:
            return self.routes[plain]
        path, mark, query = plain.partition("?")
        if not mark:
            return self.routes.get(quote(path, safe="/%")) if not path.isascii() else None
        if path not in self._queries:
            return None
        return self._queries[path].get(frozenset(parse_qsl(query)))

    @property
    def _queries(self) -> dict[str, dict[frozenset[tuple[str, str]], Route]]:
        """The routes with a query, by path and set of fields; made anew when routes were added."""
        if self._indexed != len(self.routes):
            self._index.clear()
            for target, route in self.routes.items():
                path, mark, query = target.partition("?")
                if mark:
                    self._index.setdefault(path, {})[frozenset(parse_qsl(query))] = route
            self._indexed = len(self.routes)
        return self._index

    def _make(self, route: Route) -> Answer:
        """Make a route's answer once."""
        answer = with_validators(route.make(), self.validators, route.changed)
        answer.headers += self.headers
        route.answer = answer
        return answer

    def _unknown(self, target: str) -> Answer:
        """Answer an address that has no route."""
        path = target.partition("?")[0]
        if script := self.scripts.get(path):
            return script(_fields(target, ""))
        dot = path.rfind(".")
        found = DECORATION.get(path[dot:].lower()) if dot >= 0 else None
        if found or path == "/_visitcount":
            kind, body = found or ("image/gif", PIXEL)
            return Answer(content_type=kind, body=body)
        return self.fallback(target) if self.fallback else self.missing


def _fields(target: str, form: str) -> dict[str, str]:
    """Return the fields of a query and of a form together."""
    query = target.partition("?")[2]
    return {key: value for part in (query, form) for key, value in parse_qsl(part)}


class Web:
    """All hosts. Sites may be added while the server runs; those added `later` are built when asked for."""

    def __init__(self) -> None:
        self._sites: dict[str, Site] = {}
        self._later: dict[str, Callable[[], dict[str, Site]]] = {}
        self._lock = threading.Lock()

    def site(self, host: str) -> Site | None:
        """Return the host's site, None where the name does not resolve."""
        if host not in self._sites and host in self._later:
            self.add(self._later[host]())
            self._later.pop(host, None)
        return self._sites.get(host)

    def add(self, sites: dict[str, Site]) -> None:
        """Add or replace hosts."""
        with self._lock:
            self._sites = {**self._sites, **sites}

    def add_later(self, hosts: Iterable[str], build: Callable[[], dict[str, Site]]) -> None:
        """Add hosts that `build` makes once one of them is asked for."""
        self._later.update(dict.fromkeys(hosts, build))

    @property
    def hosts(self) -> list[str]:
        """The names that resolve."""
        return sorted({*self._sites, *self._later})
