"""OpenDocument texts (.odt, also flat ones) as their reader sees them."""

from collections.abc import Sequence

from lxml import etree

from pipelines.extract.assembly import flow
from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.assembly.flow import FlowCell, Paragraph
from pipelines.extract.assembly.tables import Cell, is_grid, lay
from pipelines.extract.odf.lists import DATA, OUTLINE, Lists
from pipelines.extract.odf.runs import Runs, deletions, hidden_styles
from pipelines.extract.office.package import open_package
from pipelines.extract.office.xml_stream import parse
from pipelines.extract.options import Options
from pipelines.extract.text import Text, Unreadable
from pipelines.extract.word.lists import attribute, child, local, number
from pipelines.outcomes import DocumentOutcome

Element = etree._Element
_SKIP = frozenset(DATA["skip"]["elements"])
_TABLE_PARTS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_MAX_DEPTH = 200
_MAX_REPEAT = 1_000


def read_odt(data: bytes, options: Options) -> Text:
    """Read an OpenDocument text; raises `Unreadable`. Notes and comments are not read."""
    if data.startswith(b"PK"):
        with open_package(data) as package:
            manifest = package.member("META-INF/manifest.xml") or b""
            if b"encryption-data" in manifest:
                raise Unreadable(DocumentOutcome.ENCRYPTED, "asks for a password")
            content, styles = package.xml("content.xml"), package.xml("styles.xml")
    else:
        content, styles = parse(data), None
    body = child(child(content, "body"), "text")
    if content is None or body is None:
        raise Unreadable(DocumentOutcome.BROKEN, "no document body")
    builder = TextBuilder("odt")
    roots = [root for root in (styles, content) if root is not None]
    _Reader(builder, Lists(roots), hidden_styles(roots), deletions(body)).blocks(body, 0)
    return builder.build()


class _Reader:
    def __init__(
        self, builder: TextBuilder, lists: Lists, hidden: frozenset[str], deleted: frozenset[str]
    ) -> None:
        self._builder, self._lists = builder, lists
        self._runs = Runs(hidden, deleted)

    def blocks(self, parent: Element, depth: int) -> None:
        """Read what stands below `parent`, through wrappers of any kind."""
        for item in self._items(parent, depth, "", -1):
            if isinstance(item, Paragraph):
                flow.write(self._builder, item)
            else:
                self._table(item, depth)

    def _items(self, parent: Element, depth: int, name: str, level: int) -> "list[Paragraph | Element]":
        """Return paragraphs and tables; `name` and `level` are those of the list around them."""
        out: list[Paragraph | Element] = []
        if depth > _MAX_DEPTH:
            self._builder.warn("too_deep")
            return out
        numbered = False
        for node in parent:
            kind = local(node)
            if kind in ("p", "h"):
                # Only the first paragraph of an item has its number.
                own = name if level >= 0 and not numbered else ""
                start = number(attribute(parent, "start-value")) if local(parent) == "list-item" else None
                if local(parent) == "list-header":
                    own = ""
                out += self._paragraph(node, own, level, start, depth, listed=level >= 0)
                numbered = True
            elif kind == "table":
                out.append(node)
            elif kind == "list":
                style = attribute(node, "style-name") or name
                if level < 0 and not self._goes_on(node):
                    self._lists.restart(style)
                out += self._items(node, depth + 1, style, level + 1)
            elif kind in ("list-item", "list-header"):
                out += self._items(node, depth + 1, name, level)
            elif kind not in _SKIP and kind:
                out += self._items(node, depth + 1, "", -1)
        return out

    @staticmethod
    def _goes_on(node: Element) -> bool:
        return attribute(node, "continue-numbering") == "true" or attribute(node, "continue-list") is not None

    def _paragraph(
        self, node: Element, name: str, level: int, start: int | None, depth: int, *, listed: bool
    ) -> "list[Paragraph | Element]":
        heading = None
        if local(node) == "h":
            heading = max(1, min(6, number(attribute(node, "outline-level"), 1) or 1))
        prefix = ""
        style = attribute(node, "style-name")
        if name:
            prefix = self._lists.next(name, level, start)
        elif heading is not None and not listed and attribute(node, "is-list-header") != "true":
            own = self._lists.of_style(style) or OUTLINE
            prefix = self._lists.next(own, heading - 1) if self._lists.knows(own) else ""
        if heading is None and self._lists.is_title(style):
            heading = 1
        paragraph = Paragraph([""], heading, prefix)
        boxes = self._runs.gather(node, paragraph)
        out: list[Paragraph | Element] = [paragraph]
        for box in boxes:
            out += self._items(box, depth + 1, "", -1)
        return out

    def _table(self, table: Element, depth: int) -> None:
        """Write a table; one of a single column, or with large tables within, is mere layout."""
        rows = _rows(table)
        filled = [
            [
                (cell, self._items(cell, depth + 1, "", -1), local(cell) != "table-cell")
                for cell in _cells(row)
            ]
            for row in rows
        ]
        inner = [
            item for row in filled for _, own, _ in row for item in own if not isinstance(item, Paragraph)
        ]
        nested = inner and not _is_grid(filled, inner)
        if nested or max((sum(not covered for *_, covered in row) for row in filled), default=0) < 2:
            for row in filled:
                for _, items, _ in row:
                    for item in items:
                        if isinstance(item, Paragraph):
                            flow.write(self._builder, item)
                        else:
                            self._table(item, depth + 1)
            return
        laid: list[list[Cell]] = []
        for row in filled:
            line: list[Cell] = []
            for cell, items, covered in row:
                texts = [text for item in items for text in self._texts(item, depth)]
                made = FlowCell(list(texts), merged=covered).cell(1)
                count = number(attribute(cell, "number-columns-repeated"), 1) or 1
                line += [made] * max(1, min(count, _MAX_REPEAT))
            laid.append(line)
        for written in lay(laid):
            self._builder.row([c.text for c in written], links=[c.links for c in written])

    def _texts(self, item: "Paragraph | Element", depth: int) -> list[Paragraph]:
        """Return a paragraph, or those of a small table within a cell."""
        if isinstance(item, Paragraph):
            return [item]
        cells = [cell for row in _rows(item) for cell in _cells(row)]
        return [p for cell in cells for p in self._items(cell, depth + 1, "", -1) if isinstance(p, Paragraph)]


def _is_grid(
    rows: "Sequence[Sequence[tuple[Element, Sequence[Paragraph | Element], bool]]]", inner: Sequence[Element]
) -> bool:
    """Whether a table is data although it has tables within: small ones, of paragraphs only."""
    if any(next(table.iterdescendants("{*}table"), None) is not None for table in inner):
        return False
    return is_grid([[_length(cell) for cell, *_ in row] for row in rows], map(_length, inner))


def _length(element: Element) -> int:
    return sum(map(len, element.itertext()))


def _rows(table: Element) -> list[Element]:
    out: list[Element] = []
    for node in table:
        if local(node) == "table-row":
            out.append(node)
        elif local(node) in _TABLE_PARTS:
            out += _rows(node)
    return out


def _cells(row: Element) -> list[Element]:
    return [node for node in row if local(node) in ("table-cell", "covered-table-cell")]
