"""Reports parsed a second, and how the time grows with the length of the text."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from pipelines.parser import parse

REPORTS = Path(__file__).parents[1] / "accuracy" / "reports"
CHARACTERS = 10_000
LARGE = 5_000_000
ROUNDS = 15

Row = tuple[str, str, str]


def measure() -> Iterator[Row]:
    """Give the rows of this benchmark, on the composed reports of the accuracy gate."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    for text in texts:
        parse(text)
    seconds = median(_seconds(lambda: [parse(text) for text in texts]) for _ in range(ROUNDS))
    yield "parser: reports a second (composed reports)", f"{len(texts) / seconds:.0f}", ""
    body = _of_length(texts, CHARACTERS)
    typical = median(_seconds(lambda: parse(body)) for _ in range(ROUNDS))
    yield f"parser: a report of {CHARACTERS:,} characters", f"{typical * 1000:.1f} ms", "≤ 5 ms"
    large = _of_length(texts, LARGE)
    growth = _seconds(lambda: parse(large)) / typical / (LARGE / CHARACTERS)
    yield f"parser: time per character of {LARGE:,} characters, in times of the above", f"{growth:.2f}", ""


def _of_length(texts: list[str], characters: int) -> str:
    """Return one report whose paragraphs are repeated until it has the length."""
    body = max(texts, key=len)
    cut = body.find("\n", len(body) // 2)
    middle = body[cut // 2 : cut]
    times = max(0, characters - len(body)) // max(1, len(middle)) + 1
    return (body[:cut] + middle * times + body[cut:])[:characters]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
