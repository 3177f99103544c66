"""What passes to and from the processes that parse."""

from dataclasses import dataclass
from typing import Any

from pipelines.parser import Context


@dataclass(frozen=True, slots=True)
class Job:
    """A text to be parsed; `key` comes back with the answer."""

    key: int
    text: str
    context: Context


@dataclass(frozen=True, slots=True)
class Unparsed:
    """Why a text has no record: a fault of ours, in one line."""

    words: str


Answer = dict[str, Any] | Unparsed
"""A codebook object, or why there is none."""
