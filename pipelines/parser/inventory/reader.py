"""清单事项公开情况表: the rows of the ministry's list of fifty items."""

from collections import Counter
from dataclasses import dataclass, field

from pipelines.parser.inventory.columns import halves, read_columns
from pipelines.parser.inventory.grid import Table, read_tables
from pipelines.parser.inventory.items import category_of, is_category, items, match_among
from pipelines.parser.inventory.links import Links
from pipelines.parser.inventory.rows import Rows
from pipelines.parser.inventory.stream import read_stream
from pipelines.parser.model import InventoryRow, Section
from pipelines.parser.view import Document, Span
from pipelines.parser.vocab import load

_ANNOUNCED: list[str] = load("inventory")["announced"]["words"]
_NEAR = 400


@dataclass(slots=True)
class Inventory:
    """The rows in the table's order, where each stands, the table's own stretches, warnings.

    Warnings: `inventory_rows:N` where the rows are not fifty, `inventory_number_unknown:N`
    rows whose wording is no item of the list, `inventory_number_repeated:N,…` items that
    several rows state, `inventory_urls_dropped:N` rows with more addresses than the first,
    `inventory_cells_inferred` where the text lost its cells and wording alone tells them.
    """

    rows: list[InventoryRow] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    tables: list[Span] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_inventory(
    doc: Document, sections: list[Section], links: tuple[tuple[int, int, str], ...] = ()
) -> Inventory:
    """Read the inventory from rows with tabs, or from lines of one cell each.

    `links` are (start, end, address) by offsets of the text: they count where a cell
    prints no address itself. Never raises.
    """
    found = Inventory()
    places = _places(sections)
    rows = Rows(doc, Links(links))
    known = None
    borders = frozenset(s.start for s in sections if not is_category(s.heading))
    for table in (half for whole in read_tables(doc, borders) for half in halves(whole)):
        trusted = not sections or _announced(doc, table, places)
        columns = read_columns(table, rows.links.within, known, trusted)
        if columns is None:
            continue
        known = columns
        rows.read(table, columns)
        _take(found.tables, (table.start, table.end))
    if not rows.found:
        everywhere = (0, len(doc.original))
        for stretch in read_stream(doc, places or ([] if sections else [everywhere]), everywhere):
            rows.read(stretch.table, stretch.columns)
            found.tables.append((stretch.table.start, stretch.table.end))
            found.warnings.append("inventory_cells_inferred")
    _finish(found, rows)
    return found


def _places(sections: list[Section]) -> list[Span]:
    """The inventory's sections; a category (其他) that was taken for a heading ends none."""
    places: list[Span] = []
    for section in sections:
        if section.code == "inventory":
            places.append((section.body, section.end))
        elif places and places[-1][1] == section.start and is_category(section.heading):
            places[-1] = (places[-1][0], section.end)
    return places


def _announced(doc: Document, table: Table, places: list[Span]) -> bool:
    """Whether a table stands in the inventory's section, or the text before it says what it is."""
    if any(a <= table.start < b for a, b in places):
        return True
    before = "".join(doc.folded[max(0, table.start - _NEAR) : table.start].split())
    return any(word in before for word in _ANNOUNCED)


def _take(tables: list[Span], span: Span) -> None:
    if not tables or tables[-1] != span:
        tables.append(span)


def _finish(found: Inventory, rows: Rows) -> None:
    """Number the rows by the list, and say what does not add up."""
    dropped = 0
    for draft in rows.found:
        row = draft.values()
        own = category_of(row.category) if row.category else None
        row.number = match_among(row.item, own, draft.printed).number if row.item else None
        found.rows.append(row)
        found.spans.append(draft.span)
        dropped += draft.more_urls
    if not found.rows:
        return
    numbers = Counter(row.number for row in found.rows)
    if len(found.rows) != len(items()):
        found.warnings.append(f"inventory_rows:{len(found.rows)}")
    if numbers[None]:
        found.warnings.append(f"inventory_number_unknown:{numbers[None]}")
    twice = sorted(n for n, times in numbers.items() if n is not None and times > 1)
    if twice:
        found.warnings.append("inventory_number_repeated:" + ",".join(map(str, twice)))
    if dropped:
        found.warnings.append(f"inventory_urls_dropped:{dropped}")
    found.warnings = list(dict.fromkeys(found.warnings))
