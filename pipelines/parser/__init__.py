"""The one parser: a document's text becomes a report object with evidence. Pure."""

from pipelines.parser.model import (
    SCHEMA,
    Basis,
    Complaints,
    Contact,
    Context,
    Kind,
    Period,
    Report,
    Requests,
    School,
    Section,
)
from pipelines.parser.reading import parse
from pipelines.parser.roster import Roster

VERSION = "1"
"""Version of what the parser says; raised when the same text would be read otherwise."""

__all__ = [
    "SCHEMA",
    "VERSION",
    "Basis",
    "Complaints",
    "Contact",
    "Context",
    "Kind",
    "Period",
    "Report",
    "Requests",
    "Roster",
    "School",
    "Section",
    "parse",
]
