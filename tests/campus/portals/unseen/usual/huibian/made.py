"""One article holds links to the first four years, each named by its years only."""

from collections.abc import Sequence
from datetime import date

from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, reports

COLUMNS = {11: "公开指南", 12: "公开制度", 13: "公开报告", 14: "公开信息", 15: "监督保障"}
COLLECTION = "/content/13/2015/56.html"
COLLECTED = "历年信息公开年度报告（2010-2014年）"


def make(hand: Freehand) -> None:
    def content(cid: int, base: int, step: int, day: date) -> str:
        return f"/content/{cid}/{day.year}/{base - step}.html"

    whole = Item(COLLECTED, date(2015, 4, 2), COLLECTION, collected(hand))
    lists: dict[int, list[Item]] = {
        13: newest_first(
            reports(hand, 2014, 2022, (1, 2), lambda d, n: content(13, 730, 29 * n, d)),
            [whole],
            friends(hand, ["college", "alumni"], 2021, 2023, lambda d, n: content(13, 450, n, d)),
        ),
        14: newest_first(
            notices(hand, "xx", 36, lambda d, n: content(14, 400, n, d)),
            friends(hand, ["quality", "jobs", "notice"], 2017, 2023, lambda d, n: content(14, 300, n, d)),
        ),
        12: notices(hand, "zd", 6, lambda d, n: content(12, 200, n, d), 2010, 2017),
        15: notices(hand, "jd", 4, lambda d, n: content(15, 150, n, d), 2012, 2018),
    }
    for cid, rows in lists.items():
        for number, pages, part in paginate(rows, 12):
            here = f"/list/{cid}/{number}.html"
            hand.page(here, frame(hand, COLUMNS[cid], listed(cid, number, pages, part)))
            for item in part:
                text = f"""<h1 class="biaoti">{item.title}</h1>
<div class="fbsj">发布时间：{item.day} | 编辑：信息员</div>
<div class="neirong">{item.html}</div>"""
                add(hand, item, frame(hand, item.title, text), via=[here])
                if item is whole:
                    add_collected(hand, here)
    hand.page("/list/11/1.html", frame(hand, "公开指南", hand.words("guide")))
    news = "".join(map(line, lists[14][:8]))
    hand.page("/", frame(hand, "首页", f"<ul>{news}</ul><a href='/list/14/1.html'>更多</a>"))


def collected(hand: Freehand) -> str:
    links = "".join(
        f'<p style="text-indent:2em"><a href="../../../file/{day:%Y}.pdf">{period}学年</a></p>\n'
        for period, day in years(2010, 2013)
    )
    return f"<p>{hand.name}历年信息公开年度报告如下，请点击查看。</p>{links}"


def add_collected(hand: Freehand, here: str) -> None:
    for period, day in years(2010, 2013):
        file = hand.file(f"/file/{day:%Y}.pdf", period, day)
        hand.expect(period, f"{period}学年", day, hand.url(COLLECTION), file, "pdf", via=[here])


def line(item: Item) -> str:
    day = f"{item.day.year}年{item.day.month}月{item.day.day}日"
    return f'<li><a href="{item.target}">{item.title}</a><span>{day}</span></li>\n'


def listed(cid: int, number: int, pages: int, part: Sequence[Item]) -> str:
    after = f'<a href="/list/{cid}/{number + 1}.html">下一页</a>' if number < pages else "<span>下一页</span>"
    before = f'<a href="/list/{cid}/{number - 1}.html">上一页</a>' if number > 1 else "<span>上一页</span>"
    lines = "".join(map(line, part))
    return f'<ul class="liebiao">{lines}</ul><div class="fenye">共{pages}页 {before} {after}</div>'


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(f'<li><a href="/list/{cid}/1.html">{name}</a></li>' for cid, name in COLUMNS.items())
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_{hand.name}</title></head>
<body>
<div class="tou"><img src="/skin/tou.jpg"></div><div class="zuo"><h3>信息公开</h3><ul><li><a href="/">首页</a>
</li>{menu}</ul></div>
<div class="you"><div class="dqwz">当前位置：首页 > {title}</div>{main}</div>
<div class="di">{hand.name} 版权所有</div></body></html>"""
