# ruff: noqa: E501 - lines of markup are as long as they are
"""The list grows by a button that fetches pieces of HTML; a calendar leads on for ever."""

from datetime import date

from tests.campus.freehand import Freehand, years
from tests.campus.generators import endless_page

SIZE = 4


def make(hand: Freehand) -> None:
    rows = []
    for index, (period, day) in enumerate(years(2013, 2023)):
        rows.append(
            (f"{hand.name}{period}学年信息公开年度报告", f"/nd/{period}/{70 - index}.html", period, day)
        )
    pieces = [rows[n : n + SIZE] for n in range(0, len(rows), SIZE)]
    for number, part in enumerate(pieces, 1):
        here = "/ajax/more?cid=8&page=" + str(number) if number > 1 else "/col/8.html"
        lines = "".join(
            f'<dl><dt><a href="{to}">{title}</a></dt><dd>{day}</dd></dl>' for title, to, _, day in part
        )
        more = (
            f'<a href="javascript:void(0)" class="load-more" data-url="/ajax/more?cid=8&amp;page={number + 1}">加载更多</a>'
            if number < len(pieces)
            else '<span class="nomore">没有更多了</span>'
        )
        if number == 1:
            hand.page(here, frame(hand, "信息公开年报", f'<div id="list">{lines}</div>{more}'))
        else:
            hand.page(here, lines + more)
        for title, to, period, day in part:
            text = f"<h1>{title}</h1><p>发布日期 {day}</p>{hand.body(period, day)}"
            hand.expect(
                period, title, day, hand.page(to, frame(hand, title, text), day), via=["/col/8.html", here]
            )
    items = ""
    for i, notice in enumerate(hand.notices("gd", 30)):
        hand.page(f"/nd/tz/{i}.html", frame(hand, notice.title, "<p>".join(notice.lines)))
        items += f'<dl><dt><a href="/nd/tz/{i}.html">{notice.title}</a></dt><dd>{notice.published}</dd></dl>'
    hand.page("/col/3.html", frame(hand, "最新公开", items))
    hand.page("/", frame(hand, "首页", "<p>今日要闻</p>"))
    hand.site().fallback = endless_page


def frame(hand: Freehand, title: str, main: str) -> str:
    day = date(2024, 11, 1)
    days = "".join(f'<td><a href="/rl/2024/11/{n}.htm">{n}</a></td>' for n in range(1, 29))
    return f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="n"><a href="/">首页</a>
<a href="/col/3.html">最新公开</a><a href="/col/8.html">信息公开年报</a></div>{main}
<table class="rili"><caption><a href="/rl/2024/10/0.htm">上月</a>{day:%Y年%m月}<a href="/rl/2024/12/0.htm">下月</a></caption>
<tr>{days}</tr></table><p>{hand.name}</p></body></html>"""
