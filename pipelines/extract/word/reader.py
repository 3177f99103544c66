"""Word documents (.docx) as their reader sees them: numbers, tables, accepted changes."""

from dataclasses import dataclass
from itertools import islice

from lxml import etree

from pipelines.extract.assembly.build import TextBuilder, solid
from pipelines.extract.assembly.links import Anchor
from pipelines.extract.assembly.tables import Cell, is_grid, lay
from pipelines.extract.office.package import Package, open_package
from pipelines.extract.options import Options
from pipelines.extract.text import BlockKind, Text, Unreadable
from pipelines.extract.word.links import Line, Paragraph, targets
from pipelines.extract.word.lists import (
    Numbering,
    Styles,
    attribute,
    child,
    children,
    local,
    named,
    number,
)
from pipelines.outcomes import DocumentOutcome

Element = etree._Element
_MAIN = "word/document.xml"
# Read nowhere: what changes took away, codes behind fields, fallbacks of what
# is also there in a newer form.
_SKIPPED = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "delInstrText",
        "Fallback",
        "rt",
        "pPr",
        "sectPr",
        "tblPr",
        "tblGrid",
        "rPr",
        "annotationRef",
        "footnoteReference",
        "endnoteReference",
        "commentReference",
    }
)
_BREAKS = frozenset({"br", "cr"})
_CHARACTERS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_OFF = ("0", "false", "off", "none")
_MAX_DEPTH = 200
_MAX_INNER = 500


def read_docx(data: bytes, options: Options) -> Text:
    """Read a .docx file; raises `Unreadable` with a named outcome.

    Headers, footers, notes and comments are not read. Text boxes follow the
    paragraph that they are anchored to.
    """
    with open_package(data) as package:
        name = _main_part(package)
        root = package.xml(name)
        body = child(root, "body")
        if body is None:
            raise Unreadable(DocumentOutcome.BROKEN, "no document body")
        folder = name.rpartition("/")[0]
        styles = Styles(_optional(package, f"{folder}/styles.xml"))
        lists = Numbering(_optional(package, f"{folder}/numbering.xml"), styles)
        part = name.rpartition("/")[2]
        links = targets(_optional(package, f"{folder}/_rels/{part}.rels"))
    builder = TextBuilder("docx")
    read_body(builder, body, styles, lists, links)
    return builder.build()


def read_body(
    builder: TextBuilder, body: Element, styles: Styles, lists: Numbering, links: dict[str, str]
) -> None:
    """Append what a body element holds; `links` are outside addresses by relation."""
    _Reader(builder, styles, lists, links).blocks(body, 0)


def _main_part(package: Package) -> str:
    """Return the main part's name, which the package's relations give."""
    for relation in children(_optional(package, "_rels/.rels"), "Relationship"):
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or _MAIN).lstrip("/")
    return _MAIN


def _optional(package: Package, name: str) -> Element | None:
    """Return a part that a document can do without, also when it is broken."""
    try:
        return package.xml(name)
    except Unreadable as fault:
        if fault.outcome is DocumentOutcome.BROKEN:
            return None
        raise


@dataclass(slots=True)
class _Reader:
    builder: TextBuilder
    styles: Styles
    lists: Numbering
    links: dict[str, str]
    # Text of a paragraph whose end mark was deleted: it runs on in the next.
    carried: str = ""

    def blocks(self, parent: Element, depth: int) -> None:
        """Read paragraphs and tables below `parent`, through wrappers of any kind."""
        if depth > _MAX_DEPTH:
            self.builder.warn("too_deep")
            return
        for node in parent:
            name = local(node)
            if name == "p":
                self.paragraph(node, depth)
            elif name == "tbl":
                self.table(node, depth)
            elif name == "altChunk":
                self.builder.warn("embedded_document")
            elif name not in _SKIPPED:
                self.blocks(node, depth + 1)

    def paragraph(self, node: Element, depth: int) -> None:
        kind, level, prefix = self.form(node)
        paragraph = self.runs(node)
        lines = paragraph.lines
        first = lines[0].text
        lines[0].text = self.carried + (prefix + first.lstrip() if prefix else first)
        self.carried = ""
        if _mark_deleted(node):
            self.carried = lines.pop().text
        texts = [line.text for line in lines]
        # A number without text is not printed as a line of its own.
        if any(text.strip() for text in texts) and "".join(texts).strip() != prefix.strip():
            for line in lines:
                self.builder.add(line.text, kind, level=level, links=line.anchors())
        for box in paragraph.boxes:
            self.blocks(box, depth + 1)

    def form(self, node: Element) -> tuple[BlockKind, int | None, str]:
        """Return kind, heading level and automatic number of a paragraph; counts the number."""
        own = named(child(node, "pPr"))
        style = attribute(own.get("pStyle")) or self.styles.default
        numbering = named(own.get("numPr"))
        num_id = number(attribute(numbering.get("numId")))
        place = number(attribute(numbering.get("ilvl")))
        prefix = self.lists.prefix(style, num_id, place)
        outline = number(attribute(own.get("outlineLvl")))
        if outline is None:
            level = self.styles.heading_level(style)
        else:
            level = min(6, outline + 1) if 0 <= outline < 9 else None
        if level is not None:
            return "heading", level, prefix
        return ("list_item" if prefix else "paragraph"), None, prefix

    def runs(self, node: Element) -> Paragraph:
        """Gather a paragraph's text in order, without recursion."""
        out = Paragraph()
        walk = etree.iterwalk(node, events=("start", "end"))
        for event, item in walk:
            name = local(item)
            if event == "end":
                out.leave(item)
            elif name == "t":
                out.put(item.text or "")
            elif name in _CHARACTERS:
                out.put(_CHARACTERS[name])
            elif name in _BREAKS:
                out.lines.append(Line())
            elif name == "txbxContent":
                out.boxes.append(item)
                walk.skip_subtree()
            elif name in ("fldChar", "instrText"):
                out.field(item)
            elif name in _SKIPPED or (name == "r" and _hidden(item)):
                walk.skip_subtree()
            else:
                out.enter(item, self.links)
        return out

    def table(self, node: Element, depth: int) -> None:
        """Read a table; one of a single column, or with large tables within, is mere layout."""
        rows = [row for row in _rows(node) if not _row_deleted(row)]
        cells = [list(_cells(row)) for row in rows]
        inner = list(islice(node.iterdescendants("{*}tbl"), _MAX_INNER + 1))
        deep = any(next(table.iterancestors("{*}tbl"), None) is not node for table in inner)
        lengths = [[*map(_length, row)] for row in cells] if inner and not deep else []
        small = len(inner) <= _MAX_INNER and is_grid(lengths, map(_length, inner))
        nested = inner and not small
        if nested or max(map(len, cells), default=0) < 2:
            for row in cells:
                for cell in row:
                    self.blocks(cell, depth + 1)
            return
        laid = [self.laid_out(row, line) for row, line in zip(rows, cells, strict=True)]
        for line in lay(laid):
            self.builder.row([cell.text for cell in line], links=[cell.links for cell in line])

    def laid_out(self, row: Element, cells: list[Element]) -> list[Cell]:
        before = number(attribute(child(child(row, "trPr"), "gridBefore")), 0) or 0
        out = [Cell("", columns=before)] if before > 0 else []
        for cell in cells:
            own = named(child(cell, "tcPr"))
            span = number(attribute(own.get("gridSpan")), 1) or 1
            text, links = self.cell_text(cell)
            for merge in (own.get("vMerge"), own.get("hMerge")):
                if merge is not None and attribute(merge) != "restart":
                    text, links = "", ()
            out.append(Cell(text, columns=max(1, span), links=links))
        return out

    def cell_text(self, cell: Element) -> tuple[str, tuple[Anchor, ...]]:
        """Text of a cell on one line, its paragraphs separated by one space, and its links."""
        parts = []
        anchors: list[Anchor] = []
        for node in cell.iterdescendants("{*}p"):
            if _within(node, cell, _SKIPPED):
                continue
            _, _, prefix = self.form(node)
            paragraph = self.runs(node)
            text = paragraph.text()
            parts.append(f"{prefix}{text}" if text else prefix.strip())
            behind = solid(parts[-1])
            anchors = [Anchor(a.start + behind, a.end + behind, a.url) for a in anchors]
            anchors += paragraph.anchors()
        return " ".join(part for part in parts if part), tuple(anchors)


def _rows(table: Element) -> list[Element]:
    """Rows of a table itself, also those inside content controls."""
    return [row for row in table.iterdescendants("{*}tr") if next(row.iterancestors("{*}tbl"), None) is table]


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row.iterdescendants("{*}tc") if next(cell.iterancestors("{*}tr"), None) is row]


def _length(element: Element) -> int:
    return sum(len(text.text or "") for text in element.iterdescendants("{*}t"))


def _within(node: Element, top: Element, names: frozenset[str]) -> bool:
    for ancestor in node.iterancestors():
        if ancestor is top:
            return False
        if local(ancestor) in names:
            return True
    return False


def _row_deleted(row: Element) -> bool:
    return child(child(row, "trPr"), "del") is not None


def _mark_deleted(paragraph: Element) -> bool:
    """Whether a tracked change removed the end of this paragraph."""
    mark = child(child(paragraph, "pPr"), "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _hidden(run: Element) -> bool:
    vanish = child(child(run, "rPr"), "vanish")
    return vanish is not None and attribute(vanish) not in _OFF
