# ruff: noqa: E501 - lines of markup are as long as they are
"""Tabs of years; the panels say only 全文下载, and a second strip has another report's years."""

from tests.campus.freehand import Freehand, years


def make(hand: Freehand) -> None:
    reports = years(2015, 2023)
    quality = [f"{y}-{y + 1}" for y in range(2019, 2024)]
    tabs = "".join(f'<li class="hd-it" data-i="{i}">{p}学年</li>' for i, (p, _) in enumerate(reports))
    panels, page = "", hand.url("/list/12.html")
    for index, (period, day) in enumerate(reports):
        target = f"/u/cms/file/{day:%Y%m%d}{index}7741.pdf"
        file = hand.file(target, period, day)
        hand.expect(period, f"{period}学年", day, file, file, "pdf", via=[page])
        panels += f'<div class="bd-it"><p><a href="{target}" target="_blank">全文下载</a></p></div>'
    tabs2 = "".join(f'<li class="hd-it">{p}学年</li>' for p in quality)
    panels2 = ""
    for index, period in enumerate(quality):
        target = f"/u/cms/file/zl{index}5512.pdf"
        hand.plain_file(target, f"{hand.name}{period}学年本科教学质量报告", "teaching_quality")
        panels2 += f'<div class="bd-it"><p><a href="{target}" target="_blank">全文下载</a></p></div>'
    hand.page("/list/12.html", frame(hand, "信息公开年度报告", strip(tabs, panels)))
    hand.page("/list/13.html", frame(hand, "教学质量", "<h3>本科教学质量报告</h3>" + strip(tabs2, panels2)))
    for number, name in ((11, "规章制度"), (14, "招生考试"), (15, "财务资产")):
        items = "".join(
            f'<li><a href="/view/{number}{i}.html">{n.title}</a><i>{n.published:%Y.%m.%d}</i></li>'
            for i, n in enumerate(hand.notices(name, 8))
        )
        hand.page(f"/list/{number}.html", frame(hand, name, f"<ul class='nl'>{items}</ul>"))
        for i, notice in enumerate(hand.notices(name, 8)):
            hand.page(
                f"/view/{number}{i}.html", frame(hand, notice.title, "<p>" + "</p><p>".join(notice.lines))
            )
    hand.page("/", frame(hand, "首页", "<h3>公开动态</h3><p>欢迎访问。</p>"))


def strip(tabs: str, panels: str) -> str:
    return f'<div class="slideTxt"><div class="hd"><ul>{tabs}</ul></div><div class="bd">{panels}</div></div>'


def frame(hand: Freehand, title: str, main: str) -> str:
    names = {11: "规章制度", 12: "年度报告", 13: "教学质量", 14: "招生考试", 15: "财务资产"}
    menu = "".join(f'<li><a href="/list/{n}.html"><span>{name}</span></a></li>' for n, name in names.items())
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}_{hand.name}信息公开</title>
<link rel="stylesheet" href="/skin/main.css"></head><body><div id="top"><img src="/skin/logo.png" alt="{hand.name}">
<ul class="menu"><li><a href="/">首页</a></li>{menu}</ul></div>
<div class="wrap"><h2>{title}</h2>{main}</div>
<div id="foot">版权所有 {hand.name}  技术支持：星桥软件</div></body></html>"""
