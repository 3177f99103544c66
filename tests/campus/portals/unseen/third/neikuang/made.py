# ruff: noqa: E501 - lines of markup are as long as they are
"""Column pages hold an iframe with the list; rows are onclick; goPage(n) leads on; the report's body is in the page or in Word."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, wording

COLUMNS = {
    1: "信息公开指南",
    2: "信息公开规定",
    3: "学校概况",
    4: "人才培养",
    5: "招生收费",
    6: "年报公开",
    7: "公示公告",
}


def make(hand: Freehand) -> None:
    reports = []
    for n, (period, day) in enumerate(years(2014, 2023)):
        title = wording(hand, (3, 9, 5)[n % 3], period)
        reports.append(Item(title, day, f"/info/view.php?id={780 - 23 * n}", hand.body(period, day), period))
        if n == 2:
            late = day.replace(month=12)
            reports.append(
                Item(
                    f"{title}（更正）",
                    late,
                    f"/info/view.php?id={781 - 23 * n}",
                    hand.body(period, late),
                    period,
                )
            )
    lists: dict[int, list[Item]] = {
        6: newest_first(
            reports,
            friends(
                hand, ["jobs", "quality", "library"], 2018, 2023, lambda _, n: f"/info/view.php?id={400 - n}"
            ),
        ),
        7: newest_first(
            notices(hand, "gs", 48, lambda _, n: f"/info/view.php?id={380 - n}"),
            friends(hand, ["notice", "province"], 2019, 2024, lambda _, n: f"/info/view.php?id={320 - n}"),
        ),
        3: notices(hand, "gk", 7, lambda _, n: f"/info/view.php?id={300 - n}"),
        4: notices(hand, "rc", 21, lambda _, n: f"/info/view.php?id={290 - n}"),
        5: newest_first(
            notices(hand, "zs", 15, lambda _, n: f"/info/view.php?id={260 - n}"),
            friends(hand, ["budget", "accounts"], 2020, 2024, lambda _, n: f"/info/view.php?id={240 - n}"),
        ),
        2: notices(hand, "gd", 4, lambda _, n: f"/info/view.php?id={220 - n}", 2012, 2018),
    }
    for cid, rows in lists.items():
        column = f"/column.php?cid={cid}"
        inner = f'<iframe id="lst" name="lst" src="info/list.php?cid={cid}&amp;p=1" width="720" height="640" frameborder="0" scrolling="no"></iframe>'
        hand.page(column, frame(hand, COLUMNS[cid], inner))
        for page, pages, part in paginate(rows, 10):
            here = f"/info/list.php?cid={cid}&p={page}"
            hand.page(here, listed(cid, page, pages, part))
            for item in part:
                put(hand, item, [column, here])
    hand.page("/column.php?cid=1", frame(hand, COLUMNS[1], hand.words("guide")))
    recent = "".join(f'<li><a href="{i.target[1:]}" target="_blank">{i.title}</a></li>' for i in lists[7][:6])
    for target in ("/", "/index.php"):
        hand.page(target, frame(hand, "首页", f"<ul>{recent}</ul>"))


def put(hand: Freehand, item: Item, via: list[str]) -> None:
    if not item.period or item.day.year % 3:
        add(hand, item, article(item, item.html), via)
        return
    name = f"/upload/{item.day:%Y%m}/{item.day.year * 31}.docx"
    file = hand.file(name, item.period, item.day, "docx")
    text = f"""<p>根据要求，现公布如下。</p><p><img src="../img/word.gif"><a href="javascript:void(0)" onclick="window.open('../upload/{item.day:%Y%m}/{item.day.year * 31}.docx')">{item.title}.docx</a></p>"""
    page = hand.page(item.target, article(item, text), item.day)
    hand.expect(item.period, item.title, item.day, page, file, "docx", via)


def listed(cid: int, page: int, pages: int, part: Sequence[Item]) -> str:
    rows = "".join(
        f"""<tr onclick="openInfo('{item.target.rpartition("=")[2]}')" style="cursor:pointer"><td>·{item.title}</td><td>{item.day}</td></tr>\n"""
        for item in part
    )
    on = (
        f'<a href="javascript:goPage({page + 1})">下一页</a> <a href="javascript:goPage({pages})">尾页</a>'
        if page < pages
        else "下一页 尾页"
    )
    return f"""<html><head><meta charset="utf-8"><script>
function openInfo(id) {{ window.open("view.php?id=" + id); }}
function goPage(n) {{ location.href = "list.php?cid={cid}&p=" + n; }}
</script></head><body><table width="100%">{rows}</table><p align="center">第{page}页 共{pages}页 {on}</p></body></html>"""


def article(item: Item, text: str) -> str:
    return f"""<html><head><meta charset="utf-8"><title>{item.title}</title></head><body><div class="w"><h2>{item.title}</h2><p class="s">{item.day.year}年{item.day.month:02}月{item.day.day:02}日</p>
<div class="c">{text}</div><p><a href="javascript:window.close()">关闭窗口</a></p></div></body></html>"""


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(f'<li><a href="column.php?cid={cid}">{name}</a></li>' for cid, name in COLUMNS.items())
    return f"""<html><head><meta charset="utf-8"><title>{hand.name}信息公开</title></head><body><div id="menu"><ul><li><a href="index.php">首页</a></li>{menu}</ul></div><h3>{title}</h3>{main}<div id="foot">{hand.name} 联系电话 0571-88880000</div></body></html>"""
