"""Portals whose every page is written by hand: a folder's `made.py` adds them one by one.

`made.make(hand)` is called with a `Freehand`; it adds pages and files, says which of them
are reports and which only look like it, and which pages one needs to see to get there.
"""

import importlib.util
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

from tests.campus import documents, generators, prose
from tests.campus.carriers import MIME, content
from tests.campus.expect import Expected, MustNot
from tests.campus.portal import Portal, PortalError
from tests.campus.publish import TEXTS
from tests.campus.site import Route, Site
from tests.campus.wire import Answer

MODULE = "made.py"
TEXT = "tongyong.txt"


def is_made(folder: Path) -> bool:
    """Whether a portal's pages are written by hand."""
    return (folder / MODULE).is_file()


class Freehand:
    """The hosts of one portal, and what is expected of it."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.name = portal.school["name"]
        self.host = portal.settings.host
        self.sites: dict[str, Site] = {}
        self.expected: list[Expected] = []
        self.must_not: list[MustNot] = []
        self.needed: set[str] = {portal.url}
        self.encoding = "utf-8"
        self.declared = "utf-8"

    @property
    def least_requests(self) -> int:
        """Count what must be asked for: see `ExpectedSchool.least_requests`."""
        return len(self.needed) + (not self.portal.settings.known)

    def url(self, target: str, host: str = "") -> str:
        """Return the whole address of a path; an address stays as it is."""
        return target if "://" in target else f"{self.portal.settings.scheme}://{host or self.host}{target}"

    def site(self, host: str = "") -> Site:
        """Return one of the hosts, made on first use."""
        name = host or self.host
        return self.sites.setdefault(name, Site(host=name))

    def route(
        self, target: str, make: Callable[[], Answer], published: date | None = None, host: str = ""
    ) -> str:
        """Add an address; returns the whole of it."""
        routes = self.site(host).routes
        if target in routes:
            raise PortalError(f"{self.portal.slug}: two pages at {target}")
        moment = datetime.combine(published or date(2024, 12, 1), time(9, 30), tzinfo=UTC)
        routes[target] = Route(make, moment)
        return self.url(target, host)

    def page(self, target: str, text: str, published: date | None = None, host: str = "") -> str:
        """Add a page in the portal's encoding."""
        charset = f"; charset={self.declared}" if self.declared else ""
        answer = Answer(body=text.encode(self.encoding), content_type=f"text/html{charset}")
        return self.route(target, lambda: answer, published, host)

    def json(self, target: str, answer: Callable[[Mapping[str, str]], Answer], host: str = "") -> str:
        """Add a path that answers any query or form."""
        self.site(host).scripts[target] = answer
        return self.url(target, host)

    def composed(self, period: str, published: date, text: str = TEXT) -> prose.Composed:
        """Make a report's text."""
        values = {
            **prose.period_values(period),
            "school": self.name,
            "short": self.portal.short,
            "site": self.portal.url,
            "code": self.portal.school["code"],
            "signed": f"{published.year}年{published.month}月{published.day}日",
        }
        return prose.compose((TEXTS / text).read_text(encoding="utf-8"), values)

    def file(self, target: str, period: str, published: date, kind: str = "pdf", host: str = "") -> str:
        """Add a report as a file."""
        composed = self.composed(period, published)

        def make() -> Answer:
            return Answer(body=content(kind, composed, composed.title), content_type=MIME[kind])

        return self.route(target, make, published, host)

    def plain_file(self, target: str, title: str, why: str, kind: str = "pdf", host: str = "") -> str:
        """Add a file that is no report; `why` is a key of falsefriends.toml."""
        lines = tuple(generators.prose_of(why, {"school": self.name, "short": self.portal.short}))
        composed = prose.Composed(title, lines, prose.Facts(0, 0, 0, 0, {}))
        answer = lambda: Answer(body=content(kind, composed, title), content_type=MIME[kind])  # noqa: E731
        url = self.route(target, answer, host=host)
        self.must_not.append(MustNot(url, title, why))
        return url

    def body(self, period: str, published: date) -> str:
        """Return a report as HTML paragraphs, its title first."""
        composed = self.composed(period, published)
        return documents.html_body((composed.title, *composed.lines))

    def words(self, why: str) -> str:
        """Return the paragraphs of what is no report."""
        values = {"school": self.name, "short": self.portal.short}
        return documents.html_body(generators.prose_of(why, values))

    def expect(
        self,
        period: str,
        title: str,
        published: date,
        page: str,
        document: str = "",
        format_: str = "html",
        via: Iterable[str] = (),
    ) -> None:
        """Note a report; `via` are the pages that one has to see to find it."""
        composed = self.composed(period, published)
        document = document or page
        self.needed |= {page, document, *map(self.url, via)}
        self.expected.append(
            Expected(
                school_code=self.portal.school["code"],
                school_name=self.name,
                period=period,
                title=title,
                page_url=page,
                document_url=document,
                format=format_,
                published=published,
                text=composed.text,
                facts=composed.facts,
            )
        )

    def refuse(self, url: str, title: str, why: str) -> None:
        """Note an address that only looks like a report."""
        self.must_not.append(MustNot(url, title, why))

    def notices(self, seed: str, count: int, first: int = 2014, last: int = 2024) -> list[generators.Filler]:
        """Make notices that fill a list, newest first."""
        return generators.fillers(self.name, self.portal.short, seed, count, first, last)


def make(portal: Portal) -> Freehand:
    """Run a folder's `made.py`."""
    path = portal.folder / MODULE
    spec = importlib.util.spec_from_file_location(f"campus_{portal.slug}", path)
    if spec is None or spec.loader is None:
        raise PortalError(f"{path} is no module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    hand = Freehand(portal)
    module.make(hand)
    return hand


def years(first: int, last: int) -> list[tuple[str, date]]:
    """Return the periods that begin in `first` to `last`, newest first, with a day of publication."""
    return [(f"{y}-{y + 1}", date(y + 1, 10, 20 + y % 11)) for y in range(last, first - 1, -1)]
