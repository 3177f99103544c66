# ruff: noqa: E501 - lines of markup are as long as they are
"""The menu's entries are clicks that load /open/list?cid=…&page=… as a piece of HTML; the function stands in the page."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, wording

COLUMNS = {
    1: "公开指南",
    2: "公开制度",
    3: "学校概况",
    4: "招生考试",
    5: "财务收费",
    6: "公开年报",
    7: "教学质量",
    8: "通知公告",
}


def make(hand: Freehand) -> None:
    reports = [
        Item(
            wording(hand, (0, 3)[n % 2], period),
            day,
            f"/open/article/{1660 - 29 * n}",
            hand.body(period, day),
            period,
        )
        for n, (period, day) in enumerate(years(2013, 2024))
    ]
    lists: dict[int, list[Item]] = {
        6: reports,
        8: newest_first(
            notices(hand, "tz", 30, lambda _, n: f"/open/article/{900 - n}"),
            friends(
                hand, ["notice", "meeting", "library"], 2020, 2024, lambda _, n: f"/open/article/{860 - n}"
            ),
        ),
        3: notices(hand, "gk", 6, lambda _, n: f"/open/article/{840 - n}"),
        4: notices(hand, "zs", 18, lambda _, n: f"/open/article/{820 - n}"),
        5: friends(hand, ["budget", "accounts"], 2018, 2024, lambda _, n: f"/open/article/{790 - n}"),
        7: friends(hand, ["quality", "jobs"], 2016, 2024, lambda _, n: f"/open/article/{760 - n}"),
        2: notices(hand, "zd", 3, lambda _, n: f"/open/article/{730 - n}", 2012, 2018),
    }
    for cid, rows in lists.items():
        for page, pages, part in paginate(rows, 8):
            here = f"/open/list?cid={cid}&page={page}"
            hand.page(here, piece(cid, page, pages, part))
            for item in part:
                text = f'<h1>{item.title}</h1><div class="time">{item.day:%Y/%m/%d}</div><div class="text">{item.html}</div>'
                add(
                    hand,
                    item,
                    f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{item.title} - {hand.name}</title></head><body><a href="/">返回首页</a>{text}</body></html>',
                    [here],
                )
    hand.page("/open/list?cid=1&page=1", f"<div>{hand.words('guide')}</div>")
    tabs = "".join(
        f'<li class="tab" onclick="loadList({cid},1)">{name}</li>' for cid, name in COLUMNS.items()
    )
    hand.page("/", f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>信息公开-{hand.name}</title><script src="/static/jquery.js"></script></head><body>
<h1>{hand.name}信息公开</h1><ul class="tabs">{tabs}</ul><div id="con">{piece(8, 1, 5, lists[8][:8])}</div>
<script>function loadList(cid, page) {{ $.get("/open/list?cid=" + cid + "&page=" + page, function (html) {{ $("#con").html(html); }}); }}</script><p>{hand.name}办公室</p></body></html>""")  # fmt: skip


def piece(cid: int, page: int, pages: int, part: Sequence[Item]) -> str:
    lines = "".join(
        f'<li><a href="{item.target}">{item.title}</a><span>{item.day}</span></li>\n' for item in part
    )
    on = f'<a href="javascript:loadList({cid},{page + 1})">下一页</a>' if page < pages else ""
    return f'<h2>{COLUMNS[cid]}</h2><ul>{lines}</ul><div class="fy">{page}/{pages} {on}</div>'
