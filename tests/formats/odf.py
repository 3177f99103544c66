"""A source as flat OpenDocument: what LibreOffice turns into every office format."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.formats.source import Block, Cell, Source

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("number", "datastyle"), ("draw", "drawing"),
        ("presentation", "presentation"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
_FONT = "Noto Serif CJK SC"
_TITLE = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")


def _font(size: float, extra: str = "") -> str:
    return (
        f'<style:text-properties style:font-name-asian="{_FONT}" style:font-name="{_FONT}" '
        f'fo:font-size="{size}pt" style:font-size-asian="{size}pt" {extra}/>'
    )


def _paragraph(name: str, parent: str, layout: str, size: float, extra: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph"{parent}>'
        f"<style:paragraph-properties {layout}/>{_font(size, extra)}</style:style>"
    )


_BOLD = 'fo:font-weight="bold" style:font-weight-asian="bold"'
_COUNT = 'style:num-format="一, 二, 三, ..."'
_OUTLINE = (
    f'<text:outline-style style:name="Outline">'
    f'<text:outline-level-style text:level="1" {_COUNT} style:num-suffix="、"/>'
    f'<text:outline-level-style text:level="2" {_COUNT} style:num-prefix="（" style:num-suffix="）"/>'
    "</text:outline-style>"
)
_STYLES = (
    f'<style:font-face style:name="{_FONT}" svg:font-family="&apos;{_FONT}&apos;"/>',
    '<style:default-style style:family="paragraph">'
    + _font(12, 'fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN"')
    + "</style:default-style>"
    + '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" '
    f'style:default-outline-level="1"><style:paragraph-properties fo:margin-top="0.2cm"/>{_font(15, _BOLD)}'
    "</style:style>"
    '<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" '
    f'style:default-outline-level="2">{_font(12, _BOLD)}</style:style>'
    + _paragraph(
        "Title", ' style:class="chapter"', 'fo:text-align="center" fo:margin-bottom="0.5cm"', 18, _BOLD
    ),
    _paragraph(
        "P",
        "",
        'fo:text-indent="0.85cm" fo:line-height="150%" style:punctuation-wrap="simple" '
        'fo:text-align="justify"',
        12,
    )
    + _paragraph("I", "", 'fo:line-height="150%" style:punctuation-wrap="simple"', 12)
    + _paragraph("S", "", 'fo:text-align="end"', 12)
    + _paragraph("C", "", 'fo:text-align="start"', 10)
    + '<style:style style:name="G" style:family="table-cell"><style:table-cell-properties '
    'fo:border="0.5pt solid #000000" fo:padding="0.08cm"/></style:style>',
)


def _list_style(number: int) -> str:
    """A numbering of its own for each list: of lists that share one, DOC counts on from the first."""
    return (
        f'<text:list-style style:name="L{number}"><text:list-level-style-number text:level="1" '
        'style:num-suffix="." style:num-format="1"><style:list-level-properties '
        'text:space-before="0.8cm" text:min-label-width="0.7cm"/></text:list-level-style-number>'
        "</text:list-style>"
    )


def document(source: Source, *, automatic: bool = False, running: bool = False) -> str:
    """A text document; with `automatic`, headings are numbered by their style; with `running`, it has
    a running title and page numbers.
    """
    faces, styles, automatics = _STYLES
    lists = "".join(map(_list_style, range(_lists(source))))
    margins = "".join(
        f"<style:{part}-style><style:header-footer-properties fo:min-height='0.8cm'/></style:{part}-style>"
        for part in ("header", "footer")
        if running
    )
    layout = (
        '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" '
        'fo:page-height="29.7cm" fo:margin-top="2.2cm" fo:margin-bottom="2.2cm" fo:margin-left="2.6cm" '
        f'fo:margin-right="2.6cm"/>{margins}</style:page-layout>'
    )
    furniture = (
        f'<style:header><text:p text:style-name="S">{escape(source.title[:8])}文件</text:p></style:header>'
        '<style:footer><text:p text:style-name="S">第 <text:page-number>1</text:page-number> 页 共 '
        "<text:page-count>1</text:page-count> 页</text:p></style:footer>"
        if running
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:font-face-decls>{faces}</office:font-face-decls>"
        f"<office:styles>{styles}{_OUTLINE if automatic else ''}</office:styles>"
        f"<office:automatic-styles>{automatics}{lists}{layout}</office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">'
        f"{furniture}</style:master-page></office:master-styles><office:body><office:text>"
        + "".join(_parts(source, automatic=automatic))
        + "</office:text></office:body></office:document>"
    )


def _lists(source: Source) -> int:
    return sum(block.kind == "item" and block.number == 1 for block in source.blocks)


def _parts(source: Source, *, automatic: bool) -> Iterator[str]:
    styles = {"title": "Title", "sign": "S"}
    inside = False
    tables = lists = 0
    for block in source.blocks:
        item = block.kind == "item"
        if inside and (not item or block.number == 1):
            yield "</text:list>"
            inside = False
        if block.kind == "table":
            tables += 1
            yield _table(block, f"表{tables}", 'table:style-name="G"')
        elif block.kind in ("h1", "h2"):
            level = block.kind[1]
            text = _TITLE.sub("", block.text) if automatic else block.text
            yield (
                f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">'
                f"{escape(text)}</text:h>"
            )
        elif item:
            if not inside:
                yield f'<text:list text:style-name="L{lists}">'
                inside, lists = True, lists + 1
            paragraph = f'<text:p text:style-name="I">{escape(block.bare)}</text:p>'
            yield f"<text:list-item>{paragraph}</text:list-item>"
        else:
            style = styles.get(block.kind, "P")
            yield f'<text:p text:style-name="{style}">{escape(block.text)}</text:p>'
    if inside:
        yield "</text:list>"


def _table(block: Block, name: str, style: str = "") -> str:
    columns = len(block.rows[0])
    rows = "".join(
        f"<table:table-row>{''.join(_cells(block, row, style))}</table:table-row>"
        for row in range(len(block.rows))
    )
    return (
        f'<table:table table:name="{name}"><table:table-column table:number-columns-repeated="{columns}"/>'
        f"{rows}</table:table>"
    )


def _cells(block: Block, row: int, style: str) -> Iterator[str]:
    printed = {cell.column: cell for cell in block.cells()[row]}
    for column in range(len(block.rows[0])):
        cell = printed.get(column)
        if cell is None:
            yield "<table:covered-table-cell/>"
            continue
        yield (
            f'<table:table-cell {style} {_spans(cell)}><text:p text:style-name="C">{escape(cell.text)}'
            "</text:p></table:table-cell>"
        )


def _spans(cell: Cell) -> str:
    if cell.rows == cell.columns == 1:
        return ""
    return f'table:number-rows-spanned="{cell.rows}" table:number-columns-spanned="{cell.columns}"'


# Sheets ------------------------------------------------------------------------------

_COUNTED = re.compile(r"^\d{1,3}(?:,\d{3})+$|^\d+$")
_PERCENT = re.compile(r"^(\d+\.\d)%$")
_DATE = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$")
_FORMATS = (
    '<number:number-style style:name="N1"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    '<number:percentage-style style:name="N2"><number:number number:decimal-places="1" '
    'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
    '<number:date-style style:name="N3"><number:year number:style="long"/><number:text>年</number:text>'
    "<number:month/><number:text>月</number:text><number:day/><number:text>日</number:text>"
    "</number:date-style>"
    + "".join(
        f'<style:style style:name="D{n}" style:family="table-cell" style:data-style-name="N{n}"/>'
        for n in (1, 2, 3)
    )
)


def sheet(source: Source) -> str:
    """A workbook: every block that is no table a row of one cell; numbers, shares, dates are values."""
    rows = []
    columns = max((len(block.rows[0]) for block in source.blocks if block.kind == "table"), default=1)
    for block in source.blocks:
        if block.kind != "table":
            rows.append(
                f'<table:table-row><table:table-cell table:number-columns-spanned="{columns}" '
                f'office:value-type="string"><text:p>{escape(block.text)}</text:p></table:table-cell>'
                f'<table:covered-table-cell table:number-columns-repeated="{columns - 1}"/></table:table-row>'
            )
            continue
        for number in range(len(block.rows)):
            rows.append(f"<table:table-row>{''.join(_values(block, number))}</table:table-row>")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f"<office:automatic-styles>{_FORMATS}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="统计"><table:table-column table:number-columns-repeated="{columns}"/>'
        + "".join(rows)
        + "</table:table></office:spreadsheet></office:body></office:document>"
    )


def _values(block: Block, row: int) -> Iterator[str]:
    printed = {cell.column: cell for cell in block.cells()[row]}
    for column in range(len(block.rows[0])):
        cell = printed.get(column)
        if cell is None:
            yield "<table:covered-table-cell/>"
        elif not cell.text:
            yield "<table:table-cell/>"
        else:
            yield (
                f"<table:table-cell {_value(cell.text)} {_spans(cell)}><text:p>{escape(cell.text)}</text:p>"
                "</table:table-cell>"
            )


def _value(text: str) -> str:
    if _COUNTED.match(text):
        number = text.replace(",", "")
        style = ' table:style-name="D1"' if "," in text else ""
        return f'office:value-type="float" office:value="{number}"{style}'
    if match := _PERCENT.match(text):
        share = f"{float(match[1]) / 100:.6g}"
        return f'office:value-type="percentage" office:value="{share}" table:style-name="D2"'
    if match := _DATE.match(text):
        day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
        return f'office:value-type="date" office:date-value="{day}" table:style-name="D3"'
    return 'office:value-type="string"'


# Slides ------------------------------------------------------------------------------


def slides(source: Source) -> str:
    """A presentation: the title's slide, then one a heading, with its paragraphs or its table."""
    groups: list[list[Block]] = []
    for block in source.blocks:
        if block.kind in ("title", "h1") or not groups:
            groups.append([])
        groups[-1].append(block)
    pages = "".join(
        f'<draw:page draw:name="p{n}" draw:master-page-name="M">{_slide(group)}</draw:page>'
        for n, group in enumerate(groups)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.presentation">'
        '<office:styles><style:style style:name="M-title" style:family="presentation"/>'
        '<style:style style:name="M-outline1" style:family="presentation"/></office:styles>'
        '<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties '
        'fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="M" style:page-layout-name="L"/>'
        f"</office:master-styles><office:body><office:presentation>{pages}"
        "</office:presentation></office:body></office:document>"
    )


def _slide(group: list[Block]) -> str:
    def box(kind: str, y: float, height: float, content: str) -> str:
        # A frame is a placeholder only where it has the style of its master page.
        style = "M-title" if kind == "title" else "M-outline1"
        return (
            f'<draw:frame presentation:class="{kind}" presentation:style-name="{style}" '
            f'svg:x="2cm" svg:y="{y}cm" svg:width="24cm" '
            f'svg:height="{height}cm"><draw:text-box>{content}</draw:text-box></draw:frame>'
        )

    out = box("title", 1, 3, f"<text:p>{escape(group[0].text)}</text:p>")
    body = "".join(f"<text:p>{escape(b.text)}</text:p>" for b in group[1:] if b.kind != "table")
    if body:
        out += box("outline", 5, 12, body)
    for block in group[1:]:
        if block.kind == "table":
            table = _table(block, "")
            out += (
                f'<draw:frame svg:x="2cm" svg:y="6cm" svg:width="24cm" svg:height="8cm">{table}</draw:frame>'
            )
    return out
