# ruff: noqa: E501 - lines of markup are as long as they are
"""VSB below the main site: its menu of 80 links everywhere, reports mixed into 基本信息, files in a viewer."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import (
    Item,
    add,
    around,
    friends,
    newest_first,
    notices,
    wording,
)

CLASSES = {
    "jbxx": "基本信息", "zskj": "招生考试信息", "cwzc": "财务、资产及收费信息", "rssz": "人事师资信息", "jxzl": "教学质量信息",
    "xsgl": "学生管理服务信息", "xfxk": "学风建设信息", "xwxk": "学位、学科信息", "dwjl": "对外交流与合作信息", "qt": "其他",
}  # fmt: skip
OWN = {"gkzn": "公开指南", "gkml": "公开目录", "gkzd": "公开制度", "ysqgk": "依申请公开", "jdjb": "监督举报"}
GROUPS = ("学校概况", "机构设置", "师资队伍", "人才培养", "科学研究", "招生就业", "合作交流", "校园文化")


def make(hand: Freehand) -> None:
    reports: list[Item] = []
    for n, (period, day) in enumerate(years(2014, 2024)):
        reports.append(
            Item(
                wording(hand, (0, 1, 7)[n % 3], period),
                day,
                f"/xxgkw/info/1083/{7960 - 313 * n}.htm",
                hand.body(period, day),
                period,
            )
        )
    lists: dict[str, list[Item]] = {
        "jbxx": newest_first(
            reports,
            notices(hand, "jb", 34, lambda _, n: f"/xxgkw/info/1083/{3000 - n}.htm"),
            friends(hand, ["senate"], 2017, 2024, lambda _, n: f"/xxgkw/info/1083/{2800 - n}.htm"),
        ),
        "zskj": notices(hand, "zs", 44, lambda _, n: f"/xxgkw/info/1084/{2700 - n}.htm"),
        "cwzc": friends(
            hand, ["budget", "accounts"], 2015, 2025, lambda _, n: f"/xxgkw/info/1085/{2600 - n}.htm"
        ),
        "rssz": notices(hand, "rs", 31, lambda _, n: f"/xxgkw/info/1086/{2500 - n}.htm"),
        "jxzl": friends(
            hand, ["quality", "jobs"], 2014, 2024, lambda _, n: f"/xxgkw/info/1087/{2400 - n}.htm"
        ),
        "qt": friends(
            hand,
            ["ministry", "notice", "college"],
            2020,
            2024,
            lambda _, n: f"/xxgkw/info/1092/{2300 - n}.htm",
        ),
    }
    for number, slug in enumerate(("xsgl", "xfxk", "xwxk", "dwjl"), 93):
        lists[slug] = notices(hand, slug, 9, partial(info, number))
    for slug, rows in lists.items():
        for page, pages, part in paginate(rows, 15):
            here = f"/xxgkw/{slug}.htm" if page == 1 else f"/xxgkw/{slug}/{pages - page + 1}.htm"
            hand.page(
                here,
                frame(
                    hand,
                    CLASSES[slug],
                    listed(slug, page, pages, len(rows), part),
                    "" if page == 1 else "../",
                ),
            )
            for item in part:
                put(hand, item, here, rows)
    for slug, why in (
        ("gkzn", "guide"),
        ("gkml", "catalogue"),
        ("gkzd", "measures"),
        ("ysqgk", "form"),
        ("jdjb", "ordinary"),
    ):
        hand.page(
            f"/xxgkw/{slug}.htm", frame(hand, OWN[slug], f'<div id="vsb_content">{hand.words(why)}</div>', "")
        )
    news = newest_first(lists["zskj"], lists["rssz"], lists["qt"])[:8]
    lines = "".join(line(item, item.target.removeprefix("/xxgkw/")) for item in news)
    home = frame(hand, "首页", f'<div class="zx"><h3>最新公开</h3><ul>{lines}</ul></div>', "")
    for target in ("/xxgkw/", "/xxgkw/index.htm"):
        hand.page(target, home)
    for slug, name in menu_pages():
        hand.page(
            f"/{slug}.htm",
            f"<html><head><title>{name}-{hand.name}</title></head><body>{main_menu('')}<h1>{name}</h1><p>{hand.name}{name}介绍。</p></body></html>",
        )
    hand.page(
        "/",
        f'<html><head><title>{hand.name}</title></head><body>{main_menu("")}<a href="xxgkw/index.htm">信息公开</a></body></html>',
    )


def info(tree: int, _: date, number: int) -> str:
    return f"/xxgkw/info/10{tree}/{2200 - number}.htm"


def put(hand: Freehand, item: Item, here: str, rows: list[Item]) -> None:
    """Add an article: reports by turns as a body, in a viewer, as an attachment."""
    file, text, year = "", item.html, item.day.year
    if item.period and year % 3 == 0:
        file = hand.file(
            f"/__local/3/C0/{year}/9A1F{year}77C0D_{year}B1_{40000 + year}.pdf", item.period, item.day
        )
        text = f"""<p class="vsbcontent_start"></p><script type="text/javascript">showVsbpdfIframe("{file.partition(hand.host)[2]}","100%","600","0","",[]);</script>"""
    elif item.period and year % 3 == 1:
        file = hand.file(
            f"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1270{year}&wbfileid={year * 7}",
            item.period,
            item.day,
        )
    article = frame(
        hand,
        item.title,
        body(item, text, file if file and "download" in file else "", rows),
        "../../",
        item.title,
    )
    if not file:
        add(hand, item, article, [here])
        return
    page = hand.page(item.target, article, item.day)
    hand.expect(item.period, item.title, item.day, page, file, "pdf", [here])
    if "download" in file:
        hand.expect(item.period, item.title, item.day, page, via=[here])


def body(item: Item, text: str, file: str, rows: list[Item]) -> str:
    before, after = around(rows, rows.index(item))
    attached = (
        f'<ul style="list-style-type:none;"><li>附件【<a href="{file.partition(".edu.cn")[2].replace("&", "&amp;")}" target="_blank"><span>{item.title}.pdf</span></a>】已下载<span id="nattach1"></span>次</li></ul>'
        if file
        else ""
    )
    beside = "".join(
        f'<p>{what}：<a href="../{other.target.split("/", 3)[3]}">{other.title}</a></p>'
        for what, other in (("上一条", before), ("下一条", after))
        if other
    )
    return f"""<form name="_newscontent_fromname"><h1 align="center">{item.title}</h1><div align="center">发布时间：{item.day}　作者：　点击：[<span id="dynclicks_wbnews_{item.day.day}_99"></span>]</div>
<div id="vsb_content"><div class="v_news_content">{text}</div></div>{attached}<div>{beside}</div></form>"""


def line(item: Item, href: str) -> str:
    return f'<li id="line_u8_{item.day.day}"><span>{item.day}</span><a href="{href}" target="_blank" title="{item.title}">{item.title}</a></li>\n'


def listed(slug: str, page: int, pages: int, total: int, part: Sequence[Item]) -> str:
    up = "" if page == 1 else "../"
    lines = "".join(line(item, up + item.target.removeprefix("/xxgkw/")) for item in part)
    folder = f"{slug}/" if page == 1 else ""
    on = (
        f'<span class="p_next p_fun"><a href="{folder}{pages - page}.htm">下页</a></span><span class="p_last p_fun"><a href="{folder}1.htm">尾页</a></span>'
        if page < pages
        else '<span class="p_next_d p_fun_d">下页</span>'
    )
    numbers = "".join(
        f'<span class="p_no"><a href="{(up + slug + ".htm") if n == 1 else f"{folder}{pages - n + 1}.htm"}">{n}</a></span>'
        for n in range(1, pages + 1)
        if n != page
    )
    return f'<ul class="list">{lines}</ul><div class="pb_sys_common pb_sys_normal"><span class="p_pages"><span class="p_t">共{total}条</span>{numbers}{on}</span></div>'


def menu_pages() -> list[tuple[str, str]]:
    return [(f"m{g}/s{n}", f"{group}{n + 1}") for g, group in enumerate(GROUPS) for n in range(10)]


def main_menu(up: str) -> str:
    return (
        '<ul class="nav">'
        + "".join(f'<li><a href="{up}{slug}.htm">{name}</a></li>' for slug, name in menu_pages())
        + "</ul>"
    )


def frame(hand: Freehand, title: str, main: str, up: str, long: str = "") -> str:
    side = "".join(
        f'<li><a href="{up}{slug}.htm">{name}</a></li>' for slug, name in {**OWN, **CLASSES}.items()
    )
    return f"""<!DOCTYPE html><HTML><HEAD><TITLE>{long or title}-{hand.name}信息公开网</TITLE><META charset="UTF-8">
<!--Announced by Visual SiteBuilder 9--><script language="javascript" src="{up}../_sitegray/_sitegray.js"></script></HEAD><BODY>
<div class="head">{main_menu(up + "../")}</div><div class="side"><h2>信息公开网</h2><ul><li><a href="{up}index.htm">首页</a></li>{side}</ul></div>
<div class="right"><div class="pos">当前位置：<a href="{up}index.htm">首页</a> &gt; {"正文" if long else title}</div>{main}</div><div class="foot">{hand.name}</div></BODY></HTML>"""
