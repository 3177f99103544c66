"""PowerPoint presentations of 97 to 2003 (.ppt, .dps): [MS-PPT] records, slides in their order."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.office.ole import CompoundFile
from pipelines.extract.options import Options
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

_DOCUMENT, _SLIDE, _LIST = 0x03E8, 0x03EE, 0x0FF0
_PERSIST, _HEADER, _CHARS, _BYTES, _REFERENCE = 0x03F3, 0x0F9F, 0x0FA0, 0x0FA8, 0x0F9E
_EDIT, _DIRECTORY = 0x0FF5, 0x1772
_PLACEHOLDER = 0x0BC3
_GROUP, _SHAPE, _OPTIONS, _MORE_OPTIONS, _ANCHOR = 0xF003, 0xF004, 0xF00B, 0xF122, 0xF00F
_TEXTBOX, _CLIENT_DATA = 0xF00D, 0xF011
_IS_TABLE = 0x039F
_TITLES = (0, 6)
_NOTES = 2
_TITLE_PLACES = (0x0D, 0x0F, 0x11)
# Date, slide number, footer and header of a slide, which every slide repeats.
_FURNITURE = (0x07, 0x08, 0x09, 0x0A)
_ENCRYPTED = 0xF3D1C4DF
_MAX_RECORDS = 500_000
_MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class _Record:
    kind: int
    instance: int
    start: int
    end: int
    container: bool


@dataclass(slots=True)
class _Shape:
    """A shape's text: what it is (`_TITLES`), its paragraphs, where it stands in a table."""

    kind: int
    text: str
    top: int = 0
    left: int = 0


@dataclass(slots=True)
class _Outline:
    """A slide as the document lists it: its number among the stored things, its outline texts."""

    number: int
    texts: list[tuple[int, str]] = field(default_factory=list)


def read_ppt(data: bytes, options: Options) -> Text:
    """Read a legacy presentation, each slide as a page; raises `Unreadable`."""
    ole = CompoundFile(data)
    stream = ole.main("PowerPoint Document")
    user = ole.read("Current User") or b""
    if len(user) >= 20 and struct.unpack_from("<I", user, 12)[0] == _ENCRYPTED:
        raise Unreadable(DocumentOutcome.ENCRYPTED, "asks for a password")
    reader = _Reader(stream)
    builder = TextBuilder("ppt")
    slides = reader.slides(struct.unpack_from("<I", user, 16)[0] if len(user) >= 20 else 0)
    if ole.cut:
        raise Unreadable(DocumentOutcome.TRUNCATED, "presentation without its end")
    if not slides:
        raise Unreadable(DocumentOutcome.BROKEN, "presentation without slides")
    for page, shapes in enumerate(slides, 1):
        _write(builder, shapes, page)
    return builder.build(pages=len(slides))


def _write(builder: TextBuilder, shapes: "list[_Shape | list[_Shape]]", page: int) -> None:
    """Write titles first, then the other texts; a table row by row."""

    def titled(shape: "_Shape | list[_Shape]") -> bool:
        return isinstance(shape, _Shape) and shape.kind in _TITLES

    for shape in sorted(shapes, key=lambda s: not titled(s)):
        if isinstance(shape, list):
            rows: dict[int, list[_Shape]] = {}
            for cell in sorted(shape, key=lambda c: (c.top, c.left)):
                rows.setdefault(cell.top, []).append(cell)
            columns = sorted({cell.left for cell in shape})
            for row in rows.values():
                texts = {cell.left: _flat(cell.text) for cell in row}
                builder.row([texts.get(column, "") for column in columns], page=page)
        elif shape.kind in _TITLES:
            builder.add(_flat(shape.text, ""), "heading", level=1, page=page)
        else:
            for line in shape.text.replace("\v", "\r").split("\r"):
                builder.add(line, page=page)


def _flat(text: str, between: str = " ") -> str:
    return between.join(part.strip() for part in text.replace("\v", "\r").split("\r") if part.strip())


class _Reader:
    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._left = _MAX_RECORDS

    def slides(self, edit: int) -> "list[list[_Shape | list[_Shape]]]":
        """Return the shapes of each slide, in the order of the show."""
        places = self._places(edit)
        out: list[list[_Shape | list[_Shape]]] = []
        for outline in self._outlines():
            at = places.get(outline.number, -1)
            record = next(iter(self._records(at, len(self._stream))), None) if at >= 0 else None
            shapes: list[_Shape | list[_Shape]] = []
            if record is not None and record.kind == _SLIDE:
                self._collect(record, outline, shapes, 0)
            if not shapes:
                # The slide is lost or has no drawing: the outline holds its words.
                shapes = [_Shape(kind, text) for kind, text in outline.texts if kind != _NOTES]
            out.append(shapes)
        return out

    def _records(self, start: int, end: int) -> Iterator[_Record]:
        """Yield the records side by side in a stretch of the stream."""
        end = min(end, len(self._stream))
        while start >= 0 and start + 8 <= end and self._left > 0:
            self._left -= 1
            head, kind, size = struct.unpack_from("<HHI", self._stream, start)
            last = min(start + 8 + size, end)
            yield _Record(kind, head >> 4, start + 8, last, head & 0xF == 0xF)
            start = last

    def _body(self, record: _Record) -> bytes:
        return self._stream[record.start : record.end]

    def _places(self, edit: int) -> dict[int, int]:
        """Return where the stored things are: later edits before earlier ones."""
        out: dict[int, int] = {}
        seen: set[int] = set()
        while edit and edit not in seen:
            seen.add(edit)
            record = next(iter(self._records(edit, len(self._stream))), None)
            if record is None or record.kind != _EDIT or record.end - record.start < 16:
                break
            _, _, edit, directory = struct.unpack_from("<IIII", self._stream, record.start)
            for found in self._records(directory, len(self._stream)):
                if found.kind == _DIRECTORY:
                    self._directory(self._body(found), out)
                break
        return out

    @staticmethod
    def _directory(data: bytes, out: dict[int, int]) -> None:
        at = 0
        while at + 4 <= len(data):
            head = int.from_bytes(data[at : at + 4], "little")
            first, count = head & 0xFFFFF, head >> 20
            at += 4
            for number in range(count):
                if at + 4 > len(data):
                    return
                out.setdefault(first + number, int.from_bytes(data[at : at + 4], "little"))
                at += 4

    def _outlines(self) -> list[_Outline]:
        """Return the slides that the document lists (instance 0; 1 are masters, 2 notes)."""
        documents = [r for r in self._records(0, len(self._stream)) if r.kind == _DOCUMENT]
        out: list[_Outline] = []
        # The last one is the one that was saved last.
        for document in documents[-1:]:
            for record in self._records(document.start, document.end):
                if record.kind == _LIST and record.instance == 0:
                    out += self._listed(record)
        return out

    def _listed(self, record: _Record) -> list[_Outline]:
        out: list[_Outline] = []
        kind = 4
        for atom in self._records(record.start, record.end):
            if atom.kind == _PERSIST and atom.end - atom.start >= 4:
                out.append(_Outline(int.from_bytes(self._stream[atom.start : atom.start + 4], "little")))
            elif atom.kind == _HEADER:
                kind = int.from_bytes(self._body(atom)[:4], "little")
                if out:
                    out[-1].texts.append((kind, ""))
            elif atom.kind in (_CHARS, _BYTES) and out and out[-1].texts:
                out[-1].texts[-1] = (kind, self._said(atom))
        return out

    def _said(self, atom: _Record) -> str:
        return self._body(atom).decode("utf-16-le" if atom.kind == _CHARS else "latin-1", "replace")

    def _collect(
        self, record: _Record, outline: _Outline, out: "list[_Shape | list[_Shape]]", depth: int
    ) -> None:
        """Gather the shapes below a record."""
        if depth > _MAX_DEPTH:
            return
        for inner in self._records(record.start, record.end):
            if inner.kind == _GROUP and self._is_table(inner):
                cells: list[_Shape | list[_Shape]] = []
                for shape in self._records(inner.start, inner.end):
                    if shape.kind == _SHAPE:
                        self._shape(shape, outline, cells)
                out.append([cell for cell in cells if isinstance(cell, _Shape)])
            elif inner.kind == _SHAPE:
                self._shape(inner, outline, out)
            elif inner.container:
                self._collect(inner, outline, out, depth + 1)

    def _is_table(self, group: _Record) -> bool:
        """Whether a group's own shape says that it is a table."""
        first = next(iter(self._records(group.start, group.end)), None)
        if first is None:
            return False
        for record in self._records(first.start, first.end):
            if record.kind in (_OPTIONS, _MORE_OPTIONS):
                body = self._body(record)
                for number in range(min(record.instance, len(body) // 6)):
                    code, value = struct.unpack_from("<HI", body, 6 * number)
                    if code & 0x3FFF == _IS_TABLE and value & 1:
                        return True
        return False

    def _shape(self, record: _Record, outline: _Outline, out: "list[_Shape | list[_Shape]]") -> None:
        shape = _Shape(4, "")
        furniture = titled = False
        for inner in self._records(record.start, record.end):
            if inner.kind == _ANCHOR and inner.end - inner.start >= 16:
                shape.left, shape.top = struct.unpack_from("<ii", self._stream, inner.start)
            elif inner.kind == _CLIENT_DATA:
                for atom in self._records(inner.start, inner.end):
                    if atom.kind == _PLACEHOLDER and atom.end - atom.start >= 5:
                        furniture = self._stream[atom.start + 4] in _FURNITURE
                        titled = self._stream[atom.start + 4] in _TITLE_PLACES
            elif inner.kind == _TEXTBOX:
                self._textbox(inner, outline, shape)
        if titled:
            shape.kind = _TITLES[0]
        if shape.text.strip() and not furniture:
            out.append(shape)

    def _textbox(self, box: _Record, outline: _Outline, shape: _Shape) -> None:
        """Read a shape's text, which may stand in the outline."""
        for atom in self._records(box.start, box.end):
            if atom.kind == _HEADER:
                shape.kind = int.from_bytes(self._body(atom)[:4], "little")
            elif atom.kind in (_CHARS, _BYTES):
                shape.text = self._said(atom)
            elif atom.kind == _REFERENCE:
                place = int.from_bytes(self._body(atom)[:4], "little")
                if place < len(outline.texts):
                    shape.kind, shape.text = outline.texts[place]
