"""Counting of automatic lists, the same for every word processor's format.

The rules are those of ECMA-376 part 1, 17.9, which [MS-DOC] and ODF share in
substance: lists of one definition count together, a deeper level starts anew
after a higher one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.extract.assembly.numbering import render

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_MAX_PATTERN = 100


@dataclass(slots=True)
class Level:
    """One level of a list: number format, pattern ("%1、") and first number.

    `fmt` is named as in OOXML's ST_NumberFormat; `restart` is 0 for never,
    n for "only after level n (from 1) or a higher one"; `suffix` is tab,
    space or nothing; `legal` writes all places in digits.
    """

    fmt: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    suffix: str = "tab"
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class Instance:
    """A list in use: its definition, levels that start elsewhere, levels of its own."""

    abstract: str
    overrides: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Counter:
    """The lists of a document and how far each has counted."""

    def __init__(
        self, abstract: Mapping[str, Mapping[int, Level]], instances: Mapping[int, Instance]
    ) -> None:
        self._abstract = abstract
        self._instances = instances
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[int] = set()

    def levels(self, list_id: int) -> dict[int, Level]:
        """Return the levels of a list by place from 0, none for an unknown list."""
        instance = self._instances.get(list_id)
        if instance is None:
            return {}
        return {**self._abstract.get(instance.abstract, {}), **instance.levels}

    def next(self, list_id: int, level: int) -> str:
        """Count one paragraph and return its number as printed, "" where it has none."""
        instance = self._instances.get(list_id)
        levels = self.levels(list_id)
        if instance is None or level not in levels or not 0 <= level < LEVELS:
            return ""
        counts = self._counts.setdefault(instance.abstract, [None] * LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for place in instance.overrides:
                counts[place] = None
        _count(counts, levels, instance, level)
        return _rendered(counts, levels, level)

    def forget(self, abstract: str) -> None:
        """Begin the count of a definition anew."""
        self._counts.pop(abstract, None)

    def set(self, abstract: str, level: int, number: int) -> None:
        """Have the next paragraph of a level counted as `number`."""
        if 0 <= level < LEVELS:
            self._counts.setdefault(abstract, [None] * LEVELS)[level] = number - 1


def _count(counts: list[int | None], levels: dict[int, Level], instance: Instance, level: int) -> None:
    """Step this level on; deeper ones start anew, higher ones not yet used stand at their first."""

    def start(place: int) -> int:
        own = levels[place].start if place in levels else 1
        return instance.overrides.get(place, own)

    current = counts[level]
    counts[level] = start(level) if current is None else current + 1
    for place in range(level):
        if counts[place] is None:
            counts[place] = start(place)
    for place in range(level + 1, LEVELS):
        restart = levels[place].restart if place in levels else None
        if restart is None or (restart > 0 and level < restart):
            counts[place] = None


def _rendered(counts: list[int | None], levels: dict[int, Level], level: int) -> str:
    """Fill the level's pattern: "%1、", "（%2）", "%1.%2"."""
    own = levels[level]
    if own.fmt in ("bullet", "none") and "%" not in own.text:
        return ""

    def place(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        fmt = levels[index].fmt if index in levels else "decimal"
        if own.legal and fmt != "decimalZero":
            fmt = "decimal"
        return render(counts[index] or 0, fmt)

    text = _PLACE.sub(place, own.text[:_MAX_PATTERN])
    if own.suffix != "nothing" and text and text[-1].isascii():
        text += " "
    return text
