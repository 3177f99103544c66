# ruff: noqa: E501 - lines of markup are as long as they are
"""The list shows one year; the others are options of a menu."""

from tests.campus.freehand import Freehand, years


def make(hand: Freehand) -> None:
    by_year = {day.year: (period, day) for period, day in years(2015, 2023)}
    options = "".join(f'<option value="/xxgk/nd/{y}.html">{y}年</option>' for y in range(2024, 2012, -1))
    for year in range(2024, 2012, -1):
        notices = hand.notices(f"n{year}", 17, year, year)
        rows = [(n.title, f"/xxgk/c/{year}{i:03}.html", n.published, n.lines) for i, n in enumerate(notices)]
        lines = ""
        if year in by_year:
            period, day = by_year[year]
            title = f"{hand.name}{period}学年度信息公开工作报告"
            target = f"/xxgk/c/{year}900.html"
            page = hand.page(target, frame(hand, options, title, hand.body(period, day)), day)
            hand.expect(period, title, day, page, via=[f"/xxgk/nd/{year}.html"])
            lines = f'<tr><td>·</td><td><a href="{target}">{title}</a></td><td>{day:%m月%d日}</td></tr>'
        for title, target, day, text in rows:
            lines += f'<tr><td>·</td><td><a href="{target}">{title}</a></td><td>{day:%m月%d日}</td></tr>'
            hand.page(target, frame(hand, options, title, "<p>".join(text)))
        listed = f"<h4>{year}年公开信息</h4><table>{lines}</table>"
        hand.page(f"/xxgk/nd/{year}.html", frame(hand, options, f"{year}年", listed))
    hand.page("/xxgk/zd.html", frame(hand, options, "公开制度", hand.words("measures")))
    hand.page("/", frame(hand, options, "首页", "<p>请在右侧选择年度查询学校公开的信息。</p>"))


def frame(hand: Freehand, options: str, title: str, main: str) -> str:
    return f"""<html><head><meta charset="utf-8"><title>{title}-{hand.name}</title></head><body>
<div class="h"><a href="/">首页</a>|<a href="/xxgk/zd.html">公开制度</a>|<a href="/xxgk/nd/2024.html">公开信息</a></div>
<div class="q">按年度查看：<select name="nd" onchange="window.location.href=this.options[this.selectedIndex].value">
<option value="">--请选择--</option>{options}</select></div><div class="c">{main}</div></body></html>"""
