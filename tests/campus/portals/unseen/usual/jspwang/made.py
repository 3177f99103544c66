"""JSP in GBK: hrefs with line breaks and blanks, tables in tables, a select that jumps between the pages."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, reports

COLUMNS = {
    "0101": "公开制度",
    "0102": "公开指南",
    "0103": "公开年报",
    "0104": "学校概况",
    "0105": "人事信息",
    "0106": "通知公告",
}


def make(hand: Freehand) -> None:
    hand.encoding, hand.declared = "gb18030", ""

    def show(base: int) -> str:
        return f"/gk/shownews.jsp?newsid={base}"

    lists: dict[str, list[Item]] = {
        "0103": newest_first(
            reports(hand, 2011, 2021, (8, 5), lambda _, n: show(2210 - 53 * n)),
            friends(hand, ["province"], 2020, 2023, lambda _, n: show(1500 - n)),
        ),
        "0105": notices(hand, "rs", 31, lambda _, n: show(1400 - n)),
        "0106": newest_first(
            notices(hand, "tz", 40, lambda _, n: show(1300 - n)),
            friends(hand, ["notice", "meeting"], 2019, 2023, lambda _, n: show(1200 - n)),
        ),
        "0101": notices(hand, "zd", 5, lambda _, n: show(1100 - n), 2010, 2016),
    }
    for code, rows in lists.items():
        for number, pages, part in paginate(rows, 8):
            here = address(code, number)
            shown = frame(hand, COLUMNS[code], listed(code, number, pages, part))
            for target in {here, f"/gk/newslist.jsp?lmbm={code}&pageno={number}"}:
                hand.page(target, shown)
            for item in part:
                add(hand, item, frame(hand, item.title, article(item)), via=[here])
    hand.page(address("0102", 1), frame(hand, "公开指南", hand.words("guide")))
    hand.page(
        address("0104", 1), frame(hand, "学校概况", "<p>学校创建于1958年，现有全日制学生一万余人。</p>")
    )
    recent = "".join(map(line, lists["0106"][:10]))
    hand.page("/", '<html><head><meta http-equiv="refresh" content="0;url=gk/index.jsp"></head></html>')
    home = frame(hand, "首页", f'<table width="100%"><tr><td class="t">通知公告</td></tr>{recent}</table>')
    hand.needed.add(hand.page("/gk/index.jsp", home))


def address(code: str, number: int) -> str:
    return f"/gk/newslist.jsp?lmbm={code}" + (f"&pageno={number}" if number > 1 else "")


def line(item: Item) -> str:
    return f"""<tr><td><a href="
{item.target.removeprefix("/gk/")} " target="_blank" class="a12">{item.title}</a>
<font color="#666666">({item.day.year}-{item.day.month}-{item.day.day})</font></td></tr>
"""


def listed(code: str, number: int, pages: int, part: Sequence[Item]) -> str:
    options = "".join(
        f'<option value="newslist.jsp?lmbm={code}&pageno={n}"{" selected" * (n == number)}>第{n}页</option>'
        for n in range(1, pages + 1)
    )
    after = f'<a href=" newslist.jsp?lmbm={code}&pageno={number + 1}">下页</a>' if number < pages else "下页"
    before = f'<a href=" newslist.jsp?lmbm={code}&pageno={number - 1}">上页</a>' if number > 1 else "上页"
    return f"""<table width="100%">{"".join(map(line, part))}</table><div align="center">{before} {after}
转到<select onchange="location.href=this.value">{options}</select></div>"""


def article(item: Item) -> str:
    return f"""<table width="96%"><tr><td align="center" class="title">{item.title}</td></tr>
<tr><td align="center">时间：{item.day.year}年{item.day.month}月{item.day.day}日　点击：[351]</td></tr>
<tr><td class="content">{item.html}</td></tr></table>"""


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(
        f'<td class="menu"><a href="/gk/newslist.jsp?lmbm={code}">{name}</a></td>'
        for code, name in COLUMNS.items()
    )
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=GBK">
<title>{hand.name}信息公开网</title></head><body topmargin="0"><table width="960" align="center"><tr>
<td class="menu"><a href="/gk/index.jsp">首页</a></td>{menu}</tr></table>
<table width="960" align="center"><tr><td>当前位置 &gt;&gt; {title}</td></tr><tr><td valign="top">{main}</td>
</tr></table>
<table width="960" align="center"><tr><td align="center">{hand.name} 版权所有</td></tr></table></body>
</html>"""
