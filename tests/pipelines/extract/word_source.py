"""A Word document of our own making with all that Word can do to a text: XML written by hand."""

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES = "application/vnd.openxmlformats"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TRACKED = 'w:id="{}" w:author="周" w:date="2022-10-01T08:00:00Z"'


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*content: str, style: str = "", num: int | None = None, level: int = 0, extra: str = "") -> str:
    """A paragraph; what is no markup becomes a run."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    inner = "".join(c if c.startswith("<") else run(c) for c in content)
    return f"<w:p><w:pPr>{properties}{extra}</w:pPr>{inner}</w:p>"


def inserted(text: str) -> str:
    """A run that a tracked change put in."""
    return f"<w:ins {_TRACKED.format(1)}>{run(text)}</w:ins>"


def deleted(text: str) -> str:
    """A run that a tracked change took out."""
    return f"<w:del {_TRACKED.format(2)}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def link(text: str) -> str:
    """A link by the document's only relation of that kind."""
    return f'<w:hyperlink r:id="rId9">{run(text)}</w:hyperlink>'


def field(code: str, result: str) -> str:
    """A complex field."""
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        sign.format("begin")
        + f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        + sign.format("separate")
        + run(result)
        + sign.format("end")
    )


def box(*paragraphs: str) -> str:
    """A text box in both of its forms, as Word writes it."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    shape = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="2000000" cy="800000"/><wp:wrapTopAndBottom/><wp:docPr id="5" name="box"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="2000000" cy="800000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
    )
    older = f'<v:shape style="width:160pt;height:60pt"><v:textbox>{content}</v:textbox></v:shape>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{older}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def table(widths: list[int], rows: list[list[tuple[str, int, str]]]) -> str:
    """A table; a cell is (content, columns, "" or "restart" or "continue")."""
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    out = []
    for row in rows:
        cells, column = [], 0
        for content, span, merge in row:
            width = sum(widths[column : column + span])
            column += span
            properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
            properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
            inner = content if content.startswith("<") else p(content)
            cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
        out.append(f"<w:tr>{''.join(cells)}</w:tr>")
    edges = "".join(
        f'<w:{e} w:val="single" w:sz="4"/>' for e in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(out)}</w:tbl>'
    )


def _level(level: int, fmt: str, text: str, suffix: str = "nothing") -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:suff w:val="{suffix}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>'
    + _level(0, "chineseCountingThousand", "%1、")
    + _level(1, "chineseCountingThousand", "（%2）")
    + _level(2, "decimal", "%3．")
    + _level(3, "decimalEnclosedCircle", "%4")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="singleLevel"/>'
    + _level(0, "decimal", "（%1）")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>'
)


def document(
    body: str, *, header: str = "校内文件页眉", footer: str = "第1页", note: str = "脚注里的话"
) -> bytes:
    """The package around a body; `{note}` of a body's reference is footnote 2."""
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="{_TYPES}-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            + "".join(
                f'<Override PartName="/word/{name}.xml" '
                f'ContentType="{_TYPES}-officedocument.wordprocessingml.{kind}+xml"/>'
                for name, kind in (
                    ("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"),
                    ("header1", "header"), ("footer1", "footer"), ("footnotes", "footnotes"),
                )
            )
            + "</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="rId{i}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
                for i, (kind, target) in enumerate(
                    (("styles", "styles.xml"), ("numbering", "numbering.xml"), ("header", "header1.xml"),
                     ("footer", "footer1.xml"), ("footnotes", "footnotes.xml")), 1,
                )
            )
            + f'<Relationship Id="rId9" Type="{_OFFICE}/relationships/hyperlink" '
            'Target="http://xxgk.xksf.example.cn/2022/list.htm" TargetMode="External"/></Relationships>'
        ),
        "word/document.xml": (
            f'<w:document {_SPACES}><w:body>{body}<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
            '<w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
            "</w:body></w:document>"
        ),
        "word/styles.xml": f"<w:styles {_SPACES}>{STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_SPACES}>{NUMBERING}</w:numbering>",
        "word/header1.xml": f"<w:hdr {_SPACES}>{p(header)}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {_SPACES}>{p(footer)}</w:ftr>",
        "word/footnotes.xml": (
            f'<w:footnotes {_SPACES}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r>'
            '</w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r>'
            f'<w:continuationSeparator/></w:r></w:p></w:footnote><w:footnote w:id="2">{p(note)}</w:footnote>'
            "</w:footnotes>"
        ),
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text)
    return out.getvalue()


NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
