"""Each card is one link around an h4 and a line of text; the date is in data-time; numbers lead on."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, reports

COLUMNS = {
    "news": "公开要闻",
    "report": "年报公示",
    "rules": "制度文件",
    "finance": "财务公开",
    "quality": "教学质量",
}


def make(hand: Freehand) -> None:
    def view(base: int, step: int) -> str:
        return f"/detail/{base - step}"

    lists: dict[str, list[Item]] = {
        "report": newest_first(
            reports(hand, 2014, 2023, (2, 0, 9), lambda _, n: view(9300, 61 * n)),
            friends(hand, ["jobs"], 2018, 2023, lambda _, n: view(8500, n)),
        ),
        "news": newest_first(
            notices(hand, "yw", 26, lambda _, n: view(8400, n)),
            friends(hand, ["notice", "meeting", "province"], 2021, 2024, lambda _, n: view(8300, n)),
        ),
        "rules": notices(hand, "zd", 6, lambda _, n: view(8200, n), 2012, 2018),
        "finance": friends(hand, ["budget", "accounts"], 2017, 2024, lambda _, n: view(8100, n)),
        "quality": friends(hand, ["quality"], 2015, 2023, lambda _, n: view(8000, n)),
    }
    for slug, rows in lists.items():
        for number, pages, part in paginate(rows, 9):
            here = f"/channel/{slug}" + (f"?pageIndex={number}" if number > 1 else "")
            shown = frame(hand, COLUMNS[slug], listed(slug, number, pages, part))
            for target in {here, f"/channel/{slug}?pageIndex={number}"}:
                hand.page(target, shown)
            for item in part:
                text = f"""<div class="detail"><h2>{item.title}</h2><div class="meta" data-time="{item.day}">
<i class="icon-clock"></i>
{item.day:%Y.%m.%d}<i class="icon-eye"></i>132</div><div class="rich">{item.html}</div></div>"""
                add(hand, item, frame(hand, item.title, text), via=[here])
    sections = "".join(
        f"""<section class="sec"><div class="sec-hd"><h3>{COLUMNS[slug]}</h3>
<a class="more" href="/channel/{slug}">MORE &gt;&gt;</a>
</div>{"".join(map(card, rows[:3]))}</section>"""
        for slug, rows in lists.items()
    )
    hand.page("/", frame(hand, "首页", sections))


def card(item: Item) -> str:
    return f"""<div class="card"><a href="{item.target}"><div class="card-body">
<h4 class="ellipsis">{item.title}</h4>
<p class="desc">来源：党政办公室</p></div><div class="card-date" data-time="{item.day} 08:00:00"></div></a>
</div>
"""


def listed(slug: str, number: int, pages: int, part: Sequence[Item]) -> str:
    links = "".join(
        f'<a class="pg{" cur" if n == number else ""}" href="/channel/{slug}?pageIndex={n}">{n}</a>'
        for n in range(1, pages + 1)
    )
    after = f'<a class="pg next" href="/channel/{slug}?pageIndex={number + 1}"><i class="icon-right"></i></a>'
    pager = links + (after if number < pages else "")
    return f'<div class="cards">{"".join(map(card, part))}</div><div class="pages">{pager}</div>'


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(f'<a class="nav-link" href="/channel/{slug}">{name}</a>' for slug, name in COLUMNS.items())
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,user-scalable=no">
<title>{title} | {hand.name}信息公开</title>
</head><body><header class="hd"><a href="/" class="brand"><img src="/img/logo.png" alt="{hand.name}"></a>
<button type="button" class="toggle" onclick="javascript:void(0)"></button><nav class="collapse">{menu}</nav>
</header>
<main class="container"><div class="crumb"><a href="/">首页</a> / {title}</div>{main}</main>
<footer><p>{hand.name}</p><p><a href="https://beian.miit.gov.cn">衡ICP备2021000001号</a></p></footer></body>
</html>"""
