"""Word documents (.docx) as their reader sees them: numbers, tables, accepted changes."""

from dataclasses import dataclass, field

from lxml import etree

from pipelines.extract.build import TextBuilder
from pipelines.extract.package import Package, open_package
from pipelines.extract.tables import Cell, fill
from pipelines.extract.text import BlockKind, Text, Unreadable
from pipelines.extract.word_lists import (
    Numbering,
    Styles,
    attribute,
    child,
    children,
    local,
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
        "instrText",
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


def read_docx(data: bytes) -> Text:
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
    builder = TextBuilder("docx")
    _Reader(builder, styles, lists).blocks(body, 0)
    return builder.build()


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
class _Paragraph:
    """What one paragraph gives: its lines, and the boxes anchored in it."""

    lines: list[str] = field(default_factory=lambda: [""])
    boxes: list[Element] = field(default_factory=list)

    def text(self) -> str:
        return " ".join(line.strip() for line in self.lines if line.strip())


@dataclass(slots=True)
class _Reader:
    builder: TextBuilder
    styles: Styles
    lists: Numbering
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
        lines[0] = self.carried + (prefix + lines[0].lstrip() if prefix else lines[0])
        self.carried = ""
        if _mark_deleted(node):
            self.carried = lines.pop()
        # A number without text is not printed as a line of its own.
        if any(line.strip() for line in lines) and "".join(lines).strip() != prefix.strip():
            for line in lines:
                self.builder.add(line, kind, level=level)
        for box in paragraph.boxes:
            self.blocks(box, depth + 1)

    def form(self, node: Element) -> tuple[BlockKind, int | None, str]:
        """Return kind, heading level and automatic number of a paragraph; counts the number."""
        properties = child(node, "pPr")
        style = attribute(child(properties, "pStyle")) or self.styles.default
        numbering = child(properties, "numPr")
        num_id = number(attribute(child(numbering, "numId")))
        place = number(attribute(child(numbering, "ilvl")))
        prefix = self.lists.prefix(style, num_id, place)
        outline = number(attribute(child(properties, "outlineLvl")))
        if outline is None:
            level = self.styles.heading_level(style)
        else:
            level = min(6, outline + 1) if 0 <= outline < 9 else None
        if level is not None:
            return "heading", level, prefix
        return ("list_item" if prefix else "paragraph"), None, prefix

    def runs(self, node: Element) -> _Paragraph:
        """Gather a paragraph's text in order, without recursion."""
        out = _Paragraph()
        stack = [iter(node)]
        while stack:
            item = next(stack[-1], None)
            if item is None:
                stack.pop()
                continue
            name = local(item)
            if name == "t":
                out.lines[-1] += item.text or ""
            elif name in _CHARACTERS:
                out.lines[-1] += _CHARACTERS[name]
            elif name in _BREAKS:
                out.lines.append("")
            elif name == "txbxContent":
                out.boxes.append(item)
            elif name not in _SKIPPED and not (name == "r" and _hidden(item)):
                stack.append(iter(item))
        return out

    def table(self, node: Element, depth: int) -> None:
        """Read a table; one of a single column, or with tables within, is mere layout."""
        rows = [row for row in _rows(node) if not _row_deleted(row)]
        cells = [list(_cells(row)) for row in rows]
        nested = any(
            local(inner) == "tbl" for row in cells for cell in row for inner in cell.iterdescendants()
        )
        if nested or max(map(len, cells), default=0) < 2:
            for row in cells:
                for cell in row:
                    self.blocks(cell, depth + 1)
            return
        laid = [self.laid_out(row, line) for row, line in zip(rows, cells, strict=True)]
        for line in fill(laid):
            self.builder.row(line)

    def laid_out(self, row: Element, cells: list[Element]) -> list[Cell]:
        before = number(attribute(child(child(row, "trPr"), "gridBefore")), 0) or 0
        out = [Cell("", columns=before)] if before > 0 else []
        for cell in cells:
            properties = child(cell, "tcPr")
            span = number(attribute(child(properties, "gridSpan")), 1) or 1
            merge = child(properties, "vMerge")
            text = self.cell_text(cell)
            if merge is not None and attribute(merge) != "restart":
                text = ""
            across = child(properties, "hMerge")
            if across is not None and attribute(across) != "restart":
                text = ""
            out.append(Cell(text, columns=max(1, span)))
        return out

    def cell_text(self, cell: Element) -> str:
        """Text of a cell on one line; its paragraphs are separated by one space."""
        parts = []
        for node in cell.iterdescendants():
            if local(node) != "p" or _within(node, cell, _SKIPPED):
                continue
            _, _, prefix = self.form(node)
            text = self.runs(node).text()
            parts.append(f"{prefix}{text}" if text else prefix.strip())
        return " ".join(part for part in parts if part)


def _rows(table: Element) -> list[Element]:
    """Rows of a table itself, also those inside content controls."""
    return [row for row in table.iterdescendants() if local(row) == "tr" and _owner(row) is table]


def _cells(row: Element) -> list[Element]:
    return [
        cell
        for cell in row.iterdescendants()
        if local(cell) == "tc" and next(a for a in cell.iterancestors() if local(a) == "tr") is row
    ]


def _owner(row: Element) -> Element | None:
    return next((a for a in row.iterancestors() if local(a) == "tbl"), None)


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
