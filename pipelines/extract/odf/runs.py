"""The characters of an OpenDocument paragraph as printed."""

from lxml import etree

from pipelines.extract.assembly.build import solid
from pipelines.extract.assembly.flow import Paragraph
from pipelines.extract.assembly.links import MAX_LINKS
from pipelines.extract.odf.lists import DATA
from pipelines.extract.word.lists import attribute, child, local, number

Element = etree._Element
_SKIP = frozenset(DATA["skip"]["elements"])
_BLOCKS = frozenset({"p", "h", "list", "table"})
_MAX_SPACES = 100


def hidden_styles(roots: list[Element]) -> frozenset[str]:
    """Return the names of the character styles that hide their text."""
    return frozenset(
        attribute(node, "name") or ""
        for root in roots
        for node in root.iter()
        if local(node) == "style" and attribute(child(node, "text-properties"), "display") == "none"
    )


def deletions(body: Element) -> frozenset[str]:
    """Return the marks of tracked deletions whose text still stands in its place (as flat files have it)."""
    return frozenset(
        attribute(region, "id") or ""
        for changes in body
        if local(changes) == "tracked-changes"
        for region in changes
        if child(region, "deletion") is not None
    )


class Runs:
    """Gathers paragraphs in order; a deletion may begin in one and end in another."""

    def __init__(self, hidden: frozenset[str], deleted: frozenset[str]) -> None:
        self._hidden, self._deleted = hidden, deleted
        self._open: set[str] = set()

    def gather(self, node: Element, out: Paragraph) -> list[Element]:
        """Add a paragraph's lines and links to `out`; returns the boxes anchored in it."""
        boxes: list[Element] = []
        begun: list[tuple[Element, int, str]] = []
        self._put(out, node.text)
        walk = etree.iterwalk(node, events=("start", "end"))
        for event, item in walk:
            name = local(item)
            if item is node:
                continue
            if event == "end":
                if begun and begun[-1][0] is item:
                    _, start, url = begun.pop()
                    out.links.append((start, _size(out), url))
                self._put(out, item.tail)
            elif self._sign(item, name, out):
                continue
            elif any(local(inner) in _BLOCKS for inner in item):
                boxes += [] if name in _SKIP else [item]
                walk.skip_subtree()
            elif name in _SKIP or attribute(item, "style-name") in self._hidden:
                walk.skip_subtree()
            else:
                if name == "a" and len(out.links) < MAX_LINKS:
                    begun.append((item, _size(out), (attribute(item, "href") or "").strip()))
                self._put(out, item.text)
        return boxes

    def _sign(self, item: Element, name: str, out: Paragraph) -> bool:
        """Whether an element stands for characters, or for where a change begins or ends."""
        if name == "s":
            self._put(out, " " * max(1, min(number(attribute(item, "c"), 1) or 1, _MAX_SPACES)))
        elif name == "tab":
            self._put(out, "\t")
        elif name == "line-break":
            out.lines.append("")
        elif name == "change-start":
            self._open |= {attribute(item, "change-id") or ""} & self._deleted
        elif name == "change-end":
            self._open.discard(attribute(item, "change-id") or "")
        else:
            return name == "soft-page-break"
        return True

    def _put(self, out: Paragraph, text: str | None) -> None:
        if text and not self._open:
            # White space of the file is one space (OpenDocument 6.1.2).
            out.lines[-1] += text.replace("\n", " ")


def _size(out: Paragraph) -> int:
    return sum(map(solid, out.lines))
