"""What a crawl of the campus must bring home, and what it must not."""

from dataclasses import dataclass
from datetime import date

from tests.campus.prose import Facts


@dataclass(frozen=True, slots=True)
class Expected:
    """One rendition of one report: the address of its page and of its bytes.

    `format` is html, pdf or docx. `outcome` is the document's. `alternates` are
    further pairs of (page, document) under which the same bytes are linked. A
    direct link from a list has no page of its own: both addresses are the
    file's. `title` is the fullest wording that leads there; `text` is what the
    document says, title first; `facts` is None where the text was not composed.
    """

    school_code: str
    school_name: str
    period: str
    title: str
    page_url: str
    document_url: str
    format: str
    published: date
    text: str
    facts: Facts | None = None
    outcome: str = "read"
    alternates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MustNot:
    """An address that looks like a report and is none; `why` says what it is."""

    url: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class ExpectedSchool:
    """One school: where it is, how its crawl must end, what must be found.

    `least_requests` is what a person needs who knows the site: the portal's
    home page, each list page that shows a report, each report's page and file
    (robots.txt not counted). `accept` are outcomes that are right as well.
    """

    slug: str
    code: str
    name: str
    homepage: str
    portal_url: str
    hosts: tuple[str, ...]
    platform: str
    outcome: str
    accept: tuple[str, ...]
    least_requests: int
    reports: tuple[Expected, ...]
    must_not: tuple[MustNot, ...]
    known: bool = True
    right: tuple[str, ...] = ()

    @property
    def readable(self) -> tuple[Expected, ...]:
        """The renditions that give a text."""
        return tuple(report for report in self.reports if report.outcome == "read")

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods with at least one readable rendition, sorted."""
        return tuple(sorted({report.period for report in self.readable}))
