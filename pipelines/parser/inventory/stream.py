"""An inventory that lost its cells: words in a row, told apart by what they say.

Other programs write a table's cells as lines of their own, or a row as one line
with spaces, and drop the empty cells. The list's own wording says where an item
begins and whether it goes on.
"""

import re
from dataclasses import dataclass, field

from pipelines.parser.inventory.cells import (
    addresses,
    begins_address,
    is_department,
    is_rest,
    names_department,
    says_link,
)
from pipelines.parser.inventory.columns import Columns
from pipelines.parser.inventory.grid import Cell, Row, Table, cell_of
from pipelines.parser.inventory.items import (
    MATCH,
    category_name,
    category_of,
    counted,
    enumerator,
    goes_on,
    is_category,
    match,
    opens,
)
from pipelines.parser.inventory.words import Word, heads_of, words_of
from pipelines.parser.view import Document, Span
from pipelines.parser.vocab import load

_COLUMNS = Columns(item=1, category=0, department=2, url=3, width=4)
_COUNT = re.compile(load("inventory")["cells"]["count"])
_LEAST = 5
# No item begins so.
_INNER = ")、,;。"
_STRAYS = 12
_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """A table that was found, laid out in `columns`."""

    table: Table
    columns: Columns


@dataclass(slots=True)
class _Open:
    """The row being read: what its cells have so far."""

    item: list[Word] = field(default_factory=list)
    department: list[Word] = field(default_factory=list)
    url: list[Word] = field(default_factory=list)
    category: list[Word] = field(default_factory=list)

    def text(self, part: list[Word]) -> str:
        return "".join(word.text for word in part)

    @property
    def sure(self) -> bool:
        """Whether this is a row: what follows a table is none."""
        return bool(self.department or self.url) or match(self.text(self.item)).number is not None

    def cells(self, doc: Document) -> list[Cell]:
        parts = (self.category, self.item, self.department, self.url)
        return [cell_of(doc, [word.span for word in part]) for part in parts]


def read_stream(doc: Document, places: list[Span], everywhere: Span) -> list[Stretch]:
    """The inventories in these stretches of a text; empty where too little is like the list.

    Without one there, whatever follows a table's head within `everywhere` is looked at.
    """
    for start, end in places:
        if found := _read(doc, list(words_of(doc, start, end))):
            return [found]
    words = list(words_of(doc, *everywhere))
    heads = heads_of(words)
    found = _read(doc, words[heads[0] :]) if heads else None
    return [found] if found else []


def _read(doc: Document, words: list[Word]) -> Stretch | None:
    heads = heads_of(words)
    rows = _Reader().read(words, heads)
    items = sum(1 for row in rows if match(row.text(row.item)).number)
    if items * 2 < len(rows) or items < (1 if heads else _LEAST):
        return None
    if not any(row.department or row.url for row in rows) and items < 2 * _LEAST:
        return None
    table = [Row(row.cells(doc)) for row in rows]
    spans = [cell.span for row in table for cell in row.cells if cell.pieces]
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    if heads:
        first = min(first, words[heads[0]].span[0])
    return Stretch(Table(table, first, last), _COLUMNS)


class _Reader:
    def __init__(self) -> None:
        self.rows: list[_Open] = []
        self.category: list[Word] = []
        self.strays = 0
        self.fresh = False

    def read(self, words: list[Word], heads: list[int]) -> list[_Open]:
        self.heads = frozenset(heads)
        i = heads[0] if heads and not any(_of_a_row(w) for w in words[: heads[0]]) else 0
        while i < len(words) and self.strays <= _STRAYS:
            i += self._step(words, i)
        while self.rows and not self.rows[-1].sure:
            self.rows.pop()
        return self.rows

    def _step(self, words: list[Word], i: int) -> int:
        """Read what begins at word i; returns how many words it takes."""
        word = words[i]
        row = self.rows[-1] if self.rows else None
        if word.text.isdigit() and len(word.text) <= 2:
            self.fresh = True
            return 1
        if i in self.heads:
            return 1
        if (
            begins_address(word.text)
            or addresses(word.text)
            or (row and row.url and _goes_on_address(row, word))
        ):
            if row:
                self._put(row.url, word)
            return 1
        if taken := self._category(words, i, row):
            return taken
        if self._item(word, row) or row is None:
            return 1
        self._rest(word, row, words[i + 1].text if i + 1 < len(words) else "")
        return 1

    def _category(self, words: list[Word], i: int, row: _Open | None) -> int:
        """How many words from i on are a category's name; 0 where none is."""
        if row and not (row.department or row.url) and goes_on(row.text(row.item), words[i].text):
            return 0
        for size in (1, 2, 3, 4):
            part = words[i : i + size]
            if len(part) == size and _is_category(part):
                tail = "(" if part[-1].text.endswith("(") else ""
                size_with_count = size + _counting(words[i + size : i + size + 3], tail)
                self.category = words[i : i + size_with_count]
                return size_with_count
        if self._is_fresh(row) and self._own_category(words, i):
            self.category = [words[i]]
            return 1
        return 0

    def _is_fresh(self, row: _Open | None) -> bool:
        """Whether the row before is whole, so that another must begin."""
        return self.fresh or (row is not None and bool(row.url))

    def _own_category(self, words: list[Word], i: int) -> bool:
        """Whether a word that is no item stands above one: a category of the school's own."""
        word, after = words[i], words[i + 1 : i + 2]
        if len(word.text) > 16 or match(word.text).likeness >= MATCH or names_department(word.text):
            return False
        if opens(word.text) or (enumerator(word.text) and not counted(word.text)):
            return False
        return any(w.text[0] not in _INNER and match(w.text).likeness > 0.75 for w in after)

    def _item(self, word: Word, row: _Open | None) -> bool:
        """Take a word that begins an item or goes on with one; whether it does."""
        alone = match(word.text)
        before = row.text(row.item) if row else ""
        if row and not (row.department or row.url) and goes_on(before, word.text):
            self._put(row.item, word)
            return True
        if alone.likeness >= 0.75 or self._begins(word, row, alone.likeness):
            self.rows.append(_Open(item=[word], category=self.category))
            self.category = []
            self.strays, self.fresh = 0, False
            return True
        return False

    def _begins(self, word: Word, row: _Open | None, likeness: float) -> bool:
        """Whether a word that is not plainly an item can only be one."""
        listed, numbered = opens(word.text), enumerator(word.text) > 0
        if word.text[0] in _INNER:
            return False
        if numbered and listed:
            return True
        fresh = row is not None and self._is_fresh(row) and len(word.text) >= 4
        sure = numbered or listed or fresh or (likeness > MATCH and word.first)
        return sure and not names_department(word.text)

    def _put(self, part: list[Word], word: Word) -> None:
        """Add a word to a cell; what runs on for ever is none."""
        if len(part) < _MOST_WORDS:
            part.append(word)
        else:
            self.strays += 1

    def _rest(self, word: Word, row: _Open, after: str) -> None:
        """A word that is no item: a department, the end of one, or nothing of the table's."""
        if is_department(word.text) and not row.url:
            self._put(row.department, word)
        elif says_link(word.text):
            self._put(row.url, word)
        elif (
            not row.department
            and not row.url
            and len(word.text) <= 60
            and match(row.text(row.item)).number is None
        ):
            self._put(row.item, word)
        elif (
            not row.url
            and len(word.text) <= 20
            and (is_rest(word.text) or not _is_whole(row.department) or is_department(word.text + after))
        ):
            self._put(row.department, word)
        else:
            self.strays += 1


def _is_whole(department: list[Word]) -> bool:
    """Whether nothing is missing at the end of these names."""
    return bool(department) and is_department("".join(word.text for word in department))


def _of_a_row(word: Word) -> bool:
    return begins_address(word.text) or opens(word.text)


def _is_category(part: list[Word]) -> bool:
    """Whether these words are one category of the list, perhaps with its count."""
    if any(enumerator(word.text) for word in part[1:]) or any(len(word.text) > 16 for word in part):
        return False
    text = "".join(word.text for word in part)
    name, own = category_name(text), category_of(text)
    if own is None or len(name) > len(own) + 2 or not (is_category(text) or counted(text)):
        return False
    begun = len(part) == 1 or name[:1] == own[:1]
    return begun and match(text).likeness < 0.9 and not addresses(text)


def _counting(words: list[Word], tail: str) -> int:
    """How many of these words are the （n项） of the category before them."""
    for size, word in enumerate(words, 1):
        tail += word.text
        if _COUNT.fullmatch(tail):
            return size
    return 0


def _goes_on_address(row: _Open, word: Word) -> bool:
    """Whether a word is the rest of an address that a line's end broke."""
    text = word.text
    return text.isascii() and row.url[-1].text.isascii() and not says_link(text)
