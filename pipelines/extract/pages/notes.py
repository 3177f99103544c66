"""Notes at the foot of a page, which part the paragraph that goes on behind them."""

import re
from collections.abc import Sequence

from pipelines.extract.pages.furniture import DATA
from pipelines.extract.pages.joining import join
from pipelines.extract.pages.lines import Line

_MARK = re.compile(DATA["line"]["note"])
_SMALL = 0.88
"""Size of a note's characters at most, by that of the text: 小五 below 小四 is 0.75."""


def notes_at(lines: Sequence[Line], em: float) -> int:
    """Return the index of the first line of a page's notes, the number of lines where it has none.

    Notes are the last lines, below all others, in smaller characters; the
    first begins with a mark. `em` is the size of the document's text in points.
    """
    begin = len(lines)
    while begin and lines[begin - 1].cells is None and lines[begin - 1].size <= _SMALL * em:
        begin -= 1
    while begin < len(lines) and not _MARK.match(lines[begin].text):
        begin += 1
    floor = min((line.y for line in lines[:begin]), default=0.0)
    return begin if all(line.y < floor for line in lines[begin:]) else len(lines)


def joined(notes: Sequence[Line]) -> list[tuple[Line, str]]:
    """Return each note's first line and its whole text; every mark begins one."""
    out: list[tuple[Line, str]] = []
    for line in notes:
        if out and not _MARK.match(line.text):
            out[-1] = out[-1][0], join(out[-1][1], line.text)
        else:
            out.append((line, line.text))
    return out
