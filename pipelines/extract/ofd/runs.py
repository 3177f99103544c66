"""Text objects of an OFD page to runs of characters with their places (GB/T 33190, 11)."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from pipelines.extract.ofd.space import Box, box, placed, real
from pipelines.extract.pages.matrix import Matrix, moved

MAX_CHARS = 60_000
"""Characters of a page after which the others are left out."""

HOLE = "¤"
"""What the standard prints for a glyph that has no character."""

_WIDE = re.compile(
    "[\u1100-\u115f\u2018-\u201d\u2014\u2026\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
_BREAKS = str.maketrans("", "", "\r\n\t")
# In em: a change of the baseline, a step back, and a gap between words of two columns.
_NEW_LINE, _BACK, _APART = 0.3, 0.5, 1.0
_ASKEW = 3.0
_SPEC = 5000


@dataclass(slots=True)
class Run:
    """Characters on one baseline, in points from the page's lower left.

    `starts` are where each begins; `x1` is where the last ends.
    """

    text: str
    starts: list[float]
    x1: float
    y: float
    size: float

    @property
    def x0(self) -> float:
        """Where the first begins."""
        return self.starts[0]


@dataclass(frozen=True, slots=True)
class _Glyph:
    char: str
    x: float
    y: float


def runs(element: "etree._Element", outer: Matrix) -> Iterator[Run]:
    """Yield the runs of one text object; `outer` leads to points. Askew text (a watermark) gives none."""
    frame: Box | None = box(element.get("Boundary"))
    matrix = placed(frame, element.get("CTM"), outer)
    across, down = math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3])
    # The y axis was turned over: upright text has a positive a and a negative d.
    angle = math.degrees(math.atan2(matrix[1], matrix[0]))
    if _ASKEW < abs(angle) % 90 < 90 - _ASKEW:
        return
    own = real(element.get("Size")) or 0.0
    size = own * down
    stretch = real(element.get("HScale")) or 1.0
    if own <= 0 or not 0.1 < size < 2000:
        return
    x = y = 0.0
    for code in element.iterchildren("{*}TextCode"):
        text = (code.text or "").translate(_BREAKS)[:MAX_CHARS]
        given_x, given_y = real(code.get("X")), real(code.get("Y"))
        x = x if given_x is None else given_x
        y = y if given_y is None else given_y
        if not text:
            continue
        glyphs = _glyphs(code, text, x, y, own, matrix)
        yield from _split(glyphs, size, own * across * stretch)


def _glyphs(
    code: "etree._Element", text: str, x: float, y: float, size: float, matrix: Matrix
) -> list[_Glyph]:
    """Where each character stands: by DeltaX and DeltaY, else one after the other."""
    right, below = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
    out = []
    for i, char in enumerate(text):
        out.append(_Glyph(char, *moved(x, y, matrix)))
        if i < len(below):
            y += below[i]
        if i < len(right):
            x += right[i]
        elif i >= len(below) or not below[i]:
            x += advance(char) * size
    return out


def _deltas(value: str | None, most: int) -> list[float]:
    """Expand `3.2 g 4 1.6`: a distance, then one that is repeated four times."""
    out: list[float] = []
    parts = iter((value or "").split()[:_SPEC])
    for part in parts:
        times = 1
        if part == "g":
            times = int(real(next(parts, None)) or 0)
            part = next(parts, "")  # noqa: PLW2901 - the repeated one
        step = real(part)
        if step is None:
            break
        out += [step] * max(0, min(times, most - len(out)))
    return out


def advance(char: str) -> float:
    """Width of a character in em, as fonts usually have it."""
    return 1.0 if _WIDE.match(char) else 0.5


def _split(glyphs: list[_Glyph], size: float, em: float) -> Iterator[Run]:
    """Part the glyphs where the baseline changes, where they step back, and at wide gaps."""
    if _is_upright(glyphs, size):
        text = "".join(glyph.char for glyph in glyphs)
        first = glyphs[0]
        yield Run(text, [first.x] * len(text), first.x + em, first.y, size)
        return
    usual = _usual_gap(glyphs, em)
    run = [glyphs[0]]
    for before, glyph in pairwise(glyphs):
        gap = (glyph.x - before.x) / em - advance(before.char)
        new = abs(glyph.y - before.y) > _NEW_LINE * size or gap < -1 - _BACK
        if new or gap - usual > _APART:
            yield _run(run, size, em)
            run = []
        run.append(glyph)
    yield _run(run, size, em)


def _is_upright(glyphs: list[_Glyph], size: float) -> bool:
    """Whether the characters stand one below the other."""
    if len(glyphs) < 2:
        return False
    steps = [
        abs(b.y - a.y) > _NEW_LINE * size and abs(b.x - a.x) < _NEW_LINE * size for a, b in pairwise(glyphs)
    ]
    return sum(steps) * 2 > len(steps)


def _usual_gap(glyphs: list[_Glyph], em: float) -> float:
    """Gap between the characters of a wide-set title, in em; 0 in usual text."""
    gaps = sorted((b.x - a.x) / em - advance(a.char) for a, b in pairwise(glyphs))
    return max(0.0, gaps[len(gaps) // 2]) if gaps else 0.0


def _run(glyphs: list[_Glyph], size: float, em: float) -> Run:
    text = "".join(glyph.char for glyph in glyphs)
    last = glyphs[-1]
    return Run(text, [g.x for g in glyphs], last.x + advance(last.char) * em, glyphs[0].y, size)
