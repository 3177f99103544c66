"""Rows as on a telephone: h4 and p inside a link, 查看更多 leads to the next page; titles give one year."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, reports

COLUMNS = {"tz": "通知", "zc": "政策", "bg": "报告", "cw": "财务", "rs": "人事"}


def make(hand: Freehand) -> None:
    def view(base: int, step: int) -> str:
        return f"/m/a/{base - step}.html"

    lists: dict[str, list[Item]] = {
        "bg": newest_first(
            reports(hand, 2016, 2023, (8, 5, 8), lambda _, n: view(640, 19 * n)),
            friends(hand, ["jobs", "quality", "senate"], 2017, 2023, lambda _, n: view(480, n)),
        ),
        "tz": newest_first(
            notices(hand, "tz", 22, lambda _, n: view(440, n), 2018),
            friends(hand, ["ministry"], 2020, 2024, lambda _, n: view(400, n)),
        ),
        "zc": notices(hand, "zc", 5, lambda _, n: view(380, n), 2016, 2020),
        "cw": friends(hand, ["budget", "accounts"], 2018, 2024, lambda _, n: view(360, n)),
        "rs": notices(hand, "rs", 11, lambda _, n: view(330, n)),
    }
    for slug, rows in lists.items():
        for number, pages, part in paginate(rows, 10):
            here = f"/m/l/{slug}" + (f"_{number}" if number > 1 else "") + ".html"
            hand.page(here, frame(hand, COLUMNS[slug], listed(slug, number, pages, part)))
            for item in part:
                text = f"""<article class="weui-article"><h1>{item.title}</h1><section>
<h3>{item.day:%Y-%m-%d}　学校办公室</h3>
{item.html}</section></article>"""
                add(hand, item, frame(hand, item.title, text), via=[here])
    recent = newest_first(lists["tz"], lists["rs"])[:8]
    grid = "".join(
        f'<a href="/m/l/{slug}.html" class="weui-grid">'
        f'<div class="weui-grid__icon"><img src="/m/i/{slug}.png" alt=""></div>'
        f'<p class="weui-grid__label">{name}</p></a>'
        for slug, name in COLUMNS.items()
    )
    home = f'<div class="weui-grids">{grid}</div><div class="weui-panel">{"".join(map(row, recent))}</div>'
    for target in ("/", "/m/index.html"):
        hand.page(target, frame(hand, "信息公开", home))
    hand.page("/m/zn.html", frame(hand, "公开指南", hand.words("guide")))


def row(item: Item) -> str:
    return f"""<a href="{item.target}" class="weui-media-box weui-media-box_text">
<h4 class="weui-media-box__title">{item.title}</h4>
<p class="weui-media-box__desc">发布于 {item.day.year}-{item.day.month:02}-{item.day.day:02}</p></a>
"""


def listed(slug: str, number: int, pages: int, part: Sequence[Item]) -> str:
    more = f'<a href="/m/l/{slug}_{number + 1}.html" class="weui-btn weui-btn_plain-default">查看更多</a>'
    rest = more if number < pages else "<p>没有更多了</p>"
    return f'<div class="weui-panel__bd">{"".join(map(row, part))}</div>{rest}'


def frame(hand: Freehand, title: str, main: str) -> str:
    bar = "".join(
        f'<a href="{to}" class="weui-tabbar__item"><p class="weui-tabbar__label">{name}</p></a>'
        for to, name in (
            ("/m/index.html", "首页"),
            ("/m/l/tz.html", "通知"),
            ("/m/l/bg.html", "报告"),
            ("/m/zn.html", "指南"),
        )
    )
    return f"""<!DOCTYPE html><html><head><meta charset="UTF-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title></head><body ontouchstart><div class="page__hd">
<h1 class="page__title">{hand.name}·{title}</h1></div>
<div class="page__bd">{main}</div><div class="weui-tabbar">{bar}</div></body></html>"""
