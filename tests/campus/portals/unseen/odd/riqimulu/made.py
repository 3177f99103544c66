# ruff: noqa: E501 - lines of markup are as long as they are
"""An archive by year and month; the reports' column shows the newest only."""

from tests.campus.freehand import Freehand, years


def make(hand: Freehand) -> None:
    reports = {(day.year, day.month): (period, day) for period, day in years(2015, 2023)}
    newest = True
    for year in range(2024, 2013, -1):
        months = ""
        for month in range(12, 0, -1):
            lines = ""
            if (year, month) in reports:
                period, day = reports[year, month]
                title = f"{hand.name}{period}学年信息公开年度报告"
                target = f"/{day:%Y}/{day:%m}/{day:%d}/1001.html"
                via = [] if newest else ["/archive.html", f"/{year}/", f"/{year}/{month:02}/"]
                text = f"<article><h1>{title}</h1><p>{day:%Y年%m月%d日}</p>{hand.body(period, day)}</article>"
                hand.expect(
                    period,
                    title,
                    day,
                    hand.page(target, frame(hand, title, text), day),
                    via=["/col/ndbg.html", *via],
                )
                lines = f'<p>{day:%d}日 <a href="{target}">{title}</a></p>'
                if newest:
                    hand.page("/col/ndbg.html", frame(hand, "信息公开年度报告", lines))
                newest = False
            for i, notice in enumerate(hand.notices(f"rq{year}{month}", 3, year, year)):
                target = f"/{year}/{month:02}/1{i}.html"
                hand.page(target, frame(hand, notice.title, "<p>".join(notice.lines)))
                lines += f'<p><a href="{target}">{notice.title}</a></p>'
            hand.page(f"/{year}/{month:02}/", frame(hand, f"{year}年{month}月", lines))
            months += f'<a href="/{year}/{month:02}/">{month}月</a> '
        hand.page(f"/{year}/", frame(hand, f"{year}年", months))
    listed = "".join(f'<li><a href="/{y}/">{y}年</a></li>' for y in range(2024, 2013, -1))
    hand.page("/archive.html", frame(hand, "历史信息", f"<ul>{listed}</ul>"))
    hand.page("/col/zd.html", frame(hand, "规章制度", hand.words("measures")))
    hand.page("/", frame(hand, "首页", "<p>学校信息公开</p>"))


def frame(hand: Freehand, title: str, main: str) -> str:
    return f"""<html><head><meta charset="utf-8"><title>{title}_{hand.name}</title></head><body><nav><a href="/">首页</a>
<a href="/col/zd.html">规章制度</a><a href="/col/ndbg.html">信息公开年度报告</a><a href="/archive.html">历史信息</a></nav>
{main}</body></html>"""
