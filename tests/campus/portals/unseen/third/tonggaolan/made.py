# ruff: noqa: E501 - lines of markup are as long as they are
"""DedeCMS in GBK: list_23_2.html, 首页 末页 and a select; older reports stand among 通知公告 as announcements."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import (
    Item,
    add,
    around,
    friends,
    newest_first,
    notices,
    wording,
)

TOP = {
    "xueyuangaikuang": "学院概况",
    "xueyuanxinwen": "学院新闻",
    "tongzhigonggao": "通知公告",
    "jiaoxuekeyan": "教学科研",
    "zhaoshengjiuye": "招生就业",
    "xinxigongkai": "信息公开",
}
LISTS = {"xueyuanxinwen": 21, "tongzhigonggao": 22, "xinxigongkai": 23}


def make(hand: Freehand) -> None:
    hand.encoding, hand.declared = "gb18030", "gb2312"
    new, old = [], []
    for n, (period, day) in enumerate(years(2014, 2024)):
        if n < 6:
            new.append(
                Item(
                    wording(hand, (0, 5)[n % 2], period),
                    day,
                    f"/a/xinxigongkai/{day:%Y/%m%d}/{2940 - 117 * n}.html",
                    hand.body(period, day),
                    period,
                )
            )
        else:
            title = f"关于发布{wording(hand, 1, period)}的公告" if n % 2 else wording(hand, 7, period)
            old.append(
                Item(
                    title,
                    day,
                    f"/a/tongzhigonggao/{day:%Y/%m%d}/{2940 - 117 * n}.html",
                    hand.body(period, day),
                    period,
                )
            )
    lists: dict[str, list[Item]] = {
        "xinxigongkai": newest_first(
            new,
            friends(
                hand,
                ["quality", "jobs", "budget"],
                2019,
                2024,
                lambda d, n: f"/a/xinxigongkai/{d:%Y/%m%d}/{900 - n}.html",
            ),
            notices(hand, "gk", 12, lambda d, n: f"/a/xinxigongkai/{d:%Y/%m%d}/{850 - n}.html", 2019, 2024),
        ),
        "tongzhigonggao": newest_first(
            old,
            friends(
                hand,
                ["notice", "meeting"],
                2015,
                2019,
                lambda d, n: f"/a/tongzhigonggao/{d:%Y/%m%d}/{800 - n}.html",
            ),
            notices(hand, "tz", 84, lambda d, n: f"/a/tongzhigonggao/{d:%Y/%m%d}/{700 - n}.html"),
        ),
        "xueyuanxinwen": notices(hand, "xw", 60, lambda d, n: f"/a/xueyuanxinwen/{d:%Y/%m%d}/{500 - n}.html"),
    }
    for slug, rows in lists.items():
        for page, pages, part in paginate(rows, 20):
            here = f"/a/{slug}/" + (f"list_{LISTS[slug]}_{page}.html" if page > 1 else "")
            shown = frame(hand, TOP[slug], listed(LISTS[slug], page, pages, len(rows), part), slug)
            for target in {here, f"/a/{slug}/list_{LISTS[slug]}_{page}.html"}:
                hand.page(target, shown)
            for item in part:
                before, after = around(rows, rows.index(item))
                text = f"""<div class="title"><h2>{item.title}</h2></div><div class="info"><small>时间:</small>{item.day} 09:30<small>来源:</small>本站<small>点击:</small></div><div class="content">{item.html}</div>
<div class="context"><ul><li>上一篇：{beside(before)}</li><li>下一篇：{beside(after)}</li></ul></div>"""
                add(hand, item, frame(hand, item.title, text, slug), [here])
    for slug in ("xueyuangaikuang", "jiaoxuekeyan", "zhaoshengjiuye"):
        hand.page(f"/a/{slug}/", frame(hand, TOP[slug], f"<p>{hand.name}{TOP[slug]}。</p>", slug))
    home = "".join(
        f"<h3>{TOP[slug]}</h3><ul>{''.join(map(line, lists[slug][:6]))}</ul>"
        for slug in ("xueyuanxinwen", "tongzhigonggao")
    )
    for target in ("/", "/index.html"):
        hand.page(target, frame(hand, "首页", home, ""))


def beside(other: Item | None) -> str:
    return f"<a href='{other.target}'>{other.title}</a>" if other else "没有了"


def line(item: Item) -> str:
    return f'<li><span class="date">{item.day:%y-%m-%d}</span>&middot;<a href="{item.target}" class="title">{item.title}</a></li>\n'


def listed(typeid: int, page: int, pages: int, total: int, part: Sequence[Item]) -> str:
    def to(number: int) -> str:
        return f"list_{typeid}_{number}.html"

    back = (
        f"<li><a href='{to(1)}'>首页</a></li><li><a href='{to(page - 1)}'>上一页</a></li>"
        if page > 1
        else "<li>首页</li>"
    )
    on = (
        f"<li><a href='{to(page + 1)}'>下一页</a></li><li><a href='{to(pages)}'>末页</a></li>"
        if page < pages
        else "<li>末页</li>"
    )
    options = "".join(
        f"<option value='{to(n)}'{' selected' * (n == page)}>{n}</option>" for n in range(1, pages + 1)
    )
    return f"""<ul class="e2">{"".join(map(line, part))}</ul><div class="dede_pages"><ul class="pagelist">{back}{on}<li><select name='sldd' onchange='location.href=this.options[this.selectedIndex].value;'>{options}</select></li><li><span class="pageinfo">共 <strong>{pages}</strong>页<strong>{total}</strong>条</span></li></ul></div>"""


def frame(hand: Freehand, title: str, main: str, slug: str) -> str:
    menu = "".join(f'<li><a href="/a/{name}/">{text}</a></li>' for name, text in TOP.items())
    here = f'<a href="/a/{slug}/">{TOP[slug]}</a> >' if slug else ""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>{title}_{hand.name}</title></head><body><div id="nav"><ul><li><a href="/">首页</a></li>{menu}</ul></div><div class="place"><strong>当前位置:</strong> <a href="/">主页</a> > {here}</div>{main}<div class="footer">{hand.name} 地址：学院路1号</div></body></html>"""
