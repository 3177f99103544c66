# ruff: noqa: E501 - lines of markup are as long as they are
"""Webplus: /_redirect items lead to the old site's pages and files; new ones are in a player, off the host."""

from collections.abc import Sequence
from functools import partial

from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, wording
from tests.campus.wire import Answer

COLUMNS = {
    "gkzn": "信息公开指南",
    "gkzd": "信息公开规定",
    "9420": "信息公开目录",
    "9421": "信息公开年报",
    "9422": "依申请公开",
    "9423": "最新公开信息",
}
FILES, OLD = "webplus3.qingyisf.edu.cn", "xxgkold.qingyisf.edu.cn"


def make(hand: Freehand) -> None:
    reports = []
    for n, (period, day) in enumerate(years(2012, 2024)):
        title = wording(hand, (2, 4, 0)[n % 3], period)
        new = f"/{day.year}/{day:%m%d}/c9421a{60400 - n * 977}/page.htm"
        jump = f"/_redirect?siteId=88&columnId=9421&articleId={31000 - n * 7}"
        reports.append(Item(title, day, new if day.year > 2019 else jump, hand.body(period, day), period))
    lists: dict[str, list[Item]] = {
        "9421": newest_first(
            reports,
            friends(
                hand, ["ministry"], 2021, 2024, lambda d, n: f"/{d.year}/{d:%m%d}/c9421a{2000 - n}/page.htm"
            ),
        ),
        "9423": newest_first(
            notices(hand, "zx", 52, lambda d, n: f"/{d.year}/{d:%m%d}/c9423a{1900 - n}/page.htm"),
            friends(
                hand,
                ["quality", "jobs", "budget", "accounts", "college"],
                2020,
                2024,
                lambda d, n: f"/{d.year}/{d:%m%d}/c9423a{1700 - n}/page.htm",
            ),
        ),
        "gkzd": notices(
            hand, "zd", 6, lambda d, n: f"/{d.year}/{d:%m%d}/c9419a{1600 - n}/page.htm", 2011, 2019
        ),
    }
    for slug, rows in lists.items():
        for number, pages, part in paginate(rows, 14):
            here = f"/{slug}/list{number if number > 1 else ''}.htm"
            hand.page(here, frame(hand, COLUMNS[slug], listed(slug, number, pages, len(rows), part)))
            for item in part:
                put(hand, item, here)
    for slug, why in (("gkzn", "guide"), ("9420", "catalogue"), ("9422", "form")):
        hand.page(
            f"/{slug}/list.htm",
            frame(
                hand,
                COLUMNS[slug],
                f'<div id="wp_column_article"><div class="wp_articlecontent">{hand.words(why)}</div></div>',
            ),
        )
    home = frame(
        hand,
        "首页",
        f'<div id="wp_news_w6"><ul class="news_list">{"".join(map(line, lists["9423"][:8]))}</ul></div>',
    )
    for target in ("/", "/main.htm"):
        hand.page(target, home)
    hand.page(
        "/",
        f"<html><head><title>旧版</title></head><body>{hand.name}信息公开网（旧版）已停止更新。</body></html>",
        host=OLD,
    )


def put(hand: Freehand, item: Item, here: str) -> None:
    if not item.period:
        add(hand, item, frame(hand, item.title, article(item, item.html)), [here])
    elif "_redirect" in item.target:
        old = item.day.year
        if old % 2:
            url = hand.file(f"/UserFiles/{old}/{old}1030.pdf", item.period, item.day, host=OLD)
            hand.expect(
                item.period, item.title, item.day, url, format_="pdf", via=[here, hand.url(item.target)]
            )
        else:
            page = f"<html><head><title>{item.title}</title></head><body><h3>{item.title}</h3><p>{item.day}</p>{item.html}</body></html>"
            url = hand.page(f"/show.aspx?id={old}", page, item.day, OLD)
            hand.expect(item.period, item.title, item.day, url, via=[here, hand.url(item.target)])
        hand.route(item.target, partial(Answer, status=302, headers=(("Location", url),)))
    else:
        name = f"/_upload/article/files/1c/{item.day:%d}/{item.day.year}f0b34ca9aab6d7e3c/4d7e0f1a-{item.day.year}.pdf"
        file = hand.file(name, item.period, item.day, host=FILES)
        text = f"""<p><div class="wp_pdf_player" pdfsrc="//{FILES}{name}" sudyfile-attr="{{'title':'{item.title}.pdf'}}" swsrc=""></div></p>"""
        page = hand.page(item.target, frame(hand, item.title, article(item, text)), item.day)
        hand.expect(item.period, item.title, item.day, page, file, "pdf", [here])


def line(item: Item) -> str:
    return f"""<li class="news n1 clearfix"><span class="news_title"><a href='{item.target.replace("&", "&amp;")}' target='_blank' title='{item.title}'>{item.title}</a></span><span class="news_meta">{item.day}</span></li>\n"""


def listed(slug: str, number: int, pages: int, total: int, part: Sequence[Item]) -> str:
    on = f"/{slug}/list{number + 1}.htm" if number < pages else "javascript:void(0);"
    return f"""<div id="wp_news_w9"><ul class="news_list list2">{"".join(map(line, part))}</ul></div><div id="wp_paging_w9"><ul class="wp_paging clearfix">
<li class="pages_count"><span class="per_page">每页<em class="per_count">14</em>记录</span><span class="all_count">总共<em class="all_count">{total}</em>记录</span></li>
<li class="page_nav"><a class="next" href="{on}" target="_self"><span>下一页&gt;&gt;</span></a></li><li class="page_jump"><span class="pages">页码<em class="curr_page">{number}</em>/<em class="all_pages">{pages}</em></span></li></ul></div>"""


def article(item: Item, text: str) -> str:
    return f"""<h1 class="arti_title">{item.title}</h1><p class="arti_metas"><span class="arti_update">发布时间：{item.day}</span><span class="arti_views">浏览次数：<span class="WP_VisitCount" url="/_visitcountdisplay?siteId=88&type=3">10</span></span></p>
<div class="entry"><div class="read"><div class='wp_articlecontent'>{text}</div></div></div>"""


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(
        f'<li class="nav-item"><a href="/{slug}/list.htm" target="_self">{name}</a></li>'
        for slug, name in COLUMNS.items()
    )
    return f"""<!DOCTYPE html><html class="webplus-list"><head><meta charset="utf-8"><title>{title}</title><link href="/_css/_system/system.css" type="text/css" rel="stylesheet"><script src="/_js/jquery.sudy.wp.visitcount.js" sudy-wp-siteId="88"></script></head><body>
<div frag="窗口2" portletmode="simpleSudyNavi"><ul class="wp_nav"><li><a href="/main.htm">首页</a></li>{menu}</ul></div><div class="pos">当前位置：首页 {title}</div>{main}<div class="foot"><a href="http://{OLD}/">旧版入口</a> {hand.name} 办公室</div></body></html>"""
