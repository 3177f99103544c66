"""Paragraphs and tables of word processors that keep no tree (DOC, RTF), on their way to a `Text`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.extract.assembly.build import TextBuilder, solid
from pipelines.extract.assembly.links import Anchor
from pipelines.extract.assembly.tables import Cell, is_grid, lay
from pipelines.extract.text import BlockKind

TOLERANCE = 100
"""Twips (1/1440 inch) by which the edges of one column may differ from row to row."""
_MAX_DEPTH = 20


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its lines, its automatic number, its heading level.

    `links` are (start, end, address), counted in characters that are not
    white space from the start of the lines, without the number.
    """

    lines: list[str]
    level: int | None = None
    prefix: str = ""
    links: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read; a number alone is not printed as a line."""
        return not any(line.strip() for line in self.lines)

    def text(self) -> str:
        """Return all of it on one line."""
        return self.prefix + " ".join(line.strip() for line in self.lines if line.strip())

    def anchors(self) -> list[Anchor]:
        """Return its links as counted from its end."""
        size = sum(map(solid, self.lines))
        return [Anchor(size - start, size - end, url) for start, end, url in self.links if start < end]


@dataclass(slots=True)
class FlowCell:
    """A cell: what is in it, its edges in twips, whether it continues a merged one."""

    content: "list[Paragraph | Table]" = field(default_factory=list)
    left: int | None = None
    right: int | None = None
    merged: bool = False

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield its paragraphs that say something, those of tables within too."""
        for item in self.content:
            if isinstance(item, Table):
                for cell in item.cells():
                    yield from cell.paragraphs()
            elif not item.empty:
                yield item

    def cell(self, columns: int) -> Cell:
        """Return it as a cell of a grid, its paragraphs on one line."""
        texts: list[str] = []
        links: list[Anchor] = []
        if not self.merged:
            for item in self.paragraphs():
                behind = sum(map(solid, item.lines)) + solid(item.prefix)
                links = [Anchor(a.start + behind, a.end + behind, a.url) for a in links] + item.anchors()
                texts.append(item.text())
        if not texts and not self.merged:
            # A number in a cell of its own is what the reader sees there.
            texts = [p.prefix.strip() for p in self.content if isinstance(p, Paragraph) and p.prefix]
        return Cell(" ".join(texts), columns=columns, links=tuple(links))


@dataclass(slots=True)
class Table:
    """Rows of cells in reading order."""

    rows: list[list[FlowCell]] = field(default_factory=list)

    def cells(self) -> Iterator[FlowCell]:
        """Yield its cells, row by row."""
        for row in self.rows:
            yield from row


@dataclass(slots=True)
class Grid:
    """A table while it is read: its rows so far, the row and the cell at hand."""

    table: Table = field(default_factory=Table)
    cells: list[FlowCell] = field(default_factory=list)
    cell: FlowCell = field(default_factory=FlowCell)

    def end_cell(self) -> None:
        """Close the cell at hand."""
        self.cells.append(self.cell)
        self.cell = FlowCell()

    def end_row(self, edges: Sequence[int], merged: Sequence[bool]) -> None:
        """Close the row at hand; edges and merges count where they fit its cells."""
        if self.cell.content:
            self.end_cell()
        fits = len(edges) == len(self.cells) + 1
        for number, cell in enumerate(self.cells):
            if fits:
                cell.left, cell.right = edges[number], edges[number + 1]
                cell.merged = number < len(merged) and merged[number]
        if self.cells:
            self.table.rows.append(self.cells)
        self.cells = []


class Story:
    """Paragraphs with the depth of tables that each stands in, one after the other."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._grids: list[Grid] = []

    def at_level(self, level: int) -> None:
        """Go on at this depth of tables: inner ones that ended are closed, new ones begun."""
        while len(self._grids) > level:
            grid = self._grids.pop()
            grid.end_row((), ())
            self.add(grid.table)
        while len(self._grids) < level:
            self._grids.append(Grid())

    def add(self, item: Paragraph | Table) -> None:
        """Append what stands at the present depth; outside of tables it is written at once."""
        if self._grids:
            self._grids[-1].cell.content.append(item)
        else:
            write(self._builder, item)

    def end_cell(self) -> None:
        """Close the cell at hand."""
        if self._grids:
            self._grids[-1].end_cell()

    def end_row(self, edges: Sequence[int], merged: Sequence[bool]) -> None:
        """Close the row at hand."""
        if self._grids:
            self._grids[-1].end_row(edges, merged)


def write(builder: TextBuilder, item: "Paragraph | Table", depth: int = 0) -> None:
    """Append a paragraph or a table; a table of one column, or with large ones within, is mere layout."""
    if isinstance(item, Paragraph):
        _write_paragraph(builder, item)
        return
    cells = list(item.cells())
    inner = [table for cell in cells for table in cell.content if isinstance(table, Table)]
    nested = inner and not _is_grid(item, inner)
    if nested or max(map(len, item.rows), default=0) < 2:
        if depth > _MAX_DEPTH:
            builder.warn("too_deep")
            return
        for cell in cells:
            for content in cell.content:
                write(builder, content, depth + 1)
        return
    for line in lay(_on_grid(item.rows)):
        builder.row([cell.text for cell in line], links=[cell.links for cell in line])


def _is_grid(table: Table, inner: list[Table]) -> bool:
    """Whether a table is data although it has tables within: small ones, of paragraphs only."""
    if any(isinstance(deeper, Table) for small in inner for cell in small.cells() for deeper in cell.content):
        return False
    lengths = [[sum(len(p.text()) for p in cell.paragraphs()) for cell in row] for row in table.rows]
    return is_grid(lengths, (sum(len(p.text()) for c in t.cells() for p in c.paragraphs()) for t in inner))


def _write_paragraph(builder: TextBuilder, item: Paragraph) -> None:
    if item.empty:
        return
    kind: BlockKind = "list_item" if item.prefix else "paragraph"
    if item.level is not None:
        kind = "heading"
    begun, prefix = 0, item.prefix
    for line in item.lines:
        size = solid(line)
        here = [
            Anchor(begun + size - max(start, begun), begun + size - min(end, begun + size), url)
            for start, end, url in item.links
            if start < begun + size and end > begun
        ]
        begun += size
        builder.add(prefix + line.lstrip() if prefix else line, kind, level=item.level, links=here)
        if size:
            prefix = ""


def _on_grid(rows: list[list[FlowCell]]) -> list[list[Cell]]:
    """Give each cell the columns that it covers, by the edges of all rows together."""
    edges: list[int] = []
    for place in sorted({x for row in rows for c in row for x in (c.left, c.right) if x is not None}):
        if not edges or place - edges[-1] > TOLERANCE:
            edges.append(place)

    def column(place: int) -> int:
        return sum(1 for edge in edges if edge <= place) - 1

    out = []
    for row in rows:
        line: list[Cell] = []
        for cell in row:
            if cell.left is None or cell.right is None:
                line.append(cell.cell(1))
                continue
            if not line and (before := column(cell.left)) > 0:
                line.append(Cell("", columns=before))
            line.append(cell.cell(max(1, column(cell.right) - column(cell.left))))
        out.append(line)
    return out
