"""Figures of one paragraph with their clauses, their sentence, and the total that each is a part of."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from pipelines.parser.figures.exclusions import is_no_figure
from pipelines.parser.figures.passages import Paragraph
from pipelines.parser.figures.quantities import Quantity, quantities
from pipelines.parser.vocab import load

_HANG = load("figures")["hang"]
_PART = re.compile(rf"(?:^|(?<=[,;:(\n。])){_HANG['part']}")
_SPLIT = re.compile(_HANG["split"])
# A number with its counter right behind a point's own number.
_ITEM = re.compile(r"\d{1,2}\.(?=(\d{1,6})[件条项份篇期次场人名个部张])")
_TORN = re.compile(r"\d (?=\d)")
_NEAR = 60
_BACK = 3
_GROWTH = re.compile(_HANG["growth"])


@dataclass(slots=True)
class Found:
    """A figure in its paragraph; offsets are the paragraph's.

    `start` and `end` bound the figure's own clause, `sentence` its sentence,
    `clause` is where the clause that it shares with others begins;
    `next` is where the next figure of the clause begins, if any. `total` is
    the figure that this one is a part of; `listed` where 分别 gives each its place.
    """

    q: Quantity
    start: int
    end: int
    sentence: tuple[int, int]
    clause: int = 0
    next: int | None = None
    total: "Found | None" = None
    previous: "Found | None" = None
    own: str | None = None
    listed: bool = False
    channel: str | None = None
    measure: str = "other"


@dataclass(slots=True)
class Reading:
    """What a paragraph holds: its figures in order, and warnings about numbers that cannot be read."""

    found: list[Found]
    warnings: list[str]


def read(paragraph: Paragraph, broken: frozenset[int]) -> Reading:
    """Find the figures of a paragraph; `broken` as for `quantities`."""
    text = paragraph.plain
    rows = list(quantities(text, broken))
    warnings: list[str] = []
    found: list[Found] = []
    if not rows:
        return Reading(found, warnings)
    bounds = _bounds(paragraph, [row.start for row in rows])
    at = 0
    before: Found | None = None
    for row in rows:
        q = row
        while at < len(bounds) and bounds[at][1] <= q.start:
            at += 1
        if at == len(bounds):
            break
        start, end, sentence = bounds[at]
        if q.start == start and (item := _ITEM.match(text, q.start, q.end)) and q.value is not None:
            # 2.3件申请已办结: a point's number, then the figure.
            q = replace(q, start=item.end(), value=float(item[1]))
        if is_no_figure(text, q, (start, end)):
            continue
        if q.value is None:
            if q.warning:
                warnings.append(q.warning)
            continue
        here = Found(q, start, max(end, q.end), sentence, clause=start)
        if before is not None and before.clause == start:
            _part_clause(text, before, here)
        if before is not None and before.sentence == sentence:
            here.previous = before
        found.append(here)
        before = here
    _find_totals(text, found)
    return Reading(found, warnings)


def torn_numbers(text: str) -> list[int]:
    """Places of spaces between digits, where a number may have been torn."""
    return [m.start() + 1 for m in _TORN.finditer(text)] if " " in text else []


def _bounds(paragraph: Paragraph, starts: list[int]) -> list[tuple[int, int, tuple[int, int]]]:
    """The clauses of every sentence in which one of the numbers begins, each with its sentence."""
    return [
        (a, b, s)
        for s in paragraph.sentences
        if bisect_left(starts, s[0]) < bisect_left(starts, s[1])
        for a, b in paragraph.clauses(*s)
    ]


def _part_clause(text: str, before: Found, here: Found) -> None:
    """Part a clause of two figures: right behind the first if it is a list, else at the first's end."""
    m = _SPLIT.match(text, before.q.end)
    if m and m.end() <= here.q.start:
        before.end, here.start = before.q.end, m.end()
    elif (mark := text.rfind("、", before.q.end, here.q.start)) >= 0:
        # 10个一级栏目、50个二级栏目
        before.end, here.start = mark, mark + 1
    else:
        before.next, here.start = here.q.start, before.q.end


def _find_totals(text: str, found: list[Found]) -> None:
    """其中 …: what follows in the sentence is a part of the last figure before it."""
    sentence: tuple[int, int] | None = None
    markers: list[int] = []
    wholes: list[Found | None] = []
    for i, here in enumerate(found):
        if here.sentence != sentence:
            sentence = here.sentence
            markers = [m.start() for m in _PART.finditer(text, *sentence)]
            before = found[i - 1] if i else None
            # A total may stand in the sentence before: …10606条。其中，…
            near = before is not None and sentence[0] - before.sentence[1] <= 2
            wholes = [before if near and m == sentence[0] else None for m in markers]
        elif i:
            for k in range(bisect_left(markers, found[i - 1].q.end), bisect_left(markers, here.q.start)):
                wholes[k] = _outside(text, found[i - 1], markers[k])
        at = bisect_left(markers, here.q.start) - 1
        whole = _counted_alike(wholes[at], here) if at >= 0 else None
        if whole is not None and not _grows(text, here):
            here.total = whole


def _counted_alike(whole: Found | None, part: Found) -> Found | None:
    """The total of a part's own counter: 视频80部,播放9万次,其中抖音50部; None where there is none near."""
    for _ in range(_BACK):
        if whole is None or whole.q.unit == part.q.unit:
            return whole
        whole = whole.previous
    return None


def _grows(text: str, f: Found) -> bool:
    """Whether a figure says how much more there was than before: no part of anything."""
    return _GROWTH.search(text, max(f.clause, f.q.start - _NEAR), f.q.start) is not None


def _outside(text: str, f: Found, marker: int) -> Found:
    """The figure that 其中 speaks of: not one in a bracket closed before it, 14件(含结转1件),其中…"""
    begin, end = max(f.sentence[0], f.q.start - _NEAR), min(marker, f.q.end + _NEAR)
    inside = text.rfind("(", begin, f.q.start) > text.rfind(")", begin, f.q.start)
    if inside and f.previous is not None and text.find(")", f.q.end, end) >= 0:
        return f.previous
    return f
