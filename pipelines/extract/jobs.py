"""What passes between the pool and its workers."""

from dataclasses import dataclass, field
from typing import Literal

from pipelines.extract.pages.eye import Eye
from pipelines.extract.pages.lines import Page
from pipelines.extract.text import Text, Unreadable


@dataclass(frozen=True, slots=True)
class Job:
    """One document: its bytes, or the path to read them from; `cpu` seconds may be used.

    `wants` is its text, or how many of its pages must be read from pictures;
    an eye that looks for a single page answers with that page.
    """

    source: bytes | str
    name: str
    content_type: str | None
    cpu: int
    eye: Eye = field(default_factory=Eye)
    wants: Literal["text", "questions"] = "text"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no text: not the document's fault, so the caller must raise it."""

    error: OSError


Answer = Text | Page | int | Unreadable | Fault
MEMORY_EXIT = 77
"""Exit code of a worker that ran out of memory."""
