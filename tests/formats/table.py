"""Reads the files and tells, format by format, how much was right."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from pipelines.extract import Unreadable, extract
from tests.formats.make import Sample
from tests.formats.measure import Measure, Share, measure, squeeze, together

Floor = tuple[float, float, float]
"""Most wrong characters, fewest whole paragraphs, fewest cells: all in per cent."""


@dataclass(slots=True)
class Group:
    """What was measured of one format."""

    name: str
    floor: Floor
    measures: list[Measure] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def files(self) -> int:
        """Files read and not read."""
        return len(self.measures) + len(self.failures)


def floor_of(sample: Sample) -> Floor:
    """The target of a file."""
    if sample.ocr:
        return (4.0, 95.0, 85.0) if sample.poor else (1.0, 99.0, 95.0)
    return (0.3, 99.0, 95.0 if sample.group.startswith(("pdf", "ofd")) else 99.0)


def read(sample: Sample) -> Measure | str:
    """Read and compare one file; a text where it cannot be read: why."""
    try:
        text = extract(sample.data, name=sample.name, ocr=sample.ocr)
    except Unreadable as outcome:
        return str(outcome)
    return measure(text, sample.source, picture=sample.ocr, marked=sample.headings)


def read_all(samples: Iterable[Sample]) -> list[Group]:
    """Read all files, grouped by format in the order in which they came."""
    groups: dict[str, Group] = {}
    for sample in samples:
        group = groups.setdefault(sample.group, Group(sample.group, floor_of(sample)))
        begun = time.perf_counter()
        result = read(sample)
        group.seconds += time.perf_counter() - begun
        if isinstance(result, Measure):
            group.measures.append(result)
            group.failures += [] if result.length else [f"{sample.name}: nothing to compare"]
        else:
            group.failures.append(f"{sample.name}: {result}")
    return list(groups.values())


def percent(share: Share) -> float:
    """A share in per cent; of nothing, all is kept."""
    return 100 * share[0] / share[1] if share[1] else 100.0


def wrong(group: Group) -> float:
    """Wrong characters in per cent."""
    total = together(group.measures)
    return 100 * total.errors / total.length if total.length else 100.0


def misses(group: Group) -> list[str]:
    """What is under target, in words."""
    total = together(group.measures)
    most, paragraphs, cells = group.floor
    out = list(group.failures)
    if wrong(group) > most:
        out.append(f"{wrong(group):.2f} % of characters wrong, at most {most}")
    if percent(total.paragraphs) < paragraphs:
        out.append(f"{percent(total.paragraphs):.1f} % of paragraphs whole, at least {paragraphs}")
    if percent(total.cells) < cells:
        out.append(f"{percent(total.cells):.1f} % of cells kept, at least {cells}")
    return out


def show(groups: Iterable[Group], console: Console, *, examples: int = 0) -> int:
    """Print the table; returns how many formats are under target."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("format")
    for name in ("files", "wrong %", "target", "paragraphs %", "headings %", "cells %", "ms a file"):
        table.add_column(name, justify="right")
    short, notes = 0, []
    for group in groups:
        total = together(group.measures)
        under = misses(group)
        short += bool(under)
        table.add_row(
            group.name + (" (under target)" if under else ""),
            str(group.files),
            f"{wrong(group):.2f}" if group.measures else "-",
            f"≤ {group.floor[0]}",
            f"{percent(total.paragraphs):.1f}",
            f"{percent(total.headings):.1f}" if total.headings[1] else "-",
            f"{percent(total.cells):.1f}" if total.cells[1] else "-",
            f"{1000 * group.seconds / max(1, group.files):.0f}",
        )
        notes += [f"{group.name}: {line}" for line in group.failures]
        notes += [f"{group.name}: lost {line}" for line in total.lost[:examples]]
    console.print(table)
    for note in notes:
        console.print(squeeze(note) if len(note) > 400 else note, markup=False, highlight=False)
    return short
