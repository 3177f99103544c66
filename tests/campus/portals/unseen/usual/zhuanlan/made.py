"""/xxgk/ on the main site: tabs of six lines each with more; the oldest reports are attachments."""

from tests.campus.freehand import Freehand, years
from tests.campus.portals.unseen.usual.common import (
    Item,
    add,
    friends,
    newest_first,
    notices,
    reports,
    wording,
)

COLUMNS = {
    "xxgkzn": "信息公开指南",
    "xxgkml": "信息公开目录",
    "xxgknb": "信息公开年报",
    "ysqgk": "依申请公开",
    "yjx": "意见箱",
}
TABS = {"zxgk": "最新公开", "zlbg": "质量报告", "cwxx": "财务信息"}


def make(hand: Freehand) -> None:
    newer = reports(
        hand, 2014, 2023, (4, 9, 0), lambda d, n: f"/xxgk/xxgknb/{d:%Y-%m}-{d.day}/{60321 - 97 * n}.html"
    )
    older = attached(hand)
    lists: dict[str, list[Item]] = {
        "xxgknb": newest_first(newer, older),
        "zlbg": friends(
            hand,
            ["jobs", "quality"],
            2015,
            2023,
            lambda d, n: f"/xxgk/zlbg/{d:%Y-%m}-{d.day}/{4000 - n}.html",
        ),
        "cwxx": friends(
            hand,
            ["accounts", "budget"],
            2015,
            2024,
            lambda d, n: f"/xxgk/cwxx/{d:%Y-%m}-{d.day}/{3000 - n}.html",
        ),
        "zxgk": newest_first(
            notices(hand, "zx", 33, lambda d, n: f"/xxgk/zxgk/{d:%Y-%m}-{d.day}/{2000 - n}.html"),
            friends(
                hand, ["ministry"], 2022, 2024, lambda d, n: f"/xxgk/zxgk/{d:%Y-%m}-{d.day}/{1000 - n}.html"
            ),
        ),
    }
    for slug, rows in lists.items():
        name = (COLUMNS | TABS)[slug]
        here = f"/xxgk/{slug}/index.html"
        hand.page(here, frame(hand, name, f'<ul class="txtlist">{"".join(line(item) for item in rows)}</ul>'))
        for item in rows:
            text = f"""<h2 class="tit">{item.title}</h2><div class="source"><span>来源：校办</span>
<span>{item.day} 15:02</span></div><div class="TRS_txt">{item.html}</div>"""
            page = frame(hand, item.title, text)
            if item in older:
                page_url = hand.page(item.target, page, item.day)
                target = f"/upload/{item.day:%Y%m}/{item.day:%Y%m%d}0930.docx"
                file = hand.file(target, item.period, item.day, "docx")
                hand.expect(item.period, item.title, item.day, page_url, file, "docx", via=[here])
            else:
                add(hand, item, page, via=[here])
    for slug, why in (("xxgkzn", "guide"), ("xxgkml", "catalogue"), ("ysqgk", "form"), ("yjx", "ordinary")):
        hand.page(f"/xxgk/{slug}/index.html", frame(hand, COLUMNS[slug], hand.words(why)))
    heads = "".join(
        f'<li class="{"on" if i == 0 else ""}">{name}</li>' for i, name in enumerate(TABS.values())
    )
    panels = "".join(
        f'<div class="tab_c" style="display:{"block" if i == 0 else "none"}"><ul>'
        + "".join(line(item) for item in lists[slug][:6])
        + f'</ul><a class="more" href="./{slug}/index.html">more</a></div>'
        for i, slug in enumerate(TABS)
    )
    hand.page(
        "/xxgk/", frame(hand, "信息公开", f'<div class="tab"><ul class="tab_t">{heads}</ul>{panels}</div>')
    )


def attached(hand: Freehand) -> list[Item]:
    """Return the items whose report is a Word file."""
    made = []
    for number, (period, day) in enumerate(years(2010, 2013)):
        title = wording(hand, (3, 6)[number % 2], period)
        target = f"/xxgk/xxgknb/{day:%Y-%m}-{day.day}/{5120 - number}.html"
        html = f"""<p>现将《{title}》予以公布。</p><p>{hand.name}</p>
<p>附件：<a href="/upload/{day:%Y%m}/{day:%Y%m%d}0930.docx"
target="_blank">{day.year}年信息公开年度报告.docx</a></p>"""
        made.append(Item(title, day, target, html, period))
    return made


def line(item: Item) -> str:
    link = f'<a href="{item.target}" title="{item.title}" target="_blank">{item.title}</a>'
    return f"<li><i>{item.day:%Y-%m-%d}</i>{link}</li>\n"


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(
        f'<li><a href="/xxgk/{slug}/index.html">{name}</a></li>\n' for slug, name in COLUMNS.items()
    )
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"/><title>{title}_{hand.name}</title></head><body>
<div class="topbar"><a href="http://mail.suchuancj.edu.cn">邮箱</a>
<a href="http://lib.suchuancj.edu.cn">图书馆</a></div>
<div class="menu"><ul><li><a href="/index.htm">首页</a></li><li><a href="/xqgk/xxjj.htm">学校概况</a><ul>
<li><a href="/xqgk/xxjj.htm">学校简介</a></li></ul></li><li><a href="/xwzx.htm">新闻</a></li></ul></div>
<div class="main"><div class="left"><h3>信息公开</h3><ul>{menu}</ul></div><div class="right">
<p class="crumbs">您的位置：<a href="/">首页</a>-<a href="/xxgk/">信息公开</a>-<span>{title}</span>
</p>{main}</div></div>
<div class="bottom">{hand.name} 党委办公室、校长办公室</div></body></html>"""
