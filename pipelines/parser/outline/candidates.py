"""Which lines, or parts of lines, can be top-level headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.parser.outline.headings import (
    OPENERS,
    Number,
    bare,
    beside_the_outline,
    classify,
    damaged,
    ends_like_one,
    misread,
    number,
    opening,
    whole,
)
from pipelines.parser.points.cues import named
from pipelines.parser.view import Document, Line
from pipelines.parser.vocab import load

_H = load("outline")["headings"]
_RUNNING = re.compile(_H["running"])
_INLINE = re.compile(_H["inline"])
_LEADER = re.compile(r"[\s.…·⋯](?:(?<=\s)\s|(?<!\s)[.…·⋯])[\s.…·⋯]*\(?\d{0,3}\)?\s*$")
_RUN_IN = re.compile(r"([^。;!?:]{2,40})[。:](?=.)")
_SENTENCE = re.compile(r"[。;!?]|[:,].")
_LONGEST = 48
"""Longest heading, in characters without white space; the ministry's longest has 32."""
_LONG_LINE = 100
"""From here on a line may hold several paragraphs whose breaks were lost."""
_JOINING = "和与及、以的"
_ANNEX = re.compile(r"附[件表录]\d?[:.]?[^。;!?]{0,40}")
_SECOND_HALF = re.compile(r"([^。;!?,:(\d]{1,24})(?:([。:])|$)")
"""The second half of a heading that was broken over two lines."""


@dataclass(slots=True)
class Candidate:
    """A line that may be a heading.

    `start` is where its number stands, `body` the offset where its text ends;
    `style` is `none` where it has no number; `code` is None for a heading
    outside the outline; `weak` where dots and a page number follow, as in a
    table of contents, or text follows a heading without number; `line` counts
    the lines before it.
    """

    style: str
    ordinal: int
    heading: str
    code: str | None
    start: int
    body: int
    line: int
    weak: bool = False


_TO_A_STOP = re.compile(r"([^。;!?,:\s]{2,40})(?:[。:]|\s+)")
_OVER_COMMAS = re.compile(r"([^。;!?:\s]{2,40})(?:[。:]|\s+)")


def candidates(doc: Document) -> Iterator[Candidate]:
    """Every place of a document that may open a top-level section, in order."""
    above: Candidate | None = None
    for i, line in enumerate(doc.lines):
        if line.text.isascii() and (line.text.isdigit() or not line.text[0].isdigit()):
            continue  # an address, a cell of a table
        if doc.original.count("\t", line.start, line.end) > 1:
            continue  # a row of a table
        for found in _of_line(doc, i, bare(line)):
            if found.code:
                if _is_inner(found, above):
                    continue
                above = found
            yield found
        if len(line.text) > _LONG_LINE:
            yield from _inside(i, line)


def _is_inner(found: Candidate, above: Candidate | None) -> bool:
    """Whether 存在的问题: only labels a part of 经验、问题和改进措施, without a number of its own."""
    if above is None or found.style != "none" or not found.code == above.code == "experience":
        return False
    return set(named(found.heading)) < set(named(above.heading))


def _with_markup(doc: Document, i: int) -> int:
    """Where the list dashes in front of a line begin: they are no part of what is above."""
    text, start = doc.folded, doc.lines[i].start
    at = start
    while at and text[at - 1] in "-*+•●■◆#> " and start - at < 12:
        at -= 1
    while at < start and text[at] == " ":
        at += 1
    return at if at == 0 or text[at - 1] in "\n " else start


def _of_line(doc: Document, i: int, line: Line) -> list[Candidate]:
    found = list(_readings(doc, i, line)) if line.text[0] in OPENERS else []
    if not found and (one := _unnumbered(doc, i, line)):
        found.append(one)
    return found


def _readings(doc: Document, i: int, line: Line) -> Iterator[Candidate]:
    """The line as a numbered heading: as printed, set apart, or misread."""
    short = len(line.text) <= 2 * _LONGEST
    if first := number(line.text) or (_spread(line) if short and line.text[1:2].isspace() else None):
        found = list(_numbered(doc, i, line, first))
        if found:
            yield from found
            return
    if first := misread(line.text):
        yield from _numbered(doc, i, line, first)


def _spread(line: Line) -> Number | None:
    """The number of a line whose characters are set apart: its length in the line, not squeezed."""
    found = number(line.squeezed)
    if found is None:
        return None
    length = seen = 0
    while seen < found.length:
        seen += not line.text[length].isspace()
        length += 1
    return replace(found, length=length)


def _unnumbered(doc: Document, i: int, line: Line) -> Candidate | None:
    if len(line.text) > 2 * _LONGEST or "。" in line.text[:-1]:
        m = _RUN_IN.match(line.text)
        if m and (code := whole("".join(m[1].split()))):
            heading = "".join(m[1].split())
            start = _with_markup(doc, i)
            return Candidate("none", 0, heading, code, start, line.start + m.end(), i, weak=True)
        return None
    text = line.squeezed.strip("【】[]〔〕<>〈〉*#")
    heading, end = text.rstrip(":"), line.end
    joined = _joined(doc, i, heading)
    if joined:
        heading, end = joined
    if not heading.endswith("。") and (code := whole(heading)):
        return Candidate("none", 0, heading, code, _with_markup(doc, i), end, i)
    return None


def _numbered(doc: Document, i: int, line: Line, found: Number) -> Iterator[Candidate]:
    """The readings of a numbered line: a number printed twice gives two."""
    rest = line.text[found.length :]
    numbers, at = [found], found.length
    second = number(rest.lstrip())
    if second and second.firm:
        at += len(rest) - len(rest.lstrip()) + second.length
        numbers.append(second)
    heading = _heading(doc, i, line, at)
    if heading is None:
        return
    text, end, leader = heading
    code = classify(text) or (None if found.firm else whole(text))
    if len(numbers) > 1 and not code:
        return
    stopped = line.text[: found.length].rstrip()[-1:] in "、.)章分"
    if not found.firm and not whole(text) and not (stopped and _like_heading(text)):
        return
    start = _with_markup(doc, i)
    for one in numbers:
        yield Candidate(one.style, one.ordinal, text, code, start, end, i, leader)


def _like_heading(text: str) -> bool:
    """Whether a text behind a doubtful number may be a heading all the same."""
    known = damaged(text) is not None or beside_the_outline(text)
    return known or (len(text) >= 4 and ends_like_one(text))


def _heading(doc: Document, i: int, line: Line, at: int) -> tuple[str, int, bool] | None:
    """A heading behind its number, where it ends, and whether a leader follows; None for a sentence."""
    rest = line.text[at:]
    if not rest.strip():
        return _below(doc, i)
    leader = _LEADER.search(rest[:80]) if len(rest) <= 80 else None
    text = rest[: leader.start()] if leader else rest
    heading = "".join(text[: _LONGEST * 2].split())
    if _ANNEX.fullmatch(heading):
        return heading, line.end, leader is not None
    if len(heading) > _LONGEST or _SENTENCE.search(heading):
        split = _run_in(text)
        return (split[0], line.start + at + split[1], False) if split else None
    heading = heading.rstrip(":,、.")
    if joined := _joined(doc, i, heading):
        return (*joined, False)
    if not heading:
        return None
    if (
        len(heading) > 12
        and not whole(heading)
        and not ends_like_one(heading)
        and (length := opening(heading))
    ):
        end = _length(text, length)
        return heading[:length], line.start + at + end, False
    return heading, line.end, leader is not None


def _below(doc: Document, i: int) -> tuple[str, int, bool] | None:
    """The heading of a number that stands on a line of its own."""
    if i + 1 >= len(doc.lines) or len(doc.lines[i + 1].text) > 2 * _LONGEST:
        return None
    follow = doc.lines[i + 1]
    heading = follow.squeezed.rstrip(":")
    if joined := _joined(doc, i + 1, heading):
        return (*joined, False)
    return (heading, follow.end, False) if whole(heading) else None


def _run_in(text: str) -> tuple[str, int] | None:
    """A heading that its paragraph follows on the same line, and its length there."""
    m = _TO_A_STOP.match(text)
    if m and whole(m[1]):
        return m[1], m.end()
    # Commas and stops may belong to the heading: 评议情况,举报情况。
    m = _OVER_COMMAS.match(text)
    if m and classify(m[1]) and ends_like_one(m[1]):
        return m[1], m.end()
    squeezed = "".join(text[:80].split())
    if length := opening(squeezed):
        return squeezed[:length], _length(text, length)
    return None


def _length(text: str, squeezed: int) -> int:
    """How far so many characters without white space reach."""
    length = seen = 0
    while seen < squeezed:
        seen += not text[length].isspace()
        length += 1
    return length


def _joined(doc: Document, i: int, heading: str) -> tuple[str, int] | None:
    """A heading that was broken over two lines: whole again, and where it ends."""
    j = i + 1
    if not heading or len(heading) > 40 or heading[-1] in "。;!?:)" or j >= len(doc.lines):
        return None
    if _is_running(doc.lines[j]) and j + 1 < len(doc.lines):
        j += 1
    follow = doc.lines[j]
    m = _SECOND_HALF.match(follow.text)
    if m is None or number(follow.text):
        return None
    text, end = "".join(m[1].split()), follow.start + m.end()
    both = heading + text
    if m[2]:
        # The paragraph follows on the second line.
        return (both, end) if whole(both) and not whole(text) else None
    if whole(both):
        two = ends_like_one(heading) and whole(heading) and whole(text)
        if not two or text[0] in _JOINING or heading[-1] in _JOINING:
            return both, end
    if len(heading) >= 10 and not ends_like_one(heading) and not whole(text):
        return (both, end) if ends_like_one(both) and classify(both) else None
    return None


def _is_running(line: Line) -> bool:
    """Whether a line is a title that a page repeats."""
    return len(line.text) <= 60 and line.text[-1] in "告报)" and _RUNNING.search(line.squeezed) is not None


def _inside(i: int, line: Line) -> Iterator[Candidate]:
    """Numbered headings inside a line that holds a whole page."""
    for m in _INLINE.finditer(line.text, 1):
        found = number(line.text[m.start() : m.start() + 12])
        if found is None:
            continue
        at = m.start() + found.length
        split = _run_in(line.text[at : at + 2 * _LONGEST])
        if split:
            code = classify(split[0])
            start = line.start + m.start()
            yield Candidate(found.style, found.ordinal, split[0], code, start, line.start + at + split[1], i)
