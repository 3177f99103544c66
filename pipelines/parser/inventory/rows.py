"""Rows of cells to rows of the inventory: merged cells filled down, split ones joined."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from pipelines.parser.inventory.cells import (
    addresses,
    begins_address,
    departments,
    is_department,
    item_number,
    item_text,
    ordinal,
    solid,
)
from pipelines.parser.inventory.columns import Columns, is_head
from pipelines.parser.inventory.grid import EMPTY, Cell, Row, Table
from pipelines.parser.inventory.items import (
    MATCH,
    category_name,
    category_of,
    counted,
    goes_on,
    is_category,
    match,
)
from pipelines.parser.inventory.links import Links
from pipelines.parser.model import InventoryRow
from pipelines.parser.view import Document, Span, fold
from pipelines.parser.vocab import load

_CAPTION = re.compile(load("inventory")["cells"]["caption"])
# A page's number, or a row's that has nothing else.
_EDGE = re.compile(r"[-—·\s第]{0,4}\d{1,4}(?:\s?/\s?\d{1,4})?[-—·\s页]{0,4}")
# Characters after which a row takes no more lines in: whatever follows is none of it.
_LONGEST_ROW = 4000
_LONGEST_CATEGORY = 30


@dataclass(slots=True)
class Shared:
    """A cell that several rows share: its text may still grow on the next page."""

    text: str


@dataclass(slots=True)
class Draft:
    """A row that is being read; `printed` is the number that the table itself gives it."""

    item: str
    category: Shared | None
    department: Shared | None
    url: str
    span: Span
    printed: int | None = None
    linked: list[str] = field(default_factory=list)

    @property
    def _urls(self) -> tuple[str, ...]:
        return addresses(self.url)

    @property
    def more_urls(self) -> bool:
        """Whether the row has more addresses than the one that is kept."""
        return len(self._urls or self.linked) > 1

    def values(self) -> InventoryRow:
        """The row's values, but for the list's number."""
        urls = self._urls or self.linked
        return InventoryRow(
            number=None,
            category=(category_name(solid(self.category.text)) or None) if self.category else None,
            item=item_text(self.item),
            department=departments(self.department.text) if self.department else None,
            url=urls[0] if urls else None,
        )


class Rows:
    """Reads the tables of one document in order; what is merged goes on from table to table."""

    def __init__(self, doc: Document, links: Links) -> None:
        self.found: list[Draft] = []
        self.links = links
        self._doc = doc
        self._category: Shared | None = None
        self._department: Shared | None = None

    def read(self, table: Table, columns: Columns) -> None:
        """Add the rows of one table; the line above it may be its category."""
        above = self._above(table.start)
        if is_category(above) and len(above) <= _LONGEST_CATEGORY:
            self._category, self._department = Shared(above), None
        self._own_numbers = self._numbered(table, columns)
        for row in table.rows:
            if row.loose or not is_head(row):
                self._read(row, columns)

    def _above(self, start: int) -> str:
        """The line above a place."""
        lines = self._doc.lines
        i = bisect_left(lines, start, key=lambda line: line.start)
        return lines[i - 1].text if i else ""

    def _numbered(self, table: Table, columns: Columns) -> bool:
        """Whether nearly every item of the table carries a number of its own."""
        texts = [_at(row, columns.item).text for row in table.rows]
        filled = [text for text in texts if text]
        return 10 * sum(1 for t in filled if item_number(t) is not None) >= 7 * len(filled)

    def _read(self, row: Row, columns: Columns) -> None:
        filled = [cell for cell in row.cells if cell.pieces]
        if len(filled) == 1 and _EDGE.fullmatch(filled[0].text):
            return
        if self._is_category(row, columns):
            text = max((cell.text for cell in filled), key=len)
            self._category, self._department = Shared(text), None
            return
        if row.loose and not self._stray_item(row):
            return
        row = self._aligned(row, columns)
        item = _at(row, columns.item).text
        category = _at(row, columns.category).text
        department = _at(row, columns.department).text
        url = _at(row, columns.url).text
        last = self.found[-1] if self.found else None
        if last and self._continues(row, columns, last, item):
            self._extend(last, row, category, item, department, url)
            return
        if not item:
            return
        self._new_category(category)
        if department:
            self._department = Shared(department)
        self.found.append(
            Draft(
                item=item,
                category=self._category,
                department=self._department,
                url=url,
                span=_span(row),
                printed=item_number(item) or ordinal(_at(row, columns.ordinal).text),
                linked=self._linked(row, columns),
            )
        )

    def _is_category(self, row: Row, columns: Columns) -> bool:
        """Whether a row says only under which category the next ones stand."""
        filled = [text for cell in row.cells if (text := cell.text.strip())]
        texts = [text for text in filled if not text.isdigit()]
        if len(texts) != 1 or len(solid(texts[0])) > _LONGEST_CATEGORY:
            return False
        folded = "".join(fold(texts[0]).split())
        if _CAPTION.fullmatch(folded) and not category_of(texts[0]):
            return False
        named = category_of(texts[0]) is not None or counted(texts[0])
        if named and match(texts[0]).likeness >= MATCH and not (is_category(texts[0]) or counted(texts[0])):
            return False
        own = columns.category is not None and _at(row, columns.category).text and not row.loose
        # In the category's own column it may be the head of rows that a page's end cut off.
        return named and (not own or len(filled) > 1 or len(row.cells) <= 1 or not self.found)

    def _stray_item(self, row: Row) -> bool:
        """Whether a line without tabs is a row of which only the item is filled."""
        text = row.cells[0].text
        numbered = self._own_numbers and item_number(text) is not None
        return match(text).likeness >= (MATCH if numbered else 0.8)

    def _aligned(self, row: Row, columns: Columns) -> Row:
        """A row whose merged places were left out, moved to where its columns are."""
        item = _at(row, columns.item).text
        cells = row.cells
        if not item or match(item).likeness < MATCH:
            at = max(range(len(cells)), key=lambda c: self._like(cells[c]), default=0)
            shift = columns.item - at
            if cells and shift > 0 and self._like(cells[at]) >= MATCH and len(cells) + shift <= columns.width:
                cells = [EMPTY] * shift + cells
        url, department = columns.url, columns.department
        if url is not None and department == url - 1 and len(cells) == url and addresses(cells[-1].text):
            cells = [*cells[:-1], EMPTY, cells[-1]]
        return Row(cells)

    def _like(self, cell: Cell) -> float:
        return match(cell.text).likeness if cell.pieces else 0.0

    def _continues(self, row: Row, columns: Columns, last: Draft, item: str) -> bool:
        """Whether a row is the rest of the one before, which a page's end cut."""
        if not item:
            return True
        if ordinal(_at(row, columns.ordinal).text) is not None and columns.category is None:
            return False
        whole = self._is_whole(row, columns, last)
        if match(item).likeness < 0.9 and goes_on(last.item, item, fuzzy=not whole):
            return True
        bare = [c for c in row.cells if c.pieces]
        return (
            self._own_numbers
            and len(bare) == 1
            and item_number(item) is None
            and match(item).likeness < MATCH
            and not is_department(item)
        )

    def _is_whole(self, row: Row, columns: Columns, last: Draft) -> bool:
        """Whether a row has an address or a department of its own, and so had the one before."""
        if addresses(last.url) and begins_address(_at(row, columns.url).text):
            return True
        before = last.department.text if last.department else ""
        return is_department(before) and is_department(_at(row, columns.department).text)

    def _extend(self, last: Draft, row: Row, category: str, item: str, department: str, url: str) -> None:
        if (
            len(last.item) + len(last.url) + (len(last.department.text) if last.department else 0)
            > _LONGEST_ROW
        ):
            return
        last.item += f"\n{item}" if item else ""
        if category:
            self._new_category(category)
        if department and last.department and last.department is self._department:
            # Rows above that share the cell do not share what is added here.
            if sum(1 for draft in self.found[-2:] if draft.department is last.department) > 1:
                self._department = last.department = Shared(last.department.text)
            last.department.text += f"\n{department}"
        elif department:
            self._department = last.department = Shared(department)
        last.url += f"\n{url}" if url else ""
        last.linked += [u for u in self.links.inside(*_span(row)) if u not in last.linked]
        if row.cells and any(cell.pieces for cell in row.cells):
            last.span = (last.span[0], max(last.span[1], _span(row)[1]))

    def _new_category(self, text: str) -> None:
        if not text or not category_name(solid(text)):
            return
        if self._category and category_of(text) is None:
            joined = f"{self._category.text}\n{text}"
            if is_category(joined) and not counted(self._category.text):
                self._category.text = joined
                return
        same = self._category and category_name(solid(self._category.text)) == category_name(solid(text))
        if not same:
            self._category = Shared(text)

    def _linked(self, row: Row, columns: Columns) -> list[str]:
        """The addresses behind the row's cells: the address column's first, then the item's."""
        for column in (columns.url, columns.item):
            cell = _at(row, column)
            if cell.pieces and (urls := self.links.inside(*cell.span)):
                return urls
        return []


def _at(row: Row, column: int | None) -> Cell:
    return row.cells[column] if column is not None and column < len(row.cells) else EMPTY


def _span(row: Row) -> Span:
    spans = [cell.span for cell in row.cells if cell.pieces]
    return min(spans)[0], max([end for _, end in spans])
