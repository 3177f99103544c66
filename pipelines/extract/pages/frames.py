"""Text areas of pages: margins, size and distance of lines, for each column of prose."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from pipelines.extract.pages.columns import gutter_of, side_of
from pipelines.extract.pages.lines import Line, Page

INDENT = 1.2
"""Em by which a paragraph's first line is indented at least."""
_EDGE_SHARE = 0.04
"""Share of all lines that begin or end at a margin, at least."""

Place = tuple[int, int]
"""A page's number and a column on it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The text area of a page: margins, em and usual distance of lines, in points.

    `indented` says whether paragraphs begin with an indent.
    """

    left: float
    right: float
    em: float
    pitch: float
    indented: bool


def frames_of(pages: list[Page]) -> dict[Place, Frame]:
    """Work out the text area of each page, and of its columns; tells every line its column.

    Margins are those of all pages of the same width, moved to the page's own
    where it has enough lines to tell (margins of left and right pages differ).
    """
    by_width: dict[int, list[Page]] = {}
    for page in pages:
        by_width.setdefault(round(page.width / 10), []).append(page)
    frames: dict[Place, Frame] = {}
    for same in by_width.values():
        _add(frames, same, 0)
        if columned := _columned(same):
            _add(frames, columned, 1)
            _add(frames, columned, 2)
    return frames


def _columned(same: list[Page]) -> list[Page]:
    """Tell the lines of pages with two columns which is theirs; return these pages.

    The last of them may be too short to tell by itself: there nothing crosses
    the space that the others have.
    """
    gutters = {page.number: gutter_of(page.lines) for page in same}
    known = sorted(gutter for gutter in gutters.values() if gutter is not None)
    out = []
    for page in same if known else ():
        own = gutters[page.number]
        gutter = known[len(known) // 2] if own is None else own
        sides = [side_of(line.x0, line.x1, gutter) for line in page.lines]
        if own is not None or all(sides):
            out.append(page)
            for line, side in zip(page.lines, sides, strict=True):
                line.column = side
            if own is None:
                # Read alone, a scan of it was read row by row.
                page.lines.sort(key=attrgetter("column"))
    return out


def _add(frames: dict[Place, Frame], same: list[Page], column: int) -> None:
    """Add the frames of pages of one width: of their column, of all their lines where it is 0."""
    width = same[0].width
    own_of = {page.number: _own(page, column) for page in same}
    lines = [line for own in own_of.values() for line in own]
    em = _body_size(lines)
    # A few notes in the margins of many pages are not the text's own edge.
    least = max(2, round(_EDGE_SHARE * len(lines)))
    left = _edge([line.x0 for line in lines], em, low=True, fallback=0.15 * width, least=least)
    fallback = max((line.x1 for line in lines), default=width) if column else max(0.6 * width, width - left)
    right = _edge([line.x1 for line in lines], em, low=False, fallback=fallback, least=least)
    if right < 0.6 * width and not column:
        right = fallback
    begun = sum(INDENT <= (line.x0 - left) / em <= 3 for line in lines)
    indented = begun >= 3 and begun >= 0.1 * len(lines)
    for page in same:
        own = own_of[page.number]
        own_left = _edge([line.x0 for line in own], em, low=True, fallback=left, least=4)
        own_right = _edge([line.x1 for line in own], em, low=False, fallback=right, least=4)
        # Both margins move together on left and right pages.
        moved = abs((own_left - left) - (own_right - right)) < 0.5 * em
        if not moved or abs(own_left - left) > 4 * em:
            own_left, own_right = left, right
        frames[page.number, column] = Frame(own_left, own_right, em, _pitch(own, em), indented)


def _own(page: Page, column: int) -> list[Line]:
    return [line for line in page.lines if line.cells is None and column in (0, line.column)]


def _body_size(lines: list[Line]) -> float:
    """Size of most characters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(1.0, sizes.most_common(1)[0][0]) if sizes else 12.0


def _edge(values: list[float], em: float, *, low: bool, fallback: float, least: int = 2) -> float:
    """Return the outermost place at which at least `least` lines begin (or end)."""
    values = sorted(values, reverse=not low)
    for i in range(len(values) - least + 1):
        if abs(values[i + least - 1] - values[i]) <= 0.7 * em:
            return values[i]
    return fallback


def _pitch(lines: list[Line], em: float) -> float:
    """Return the usual distance between the baselines of a page, in points."""
    steps = [a.y - b.y for a, b in pairwise(lines)]
    steps = [step for step in steps if 0.8 * em <= step <= 4 * em]
    return sorted(steps)[len(steps) // 4] if steps else 1.8 * em
