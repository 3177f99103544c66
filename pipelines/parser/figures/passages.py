"""Running text in paragraphs, sentences and clauses, for texts whose lines may be broken anywhere."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipelines.parser.model import Section
from pipelines.parser.numbers import DEEP_POINT, POINT
from pipelines.parser.view import Document, Line, Span

_ITEM = re.compile(
    r"[(]?[一二三四五六七八九十]{1,3}[)、]|[一二三四五六七八九十]{1,3}\.|\(\d{1,2}\)|\d{1,2}[.、)](?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十]{1,3}[部章节]"
    rf"|{POINT}|{DEEP_POINT}"
)
_ITEM_OPENS = frozenset("一二三四五六七八九十(第①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_SENTENCE = re.compile(r"[^。!?]{1,20000}[。!?]{0,20000}|[。!?]{1,20000}")
# A comma inside a number parts nothing: 2,685条.
_CLAUSE = re.compile(r"(?:[^,;:\n]++|(?<=\d),(?=\d))+")
_MASKED = re.compile(
    r"《[^《》\n]{0,120}》|“[^“”\n]{0,60}”|「[^「」\n]{0,60}」|『[^『』\n]{0,60}』|‘[^‘’\n]{0,40}’"
)
_STRAIGHT = re.compile(r"\"[^\"\n]{1,60}\"")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]{1,300}|[\w.-]{1,60}@[\w.-]{1,60}", re.ASCII)
_GOES_ON = frozenset(",、(《“:-/")
_LEANS_BACK = frozenset(",。;、)》”:%!?")
# A number goes on in the next line: 14 / 81条, 15 / 万次.
_TORN = frozenset("0123456789.,万亿余多")
_TORN_ON = re.compile(
    r"\d{1,9}(?:[.,]\d{1,9})?[\u4e00-\u9fff%]|[万亿余多条篇份期次场人名件项个部字元张版类家页位封%]"
)
# A line with these says something; a heading names something.
_SPEAKS = re.compile(r"[。;]|\d{1,9}[余多]?[万亿]?[条篇份期次场人名件项个部]")
# A row of a table whose cells stand on one line: 门户网站 1921条.
_CELLS = re.compile(
    r"[^\d,。;:、]{2,24}(?:[、,][^\d,。;:]{1,12})?\s{1,20}[\d,.]{1,12}[余多]?[万亿]?[条篇份期次场人名件项个部%]次?"
)
_COUNTERS = frozenset("条篇份期次场人名件项个部%字时封")
# A cell of a table whose cells stand on lines of their own: the label in one, the number in the next.
_CELL = re.compile(r"[\d,.]{1,12}\s?[余多]?[万亿]?(?:[条篇份期次场人名件项个部封字%]次?|小时)")
_CELL_WIDTH = 16
_STOPS = frozenset(",。;")
# A heading fits on one line; a line this long was broken by the page.
_HEADING = 45
_SHORT = 30


@dataclass
class Paragraph:
    """A stretch of the squeezed text; `heading` where it stands on a line of its own without a full stop.

    `plain` is the text of the same length in which titles, quoted words and
    addresses are blanked: what stands there is neither a figure nor an end.
    """

    start: int
    end: int
    text: str
    plain: str
    heading: bool
    section: str

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Bounds of the sentences, within the paragraph."""
        return [m.span() for m in _SENTENCE.finditer(self.plain)]

    def clauses(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Bounds of the clauses of a sentence, within the paragraph."""
        for m in _CLAUSE.finditer(self.plain, start, end):
            yield m.span()


@dataclass(slots=True)
class _Look:
    """A line, and whether it is a row of a table, whether an enumerator opens it."""

    line: Line
    row: bool
    item: bool


def paragraphs(doc: Document, sections: list[Section], skip: list[Span]) -> list[Paragraph]:
    """The text in paragraphs; headings of sections are left out, and what lies whole within `skip`.

    `skip` are stretches of the original in order, none over another.
    """
    text, index = doc.squeezed.text, doc.squeezed.index
    starts = [s.start for s in sections]
    looks = [_Look(x, _is_row(doc, x), _is_item(x)) for x in doc.lines]
    width = _width([x for x in looks if not x.row])
    found: list[Paragraph] = []
    begin: Line | None = None
    left_out = [start for start, _ in skip]

    def close(last: Line, heading: bool) -> None:
        if begin is None:
            return
        i = bisect_right(left_out, begin.start) - 1
        if i >= 0 and last.end <= skip[i][1]:
            return
        at = bisect_right(starts, begin.start)
        section = sections[at - 1] if at else None
        offset = max(begin.start, min(section.body, last.end)) if section else begin.start
        a, b = index(offset), index(last.end)
        if a < b:
            piece = text[a:b]
            found.append(
                Paragraph(a, b, piece, _blank(piece), heading, section.code if section else "preamble")
            )

    edges = sorted({*starts, *(s.body for s in sections)})
    for here, after in pairwise(looks):
        begin = begin or here.line
        ends = _ends(doc, here, after, width, begin is not here.line)
        if ends is None and bisect_left(edges, here.line.end) < bisect_right(edges, after.line.start):
            ends = False
        if ends is not None:
            close(here.line, ends and begin is here.line)
            begin = None
    if doc.lines:
        begin = begin or doc.lines[-1]
        close(doc.lines[-1], False)
    return found


def _width(lines: list[_Look]) -> int:
    """The length of a full line where the page broke the text; 0 where paragraphs stand on one line.

    `lines` are those of running text: rows of a table are short whatever the page did.
    """
    open_ = sorted(len(x.line.text) for x in lines if not x.item and x.line.text[-1] not in "。!?;:")
    if len(open_) < 6 or len(open_) < 0.25 * len(lines):
        return 0
    full = open_[int(len(open_) * 0.8)]
    # Where lines are much longer than that, the short ones are headings.
    longer = sum(len(x.line.text) > 1.5 * full for x in lines)
    return full if 18 <= full <= 60 and longer <= 0.1 * len(lines) else 0


def _ends(doc: Document, here: _Look, after: _Look, width: int, going: bool) -> bool | None:
    """None where the paragraph goes on in the next line, else whether this line looks like a heading.

    `going`: the line is not the paragraph's first, and so no heading.
    """
    if here.row or after.row:
        return False
    text, following = here.line.text, after.line.text
    last = text[-1]
    if last in _COUNTERS and _CELLS.fullmatch(text) and _CELLS.fullmatch(following):
        return False
    if following[0] not in _LEANS_BACK:
        if _is_cell(after.line):
            return False if last in "。!?;" else None
        if _is_cell(here.line) and _STOPS.isdisjoint(following):
            return False
    if last in _TORN and _TORN_ON.match(following):
        return None
    if after.item:
        return _is_heading(text)
    if last in _GOES_ON or following[0] in _LEANS_BACK:
        return None
    if last in "。!?;:":
        full = width and len(text) >= 0.8 * width
        return None if full and not _indented(doc, after.line) else False
    if width:
        full = len(text) >= 0.8 * width
    else:
        full = len(text) > (_HEADING if here.item else _SHORT) or _SPEAKS.search(text) is not None
    return None if full or (going and not _indented(doc, after.line)) else _is_heading(text)


def _is_heading(text: str) -> bool:
    """Whether a line names something, and says nothing of it."""
    return len(text) <= _HEADING and text[-1] not in "。!?;:," and not _SPEAKS.search(text)


def _is_item(line: Line) -> bool:
    """Whether an enumerator opens a line."""
    first = line.text[0]
    return (first in _ITEM_OPENS or first.isdigit()) and _ITEM.match(line.text) is not None


def _is_cell(line: Line) -> bool:
    """Whether a line is nothing but a number with its counter."""
    text = line.text
    return text[0].isdigit() and len(text) <= _CELL_WIDTH and _CELL.fullmatch(text) is not None


def _is_row(doc: Document, line: Line) -> bool:
    return doc.original.find("\t", line.start, line.end) >= 0


def _indented(doc: Document, line: Line) -> bool:
    begin = doc.folded.rfind("\n", max(0, line.start - 80), line.start) + 1
    return line.start - begin >= 2


def _blank(text: str) -> str:
    plain = text
    if "《" in text or "“" in text or "「" in text or "『" in text or "‘" in text:
        # Twice: a title may hold a title.
        plain = _MASKED.sub(_fill, _MASKED.sub(_fill, plain))
    if '"' in text and text.count('"') % 2 == 0:
        plain = _STRAIGHT.sub(_fill, plain)
    if "www." in text or "http" in text or "@" in text:
        plain = _ADDRESS.sub(_fill, plain)
    return plain


def _fill(m: "re.Match[str]") -> str:
    return "□" * len(m[0])
