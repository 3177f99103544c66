"""A small writer of OFD, the format of GB/T 33190: a ZIP of XML with text at places, in millimetres."""

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from tests.formats.source import Block, Source

_XMLNS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_WIDTH, _HEIGHT = 210.0, 297.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 27.0, 183.0, 30.0, 268.0
_SIZE = 4.23
"""An em of 12 points in millimetres."""
_CLOSING = "，。、；：！？）》”％%"


@dataclass(slots=True)
class _Page:
    objects: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Writer:
    """Where the next line goes; objects have running numbers."""

    pages: list[_Page] = field(default_factory=lambda: [_Page()])
    y: float = _TOP
    number: int = 100

    def room(self, height: float) -> None:
        if self.y + height > _BOTTOM:
            self.pages.append(_Page())
            self.y = _TOP

    def text(self, text: str, x: float, y: float, size: float = _SIZE) -> None:
        """One line: its first character's place and the steps to the following ones."""
        self.number += 1
        widths = [_width(c) * size for c in text]
        steps = " ".join(f"{w:.3f}" for w in widths[:-1])
        # Steps of one length are written as a group.
        if len(set(widths[:-1])) == 1 and len(widths) > 2:
            steps = f"g {len(widths) - 1} {widths[0]:.3f}"
        delta = f' DeltaX="{steps}"' if steps else ""
        self.pages[-1].objects.append(
            f'<ofd:TextObject ID="{self.number}" '
            f'Boundary="{x:.3f} {y:.3f} {sum(widths):.3f} {size * 1.3:.3f}" '
            f'Font="3" Size="{size}"><ofd:TextCode X="0" Y="{size:.3f}"{delta}>{escape(text)}</ofd:TextCode>'
            "</ofd:TextObject>"
        )

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A straight line."""
        self.number += 1
        width, height = max(x1 - x0, 0.1), max(y1 - y0, 0.1)
        self.pages[-1].objects.append(
            f'<ofd:PathObject ID="{self.number}" Boundary="{x0:.3f} {y0:.3f} {width:.3f} {height:.3f}" '
            f'LineWidth="0.18"><ofd:AbbreviatedData>M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}</ofd:AbbreviatedData>'
            "</ofd:PathObject>"
        )


def ofd(source: Source) -> bytes:
    """Pages with a page number each, as a word processor's export has them."""
    writer = _Writer()
    for block in source.blocks:
        if block.kind == "table":
            _table(writer, block)
        else:
            _paragraph(writer, block)
    total = len(writer.pages)
    for number, page in enumerate(writer.pages, start=1):
        foot = _Writer([page], number=10 + 10 * number)
        foot.text(f"- {number} -", _WIDTH / 2 - 5, 280, 3.2)
    return _packed(writer.pages, total)


def _paragraph(writer: _Writer, block: Block) -> None:
    size = 6.35 if block.kind == "title" else _SIZE
    indent = 0 if block.kind in ("title", "sign") else 2
    for n, line in enumerate(wrap(block.text, (_RIGHT - _LEFT) / size, indent)):
        writer.room(size * 1.7)
        length = sum(map(_width, line)) * size
        x = _LEFT + (indent * size if n == 0 else 0)
        if block.kind == "title":
            x = (_WIDTH - length) / 2
        elif block.kind == "sign":
            x = _RIGHT - length
        writer.text(line, x, writer.y, size)
        writer.y += size * 1.7


def _table(writer: _Writer, block: Block) -> None:
    size, pad = 3.4, 1.0
    weights = [max(4, *(min(len(row[c]), 18) for row in block.rows)) for c in range(len(block.rows[0]))]
    edges = [_LEFT]
    for weight in weights:
        edges.append(edges[-1] + (_RIGHT - _LEFT) * weight / sum(weights))
    for cells in block.cells():
        lines = {
            c.column: wrap(c.text, (edges[c.column + c.columns] - edges[c.column] - 2 * pad) / size)
            for c in cells
        }
        height = 2 * pad + 1.3 * size * max((len(x) for c, x in lines.items()), default=1)
        before = len(writer.pages)
        writer.room(height)
        if len(writer.pages) > before or cells[0].row == 0:
            writer.rule(_LEFT, writer.y, _RIGHT, writer.y)
        bottom = writer.y + height
        row = block.rows[cells[0].row]
        below = block.rows[cells[0].row + 1] if cells[0].row + 1 < len(block.rows) else ()
        for column in range(len(row)):
            if row[column] != "<":
                writer.rule(edges[column], writer.y, edges[column], bottom)
            if not below or below[column] != "^":
                writer.rule(edges[column], bottom, edges[column + 1], bottom)
            for n, line in enumerate(lines.get(column, [])):
                if line:
                    writer.text(line, edges[column] + pad, writer.y + pad + 1.3 * size * n, size)
        writer.rule(_RIGHT, writer.y, _RIGHT, bottom)
        writer.y = bottom
    writer.y += _SIZE


def wrap(text: str, ems: float, indent: float = 0) -> list[str]:
    """Break a text into lines of a width in em; closing marks hang."""
    lines, line, used = [], "", float(indent)
    for char in text:
        if line and used + _width(char) > ems and char not in _CLOSING:
            lines.append(line)
            line, used = "", 0.0
        line += char
        used += _width(char)
    return [*lines, line]


def _width(char: str) -> float:
    return 0.5 if ord(char) < 0x2000 else 1.0


def _packed(pages: list[_Page], total: int) -> bytes:
    box = f"<ofd:PhysicalBox>0 0 {_WIDTH:g} {_HEIGHT:g}</ofd:PhysicalBox>"
    listed = "".join(
        f'<ofd:Page ID="{n + 1000}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(total)
    )
    entries = {
        "OFD.xml": f'<ofd:OFD {_XMLNS} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>0f0e</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_XMLNS}><ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID>"
        f"<ofd:PageArea>{box}</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {_XMLNS} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" '
        'FontName="宋体" FamilyName="宋体"/></ofd:Fonts></ofd:Res>',
    }
    for n, page in enumerate(pages):
        entries[f"Doc_0/Pages/Page_{n}/Content.xml"] = (
            f'<ofd:Page {_XMLNS}><ofd:Area>{box}</ofd:Area><ofd:Content><ofd:Layer ID="{n + 2000}" '
            f'Type="Body">{"".join(page.objects)}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return out.getvalue()
