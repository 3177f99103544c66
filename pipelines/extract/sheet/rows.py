"""Rows of a worksheet on their way to a `Text`, within limits."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.extract.assembly.build import MAX_CHARS, TextBuilder, solid
from pipelines.extract.assembly.links import Anchor

MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CELLS = 2_000_000


@dataclass(slots=True)
class Sheet:
    """One worksheet: its rows that are not empty, as texts by column from 0, and its links."""

    name: str = ""
    hidden: bool = False
    rows: list[dict[int, str]] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    cut: bool = False
    numbers: list[int] = field(default_factory=list)

    def add(self, number: int, cells: dict[int, str], budget: "Budget") -> bool:
        """Append a row by its number in the sheet; False when the sheet is full or the budget spent."""
        if not budget.spend(cells):
            self.cut = True
            return False
        kept = {column: text for column, text in cells.items() if text and not text.isspace()}
        if any(column >= MAX_COLUMNS for column in kept):
            self.cut = True
            kept = {column: text for column, text in kept.items() if column < MAX_COLUMNS}
        if not kept:
            return True
        if len(self.rows) >= MAX_ROWS:
            self.cut = True
            return False
        self.rows.append(kept)
        self.numbers.append(number)
        return True


class Budget:
    """How much all sheets of a workbook may hold together."""

    def __init__(self) -> None:
        self._cells, self._chars = MAX_CELLS, MAX_CHARS

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self._cells <= 0 or self._chars <= 0

    def spend(self, cells: dict[int, str]) -> bool:
        """Take a row off; False when nothing is left."""
        self._cells -= len(cells)
        self._chars -= sum(map(len, cells.values()))
        return not self.spent


def write_sheets(builder: TextBuilder, sheets: Sequence[Sheet]) -> int:
    """Append all sheets, each as a page, hidden ones last; returns how many pages there are.

    Lone cells above a table are its titles, so they are paragraphs.
    """
    ordered = [s for s in sheets if not s.hidden] + [s for s in sheets if s.hidden]
    page = 0
    for sheet in ordered:
        if sheet.cut:
            builder.warn("sheet_cut")
        if not sheet.rows:
            continue
        page += 1
        # An empty margin at the left is no column.
        left = min(min(row) for row in sheet.rows)
        titles = True
        for number, row in zip(sheet.numbers, sheet.rows, strict=True):
            titles = titles and len(row) == 1
            cells = [row.get(column, "") for column in range(left, max(row) + 1)]
            links = [_anchors(cell, sheet.links.get((number, left + i))) for i, cell in enumerate(cells)]
            if titles:
                builder.add("".join(cells), page=page, links=[a for own in links for a in own])
            else:
                builder.row(cells, page=page, links=links)
    return page


def _anchors(text: str, url: str | None) -> list[Anchor]:
    return [Anchor(solid(text), 0, url)] if url and text else []
