"""Which column of an inventory is which, from its head and from what stands in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.parser.inventory.cells import addresses, is_department, says_link
from pipelines.parser.inventory.grid import Row, Table
from pipelines.parser.inventory.items import MATCH, category_of, is_category, match
from pipelines.parser.memo import remembered
from pipelines.parser.view import fold
from pipelines.parser.vocab import load

_COLUMNS = {role: re.compile(pattern) for role, pattern in load("inventory")["columns"].items()}
_LONGEST = 16
_SAMPLE = 120


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each part, None where the table has none; `width` of the whole."""

    item: int
    ordinal: int | None = None
    category: int | None = None
    department: int | None = None
    url: int | None = None
    width: int = 0
    headed: bool = False


@remembered
def role_of(text: str) -> str | None:
    """What a cell says when it heads a column; None where it does not."""
    squeezed = "".join(fold(text).split()).strip(":")
    if not 1 <= len(squeezed) <= _LONGEST:
        return None
    found = (r for r, p in _COLUMNS.items() if r != "remark" and p.fullmatch(squeezed))
    return next(found, None)


def is_head(row: Row) -> bool:
    """Whether a row heads a table: at least two of its cells, and nearly all, name columns."""
    roles = [role_of(cell.text) for cell in row.cells if cell.text]
    named = len([role for role in roles if role])
    return named >= 2 and 3 * named >= 2 * len(roles) and bool({"item", "category"} & set(roles))


def read_columns(
    table: Table, linked: Callable[[int, int], bool], known: Columns | None, trusted: bool
) -> Columns | None:
    """The columns of a table; None where it is no inventory.

    `linked` tells whether a stretch of the text is a link, `known` is how the
    table before it was laid out, `trusted` says that an inventory is announced here.
    """
    rows = [row for row in table.rows if not row.loose]
    at = next((i for i, row in enumerate(rows[:8]) if is_head(row)), None)
    head = _head(rows[at]) if at is not None else {}
    body = [row for row in rows[(at + 1 if at is not None else 0) :] if not is_head(row)]
    width = max((len(row.cells) for row in rows), default=0)
    counts = _counts(body[:_SAMPLE], width, linked)
    items = counts["item"]
    best = max(range(width), key=lambda c: items[c], default=0)
    sampled = max(1, len(body[:_SAMPLE]))
    strong = items[best] >= 3 and 4 * items[best] >= sampled if width else False
    if not strong:
        if known and not head and width <= known.width and _fits(counts, known):
            return known
        if not (trusted and {"item"} < {*head.values()}):
            return None
        best = next(c for c, role in head.items() if role == "item")
    return _assign(head, counts, best, width)


def halves(table: Table) -> list[Table]:
    """A table whose head says the same twice is two, side by side."""
    head = next((row for row in table.rows[:8] if is_head(row)), None)
    roles = [role_of(cell.text) for cell in head.cells] if head else []
    middle = len(roles) // 2
    if head is None or middle < 2 or len(roles) % 2 or roles[:middle] != roles[middle:]:
        return [table]
    left = [row if row.loose else Row(row.cells[:middle]) for row in table.rows]
    right = [Row(row.cells[middle:]) for row in table.rows if not row.loose and row.cells[middle:]]
    return [Table(left, table.start, table.end), Table(right, table.start, table.end)]


def _head(row: Row) -> dict[int, str]:
    roles = {c: role_of(cell.text) for c, cell in enumerate(row.cells) if cell.text}
    return {c: role for c, role in roles.items() if role}


def _counts(rows: list[Row], width: int, linked: Callable[[int, int], bool]) -> dict[str, list[int]]:
    """How many cells of each column look like what."""
    counts = {role: [0] * width for role in ("item", "category", "department", "url", "ordinal", "filled")}
    for row in rows:
        for c, cell in enumerate(row.cells):
            text = cell.text
            if not text:
                continue
            counts["filled"][c] += 1
            if text.strip().isdigit():
                counts["ordinal"][c] += 1
            elif addresses(text) or (says_link(text) and linked(*cell.span)):
                counts["url"][c] += 1
            elif is_department(text) and match(text).likeness < MATCH:
                counts["department"][c] += 1
            elif is_category(text):
                counts["category"][c] += 1
            elif match(text).likeness >= MATCH:
                counts["item"][c] += 1
            elif category_of(text):
                counts["category"][c] += 1
    return counts


def _fits(counts: dict[str, list[int]], known: Columns) -> bool:
    return known.item < len(counts["item"]) and counts["item"][known.item] >= 1


def _assign(head: dict[int, str], counts: dict[str, list[int]], item: int, width: int) -> Columns:
    """Give each part its column: by content where it is plain, else by the head."""
    taken = {item}

    def choose(role: str, least: int) -> int | None:
        free = [c for c in range(width) if c not in taken]
        headed = [c for c in free if head.get(c) == role]
        pool = headed or [c for c in free if c not in head]
        if role == "url":
            pool = free
        elif role == "category":
            # Under 公开事项 | 公开内容 the first are the categories.
            pool = headed or [c for c in free if head.get(c) in (None, "item")]
        full = [c for c in pool if counts[role][c] >= least]
        found = max(full, key=lambda c: counts[role][c], default=headed[0] if headed else None)
        if found is not None:
            taken.add(found)
        return found

    url = choose("url", 1)
    ordinal = choose("ordinal", 2)
    category = choose("category", 1)
    department = choose("department", 2)
    return Columns(item, ordinal, category, department, url, width, bool(head))
