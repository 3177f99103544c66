"""清单事项公开情况表: the rows of the ministry's list of fifty items."""

from dataclasses import dataclass, field

from pipelines.parser.model import InventoryRow, Section
from pipelines.parser.view import Document, Span


@dataclass(slots=True)
class Inventory:
    """The rows in the table's order, where each stands, the table's own stretches, warnings."""

    rows: list[InventoryRow] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    tables: list[Span] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_inventory(
    doc: Document, sections: list[Section], links: tuple[tuple[int, int, str], ...] = ()
) -> Inventory:
    """Read the inventory from rows with tabs, or from lines of one cell each."""
    return Inventory()
