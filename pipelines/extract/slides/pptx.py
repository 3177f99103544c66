"""PowerPoint presentations (.pptx, .pptm): slides in order, titles as headings, tables as rows."""

import tomllib
from pathlib import Path

from lxml import etree

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.assembly.numbering import render
from pipelines.extract.assembly.tables import Cell, fill
from pipelines.extract.office.package import Package, open_package
from pipelines.extract.options import Options
from pipelines.extract.text import BlockKind, Text, Unreadable
from pipelines.extract.word.lists import attribute, child, children, local, number
from pipelines.outcomes import DocumentOutcome

Element = etree._Element
_SCHEMES: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("slides.toml").read_text(encoding="utf-8")
)["autonumber"]
_TITLES = frozenset({"title", "ctrTitle"})
# What every slide repeats.
_FURNITURE = frozenset({"sldNum", "dt", "ftr", "hdr"})
_ON = ("1", "true")
_MAX_SLIDES = 1_000


def read_pptx(data: bytes, options: Options) -> Text:
    """Read a presentation, each slide as a page; raises `Unreadable`.

    Notes, masters and slide numbers are not read.
    """
    with open_package(data) as package:
        root = package.xml("ppt/presentation.xml")
        if root is None:
            raise Unreadable(DocumentOutcome.BROKEN, "no presentation")
        relations = _relations(package, "ppt/_rels/presentation.xml.rels")
        builder = TextBuilder("pptx")
        page = 0
        for node in list(children(child(root, "sldIdLst"), "sldId"))[:_MAX_SLIDES]:
            # `id` is there twice: the slide's own, and the relation's with a namespace.
            keys = [str(value) for key, value in node.attrib.items() if str(key).endswith("}id")]
            target = relations.get(keys[0] if keys else "", "")
            name = target.lstrip("/") if target.startswith("/") else f"ppt/{target}"
            slide = package.xml(name) if target else None
            if slide is None:
                continue
            page += 1
            folder, _, leaf = name.rpartition("/")
            _Slide(builder, page, package, _relations(package, f"{folder}/_rels/{leaf}.rels")).read(slide)
    return builder.build(pages=page or None)


def _relations(package: Package, name: str) -> dict[str, str]:
    return {
        attribute(node, "Id") or "": attribute(node, "Target") or ""
        for node in children(package.xml(name), "Relationship")
    }


class _Slide:
    def __init__(self, builder: TextBuilder, page: int, package: Package, relations: dict[str, str]) -> None:
        self._builder, self._page, self._package, self._relations = builder, page, package, relations

    def read(self, root: Element) -> None:
        """Read the title first, then all shapes in their order."""
        tree = child(child(root, "cSld"), "spTree")
        if tree is None:
            return
        shapes = list(_shapes(tree))
        titles = [shape for shape in shapes if _placeholder(shape) in _TITLES]
        for shape in titles:
            self._text(child(shape, "txBody"), heading=True)
        for shape in shapes:
            if shape in titles or _placeholder(shape) in _FURNITURE:
                continue
            if local(shape) == "graphicFrame":
                self._graphic(shape)
            else:
                self._text(child(shape, "txBody"), heading=False)

    def _text(self, body: Element | None, *, heading: bool) -> None:
        counts: dict[tuple[int, str], int] = {}
        for paragraph in children(body, "p"):
            properties = child(paragraph, "pPr")
            prefix = _prefix(properties, counts)
            lines = _lines(paragraph)
            if not any(line.strip() for line in lines):
                continue
            kind: BlockKind = "heading" if heading else "list_item" if prefix else "paragraph"
            if heading:
                # A title broken for its looks is one title.
                lines = ["".join(lines)]
            lines[0] = prefix + lines[0]
            for line in lines:
                self._builder.add(line, kind, level=1 if heading else None, page=self._page)

    def _graphic(self, frame: Element) -> None:
        for node in frame.iter():
            if local(node) == "tbl":
                self._table(node)
            elif local(node) == "relIds" and (data := self._relations.get(attribute(node, "dm") or "")):
                # A diagram's words are in a part of their own.
                root = self._package.xml(f"ppt/{data.removeprefix('../')}")
                for point in [] if root is None else [n for n in root.iter() if local(n) == "t"]:
                    self._text(point, heading=False)

    def _table(self, table: Element) -> None:
        rows = []
        for row in children(table, "tr"):
            cells = []
            for cell in children(row, "tc"):
                if attribute(cell, "hMerge") in _ON:
                    continue
                span = number(attribute(cell, "gridSpan"), 1) or 1
                counts: dict[tuple[int, str], int] = {}
                texts = [
                    _prefix(child(p, "pPr"), counts) + " ".join(_lines(p)).strip()
                    for p in children(child(cell, "txBody"), "p")
                ]
                merged = attribute(cell, "vMerge") in _ON
                cells.append(Cell("" if merged else " ".join(t for t in texts if t), columns=max(1, span)))
            rows.append(cells)
        for line in fill(rows):
            self._builder.row(line, page=self._page)


def _shapes(tree: Element) -> list[Element]:
    """Return shapes and graphics in order, those of groups too, without older stand-ins."""
    out: list[Element] = []
    walk = etree.iterwalk(tree, events=("start",))
    for _, node in walk:
        name = local(node)
        if name in ("sp", "graphicFrame", "cxnSp"):
            out.append(node)
        if node is not tree and name not in ("grpSp", "AlternateContent", "Choice"):
            walk.skip_subtree()
    return out


def _placeholder(shape: Element) -> str:
    for node in shape:
        if local(node).startswith("nv"):
            place = child(child(node, "nvPr"), "ph")
            if place is not None:
                return attribute(place, "type") or "body"
    return ""


def _lines(paragraph: Element) -> list[str]:
    lines = [""]
    for node in paragraph:
        name = local(node)
        if name == "br":
            lines.append("")
        elif name in ("r", "fld") and not (name == "fld" and attribute(node, "type") == "slidenum"):
            text = child(node, "t")
            lines[-1] += (text.text or "") if text is not None else ""
    return [part for line in lines for part in line.split("\v")]


def _prefix(properties: Element | None, counts: dict[tuple[int, str], int]) -> str:
    """Return a paragraph's automatic number; a paragraph without one ends the count of its level."""
    level = number(attribute(properties, "lvl"), 0) or 0
    scheme = child(properties, "buAutoNum")
    name = attribute(scheme, "type") or ""
    for key in [key for key in counts if key[0] > level or (key[0] == level and key[1] != name)]:
        del counts[key]
    if name not in _SCHEMES:
        return ""
    first = number(attribute(scheme, "startAt"), 1) or 1
    counts[level, name] = counts.get((level, name), first - 1) + 1
    fmt, pattern = _SCHEMES[name]
    return pattern.replace("%1", render(counts[level, name], fmt))
