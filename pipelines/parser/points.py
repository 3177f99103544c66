"""Practices, problems and measures: the points of the section on experience."""

from dataclasses import dataclass, field

from pipelines.parser.model import Section
from pipelines.parser.view import Document, Span


@dataclass(slots=True)
class Points:
    """The points of a report, and where each stands (`practices.0` to its span)."""

    practices: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)


def read_points(doc: Document, sections: list[Section]) -> Points:
    """The points that the sections on experience make, enumerated or not."""
    return Points()
