"""Visual lines to whole paragraphs, by the geometry of a Chinese page.

A line that reaches the right margin goes on in the next one; a paragraph's
first line is indented; headings, titles and signatures do neither. Where the
geometry is silent, punctuation and heading signs decide.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.extract.pages.frames import INDENT, Frame, Place, frames_of
from pipelines.extract.pages.furniture import DATA
from pipelines.extract.pages.joining import first_word_width, join
from pipelines.extract.pages.lines import Line, Page, surely
from pipelines.extract.pages.notes import joined, notes_at
from pipelines.extract.pages.row_breaks import goes_on, united
from pipelines.extract.text import BlockKind

_HEADINGS = [
    (int(level), re.compile(pattern)) for level, patterns in DATA["headings"].items() for pattern in patterns
]
_NUMBERED = re.compile(DATA["line"]["numbered"])
_ANY_HEADING = re.compile("|".join(pattern.pattern for _, pattern in _HEADINGS))
_TERMINAL = re.compile(DATA["line"]["terminal"])
_CONTENTS = re.compile(DATA["line"]["contents"])
_DATE = re.compile(DATA["line"]["date"])
_HEADING_CHARS = 60
_DATE_CHARS = 50
_ENDING = 4
"""Characters that the end of a sentence takes: a mark, two closing ones."""

# In em. Slack at the right margin: punctuation is compressed by half of one.
_SLACK = 0.6
_RIGHT = 6.0
# By how much the lines of an item may stand behind its number or mark.
_HANG = (0.7, 3.5)
# Distance of lines, in usual ones, that parts paragraphs: anywhere, and after
# the end of a sentence or a heading.
_GAP = 1.7
_GAP_TIGHT = 1.15
# Share of the text's width.
_LONG = 0.85
_LONG_FLUSH = 0.92
_LARGER = 1.15


@dataclass(slots=True)
class Piece:
    """A finished block: `cells` where it is a table row. `page` is where it begins, `sure` as its lines'."""

    text: str
    page: int
    kind: BlockKind = "paragraph"
    level: int | None = None
    cells: list[str] | None = None
    sure: float | None = None


def reflow(pages: list[Page]) -> list[Piece]:
    """Join the lines of all pages into paragraphs, in the pages' order.

    Notes at a page's foot follow the paragraph or table that runs on over them.
    """
    frames = frames_of(pages)
    out: list[Piece] = []
    group: list[Line] = []
    notes: list[Line] = []
    before: Line | None = None
    for page in pages:
        lines = _same_baseline(page.lines)
        foot = notes_at(lines, frames[page.number, 0].em)
        for number, line in enumerate(lines[:foot]):
            previous, before = before, line
            if line.cells is not None:
                _close(group, frames, out)
                if previous and goes_on(previous, line, first=number == 0) and (cells := out[-1].cells):
                    out[-1].cells = united(cells, line.cells)
                    out[-1].sure = surely((previous, line))
                else:
                    out.append(Piece("", line.page, "table_row", cells=line.cells, sure=line.sure))
            elif group and not _breaks(group, line, frames):
                group.append(line)
            else:
                _close(group, frames, out)
                _tell(notes, out)
                group.append(line)
        notes += lines[foot:]
    _close(group, frames, out)
    _tell(notes, out)
    return out


def _tell(notes: list[Line], out: list[Piece]) -> None:
    """Append the notes that wait."""
    out += [Piece(text, line.page, sure=line.sure) for line, text in joined(notes)]
    notes.clear()


def heading_level(text: str) -> int | None:
    """Return the level of the heading sign that `text` begins with, if any."""
    if _ANY_HEADING.match(text):
        for level, pattern in _HEADINGS:
            if pattern.match(text):
                return level
    return None


def _ends(text: str) -> bool:
    """Whether a sentence ends at the end of `text`."""
    return _TERMINAL.search(text, max(0, len(text) - _ENDING)) is not None


def _close(group: list[Line], frames: dict[Place, Frame], out: list[Piece]) -> None:
    """Turn the gathered lines into one piece."""
    if not group:
        return
    text = group[0].text
    for line in group[1:]:
        text = join(text, line.text)
    first, frame, sure = group[0], frames[_place(group[0])], surely(group)
    group.clear()
    if "\t" in text:
        out.append(Piece("", first.page, "table_row", cells=text.split("\t"), sure=sure))
        return
    level = heading_level(text)
    short = len(text) <= _HEADING_CHARS and not _ends(text)
    if short and level is None and first.size >= _LARGER * frame.em:
        level = 1
    if short and level is not None and not _CONTENTS.search(text):
        out.append(Piece(text, first.page, "heading", level, sure=sure))
    else:
        out.append(Piece(text, first.page, sure=sure))


def _breaks(group: list[Line], line: Line, frames: dict[Place, Frame]) -> bool:
    """Whether `line` begins a new paragraph after the lines of `group`."""
    last = group[-1]
    if last.column != line.column and 0 in (last.column, line.column):
        return True
    before, here = frames[_place(last)], frames[_place(line)]
    if _alone(last) or _alone(line) or abs(line.size - last.size) > 0.1 * last.size:
        return True
    ended = _ends(last.text)
    headed = len(group) == 1 and heading_level(last.text) == 1
    if _place(last) == _place(line):
        step = last.y - line.y
        tight = ended or (headed and last.size < _LARGER * here.em)
        # Lines of larger characters stand further apart.
        pitch = here.pitch * max(1.0, last.size / here.em)
        if step <= 0 or step > (_GAP_TIGHT if tight else _GAP) * pitch:
            return True
    indent = (line.x0 - here.left) / here.em
    last_indent = (last.x0 - before.left) / before.em
    if last_indent > _RIGHT:
        return True
    if not _is_full(last, line, before):
        # Ragged margins: a long line stops within a sentence, and what follows
        # does not begin as a paragraph does.
        flush = indent < INDENT and last_indent < INDENT + 1.5
        share = _LONG if before.indented else _LONG_FLUSH
        return ended or headed or not (flush and _is_long(last, before, share))
    if indent < INDENT:
        # Flush left: the sentence goes on, unless a heading starts after its end;
        # where paragraphs are indented a heading that is flush ends before the margin.
        wide = here.indented and line.x1 + (1 + _SLACK) * here.em >= here.right
        return ended and not wide and heading_level(line.text) in (1, 2)
    if _centred(last, before) and _centred(line, here) and not ended:
        return False
    if ended or heading_level(line.text) is not None:
        return True
    if _hangs(group, line, frames):
        return False
    # Nothing ended, yet the line is indented: an item with a hanging indent, a
    # block that is indented as a whole, or a new paragraph after a full title.
    closing = _ends(line.text)
    runs_on = closing or line.x1 + (1 + _SLACK) * here.em >= here.right
    if abs(indent - last_indent) <= 0.5:
        # Where paragraphs are indented, a heading that fills its line goes on flush left.
        headed |= here.indented and last_indent >= INDENT and heading_level(last.text) is not None
        # A short line before an address is a line of its own, though the address had no room.
        return len(group) == 1 and (headed or not (runs_on and _is_long(last, before, _LONG)))
    if last_indent < INDENT and heading_level(group[0].text) is not None:
        return runs_on and abs(indent - 2) <= 0.3
    return True


def _place(line: Line) -> Place:
    return line.page, line.column


def _is_long(line: Line, frame: Frame, share: float) -> bool:
    """Whether a line reaches a share of the text's width."""
    return line.x1 >= frame.left + share * (frame.right - frame.left)


def _centred(line: Line, frame: Frame) -> bool:
    """Whether a line of large characters stands in the middle, as those of a title do."""
    middle = (line.x0 + line.x1) / 2 - (frame.left + frame.right) / 2
    return line.size >= _LARGER * frame.em and abs(middle) <= frame.em


def _hangs(group: list[Line], line: Line, frames: dict[Place, Frame]) -> bool:
    """Whether `line` goes on below the text of a numbered item, indented behind its number."""
    first = group[0]
    if _NUMBERED.match(first.text) is None or _NUMBERED.match(line.text) is not None:
        return False
    em = frames[_place(line)].em
    begun = (first.x0 - frames[_place(first)].left) / em
    indent = (line.x0 - frames[_place(line)].left) / em
    if frames[_place(line)].indented and begun < INDENT and abs(indent - 2) <= 0.3:
        # Behind a heading that is flush this is how paragraphs begin.
        return False
    behind = indent - begun
    return _HANG[0] <= behind <= _HANG[1] and begun <= _RIGHT


def _alone(line: Line) -> bool:
    """Whether a line never belongs to a paragraph: gaps of columns, contents, a date."""
    text = line.text
    if "\t" in text or (text[-1:].isdigit() and _CONTENTS.search(text)):
        return True
    return len(text) <= _DATE_CHARS and _DATE.match(text) is not None


def _is_full(last: Line, line: Line, frame: Frame) -> bool:
    """Whether `last` had no room for the first word of `line`."""
    em = max(frame.em, last.size)
    return last.x1 + (first_word_width(line.text) + _SLACK) * em >= frame.right


def _same_baseline(lines: Iterable[Line]) -> list[Line]:
    """Put runs back together that stand on one baseline, one after the other."""
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        if (
            last is not None
            and last.cells is None
            and line.cells is None
            and last.column == line.column
            and abs(last.y - line.y) < 0.35 * last.size
            and line.x0 >= last.x1 - 0.3 * last.size
        ):
            gap = (line.x0 - last.x1) / last.size
            sign = "\t" if gap >= 2.5 else " " if gap >= 0.6 else ""
            text = f"{last.text}{sign}{line.text}" if sign else join(last.text, line.text)
            sure = surely((last, line))
            one = Line(text, last.x0, line.x1, last.y, last.size, last.page, sure=sure, column=last.column)
            out[-1] = one
        else:
            out.append(line)
    return out
