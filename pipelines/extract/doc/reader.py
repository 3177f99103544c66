"""Word documents of 97 to 2003 (.doc, .wps, .dot) as their reader sees them."""

import re
import struct
from collections.abc import Iterator

from pipelines.extract.assembly import flow
from pipelines.extract.assembly.build import TextBuilder, solid
from pipelines.extract.assembly.flow import Paragraph
from pipelines.extract.doc.file import BOXES, SHAPES, WordFile
from pipelines.extract.doc.sprms import ParagraphProperties
from pipelines.extract.doc.stories import Field, printed
from pipelines.extract.doc.styles import chain, read_lists, read_styles
from pipelines.extract.doc.word6 import is_word6, read_word6
from pipelines.extract.office.ole import CompoundFile
from pipelines.extract.office.program import program, read_by_office, read_or_office
from pipelines.extract.options import Options
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

_SIGNATURE = 0xA5EC
_ENDS = re.compile("[\x07\x0c\r]")
_MAX_LEVEL = 9
# Stories before the text boxes: body, footnotes, headers, macros, comments, endnotes.
_BOX_STORY = 6
_SPA, _FTXBXS = 26, 22


def read_doc(data: bytes, options: Options) -> Text:
    """Read a .doc file of Word 6 to 2003, or of WPS Writer; raises `Unreadable`.

    Headers, footers, notes and comments are not read. Text boxes follow the
    paragraph or table that they are anchored to.
    """
    text = read_or_office(_read, data, options, "doc")
    if "autonumbers_lost" in text.warnings:
        return _numbered(data, options, text)
    return text


def _read(data: bytes) -> Text:
    ole = CompoundFile(data)
    document = ole.main("WordDocument")
    if is_word6(document):
        return read_word6(document)
    if len(document) < 2 or struct.unpack_from("<H", document)[0] != _SIGNATURE:
        raise ole.lost("Word document without its signature")
    file = WordFile(ole, document)
    builder = TextBuilder("doc")
    _Reader(file, builder).read()
    return builder.build()


def _numbered(data: bytes, options: Options, text: Text) -> Text:
    """Return what LibreOffice reads, with the automatic numbers, else the text without them."""
    if program() is None:
        return text
    try:
        return read_by_office(data, options, "doc", Unreadable(DocumentOutcome.BROKEN))
    except Unreadable:
        return text


class _Reader:
    def __init__(self, file: WordFile, builder: TextBuilder) -> None:
        self._file = file
        self._builder = builder
        self._text, self._links = printed(file)
        self._styles = read_styles(file)
        self._lists = read_lists(file)
        self._boxes = self._read_boxes()
        self._link_at = 0

    def read(self) -> None:
        """Read the body, text boxes where they belong, what belongs nowhere last."""
        self._story(0, self._file.stories[0], boxes=True)
        for _, start, end in self._boxes:
            self._story(start, end)

    def _story(self, start: int, end: int, *, boxes: bool = False) -> None:
        story = flow.Story(self._builder)
        for paragraph, properties, mark, last in self._paragraphs(start, min(end, len(self._text))):
            level = max(properties.level, int(mark == "\x07"))
            story.at_level(level)
            if not level:
                story.add(paragraph)
            elif properties.row_end or (level > 1 and properties.inner_row_end):
                story.end_row(properties.edges, properties.merged)
            else:
                story.add(paragraph)
                if mark == "\x07" or (level > 1 and properties.inner_cell):
                    story.end_cell()
            if boxes and not level:
                self._write_boxes(last)
        story.at_level(0)

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[Paragraph, ParagraphProperties, str, int]]:
        """Yield the paragraphs of a story, with the sign that ends each and where."""
        begun = start
        for match in _ENDS.finditer(self._text, start, end):
            at, mark = match.start(), match.group()
            if mark == "\x0c" and not self._file.ends_paragraph(at):
                continue
            properties = self._file.paragraph(at)
            ends_row = properties.row_end or properties.inner_row_end
            paragraph = Paragraph([]) if ends_row else self._paragraph(begun, at, properties)
            yield paragraph, properties, mark, at
            begun = at + 1
        if begun < end:
            yield Paragraph(self._lines(begun, end)), ParagraphProperties(), "", end

    def _lines(self, start: int, end: int) -> list[str]:
        text = self._text[start:end].replace("\0", "").replace("\x0c", "\x0b")
        if any("\ud800" <= c <= "\udfff" for c in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text.split("\x0b")

    def _paragraph(self, start: int, end: int, properties: ParagraphProperties) -> Paragraph:
        styles = chain(self._styles, properties.style)
        list_id, place = properties.list_id, properties.list_level
        for style in styles:
            if list_id is None:
                list_id = style.properties.list_id
                place = style.properties.list_level if place is None else place
        prefix = self._lists.next(list_id, place or 0) if list_id and list_id > 0 else ""
        return Paragraph(self._lines(start, end), self._heading(properties), prefix, self._inside(start, end))

    def _heading(self, properties: ParagraphProperties) -> int | None:
        outline = properties.outline
        for style in chain(self._styles, properties.style):
            if outline is not None:
                break
            if style.heading is not None:
                return style.heading
            outline = style.properties.outline
        return min(6, outline + 1) if outline is not None and outline < _MAX_LEVEL else None

    def _inside(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Return the links of a paragraph, in solid characters from its start."""
        found: list[Field] = []
        while self._link_at and self._links[self._link_at - 1].start >= start:
            self._link_at -= 1
        while self._link_at < len(self._links) and self._links[self._link_at].start < end:
            link = self._links[self._link_at]
            if link.start >= start:
                found.append(link)
            self._link_at += 1
        return [
            (solid(self._text[start : f.start]), solid(self._text[start : min(f.end, end)]), f.url)
            for f in found
        ]

    def _read_boxes(self) -> list[tuple[int, int, int]]:
        """Return (anchor, first CP, last CP + 1) of the text boxes, by anchor; -1 where it is unknown."""
        shapes = self._file.part(SHAPES)
        count = max(0, (len(shapes) - 4) // (4 + _SPA))
        places = struct.unpack_from(f"<{count}I", shapes) if count else ()
        anchors: dict[int, int] = {}
        for number, place in enumerate(places):
            (shape,) = struct.unpack_from("<I", shapes, 4 * (count + 1) + _SPA * number)
            anchors.setdefault(shape, place)
        plc = self._file.part(BOXES)
        count = max(0, (len(plc) - 4) // (4 + _FTXBXS))
        cps = struct.unpack_from(f"<{count + 1}I", plc) if count else ()
        begun = sum(self._file.stories[:_BOX_STORY])
        limit = min(len(self._text), begun + self._file.stories[_BOX_STORY])
        out: list[tuple[int, int, int]] = []
        last = 0
        for number in range(count):
            start, end = cps[number], cps[number + 1]
            (shape,) = struct.unpack_from("<I", plc, 4 * (count + 1) + _FTXBXS * number + 14)
            # In order, so that no text comes twice whatever the file says.
            if last <= start < end:
                last = end
                out.append((anchors.get(shape, -1), min(begun + start, limit), min(begun + end, limit)))
        return sorted(out, key=lambda box: (box[0] < 0, box[0]))

    def _write_boxes(self, upto: int) -> None:
        """Read the boxes that are anchored up to `upto`."""
        while self._boxes and 0 <= self._boxes[0][0] <= upto:
            _, start, end = self._boxes.pop(0)
            self._story(start, end)
