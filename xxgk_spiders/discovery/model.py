"""The nouns of discovery: a decoded page, its links, and what a text says."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple

from lxml.html import HtmlElement

from xxgk_spiders.platforms import Platform

Carrier = Literal["anchor", "viewer", "frame", "object", "script", "refresh", "area"]


@dataclass(frozen=True, slots=True)
class Page:
    """One decoded HTML page.

    `url` is the final address (after redirects), `base` what relative links
    refer to, `title` the `<title>` with white space folded, `platform` the
    site-building system whose fingerprints this page shows.
    """

    url: str
    base: str
    html: str
    encoding: str
    tree: HtmlElement
    title: str
    platform: Platform


class Link(NamedTuple):
    """One way that a page leads on.

    `url` is absolute and has no fragment. `text` is the fullest label there is
    (the title attribute where the visible text is cut). `context` is the column
    heading or breadcrumb it stands under; `label` what stands before it in its row,
    where it says no more than a year. `is_file` is a guess by the address
    and name only: bytes decide. `in_content` is False in navigation, side
    columns and footers. `form` is what has to be posted to the address (url-encoded),
    empty for what is simply asked for.
    """

    url: str
    text: str
    carrier: Carrier = "anchor"
    context: str = ""
    is_file: bool = False
    in_content: bool = True
    form: str = ""
    label: str = ""


class Verdict(StrEnum):
    """What a link's or page's wording says it is."""

    REPORT = "report"
    COLUMN = "column"
    LIST = "list"
    PORTAL = "portal"
    FALSE_FRIEND = "false_friend"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, its reason as a short code, and the period that the text names.

    `period` is a label as in the codebook (`2022-2023`, `2023`), None where the
    text names none. A single year is kept as the text says it: whether it means
    an academic year is for the report's own text to say.
    """

    verdict: Verdict
    reason: str
    period: str | None = None

    @property
    def names_report(self) -> bool:
        """Whether a text has the report's own name, be it without a year, as the name of its column has."""
        return self.verdict is Verdict.REPORT or (
            self.verdict is Verdict.COLUMN and self.reason != "column_generic"
        )


@dataclass(frozen=True, slots=True)
class Article:
    """A detail page: what it is called, when it appeared, how much it says.

    `body_chars` counts the characters of the body without white space; `files`
    are the attachments and embedded documents that belong to the article; `holds`
    says that the page has a document within itself: `embedded` (base64) or `images`;
    `pictures` are these, in order: addresses, or data: URIs as written.
    `elsewhere` are links of the body to WeChat articles and network drives.
    """

    title: str
    published: date | None
    body_chars: int
    body_text: str
    files: tuple[Link, ...] = field(default_factory=tuple)
    holds: str = ""
    pictures: tuple[str, ...] = field(default_factory=tuple)
    elsewhere: tuple[Link, ...] = field(default_factory=tuple)
