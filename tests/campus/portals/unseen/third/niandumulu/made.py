# ruff: noqa: E501 - lines of markup are as long as they are
"""各类年度报告 › 2023年 › eight reports of that year, one of which is ours: as a PDF, a page, or a page with two files."""

from collections.abc import Iterable

from tests.campus.freehand import Freehand, years
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, wording

COLUMNS = {
    "about": "公开简介",
    "zhinan": "公开指南",
    "mulu": "公开目录",
    "zhidu": "公开制度",
    "shixiang": "公开事项",
    "baogao": "各类年度报告",
    "shenqing": "依申请公开",
    "dongtai": "工作动态",
}
KINDS = ["quality", "jobs", "senate", "budget", "accounts", "alumni"]


def make(hand: Freehand) -> None:
    periods = {day.year: (period, day) for period, day in years(2013, 2024)}
    for year, (period, day) in periods.items():
        here = f"/baogao/{year}/"
        rows = friends(hand, KINDS, year, year, lambda d, n, y=year: f"/baogao/{y}/{n + 2}.html")  # type: ignore[misc]
        title = (wording(hand, 7, period), wording(hand, 4, period), wording(hand, 0, period))[year % 3]
        lines = [(item.day, item.title, f"{item.target.rpartition('/')[2]}") for item in rows]
        for item in rows:
            add(hand, item, article(hand, item), [here])
        via = ["/baogao/", here] if year != max(periods) else ["/baogao/"]
        if year % 3 == 0:
            file = hand.file(f"/upload/docs/{year}/xxgk{year}.pdf", period, day)
            hand.expect(period, title, day, file, format_="pdf", via=via)
            lines.append((day, title, f"../../upload/docs/{year}/xxgk{year}.pdf"))
        elif year % 3 == 1:
            page = hand.page(
                f"{here}1.html", article(hand, Item(title, day, "", hand.body(period, day))), day
            )
            hand.expect(period, title, day, page, via=via)
            lines.append((day, title, "1.html"))
        else:
            pdf, word = (
                hand.file(f"/upload/docs/{year}/bg.{kind}", period, day, kind) for kind in ("pdf", "docx")
            )
            links = f'<p>现公布学校信息公开年度报告，欢迎监督。</p><ul class="fj"><li><a href="{pdf}">{title}（PDF版）</a></li><li><a href="{word}">{title}（Word版）</a></li></ul>'
            page = hand.page(f"{here}1.html", article(hand, Item(title, day, "", links)), day)
            hand.expect(period, title, day, page, pdf, "pdf", via)
            hand.expect(period, title, day, page, word, "docx", via)
            lines.append((day, title, "1.html"))
        shown = "".join(
            f'<li><a href="{href}">{text}</a><i>{moment:%m-%d}</i></li>'
            for moment, text, href in sorted(lines, reverse=True)
        )
        place = frame(hand, f"{year}年", f'{folders(periods)}<ul class="bg">{shown}</ul>')
        hand.page(here, place)
        if year == max(periods):
            hand.page(
                "/baogao/",
                frame(
                    hand,
                    COLUMNS["baogao"],
                    f'{folders(periods)}<ul class="bg">{shown.replace("href=" + chr(34), "href=" + chr(34) + f"{year}/").replace(f"{year}/../../", "../")}</ul>',
                ),
            )
    lists = {
        "dongtai": newest_first(
            notices(hand, "dt", 26, lambda _, n: f"/dongtai/{200 - n}.html"),
            friends(
                hand, ["ministry", "notice", "meeting"], 2020, 2024, lambda _, n: f"/dongtai/{150 - n}.html"
            ),
        ),
        "shixiang": notices(hand, "sx", 35, lambda _, n: f"/shixiang/{130 - n}.html"),
        "zhidu": notices(hand, "zd", 7, lambda _, n: f"/zhidu/{60 - n}.html", 2011, 2020),
    }
    for slug, rows in lists.items():
        shown = "".join(
            f'<li><a href="{item.target}">{item.title}</a><i>{item.day}</i></li>' for item in rows
        )
        hand.page(f"/{slug}/", frame(hand, COLUMNS[slug], f"<ul>{shown}</ul>"))
        for item in rows:
            add(hand, item, article(hand, item), [f"/{slug}/"])
    for slug, why in (
        ("about", "ordinary"),
        ("zhinan", "guide"),
        ("mulu", "catalogue"),
        ("shenqing", "form"),
    ):
        hand.page(f"/{slug}/", frame(hand, COLUMNS[slug], hand.words(why)))
    hand.page("/", frame(hand, "首页", "<p>阳光校园　信息公开</p>"))


def folders(periods: Iterable[int]) -> str:
    return (
        '<div class="nd">' + "".join(f'<a href="/baogao/{year}/">{year}年</a>' for year in periods) + "</div>"
    )


def article(hand: Freehand, item: Item) -> str:
    return frame(
        hand,
        item.title,
        f'<h1>{item.title}</h1><p class="t">更新时间：{item.day}</p><div class="con">{item.html}</div>',
    )


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(f'<li><a href="/{slug}/">{name}</a></li>' for slug, name in COLUMNS.items())
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} - 信息公开 - {hand.name}</title></head><body><ul class="m"><li><a href="/">首页</a></li>{menu}</ul>
<div class="loc">您现在的位置：{title}</div><div class="r">{main}</div><div class="b">{hand.name}校长办公室</div></body></html>"""
