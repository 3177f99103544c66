# ruff: noqa: E501 - lines of markup are as long as they are
"""TRS: ./202311/t20231120_1.html, a pager of createPageHTML, the left menu a frame of the province; the department's reports beside."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, wording

COLUMNS = {
    "zfxxgkzn": "公开指南",
    "zfxxgkzd": "公开制度",
    "fdzdgknr": "法定主动公开内容",
    "xxgknb": "信息公开年报",
    "ysqgk": "依申请公开",
}
INNER = {
    "jgzn": "机构职能",
    "ghjh": "规划计划",
    "czxx": "财政信息",
    "rsxx": "人事信息",
    "zskl": "招生考录",
    "zbcg": "招标采购",
}
PROVINCE = "jyt.yunzhousheng.gov.cn"


def make(hand: Freehand) -> None:
    reports = []
    for n, (period, day) in enumerate(years(2013, 2023)):
        title = wording(hand, (8, 0, 5)[n % 3], period)
        reports.append(
            Item(
                title,
                day,
                f"/xxgk/xxgknb/{day:%Y%m}/t{day:%Y%m%d}_{91000 - 4400 * n}.html",
                hand.body(period, day),
                period,
            )
        )
    lists: dict[str, list[Item]] = {
        "xxgknb": newest_first(
            reports, friends(hand, ["province"], 2018, 2024, lambda d, n: f"/gknb/{d.year}{n}.html")
        ),
        "zfxxgkzd": notices(
            hand, "zd", 8, lambda d, n: f"/xxgk/zfxxgkzd/{d:%Y%m}/t{d:%Y%m%d}_{3000 - n}.html", 2012, 2020
        ),
        "fdzdgknr/jgzn": notices(
            hand, "jg", 4, lambda d, n: f"/xxgk/fdzdgknr/jgzn/{d:%Y%m}/t{d:%Y%m%d}_{2900 - n}.html"
        ),
        "fdzdgknr/ghjh": notices(
            hand, "gh", 14, lambda d, n: f"/xxgk/fdzdgknr/ghjh/{d:%Y%m}/t{d:%Y%m%d}_{2800 - n}.html"
        ),
        "fdzdgknr/czxx": friends(
            hand,
            ["budget", "accounts"],
            2016,
            2024,
            lambda d, n: f"/xxgk/fdzdgknr/czxx/{d:%Y%m}/t{d:%Y%m%d}_{2700 - n}.html",
        ),
        "fdzdgknr/rsxx": notices(
            hand, "rs", 28, lambda d, n: f"/xxgk/fdzdgknr/rsxx/{d:%Y%m}/t{d:%Y%m%d}_{2600 - n}.html"
        ),
        "fdzdgknr/zskl": newest_first(
            notices(hand, "zs", 12, lambda d, n: f"/xxgk/fdzdgknr/zskl/{d:%Y%m}/t{d:%Y%m%d}_{2500 - n}.html"),
            friends(
                hand,
                ["jobs", "quality"],
                2016,
                2024,
                lambda d, n: f"/xxgk/fdzdgknr/zskl/{d:%Y%m}/t{d:%Y%m%d}_{2400 - n}.html",
            ),
        ),
        "fdzdgknr/zbcg": notices(
            hand, "zb", 55, lambda d, n: f"/xxgk/fdzdgknr/zbcg/{d:%Y%m}/t{d:%Y%m%d}_{2300 - n}.html"
        ),
    }
    for folder, rows in lists.items():
        depth = "../" * (folder.count("/") + 1)
        name = COLUMNS.get(folder) or INNER[folder.rpartition("/")[2]]
        for page, pages, part in paginate(rows, 9):
            here = f"/xxgk/{folder}/" + (f"index_{page - 1}.html" if page > 1 else "")
            shown = frame(hand, name, listed(folder, page, pages, part), depth)
            for target in {here, f"/xxgk/{folder}/index{f'_{page - 1}' if page > 1 else ''}.html"}:
                hand.page(target, shown)
            for item in part:
                put(hand, item, folder, here)
    inner = "".join(f'<li><a href="./{slug}/">{name}</a></li>' for slug, name in INNER.items())
    hand.page("/xxgk/fdzdgknr/", frame(hand, COLUMNS["fdzdgknr"], f'<ul class="gkml">{inner}</ul>', "../"))
    hand.page(
        "/xxgk/zfxxgkzn/",
        frame(hand, COLUMNS["zfxxgkzn"], f'<div class="TRS_Editor">{hand.words("guide")}</div>', "../"),
    )
    hand.page("/xxgk/ysqgk/", frame(hand, COLUMNS["ysqgk"], hand.words("form"), "../"))
    for target in ("/xxgk/", "/xxgk/index.html"):
        hand.page(target, frame(hand, "信息公开", "<p>本栏目公开学院依法应当公开的信息。</p>", "./"))
    hand.page(
        "/",
        f'<html><head><meta charset="utf-8"><title>{hand.name}</title></head><body><a href="./xxgk/">信息公开</a></body></html>',
    )


def put(hand: Freehand, item: Item, folder: str, here: str) -> None:
    if item.why == "government":
        hand.refuse(
            hand.page(
                item.target,
                f"<html><head><title>{item.title}</title></head><body>{item.html}</body></html>",
                item.day,
                PROVINCE,
            ),
            item.title,
            item.why,
        )
        return
    depth = "../" * (folder.count("/") + 2)
    name = COLUMNS.get(folder) or INNER[folder.rpartition("/")[2]]
    file, text = "", item.html
    if item.period and item.day.year % 2 == 0:
        kind = "docx" if item.day.year % 4 else "pdf"
        short = f"P0{item.day:%Y%m%d}5{item.day.year % 89}.{kind}"
        file = hand.file(f"{item.target.rpartition('/')[0]}/{short}", item.period, item.day, kind)
        text = f'<p>{item.title}</p><p>相关附件：</p><p><a appendix="true" otherimg="/ueditor/icon.gif" href="./{short}" title="{short}">1.{item.title}.{kind}</a></p>'
    page = frame(
        hand,
        name,
        f'<h1>{item.title}</h1><div class="ly">来源：学院办公室　发布时间：{item.day} 09:00</div><div class="trs_editor_view TRS_UEDITOR">{text}</div>',
        depth,
        item,
    )
    if not file:
        add(hand, item, page, [here])
        return
    url = hand.page(item.target, page, item.day)
    hand.expect(item.period, item.title, item.day, url, file, file.rpartition(".")[2], [here])


def line(item: Item, folder: str) -> str:
    href = (
        f"http://{PROVINCE}{item.target}"
        if item.why == "government"
        else "./" + item.target.removeprefix(f"/xxgk/{folder}/")
    )
    return f'<li><a href="{href}" target="_blank" title="{item.title}">{item.title}</a><span>{item.day}</span></li>\n'


def listed(folder: str, page: int, pages: int, part: Sequence[Item]) -> str:
    lines = "".join(line(item, folder) for item in part)
    return f'<ul class="gl_list">{lines}</ul><div class="fenye"><script>createPageHTML({pages}, {page - 1}, "index", "html");</script></div>'


def frame(hand: Freehand, title: str, main: str, up: str, item: Item | None = None) -> str:
    menu = "".join(f'<li><a href="{up}{slug}/">{name}</a></li>' for slug, name in COLUMNS.items())
    metas = (
        f'<meta name="ArticleTitle" content="{item.title}"><meta name="PubDate" content="{item.day} 09:00">'
        if item
        else ""
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="ColumnName" content="{title}">{metas}<title>{item.title if item else title}</title></head><body>
<div class="dh"><a href="/">网站首页</a></div><div class="zn"><ul>{menu}</ul></div><div class="nr">{main}</div><div class="db">主办：{hand.name}　网站标识码：3300000088</div></body></html>"""
