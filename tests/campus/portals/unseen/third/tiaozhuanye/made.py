# ruff: noqa: E501 - lines of markup are as long as they are
"""list.asp?lm= in GBK, capitals, a pager with 跳转到 whose links are only a query; half are Word files."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, wording

COLUMNS = {
    11: "公开指南",
    12: "公开规章",
    13: "基本信息",
    14: "招生信息",
    15: "收费公示",
    16: "报告公开",
    17: "人事师资",
    18: "意见反馈",
}
SITE = {"xygk": "学院概况", "zzjg": "机构设置", "jxky": "教学科研", "zsjy": "招生就业", "dqgz": "党群工作"}


def make(hand: Freehand) -> None:
    hand.encoding, hand.declared = "gb18030", ""
    lists: dict[int, list[Item]] = {
        16: newest_first(
            [],
            friends(hand, ["quality", "jobs", "alumni"], 2014, 2024, lambda _, n: f"show.asp?id={600 - n}"),
        ),
        13: newest_first(
            notices(hand, "jb", 24, lambda _, n: f"show.asp?id={500 - n}"),
            friends(hand, ["notice", "senate"], 2019, 2024, lambda _, n: f"show.asp?id={440 - n}"),
        ),
        14: notices(hand, "zs", 33, lambda _, n: f"show.asp?id={400 - n}"),
        15: friends(hand, ["budget", "accounts"], 2017, 2024, lambda _, n: f"show.asp?id={300 - n}"),
        12: notices(hand, "gz", 6, lambda _, n: f"show.asp?id={200 - n}", 2011, 2017),
        17: notices(hand, "rs", 17, lambda _, n: f"show.asp?id={160 - n}"),
    }
    for number, (period, day) in enumerate(years(2013, 2023)):
        title = "学院信息公开年度报告" if number % 3 == 2 else wording(hand, (5, 0)[number % 2], period)
        lists[16].append(Item(title, day, f"show.asp?id={980 - 31 * number}", hand.body(period, day), period))
    lists[16] = newest_first(lists[16])
    for lm, rows in lists.items():
        for page, pages, part in paginate(rows, 15):
            here = f"/xxgk/list.asp?lm={lm}" + (f"&page={page}" if page > 1 else "")
            shown = frame(hand, COLUMNS[lm], listed(lm, page, pages, len(rows), part))
            for target in {here, f"/xxgk/list.asp?lm={lm}&page={page}"}:
                hand.page(target, shown)
            for item in part:
                put(hand, item, here)
    for lm, why in ((11, "guide"), (18, "form")):
        hand.page(f"/xxgk/list.asp?lm={lm}", frame(hand, COLUMNS[lm], hand.words(why)))
    recent = newest_first(lists[13], lists[14], lists[16])[:12]
    home = frame(
        hand,
        "首页",
        f"<TABLE width=98%><TR><TD class=tt>最新信息</TD></TR>{''.join(map(row, recent))}</TABLE>",
    )
    for target in ("/xxgk/", "/xxgk/index.asp"):
        hand.page(target, home)
    for slug, name in SITE.items():
        hand.page(
            f"/{slug}/",
            f"<html><head><title>{name}</title></head><body><h2>{name}</h2><p>{hand.name}{name}。</p></body></html>",
        )
    hand.page(
        "/",
        f'<html><head><title>{hand.name}</title></head><body>{site("")}<a href="xxgk/">信息公开</a></body></html>',
    )


def put(hand: Freehand, item: Item, here: str) -> None:
    """Add an article; every second report is a Word file."""
    number = int(item.target.rpartition("=")[2])
    if not item.period or number % 2:
        add(
            hand,
            Item(item.title, item.day, f"/xxgk/{item.target}", item.html, item.period, item.why),
            article(hand, item),
            [here],
        )
        return
    name = f"{item.day:%Y%m%d}{number}.docx"
    file = hand.file(f"/upfile/{name}", item.period, item.day, "docx")
    text = f'<P>　　现将{item.title}予以公布，请查阅。</P><P>附件：<A href="../upfile/{name} "><IMG src="images/doc.gif" border=0>点击下载</A></P>'
    page = hand.page(
        f"/xxgk/{item.target}", article(hand, Item(item.title, item.day, item.target, text)), item.day
    )
    hand.expect(item.period, item.title, item.day, page, file, "docx", [here])


def row(item: Item) -> str:
    return f'<TR><TD height=26><IMG src="images/dot.gif">&nbsp;<A href="{item.target} " target=_blank>{item.title}</A></TD><TD width=90>[{item.day.year}-{item.day.month}-{item.day.day}]</TD></TR>\n'


def listed(lm: int, page: int, pages: int, total: int, part: Sequence[Item]) -> str:
    back = (
        f'<A href="?lm={lm}&page=1">首页</A> <A href="?lm={lm}&page={page - 1}">上页</A>'
        if page > 1
        else "首页 上页"
    )
    on = (
        f'<A href="?lm={lm}&page={page + 1}">下页</A> <A href="?lm={lm}&page={pages}">尾页</A>'
        if page < pages
        else "下页 尾页"
    )
    return f"""<TABLE width=98%>{"".join(map(row, part))}</TABLE><FORM method=get action=list.asp>
<P align=center>共 <B>{total}</B> 条记录 第{page}页/共{pages}页 {back} {on} 跳转到<INPUT name=page size=2>页<INPUT type=hidden name=lm value={lm}><INPUT type=submit value=GO></P></FORM>"""


def article(hand: Freehand, item: Item) -> str:
    return frame(
        hand,
        item.title,
        f"""<TABLE width=98%><TR><TD align=center><FONT size=4><B>{item.title}</B></FONT></TD></TR>
<TR><TD align=center>发布人：admin　发布时间：{item.day.year}-{item.day.month}-{item.day.day} 10:12:09　浏览次数：<SCRIPT src="count.asp?id=1"></SCRIPT></TD></TR>
<TR><TD>{item.html}</TD></TR><TR><TD align=right>【<A href="javascript:window.print()">打印</A>】【<A href="javascript:window.close()">关闭</A>】</TD></TR></TABLE>""",
    )


def site(up: str) -> str:
    return "".join(f'<TD><A href="{up}{slug}/">{name}</A></TD>' for slug, name in SITE.items())


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(
        f'<TR><TD class=lm><A href="list.asp?lm={lm}">{name}</A></TD></TR>' for lm, name in COLUMNS.items()
    )
    return f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>{hand.name}信息公开</TITLE></HEAD>
<BODY leftMargin=0><TABLE width=980 align=center><TR><TD><A href="../">学院首页</A></TD>{site("../")}</TR></TABLE>
<TABLE width=980 align=center><TR><TD width=200 vAlign=top><TABLE><TR><TD><A href="index.asp">信息公开首页</A></TD></TR>{menu}</TABLE></TD>
<TD vAlign=top><P>当前位置：信息公开 -&gt; {title}</P>{main}</TD></TR></TABLE><P align=center>版权所有：{hand.name}　技术支持：信息中心</P></BODY></HTML>"""
