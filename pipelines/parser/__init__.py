"""The one parser: a document's text becomes a report object with evidence. Pure."""

from pipelines.parser.header.roster import Roster
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
from pipelines.parser.vocab import blamed

with blamed():  # all that is compiled from the vocabulary
    from pipelines.parser.reading import parse

VERSION = "4"
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
