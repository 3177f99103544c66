"""Characters set one below the other, as over the seam of sealed pages: one line."""

import re
from collections.abc import Iterable

from pipelines.extract.pages.lines import Line

_ONE = re.compile("[\u3400-\u9fff]")
_LEAST = 3
"""Characters of a stack at least: two may be a cell of two lines."""
_STEP = (0.8, 2.2)
"""Em from one character down to the next."""
_ASIDE = 0.3
"""Em by which they may differ from left to right."""


def side_by_side(lines: Iterable[Line]) -> list[Line]:
    """Make one line, where the first stood, of single characters that stand below each other."""
    out: list[Line] = []
    stack: list[Line] = []
    for line in lines:
        if stack and not _below(stack[-1], line):
            out += _settled(stack)
            stack = []
        if line.cells is None and _ONE.fullmatch(line.text):
            stack.append(line)
        else:
            out.append(line)
    return out + _settled(stack)


def _below(upper: Line, line: Line) -> bool:
    em = upper.size
    step = (upper.y - line.y) / em if em else 0.0
    return (
        line.cells is None
        and _ONE.fullmatch(line.text) is not None
        and abs(line.x0 - upper.x0) <= _ASIDE * em
        and abs(line.size - em) <= 0.1 * em
        and _STEP[0] <= step <= _STEP[1]
    )


def _settled(stack: list[Line]) -> list[Line]:
    if len(stack) < _LEAST:
        return stack
    first = stack[0]
    text = "".join(line.text for line in stack)
    return [Line(text, first.x0, max(line.x1 for line in stack), first.y, first.size, first.page)]
