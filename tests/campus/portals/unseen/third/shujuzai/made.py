# ruff: noqa: E501 - lines of markup are as long as they are
"""A list that the page's own script writes from an array beside it; the article announces, the file is attached."""

import json
from collections.abc import Sequence

from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, wording

COLUMNS = {
    "zn": "公开指南",
    "zd": "公开制度",
    "jbqk": "基本情况",
    "zsjy": "招生就业",
    "cwxx": "财务信息",
    "zlbg": "质量报告",
    "gknb": "公开年报",
    "tzgg": "通知公告",
}


def make(hand: Freehand) -> None:
    reports = [
        Item(
            f"关于公布{wording(hand, (5, 0, 3)[n % 3], period)}的公告",
            day,
            f"/gknb/detail-{840 - 19 * n}.html",
            "",
            period,
        )
        for n, (period, day) in enumerate(years(2015, 2024))
    ]
    lists: dict[str, list[Item]] = {
        "gknb": reports,
        "jbqk": notices(hand, "jb", 23, lambda _, n: f"/jbqk/detail-{500 - n}.html"),
        "zsjy": newest_first(
            notices(hand, "zs", 18, lambda _, n: f"/zsjy/detail-{400 - n}.html"),
            friends(hand, ["jobs"], 2016, 2024, lambda _, n: f"/zsjy/detail-{300 - n}.html"),
        ),
        "cwxx": friends(
            hand, ["budget", "accounts"], 2018, 2024, lambda _, n: f"/cwxx/detail-{280 - n}.html"
        ),
        "zlbg": friends(hand, ["quality"], 2017, 2024, lambda _, n: f"/zlbg/detail-{240 - n}.html"),
        "tzgg": newest_first(
            notices(hand, "tz", 36, lambda _, n: f"/tzgg/detail-{200 - n}.html"),
            friends(hand, ["notice", "meeting"], 2020, 2024, lambda _, n: f"/tzgg/detail-{150 - n}.html"),
        ),
    }
    for slug, rows in lists.items():
        for page, pages, part in paginate(rows, 10):
            here = f"/{slug}/list-{page}.html" if page > 1 else f"/{slug}/list.html"
            hand.page(here, frame(hand, COLUMNS[slug], listed(slug, page, pages, part)))
            for item in part:
                put(hand, item, here, COLUMNS[slug])
    for slug, why in (("zn", "guide"), ("zd", "measures")):
        hand.page(f"/{slug}/list.html", frame(hand, COLUMNS[slug], hand.words(why)))
    hand.page("/", frame(hand, "首页", listed("tzgg", 1, 1, lists["tzgg"][:6])))


def put(hand: Freehand, item: Item, here: str, column: str) -> None:
    if not item.period:
        add(hand, item, article(hand, item, item.html, column), [here])
        return
    kind = "docx" if item.day.year % 2 else "pdf"
    name = f"/attached/file/{item.day:%Y%m}/{item.day:%Y%m%d}_{item.day.year % 97}.{kind}"
    file = hand.file(name, item.period, item.day, kind)
    other = f"/attached/file/{item.day:%Y%m}/{item.day:%Y%m%d}_qd.pdf"
    hand.plain_file(other, "信息公开事项清单", "inventory")
    text = f"""<p>各有关单位、社会公众：</p><p>根据有关规定，现将我校信息公开年度报告予以公布，欢迎监督。</p><p>附件：</p>
<p>1.<a href="{name}">{item.title.removeprefix("关于公布").removesuffix("的公告")}</a></p><p>2.<a href="{other}">信息公开事项清单对应网址</a></p>"""
    page = hand.page(item.target, article(hand, item, text, column), item.day)
    hand.expect(item.period, item.title, item.day, page, file, kind, [here])


def article(hand: Freehand, item: Item, text: str, column: str) -> str:
    return frame(
        hand,
        column,
        f'<div class="xq"><h1>{item.title}</h1><p class="sx">发布时间：{item.day} 浏览：86</p>{text}</div>',
    )


def listed(slug: str, page: int, pages: int, part: Sequence[Item]) -> str:
    rows = json.dumps(
        [{"id": n, "title": i.title, "url": i.target, "pubDate": str(i.day)} for n, i in enumerate(part)],
        ensure_ascii=False,
    )
    return f"""<ul id="news"></ul><div id="pager"></div><script type="text/javascript">
var newsData = {rows};
var html = "";
for (var i = 0; i < newsData.length; i++) {{ html += "<li><a href='" + newsData[i].url + "'>" + newsData[i].title + "</a><span>" + newsData[i].pubDate + "</span></li>"; }}
document.getElementById("news").innerHTML = html;
showPager("{slug}/list", {page}, {pages}, "html");
function showPager(base, cur, total, ext) {{ var s = ""; if (cur < total) s += "<a href='/" + base + "-" + (cur + 1) + "." + ext + "'>下一页</a>"; document.getElementById("pager").innerHTML = s; }}
</script><noscript>{f'<a href="/{slug}/list-{page + 1}.html">下一页</a>' if page < pages else ""}</noscript>"""


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(f'<a href="/{slug}/list.html">{name}</a>' for slug, name in COLUMNS.items())
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{title}_{hand.name}信息公开网</title></head><body><div class="menu"><a href="/">首页</a>{menu}</div>
<div class="wz">当前位置：首页 > {title}</div>{main}<div class="foot">{hand.name} 党政办公室</div></body></html>"""
