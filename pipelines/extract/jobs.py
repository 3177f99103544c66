"""What passes between the pool and its workers."""

from dataclasses import dataclass

from pipelines.extract.text import Text, Unreadable


@dataclass(frozen=True, slots=True)
class Job:
    """One document: its bytes, or the path to read them from; `cpu` seconds may be used."""

    source: bytes | str
    name: str
    content_type: str | None
    cpu: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no text: not the document's fault, so the caller must raise it."""

    error: OSError


Answer = Text | Unreadable | Fault
READY = "ready"
"""The first thing that a worker says."""

MEMORY_EXIT = 77
"""Exit code of a worker that ran out of memory."""
