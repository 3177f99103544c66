"""A table with 点击下载 on the first page of the column, names with .pdf on the second."""

from datetime import date
from functools import partial

from tests.campus.freehand import Freehand, years
from tests.campus.portals.unseen.usual.common import FRIENDS, notices, wording

COLUMNS = {
    "gkzn": "信息公开指南",
    "zdwj": "制度文件",
    "ndbg": "信息公开年度报告",
    "zlbg": "质量报告",
    "tzgg": "通知公告",
}


def make(hand: Freehand) -> None:
    rows = []
    for number, (period, day) in enumerate(years(2012, 2023)):
        kind = "docx" if number in (3, 4, 9, 10) else "pdf"
        stamp = f"{day:%Y%m%d}{143005 + 17 * number}"
        rows.append(
            (
                period,
                wording(hand, (0, 1, 4)[number % 3], period),
                day,
                f"/uploadfile/{day:%Y/%m%d}/{stamp}.{kind}",
                kind,
            )
        )
    for number, part in enumerate((rows[:7], rows[7:]), 1):
        here = "/ndbg/" + ("index.htm" if number == 1 else f"index_{number}.htm")
        for period, title, day, target, kind in part:
            file = hand.file(target, period, day, kind)
            hand.expect(period, title, day, file, file, kind, via=[here])
        shown = (
            table([(t, d, to) for _, t, d, to, _ in part])
            if number == 1
            else names([(t, d, to) for _, t, d, to, _ in part])
        )
        pager = '<a href="index_2.htm">下一页</a>' if number == 1 else '<a href="index.htm">上一页</a>'
        hand.page(here, frame(hand, COLUMNS["ndbg"], shown + f'<div class="pages">{pager}</div>'))
    others: list[tuple[str, date, str]] = []
    for kind in ("quality", "jobs"):
        why, pattern, (month, dom) = FRIENDS[kind]
        for year in range(2023, 2014, -1):
            title = pattern.format(school=hand.name, a=year - 1, b=year)
            target = f"/uploadfile/{year}/{month:02}{dom}/{year}{kind}.pdf"
            hand.plain_file(target, title, why)
            others.append((title, date(year, month, dom), target))
    hand.page("/zlbg/index.htm", frame(hand, COLUMNS["zlbg"], table(others)))
    for slug in ("zdwj", "tzgg"):
        items = notices(hand, slug, 14, partial(numbered, slug))
        lines = "".join(f'<li><a href="{i.target}">{i.title}</a> {i.day}</li>' for i in items)
        hand.page(f"/{slug}/index.htm", frame(hand, COLUMNS[slug], f"<ul>{lines}</ul>"))
        for item in items:
            hand.page(item.target, frame(hand, item.title, f"<h2>{item.title}</h2>{item.html}"), item.day)
    hand.page("/gkzn/index.htm", frame(hand, COLUMNS["gkzn"], hand.words("guide")))
    hand.page("/", frame(hand, "首页", "<p>欢迎访问信息公开网。</p>"))


def numbered(slug: str, _day: date, number: int) -> str:
    return f"/{slug}/{300 + number}.htm"


def table(rows: list[tuple[str, date, str]]) -> str:
    lines = "".join(
        f"""<tr><td>{n}</td><td>{title}</td><td>{day:%Y-%m-%d}</td>
<td><a href="{to}" target="_blank"><img src="/images/down.gif" border="0"> 点击下载</a></td></tr>"""
        for n, (title, day, to) in enumerate(rows, 1)
    )
    return (
        f'<table class="xz"><tr><th>序号</th><th>文件名称</th><th>日期</th><th>操作</th></tr>{lines}</table>'
    )


def names(rows: list[tuple[str, date, str]]) -> str:
    return "".join(
        f'<p><img src="/ueditor/icon_{to[-3:]}.gif"/><a href="{to}" title="{title}{to[to.rindex(".") :]}">'
        f"{title}{to[to.rindex('.') :]}</a> [{day:%Y-%m-%d}]</p>"
        for title, day, to in rows
    )


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(f'<li><a href="/{slug}/index.htm">{name}</a></li>' for slug, name in COLUMNS.items())
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-{hand.name}</title></head>
<body><div id="nav">
<ul><li><a href="/">首页</a></li>{menu}</ul></div><div id="main"><h3>{title}</h3>{main}</div>
<div id="foot">{hand.name}</div></body></html>"""
