# ruff: noqa: E501 - lines of markup are as long as they are
"""The column was taken over by advertisements, some of which borrow its words; the reports are elsewhere."""

from tests.campus.freehand import Freehand, years

SPAM = (
    "真人棋牌官方下载-信息公开年度报告2024最新版",
    "{year}信息公开年度报告彩票投注平台",
    "体育直播在线观看免费（{year}年度报告）",
    "电子游艺注册送彩金_信息公开",
)


def make(hand: Freehand) -> None:
    spam = ""
    for index, year in enumerate(range(2024, 2012, -1)):
        title = SPAM[index % 4].format(year=year)
        target = f"/ndbg/{year}{index:04}.html"
        text = f"<h1>{title}</h1><p>{title}，官方网站下载安装，注册即送，提款秒到账，信誉平台。</p>" * 3
        hand.refuse(hand.page(target, frame(hand, title, text)), title, "spam")
        spam += f'<li><a href="{target}">{title}</a><span>{year}-11-02</span></li>'
    spam += '<li><a href="https://www.qipaixiazai-vip.com/">下载APP</a></li>'
    hand.refuse("https://www.qipaixiazai-vip.com/", "下载APP", "clone")
    rows = [
        (n.published, n.title, f"/zxgk/{n.published:%Y}/{i}.html", "<p>".join(n.lines), "")
        for i, n in enumerate(hand.notices("bh", 70, 2016, 2024))
    ]
    for index, (period, day) in enumerate(years(2016, 2023)):
        title = f"{hand.name}{period}学年信息公开年度报告"
        rows.append((day, title, f"/zxgk/{day:%Y}/9{index}.html", hand.body(period, day), period))
    rows.sort(reverse=True)
    for number in range(1, -(-len(rows) // 20) + 1):
        here, lines = "/zxgk/" + (f"list_{number}.html" if number > 1 else ""), ""
        for day, title, target, text, period in rows[(number - 1) * 20 : number * 20]:
            lines += f'<li><a href="{target}">{title}</a><span>{day}</span></li>'
            page = hand.page(target, frame(hand, title, f"<h1>{title}</h1>{text}"), day)
            if period:
                hand.expect(period, title, day, page, via=[here])
        more = number * 20 < len(rows)
        after = f'<a href="/zxgk/list_{number + 1}.html">下一页</a>' if more else ""
        hand.page(here, frame(hand, "最新公开信息", f"<ul>{lines}</ul>{after}"))
    hand.page("/ndbg/", frame(hand, "年度报告", f"<ul>{spam}</ul>"))
    hand.page("/zn/", frame(hand, "公开指南", hand.words("guide")))
    hand.page("/", frame(hand, "首页", "<p>欢迎访问信息公开网</p>"))


def frame(hand: Freehand, title: str, main: str) -> str:
    hidden = '<div style="position:absolute;left:-9999px"><a href="https://www.qipaixiazai-vip.com/">信息公开年度报告</a></div>'
    return f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="nav"><a href="/">首页</a>
<a href="/zn/">公开指南</a><a href="/ndbg/">年度报告</a><a href="/zxgk/">最新公开信息</a></div>{hidden}
<div>{main}</div><p>{hand.name}</p></body></html>"""
