"""The report object: what the parser states about one document."""

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from pipelines.parser.view import Span

SCHEMA = "xxgk.report/1"


class Kind(StrEnum):
    """What a document is."""

    ANNUAL_REPORT = "annual_report"
    INVENTORY = "inventory"
    COVER = "cover"
    NOTICE = "notice"
    OTHER_REPORT = "other_report"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Context:
    """What the crawler knows of a document that the text may have lost.

    `title` is the list's or page's wording, `published` the page's date. Used
    only where the text is silent, and every use leaves a warning. `links` are
    (start, end, address): what stretches of the text link to, by its offsets.
    """

    title: str | None = None
    school_name: str | None = None
    school_code: str | None = None
    published: date | None = None
    links: tuple[tuple[int, int, str], ...] = ()


@dataclass(slots=True)
class School:
    """The school: its name as printed, its ten-digit code where the roster has it."""

    name: str | None = None
    code: str | None = None


@dataclass(slots=True)
class Period:
    """The statistics window; `declared` where the report states it as dates."""

    kind: str | None = None
    label: str | None = None
    start: date | None = None
    end: date | None = None
    declared: bool = False


@dataclass(slots=True)
class Contact:
    """Whom the report names for questions about itself."""

    office: str | None = None
    address: str | None = None
    postcode: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """A rule, notice or law that the report cites."""

    title: str
    number: str | None


@dataclass(slots=True)
class Subheading:
    """A heading below a section's; offsets as in `Section`, `ordinal` None where it has no number."""

    ordinal: int | None
    heading: str
    start: int
    end: int
    children: list["Subheading"] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """A top-level section; `body` is where its heading ends."""

    code: str
    ordinal: int
    heading: str
    start: int
    end: int
    body: int
    subheadings: list[Subheading] = field(default_factory=list)


@dataclass(slots=True)
class Requests:
    """依申请公开: applications as counts, fees in CNY; None where not stated."""

    received: int | None = None
    answered: int | None = None
    granted: int | None = None
    partly_granted: int | None = None
    refused: int | None = None
    not_held: int | None = None
    already_public: int | None = None
    other: int | None = None
    by_channel: dict[str, int | None] = field(
        default_factory=lambda: dict.fromkeys(("email", "letter", "in_person", "online", "phone", "fax"))
    )
    fee_charged: float | None = None
    fee_waived: float | None = None


@dataclass(slots=True)
class Complaints:
    """举报, 复议, 诉讼 as counts; None where the report does not mention them."""

    reports: int | None = None
    reconsiderations: int | None = None
    lawsuits: int | None = None


@dataclass(slots=True)
class Figure:
    """A published quantity; the codes of `channel` and `measure` are the codebook's.

    `value` is in base units (29.5万 is 295000), `unit` as printed without 万 and
    亿. `start` and `end` are the number's with its unit.
    """

    value: float
    unit: str | None
    qualifier: str
    channel: str | None
    measure: str
    section: str
    label: str | None
    as_of: date | None
    quote: str
    start: int
    end: int


@dataclass(slots=True)
class InventoryRow:
    """A row of 清单事项公开情况表, merged cells filled down; `number` is the ministry's 1 to 50."""

    number: int | None
    category: str | None
    item: str | None
    department: str | None
    url: str | None


@dataclass(slots=True)
class Report:
    """One parsed document (schema xxgk.report/1).

    `evidence` maps a dotted field path to half-open offsets into the text that
    was given; list items by index (`legal_basis.0`, `practices.0`, `inventory.0`).
    """

    kind: Kind = Kind.OTHER
    school: School = field(default_factory=School)
    title: str | None = None
    period: Period = field(default_factory=Period)
    document_number: str | None = None
    addressee: str | None = None
    signed_by: str | None = None
    signed_on: date | None = None
    contact: Contact = field(default_factory=Contact)
    portal_url: str | None = None
    legal_basis: list[Basis] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    requests: Requests = field(default_factory=Requests)
    complaints: Complaints = field(default_factory=Complaints)
    figures: list[Figure] = field(default_factory=list)
    practices: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    inventory: list[InventoryRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    evidence: dict[str, Span] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The object of the codebook: plain values, dates in ISO form, plus `evidence`."""
        plain = _plain(asdict(self))
        for section in plain["sections"]:
            del section["body"]
        return {"schema": SCHEMA, **plain}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
