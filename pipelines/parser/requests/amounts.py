"""Numbers of applications, and which word of a sentence each belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.parser.numbers import COUNT, count
from pipelines.parser.vocab import alternation, load

_R = load("requests")
UNIT = alternation(_R["units"])
AMOUNT = re.compile(
    rf"(?<![\d.年第〔第-])({COUNT})\s?(?:余|多)?({UNIT})(?!以上|部门|工作日|月|学年|栏目|方面|百分)"
)
"""A count of applications with its counter (folded, squeezed text)."""
RECEIVE = re.compile(rf"(?:{_R['receive']})")


@dataclass(frozen=True, slots=True)
class Amount:
    """A count, with the offsets of number and counter in the text it was read from."""

    value: int
    start: int
    end: int


def amounts(text: str, start: int, end: int) -> Iterator[Amount]:
    """Every count in text[start:end]."""
    for m in AMOUNT.finditer(text, start, end):
        value = count(m[1])
        if value is not None:
            yield Amount(value, m.start(1), m.end())


def after(text: str, at: int, found: list[Amount], used: set[int], reach: int) -> Amount | None:
    """The count that follows a word closely: 信函3件, also 属于主动公开范围、告知途径的3件."""
    for n in found:
        if n.start >= at:
            between = text[at : n.start].rstrip(":")
            near = n.start - at <= reach and (
                not re.search("[,;、:]", between) or (between.endswith("的") and ";" not in between)
            )
            return n if near and n.start not in used else None
    return None


def before(text: str, at: int, found: list[Amount], used: set[int], reach: int) -> Amount | None:
    """The count that stands closely before a word: 3件通过信函."""
    for n in reversed(found):
        if n.end <= at:
            near = at - n.end <= reach and not re.search("[,;、:]", text[n.end : at])
            return n if near and n.start not in used else None
    return None
