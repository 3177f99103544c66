"""MVC routes: /News/Index/5?p=2 and /News/Detail/<guid>; colleges report in the same column."""

from collections.abc import Sequence
from datetime import date

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
from tests.campus.prose import hexes

COLUMNS = {1: "政策法规", 2: "公开指南", 3: "主动公开", 5: "年度报告", 6: "学校公告", 8: "监督与投诉"}


def guid(day: date, number: int, salt: str = "") -> str:
    h = hexes("lishikj", salt, day, number)
    return f"/News/Detail/{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


def make(hand: Freehand) -> None:
    lists: dict[int, list[Item]] = {
        5: newest_first(
            reports(hand, 2014, 2023, (1, 4, 0), guid),
            friends(hand, ["college", "library"], 2018, 2023, lambda d, n: guid(d, n, "a")),
        ),
        6: newest_first(
            notices(hand, "gg", 64, lambda d, n: guid(d, n, "b")),
            friends(hand, ["ministry", "province", "jobs"], 2019, 2023, lambda d, n: guid(d, n, "c")),
        ),
        1: notices(hand, "zc", 8, lambda d, n: guid(d, n, "d"), 2010, 2018),
        3: notices(hand, "zd", 25, lambda d, n: guid(d, n, "e")),
    }
    for cid, rows in lists.items():
        for number, pages, part in paginate(rows, 10):
            here = f"/News/Index/{cid}" + (f"?p={number}" if number > 1 else "")
            shown = frame(hand, COLUMNS[cid], listed(cid, number, pages, part), cid)
            for target in {here, f"/News/Index/{cid}?p={number}"}:
                hand.page(target, shown)
            for item in part:
                text = article(item, *around(rows, rows.index(item)))
                add(hand, item, frame(hand, item.title, text, cid), via=[here])
    hand.page("/News/Index/2", frame(hand, "公开指南", hand.words("guide"), 2))
    hand.page("/News/Index/8", frame(hand, "监督与投诉", "<p>监督电话：0571-88000000</p>", 8))
    left = "".join(line(item) for item in lists[6][:7])
    right = "".join(line(item) for item in lists[3][:7])
    main = f"""<div class="row"><div class="col-md-6 panel">
<div class="panel-heading">学校公告<a class="pull-right"
href="/News/Index/6">more</a></div><ul class="list-unstyled">{left}</ul></div><div class="col-md-6 panel">
<div class="panel-heading">主动公开<a class="pull-right" href="/News/Index/3">more</a></div>
<ul class="list-unstyled">{right}</ul></div></div>"""
    hand.page("/", frame(hand, "首页", main, 0))


def line(item: Item) -> str:
    return f"""<li>
        <a href="{item.target}" target="_blank">
            {item.title}
        </a>
        <span class="pull-right text-muted">{item.day:%Y-%m-%d}</span>
    </li>"""


def listed(cid: int, number: int, pages: int, part: Sequence[Item]) -> str:
    items = "".join(
        f'<li class="{"active" if n == number else ""}"><a href="/News/Index/{cid}?p={n}">{n}</a></li>'
        for n in range(1, pages + 1)
    )
    after = (
        f'<li class="PagedList-skipToNext"><a href="/News/Index/{cid}?p={number + 1}" rel="next">»</a></li>'
        if number < pages
        else ""
    )
    return f"""<ul class="list-unstyled newslist">{"".join(map(line, part))}</ul>
<div class="pagination-container"><ul class="pagination">{items}{after}</ul></div>"""


def article(item: Item, before: Item | None, after: Item | None) -> str:
    beside = " ".join(
        f'<a href="{other.target}">{what}：{other.title}</a>'
        for what, other in (("上一篇", before), ("下一篇", after))
        if other
    )
    return f"""<div class="article"><h3 class="text-center">{item.title}</h3><div class="text-center small">
发布部门：党政办公室 &nbsp; 发布时间：{item.day:%Y/%-m/%-d} 10:21:33 &nbsp; 阅读：<span id="hit">238</span>
</div><hr/>
<div class="article-body">{item.html}</div><div class="pager-article">{beside}</div></div>"""


def frame(hand: Freehand, title: str, main: str, cid: int) -> str:
    menu = "".join(
        f'<li class="{"active" if n == cid else ""}"><a href="/News/Index/{n}">{name}</a></li>\n'
        for n, name in COLUMNS.items()
    )
    step = f'<li><a href="/News/Index/{cid}">{COLUMNS[cid]}</a></li>' if cid else ""
    return f"""<!DOCTYPE html>
<html lang="zh-cn"><head><meta charset="utf-8" /><meta name="viewport" content="width=device-width" />
<title>{title} - {hand.name}信息公开网</title><link href="/Content/bootstrap.css" rel="stylesheet"/></head>
<body>
<nav class="navbar navbar-default"><div class="container">
<a class="navbar-brand" href="/">{hand.name} 信息公开</a>
<ul class="nav navbar-nav"><li><a href="/">首页</a></li>{menu}</ul></div></nav>
<div class="container"><ol class="breadcrumb"><li><a href="/">首页</a></li>{step}</ol>{main}</div>
<footer class="text-center">CopyRight © {hand.name} 党政办公室</footer></body></html>"""
