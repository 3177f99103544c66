"""Paragraphs as HTML, PDF and DOCX bytes, the same bytes at every run.

Shapes: a document is a title and lines; a line that begins with `|` is a table
row with cells between bars. Heavy libraries are imported on first use, so that
the server starts at once.
"""

import html
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

_WIDTH, _HEIGHT = 595.0, 842.0
_MARGIN = 72.0
_SIZE = 12.0
_LEADING = 20.0
_NO_LINE_START = "，。、；：！？）》〕】”’%"


def cells(row: str) -> list[str]:
    """Return the cells of a table row."""
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def blocks(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Group lines into (is a table, lines)."""
    for is_table, group in groupby(lines, key=lambda line: line.startswith("|")):
        yield is_table, list(group)


def html_body(lines: Sequence[str], paragraph: str = "<p>{}</p>") -> str:
    """Return lines as HTML paragraphs and tables."""
    parts = []
    for is_table, group in blocks(lines):
        if is_table:
            rows = (
                "<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in cells(row)) + "</tr>" for row in group
            )
            parts.append('<table border="1"><tbody>' + "\n".join(rows) + "</tbody></table>")
        else:
            parts.extend(paragraph.format(html.escape(line)) for line in group)
    return "\n".join(parts)


def docx_bytes(title: str, lines: Sequence[str]) -> bytes:
    """Return a Word document with real tables."""
    import docx  # noqa: PLC0415

    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = title, "学校办公室"
    properties.created = properties.modified = datetime(2020, 1, 1)
    document.add_heading(title, level=0)
    for is_table, group in blocks(lines):
        if not is_table:
            for line in group:
                document.add_paragraph(line)
            continue
        rows = [cells(row) for row in group]
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        table.style = "Table Grid"
        for row, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, values, strict=False):
                cell.text = value
    out = io.BytesIO()
    document.save(out)
    return _fixed_times(out.getvalue())


def _fixed_times(data: bytes) -> bytes:
    """Repack a ZIP without the time it was made."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()


def pdf_bytes(title: str, lines: Sequence[str], header: str = "") -> bytes:
    """Return a text PDF: wrapped lines, page numbers, a running header if given.

    STSong-Light is a CID font that viewers bring along, so the file stays small.
    """
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]  # noqa: PLC0415
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]  # noqa: PLC0415

    font = "STSong-Light"
    if font not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH, _HEIGHT), invariant=1, pageCompression=1)
    canvas.setTitle(title)
    number, y = 1, _HEIGHT - _MARGIN

    def begin() -> None:
        canvas.setFont(font, 9)
        if header:
            canvas.drawCentredString(_WIDTH / 2, _HEIGHT - 48, header)
        canvas.drawCentredString(_WIDTH / 2, 42, f"- {number} -")
        canvas.setFont(font, _SIZE)

    def room(needed: float) -> None:
        nonlocal number, y
        if y - needed < _MARGIN:
            canvas.showPage()
            number, y = number + 1, _HEIGHT - _MARGIN
            begin()

    begin()
    canvas.setFont(font, 18)
    for line in wrap(title, (_WIDTH - 2 * _MARGIN) / 18):
        canvas.drawCentredString(_WIDTH / 2, y, line)
        y -= 28
    canvas.setFont(font, _SIZE)
    for is_table, group in blocks(lines):
        for line in group:
            if not is_table:
                for visual in wrap("　　" + line, (_WIDTH - 2 * _MARGIN) / _SIZE):
                    room(_LEADING)
                    canvas.drawString(_MARGIN, y, visual)
                    y -= _LEADING
                continue
            values = cells(line)
            width = (_WIDTH - 2 * _MARGIN) / len(values)
            wrapped = [wrap(value, (width - 6) / 10) for value in values]
            height = 14 * max(map(len, wrapped)) + 6
            room(height)
            canvas.setFont(font, 10)
            for column, texts in enumerate(wrapped):
                x = _MARGIN + column * width
                canvas.rect(x, y - height + 12, width, height)
                for row, text in enumerate(texts):
                    canvas.drawString(x + 3, y - 14 * row - 2, text)
            canvas.setFont(font, _SIZE)
            y -= height
    canvas.save()
    return out.getvalue()


def wrap(text: str, ems: float) -> list[str]:
    """Break a paragraph into visual lines of at most `ems` full-width characters."""
    lines: list[str] = []
    current, used = "", 0.0
    for char in text:
        width = 0.55 if ord(char) < 0x2000 else 1.0
        if current and used + width > ems and char not in _NO_LINE_START:
            lines.append(current)
            current, used = "", 0.0
        current += char
        used += width
    return [*lines, current] if current or not lines else lines


def zip_bytes(name: str, data: bytes) -> bytes:
    """Return a ZIP of one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def page_image(number: int) -> bytes:
    """Return a scanned page as PNG: bars where its lines are, as one sees it from afar."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    image = Image.new("1", (1240, 1754), 1)
    draw = ImageDraw.Draw(image)
    for line in range(30 - number % 3):
        draw.rectangle((150, 180 + 48 * line, 1090 - 37 * (line * (number + 3) % 9), 204 + 48 * line), fill=0)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def format_of(data: bytes) -> str:
    """Name a document's format by its first bytes: pdf, docx or html."""
    if data.startswith(b"%PDF"):
        return "pdf"
    return "docx" if data.startswith(b"PK") else "html"
