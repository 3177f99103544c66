"""The same report as PDF, Word document and web pages of several systems."""

import html
import io

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.shared import OxmlElement
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from tests.pipelines.extract.sample import HEADER, INVENTORY, SPANS, Block

FONT = "STSong-Light"


def _styles(size: float = 12, indent: int = 2) -> dict[str, ParagraphStyle]:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = ParagraphStyle(
        "p", fontName=FONT, fontSize=size, leading=size * 1.75, firstLineIndent=indent * size, wordWrap="CJK",
        alignment=TA_JUSTIFY, uriWasteReduce=0,
    )  # fmt: skip
    flush = ParagraphStyle("h", parent=body, firstLineIndent=indent * size, alignment=0)
    return {
        "p": body,
        "h1": flush,
        "h2": flush,
        "title": ParagraphStyle(
            "t", parent=body, fontSize=18, leading=30, firstLineIndent=0, alignment=TA_CENTER
        ),
        "signature": ParagraphStyle("s", parent=body, firstLineIndent=0, alignment=TA_RIGHT),
        "date": ParagraphStyle("d", parent=body, firstLineIndent=0, alignment=TA_RIGHT),
        "cell": ParagraphStyle("c", fontName=FONT, fontSize=9, leading=12, wordWrap="CJK"),
    }


def pdf(
    blocks: list[Block],
    *,
    header: str = "",
    number: str = "- {} -",
    table: bool = False,
    size: float = 12,
    indent: int = 2,
    **options: object,
) -> bytes:
    """A4 pages with a running header and a page number at the foot."""
    styles = _styles(size, indent)
    out = io.BytesIO()

    def furniture(canvas, document) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont(FONT, 9)
        if header:
            canvas.drawCentredString(A4[0] / 2, A4[1] - 40, header)
        canvas.drawCentredString(A4[0] / 2, 36, number.format(document.page))

    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=80, rightMargin=80, topMargin=80, bottomMargin=80, **options
    )
    flow = [Paragraph(html.escape(text), styles[kind]) for kind, text in blocks]
    if table:
        flow.append(_pdf_table(styles["cell"]))
    document.build(flow, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def _pdf_table(style: ParagraphStyle) -> Table:
    rows = [[Paragraph(html.escape(cell), style) for cell in row] for row in [HEADER, *INVENTORY]]
    spans = [("SPAN", (1, i + 1), (1, i + n)) for i, n in SPANS.items()]
    return Table(
        rows,
        colWidths=[30, 70, 150, 70, 115],
        repeatRows=1,
        style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), *spans]),
    )


def docx(blocks: list[Block], *, table: bool = False, numbered: bool = False) -> bytes:
    """A Word document; with `numbered`, first-level headings have automatic numbers."""
    document = Document()
    if numbered:
        _add_list(document)
    for kind, text in blocks:
        if kind == "h1" and numbered:
            paragraph = document.add_paragraph(text.split("、", 1)[1])
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = 77
        elif kind in ("h1", "h2"):
            document.add_heading(text, level=int(kind[1]))
        else:
            document.add_paragraph(text)
    if table:
        grid = document.add_table(rows=0, cols=len(HEADER))
        for row in [HEADER, *INVENTORY]:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
        for first, count in SPANS.items():
            grid.cell(first + 1, 1).merge(grid.cell(first + count, 1))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_list(document) -> None:  # type: ignore[no-untyped-def]
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for name, value in (
        ("start", "1"),
        ("numFmt", "chineseCounting"),
        ("suff", "nothing"),
        ("lvlText", "%1、"),
    ):
        node = OxmlElement(f"w:{name}")
        node.set(qn("w:val"), value)
        level.append(node)
    abstract.append(level)
    root.insert(0, abstract)
    num = OxmlElement("w:num")
    num.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    num.append(link)
    root.append(num)


# -- web pages ---------------------------------------------------------------------

MENU = "".join(f'<li><a href="/c{i}.htm">栏目{i}</a></li>' for i in range(12))
FURNITURE = ("网站首页", "栏目3", "上一篇", "下一篇", "版权所有", "打印本页", "浏览次数", "分享到")

STYLES = (
    "vsb_p",
    "sudy_p",
    "sudy_pieces",
    "br",
    "div",
    "ol",
    "layout_table",
    "headings",
    "word_paste",
    "wild_p",
    "wild_div",
)


def web(blocks: list[Block], style: str, *, table: bool = False, encoding: str = "utf-8") -> bytes:
    """A page of a site-building system, or of none (`wild_…`)."""
    body = _body([(kind, html.escape(text)) for kind, text in blocks], style)
    if table:
        body += _html_table()
    opening, closing = {
        "vsb_p": ('<div id="vsb_content_2_1332_u12"><div class="v_news_content">', "</div></div>"),
        "sudy_p": ('<div class="wp_articlecontent">', "</div>"),
        "br": ('<div id="vsb_content">', "</div>"),
        "div": ('<div class="TRS_Editor">', "</div>"),
        "ol": ('<div class="wp_articlecontent">', "</div>"),
        "layout_table": (
            '<table><tr><td class="x" id="zoom"><table><tr><td>',
            "</td></tr></table></td></tr></table>",
        ),
        "headings": ('<div class="article-content">', "</div>"),
        "word_paste": ('<div id="js_content">', "</div>"),
        "wild_p": ('<div class="c4f2">', "</div>"),
        "wild_div": ('<div class="neirong9"><div class="inner">', "</div></div>"),
    }.get(style, ("<div class='arti'>", "</div>"))
    page = f"""<!DOCTYPE html>
<html><head><meta charset="{encoding}"><title>云岭理工学院信息公开网</title>
<script>var a = "<p>脚本里的话不是正文</p>";</script></head>
<body><div class="top"><a href="/">网站首页</a><ul class="nav">{MENU}</ul></div>
<div class="main"><div class="left"><ul>{MENU}</ul></div>
<div class="right">
<div class="pos">您当前的位置：<a href="/">网站首页</a> &gt; <a href="/nb/">年度报告</a></div>
{opening}
{body}
{closing}
<div class="page"><p>上一篇：<a href="1.htm">关于校园网维护的通知</a></p><p>下一篇：没有了</p></div>
<div class="tools"><a href="#">打印本页</a> <a href="#">关闭窗口</a></div></div></div>
<div class="footer"><p>版权所有：云岭理工学院　滇ICP备00000000号</p></div></body></html>"""
    return page.encode(encoding, "xmlcharrefreplace")


def _body(blocks: list[Block], style: str) -> str:
    if style == "br":
        return "<br />\n".join(f"　　{text}" for _, text in blocks)
    if style in ("div", "wild_div"):
        return "\n".join(f"<div><span style='font-size:16px'>{t}</span></div>" for _, t in blocks)
    if style == "ol":
        return "<ol style='list-style:none'>" + "".join(f"<li>{t}</li>" for _, t in blocks) + "</ol>"
    if style == "headings":
        tags = {"h1": "h2", "h2": "h3", "title": "h1"}
        return "\n".join(f"<{tags.get(k, 'p')}>{t}</{tags.get(k, 'p')}>" for k, t in blocks)
    if style == "word_paste":
        # Editors break source lines in the middle of sentences, and words into spans.
        return "\n".join(
            f'<p class="MsoNormal"><span lang="EN-US">&nbsp;&nbsp;</span>{_broken(t)}<o:p></o:p></p>'
            for _, t in blocks
        )
    if style == "sudy_pieces":
        half = len(blocks) // 2
        return "".join(
            f'<div id="wp_content_w6_{i}" class="paging_content" style="display:{shown}">'
            + "".join(f"<p>{t}</p>" for _, t in part)
            + "</div>"
            for i, (part, shown) in enumerate(((blocks[:half], ""), (blocks[half:], "none")))
        )
    return "\n".join(f"<p style='text-indent:2em'>{t}</p>" for _, t in blocks)


def _broken(text: str) -> str:
    if "&" in text or not all(ord(c) > 0x2E80 for c in text[10:16]):
        return f"<span>{text}</span>"
    return f"<span>{text[:12]}\n  {text[12:14]}</span><b>{text[14:]}</b>"


def _html_table() -> str:
    rows = ["<tr>" + "".join(f"<th>{cell}</th>" for cell in HEADER) + "</tr>"]
    for i, row in enumerate(INVENTORY):
        cells = []
        for j, cell in enumerate(row):
            if j == 1 and i not in SPANS:
                continue
            span = f' rowspan="{SPANS[i]}"' if j == 1 else ""
            cells.append(f"<td{span}><p>{cell}</p></td>")
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return "<table border='1'><tbody>" + "\n".join(rows) + "</tbody></table>"
