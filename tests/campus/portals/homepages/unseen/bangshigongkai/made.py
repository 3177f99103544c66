# ruff: noqa: E501 - lines of markup are as long as they are
"""院务公开 is one list with everything in it, reports included."""

from tests.campus.freehand import Freehand, years
from tests.campus.portals.homepages.unseen.common import about, footer, menu, news


def make(hand: Freehand) -> None:
    lines = []
    for period, day in years(2018, 2023):
        title = f"{hand.name}{day.year}年信息公开工作年度报告"
        page = hand.page(
            f"/info/{day:%Y%m%d}.jspx", frame(hand, title, f"<h2>{title}</h2>{hand.body(period, day)}"), day
        )
        hand.expect(period, title, day, page)
        lines.append((day, title, f"/info/{day:%Y%m%d}.jspx"))
    for n, item in enumerate(hand.notices("yw", 20, 2018, 2024)):
        text = "".join(f"<p>{line}</p>" for line in item.lines)
        target = f"/info/{n}.jspx"
        hand.page(target, frame(hand, item.title, f"<h2>{item.title}</h2>{text}"), item.published)
        lines.append((item.published, item.title, target))
    rows = "".join(
        f'<li><a href="{t}">{name}</a> <span>{d}</span></li>' for d, name, t in sorted(lines, reverse=True)
    )
    hand.page("/info/iList.jsp/", frame(hand, "院务公开", f"<ul>{rows}</ul>"))
    about(hand, ("/xygk.htm", "/xxgk/"), "")
    hand.page(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body>
<ul>{menu("/xygk.htm")}<li><a href="/dqgz.htm">党群工作</a><ul><li><a href="/dw.htm">党务公开</a></li><li><a href="/info/iList.jsp/">院务公开</a></li></ul></li></ul><ul>{news(hand, "xw")}</ul><div>{footer("baizhouzy.edu.cn")}</div></body></html>""",
        host="www.baizhouzy.edu.cn",
    )


def frame(hand: Freehand, title: str, main: str) -> str:
    return f"""<html><head><meta charset="utf-8"><title>{title}-{hand.name}</title></head><body>
<p>当前位置：<a href="/">首页</a> &gt; 党群工作 &gt; 院务公开</p>{main}</body></html>"""
