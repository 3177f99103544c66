"""ASP.NET: List.aspx?ColumnID=&page=, __VIEWSTATE in every page; half the reports are files."""

from collections.abc import Sequence
from dataclasses import replace

from tests.campus.freehand import Freehand
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, reports

COLUMNS = {2: "信息公开规定", 3: "信息公开指南", 4: "公开事项", 6: "工作年报", 7: "信息快递", 9: "公开意见箱"}


def make(hand: Freehand) -> None:
    ours = reports(hand, 2012, 2023, (6, 3, 1), lambda _, n: f"/Show.aspx?id={1180 - 23 * n}")
    files = {}
    for number, item in enumerate(ours):
        if number % 2:
            kind = "pdf" if number < 6 else "docx"
            files[item.target] = (f"/UploadFiles/{item.day:%Y-%m}/{item.day:%Y%m%d}{number:03}.{kind}", kind)
    ours = [
        replace(item, html=short(item, files[item.target])) if item.target in files else item for item in ours
    ]
    lists: dict[int, list[Item]] = {
        6: newest_first(
            ours, friends(hand, ["library"], 2011, 2011, lambda _, n: f"/Show.aspx?id={310 - n}")
        ),
        7: newest_first(
            notices(hand, "kd", 44, lambda _, n: f"/Show.aspx?id={300 - n}"),
            friends(
                hand, ["ministry", "notice", "jobs"], 2020, 2023, lambda _, n: f"/Show.aspx?id={200 - n}"
            ),
        ),
        4: friends(
            hand, ["budget", "quality", "senate"], 2017, 2023, lambda _, n: f"/Show.aspx?id={150 - n}"
        ),
        2: notices(hand, "gd", 5, lambda _, n: f"/Show.aspx?id={50 - n}", 2010, 2016),
    }
    for cid, rows in lists.items():
        for number, pages, part in paginate(rows, 10):
            here = f"/List.aspx?ColumnID={cid}" + (f"&page={number}" if number > 1 else "")
            shown = frame(hand, COLUMNS[cid], listed(cid, number, pages, part))
            for target in {here, f"/List.aspx?ColumnID={cid}&page={number}"}:
                hand.page(target, shown)
            for item in part:
                text = f"""<span id="lblTitle" class="bt">{item.title}</span><br />
<span id="lblTime">{item.day.year}/{item.day.month}/{item.day.day}
9:05:00</span> 点击数：<span id="lblHits">87</span><div id="divContent">{item.html}</div>"""
                page = frame(hand, item.title, text)
                if item.target in files:
                    target, kind = files[item.target]
                    file = hand.file(target, item.period, item.day, kind)
                    shown = hand.page(item.target, page, item.day)
                    hand.expect(item.period, item.title, item.day, shown, file, kind, via=[here])
                else:
                    add(hand, item, page, via=[here])
    hand.page("/List.aspx?ColumnID=3", frame(hand, COLUMNS[3], hand.words("guide")))
    hand.page("/List.aspx?ColumnID=9", frame(hand, COLUMNS[9], "<textarea></textarea>"))
    home = "".join(
        f'<div class="col"><h4>{COLUMNS[cid]} <a href="List.aspx?ColumnID={cid}">更多...</a></h4>'
        f'<table id="DataList{cid}">{"".join(line(item, 18) for item in lists[cid][:7])}</table></div>'
        for cid in (7, 4)
    )
    for target in ("/", "/Default.aspx"):
        hand.page(target, frame(hand, "首页", home))


def short(item: Item, file: tuple[str, str]) -> str:
    return f"""<p>根据有关规定，现公布{item.title}，欢迎监督。</p>
<p>附件下载：<a href="{file[0]}">{item.title}.{file[1]}</a></p>"""


def line(item: Item, size: int = 40) -> str:
    cut = item.title if len(item.title) <= size else item.title[:size] + "..."
    return f"""<tr><td><a href='{item.target[1:]}' title='{item.title}' target='_blank'>{cut}</a></td>
<td class="time">[{item.day:%m/%d/%Y}]</td></tr>
"""


def listed(cid: int, number: int, pages: int, part: Sequence[Item]) -> str:
    to = "/List.aspx?ColumnID={}&amp;page={}"
    numbers = "".join(
        f'<span class="cpb">{n}</span>' if n == number else f'<a href="{to.format(cid, n)}">{n}</a>'
        for n in range(1, pages + 1)
    )
    after = (
        f'<a href="{to.format(cid, number + 1)}">下一页</a>'
        if number < pages
        else '<a disabled="disabled">下一页</a>'
    )
    return f"""<table id="GridView1">{"".join(map(line, part))}</table><div id="AspNetPager1">
<a disabled="disabled">首页</a>
{numbers}{after}<a href="{to.format(cid, pages)}">尾页</a></div>"""


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(f'<li><a href="List.aspx?ColumnID={n}">{name}</a></li>' for n, name in COLUMNS.items())
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>
	{hand.name}信息公开网
</title></head><body><form method="post" action="./" id="form1">
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKLTk2NTU1NjE2MmRk" />
<div id="top"><img src="images/top.jpg" /><ul id="nav"><li><a href="Default.aspx">首页</a></li>{menu}</ul>
</div>
<div id="weizhi">当前位置：{title}</div><div id="main">{main}</div></form>
<div id="bottom">技术支持：网络中心</div></body></html>"""
