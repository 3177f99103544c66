"""Practices, problems and measures: the points of the section on experience."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from pipelines.parser.model import Section
from pipelines.parser.outline.headings import bare, mend
from pipelines.parser.points import cues
from pipelines.parser.points.cues import CATEGORIES, MEASURES, PRACTICES, PROBLEMS, Categories
from pipelines.parser.points.parts import Part, read_parts
from pipelines.parser.view import Document, Line, Span
from pipelines.parser.vocab import load

_TAIL = load("points")["tail"]
_TAIL_LINE = re.compile(_TAIL["line"])
_DATE = re.compile(_TAIL["date"])
_STOPS = "。;,、:\n ·•●■◆"
_DOTS = frozenset("•●■◆▪➢\uf06c\uf0d8")
_SENTENCE = re.compile(r"[^。!?\n]{1,100000}[。!?\n]*")
_WRAPPED = 60
"""Longest line of a text that is broken at its right margin, in characters."""
_LOOSE = ("next", "nth", "which", "is")
"""Styles that do not enumerate where only one of them stands: 首先 alone is a word."""


@dataclass(slots=True)
class Points:
    """The points of a report, and where each stands (`practices.0` to its span)."""

    practices: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)


Run = tuple[str, int, int]
"""A category, and where its point stands in the squeezed text."""


def read_points(doc: Document, sections: list[Section]) -> Points:
    """The points that the sections on experience make, enumerated or not."""
    points = Points()
    for section in sections:
        if section.code == "experience":
            reader = _Reader(doc, section)
            for category, start, end in reader.read():
                span = doc.squeezed.span(start, end)
                found: list[str] = getattr(points, category)
                points.spans[f"{category}.{len(found)}"] = span
                found.append(doc.printed(start, end))
    return points


class _Reader:
    def __init__(self, doc: Document, section: Section) -> None:
        self.sq = doc.squeezed
        lines = _body(doc, section)
        self.categories = cues.named(section.heading) or CATEGORIES
        self.start = self.sq.index(lines[0].start) if lines else 0
        self.end = self.sq.index(lines[-1].end) if lines else 0
        whole = self.sq.text
        self.text = whole[: self.start] + mend(whole[self.start : self.end]) + whole[self.end :]
        starts = {at for line in lines for at in (line.start, bare(line).start)}
        self.lines = {self.sq.index(at) for at in starts}
        self.bullets = dict(b for line in lines if (b := self._bullet(doc, line)))
        self.paragraphs = self._paragraphs(lines)
        self.runs: list[Run] = []

    def _bullet(self, doc: Document, line: Line) -> Span | None:
        """Where a line with a dot in front begins, and where its words do."""
        at = self.sq.index(line.start)
        if line.text[0] in _DOTS:
            return at, at + 1
        begin = doc.folded.rfind("\n", 0, line.start) + 1
        return (at, at) if not _DOTS.isdisjoint(doc.folded[begin : line.start]) else None

    def _paragraphs(self, lines: list[Line]) -> list[int]:
        """Where a paragraph begins for certain."""
        widest = max((len(line.text) for line in lines), default=0)
        begins = []
        for before, line in pairwise(lines):
            wrapped = widest <= _WRAPPED and len(before.text) >= widest - 2
            if before.text[-1] in "。!?;" and not wrapped:
                begins.append(self.sq.index(line.start))
        return begins

    def read(self) -> list[Run]:
        if self.start < self.end:
            root = read_parts(self.text, self.start, self.end, self.lines, self.categories, self.bullets)
            self._labelled(root, self.categories)
        trimmed = [(c, *self._trim(c, s, e)) for c, s, e in self.runs]
        return [r for r in trimmed if r[1] < r[2] and not cues.says_nothing(self.text[r[1] : r[2]])]

    def _trim(self, category: str, start: int, end: int) -> Span:
        while start < end and self.text[start] in _STOPS:
            start += 1
        start = cues.without_number(self.text, start, end)
        if category == MEASURES:
            start = cues.without_when(self.text, start, end)
        while start < end and self.text[end - 1] in _STOPS:
            end -= 1
        return start, end

    def _labelled(self, part: Part, categories: Categories) -> None:
        """The points of a part that is no point itself."""
        at = part.start
        for _, group in groupby(_without_lone(part), key=lambda c: c.group):
            items = list(group)
            prose = self._prose(at, items[0].mark, categories)
            at = items[-1].end
            self._list(items, categories, prose)
        self.runs += self._prose(at, part.end, categories)

    def _list(self, items: list[Part], categories: Categories, prose: list[Run]) -> None:
        """The points of a list, and of the prose in front of it unless that only introduces it."""
        tail = self._cut_tail(items)
        before: str | None = None
        base = len(self.runs)
        for item in items:
            if item.is_label:
                self._labelled(item, item.categories or categories)
                continue
            labels = [c for c in item.children if c.is_label]
            runs = self._item(item.start, labels[0].mark if labels else item.end, categories, before)
            before = runs[-1][0] if runs else before
            self.runs += runs
            for one in labels:
                self._labelled(one, one.categories or categories)
        if tail:
            prose = prose + self._prose(*tail, categories, before)
        told = {r[0] for r in self.runs[base:]}
        new = [r for r in prose if r[0] not in told] + self.runs[base:]
        self.runs[base:] = sorted(new, key=lambda r: r[1])

    def _cut_tail(self, items: list[Part]) -> Span | None:
        """Cut a paragraph that follows a list of one paragraph each; returns where it stands."""
        last = items[-1]
        if len(items) < 2 or last.is_label or any(i.children for i in items):
            return None
        starts = {i.mark for i in items}
        first = bisect_right(self.paragraphs, items[0].start)
        behind = bisect_left(self.paragraphs, last.end)
        cut = next((p for p in self.paragraphs[first:behind] if p not in starts), 0)
        if cut < last.start:
            return None
        end, last.end = last.end, cut
        return cut, end

    def _item(self, start: int, end: int, categories: Categories, before: str | None) -> list[Run]:
        """An enumerated point, as one run, or as a shortcoming and its remedy."""
        if len(categories) == 1 and categories[0] != PROBLEMS:
            return [(categories[0], start, end)]
        sentences = [m.span() for m in _SENTENCE.finditer(self.text, start, end)]
        if not sentences:
            return []
        said = [self.text[a:b] for a, b in sentences]
        wanting = next((i for i in (0, 1) if i < len(said) and cues.shortcoming(said[i])), None)
        if wanting is None:
            return [(self._category(said[0], categories, before), start, end)]
        if PRACTICES in categories and wanting == 1 and before in (None, PRACTICES):
            return [(PRACTICES, start, end)]
        if PROBLEMS not in categories or cues.remedy(said[0]):
            return [(MEASURES if MEASURES in categories else categories[0], start, end)]
        both = MEASURES in categories
        for i in range(wanting, len(sentences)):
            a, b = sentences[i]
            if i > wanting and (cues.remedy(said[i]) or (both and cues.planned(said[i]))):
                return [(PROBLEMS, start, a), (MEASURES, a, end)]
            if turned := cues.turn(self.text, a, b):
                return [(PROBLEMS, start, turned - 1), (MEASURES, turned, end)]
        return [(PROBLEMS, start, end)]

    def _category(self, sentence: str, categories: Categories, before: str | None) -> str:
        """The category of an item that states no shortcoming."""
        if len(categories) == 1:
            return categories[0]
        if cues.remedy(sentence) and MEASURES in categories:
            return MEASURES
        if PRACTICES in categories and before in (None, PRACTICES):
            return PRACTICES
        if MEASURES in categories and (before in (PROBLEMS, MEASURES) or cues.planned(sentence)):
            return MEASURES
        return PROBLEMS if PROBLEMS in categories else categories[-1]

    def _prose(self, start: int, end: int, categories: Categories, now: str | None = None) -> list[Run]:
        """Runs of sentences of one category each, where nothing enumerates; `now` is what went before."""
        runs: list[Run] = []
        for m in _SENTENCE.finditer(self.text, start, end):
            sentence = m[0]
            now = self._next(sentence, categories, now)
            a, b = m.span()
            turned = cues.turn(self.text, a, b) if now == PROBLEMS else None
            pieces = [(now, a, turned or b)] + ([(MEASURES, turned, b)] if turned else [])
            for category, x, y in pieces:
                if category is None:
                    continue
                if runs and runs[-1][0] == category and runs[-1][2] == x:
                    runs[-1] = (category, runs[-1][1], y)
                else:
                    runs.append((category, x, y))
            now = MEASURES if turned else now
        return runs

    def _next(self, sentence: str, categories: Categories, now: str | None) -> str | None:
        """The category of a sentence, by its words and what went before."""
        if cues.remedy(sentence):
            return MEASURES
        if len(categories) == 1 and categories[0] == MEASURES:
            return MEASURES
        if cues.shortcoming(sentence) and now != MEASURES and PROBLEMS in categories:
            return PROBLEMS
        if now == PROBLEMS and MEASURES in categories and cues.planned(sentence):
            return MEASURES
        if now is not None:
            return now
        if PRACTICES not in categories and len(categories) > 1 and cues.achieved(sentence):
            return None
        return categories[0]


def _without_lone(part: Part) -> list[Part]:
    """The children, those left out that are the only one of a loose style."""
    sizes: dict[int, int] = {}
    for child in part.children:
        sizes[child.group] = sizes.get(child.group, 0) + 1
    kept: list[Part] = []
    for child in part.children:
        if child.style in _LOOSE and sizes[child.group] == 1 and not child.is_label:
            kept += [c for c in child.children if c.is_label]
        else:
            kept.append(child)
    return kept


def _body(doc: Document, section: Section) -> list[Line]:
    """The lines of a section behind its heading, signature and contact left out."""
    lines = [
        _cut(line, section.body) for line in doc.lines if line.end > section.body and line.start < section.end
    ]
    while lines and _is_tail(lines[-1]):
        lines.pop()
    return [line for line in lines if line.text]


def _cut(line: Line, at: int) -> Line:
    """The line without what stands before an offset."""
    if line.start >= at:
        return line
    text = line.text[at - line.start :]
    return Line(line.end - len(text.lstrip()), line.end, text.strip())


def _is_tail(line: Line) -> bool:
    text = line.squeezed
    return not text or (len(text) <= 60 and bool(_TAIL_LINE.search(text) or _DATE.fullmatch(text)))
