"""Rows of a table that a page break parted, put together again."""

import re

from pipelines.extract.pages.joining import join
from pipelines.extract.pages.lines import Line

_SAME_EDGE = 3.0
"""Points by which the edges of one table differ from page to page."""
# What begins a cell: the number of an item, an address, a row's own number.
_BEGINS = re.compile(
    r"[（(]?\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?[.．、)）]|\d{1,3}$|(?:https?://|www\.)",
    re.IGNORECASE,
)


def goes_on(before: Line | None, row: Line, *, first: bool) -> bool:
    """Whether `row`, the `first` line of its page, is the rest of the last row of the page before.

    Then each of its texts stands under one that fills the last line of its
    cell, none begins as cells begin, and there is at least one empty place.
    """
    if before is None or not first or before.cells is None or row.cells is None:
        return False
    if row.page != before.page + 1 or len(before.cells) != len(row.cells):
        return False
    if abs(before.x0 - row.x0) > _SAME_EDGE or abs(before.x1 - row.x1) > _SAME_EDGE:
        return False
    places = [place for place, cell in enumerate(row.cells) if cell]
    return (
        0 < len(places) < len(row.cells)
        and all(place in before.full for place in places)
        and not any(_BEGINS.match(row.cells[place]) for place in places)
    )


def united(before: list[str], after: list[str]) -> list[str]:
    """Join the cells of the two parts of a row."""
    return [join(a, b) for a, b in zip(before, after, strict=True)]
