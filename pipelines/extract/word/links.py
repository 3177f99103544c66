"""Hyperlinks of a Word document: elements with a relation, and HYPERLINK fields."""

import re
from dataclasses import dataclass, field

from lxml import etree

from pipelines.extract.assembly.build import solid
from pipelines.extract.assembly.links import Anchor
from pipelines.extract.word.lists import attribute, children, local

Element = etree._Element
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]{1,2000})"|([^\s"\\]\S{0,2000}))', re.IGNORECASE)
_LONGEST_CODE = 4_000


def targets(relations: Element | None) -> dict[str, str]:
    """The outside addresses of a part's relations, by their ids."""
    return {
        attribute(relation, "Id") or "": (attribute(relation, "Target") or "").strip()
        for relation in children(relations, "Relationship")
        if (attribute(relation, "TargetMode") or "").lower() == "external"
    }


@dataclass(slots=True)
class Line:
    """A line of a paragraph, and its links by how many solid characters stand before them."""

    text: str = ""
    links: list[tuple[int, int, str]] = field(default_factory=list)
    size: int = 0

    def anchors(self) -> list[Anchor]:
        """The line's links as they are counted from its end."""
        return [Anchor(self.size - start, self.size - end, url) for start, end, url in self.links]


@dataclass(slots=True)
class _Field:
    """A complex field: its code, and whether its result has begun."""

    code: str = ""
    shown: bool = False


@dataclass(slots=True)
class Paragraph:
    """What one paragraph gives: its lines with their links, and the boxes anchored in it."""

    lines: list[Line] = field(default_factory=lambda: [Line()])
    boxes: list[Element] = field(default_factory=list)
    _open: list[tuple[Element, str]] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)

    def text(self) -> str:
        """The paragraph on one line."""
        return " ".join(line.text.strip() for line in self.lines if line.text.strip())

    def anchors(self) -> list[Anchor]:
        """The links of the paragraph on one line."""
        found: list[Anchor] = []
        behind = 0
        for line in reversed(self.lines):
            found[:0] = [Anchor(a.start + behind, a.end + behind, a.url) for a in line.anchors()]
            behind += line.size
        return found

    def put(self, text: str) -> None:
        """Append text; within a link it is the link's."""
        line = self.lines[-1]
        url = self._url()
        size = solid(text)
        line.text += text
        if url and size:
            if line.links and line.links[-1][1:] == (line.size, url):
                line.links[-1] = (line.links[-1][0], line.size + size, url)
            else:
                line.links.append((line.size, line.size + size, url))
        line.size += size

    def enter(self, item: Element, links: dict[str, str]) -> None:
        """Note that an element begins: it may be a link."""
        name = local(item)
        url = ""
        if name == "hyperlink":
            url = links.get(attribute(item, "id") or "", "")
        elif name == "fldSimple":
            url = _target(attribute(item, "instr") or "")
        if url:
            self._open.append((item, url))

    def leave(self, item: Element) -> None:
        """Note that an element ends."""
        if self._open and self._open[-1][0] is item:
            self._open.pop()

    def field(self, item: Element) -> None:
        """Follow a complex field: its code begins, its result begins, it ends."""
        if local(item) == "instrText":
            if self._fields and len(self._fields[-1].code) < _LONGEST_CODE:
                self._fields[-1].code += item.text or ""
            return
        kind = attribute(item, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _url(self) -> str:
        if self._open:
            return self._open[-1][1]
        for one in reversed(self._fields):
            if one.shown and (url := _target(one.code)):
                return url
        return ""


def _target(code: str) -> str:
    """The address of a HYPERLINK field's code, "" for any other field."""
    m = _HYPERLINK.match(code)
    return ((m[1] or m[2]) or "").strip() if m else ""
