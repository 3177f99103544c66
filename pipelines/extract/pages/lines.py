"""Pages as readers of printed pages see them: visual lines with their places.

Coordinates are points with the origin at the page's lower left as it is shown:
x grows to the right, y upwards.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_HAN = re.compile("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]+")


GUTTER = 0.7
"""Em of white space between columns at least."""


@dataclass(slots=True)
class Line:
    """A visual line: `x0`, `x1` its ends, `y` its baseline, `size` an em, in points.

    `cells` is set where the line is a row of a ruled table; then the geometry
    is the row's. `page` counts from 1. `sure`, 0 to 1, is how certain the
    reading of a picture is, None where the characters are the file's own.
    `full` are a row's places whose text fills the last line of its cell.
    `gaps` are where white space as wide as between columns begins and ends, and
    the baseline of what is behind it: it may be another line of a table's row.
    `column` is 1 or 2 on the left or right of a page with two columns, else 0.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int
    cells: list[str] | None = None
    sure: float | None = None
    full: frozenset[int] = frozenset()
    column: int = 0
    gaps: tuple[tuple[float, float, float], ...] = ()


@dataclass(slots=True)
class Page:
    """The lines of one page, in the file's order, and what they are worth.

    `han` counts Han characters, `solid` all that are not white space, `holes`
    the places inside lines where a glyph was drawn but has no character.
    `quality`, 0 to 1, is the share of characters that were read with certainty.
    """

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    han: int = 0
    solid: int = 0
    holes: int = 0
    quality: float = 1.0

    def count(self) -> None:
        """Set `han` and `solid` by the lines."""
        text = "".join("".join(line.cells) if line.cells else line.text for line in self.lines)
        self.solid = len("".join(text.split()))
        self.han = sum(map(len, _HAN.findall(text)))


def surely(lines: Iterable[Line]) -> float | None:
    """Return how certain lines are together, by their characters; None where all are the file's own."""
    read = list(lines)
    if all(line.sure is None for line in read):
        return None
    total = weight = 0.0
    for line in read:
        size = len(line.text) or sum(map(len, line.cells or ()))
        total += size * (1.0 if line.sure is None else line.sure)
        weight += size
    return total / weight if weight else None
