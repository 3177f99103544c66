"""One PDF page to visual lines with their places, by PDFium.

Coordinates are points with the origin at the page's lower left as it is shown
(rotation undone): x grows to the right, y upwards. Only the ends of a line and
the neighbours of spaces are measured, so that geometry costs little.
"""

import ctypes
import math
import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Any

import pypdfium2.raw as pdfium

from pipelines.extract.pages.lines import GUTTER, Line, Page
from pipelines.extract.pdf.rules import turned

_CJK = re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\u2018-\u201d\u2014\u2026]")
_HAN = re.compile("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]")
_INVALID = "\uffff\ufffd\0"
_JUDGED = re.compile(f"[ {_INVALID}]")
_UNPLAIN = re.compile(f"[ \ufffe{_INVALID}]")
# PDFium puts this for a hyphen at the end of a line, and no line break.
_HYPHEN = "\ufffe"
_LINE = re.compile(r"[^\r\n\ufffe]+\ufffe?|\ufffe")

# Gaps in em: less than a word space between Chinese and Latin is mere
# typesetting, a column's gap is much wider than a letter-spaced title's.
_TYPESETTING = 0.6
_COLUMN = 2.5
# Gaps that would hold one to three characters where none is printed: a comma set
# narrow between Chinese characters, a whole character beside Latin ones.
_HOLE_CJK, _HOLE_MIXED, _HOLE_END = 0.35, 0.9, 3.2
# Characters that confirm an em, and the factor by which it may differ.
_EM_SAMPLE, _SAME_EM = 5, 1.4
# A line that justification stretches has a like gap between most characters.
_STRETCHED, _STRETCHED_SHARE, _ALIKE = 5, 0.6, 0.2


Box = tuple[float, float, float, float]
_LOOSE_BOX = pdfium.FPDFText_GetLooseCharBox
_ORIGIN = pdfium.FPDFText_GetCharOrigin
_FONT_SIZE = pdfium.FPDFText_GetFontSize
_MATRIX = pdfium.FPDFText_GetMatrix
_ANGLE = pdfium.FPDFText_GetCharAngle


class Glyphs:
    """The characters of a PDFium text page and their boxes."""

    def __init__(self, textpage: Any, width: float, height: float, rotation: int) -> None:
        self._textpage = textpage  # kept alive: the raw handle dies with it
        self._raw = textpage.raw
        self._rect = pdfium.FS_RECTF()
        self._rect_ref = ctypes.byref(self._rect)
        self._boxes: dict[int, Box] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._xy_ref = ctypes.byref(self._x), ctypes.byref(self._y)
        self._turn = (width, height, rotation)
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_ref = ctypes.byref(self._matrix)
        self.ems: dict[float, float] = {}
        """The em that characters confirmed, by the size of their font."""
        self.count: int = textpage.count_chars()
        text: str = textpage.get_text_range() if self.count > 0 else ""
        if len(text) != self.count:
            # Characters beyond the first plane, or none: go one by one.
            codes = (pdfium.FPDFText_GetUnicode(self._raw, i) for i in range(self.count))
            text = "".join(chr(c) if 0 < c < 0x110000 else "\0" for c in codes)
        self.text = text

    def box(self, index: int) -> Box:
        """Left, bottom, right, top of a character's cell (its advance, not its ink)."""
        box = self._boxes.get(index)  # asking PDFium costs ten times as much
        if box is None:
            box = self._boxes[index] = self._box(index)
        return box

    def _box(self, index: int) -> Box:
        rect = self._rect
        if not _LOOSE_BOX(self._raw, index, self._rect_ref):
            return (0.0, 0.0, 0.0, 0.0)
        if not self._turn[2] and rect.left <= rect.right and rect.bottom <= rect.top:
            return (rect.left, rect.bottom, rect.right, rect.top)
        ax, ay = self._turned(rect.left, rect.bottom)
        bx, by = self._turned(rect.right, rect.top)
        return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def origin(self, index: int) -> tuple[float, float]:
        """Where a character starts on its baseline."""
        _ORIGIN(self._raw, index, *self._xy_ref)
        return self._turned(self._x.value, self._y.value)

    def size(self, index: int) -> float:
        """Size in points of a character's font as it is shown; 0 where PDFium does not know."""
        scale = 1.0
        if _MATRIX(self._raw, index, self._matrix_ref):
            scale = math.hypot(self._matrix.a, self._matrix.b)
        size: float = _FONT_SIZE(self._raw, index)
        return round(size * scale, 1)

    def generated(self, index: int) -> bool:
        """Whether PDFium made this character up from a gap."""
        return bool(pdfium.FPDFText_IsGenerated(self._raw, index) == 1)

    def slanted(self, index: int) -> bool:
        """Whether a character stands askew, as those of watermarks do."""
        angle: float = _ANGLE(self._raw, index)
        return angle != 0 and 3 < math.degrees(angle) % 90 < 87

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        width, height, rotation = self._turn
        return turned((x, y), width, height, rotation) if rotation else (x, y)


def spans(text: str) -> list[tuple[int, int]]:
    """Half-open index ranges of the visual lines, without white space at their ends."""
    out = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        while start < end and (text[start].isspace() or text[start] in _INVALID):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in _INVALID):
            end -= 1
        if start < end:
            out.append((start, end))
    return out


def upright(glyphs: Glyphs, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans without the slanted characters (watermarks, seals) that begin or end them.

    They are parted where PDFium takes the next line for the end of this one, as
    it does when that begins with a character set by itself.
    """
    for start, end in found:
        if glyphs.slanted(start):
            continue
        last = end
        while last - start > 1 and glyphs.slanted(last - 1):
            last -= 1
        begin = start
        space = glyphs.text.find(" ", start + 1, last - 1)
        while space >= 0:
            if space > begin and _returns(glyphs, space):
                yield begin, space
                begin = space + 1
            space = glyphs.text.find(" ", space + 1, last - 1)
        yield begin, last


def _returns(glyphs: Glyphs, space: int) -> bool:
    """Whether what follows a space stands in front of it and below."""
    if glyphs.text[space - 1].isspace() or glyphs.text[space + 1].isspace():
        return False
    before, after = glyphs.box(space - 1), glyphs.box(space + 1)
    high = before[3] - before[1]
    return after[0] < before[2] - _COLUMN * high and after[3] < before[3] - high / 2


def measure(glyphs: Glyphs, start: int, end: int, page: Page) -> Line:
    """Make one line of the characters from `start` to `end`; counts into `page`."""
    text = glyphs.text[start:end].replace(_HYPHEN, "-")
    x0, y = glyphs.origin(start)
    _, _, x1, _ = glyphs.box(end - 1)
    size = _em(glyphs, start, text)
    kept, holes, wide = _spaces(glyphs, start, text, size)
    page.holes += holes
    gaps = tuple((glyphs.box(i - 1)[2], *glyphs.origin(i + 1)) for i in wide)
    return Line(kept, x0, max(x0, x1), y, size, page.number, gaps=gaps)


def glance(glyphs: Glyphs, start: int, end: int, page: Page) -> Line:
    """Make a line as `measure` does, its baseline and its em by the boxes of its ends only."""
    text = glyphs.text[start:end]
    if _UNPLAIN.search(text):
        return measure(glyphs, start, end, page)
    x0, y0, _, y1 = glyphs.box(start)
    return Line(text, x0, max(x0, glyphs.box(end - 1)[2]), y0, y1 - y0, page.number)


def _em(glyphs: Glyphs, start: int, text: str) -> float:
    """Return the size of a line's Chinese characters, of its first ones where it has none.

    The boxes of single characters are not to be trusted (radicals come narrow
    out of some fonts), so they only confirm a size, once a page.
    """
    han = _HAN.search(text)
    size = glyphs.size(start + (han.start() if han else 0))
    em = glyphs.ems.get(size)
    if em is None:
        em = size
        if han:
            places = islice(_HAN.finditer(text), _EM_SAMPLE)
            boxes = (glyphs.box(start + place.start()) for place in places)
            widths = sorted(width for box in boxes if (width := box[2] - box[0]) > 0)
            width = widths[len(widths) // 2] if widths else size
            if not width / _SAME_EM <= size <= width * _SAME_EM:
                em = width
            glyphs.ems[size] = em
        else:
            _, bottom, _, top = glyphs.box(start)
            height = max(1.0, (top - bottom) / 1.2)
            em = size if height / 2 <= size <= height * 2 else height
    return em


def _spaces(glyphs: Glyphs, start: int, text: str, size: float) -> tuple[str, int, list[int]]:
    """Judge each space by the gap it stands for; also count the holes, and say which gaps are wide."""
    if not _JUDGED.search(text):
        return text, 0, []
    out: list[str] = []
    wide: list[int] = []
    holes = 0
    stretch = 0.0
    if text.count(" ") >= _STRETCHED:
        stretch = _stretch(glyphs, start, text, size)
    for i, char in enumerate(text):
        if char in _INVALID:
            holes += 1
            continue
        if char != " " or not 0 < i < len(text) - 1:
            out.append(char)
            continue
        before, after = text[i - 1], text[i + 1]
        if before.isspace() or after.isspace() or not glyphs.generated(start + i):
            out.append(char)
            continue
        gap = _gap(glyphs, start + i, size) - stretch
        if gap >= GUTTER:
            wide.append(start + i)
        left, right = bool(_CJK.match(before)), bool(_CJK.match(after))
        if gap >= _COLUMN:
            out.append("\t")
        elif not (left or right) or gap >= _TYPESETTING:
            out.append(" ")
        if left or right:
            least = _HOLE_CJK if left and right else _HOLE_MIXED
            holes += least <= gap <= _HOLE_END
    # A title or a name set wide has a gap after every character or two.
    if holes * 3 > len(text):
        holes = 0
    return "".join(out), holes, wide


def _gap(glyphs: Glyphs, index: int, size: float) -> float:
    """Width in em of the space at `index`."""
    return (glyphs.box(index + 1)[0] - glyphs.box(index - 1)[2]) / size


def _stretch(glyphs: Glyphs, start: int, text: str, size: float) -> float:
    """Return by how many em justification parts the characters of a line; 0 where it does not.

    Then most neighbours that are Chinese have a gap between them, all alike.
    """
    gaps = sorted(
        _gap(glyphs, start + i, size)
        for i in range(1, len(text) - 1)
        if text[i] == " " and _CJK.match(text[i - 1]) and _CJK.match(text[i + 1])
        if glyphs.generated(start + i)
    )
    close = sum(1 for a, b in pairwise(text) if _CJK.match(a) and _CJK.match(b))
    if len(gaps) < _STRETCHED or len(gaps) < _STRETCHED_SHARE * (len(gaps) + close):
        return 0.0
    middle = gaps[len(gaps) // 2]
    alike = sum(1 for gap in gaps if abs(gap - middle) <= _ALIKE)
    return middle if alike >= _STRETCHED_SHARE * len(gaps) else 0.0
