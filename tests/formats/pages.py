"""A source as web pages: ten ways of writing bodies, and plain ones for printing."""

import base64
import html
import quopri
import re
from collections.abc import Callable, Iterator

from tests.formats.source import Block, Source

_MENU = "".join(f'<li><a href="/col{n}/list.htm">栏目之{n}</a></li>' for n in range(9))
_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）")
_FRAME = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{title}-信息公开网</title>
<style>body{{margin:0}}</style><script>var hit = "<p>点击量</p>";</script></head><body>
<div class="header"><a href="/">返回首页</a><ul class="menu">{menu}</ul></div>
<div class="crumbs">所在位置：<a href="/">首页</a> &gt; <a href="/nb/list.htm">年度报告</a></div>
<div class="content-box">{opening}
{body}
{closing}</div>
<div class="prev-next">上一条：<a href="2.htm">关于寒假值班的通知</a>　下一条：无</div>
<div class="footer">版权所有　地址：城东路1号　技术支持：信息中心</div></body></html>"""

_PRINTED = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 2.4cm 2.6cm; }}
body {{ font: 12pt/1.75 "{font}"; text-align: justify; margin: 0; columns: {columns}; column-gap: 8mm; }}
p {{ text-indent: 2em; margin: 0; }}
h1 {{ font-size: 18pt; text-align: center; }} h2 {{ font-size: 14pt; margin: .4em 0; }}
h3 {{ font-size: 12pt; margin: .3em 0; }} .sign {{ text-align: right; }}
ol {{ margin: 0; padding-left: 4em; }}
table {{ border-collapse: collapse; width: 100%; font-size: 10pt; line-height: 1.4; }}
td {{ border: 1px solid #000; padding: 2px 4px; overflow-wrap: anywhere; text-align: left; }}
{style}
</style></head><body>
{body}
</body></html>"""

Tag = Callable[[Block], str]


OPEN = """td { border: none; padding: 3px 14px; vertical-align: middle; text-align: center; }
table { border-bottom: 1.5px solid; margin: .5em 0; } """
THREE_RULES = OPEN + "table { border-top: 1.5px solid; } tr:first-child td { border-bottom: 1px solid; }"
"""Tables with three rules: over and under the head, and at the end."""
ROW_RULES = OPEN + "td { border-top: 1px solid #999; }"
"""Tables with rules between rows only."""


def printed(
    source: Source, font: str = "Noto Serif CJK SC", *, columns: int | str = "auto", style: str = ""
) -> str:
    """A page for a browser to print, its text in so many columns."""
    tags = {"title": "h1", "h1": "h2", "h2": "h3"}

    def tag(block: Block) -> str:
        if block.kind == "sign":
            return f'<p class="sign">{_text(block)}</p>'
        name = tags.get(block.kind, "p")
        return f"<{name}>{_text(block)}</{name}>"

    return _PRINTED.format(
        title=source.title, font=font, columns=columns, style=style, body=_body(source, tag, lists=True)
    )


def page(source: Source, style: str) -> bytes:
    """A page of a site in one of `STYLES`."""
    make, opening, closing, charset = STYLES[style]
    text = _FRAME.format(
        charset=charset,
        title=source.title,
        menu=_MENU,
        opening=opening,
        body=make(source),
        closing=closing,
    )
    return text.encode(charset, "xmlcharrefreplace")


def mht(source: Source) -> bytes:
    """A page saved by Word as one file: the body in base64 of GBK."""
    body = base64.encodebytes(page(source, "word")).decode("ascii")
    return (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_NextPart_01"\r\n\r\n'
        "This is a web archive.\r\n\r\n------=_NextPart_01\r\n"
        "Content-Location: file:///C:/report.htm\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Type: text/html; charset="gb2312"\r\n\r\n{body}\r\n------=_NextPart_01--\r\n'
    ).encode("ascii")


def mht_quoted(source: Source) -> bytes:
    """A page saved by a browser as one file: the body quoted-printable in UTF-8."""
    body = quopri.encodestring(page(source, "paragraphs")).decode("ascii")
    return (
        "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?=E6=8A=A5=E5=91=8A?=\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----Multi--b7"\r\n\r\n'
        "------Multi--b7\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: http://xxgk.example.cn/nb.htm\r\n\r\n{body}\r\n------Multi--b7--\r\n"
    ).encode("ascii")


def _text(block: Block) -> str:
    return html.escape(block.text if block.kind != "item" else block.bare)


def _body(source: Source, tag: Tag, *, lists: bool = False, table: str = "") -> str:
    return "\n".join(_parts(source, tag, lists=lists, table=table))


def _parts(source: Source, tag: Tag, *, lists: bool, table: str) -> Iterator[str]:
    """With `lists`, items become an `<ol>`; else they carry their number as text."""
    open_list = False
    for block in source.blocks:
        item = lists and block.kind == "item"
        if item != open_list or (item and block.number == 1):
            yield ("</ol>" if open_list else "") + ("<ol>" if item else "")
            open_list = item
        if block.kind == "table":
            yield _table(block, table)
        elif item:
            yield f"<li>{_text(block)}</li>"
        elif block.kind == "item":
            yield tag(Block("p", block.text))
        else:
            yield tag(block)
    if open_list:
        yield "</ol>"


def _table(block: Block, attributes: str = "") -> str:
    rows = []
    for row in block.cells():
        cells = ""
        for cell in row:
            spans = f' rowspan="{cell.rows}"' * (cell.rows > 1) + f' colspan="{cell.columns}"' * (
                cell.columns > 1
            )
            cells += f"<td{spans}>{html.escape(cell.text)}</td>"
        rows.append(f"<tr>{cells}</tr>")
    return f"<table {attributes}><tbody>" + "\n".join(rows) + "</tbody></table>"


def _with_breaks(source: Source) -> str:
    return "<p>" + _body(source, lambda b: f"　　{_text(b)}<br/>") + "</p>"


def _divs(source: Source) -> str:
    return _body(source, lambda b: f'<div style="line-height:2em"><span>{_text(b)}</span></div>')


def _paragraphs(source: Source) -> str:
    return _body(
        source, lambda b: f'<p style="text-indent:2em"><span style="font-size:16px">{_text(b)}</span></p>'
    )


def _lists(source: Source) -> str:
    tags = {"title": "h3", "h1": "h3", "h2": "h4"}

    def tag(block: Block) -> str:
        name = tags.get(block.kind, "div")
        return f"<{name}>{_text(block)}</{name}>"

    return _body(source, tag, lists=True)


def _headings(source: Source) -> str:
    tags = {"title": "h1", "h1": "h2", "h2": "h3"}

    def tag(block: Block) -> str:
        name = tags.get(block.kind, "p")
        return f"<{name}>{_text(block)}</{name}>"

    return _body(source, tag)


def _pasted(source: Source) -> str:
    """As Word gives it to an editor: runs cut anywhere, conditional comments, breaks in the source."""

    def tag(block: Block) -> str:
        text, number = block.bare, ""
        if block.kind == "item":
            number = f'<span style="mso-list:Ignore">{block.number}.<span>&nbsp;&nbsp; </span></span>'
        cut = len(text) // 3
        while 0 < cut < len(text) and min(ord(text[cut - 1]), ord(text[cut])) < 0x4E00:
            cut += 1
        left, right = html.escape(text[:cut]), html.escape(text[cut:])
        return (
            '<p class="MsoNormal" style="mso-char-indent-count:2"><!--[if !supportLists]--><span '
            f'lang="EN-US">{number}</span><!--[endif]--><span style="font-family:仿宋">{left}\n{right}</span>'
            '<span lang="EN-US"><o:p></o:p></span></p>'
        )

    return _body(source, tag, table='class="MsoTableGrid" border="1" cellspacing="0"')


def _lines(source: Source) -> str:
    """As pasted from a print: every visual line an element, paragraphs set in by spaces."""
    return _body(source, lambda b: "".join(f"<p>{html.escape(line)}</p>" for line in _wrapped(b.text)))


def _wrapped(text: str, width: float = 32.0) -> Iterator[str]:
    line, used = "　　", 2.0
    for char in text:
        em = 0.5 if char.isascii() else 1.0
        if used + em > width:
            yield line
            line, used = "", 0.0
        line, used = line + char, used + em
    yield line


def _stored(source: Source) -> str:
    """As some sites hand it to a script: escaped, in a text area that nobody sees."""
    held = html.escape(_paragraphs(source))
    return f'<div id="show"></div><textarea id="text" style="display:none">{held}</textarea>'


def _boxes(source: Source) -> str:
    """As editors of posts make it: the number of a heading in a box of its own."""

    def tag(block: Block) -> str:
        number = _NUMBER.match(block.text) if block.kind in ("h1", "h2") else None
        if number is None:
            return f'<section style="padding:0 8px"><p><span>{_text(block)}</span></p></section>'
        rest = html.escape(block.text[number.end() :])
        return f"<section><section><strong>{number[0]}</strong></section><section>{rest}</section></section>"

    return _body(source, tag)


STYLES: dict[str, tuple[Callable[[Source], str], str, str, str]] = {
    "br": (_with_breaks, '<div id="vsb_content">', "</div>", "utf-8"),
    "div": (_divs, '<div class="wp_articlecontent">', "</div>", "gb2312"),
    "lists": (_lists, '<div class="wp_articlecontent">', "</div>", "utf-8"),
    "paragraphs": (
        _paragraphs,
        '<div id="vsb_content_2"><div class="v_news_content">',
        "</div></div>",
        "utf-8",
    ),
    "headings": (_headings, '<div class="article-body">', "</div>", "utf-8"),
    "layout": (
        _paragraphs,
        '<table width="96%"><tr><td><table><tr><td class="zw">',
        "</td></tr></table></td></tr></table>",
        "gb18030",
    ),
    "word": (_pasted, '<div class="v_news_content">', "</div>", "gb2312"),
    "lines": (_lines, '<div class="v_news_content">', "</div>", "utf-8"),
    "stored": (_stored, '<div class="zw">', "</div>", "utf-8"),
    "boxes": (_boxes, '<div id="js_content">', "</div>", "utf-8"),
}
MARKED = frozenset({"lists", "headings"})
"""Styles whose headings are elements of their own kind."""
