"""A section on experience as a tree: its labelled parts, their enumerated items, parts of these."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.parser.points.cues import Categories, Label, Stops, announced, label, lead_in, named, several
from pipelines.parser.points.enumerations import BULLET, Mark, marks

_SENTENCE = "。!?;\n"
_STOP = re.compile(f"[{_SENTENCE}]")
_LABEL = "label"
_WORDS = ("next", "nth")
_SKIPPED = 2
"""How many numbers of a list may be lost between two of its enumerators."""


@dataclass(slots=True)
class Part:
    """A stretch of squeezed text: [mark, end), its own words from `start`.

    `style` is that of its enumerator, or `label`. `categories` is what its label
    announces, empty where it has none; `is_label` where the part is only that.
    `group` numbers the lists, so that neighbours of one list can be told.
    """

    style: str
    ordinal: int
    mark: int
    start: int
    end: int
    group: int = 0
    categories: Categories = ()
    is_label: bool = False
    children: list["Part"] = field(default_factory=list)


@dataclass(slots=True)
class _Frame:
    """A list that is open: its parent, its latest part and the one before."""

    parent: Part
    latest: Part
    group: int
    previous: Part | None = None


class _Builder:
    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        lines: set[int],
        categories: Categories,
        bullets: dict[int, int],
    ) -> None:
        self.text = text
        self.lines = lines
        self.root = Part("root", 0, start, start, end, categories=categories, is_label=True)
        self.stack: list[_Frame] = []
        self.groups = 0
        self.marks = marks(text, start, end, lines, bullets)
        self.following: list[int] = [0] * len(self.marks)
        coming: dict[str, int] = {}
        for i in range(len(self.marks) - 1, -1, -1):
            mark = self.marks[i]
            self.following[i] = coming.get(mark.style, 0)
            coming[mark.style] = mark.ordinal
        self.coming: dict[str, int] = coming

    @property
    def current(self) -> Part:
        return self.stack[-1].latest if self.stack else self.root

    def build(self) -> Part:
        at, end = self.root.start, self.root.end
        mark_at = {m.start: m for m in self.marks}
        places = _sentences(self.text, at, end, self.lines).union(mark_at, (m.end for m in self.marks))
        ordered = sorted(self.lines)
        index = 0
        done = at
        for where in sorted(places - {end}):
            if here := mark_at.get(where):
                self.coming[here.style] = self.following[index]
                index += 1
                if where >= done:
                    self._mark(here)
            if where >= done and (here is None or here.end == where):
                mark = self.marks[index].start if index < len(self.marks) else end
                at_line = bisect_right(ordered, where)
                line = ordered[at_line] if at_line < len(ordered) else end
                found = label(self.text, where, Stops(mark, line, end))
                if found is None or not found.firm:
                    found = lead_in(self.text, where, end) or found
                if found and self._label(found):
                    done = found.end
        self._close(0, end)
        return self.root

    def _close(self, depth: int, at: int) -> None:
        """Close the lists that lie deeper than `depth`."""
        for frame in self.stack[depth:]:
            frame.latest.end = at
        del self.stack[depth:]

    def _open(self, part: Part) -> None:
        self.groups += 1
        part.group = self.groups
        parent = self.current
        parent.children.append(part)
        self.stack.append(_Frame(parent, part, self.groups))

    def _go_on(self, depth: int, part: Part) -> None:
        """Add a part to the list at `depth`; deeper ones end."""
        frame = self.stack[depth]
        self._close(depth + 1, part.mark)
        frame.latest.end = part.mark
        part.group = frame.group
        frame.parent.children.append(part)
        frame.previous, frame.latest = frame.latest, part

    def _mark(self, mark: Mark) -> None:
        part = Part(mark.style, mark.ordinal, mark.start, mark.end, self.root.end)
        # 首先, 其次, 第三 is one list.
        alike = _WORDS if mark.style in _WORDS and mark.ordinal > 1 else (mark.style,)
        same = [i for i, f in enumerate(self.stack) if f.latest.style in alike]
        for depth in reversed(same):
            step = mark.ordinal - self.stack[depth].latest.ordinal
            if mark.style == BULLET or 0 < step <= _SKIPPED:
                return self._go_on(depth, part)
        if mark.ordinal != 1:
            return None
        self._announce(mark)
        same = [i for i, f in enumerate(self.stack) if f.latest.style == mark.style]
        if same:
            self._close(same[-1], mark.start)
        return self._open(part)

    def _announce(self, mark: Mark) -> None:
        """Take the sentence in front of a list for its lead-in, where it is one."""
        item = self.current
        first = item.children[-1].end if item.children else item.start
        at = mark.start
        while at > first and self.text[at - 1] in "\n。":
            at -= 1
        begin = at
        while begin > first and at - begin < 150 and self.text[begin - 1] not in _SENTENCE:
            begin -= 1
        sentence = self.text[begin:at]
        opens = sentence.endswith(":") or several(sentence)
        if begin == item.start and item.style not in ("root", _LABEL) and not opens:
            return
        found = announced(sentence) if sentence else ()
        if not found or (not opens and len(named(sentence)) > 1):
            return  # 仍存在薄弱环节,需要在今后改进: of both, so it introduces neither
        if begin == item.start and not item.children and item.style not in ("root", _LABEL):
            item.categories, item.is_label, item.start = found, True, mark.start
            return
        restarts = any(f.latest.style == mark.style for f in self.stack)
        if opens or restarts or item.is_label:
            self._label(Label(begin, mark.start, found))

    def _label(self, found: Label) -> bool:
        item = self.current
        numbered = item.style not in ("root", _LABEL)
        if numbered and found.start == item.start and not item.children:
            item.categories, item.is_label, item.start = found.categories, True, found.end
            return True
        depth = len(self.stack)
        for depth in range(len(self.stack), -1, -1):
            if depth == 0 or self._holds(self.stack[depth - 1]):
                break
        frame = self.stack[depth - 1] if depth else None
        inside = frame is not None and frame.latest.style != _LABEL and not frame.latest.is_label
        if (inside or not found.firm) and self._effective(depth) == found.categories:
            return False
        part = Part(_LABEL, 0, found.start, found.end, self.root.end, 0, found.categories, True)
        if frame is not None and frame.latest.style == _LABEL:
            self._go_on(depth - 1, part)
        else:
            self._close(depth, part.mark)
            self._open(part)
        return True

    def _effective(self, depth: int) -> Categories:
        """What the nearest label above a depth announces."""
        for frame in reversed(self.stack[:depth]):
            if frame.latest.categories:
                return frame.latest.categories
        return self.root.categories

    def _holds(self, frame: _Frame) -> bool:
        """Whether a label that comes now belongs into the list's latest item, or the list."""
        latest = frame.latest
        if latest.style == _LABEL or latest.is_label:
            return True
        step = self.coming.get(latest.style, 0) - latest.ordinal
        if 0 < step <= _SKIPPED:
            return True
        return frame.previous is not None and any(c.style == _LABEL for c in frame.previous.children)


def _sentences(text: str, start: int, end: int, lines: Iterable[int]) -> set[int]:
    """Where sentences and lines begin."""
    begins = {start, *(i for i in lines if start <= i < end)}
    return begins | {m.end() for m in _STOP.finditer(text, start, end)}


def read_parts(
    text: str, start: int, end: int, lines: set[int], categories: Categories, bullets: dict[int, int]
) -> Part:
    """The tree of squeezed text[start:end]; linear in its length."""
    return _Builder(text, start, end, lines, categories, bullets).build()
