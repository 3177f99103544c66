"""The items as dt, under each the years in a dd: files as well of the reports as of their neighbours."""

from tests.campus.freehand import Freehand, years

ITEMS = (
    ("学校章程", "", ""),
    ("学术委员会年度报告", "academic", "xs"),
    ("信息公开年度报告", "", "nb"),
    ("毕业生就业质量年度报告", "employment", "jy"),
    ("高等职业教育质量年度报告", "teaching_quality", "zl"),
    ("部门预算", "budget", "ys"),
    ("收费标准", "", ""),
)


def make(hand: Freehand) -> None:
    out = ""
    for number, (name, why, slug) in enumerate(ITEMS, 1):
        cell = f'<a href="/xxgk/info/{number}.html">查看</a>'
        if slug == "nb":
            cell = ""
            for period, day in years(2015, 2024):
                target = f"/upload/{day:%Y%m}/nb{period[:4]}.pdf"
                file = hand.file(target, period, day)
                hand.expect(period, f"{period}学年", day, file, file, "pdf")
                cell += f'<a href="{target}" target="_blank">{period}学年</a> '
        elif why:
            cell = ""
            for year in range(2025, 2013, -1):
                target = f"/upload/{slug}/{year}.pdf"
                hand.plain_file(target, f"{hand.name}{year}年{name}", why)
                cell += f'<a href="{target}" target="_blank">{year}年</a> '
        else:
            hand.page(f"/xxgk/info/{number}.html", frame(hand, name, "<p>见学校网站。</p>"))
        out += f"<dt>{number}.{name}</dt><dd>{cell}</dd>\n"
    hand.page("/xxgk/", frame(hand, "信息公开", f'<h2>信息公开事项</h2><dl class="qd">{out}</dl>'))


def frame(hand: Freehand, title: str, main: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-{hand.name}</title></head><body>'
        '<div class="h"><a href="https://www.tyhzy.edu.cn/">首页</a> <a href="/xxgk/">信息公开</a></div>'
        f'<div class="m">{main}</div><div class="f">{hand.name}</div></body></html>'
    )
