"""Blocks on the home page, 更多 leads to list.do?cid=; 12 lines a page, next by an address with &amp;."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import (
    Item,
    add,
    around,
    friends,
    newest_first,
    notices,
    reports,
)

COLUMNS = {21: "公开动态", 22: "规章制度", 23: "年度报告", 24: "财务信息", 25: "质量报告", 26: "公开指南"}


def make(hand: Freehand) -> None:
    hand.encoding, hand.declared = "gb18030", "gb2312"

    ours = reports(hand, 2010, 2023, (0, 0, 1, 4), lambda _, n: f"/show.do?id={9880 - 31 * n}")
    lists: dict[int, list[Item]] = {
        21: newest_first(
            notices(hand, "dt", 30, lambda _, n: f"/show.do?id={5000 - n}", 2012),
            friends(hand, ["ministry", "notice"], 2021, 2024, lambda _, n: f"/show.do?id={4800 - n}"),
        ),
        22: notices(hand, "zd", 9, lambda _, n: f"/show.do?id={4300 - n}", 2010, 2020),
        23: newest_first(
            ours, friends(hand, ["college"], 2010, 2010, lambda _, n: f"/show.do?id={4600 - n}")
        ),
        24: friends(hand, ["budget", "accounts"], 2017, 2024, lambda _, n: f"/show.do?id={4200 - n}"),
        25: friends(hand, ["quality", "jobs"], 2016, 2023, lambda _, n: f"/show.do?id={4100 - n}"),
    }
    for cid, rows in lists.items():
        for number, pages, part in paginate(rows, 12):
            here = address(cid, number)
            shown = frame(hand, COLUMNS[cid], listed(cid, number, pages, part, len(rows)))
            for target in {here, f"/list.do?cid={cid}&page={number}"}:
                hand.page(target, shown)
            for item in part:
                index = rows.index(item)
                add(hand, item, frame(hand, item.title, article(item, *around(rows, index)), cid), via=[here])
    hand.page(address(26, 1), frame(hand, "公开指南", hand.words("guide")))
    blocks = "".join(block(cid, rows[:6]) for cid, rows in lists.items())
    hand.page("/", frame(hand, "首页", f'<div class="idx">{blocks}</div>'))


def address(cid: int, number: int) -> str:
    return f"/list.do?cid={cid}" + (f"&page={number}" if number > 1 else "")


def block(cid: int, rows: list[Item]) -> str:
    lines = "".join(
        f'<li><span class="rq">{item.day:%m-%d}</span>·<a href="{item.target[1:]}" target="_blank" '
        f'title="{item.title}">{item.title[:22]}{"..." if len(item.title) > 22 else ""}</a></li>\n'
        for item in rows
    )
    return f"""<div class="box"><div class="box_t"><h2>{COLUMNS[cid]}</h2>
<a href="list.do?cid={cid}" class="gd">更多&gt;&gt;</a></div><ul>{lines}</ul></div>"""


def listed(cid: int, number: int, pages: int, part: Sequence[Item], count: int) -> str:
    lines = "".join(
        f"""<tr><td width="20"><img src="images/dot.gif"></td>
<td height="28"><a href="{item.target[1:]}" target="_blank">{item.title}</a></td>
<td width="90" align="right">{item.day:%Y-%m-%d}</td></tr>
"""
        for item in part
    )
    link = "<a href='list.do?cid={}&amp;page={}'>{}</a> "
    before = link.format(cid, number - 1, "上一页") if number > 1 else "上一页 "
    after = link.format(cid, number + 1, "下一页") if number < pages else "下一页 "
    last = link.format(cid, pages, "尾页") if number < pages else "尾页 "
    return f"""<table width="98%" class="lb">{lines}</table>
<div class="fy">共{count}条记录 第{number}/{pages}页 首页 {before}{after}{last}</div>"""


def article(item: Item, before: Item | None, after: Item | None) -> str:
    beside = "".join(
        f'<p>{what}：<a href="{other.target[1:]}">{other.title}</a></p>'
        if other
        else f"<p>{what}：没有了</p>"
        for what, other in (("上一篇", before), ("下一篇", after))
    )
    return f"""<div class="nr"><h1 align="center">{item.title}</h1>
<div class="info">发布时间：{item.day:%Y-%m-%d}　来源：学校办公室　浏览次数：<script src="hits.do">
</script>次</div>
<div id="zoom">{item.html}</div>{beside}
<div align="right">【<a href="javascript:window.print()">打印本页</a>】
【<a href="javascript:window.close()">关闭窗口</a>】</div></div>"""


def frame(hand: Freehand, title: str, main: str, cid: int = 0) -> str:
    menu = "".join(f'<li><a href="list.do?cid={n}">{name}</a></li>' for n, name in COLUMNS.items())
    column = f' &gt; <a href="list.do?cid={cid}">{COLUMNS[cid]}</a> &gt; 正文' if cid else f" &gt; {title}"
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>{title}-{hand.name}信息公开网</title><link href="css/style.css" rel="stylesheet" /></head><body>
<div class="top"><img src="images/logo.jpg" alt="{hand.name}" /><div class="tr"><a href="javascript:void(0)"
onclick="SetHome(this)">设为首页</a> | <a href="javascript:addFavorite()">加入收藏</a></div></div>
<ul class="nav"><li><a href="/">网站首页</a></li>{menu}<li><a href="http://www.puxilg.edu.cn/">学校主页</a>
</li></ul>
<div class="pos">当前位置：<a href="/">首页</a>{column}</div>{main}
<div class="foot">版权所有：{hand.name} 地址：岚川市浦溪路88号 邮编：410000<br />
备案号：衡ICP备05001234号</div></body></html>"""
