"""Sources of the office tests: an invented school's report, its tables, its slides."""

from tests.pipelines.extract import word_source as w

SCHOOL = "溪口师范学院"
LIST_URL = "http://xxgk.xksf.example.cn/2022/list.htm"
FIELD_URL = "http://xxgk.xksf.example.cn/b.htm"

_INNER = w.table([1500, 1500], [[("甲", 1, ""), ("乙", 1, "")]])
REPORT = w.document(
    w.p(f"{SCHOOL}2021-2022学年信息公开工作年度报告", style="t")
    + w.p("概述", style="1")
    + w.p(
        "学校收到申请", w.deleted("3"), w.inserted("5"), "件", w.NOTE, "，详见", w.link("清单"), "和",
        w.field(f' HYPERLINK "{FIELD_URL}" ', "年报"), "。",
    )
    + w.p("隐藏前", w.run("看不见", "<w:vanish/>"), "隐藏后", "<w:r><w:tab/></w:r>", "右边",
          "<w:r><w:br/></w:r>", "下一行")
    + w.p("健全机制", style="2")
    + w.p("畅通渠道", style="2")
    + w.p("网站建设", num=1, level=2)
    + w.p("专栏", num=1, level=3)
    + w.p("微信", num=1, level=2)
    + w.p("主动公开情况", style="1")
    + w.p("其一", num=2)
    + w.p("其二", num=2)
    + w.p("另起一", num=3)
    + w.p("锚在这里", w.box(w.p("框中第一段"), w.p("框中第二段")), "的段落")
    + w.table(
        [800, 2000, 3000, 3000],
        [
            [("清单事项公开情况表", 4, "")],
            [("序号", 1, ""), ("类别", 1, ""), ("公开事项", 1, ""), ("网址", 1, "")],
            [("1", 1, ""), ("基本信息", 1, "restart"), ("办学规模", 1, ""), ("http://a.example.cn/1", 1, "")],
            [
                ("2", 1, ""), ("", 1, "continue"), (w.p("章程") + w.p("制度"), 1, ""),
                (w.p(w.link("查看")), 1, ""),
            ],
            [("合计", 2, ""), ("2项", 2, "")],
        ],
    )
    + w.p("表后")
    + w.table([3000, 5000], [[(w.p("外左"), 1, ""), (w.p("外右") + _INNER + w.p("内后"), 1, "")]])
    + w.p("增补𠮷字与①②Ⅳ㈠")
)  # fmt: skip

BLOCKS = [
    ("heading", 1, "溪口师范学院2021-2022学年信息公开工作年度报告"),
    ("heading", 1, "一、概述"),
    ("paragraph", None, "学校收到申请5件，详见清单和年报。"),
    ("paragraph", None, "隐藏前隐藏后 右边"),
    ("paragraph", None, "下一行"),
    ("heading", 2, "（一）健全机制"),
    ("heading", 2, "（二）畅通渠道"),
    ("list_item", None, "1．网站建设"),
    ("list_item", None, "①专栏"),
    ("list_item", None, "2．微信"),
    ("heading", 1, "二、主动公开情况"),
    ("list_item", None, "（1）其一"),
    ("list_item", None, "（2）其二"),
    ("list_item", None, "（1）另起一"),
    ("paragraph", None, "锚在这里的段落"),
    ("paragraph", None, "框中第一段"),
    ("paragraph", None, "框中第二段"),
    ("table_row", None, "清单事项公开情况表"),
    ("table_row", None, "序号\t类别\t公开事项\t网址"),
    ("table_row", None, "1\t基本信息\t办学规模\thttp://a.example.cn/1"),
    ("table_row", None, "2\t\t章程 制度\t查看"),
    ("table_row", None, "合计\t\t2项"),
    ("paragraph", None, "表后"),
    ("paragraph", None, "外左"),
    ("paragraph", None, "外右"),
    ("table_row", None, "甲\t乙"),
    ("paragraph", None, "内后"),
    ("paragraph", None, "增补𠮷字与①②Ⅳ㈠"),
]
LINKS = [("清单", LIST_URL), ("年报", FIELD_URL), ("查看", LIST_URL)]

_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3" '
)


def _cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def _row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _number(value: str, shown: str, style: str = "", kind: str = "float") -> str:
    named = f'table:style-name="{style}" ' if style else ""
    stated = f'office:date-value="{value}"' if kind == "date" else f'office:value="{value}"'
    return (
        f'<table:table-cell {named}office:value-type="{kind}" {stated}><text:p>{shown}</text:p>'
        "</table:table-cell>"
    )


WORKBOOK = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document {_ODF}'
    'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>'
    '<number:percentage-style style:name="N1"><number:number number:decimal-places="1" '
    'number:min-decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text>'
    "</number:percentage-style>"
    '<number:number-style style:name="N2"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    '<number:date-style style:name="N3"><number:year number:style="long"/><number:text>年</number:text>'
    "<number:month/><number:text>月</number:text><number:day/><number:text>日</number:text></number:date-style>"
    + "".join(
        f'<style:style style:name="c{i}" style:family="table-cell" style:data-style-name="N{i}"/>'
        for i in (1, 2, 3)
    )
    + "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("t1", "true"), ("t2", "false"))
    )
    +     "</office:automatic-styles><office:body><office:spreadsheet>"
    '<table:table table:name="首页" table:style-name="t1">'
    + _row(_cell(f"{SCHOOL}信息公开统计表", 'table:number-columns-spanned="4"'))
    + _row(_cell("指标"), _cell("数量"), _cell("比例"), _cell("日期"))
    + _row(
        _cell("主动公开", 'table:number-rows-spanned="2"'), _number("4917", "4,917", "c2"),
        _number("0.975", "97.5%", "c1", "percentage"), _number("2022-08-31", "2022年8月31日", "c3", "date"),
    )
    + _row(
        "<table:covered-table-cell/>", _number("12", "12"), _number("3.25", "3.25"),
        _cell(f'<text:a xlink:href="{LIST_URL}" xlink:type="simple">查看</text:a>'),
    )
    + '</table:table><table:table table:name="底稿" table:style-name="t2">'
    + _row(_cell("暗表"), _number("7", "7"))
    + '</table:table><table:table table:name="附表" table:style-name="t1">'
    + _row(_cell("类别"), _cell("条数"))
    + _row(_cell("财务"), _number("-3", "-3"))
    + "</table:table></office:spreadsheet></office:body></office:document>"
).encode()  # fmt: skip
SHEETS = [
    (1, "paragraph", "溪口师范学院信息公开统计表"),
    (1, "table_row", "指标\t数量\t比例\t日期"),
    (1, "table_row", "主动公开\t4,917\t97.5%\t2022年8月31日"),
    (1, "table_row", "\t12\t3.25\t查看"),
    (2, "table_row", "类别\t条数"),
    (2, "table_row", "财务\t-3"),
    (3, "table_row", "暗表\t7"),
]


def _frame(kind: str, content: str, top: int) -> str:
    place = f'svg:x="2cm" svg:y="{top}cm" svg:width="20cm" svg:height="4cm"'
    style = {"title": "M-title", "outline": "M-outline1"}.get(kind)
    named = f'presentation:class="{kind}" presentation:style-name="{style}" ' if kind else ""
    return f"<draw:frame {named}{place}>{content}</draw:frame>"


def _box(*lines: str) -> str:
    return "<draw:text-box>" + "".join(f"<text:p>{line}</text:p>" for line in lines) + "</draw:text-box>"


SHOW = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document {_ODF}'
    'office:mimetype="application/vnd.oasis.opendocument.presentation">'
    '<office:styles><style:style style:name="M-title" style:family="presentation"/>'
    '<style:style style:name="M-outline1" style:family="presentation"/></office:styles>'
    '<office:automatic-styles><style:page-layout style:name="L"/></office:automatic-styles>'
    '<office:master-styles><style:master-page style:name="M" style:page-layout-name="L"/>'
    "</office:master-styles>"
    "<office:body><office:presentation>"
    '<draw:page draw:name="p1" draw:master-page-name="M">'
    + _frame("outline", _box("一、概述", "全年公开1,286条，其中网站641条"), 8)
    + _frame("title", _box("信息公开工作汇报"), 2)
    + '<presentation:notes><draw:frame presentation:class="notes"><draw:text-box><text:p>备注里的话</text:p>'
    "</draw:text-box></draw:frame></presentation:notes></draw:page>"
    '<draw:page draw:name="p2" draw:master-page-name="M">'
    + _frame("title", _box("渠道统计"), 2)
    + _frame(
        "",
        "<table:table><table:table-column/><table:table-column/><table:table-column/>"
        + _row(_cell("渠道"), _cell("条数"), _cell("占比"))
        + _row(_cell("网站"), _cell("641"), _cell("50%"))
        + "</table:table>",
        8,
    )
    + "</draw:page></office:presentation></office:body></office:document>"
).encode()
SLIDES = [
    (1, "heading", "信息公开工作汇报"),
    (1, "paragraph", "一、概述"),
    (1, "paragraph", "全年公开1,286条，其中网站641条"),
    (2, "heading", "渠道统计"),
    (2, "table_row", "渠道\t条数\t占比"),
    (2, "table_row", "网站\t641\t50%"),
]
