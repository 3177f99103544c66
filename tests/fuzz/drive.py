"""Damaged files through the real workers, and what became of them."""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from pipelines.extract.jobs import Job
from pipelines.extract.pages.eye import Eye, Render
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome
from pipelines.workers import Extractors
from tests.fuzz.mutate import mutate

TIMEOUT = 20.0
SLOW = 5.0
MOST_PIXELS = 30_000_000
"""Of a picture of a page, whatever the file says of its size."""

Seed = tuple[str, str, bytes]
"""Format, file name, bytes."""
Case = tuple[int, int]
"""Which seed, and the number of its damage."""


@dataclass(slots=True)
class Tally:
    """Outcomes by format; cases to look at, each with what is wrong."""

    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    slowest: dict[str, float] = field(default_factory=dict)
    wrong: list[tuple[Case, str]] = field(default_factory=list)
    costly: list[tuple[Case, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Files that were read or refused."""
        return sum(sum(counts.values()) for counts in self.outcomes.values())


def cases(seeds: Sequence[Seed], count: int, start: int) -> Iterable[Case]:
    """Yield so many cases, each format as often as the others, its files in turn."""
    groups: dict[str, list[int]] = {}
    for index, (kind, _, _) in enumerate(seeds):
        groups.setdefault(kind, []).append(index)
    turns = ((group[n % len(group)], start + n) for n in range(count) for group in groups.values())
    return islice(turns, count)


def damaged(seeds: Sequence[Seed], case: Case) -> bytes:
    """Make the bytes of a case."""
    index, number = case
    others = [data for _, _, data in seeds[max(0, index - 2) : index + 3]]
    return mutate(seeds[index][2], others, number * 1009 + index)


def drive(
    seeds: Sequence[Seed], todo: Iterable[Case], *, processes: int = 2, progress: bool = False
) -> Tally:
    """Read every case in workers; nothing but a text or an outcome with a name may come out."""
    tally, lock = Tally(), threading.Lock()
    waiting = iter(todo)
    with Extractors(processes, timeout=TIMEOUT) as extractors:

        def work() -> None:
            while True:
                with lock:
                    case = next(waiting, None)
                if case is None:
                    return
                begun = time.monotonic()
                outcome, fault = _one(extractors, damaged(seeds, case), seeds[case[0]][1])
                _note(case, outcome, fault, time.monotonic() - begun)

        def _note(case: Case, outcome: str, fault: str, seconds: float) -> None:
            kind = seeds[case[0]][0]
            with lock:
                tally.outcomes.setdefault(kind, Counter())[outcome] += 1
                tally.slowest[kind] = max(tally.slowest.get(kind, 0.0), seconds)
                if fault:
                    tally.wrong.append((case, fault))
                elif outcome in ("timeout", "worker_killed") or seconds > SLOW:
                    tally.costly.append((case, f"{outcome} after {seconds:.1f} s"))
                if progress and tally.total % 500 == 0:
                    print(f"{tally.total} files", flush=True)

        with ThreadPoolExecutor(processes) as threads:
            for future in [threads.submit(work) for _ in range(processes)]:
                future.result()
    return tally


class Drawing(Eye):
    """Draws every picture that it is asked for, and reads none."""

    def _see(self, question: int, number: int, render: Render) -> DocumentOutcome:
        del question, number
        try:
            raster = render()
        except Unreadable as reason:
            return reason.outcome
        assert raster.pixels.ndim == 3
        assert raster.pixels.size <= MOST_PIXELS * 3
        return DocumentOutcome.AWAITS_OCR


def _one(extractors: Extractors, data: bytes, name: str) -> tuple[str, str]:
    """Return the outcome, and what is wrong with the answer, "" for nothing."""
    job = Job(data, name, None, cpu=int(TIMEOUT) + 1, eye=Drawing())
    try:
        text = extractors._submit(job).result()
        assert isinstance(text, Text)
    except Unreadable as reason:
        detail = reason.detail
        return reason.outcome.value, "" if detail.isprintable() or not detail else f"detail {detail!r}"
    except Exception as error:
        return "FAULT", f"{type(error).__name__}: {error}"
    return "read", judged(text)


def judged(text: Text) -> str:
    """Say what is wrong with a text, "" for nothing."""
    if not text.text:
        return "an empty text"
    if [text.text[b.start : b.end] for b in text.blocks] != text.text.split("\n"):
        return "blocks are not the lines"
    if any(not 0 <= link.start < link.end <= len(text.text) for link in text.links):
        return "a link outside the text"
    if not 0 <= text.quality <= 1 or not 0 <= text.han_share <= 1:
        return f"quality {text.quality}, Han {text.han_share}"
    try:
        text.text.encode()
    except UnicodeEncodeError:
        return "not to be encoded"
    return ""
