"""Files made by Python libraries: reportlab's PDF, python-docx's Word documents, plain text, tables."""

import csv
import html
import io

from docx import Document
from reportlab.lib import colors  # type: ignore[import-untyped]
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    Paragraph,
    SimpleDocTemplate,
    Table,
    TableStyle,
)

from tests.formats.source import Block, Source

_CID = "STSong-Light"


def reportlab_pdf(source: Source, *, size: float = 12) -> bytes:
    """A PDF with a font that is not embedded, page numbers at the foot, the table's head on each page."""
    pdfmetrics.registerFont(UnicodeCIDFont(_CID))
    body = ParagraphStyle(
        "p", fontName=_CID, fontSize=size, leading=size * 1.7, firstLineIndent=2 * size, wordWrap="CJK",
        alignment=TA_JUSTIFY, uriWasteReduce=0,
    )  # fmt: skip
    styles = {
        "title": ParagraphStyle("t", body, fontSize=18, leading=30, firstLineIndent=0, alignment=TA_CENTER),
        "h1": ParagraphStyle("h1", body, fontSize=size + 2, alignment=0),
        "h2": ParagraphStyle("h2", body, alignment=0),
        "sign": ParagraphStyle("s", body, firstLineIndent=0, alignment=TA_RIGHT),
    }
    small = ParagraphStyle("c", fontName=_CID, fontSize=9, leading=12, wordWrap="CJK")
    out = io.BytesIO()

    def foot(canvas, document) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont(_CID, 9)
        canvas.drawCentredString(A4[0] / 2, 36, f"— {document.page} —")

    def table(block: Block) -> Table:
        spans = [
            ("SPAN", (c.column, c.row), (c.column + c.columns - 1, c.row + c.rows - 1))
            for row in block.cells()
            for c in row
            if c.rows > 1 or c.columns > 1
        ]
        rows = [
            ["" if c in ("^", "<") else Paragraph(html.escape(c), small) for c in row] for row in block.rows
        ]
        widths = [max(28, 7 * max(len(row[c]) for row in block.rows)) for c in range(len(block.rows[0]))]
        share = 435 / sum(widths)
        grid = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
        return Table(rows, [w * share for w in widths], repeatRows=1, style=TableStyle([grid, *spans]))

    flow = [
        table(block)
        if block.kind == "table"
        else Paragraph(html.escape(block.text), styles.get(block.kind, body))
        for block in source.blocks
    ]
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=80, rightMargin=80, topMargin=72, bottomMargin=72
    )
    document.build(flow, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def python_docx(source: Source) -> bytes:
    """A Word document: headings by style, items of a numbered list, merged cells, runs cut anywhere."""
    document = Document()
    document.core_properties.title = "无关的标题"
    for block in source.blocks:
        if block.kind == "table":
            grid = document.add_table(rows=len(block.rows), cols=len(block.rows[0]))
            grid.style = "Table Grid"
            for row in block.cells():
                for cell in row:
                    place = grid.cell(cell.row, cell.column)
                    if cell.rows > 1 or cell.columns > 1:
                        end = grid.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1)
                        place = place.merge(end)
                    place.text = cell.text
        elif block.kind in ("title", "h1", "h2"):
            document.add_heading(block.text, level={"title": 0, "h1": 1, "h2": 2}[block.kind])
        else:
            # A style of its own numbers the items: they are typed here, numbers and all.
            paragraph = document.add_paragraph()
            half = len(block.text) // 2
            paragraph.add_run(block.text[:half])
            paragraph.add_run(block.text[half:]).bold = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def plain(source: Source, encoding: str, newline: str = "\r\n") -> bytes:
    """The paragraphs as a text file; cells between tabs, those that are covered empty."""
    lines = []
    for block in source.blocks:
        if block.kind == "table":
            lines += ["\t".join("" if c in ("^", "<") else c for c in row) for row in block.rows]
        else:
            lines.append(("" if block.kind in ("title", "h1", "h2") else "　　") + block.text)
    return newline.join(lines).encode(encoding)


def separated(source: Source, encoding: str, separator: str = ",") -> bytes:
    """Everything as rows of comma-separated values."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    for block in source.blocks:
        if block.kind == "table":
            writer.writerows([["" if c in ("^", "<") else c for c in row] for row in block.rows])
        else:
            writer.writerow([block.text])
    return out.getvalue().encode(encoding)
