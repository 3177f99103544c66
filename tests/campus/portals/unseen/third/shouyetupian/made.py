# ruff: noqa: E501 - lines of markup are as long as they are
"""Folders and 32-hex names; the list leads to files; two reports are elsewhere: a picture, and a 301 of the old address."""

from collections.abc import Sequence
from functools import partial
from hashlib import md5

from tests.campus.freehand import Freehand
from tests.campus.generators import paginate
from tests.campus.portals.unseen.third.common import files
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, reports
from tests.campus.wire import Answer

COLUMNS = {
    "gkzn": "公开指南",
    "xxgkml": "公开目录",
    "gkbg/xxgkndbg": "学校年度报告",
    "gkbg/dwnb": "二级单位年报",
    "gkdt": "公开动态",
    "zdly": "重点领域公开",
    "ysqgk": "依申请公开",
}


def make(hand: Freehand) -> None:
    list_page = "/gkbg/xxgkndbg/index.htm"
    newest = reports(hand, 2024, 2024, (0,), lambda d, _: f"/gkbg/xxgkndbg/{name(d)}.htm")
    documents = files(
        hand, 2015, 2023, (1, 4, 6), lambda d, n: f"/docs/{d:%Y-%m}/{name(d, n)}.pdf", [list_page]
    )
    oldest = reports(hand, 2011, 2014, (3,), lambda d, _: f"/gkbg/xxgkndbg/{name(d)}.htm")
    lists: dict[str, list[Item]] = {
        "gkbg/xxgkndbg": [
            *documents,
            *(Item(i.title, i.day, f"/jiuwang/{i.day.year}.html", "", "", "") for i in oldest),
        ],
        "gkbg/dwnb": friends(
            hand, ["college", "library"], 2016, 2023, lambda d, n: f"/gkbg/dwnb/{name(d, n)}.htm"
        ),
        "gkdt": newest_first(
            notices(hand, "dt", 45, lambda d, n: f"/gkdt/{name(d, n)}.htm"),
            friends(
                hand,
                ["ministry", "notice", "meeting"],
                2020,
                2024,
                lambda d, n: f"/gkdt/{name(d, n + 900)}.htm",
            ),
        ),
        "zdly": newest_first(
            friends(
                hand,
                ["quality", "jobs", "budget", "accounts"],
                2016,
                2024,
                lambda d, n: f"/zdly/{name(d, n)}.htm",
            )
        ),
    }
    for folder, rows in lists.items():
        for page, pages, part in paginate(rows, 10):
            here = f"/{folder}/index{page - 1 if page > 1 else ''}.htm"
            hand.page(here, frame(hand, folder, listed(page, pages, len(rows), part)))
            for item in part:
                if not (item.period or item.target.startswith("/jiuwang")):
                    add(hand, item, article(hand, folder, item), [here])
    for item in oldest:
        hand.route(
            f"/jiuwang/{item.day.year}.html",
            partial(Answer, status=301, headers=(("Location", item.target),)),
        )
        here = f"/gkbg/xxgkndbg/index{(9 + oldest.index(item)) // 10 or ''}.htm"
        hand.needed.add(hand.url(f"/jiuwang/{item.day.year}.html"))
        add(hand, item, article(hand, "gkbg/xxgkndbg", item), [here])
    add(hand, newest[0], article(hand, "gkbg/xxgkndbg", newest[0]))
    for folder, why in (("gkzn", "guide"), ("xxgkml", "catalogue"), ("ysqgk", "form")):
        hand.page(
            f"/{folder}/index.htm", frame(hand, folder, f'<div class="article">{hand.words(why)}</div>')
        )
    lines = "".join(line(item) for item in lists["gkdt"][:7])
    home = f"""<div class="banner"><a href="gkbg/xxgkndbg/{newest[0].target.rpartition("/")[2]}"><img src="images/content/2025-10/nb.jpg" alt="{newest[0].title}"></a></div>
<div class="dt"><h3>公开动态<a href="gkdt/index.htm">更多</a></h3><ul>{lines}</ul></div>"""
    for target in ("/", "/index.htm"):
        hand.page(target, frame(hand, "", home))


def name(day: object, number: int = 0) -> str:
    return md5(f"{day}{number}".encode(), usedforsecurity=False).hexdigest()


def line(item: Item) -> str:
    href = item.target.partition("edu.cn/")[2] if "://" in item.target else item.target[1:]
    cut = item.title[:14] + "..." if len(item.title) > 14 else item.title
    return f'<li class="line"><a href="{href}" title="{item.title}" target="_blank">{cut}</a><span>{item.day:%Y-%m-%d}</span></li>\n'


def listed(page: int, pages: int, total: int, part: Sequence[Item]) -> str:
    def to(number: int) -> str:
        return f"index{number - 1 if number > 1 else ''}.htm"

    links = [("首页", 1), ("上一页", page - 1), ("下一页", page + 1), ("尾页", pages)]
    pager = " ".join(
        f'<a href="@{to(n)}">{text}</a>' if 1 <= n <= pages and n != page else f"<span>{text}</span>"
        for text, n in links
    )
    return f'<ul class="article-list">{"".join(map(line, part))}</ul><div class="page">当前页：{page}/{pages} 共 {total} 篇 {pager}</div><script>var maxPageCount = {pages};</script>'


def article(hand: Freehand, folder: str, item: Item) -> str:
    return frame(
        hand,
        folder,
        f'<div class="article"><h1>{item.title}</h1><div class="info">发布时间：{item.day:%Y年%m月%d日}</div><div class="articleText">{item.html}</div></div>',
    )


def frame(hand: Freehand, folder: str, main: str) -> str:
    menu = "".join(f'<li><a href="{slug}/index.htm">{text}</a></li>' for slug, text in COLUMNS.items())
    text = COLUMNS.get(folder, "首页")
    main = main.replace('href="@', f'href="{folder}/')
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><base href="//{hand.host}/"><meta name="ColumnName" content="{text}"><title>{text}-{hand.name}</title><script src="publish/gPublic/all.js"></script></head><body>
<div class="gp-head"><ul>{menu}</ul></div><div class="gp-pos">您的位置：<a href="index.htm">首页</a>&gt;{text}</div><div class="gp-subRight">{main}</div><div class="gp-foot">{hand.name}党委办公室、校长办公室</div></body></html>"""
