# ruff: noqa: E501 - lines of markup are as long as they are
"""Everything is a click on a line; the pager too."""

from tests.campus.freehand import Freehand, years

SIZE = 6


def make(hand: Freehand) -> None:
    reports = years(2012, 2023)
    rows = [
        (f"{hand.name}{period}学年信息公开年度报告", f"show.php?cid=4&id={310 - 9 * i}", period, day)
        for i, (period, day) in enumerate(reports)
    ]
    pages = -(-len(rows) // SIZE)
    for number in range(1, pages + 1):
        target = "/list.php?cid=4" + (f"&page={number}" if number > 1 else "")
        lines = ""
        for title, to, period, day in rows[(number - 1) * SIZE : number * SIZE]:
            lines += f"""<li onclick="location.href='{to}'"><b>{title}</b><em>{day}</em></li>"""
            page = hand.page(f"/{to}", frame(hand, title, f"<h1>{title}</h1>{hand.body(period, day)}"), day)
            hand.expect(period, title, day, page, via=[target])
        after = (
            f"""<span class="btn" onclick="location.href='list.php?cid=4&amp;page={number + 1}'">下一页</span>"""
            if number < pages
            else '<span class="btn off">下一页</span>'
        )
        hand.page(target, frame(hand, "年度报告", f"<ul>{lines}</ul><div>第{number}/{pages}页 {after}</div>"))
    other = "".join(
        f"""<li onclick="location.href='show.php?cid=2&id={i}'"><b>{n.title}</b><em>{n.published}</em></li>"""
        for i, n in enumerate(hand.notices("dj", 20))
    )
    for i, notice in enumerate(hand.notices("dj", 20)):
        hand.page(f"/show.php?cid=2&id={i}", frame(hand, notice.title, "<p>".join(notice.lines)))
    hand.page("/list.php?cid=2", frame(hand, "通知公告", f"<ul>{other}</ul>"))
    hand.page("/", frame(hand, "首页", "<div>岁月静好</div>"))


def frame(hand: Freehand, title: str, main: str) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{title}</title></head><body><div class="nav">
<div onclick="window.location='/'">网站首页</div><div onclick="window.location='list.php?cid=2'">通知公告</div>
<div onclick="window.location='list.php?cid=4'">年度报告</div></div><div class="box">{main}</div>
<div class="foot">{hand.name}</div></body></html>"""
