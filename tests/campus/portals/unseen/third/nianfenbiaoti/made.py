# ruff: noqa: E501 - lines of markup are as long as they are
"""PHP on a .cn domain: a heading a year over 信息公开年度报告, 附表 and 清单; entities and // in the links."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices

COLUMNS = {
    31: "学院概况",
    32: "规章制度",
    33: "招生收费",
    34: "人事信息",
    35: "财务信息",
    36: "教学质量",
    37: "年度报告",
    38: "质量年报",
    39: "通知公告",
    40: "联系我们",
}


def make(hand: Freehand) -> None:
    blocks = ""
    here = "/xxgkzl/index.php?a=lists&catid=37"
    for n, (period, day) in enumerate(years(2016, 2024)):
        title = ("信息公开年度报告", "学院信息公开工作报告")[n % 2]
        kind = ("pdf", "docx")[n % 2]
        file = hand.file(f"/uploadfile/{day:%Y/%m%d}/{day:%Y%m%d}0912{40 + n}.{kind}", period, day, kind)
        hand.expect(period, title, day, file, format_=kind, via=[here])
        others = [
            (
                hand.plain_file(
                    f"/uploadfile/{day:%Y/%m%d}/{day:%Y%m%d}0913{40 + n}.pdf",
                    "高等学校信息公开事项清单",
                    "inventory",
                ),
                "高等学校信息公开事项清单",
            ),
            (
                hand.plain_file(
                    f"/uploadfile/{day:%Y/%m%d}/{day:%Y%m%d}0914{40 + n}.pdf", "信息公开申请表", "form"
                ),
                "信息公开申请表",
            ),
            (
                hand.plain_file(
                    f"/uploadfile/{day:%Y/%m%d}/{day:%Y%m%d}0915{40 + n}.pdf",
                    "毕业生就业质量年度报告",
                    "employment",
                ),
                "毕业生就业质量年度报告",
            ),
        ]
        lines = "".join(
            f'<li><i class="ico"></i><a href="{url.partition(":")[2]}">{name}</a></li>'
            for url, name in ((file, title), *others)
        )
        blocks += f'<h4 class="year">{day.year}年</h4>\n<ul class="fl">{lines}</ul>\n'
    hand.page(here, frame(hand, COLUMNS[37], blocks))
    lists: dict[int, list[Item]] = {
        31: notices(hand, "gk", 8, lambda _, n: show(900 - n)),
        32: notices(hand, "gz", 22, lambda _, n: show(800 - n)),
        33: notices(hand, "zs", 19, lambda _, n: show(700 - n)),
        34: notices(hand, "rs", 26, lambda _, n: show(600 - n)),
        35: friends(hand, ["budget", "accounts"], 2017, 2024, lambda _, n: show(500 - n)),
        36: friends(hand, ["quality"], 2016, 2024, lambda _, n: show(400 - n)),
        38: friends(hand, ["jobs", "alumni"], 2016, 2024, lambda _, n: show(300 - n)),
        39: newest_first(
            notices(hand, "tz", 38, lambda _, n: show(200 - n)),
            friends(hand, ["notice", "ministry", "province"], 2021, 2024, lambda _, n: show(100 - n)),
        ),
    }
    for catid, rows in lists.items():
        for page, pages, part in paginate(rows, 12):
            place = f"/xxgkzl/index.php?a=lists&catid={catid}" + (f"&page={page}" if page > 1 else "")
            shown = frame(hand, COLUMNS[catid], listed(catid, page, pages, part))
            for target in {place, f"/xxgkzl/index.php?a=lists&catid={catid}&page={page}"}:
                hand.page(target, shown)
            for item in part:
                text = f'<div class="title"><h1>{item.title}</h1><p>时间：{item.day} 来源：学院办公室</p></div><div class="content">{item.html}</div>'
                add(hand, item, frame(hand, item.title, text), [place])
    hand.page("/xxgkzl/index.php?a=lists&catid=40", frame(hand, COLUMNS[40], "<p>电话：0573-83640000</p>"))
    news = "".join(line(item) for item in lists[39][:8])
    for target in ("/xxgkzl/", "/xxgkzl/index.php"):
        hand.page(target, frame(hand, "首页", f'<div class="box"><h3>通知公告</h3><ul>{news}</ul></div>'))
    hand.page(
        "/",
        f'<html><head><title>{hand.name}</title></head><body><a href="//{hand.host}/xxgkzl/">信息公开</a></body></html>',
    )


def show(number: int) -> str:
    return f"/xxgkzl/index.php?a=show&id={number}"


def line(item: Item) -> str:
    return f'<li><a href="//www.luxijj.cn{item.target.replace("&", "&amp;")}">{item.title}</a> <span class="rt">{item.day}</span></li>\n'


def listed(catid: int, page: int, pages: int, part: Sequence[Item]) -> str:
    links = "".join(
        f"<span>{n}</span>" if n == page else f'<a href="?a=lists&#38;catid={catid}&#38;page={n}">{n}</a>'
        for n in range(1, pages + 1)
    )
    return f'<ul class="list lh24">{"".join(map(line, part))}</ul><div id="pages" class="text-c"><a class="a1">{len(part)}条</a>{links}</div>'


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(
        f'<li><a href="index.php?a=lists&#38;catid={catid}">{name}</a></li>'
        for catid, name in COLUMNS.items()
    )
    return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{title} - {hand.name}</title></head><body>
<div class="header"><a href="/"><img src="/statics/logo.png"></a></div><div class="col-left"><div class="crumbs"><a href="/xxgkzl/">信息公开专栏</a><span> &gt; </span>{title}</div>{main}</div>
<div class="col-auto"><h5>栏目</h5><ul>{menu}</ul></div><div class="footer">{hand.name} 版权所有</div></body></html>"""
