"""信息公开年度报告 unfolds into a column a year; the column's page is the report, headed by its years."""

from tests.campus.freehand import Freehand, years
from tests.campus.portals.unseen.usual.common import add, friends, newest_first, notices

TOP = {"gkzn": "公开指南", "gkzd": "公开制度", "gksx": "公开事项", "gkbg": "年度报告", "gkdt": "公开动态"}
FIRST, LAST = 2013, 2023


def make(hand: Freehand) -> None:
    home = hand.url("/gkbg/index.html")
    for index, (period, day) in enumerate(years(FIRST, LAST)):
        here = f"/gkbg/{slug(period)}/index.html"
        text = f"""<div class="dq">当前位置：<a href="/">首页</a>&gt;
<a href="/gkbg/index.html">年度报告</a>&gt;{period}学年</div>
<div class="single">{hand.body(period, day)}</div>"""
        title = f"{hand.name}{period}学年信息公开年度报告"
        url = hand.page(here, frame(hand, f"{period}学年", text, years_menu()), day)
        hand.expect(period, title, day, url, via=[home] if index else [])
    others = {
        "gksx": friends(
            hand,
            ["budget", "accounts", "quality", "jobs"],
            2016,
            2023,
            lambda d, n: f"/gksx/{d.year}/{900 - n}.html",
        ),
        "gkdt": newest_first(
            notices(hand, "dt", 21, lambda d, n: f"/gkdt/{d.year}/{500 - n}.html"),
            friends(
                hand,
                ["notice", "ministry", "meeting"],
                2021,
                2024,
                lambda d, n: f"/gkdt/{d.year}/{400 - n}.html",
            ),
        ),
        "gkzd": notices(hand, "zd", 5, lambda d, n: f"/gkzd/{d.year}/{300 - n}.html", 2012, 2016),
    }
    for name, rows in others.items():
        lines = "".join(f'<dd><a href="{i.target}">{i.title}</a><span>{i.day}</span></dd>' for i in rows)
        here = f"/{name}/index.html"
        hand.page(here, frame(hand, TOP[name], f"<dl>{lines}</dl>", ""))
        for item in rows:
            add(
                hand,
                item,
                frame(hand, item.title, f"<h2>{item.title}</h2><em>{item.day}</em>{item.html}", ""),
                via=[here],
            )
    hand.page("/gkbg/index.html", frame(hand, "年度报告", "<p>请选择年度。</p>", years_menu()))
    hand.page("/gkzn/index.html", frame(hand, "公开指南", hand.words("guide"), ""))
    news = "".join(f'<li><a href="{i.target}">{i.title}</a></li>' for i in others["gkdt"][:6])
    hand.page("/", frame(hand, "首页", f"<ul>{news}</ul>", ""))


def slug(period: str) -> str:
    return f"y{period[2:4]}{period[-2:]}"


def years_menu() -> str:
    return (
        "<ul class='sub'>"
        + "".join(
            f'<li><a href="/gkbg/{slug(period)}/index.html">{period}学年</a></li>'
            for period, _ in years(FIRST, LAST)
        )
        + "</ul>"
    )


def frame(hand: Freehand, title: str, main: str, side: str) -> str:
    menu = "".join(f'<li><a href="/{name}/index.html">{text}</a></li>' for name, text in TOP.items())
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-{hand.name}信息公开</title>
</head><body>
<div class="nav"><ul><li><a href="/">首页</a></li>{menu}</ul></div><div class="side">{side}</div>
<div class="cont">{main}</div>
<div class="copy">{hand.name} 2013-2024</div></body></html>"""
