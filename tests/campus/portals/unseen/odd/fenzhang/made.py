# ruff: noqa: E501 - lines of markup are as long as they are
"""A report's page is its contents; each chapter is a page, and one leads to the next."""

from tests.campus.documents import html_body
from tests.campus.freehand import Freehand, years

NUMBERS = "一二三四五六七"


def make(hand: Freehand) -> None:
    lines = ""
    for period, day in years(2018, 2023):
        title = f"{hand.name}{period}学年信息公开年度报告"
        base, composed = f"/nb/{day:%Y}", hand.composed(period, day)
        chapters: list[list[str]] = [[]]
        for line in composed.lines:
            if any(line.startswith(f"{n}、") for n in NUMBERS):
                chapters.append([])
            chapters[-1].append(line)
        front, *rest = chapters
        contents = "".join(
            f'<li><a href="{base}/{n}.html">{part[0]}</a></li>' for n, part in enumerate(rest, 1)
        )
        inside = f"<h1>{composed.title}</h1>{html_body(front)}<ol>{contents}</ol>"
        page = hand.page(f"{base}/index.html", frame(hand, title, inside), day)
        for n, part in enumerate(rest, 1):
            after = f'<a href="{base}/{n + 1}.html">下一章</a>' if n < len(rest) else ""
            back = f'<a href="{base}/index.html">返回目录</a>'
            text = f"<h1>{part[0]}</h1>{html_body(part[1:])}<p>{back} {after}</p>"
            hand.needed.add(hand.page(f"{base}/{n}.html", frame(hand, part[0], text), day))
        hand.expect(period, title, day, page, via=["/nb/"])
        lines += f'<li><a href="{base}/index.html">{title}</a><span>{day}</span></li>'
    for slug, name in (("zd", "公开制度"), ("ml", "公开目录")):
        items = ""
        for i, notice in enumerate(hand.notices(name, 12)):
            hand.page(f"/{slug}/{i}.html", frame(hand, notice.title, "<p>".join(notice.lines)))
            items += f'<li><a href="/{slug}/{i}.html">{notice.title}</a><span>{notice.published}</span></li>'
        hand.page(f"/{slug}/", frame(hand, name, f"<ul>{items}</ul>"))
    hand.page("/nb/", frame(hand, "年度报告", f"<ul>{lines}</ul>"))
    hand.page("/", frame(hand, "首页", "<p>欢迎。</p>"))


def frame(hand: Freehand, title: str, main: str) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-信息公开网</title></head><body>
<div class="top"><a href="/">首页</a><a href="/zd/">公开制度</a><a href="/ml/">公开目录</a><a href="/nb/">年度报告</a></div>
<div class="mid">{main}</div><div class="bot">{hand.name}</div></body></html>"""
