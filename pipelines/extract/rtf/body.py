"""Paragraphs and tables of rich text, of the document or of a text box."""

from dataclasses import dataclass, field

from pipelines.extract.assembly.build import TextBuilder, solid
from pipelines.extract.assembly.flow import Paragraph, Story
from pipelines.extract.assembly.links import MAX_LINKS
from pipelines.extract.word.lists import heading_of_name

_MAX_CELLS = 64
_MAX_LEVEL = 20
_MAX_DEPTH = 20
_BODY_OUTLINE = 9


@dataclass(slots=True)
class _Layout:
    """A paragraph's own properties."""

    in_table: bool = False
    depth: int | None = None
    style: int = 0
    outline: int | None = None

    @property
    def level(self) -> int:
        """How deep in tables it stands."""
        level = self.depth if self.depth is not None else int(self.in_table)
        return max(0, min(level, _MAX_LEVEL))


@dataclass(frozen=True, slots=True)
class _Row:
    """The end of a row: how deep, its cells' edges in twips, which of them continue others."""

    level: int
    edges: tuple[int, ...]
    merged: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph: how deep in tables, whether a cell ends with it, the boxes anchored in it."""

    level: int
    paragraph: Paragraph
    ends_cell: bool
    boxes: "tuple[Body, ...]"


@dataclass(slots=True)
class Body:
    """A run of paragraphs as it is read; `styles` are names by number."""

    styles: dict[int, str]
    parts: list[str] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    boxes: "list[Body]" = field(default_factory=list)
    _links: list[tuple[int, int, str]] = field(default_factory=list)
    _items: list[_Row | _Item] = field(default_factory=list)
    _layout: _Layout = field(default_factory=_Layout)
    _edges: list[int] = field(default_factory=list)
    _merged: list[bool] = field(default_factory=list)
    _continues: bool = False

    def size(self) -> int:
        """Count the solid characters of the paragraph so far."""
        return sum(map(solid, self.parts))

    def begun(self) -> bool:
        """Whether the paragraph at hand has text."""
        return any(part.strip() for part in self.parts)

    def link(self, start: int, url: str) -> None:
        """Link the paragraph's characters from `start` to here."""
        if url and len(self._links) < MAX_LINKS:
            self._links.append((start, self.size(), url))

    def word(self, name: str, value: int | None) -> None:
        """Act upon a control word about paragraphs."""
        layout = self._layout
        if name in ("par", "sect"):
            self.end_paragraph()
        elif name in ("line", "page", "column", "lbr"):
            self.parts.append("\x0b")
        elif name in ("cell", "nestcell"):
            if name == "nestcell" and layout.level < 2:
                layout.depth = 2
            layout.in_table = True
            self.end_paragraph(cell=True)
        elif name == "pard":
            self._layout = _Layout()
        elif name == "intbl":
            layout.in_table = True
        elif name == "itap":
            layout.depth = value or 0
        elif name == "s":
            layout.style = value or 0
        elif name == "outlinelevel":
            layout.outline = value
        else:
            self._row_word(name, value)

    def _row_word(self, name: str, value: int | None) -> None:
        if name in ("row", "nestrow"):
            level = 1 if name == "row" else max(2, self._layout.level)
            self._items.append(_Row(level, tuple(self._edges), tuple(self._merged)))
        elif name == "trowd":
            self._edges, self._merged, self._continues = [0], [], False
        elif name == "trleft" and self._edges:
            self._edges[0] = value or 0
        elif name in ("clmrg", "clvmrg"):
            self._continues = True
        elif name == "cellx" and len(self._edges) <= _MAX_CELLS:
            self._edges.append(value or 0)
            self._merged.append(self._continues)
            self._continues = False

    def end_paragraph(self, *, cell: bool = False) -> None:
        """Close the paragraph at hand."""
        layout = self._layout
        level = heading_of_name(self.styles.get(layout.style, ""))
        if layout.outline is not None:
            level = min(6, layout.outline + 1) if 0 <= layout.outline < _BODY_OUTLINE else None
        lines = _whole("".join(self.parts)).split("\x0b")
        paragraph = Paragraph(lines, level, _printed(_whole("".join(self.number))), self._links)
        self._items.append(_Item(max(layout.level, int(cell)), paragraph, cell, tuple(self.boxes)))
        self.parts, self.number, self._links, self.boxes = [], [], [], []

    def write(self, builder: TextBuilder, depth: int = 0) -> None:
        """Bring paragraphs into their tables and out; boxes follow what they are anchored to."""
        if depth > _MAX_DEPTH:
            builder.warn("too_deep")
            return
        story = Story(builder)
        boxes: list[Body] = []
        for item in self._items:
            story.at_level(item.level)
            if isinstance(item, _Row):
                story.end_row(item.edges, item.merged)
                continue
            if not item.level:
                boxes = _written(boxes, builder, depth)
            story.add(item.paragraph)
            if item.ends_cell:
                story.end_cell()
            boxes += item.boxes
            if not item.level:
                boxes = _written(boxes, builder, depth)
        story.at_level(0)
        _written(boxes, builder, depth)


def _written(boxes: list[Body], builder: TextBuilder, depth: int) -> list[Body]:
    """Write boxes; returns none, since none are left."""
    for box in boxes:
        box.write(builder, depth + 1)
    return []


def _printed(number: str) -> str:
    """Return a list number as it stands before the text, "" for a bullet."""
    number = number.strip()
    if not any(c.isalnum() for c in number):
        return ""
    return number + " " if number[-1].isascii() else number


def _whole(text: str) -> str:
    """Join the halves of characters beyond the first plane."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
