# ruff: noqa: E501 - lines of markup are as long as they are
"""A table 索引号/信息名称/发布日期; numbers and >> as pager; titles without a year, which is in the text."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices

TREE = {
    "A": "学校基本信息",
    "B": "招生考试信息",
    "C": "财务资产收费",
    "D": "人事师资",
    "E": "教学质量",
    "F": "学生管理服务",
    "G": "学风建设",
    "H": "工作年报",
    "K": "工作动态",
}


def make(hand: Freehand) -> None:
    reports = []
    for n, (period, day) in enumerate(years(2012, 2023)):
        title = ("信息公开工作年度报告", f"{hand.name}信息公开年报", f"{hand.name}关于信息公开工作的报告")[
            n % 3
        ]
        reports.append(Item(title, day, f"/openinfo/{5200 - 83 * n}.jhtml", hand.body(period, day), period))
    lists: dict[str, list[Item]] = {
        "A": newest_first(
            notices(hand, "A", 37, lambda _, n: f"/openinfo/{2900 - n}.jhtml"),
            friends(hand, ["senate"], 2017, 2023, lambda _, n: f"/openinfo/{2800 - n}.jhtml"),
        ),
        "B": notices(hand, "B", 41, lambda _, n: f"/openinfo/{2700 - n}.jhtml"),
        "C": friends(hand, ["budget", "accounts"], 2014, 2024, lambda _, n: f"/openinfo/{2600 - n}.jhtml"),
        "D": notices(hand, "D", 25, lambda _, n: f"/openinfo/{2500 - n}.jhtml"),
        "E": friends(hand, ["quality", "jobs"], 2013, 2023, lambda _, n: f"/openinfo/{2400 - n}.jhtml"),
        "F": notices(hand, "F", 13, lambda _, n: f"/openinfo/{2300 - n}.jhtml"),
        "G": notices(hand, "G", 5, lambda _, n: f"/openinfo/{2200 - n}.jhtml"),
        "H": newest_first(
            reports,
            friends(hand, ["library", "alumni"], 2017, 2023, lambda _, n: f"/openinfo/{2100 - n}.jhtml"),
        ),
        "K": newest_first(
            notices(hand, "K", 30, lambda _, n: f"/openinfo/{2000 - n}.jhtml"),
            friends(
                hand,
                ["meeting", "notice", "province"],
                2019,
                2024,
                lambda _, n: f"/openinfo/{1900 - n}.jhtml",
            ),
        ),
    }
    for code, rows in lists.items():
        for page, pages, part in paginate(rows, 10):
            here = f"/openlist/{code}_{page}.jhtml" if page > 1 else f"/openlist/{code}.jhtml"
            hand.page(here, frame(hand, TREE[code], listed(code, page, pages, part)))
            for number, item in enumerate(part):
                add(
                    hand,
                    item,
                    frame(hand, TREE[code], article(hand, item, f"{code}{page:02}{number:03}")),
                    [here],
                )
    for slug, name, why in (
        ("zhinan", "公开指南", "guide"),
        ("mulu", "公开目录", "catalogue"),
        ("shenqing", "依申请公开", "form"),
    ):
        hand.page(f"/{slug}.jhtml", frame(hand, name, hand.words(why)))
    newest = newest_first(*lists.values())[:10]
    for target in ("/", "/index.jhtml"):
        hand.page(target, frame(hand, "首页", f"<h3>最新信息</h3>{table(newest)}"))


def article(hand: Freehand, item: Item, index: str) -> str:
    return f"""<table class="head"><tr><th>索&nbsp;引&nbsp;号</th><td>{index}</td><th>发布机构</th><td>{hand.name}办公室</td></tr>
<tr><th>信息名称</th><td>{item.title}</td><th>发布日期</th><td>{item.day}</td></tr></table><div class="bt">{item.title}</div><div id="zoom">{item.html}</div>"""


def table(part: Sequence[Item]) -> str:
    lines = "".join(
        f'<tr><td>{n}</td><td class="n"><a target="_blank" href="{item.target}">{item.title}</a></td><td>学校办公室</td><td>{item.day}</td></tr>\n'
        for n, item in enumerate(part, 1)
    )
    return f'<table class="xxlist"><thead><tr><th>序号</th><th>信息名称</th><th>发布机构</th><th>发布日期</th></tr></thead><tbody>{lines}</tbody></table>'


def listed(code: str, page: int, pages: int, part: Sequence[Item]) -> str:
    def to(number: int) -> str:
        return f"{code}_{number}.jhtml" if number > 1 else f"{code}.jhtml"

    links = " ".join(
        f'<a href="{to(n)}">{n}</a>' if n != page else f"<b>{n}</b>" for n in range(1, pages + 1)
    )
    on = f'<a href="{to(page + 1)}">&gt;&gt;</a>' if page < pages else ""
    return f'{table(part)}<div class="fy">{links} {on}</div>'


def frame(hand: Freehand, title: str, main: str) -> str:
    tree = "".join(f'<li><a href="/openlist/{code}.jhtml">{name}</a></li>' for code, name in TREE.items())
    options = "".join(f'<option value="{code}">{name}</option>' for code, name in TREE.items())
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}信息公开平台</title></head><body><div class="top"><a href="/index.jhtml">首页</a><a href="/zhinan.jhtml">公开指南</a><a href="/mulu.jhtml">公开目录</a><a href="/shenqing.jhtml">依申请公开</a></div>
<form action="/opensearch.jspx" method="get"><select name="lm">{options}</select><input name="bt"><input type="date" name="from"><button>检索</button></form>
<div class="tree"><h4>主动公开目录</h4><ul>{tree}</ul></div><div class="main"><div class="loc">首页 &gt; {title}</div>{main}</div><div class="ft">{hand.name}</div></body></html>"""
