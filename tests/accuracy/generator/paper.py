"""What is written on: text that remembers which stretches of it mean what, until damage moves them."""

from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int]


@dataclass(slots=True)
class Heading:
    """A section's heading: its code, the heading's words without the number, and where it starts."""

    code: str
    ordinal: int
    start: int
    words: Span


@dataclass(slots=True)
class Number:
    """A figure as it was written; spans of the number with its unit and of its clause."""

    facts: dict[str, Any]
    number: Span
    quote: Span
    open: bool = False
    """The codebook leaves its channel open: not to be compared."""


@dataclass(slots=True)
class Paper:
    """Text under way, with all that was marked on it.

    `kept` are stretches that carry values (no character of theirs may be
    confused), `whole` those that stay on their lines (tables), `items` starts
    of list items.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    headings: list[Heading] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    points: list[tuple[str, Span]] = field(default_factory=list)
    kept: list[Span] = field(default_factory=list)
    whole: list[Span] = field(default_factory=list)
    items: list[int] = field(default_factory=list)

    def write(self, text: str, *, keep: bool = False) -> Span:
        """Add text; return where it stands."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        if keep:
            self.kept.append((start, self.length))
        return start, self.length

    def end_line(self) -> None:
        """End the paragraph, unless it just began."""
        if self.parts and not self.parts[-1].endswith("\n"):
            self.write("\n")

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self.parts)


@dataclass(frozen=True, slots=True)
class Printed:
    """The text as extraction leaves it: for each character what came of it, and junk before it."""

    pieces: list[tuple[str, str]]

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(junk + char for junk, char in self.pieces)

    def starts(self) -> list[int]:
        """Where each original character now stands; one more for the end."""
        found, at = [], 0
        for junk, char in self.pieces:
            found.append(at + len(junk))
            at += len(junk) + len(char)
        return [*found, at]

    def own(self, span: Span) -> str:
        """The stretch without junk."""
        return "".join(char for _, char in self.pieces[span[0] : span[1]])
