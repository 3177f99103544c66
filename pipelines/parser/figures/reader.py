"""Published quantities: every number with a unit or counter in the running text."""

import re
from bisect import bisect_right
from datetime import date

from pipelines.parser.figures.cutoffs import Cutoff, cutoffs, report_wide
from pipelines.parser.figures.exclusions import is_furniture
from pipelines.parser.figures.labels import label_at
from pipelines.parser.figures.measures import Setting, by_default, measure_of
from pipelines.parser.figures.passages import Paragraph, paragraphs
from pipelines.parser.figures.placing import Places, heading_channel, release_totals
from pipelines.parser.figures.surroundings import Found, Reading, read, torn_numbers
from pipelines.parser.model import Figure, Period, Section
from pipelines.parser.view import Document, Span

_LEADING = re.compile(r"^(?:[,;:、)\s]|其中(?=.)|和|及|与|以及|并(?!成))+")
# A published quantity's clause is short; a text without punctuation is no clause.
_LONGEST_QUOTE = 120


def read_figures(
    doc: Document, sections: list[Section], period: Period, skip: list[Span]
) -> tuple[list[Figure], list[str]]:
    """Every figure in order of appearance, and warnings.

    `skip` are stretches that are not running text (the inventory's table, the
    title, a covering letter's head), by original offsets.
    """
    left_out = _merged(skip)
    return _Reader(doc, period, left_out).run(paragraphs(doc, sections, left_out))


class _Reader:
    def __init__(self, doc: Document, period: Period, skip: list[Span]) -> None:
        self.doc = doc
        self.sq = doc.squeezed
        self.period = period
        self.skip = skip
        self.starts = [s for s, _ in self.skip]
        self.wide = report_wide(self.sq.text, period)
        self.heading: tuple[str, str | None] = ("", None)
        self.figures: list[Figure] = []
        self.warnings: list[str] = []

    def run(self, found: list[Paragraph]) -> tuple[list[Figure], list[str]]:
        for p in found:
            if p.heading:
                self.heading = (p.section, heading_channel(p.text))
            elif self.heading[0] != p.section:
                self.heading = (p.section, None)
            self._paragraph(p)
        return self.figures, list(dict.fromkeys(self.warnings))

    def _paragraph(self, p: Paragraph) -> None:
        reading = self._read(p)
        if not (reading.found or reading.warnings) or is_furniture(p.plain):
            return
        self.warnings += reading.warnings
        if not reading.found:
            return
        places = Places(p, self.heading[1])
        places.pair(reading.found)
        applied: str | None = None
        for i, f in enumerate(reading.found):
            channel, how = places.place(f)
            f.measure = self._measure(p, f, channel if how != "heading" else None)
            if f.measure == "requests" or p.section == "on_request":
                way = places.way_in(f)
                channel = way or applied
                # What came in by two ways came in by neither of them.
                applied = channel if not i else applied if way in (None, applied) else None
            elif f.measure == "other" and how in ("paragraph", "heading", "later"):
                # What was not published needs no place; one far away is a guess.
                channel = None
            elif f.measure == "items" and how == "sentence" and channel in ("event", "meeting"):
                channel = places.published(f) or channel
            f.channel = channel
        release_totals(reading.found, p.plain)
        dates = self._cutoffs(p, reading.found)
        for f, when in zip(reading.found, dates, strict=True):
            self.figures.append(self._figure(p, f, when or self.wide))

    def _read(self, p: Paragraph) -> Reading:
        broken = frozenset(i for i in torn_numbers(p.plain) if self._is_break(p.start + i))
        reading = read(p, broken)
        if self.skip:
            reading.found = [f for f in reading.found if not self._skipped(p.start + f.q.start)]
        return reading

    def _is_break(self, at: int) -> bool:
        """Whether a space of the squeezed text stands for a line's end."""
        return "\n" in self.doc.folded[self.sq.place(at - 1) + 1 : self.sq.place(at + 1)]

    def _skipped(self, at: int) -> bool:
        offset = self.sq.place(at)
        i = bisect_right(self.starts, offset) - 1
        return i >= 0 and offset < self.skip[i][1]

    def _measure(self, p: Paragraph, f: Found, channel: str | None) -> str:
        before = f.previous if f.previous and f.listed else f.total or f.previous
        setting = Setting(
            unit=f.q.unit,
            head=p.text[f.start : f.q.start],
            tail=p.text[f.q.end : f.next if f.next is not None else f.end],
            lead=p.text[max(f.sentence[0], f.start - 100) : f.start],
            section=p.section,
            channel=channel,
            before=before.measure if before else None,
            same=before is not None and before.q.unit == f.q.unit,
            part=f.total is not None,
        )
        return measure_of(setting) or by_default(setting)

    def _cutoffs(self, p: Paragraph, found: list[Found]) -> list[date | None]:
        """Each figure's cut-off: the last stated before it in its sentence, or one that looks back."""
        dates: list[date | None] = [None] * len(found)
        if "月" not in p.plain and "年底" not in p.plain and "年末" not in p.plain:
            return dates
        first = 0
        for sentence in p.sentences:
            last = first
            while last < len(found) and found[last].sentence == sentence:
                last += 1
            here = range(first, last)
            if here or p.plain.find("以上", *sentence) >= 0:
                stated = cutoffs(p.plain, *sentence, self.period)
                # A sentence of its own that looks back speaks of the paragraph.
                self._apply(p, stated, found, here or range(first), dates)
            first = last
        return dates

    def _apply(
        self, p: Paragraph, stated: list[Cutoff], found: list[Found], here: range, dates: list[date | None]
    ) -> None:
        if not stated:
            return
        back = next((c for c in stated if c.backward), None)
        on = [c for c in stated if not c.backward and p.plain[c.end : c.end + 1] != ")"]
        ends = [c.end for c in on]
        brackets = {c.start - 1: c.day for c in stated if p.plain[c.start - 1 : c.start] == "("}
        for i in reversed(here):
            f = found[i]
            if dates[i] is not None:
                break
            at = bisect_right(ends, f.q.start) - 1
            dates[i] = on[at].day if at >= 0 else None
            if back and back.start >= f.q.end:
                dates[i] = back.day
            else:
                dates[i] = next((brackets[k] for k in range(f.q.end, f.q.end + 3) if k in brackets), dates[i])

    def _figure(self, p: Paragraph, f: Found, as_of: date | None) -> Figure:
        start, end = self.sq.span(p.start + f.q.start, p.start + f.q.end)
        a, b = max(f.start, f.q.start - _LONGEST_QUOTE), f.end
        if m := _LEADING.match(p.plain[a : f.q.start]):
            a += m.end()
        tail = p.text[f.q.end : f.next if f.next is not None else f.end]
        where = label_at(p.plain[a : f.q.start], p.plain[f.q.end : f.end])
        if f.next is not None:
            b = f.q.end + (where[1] if where and where[0] == 0 and where[1] <= len(tail) else 0)
        b = min(b, f.q.end + _LONGEST_QUOTE)
        while b > f.q.end and p.plain[b - 1] in "。!?\n)":
            if p.plain[b - 1] == ")" and "(" in p.plain[a:b]:
                break
            b -= 1
        quote = self.sq.span(p.start + a, p.start + b)
        label = None
        if where:
            origin = f.q.end if where[0] == 0 else f.q.start
            label = self.doc.printed(p.start + origin + where[0], p.start + origin + where[1])
        return Figure(
            value=f.q.value or 0.0,
            unit=f.q.unit,
            qualifier=f.q.qualifier,
            channel=f.channel or None,
            measure=f.measure,
            section=p.section,
            label=label or None,
            as_of=as_of,
            quote=self.doc.original[quote[0] : quote[1]],
            start=start,
            end=end,
        )


def _merged(spans: list[Span]) -> list[Span]:
    """The same stretches in order, those that overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
