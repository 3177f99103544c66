# ruff: noqa: E501 - lines of markup are as long as they are
"""Two columns side by side: 校级 and 部门, each with years; the department's name is beside, not in, the title."""

from datetime import timedelta

from tests.campus.freehand import Freehand, years

UNITS = ("教务处", "图书馆", "计算机学院", "后勤管理处", "国际交流学院")


def make(hand: Freehand) -> None:
    own, theirs = "", ""
    for index, (period, day) in enumerate(years(2016, 2023)):
        target = f"/xxgk/xj/{day:%Y%m}/{4400 + index}.html"
        title = f"{period}学年信息公开年度报告"
        page = hand.page(target, article(hand, title, hand.body(period, day), "学校年度报告"))
        own += f'<li><a href="xj/{day:%Y%m}/{4400 + index}.html">{title}</a></li>'
        hand.expect(period, title, day, page, via=["/xxgk/nb.html"])
    for number, unit in enumerate(UNITS):
        theirs += f"<dt>{unit}</dt>"
        for index, (period, day) in enumerate(years(2020, 2023)):
            target = f"/xxgk/bm/{7000 + number * 10 + index}.html"
            title = f"{period}学年信息公开年度报告"
            text = hand.body(period, day + timedelta(20)).replace(hand.name, unit)
            hand.refuse(hand.page(target, article(hand, title, text, "部门年度报告")), title, "college")
            theirs += f'<dd><a href="bm/{7000 + number * 10 + index}.html">{title}</a></dd>'
    hub = f"""<div class="two"><div class="l"><div class="t">学校年度报告</div><ul>{own}</ul></div>
<div class="r"><div class="t">部门（学院）年度报告</div><dl>{theirs}</dl></div></div>"""
    hand.page("/xxgk/nb.html", frame(hand, "信息公开年报", hub))
    hand.page("/xxgk/zn.html", frame(hand, "信息公开指南", hand.words("guide")))
    hand.page("/xxgk/", frame(hand, "首页", "<p>公开是常态，不公开是例外。</p>"))


def article(hand: Freehand, title: str, text: str, column: str) -> str:
    return frame(
        hand, title, f'<p class="pos">您所在的位置：首页 / {column}</p><h1>{title}</h1><div>{text}</div>'
    )


def frame(hand: Freehand, title: str, main: str) -> str:
    return f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body>
<table width="1000"><tr><td><img src="/xxgk/img/banner.jpg"></td></tr><tr><td class="nav">
<a href="/xxgk/">首页</a> <a href="/xxgk/zn.html">公开指南</a> <a href="/xxgk/nb.html">公开年报</a></td></tr></table>
<div class="main">{main}</div><p align="center">{hand.name}党政办公室</p></body></html>"""
