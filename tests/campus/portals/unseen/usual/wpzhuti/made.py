"""WordPress: /archives/category/…, excerpts with 阅读全文, ← 较早文章; posts of the front page are mixed."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import (
    Item,
    add,
    around,
    friends,
    newest_first,
    notices,
    reports,
)

CATEGORIES = {
    "gonggao": "通知公告",
    "zhidu": "规章制度",
    "niandu": "年度报告",
    "zhiliang": "质量年报",
    "caiwu": "财务公开",
}


def make(hand: Freehand) -> None:
    def post(base: int, step: int) -> str:
        return f"/archives/{base - step}"

    lists: dict[str, list[Item]] = {
        "niandu": reports(hand, 2015, 2023, (5, 8), lambda _, n: post(4120, 113 * n)),
        "zhiliang": friends(hand, ["jobs", "quality"], 2016, 2023, lambda _, n: post(2900, n)),
        "caiwu": friends(hand, ["budget", "accounts"], 2018, 2024, lambda _, n: post(2800, n)),
        "gonggao": newest_first(
            notices(hand, "gg", 28, lambda _, n: post(2700, n)),
            friends(hand, ["notice", "meeting"], 2020, 2024, lambda _, n: post(2600, n)),
        ),
        "zhidu": notices(hand, "zd", 7, lambda _, n: post(2500, n), 2015, 2019),
    }
    for slug, rows in lists.items():
        name = CATEGORIES[slug]
        for number, pages, part in paginate(rows, 6):
            here = f"/archives/category/{slug}" + (f"/page/{number}" if number > 1 else "")
            hand.page(here, frame(hand, name, listed(hand, slug, number, pages, part)))
            for item in part:
                add(
                    hand,
                    item,
                    frame(hand, item.title, single(hand, item, name, *around(rows, rows.index(item)))),
                    via=[here],
                )
    for slug, name, why in (("zhinan", "公开指南", "guide"), ("shenqing", "依申请公开", "form")):
        hand.page(f"/{slug}", frame(hand, name, f"<article><h1>{name}</h1>{hand.words(why)}</article>"))
    recent = newest_first(*lists.values())
    hand.page("/", frame(hand, "信息公开", "".join(card(hand, item) for item in recent[:8])))


def card(hand: Freehand, item: Item) -> str:
    url = hand.url(item.target)
    return f"""<article class="post hentry"><h2 class="entry-title">
<a href="{url}" rel="bookmark">{item.title}</a></h2>
<div class="entry-meta">
<time datetime="{item.day}T09:30:00+08:00">{item.day.year}年{item.day.month}月{item.day.day}日</time>
<a href="/archives/author/admin">admin</a></div><div class="entry-summary">
<p>{item.html[3:60].replace("<", "")}……
<a href="{url}#more" class="more-link">阅读全文</a></p></div></article>
"""


def listed(hand: Freehand, slug: str, number: int, pages: int, part: Sequence[Item]) -> str:
    base = hand.url(f"/archives/category/{slug}")
    older = f'<div class="nav-previous"><a href="{base}/page/{number + 1}">&larr; 较早文章</a></div>'
    back = base + (f"/page/{number - 1}" if number > 2 else "")
    newer = f'<div class="nav-next"><a href="{back}">较新文章 &rarr;</a></div>'
    links = (older if number < pages else "") + (newer if number > 1 else "")
    return f"""<header class="archive-header"><h1>分类目录归档：{CATEGORIES[slug]}</h1></header>
{"".join(card(hand, item) for item in part)}<nav class="navigation">{links}</nav>"""


def single(hand: Freehand, item: Item, name: str, before: Item | None, after: Item | None) -> str:
    beside = "".join(
        f'<span><a href="{hand.url(other.target)}" rel="{rel}">{other.title}</a></span>'
        for rel, other in (("next", before), ("prev", after))
        if other
    )
    return f"""<article class="post"><header><h1 class="entry-title">{item.title}</h1><div class="entry-meta">
发表于 <time datetime="{item.day}T09:30:00+08:00">{item.day:%Y-%m-%d}</time> 分类 {name}</div></header>
<div class="entry-content">{item.html}</div></article><nav class="nav-single">{beside}</nav>"""


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(
        f'<li class="menu-item"><a href="{hand.url(f"/archives/category/{slug}")}">{name}</a></li>'
        for slug, name in CATEGORIES.items()
    )
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8">
<title>{title} &#8211; {hand.name}信息公开</title>
<link rel="stylesheet" href="/wp-content/themes/sangyu/style.css?ver=5.2"></head><body class="archive">
<header id="masthead">
<h1 class="site-title"><a href="{hand.url("/")}" rel="home">{hand.name}信息公开</a></h1>
<ul id="menu-top" class="menu">
<li class="menu-item"><a href="{hand.url("/")}">首页</a></li>{menu}<li class="menu-item">
<a href="/zhinan">公开指南</a></li>
<li class="menu-item"><a href="/shenqing">依申请公开</a></li></ul></header><div id="content">{main}</div>
<aside><form role="search" action="/"><input name="s"></form><h3>文章归档</h3><ul><li>
<a href="/archives/date/2024/10">2024年十月</a></li>
<li><a href="/archives/date/2024/09">2024年九月</a></li></ul></aside><footer>由WordPress强力驱动</footer>
</body></html>"""
