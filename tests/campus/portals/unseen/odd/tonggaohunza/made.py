# ruff: noqa: E501 - lines of markup are as long as they are
"""The portal is one page of links; the reports are among 260 notices of the school, 20 a page."""

from tests.campus.freehand import Freehand, years

SIZE = 20


def make(hand: Freehand) -> None:
    notices = hand.notices("tz", 260, 2015, 2024)
    rows = [
        (n.published, n.title, f"/tzgg/{5000 - i}.html", "<p>".join(n.lines), "")
        for i, n in enumerate(notices)
    ]
    for index, (period, day) in enumerate(years(2015, 2023)):
        title = f"{hand.name}{period}学年信息公开年度报告"
        rows.append((day, title, f"/tzgg/{8000 - index}.html", hand.body(period, day), period))
        for why, name, gap in (
            ("notice", f"关于做好{period}学年信息公开年度报告编制工作的通知", 1),
            ("employment", f"{hand.name}{day.year}届毕业生就业质量年度报告", 2),
        ):
            target = f"/tzgg/{9000 - 10 * index + gap}.html"
            rows.append((day.replace(month=9, day=gap), name, target, hand.words(why), ""))
            hand.refuse(hand.url(target), name, why)
    rows.sort(reverse=True)
    pages = -(-len(rows) // SIZE)
    for number in range(1, pages + 1):
        here = "/tzgg/" if number == 1 else f"/tzgg/index_{number}.html"
        lines = ""
        for day, title, target, text, period in rows[(number - 1) * SIZE : number * SIZE]:
            lines += (
                f'<li><span class="time"><b>{day:%d}</b>{day:%Y-%m}</span><a href="{target}">{title}</a></li>'
            )
            page = hand.page(
                target, frame(hand, title, f"<h2>{title}</h2><div class='txt'>{text}</div>"), day
            )
            if period:
                hand.expect(period, title, day, page, via=[here])
        pager = "".join(
            f'<a href="{"/tzgg/" if n == 1 else f"/tzgg/index_{n}.html"}">{n}</a>'
            for n in range(max(1, number - 2), min(pages, number + 2) + 1)
            if n != number
        )
        last = f'<a href="/tzgg/index_{pages}.html">末页</a>' if number < pages else ""
        hand.page(
            here, frame(hand, "通知公告", f"<ul class='tl'>{lines}</ul><p class='page'>{pager}{last}</p>")
        )
    hand.page("/gk/zn.html", frame(hand, "信息公开指南", hand.words("guide")))
    hand.page("/gk/sq.html", frame(hand, "依申请公开", hand.words("form")))
    text = """<h2>信息公开</h2><p>学校信息通过以下栏目向社会公开：</p><p><a href="/gk/zn.html">信息公开指南</a></p>
<p><a href="/gk/sq.html">依申请公开</a></p><p><a href="/tzgg/">通知公告</a></p>"""
    hand.page("/gk/", frame(hand, "信息公开", text))


def frame(hand: Freehand, title: str, main: str) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} - {hand.name}</title></head><body>
<ul id="nav"><li><a href="/">首页</a></li><li><a href="/tzgg/">通知公告</a></li><li><a href="/gk/">信息公开</a></li></ul>
<div id="con">{main}</div><div id="ft">Copyright {hand.name}</div></body></html>"""
