"""Draws what a report is like: school, period, numbering, and what its parts say."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from tests.accuracy.generator.words import words


@dataclass(frozen=True, slots=True)
class Window:
    """The period as gold has it, and the window that the report states (None: none)."""

    kind: str
    label: str
    start: date
    end: date
    declared: bool
    stated: tuple[date, date] | None
    cutoff: date | None
    printed: str
    """The label with its suffix: 2021—2022学年度, 2022年."""

    @property
    def year(self) -> int:
        """The year in which the report is written about."""
        return self.end.year


@dataclass(frozen=True, slots=True)
class Style:
    """A report's choices; plain words and numbers, so that misses can be grouped by them."""

    school: str
    place: str
    title: str
    period: str
    numbering: str
    lost_numbers: float
    subheads: str
    hand_gap: str
    separator: str
    chinese: bool
    letter: str
    contents: bool
    announce: str
    number: bool
    contact: bool
    requests: str
    complaints: str
    experience: str
    enumeration: str
    inventory: str
    signature: bool
    extra: bool
    prose: int
    groups: int


PERIODS = {
    "academic": 30, "academic_silent": 14, "calendar": 14, "calendar_silent": 6, "year_for_academic": 10,
    "odd": 8, "cut_off": 6,
}  # fmt: skip


def draw(rng: random.Random, damage: str) -> Style:
    """A style; damage that is a matter of composing (lost numbers, lost title) is chosen here."""
    one = rng.choice
    place = str(one(words("words")["places"]))
    numbering = _weighted(rng, {"cn": 76, "part": 12, "none": 12})
    period = _weighted(rng, PERIODS)
    title = _weighted(
        rng, {"first": 40, "year": 10, "middle": 8, "bracket": 10, "about": 10, "split": 16, "none": 6}
    )
    return Style(
        school=place + str(one(words("words")["types"])),
        place=place,
        title="none" if damage == "untitled" else title,
        period=period,
        numbering=one(("cn", "part")) if damage == "unnumbered" and numbering == "none" else numbering,
        lost_numbers=one((1.0, 1.0, 0.5)) if damage == "unnumbered" else 0.0,
        subheads=_weighted(rng, {"runin": 46, "line": 28, "arabic": 18, "half": 8}),
        hand_gap=_weighted(rng, {"": 80, " ": 20}),
        separator=_weighted(rng, {"": 82, ",": 13, " ": 5}),
        chinese=rng.random() < 0.12,
        letter=_weighted(rng, {"": 76, "addressed": 12, "covering": 12}),
        contents=rng.random() < 0.1,
        announce=_weighted(rng, {"": 40, "right": 45, "wrong": 15}),
        number=rng.random() < 0.2,
        contact=rng.random() < 0.6,
        requests=_weighted(rng, {"denied": 55, "zero": 8, "counted": 37}),
        complaints=_weighted(
            rng,
            {"denied": 55, "heading_only": 12, "reports_denied": 8, "counted": 14, "merged": 6, "absent": 5},
        ),
        experience=_weighted(rng, {"three": 34, "paragraphs": 22, "paired": 16, "sections": 16, "plain": 12}),
        enumeration=_weighted(rng, {"shi": 40, "arabic": 18, "bracket": 12, "first": 15, "ordinal": 15}),
        inventory=_weighted(rng, {"reference": 50, "tab": 18, "cells": 14, "absent": 18}),
        signature=rng.random() < 0.8,
        extra=rng.random() < 0.15,
        prose=rng.randrange(2, 5),
        groups=rng.randrange(2, 6),
    )


def window(rng: random.Random, style: Style) -> Window:
    """The period of a style."""
    year = rng.randrange(2012, 2025)
    first, last = date(year, 9, 1), date(year + 1, 8, 31)
    joiner = str(rng.choice(words("words")["joiners"]))
    pair = f"{year}{joiner}{year + 1}"
    academic = pair + rng.choice(("学年", "学年度", "学年度", "年学年度", "年度"))
    label = f"{year}-{year + 1}"
    single = f"{year}{rng.choice(('年', '年度', '年'))}"
    if style.period in ("academic", "academic_silent"):
        stated = (first, last) if style.period == "academic" else None
        return Window("academic_year", label, first, last, stated is not None, stated, None, academic)
    if style.period == "year_for_academic":
        printed = f"{year + 1}{rng.choice(('年', '年度'))}"
        return Window("academic_year", label, first, last, True, (first, last), None, printed)
    if style.period == "odd":
        start, end = rng.choice(
            (
                (first - timedelta(days=1), last + timedelta(days=1)),
                (date(year, 10, 1), date(year + 1, 9, 30)),
                (date(year, 8, 31), date(year + 1, 9, 1)),
                (date(year, 9, 1), date(year + 1, 10, 31)),
            )
        )
        return Window("academic_year", label, start, end, True, (start, end), None, academic)
    first, last = date(year, 1, 1), date(year, 12, 31)
    if style.period == "cut_off":
        cutoff = rng.choice((date(year, 10, 31), date(year, 11, 6), date(year, 11, 24)))
        return Window("calendar_year", str(year), first, last, True, (first, cutoff), cutoff, single)
    stated = (first, last) if style.period == "calendar" else None
    return Window("calendar_year", str(year), first, last, stated is not None, stated, None, single)


def signed_on(rng: random.Random, span: Window) -> date:
    """A day some weeks after the window ends."""
    end = span.stated[1] if span.stated else span.end
    return end + timedelta(days=rng.randrange(8, 70))


def _weighted(rng: random.Random, table: dict[str, int]) -> str:
    return rng.choices(list(table), list(table.values()))[0]
