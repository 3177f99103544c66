"""PHP: a folding menu of javascript:void(0), titles cut with the whole in title=, counters."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, reports

MENU = {
    "公开概述": {3: "公开指南", 4: "公开规定"},
    "公开内容": {7: "基本信息", 8: "招生信息", 9: "财务信息", 10: "教学信息", 11: "年度报告"},
    "互动平台": {14: "依申请公开", 15: "意见箱"},
}


def make(hand: Freehand) -> None:
    kinds = ["quality", "jobs", "senate", "alumni"]
    lists: dict[int, list[Item]] = {
        11: newest_first(
            reports(hand, 2013, 2023, (0, 7, 2), lambda _, n: f"/article.php?aid={3320 - 41 * n}"),
            friends(hand, kinds, 2014, 2023, lambda _, n: f"/article.php?aid={1400 - n}"),
        ),
        7: notices(hand, "jb", 18, lambda _, n: f"/article.php?aid={900 - n}"),
        8: notices(hand, "zs", 20, lambda _, n: f"/article.php?aid={800 - n}"),
        9: friends(hand, ["budget", "accounts"], 2015, 2024, lambda _, n: f"/article.php?aid={700 - n}"),
        10: notices(hand, "jx", 12, lambda _, n: f"/article.php?aid={600 - n}"),
    }
    for fid, rows in lists.items():
        name = MENU["公开内容"][fid]
        for number, pages, part in paginate(rows, 20):
            here = f"/list.php?fid={fid}" + (f"&page={number}" if number > 1 else "")
            shown = frame(hand, name, listed(fid, number, pages, part), name)
            for target in {here, f"/list.php?fid={fid}&page={number}"}:
                hand.page(target, shown)
            for item in part:
                add(hand, item, frame(hand, item.title, article(item), name), via=[here])
    for fid, name, why in ((3, "公开指南", "guide"), (4, "公开规定", "measures"), (14, "依申请公开", "form")):
        hand.page(f"/list.php?fid={fid}", frame(hand, name, hand.words(why), name))
    hand.page("/list.php?fid=15", frame(hand, "意见箱", "<p>欢迎来信：xxgk@jiahedu.edu.cn</p>", "意见箱"))
    recent = "".join(map(line, newest_first(*lists.values())[:10]))
    hand.page("/", frame(hand, "首页", f'<div class="zx"><h3>最新公开</h3><ul>{recent}</ul></div>', "首页"))


def line(item: Item) -> str:
    cut = item.title[:20] + "…" if len(item.title) > 20 else item.title
    return f"""<li><a href="{item.target[1:]}" title="{item.title}">{cut}</a>
<font color="#999">(点击：{len(item.title) * 37 + item.day.day})</font><em>{item.day:%Y/%m/%d}</em></li>
"""


def listed(fid: int, number: int, pages: int, part: Sequence[Item]) -> str:
    to = "list.php?fid={}&amp;page={}"
    links = "".join(
        f"<strong>{n}</strong>" if n == number else f'<a href="{to.format(fid, n)}">{n}</a>'
        for n in range(1, pages + 1)
    )
    after = f'<a href="{to.format(fid, number + 1)}" class="nxt">下一页</a>' if number < pages else ""
    return f'<ul class="xl">{"".join(map(line, part))}</ul><div class="pg">{links}{after}</div>'


def article(item: Item) -> str:
    return f"""<div class="h hm"><h1>{item.title}</h1>
<p class="xg1">{item.day} 09:12 | 发布者: 办公室 | 查看: 416 | 评论: 0</p></div>
<table class="vwtb"><tr><td id="article_content">{item.html}</td></tr></table>"""


def frame(hand: Freehand, title: str, main: str, column: str) -> str:
    menu = "".join(
        f'<dt><a href="javascript:void(0);" onclick="toggle(this)">{group}</a></dt><dd style="display:none">'
        + "".join(f'<a href="list.php?fid={fid}">{name}</a>' for fid, name in columns.items())
        + "</dd>"
        for group, columns in MENU.items()
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8" />
<title>{title} - {hand.name}信息公开专题网</title>
<base href="https://{hand.host}/" /></head><body><div id="hd"><a href="./"><img src="static/logo.png" /></a>
</div>
<div id="pt"><a href="./">首页</a> <em>&rsaquo;</em> {column}</div><div class="sd"><dl>{menu}</dl></div>
<div class="mn">{main}</div><div id="ft"><p>&copy; 2011-2024 {hand.name}</p></div></body></html>"""
