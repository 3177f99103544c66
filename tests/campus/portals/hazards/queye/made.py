"""Long articles are cut into pages of their own; one report's last page is lost."""

from tests.campus.documents import html_body
from tests.campus.freehand import Freehand, years

LOST = "2022-2023"


def make(hand: Freehand) -> None:
    items = ""
    for period, day in years(2021, 2023):
        composed = hand.composed(period, day)
        title = f"{hand.name}{period}学年信息公开年度报告"
        name = f"/nb/{day.year}"
        middle = len(composed.lines) // 2
        lines = ((composed.title, *composed.lines[:middle]), composed.lines[middle:])
        count = len(lines) + (period == LOST)
        addresses = [f"{name}{f'_{n}' if n > 1 else ''}.html" for n in range(1, count + 1)]
        for n, part in enumerate(lines):
            after = f'<a href="{addresses[n + 1]}">下一页</a>' if n + 1 < count else ""
            body = f'<h1>{title}</h1><div class="content">{html_body(part)}</div><p class="pages">{after}</p>'
            page = hand.page(addresses[n], frame(title, body), day)
            hand.needed.add(page)
        hand.expect(period, title, day, hand.url(addresses[0]), via=["/nb/"])
        items += f'<li><a href="{addresses[0]}">{title}</a><span>{day}</span></li>'
    hand.page("/nb/", frame("信息公开年度报告", f"<ul>{items}</ul>"))
    hand.page("/", frame("信息公开", '<a href="/nb/">信息公开年度报告</a>'))


def frame(title: str, main: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><div class="top"><a href="/">首页</a></div>{main}</body></html>'
    )
