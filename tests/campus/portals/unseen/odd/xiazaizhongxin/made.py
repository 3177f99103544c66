# ruff: noqa: E501 - lines of markup are as long as they are
"""Rows of a table: a title that is no link, and a file that is called 附件1.pdf; print views everywhere."""

from datetime import timedelta

from tests.campus.freehand import Freehand, years

OTHER = (
    ("{y}年部门决算信息公开", "budget"),
    ("{y}届毕业生就业质量年度报告", "employment"),
    ("信息公开申请表（{y}版）", "form"),
)
SIZE = 15


def make(hand: Freehand) -> None:
    rows = []
    for index, (period, day) in enumerate(years(2014, 2023)):
        rows.append(
            (day, f"{hand.name}{period}学年信息公开年度报告", f"/down.php?id={300 - 8 * index}", period)
        )
        for number, (name, why) in enumerate(OTHER):
            title = hand.name + name.format(y=day.year)
            target = f"/down.php?id={300 - 8 * index + number + 1}"
            hand.plain_file(target, title, why)
            rows.append((day - timedelta(50 * number + 30), title, target, ""))
    rows.sort(reverse=True)
    pages = -(-len(rows) // SIZE)
    for number in range(1, pages + 1):
        here, lines = "/xzzx.php" + (f"?p={number}" if number > 1 else ""), ""
        for i, (day, title, target, period) in enumerate(rows[(number - 1) * SIZE : number * SIZE], 1):
            link = f'<a href="{target}" target="_blank">附件1.pdf</a>'
            lines += f"<tr><td>{i}</td><td>{title}</td><td>{day}</td><td>{link}</td></tr>"
            if period:
                file = hand.file(target, period, day)
                hand.expect(period, title, day, file, file, "pdf", via=[here])
        head = "<tr><th>序号</th><th>名称</th><th>发布时间</th><th>下载</th></tr>"
        after = f'<a href="/xzzx.php?p={number + 1}">后一页</a>' if number < pages else ""
        before = f'<a href="/xzzx.php?p={number - 1}">前一页</a>' if number > 1 else ""
        text = f"<table>{head}{lines}</table><div>{before} {after} 共{pages}页</div>"
        hand.page(here, frame(hand, "下载中心", text, here))
        hand.page(f"/print.php?u={number}", frame(hand, "下载中心", text, here))
    for name, slug in (("公开指南", "zn"), ("公开制度", "zd")):
        hand.page(f"/{slug}.php", frame(hand, name, hand.words("guide"), f"/{slug}.php"))
        hand.page(f"/print.php?u={slug}", frame(hand, name, hand.words("guide"), f"/{slug}.php"))
    hand.page("/", frame(hand, "首页", "<p>忠诚 奉献</p>", "/"))


def frame(hand: Freehand, title: str, main: str, here: str) -> str:
    mark = (
        here.rpartition("=")[2] if "=" in here else here.strip("/").removesuffix(".php").replace("xzzx", "1")
    )
    return f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="menu">
<a href="/">首页</a> <a href="/zn.php">公开指南</a> <a href="/zd.php">公开制度</a> <a href="/xzzx.php">下载中心</a></div>
<div>{main}</div><a href="/print.php?u={mark or 1}">打印本页</a><p>{hand.name}</p></body></html>"""
