"""Running headers, footers and page numbers out of a PDF's pages."""

import re
import tomllib
from collections import Counter
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipelines.extract.pages.lines import Line, Page

DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("reflow.toml").read_text(encoding="utf-8"))
_NUMBER_FORMS = [re.compile(p, re.IGNORECASE) for p in DATA["page_number"]["patterns"]]
_DIGITS = re.compile(r"\d+")
_WHITE = re.compile(r"\s+")

# Shares of the page's height: margins of Chinese documents are 2.5 to 3.7 cm.
_NUMBER_ZONE = 0.15
_HEAD_ZONE = 0.12
_DEPTH = 3
_SAME_Y = 4.0
# Scanned pages lie differently: share of the page's height.
_SAME_Y_SCANNED = 0.015
_REPEATED = 0.4
_HEAD_ROWS = 6
_SMALL = 0.9


def without_furniture(pages: list[Page]) -> list[Page]:
    """Take page numbers and repeated lines out of the margins, in place.

    A line goes when it has the form of a page number and the number fits its
    page, or when the same words (numbers aside) stand at the same height on at
    least 40 % of the pages, two at least; on any two where a number in them
    counts along with the pages (left and right pages have other words). So do
    small lines that repeat the chapter's heading above the text, and a table's
    header row that is repeated on the next page.
    """
    for _ in range(2):
        # Twice: a number may stand below a footer, or above it.
        _drop(pages, _page_numbers(pages))
        _drop(pages, _running(pages))
    _drop(pages, _chapters(pages))
    _drop(pages, _repeated_rows(pages))
    return pages


def _drop(pages: list[Page], gone: set[int]) -> None:
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in gone]


def _margin(page: Page, zone: float) -> list[Line]:
    """Return the outermost lines of both margins of a page."""
    above, below = page.height * (1 - zone), page.height * zone
    top = [line for line in page.lines if line.y > above and line.cells is None]
    bottom = [line for line in page.lines if line.y < below and line.cells is None]
    top = sorted(top, key=attrgetter("y"), reverse=True)[:_DEPTH]
    return top + sorted(bottom, key=attrgetter("y"), reverse=True)[-_DEPTH:]


def _page_numbers(pages: list[Page]) -> set[int]:
    numbered: list[tuple[Line, int, int]] = []
    gone: set[int] = set()
    for page in pages:
        edges = _margin(page, _NUMBER_ZONE)
        for line in edges:
            for form in _NUMBER_FORMS:
                if not (match := form.fullmatch(line.text.strip())):
                    continue
                number = match.groupdict().get("n")
                if number is None:
                    gone.add(id(line))
                else:
                    numbered.append((line, page.number, int(number)))
                break
    # A bare number is a page number when it counts along with the pages.
    shifts = Counter(number - page for _, page, number in numbered)
    for line, page_number, number in numbered:
        shift = number - page_number
        if shift == 0 or shifts[shift] >= 2 or not line.text.strip().isdigit():
            gone.add(id(line))
    return gone


def _running(pages: list[Page]) -> set[int]:
    groups: dict[str, list[Line]] = {}
    heights = {page.number: page.height for page in pages}
    for page in pages:
        for line in _margin(page, _HEAD_ZONE):
            key = _DIGITS.sub("0", _WHITE.sub("", line.text))
            groups.setdefault(key, []).append(line)
    gone: set[int] = set()
    enough = max(2, round(len(pages) * _REPEATED))
    for lines in groups.values():
        for line in lines:
            reach = _SAME_Y if line.sure is None else max(_SAME_Y, _SAME_Y_SCANNED * heights[line.page])
            near = {other.page for other in lines if abs(other.y - line.y) <= reach}
            if len(near) >= enough or (
                len(near) > 1 and any(_counts_along(line, other) for other in lines if other.page in near)
            ):
                gone.add(id(line))
    return gone


def _chapters(pages: list[Page]) -> set[int]:
    """Small lines above the text that repeat a heading, at one height on many pages."""
    printed: Counter[str] = Counter()
    sizes: Counter[float] = Counter()
    tops: list[tuple[float, Line]] = []
    for page in pages:
        for line in page.lines:
            if line.cells is None:
                printed[_WHITE.sub("", line.text)] += 1
                sizes[line.size] += len(line.text)
        first = max(page.lines, key=attrgetter("y"), default=None)
        if first is not None and first.cells is None and first.y > page.height * (1 - _HEAD_ZONE):
            tops.append((page.height - first.y, first))
    small = _SMALL * max(sizes, key=lambda size: sizes[size], default=0.0)
    enough = max(3, round(len(pages) * _REPEATED))
    gone: set[int] = set()
    for depth, line in tops:
        same = sum(abs(depth - other) <= _SAME_Y for other, _ in tops)
        if same >= enough and line.size <= small and printed[_WHITE.sub("", line.text)] > 1:
            gone.add(id(line))
    return gone


def _counts_along(line: Line, other: Line) -> bool:
    """Whether a number in the same words differs by as many as the pages do."""
    if line.page == other.page:
        return False
    pairs = zip(_DIGITS.findall(line.text), _DIGITS.findall(other.text), strict=False)
    return any(len(a) <= 4 >= len(b) and int(a) - int(b) == line.page - other.page for a, b in pairs)


def _repeated_rows(pages: list[Page]) -> set[int]:
    """Rows at the top of a page that repeat the head of the table before it."""
    gone: set[int] = set()
    head: list[list[str]] = []
    for page in pages:
        rows = [line for line in page.lines if line.cells is not None]
        if not rows:
            continue
        same = 0
        if page.lines[0].cells is not None:
            pairs = zip(rows, head, strict=False)
            while (pair := next(pairs, None)) and pair[0].cells == pair[1]:
                same += 1
        if same:
            gone.update(id(row) for row in rows[:same])
        else:
            head = [row.cells or [] for row in rows[:_HEAD_ROWS]]
    return gone
