# ruff: noqa: E501 - lines of markup are as long as they are
"""Views of Drupal: /annual-reports?page=1; the card's title is no link, its button is; other reports are nodes of the same list."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand
from tests.campus.generators import paginate
from tests.campus.portals.unseen.third.common import files
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, reports

COLUMNS = {
    "guide": "公开指南",
    "regulations": "公开制度",
    "annual-reports": "年度报告",
    "disclosure-list": "事项清单",
    "finance": "财务公开",
    "teaching-quality": "教学质量",
    "announcements": "公告通知",
}


def make(hand: Freehand) -> None:
    via = ["/annual-reports"]
    lists: dict[str, list[Item]] = {
        "annual-reports": newest_first(
            files(
                hand,
                2018,
                2024,
                (0, 3),
                lambda d, n: f"/sites/default/files/{d:%Y-%m}/annual_report_{d.year}_{n}.pdf",
                via,
            ),
            reports(hand, 2010, 2017, (8, 4, 2), lambda _, n: f"/node/{731 - 40 * n}"),
            friends(hand, ["senate", "alumni"], 2016, 2024, lambda _, n: f"/node/{300 - n}"),
        ),
        "finance": friends(hand, ["budget", "accounts"], 2015, 2024, lambda _, n: f"/node/{270 - n}"),
        "teaching-quality": friends(hand, ["quality", "jobs"], 2014, 2024, lambda _, n: f"/node/{240 - n}"),
        "announcements": newest_first(
            notices(hand, "gg", 33, lambda _, n: f"/node/{200 - n}"),
            friends(hand, ["ministry", "notice"], 2020, 2024, lambda _, n: f"/node/{160 - n}"),
        ),
        "regulations": notices(hand, "zd", 5, lambda _, n: f"/node/{140 - n}", 2010, 2019),
    }
    for slug, rows in lists.items():
        for page, pages, part in paginate(rows, 12):
            here = f"/{slug}" + (f"?page={page - 1}" if page > 1 else "")
            hand.page(here, frame(hand, COLUMNS[slug], listed(slug, page, pages, part)))
            for item in part:
                if "://" in item.target:
                    hand.needed.add(hand.url(here))
                    continue
                text = f'<article class="node"><h1 class="page-header">{item.title}</h1><span class="submitted">办公室 于 {item.day:%m/%d/%Y} 提交</span><div class="field-name-body">{item.html}</div></article>'
                add(hand, item, frame(hand, item.title, text), [here])
    for slug, why in (("guide", "guide"), ("disclosure-list", "inventory")):
        hand.page(
            f"/{slug}", frame(hand, COLUMNS[slug], f'<div class="field-name-body">{hand.words(why)}</div>')
        )
    tiles = "".join(
        f'<a class="tile" href="/{slug}"><i class="icon"></i><p>{name}</p></a>'
        for slug, name in COLUMNS.items()
    )
    hand.needed.add(hand.page("/home", frame(hand, "首页", f'<div class="tiles">{tiles}</div>')))
    hand.page(
        "/",
        '<!DOCTYPE html><html><head><META HTTP-EQUIV="Refresh" CONTENT="0; URL=\'/home\'"></head><body></body></html>',
    )


def card(item: Item) -> str:
    if "://" in item.target:
        button = f'<a class="btn btn-primary" href="{item.target}" type="application/pdf; length=210113"><span>PDF</span> 下载</a>'
        return f'<div class="views-row"><div class="card"><h3>{item.title}</h3><time datetime="{item.day}T08:00:00+08:00">{item.day:%d/%m}</time>{button}</div></div>\n'
    return f'<div class="views-row"><div class="card"><h3>{item.title}</h3><time datetime="{item.day}T08:00:00+08:00">{item.day:%d/%m}</time><a class="btn" href="{item.target}">查看全文</a></div></div>\n'


def listed(slug: str, page: int, pages: int, part: Sequence[Item]) -> str:
    on = (
        f'<li class="pager__item--next"><a href="?page={page}" rel="next" title="前往下一页"><span aria-hidden="true">››</span></a></li>'
        if page < pages
        else ""
    )
    numbers = "".join(
        f'<li class="pager__item"><a href="?page={n}" title="前往页面 {n + 1}">{n + 1}</a></li>'
        for n in range(pages)
        if n != page - 1
    )
    return f'<div class="view-content">{"".join(map(card, part))}</div><nav class="pager"><ul>{numbers}{on}</ul></nav>'


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(
        f'<li><a href="/{slug}" data-drupal-link-system-path="{slug}">{name}</a></li>'
        for slug, name in COLUMNS.items()
    )
    return f"""<!DOCTYPE html><html lang="zh-hans"><head><meta charset="utf-8" /><meta name="Generator" content="Drupal 9" /><title>{title} | {hand.name}信息公开</title></head><body>
<header><ul class="menu"><li><a href="/home">首页</a></li>{menu}</ul></header><nav class="breadcrumb"><ol><li><a href="/home">首页</a></li><li>{title}</li></ol></nav><main>{main}</main><footer>{hand.name}</footer></body></html>"""
