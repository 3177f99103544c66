"""Headings below the top-level ones, as a tree."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from pipelines.parser.model import Section, Subheading
from pipelines.parser.numbers import count
from pipelines.parser.outline.headings import STYLES, STYLES_OF, bare
from pipelines.parser.view import Document, Line

_STOP = re.compile(r"[。:;!?]")
_COUNTED = re.compile(r"\d\s?[余多]?万?\s?[条件次份期篇人场个项部名%]")
_CIRCLED = {
    chr(first + i): i + 1 for first, n in ((0x2460, 20), (0x2474, 20), (0x3220, 10)) for i in range(n)
}
_SHORT = 36
"""Longest heading, in characters without white space; a longer numbered text is a sentence."""
_PLAIN_SHORT, _PLAIN_BODY = 20, 24
"""An unnumbered heading is no longer than this, the paragraph under it no shorter than that."""
_LOST = 2
"""How far a number may jump where the one between was not recognised."""
_BROKEN = 20
"""A heading that goes on in the next line fills at least so much of its own."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A numbered line; `heading` is empty where it is a sentence, which only ends what is above."""

    style: str
    ordinal: int | None
    heading: str
    start: int
    closed: bool
    """Ends with its line at a full stop: a heading only where something is below it."""
    line: int


def read_subheadings(doc: Document, sections: list[Section]) -> None:
    """Set each section's tree of subheadings.

    Levels nest in the order in which styles of numbering appear. The inventory
    has none: its numbers are those of a table.
    """
    starts = [line.start for line in doc.lines]
    for section in sections:
        if section.code == "inventory":
            continue
        first, last = bisect_left(starts, section.body), bisect_left(starts, section.end)
        found = _in_sequence(_headings(doc, first, last))
        if not any(h.heading for h in found):
            found = _plain(doc, first, last)
        section.subheadings = _tree(_with_body(found, last), section.end)


def _headings(doc: Document, first: int, last: int) -> list[_Heading]:
    found = []
    for i in range(first, last):
        line = bare(doc.lines[i])
        numbered = _number(line)
        if numbered is None:
            continue
        style, ordinal, at = numbered
        heading, closed = _text(doc.lines, i, last, line.text[at:])
        printed = _printed(doc, line.start + at, len(heading))
        found.append(_Heading(style, ordinal, printed, line.start, closed, i))
    return found


def _number(line: Line) -> tuple[str, int, int] | None:
    """Style, number and length of the enumerator that opens a line."""
    first = line.text[0]
    if first in _CIRCLED:
        return "circled", _CIRCLED[first], 1
    for style in STYLES_OF.get(first, ()):
        m = STYLES[style].match(line.text)
        if m and (style == "part" or not (m[0][-1].isspace() and m[0].strip()[-1:].isalnum())):
            ordinal = count(m[1])
            return (style, ordinal, m.end()) if ordinal else None
    return None


def _text(lines: list[Line], i: int, last: int, rest: str) -> tuple[str, bool]:
    """A heading without its number, and whether a full stop closes the line behind it.

    Empty where the text is a sentence: no stop comes early.
    """
    stop = _STOP.search(rest[: 2 * _SHORT])
    if stop:
        heading = "".join(rest[: stop.start()].split())
        ends = not rest[stop.end() :].strip()
        sentence = len(heading) > _SHORT or stop[0] not in "。:" or _COUNTED.search(heading)
        return ("", False) if sentence else (heading, ends and stop[0] == "。")
    heading = "".join(rest[: 3 * _SHORT].split())
    if len(heading) > _SHORT or heading[-1:] in (",", "、") or _COUNTED.search(heading):
        return "", False
    if len(heading) >= _BROKEN and i + 1 < last and _number(bare(lines[i + 1])) is None:
        more = lines[i + 1].squeezed if len(lines[i + 1].text) <= 16 else ""
        if more and not re.search(r"[。:;!?,\d]", more) and len(heading + more) <= _SHORT:
            return heading + more, False
    return heading, False


def _printed(doc: Document, start: int, length: int) -> str:
    """So many characters of the original, white space and page furniture left out."""
    first = doc.squeezed.index(start)
    # A space may stand behind each of them.
    return doc.printed(first, min(first + 2 * length, len(doc.squeezed.text)))[:length]


def _in_sequence(found: list[_Heading]) -> list[_Heading]:
    """Those whose numbers follow one another within their level, or begin anew."""
    levels: list[tuple[str, int]] = []
    kept = []
    for h in found:
        ordinal = h.ordinal or 0
        depth = next((d for d, (style, _) in enumerate(levels) if style == h.style), None)
        if depth is None:
            if ordinal != 1:
                continue
            levels.append((h.style, 1))
        else:
            if ordinal != 1 and not 0 < ordinal - levels[depth][1] <= _LOST:
                continue
            levels[depth:] = [(h.style, ordinal)]
        kept.append(h)
    return kept


def _with_body(found: list[_Heading], last: int) -> list[_Heading]:
    """The same; a closed line that has nothing below it is no heading."""
    ends = [h.line for h in found[1:]] + [last]
    pairs = zip(found, ends, strict=False)
    return [replace(h, heading="") if h.closed and end - h.line < 2 else h for h, end in pairs]


def _plain(doc: Document, first: int, last: int) -> list[_Heading]:
    """Short lines without number or punctuation over paragraphs; one alone may be anything."""
    found = []
    for i in range(first, last - 1):
        text = doc.lines[i].squeezed if len(doc.lines[i].text) <= 2 * _PLAIN_SHORT else ""
        before = doc.lines[i - 1].text[-1] if i > first else "。"
        below = doc.lines[i + 1].text
        short = 2 <= len(text) <= _PLAIN_SHORT and not re.search(r"[。:;!?,、\d]", text)
        if short and before in "。!?;" and len(below) >= _PLAIN_BODY and "。" in below:
            found.append(_Heading("plain", None, text, doc.lines[i].start, False, i))
    return found if len(found) > 1 else []


def _tree(found: list[_Heading], end: int) -> list[Subheading]:
    """The headings nested by style; a sentence takes its place and is left out.

    Of a list that has more sentences than headings, nothing is a heading.
    """
    root = Subheading(None, "", 0, end)
    levels: list[tuple[str, Subheading, list[Subheading]]] = []
    lists: list[tuple[Subheading, list[Subheading]]] = []
    for h in found:
        depth = next((d for d, level in enumerate(levels) if level[0] == h.style), len(levels))
        for _, closed, _ in levels[depth:]:
            closed.end = h.start
        siblings = levels[depth][2] if depth < len(levels) else []
        del levels[depth:]
        node = Subheading(h.ordinal, h.heading, h.start, end)
        if not siblings:
            lists.append((levels[-1][1] if levels else root, siblings))
        siblings.append(node)
        levels.append((h.style, node, siblings))
    for parent, siblings in lists:
        headings = [s for s in siblings if s.heading]
        if 2 * len(headings) >= len(siblings):
            parent.children += headings
    return root.children
