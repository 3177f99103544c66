"""The new site begins in 2014; 旧版网站 leads to an ASP site in GBK that has the years before."""

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

OLD = "oldgk.beizhudx.edu.cn"
COLUMNS = {"gkzn": "公开指南", "gkzd": "公开制度", "gknb": "公开年报", "gkdt": "公开动态", "zdly": "重点领域"}
OLD_COLUMNS = {1: "学校概况", 4: "公告", 7: "年度报告"}


def make(hand: Freehand) -> None:
    new(hand)
    hand.encoding, hand.declared = "gb18030", "gb2312"
    old(hand)


def new(hand: Freehand) -> None:
    lists: dict[str, list[Item]] = {
        "gknb": reports(hand, 2014, 2023, (0, 6, 1), lambda d, n: f"/gknb/{d:%Y%m}/{2710 - 47 * n}.shtml"),
        "gkdt": newest_first(
            notices(hand, "dt", 25, lambda d, n: f"/gkdt/{d:%Y%m}/{900 - n}.shtml", 2015),
            friends(hand, ["ministry", "notice"], 2019, 2024, lambda d, n: f"/gkdt/{d:%Y%m}/{800 - n}.shtml"),
        ),
        "zdly": friends(hand, ["budget", "jobs"], 2016, 2024, lambda d, n: f"/zdly/{d:%Y%m}/{700 - n}.shtml"),
        "gkzd": notices(hand, "zd", 6, lambda d, n: f"/gkzd/{d:%Y%m}/{600 - n}.shtml", 2014, 2018),
    }
    for slug, rows in lists.items():
        for number, pages, part in paginate(rows, 14):
            here = f"/{slug}/" + ("index.shtml" if number == 1 else f"index_{number}.shtml")
            lines = "".join(
                f'<li><a href="../{item.target[1:]}" target="_blank">{item.title}</a><b>{item.day}</b></li>\n'
                for item in part
            )
            after = f'<a href="index_{number + 1}.shtml">下一页</a>' if number < pages else ""
            pager = f'<div class="page"><span>{number}/{pages}</span>{after}</div>' if pages > 1 else ""
            hand.page(here, frame(hand, COLUMNS[slug], f"<ul>{lines}</ul>{pager}"))
            for item in part:
                before, later = around(rows, rows.index(item))
                beside = "".join(
                    f'<p>{what}：<a href="../../{other.target[1:]}">{other.title}</a></p>'
                    for what, other in (("上一篇", before), ("下一篇", later))
                    if other
                )
                text = f"<h2>{item.title}</h2><p class='time'>时间：{item.day}</p>{item.html}{beside}"
                add(hand, item, frame(hand, item.title, text), via=[here])
    hand.page("/gkzn/index.shtml", frame(hand, "公开指南", hand.words("guide")))
    news = "".join(
        f'<li><a href="{i.target}">{i.title}</a><b>{i.day:%m/%d}</b></li>' for i in lists["gkdt"][:8]
    )
    for target in ("/", "/index.shtml"):
        hand.page(target, frame(hand, "首页", f"<h3>公开动态</h3><ul>{news}</ul>"))


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(f'<li><a href="/{slug}/index.shtml">{name}</a></li>' for slug, name in COLUMNS.items())
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-{hand.name}信息公开网</title>
</head><body>
<div class="t">
<a href="https://www.beizhudx.edu.cn">学校首页</a> | <a href="http://{OLD}/" target="_blank">旧版网站</a>
</div>
<ul class="nav"><li><a href="/index.shtml">首页</a></li>{menu}</ul><div class="w"><div class="l">{title}</div>
<div class="r">{main}</div></div><div class="f">{hand.name}信息公开办公室</div></body></html>"""


def old(hand: Freehand) -> None:
    lists: dict[int, list[Item]] = {
        7: reports(hand, 2010, 2013, (3, 7), lambda _, n: f"/view.asp?id={366 - 41 * n}"),
        4: notices(hand, "old", 24, lambda _, n: f"/view.asp?id={150 - n}", 2009, 2014),
        1: [],
    }
    for cid, rows in lists.items():
        here = f"/class.asp?cid={cid}"
        hand.page(here, old_frame(hand, OLD_COLUMNS[cid], old_lines(rows)), host=OLD)
        via = [hand.url("/", OLD), hand.url(here, OLD)]
        for item in rows:
            day = f"{item.day.year}-{item.day.month}-{item.day.day}"
            text = f"<center><b>{item.title}</b><br>{day}</center>{item.html}"
            add(hand, item, old_frame(hand, item.title, text), via=via, host=OLD)
    hand.page("/", old_frame(hand, "首页", old_lines(lists[4][:9])), host=OLD)


def old_lines(rows: Sequence[Item]) -> str:
    return "".join(
        f'<tr><td>·<a href="view.asp?id={item.target.partition("=")[2]}">{item.title}</a>'
        f"({item.day.month}-{item.day.day})</td></tr>"
        for item in rows
    )


def old_frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(f'<td><a href="class.asp?cid={n}">{name}</a></td>' for n, name in OLD_COLUMNS.items())
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{hand.name}信息公开</title>
</head><body><table width="780"><tr><td><a href="/">首页</a></td>{menu}</tr></table><b>{title}</b>
<table width="780">{main}
</table><hr>{hand.name}</body></html>"""
