"""A small writer of OFD documents (GB/T 33190): pages of lines, ruled tables, templates, notes."""

import html
import io
import zipfile
from dataclasses import dataclass, field

from tests.pipelines.extract.sample import HEADER, INVENTORY, SPANS, Block

SIZE = 4.2333
"""Millimetres: 12 points."""
LEFT, RIGHT, TOP, BOTTOM = 30.0, 178.15, 30.0, 265.0
PITCH = 7.4
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def width(text: str, size: float = SIZE) -> float:
    return sum(size if ord(c) > 0x2E7F or c in "“”—…、·" else size / 2 for c in text)


def text_object(x: float, y: float, text: str, size: float = SIZE, extra: str = "") -> str:
    """One line; `y` is its baseline. Distances as writers pack them: runs of equal ones by `g`."""
    steps = [size if ord(c) > 0x2E7F or c in "“”—…、·" else size / 2 for c in text[:-1]]
    packed: list[str] = []
    while steps:
        count = 1
        while count < len(steps) and steps[count] == steps[0]:
            count += 1
        packed.append(f"g {count} {steps[0]:.4f}" if count > 2 else f"{steps[0]:.4f}")
        steps = steps[count if count > 2 else 1 :]
    delta = f' DeltaX="{" ".join(packed)}"' if packed else ""
    box = f"{x:.4f} {y - size:.4f} {width(text, size) + 1:.4f} {size * 1.3:.4f}"
    code = f'<ofd:TextCode X="0" Y="{size:.4f}"{delta}>{html.escape(text)}</ofd:TextCode>'
    return (
        f'<ofd:TextObject ID="1" Boundary="{box}" Font="2" Size="{size:.4f}" {extra}>{code}</ofd:TextObject>'
    )


def path_object(x: float, y: float, data: str, extra: str = "") -> str:
    box = f"{x:.4f} {y:.4f} 200 280"
    path = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="1" Boundary="{box}" LineWidth="0.25" {extra}>{path}</ofd:PathObject>'


def image_object(resource: str, box: str = "0 0 210 297") -> str:
    _, _, wide, high = box.split()
    return f'<ofd:ImageObject ID="1" Boundary="{box}" CTM="{wide} 0 0 {high} 0 0" ResourceID="{resource}"/>'


@dataclass
class Maker:
    """Collects pages (as the objects of one layer each) and what else belongs to a document."""

    pages: list[list[str]] = field(default_factory=list)
    templates: list[list[str]] = field(default_factory=list)
    annotations: dict[int, str] = field(default_factory=dict)
    images: dict[str, bytes] = field(default_factory=dict)
    attachments: dict[str, bytes] = field(default_factory=dict)
    others: dict[str, bytes] = field(default_factory=dict)
    units: str = ""
    documents: int = 1
    area: str = "0 0 210 297"
    entry: str = ""

    def build(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            bodies = "".join(
                f"<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_{i}/Document.xml</ofd:DocRoot></ofd:DocBody>"
                for i in range(self.documents)
            )
            archive.writestr(
                "OFD.xml", f"<ofd:OFD {NAMESPACE} DocType='OFD' Version='1.0'>{bodies}{self.entry}</ofd:OFD>"
            )
            for i in range(self.documents):
                for name, text in self._document().items():
                    archive.writestr(f"Doc_{i}/{name}", text)
            for name, data in self.others.items():
                archive.writestr(name, data)
        return out.getvalue()

    def _document(self) -> dict[str, str | bytes]:
        templates = "".join(
            f'<ofd:TemplatePage ID="{900 + i}" BaseLoc="Tpls/Tpl_{i}/Content.xml"/>'
            for i in range(len(self.templates))
        )
        pages = "".join(
            f'<ofd:Page ID="{100 + i}" BaseLoc="/Doc_0/Pages/Page_{i}/Content.xml"/>'
            if self.documents == 1
            else f'<ofd:Page ID="{100 + i}" BaseLoc="Pages/Page_{i}/Content.xml"/>'
            for i in range(len(self.pages))
        )
        media = "".join(
            f'<ofd:MultiMedia ID="{name}" Type="Image">'
            f"<ofd:MediaFile>{name}.png</ofd:MediaFile></ofd:MultiMedia>"
            for name in self.images
        )
        files = "".join(
            f'<ofd:Attachment ID="{i}" Name="{name}">'
            f"<ofd:FileLoc>Attachs/{i}.bin</ofd:FileLoc></ofd:Attachment>"
            for i, name in enumerate(self.attachments)
        )
        notes = "".join(
            f'<ofd:Page PageID="{100 + i}"><ofd:FileLoc>Annots/Page_{i}.xml</ofd:FileLoc></ofd:Page>'
            for i in self.annotations
        )
        parts: dict[str, str | bytes] = {
            "Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>"
            f"{self.area}</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
            f"{templates}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>"
            "<ofd:Annotations>Annotations.xml</ofd:Annotations>"
            "<ofd:Attachments>Attachments.xml</ofd:Attachments></ofd:Document>",
            "DocumentRes.xml": f'<ofd:Res {NAMESPACE} BaseLoc="Res">'
            f"<ofd:MultiMedias>{media}</ofd:MultiMedias><ofd:CompositeGraphicUnits>{self.units}</ofd:CompositeGraphicUnits></ofd:Res>",
            "Attachments.xml": f"<ofd:Attachments {NAMESPACE}>{files}</ofd:Attachments>",
            "Annotations.xml": f"<ofd:Annotations {NAMESPACE}>{notes}</ofd:Annotations>",
        }
        used = "".join(
            f'<ofd:Template TemplateID="{900 + i}" ZOrder="Background"/>' for i in range(len(self.templates))
        )
        for i, objects in enumerate(self.pages):
            parts[f"Pages/Page_{i}/Content.xml"] = _content(objects, used)
        for i, objects in enumerate(self.templates):
            parts[f"Tpls/Tpl_{i}/Content.xml"] = _content(objects, "")
        for i, note in self.annotations.items():
            parts[f"Annots/Page_{i}.xml"] = f"<ofd:PageAnnot {NAMESPACE}>{note}</ofd:PageAnnot>"
        for name, data in self.images.items():
            parts[f"Res/{name}.png"] = data
        for i, data in enumerate(self.attachments.values()):
            parts[f"Attachs/{i}.bin"] = data
        return parts


def _content(objects: list[str], head: str) -> str:
    layer = f'<ofd:Layer ID="6">{"".join(objects)}</ofd:Layer>'
    return f"<ofd:Page {NAMESPACE}>{head}<ofd:Content>{layer}</ofd:Content></ofd:Page>"


def report(blocks: list[Block], *, table: bool = False, header: str = "", number: str = "— {} —") -> Maker:
    """A report as a word processor prints it: indented paragraphs, centred title, page numbers."""
    made = Maker()
    page: list[str] = []
    y = TOP

    def line(text: str, x: float, size: float = SIZE) -> None:
        nonlocal page, y
        y += PITCH * size / SIZE
        if y > BOTTOM:
            made.pages.append(page)
            page, y = [], TOP + PITCH
        page.append(text_object(x, y, text, size))

    for kind, text in blocks:
        if kind == "title":
            line(text, (LEFT + RIGHT - width(text, 5)) / 2, 5)
        elif kind in ("signature", "date"):
            line(text, RIGHT - width(text))
        else:
            for i, part in enumerate(_wrapped(text)):
                line(part, LEFT + (2 * SIZE if i == 0 else 0))
    if table:
        made.pages.append(page)
        page = _table()
    made.pages.append(page)
    for i, objects in enumerate(made.pages, 1):
        if header:
            objects.insert(0, text_object(80, 15, header, 3.2))
        mark = number.format(i)
        objects.append(text_object(105 - width(mark) / 2, 282, mark))
    return made


def _wrapped(text: str) -> list[str]:
    """Lines as wide as the text area, the first two characters narrower."""
    lines, line, room = [], "", RIGHT - LEFT - 2 * SIZE
    for char in text:
        if width(line + char) > room + 0.01:
            lines.append(line)
            line, room = "", RIGHT - LEFT
        line += char
    return [*lines, line]


def _table() -> list[str]:
    """The inventory with its rules; merged cells have no rule inside."""
    edges = [25.0, 35.0, 60.0, 110.0, 140.0, 190.0]
    size, step = 3.2, 4.5
    objects: list[str] = []
    y = 40.0
    rows = [HEADER, *INVENTORY]
    tops = []
    for row in rows:
        tops.append(y)
        cells = []
        for cell, left, right in zip(row, edges, edges[1:], strict=False):
            lines, line = [], ""
            for char in cell:
                if width(line + char, size) > right - left - 3:
                    lines.append(line)
                    line = ""
                line += char
            cells.append([*lines, line])
        for lines, left in zip(cells, edges, strict=False):
            objects += [
                text_object(left + 1.5, y + step * (i + 1), line, size)
                for i, line in enumerate(lines)
                if line
            ]
        y += step * max(map(len, cells)) + 2
    tops.append(y)
    covered = {first + 1 + i for first, count in SPANS.items() for i in range(1, count)}
    for i, top in enumerate(tops):
        if i in covered:
            objects.append(path_object(0, 0, f"M {edges[0]} {top} L {edges[1]} {top}"))
            objects.append(path_object(0, 0, f"M {edges[2]} {top} L {edges[-1]} {top}"))
        else:
            objects.append(path_object(edges[0], top, f"M 0 0 L {edges[-1] - edges[0]} 0"))
    objects += [path_object(x, tops[0], f"M 0 0 L 0 {tops[-1] - tops[0]}") for x in edges]
    return objects
