"""Reports parsed a second, and how the time grows with the length of the text (processor time)."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipelines.parser import parse
from tests.accuracy.generator import compose
from tests.bench.hostile import KINDS, hostile

REPORTS = Path(__file__).parents[1] / "accuracy" / "reports"
CHARACTERS = 10_000
LARGE = 5_000_000
HOSTILE = (250_000, 1_000_000)
"""A short and a long text of each hostile kind: in proportion, the ratio of time a character is 1."""

PROSE = ("overview", "experience")
"""Sections of which a longer report has more."""

_LINE = re.compile(r"[^\n]*\n")
ROUNDS = 15
SEEDS = range(40)

Row = tuple[str, str, str]


def measure() -> Iterator[Row]:
    """Give the rows of this benchmark, on the written and the composed reports of the accuracy tests.

    A time is the least of several rounds: what else the machine does can only add to it.
    """
    texts = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    for text in texts:
        parse(text)
    seconds = min(_seconds(lambda: [parse(text) for text in texts]) for _ in range(ROUNDS))
    yield "parser: reports a second (written reports)", f"{len(texts) / seconds:.0f}", ""
    dense = _of_length([compose(seed).text for seed in SEEDS], CHARACTERS)
    full = min(_seconds(lambda: parse(dense)) for _ in range(ROUNDS))
    body = _lengthened(texts, CHARACTERS)
    typical = min(_seconds(lambda: parse(body)) for _ in range(ROUNDS))
    yield f"parser: a report of {CHARACTERS:,} characters", f"{typical * 1000:.1f} ms", "≤ 10 ms"
    yield "parser: a composed one as long, figures crowded", f"{full * 1000:.1f} ms", "≤ 10 ms"
    large = _of_length([body], LARGE)
    growth = _seconds(lambda: parse(large)) / typical / (LARGE / CHARACTERS)
    yield f"parser: time a character of {LARGE:,} characters, in times of the above", f"{growth:.2f}", "≤ 2"
    yield from _hostile(typical / CHARACTERS)


def _hostile(usual: float) -> Iterator[Row]:
    """The slowest hostile kind, and the one whose time a character grows most with the length."""
    short, long = HOSTILE
    slowest, steepest = ("", 0.0), ("", 0.0)
    for name in KINDS:
        little, much = hostile(name, short), hostile(name, long)
        base = min(_seconds(lambda text=little: parse(text)) for _ in range(2)) / short  # type: ignore[misc]
        rate = _seconds(lambda text=much: parse(text)) / long  # type: ignore[misc]
        slowest = max(slowest, (name, rate / usual), key=lambda pair: pair[1])
        steepest = max(steepest, (name, rate / base), key=lambda pair: pair[1])
    yield (
        f"parser: {len(KINDS)} hostile texts of {long:,} characters, the slowest ({slowest[0]}): "
        "time a character, in times of a report's",
        f"{slowest[1]:.1f}",
        "",
    )
    yield (
        f"parser: the same beside {short:,} characters: most growth of time a character ({steepest[0]})",
        f"{steepest[1]:.2f}",
        "≤ 2",
    )


def _lengthened(texts: list[str], characters: int) -> str:
    """Return the report with the fullest inventory, prose of the others added to its sections.

    The written reports crowd many figures into few pages. Paragraphs without figures are
    added first, so that there are some sixty, about as many as real reports of this length have.
    """
    read = [(text, parse(text)) for text in texts]
    body, own = max((pair for pair in read if pair[1].sections), key=lambda pair: len(pair[1].inventory))
    quiet, speaking = [], []
    for text, other in read:
        starts = [figure.start for figure in other.figures]
        for section in other.sections if other is not own else ():
            for line in _LINE.finditer(text, section.body, section.end):
                says = any(line.start() <= start < line.end() for start in starts)
                (speaking if says else quiet).append((section.code, line[0]))
    more = dict.fromkeys(PROSE, "")
    for code, paragraph in (*quiet, *speaking):
        missing = characters - len(body) - sum(map(len, more.values()))
        if code in more and missing > 0:
            more[code] += paragraph[:missing]
    for section in reversed(own.sections):
        body = body[: section.end] + more.pop(section.code, "") + "\n" + body[section.end :]
    return body[:characters]


def _of_length(texts: list[str], characters: int) -> str:
    """Return one report whose paragraphs are repeated until it has the length."""
    body = max(texts, key=len)
    cut = body.find("\n", len(body) // 2)
    middle = body[cut // 2 : cut]
    times = max(0, characters - len(body)) // max(1, len(middle)) + 1
    return (body[:cut] + middle * times + body[cut:])[:characters]


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
