# ruff: noqa: E501 - lines of markup are as long as they are
"""/js/menu.js writes the menu; detail.do?id=…&_t=…; attachments are file/download?uuid= with a disposition."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from hashlib import md5

from tests.campus.carriers import MIME, content
from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, wording
from tests.campus.wire import Answer

COLUMNS = {
    "gkzn": "公开指南",
    "gkgd": "公开规定",
    "jbxx": "基本信息",
    "bgzx": "报告中心",
    "cwgk": "财务公开",
    "zxgk": "最新公开",
}


def make(hand: Freehand) -> None:
    reports = [
        Item(
            wording(hand, (2, 1)[n % 2], period),
            day,
            f"/portal/detail.do?id={key(period)}&_t=17301{n:02}",
            "",
            period,
        )
        for n, (period, day) in enumerate(years(2013, 2023))
    ]
    lists: dict[str, list[Item]] = {
        "bgzx": newest_first(
            reports, friends(hand, ["quality", "jobs", "senate", "college"], 2016, 2023, detail("bg"))
        ),
        "jbxx": notices(hand, "jb", 24, detail("jb")),
        "cwgk": friends(hand, ["budget", "accounts"], 2016, 2024, detail("cw")),
        "zxgk": newest_first(
            notices(hand, "zx", 47, detail("zx")),
            friends(hand, ["notice", "ministry"], 2020, 2024, detail("zz")),
        ),
        "gkgd": notices(hand, "gd", 4, detail("gd"), 2011, 2018),
    }
    for slug, rows in lists.items():
        for page, pages, part in paginate(rows, 15):
            here = f"/portal/list.do?code={slug}" + (f"&pageNo={page}" if page > 1 else "")
            shown = frame(hand, COLUMNS[slug], listed(slug, page, pages, len(rows), part))
            for target in {here, f"/portal/list.do?code={slug}&pageNo={page}"}:
                hand.page(target, shown)
            for item in part:
                put(hand, item, [here, "/js/menu.js"], COLUMNS[slug])
    hand.page("/portal/list.do?code=gkzn", frame(hand, COLUMNS["gkzn"], hand.words("guide")))
    menu = "".join(
        f"""document.write('<li><a href="/portal/list.do?code={slug}">{name}</a></li>');\n"""
        for slug, name in COLUMNS.items()
    )
    script = Answer(
        content_type="application/javascript; charset=utf-8",
        body=f"""document.write('<ul class="menu">');\n{menu}document.write('</ul>');\n""".encode(),
    )
    hand.route("/js/menu.js", lambda: script)
    hand.page("/", frame(hand, "首页", f"<ul>{''.join(map(line, lists['zxgk'][:8]))}</ul>"))


def key(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def detail(seed: str) -> Callable[[date, int], str]:
    return lambda _, n: f"/portal/detail.do?id={key(f'{seed}{n}')}&_t=17301{n:02}"


def put(hand: Freehand, item: Item, via: list[str], column: str) -> None:
    if not item.period:
        add(hand, item, article(hand, item, item.html, column), via[:1])
        return
    kind = "pdf" if item.day.year % 2 else "docx"
    composed = hand.composed(item.period, item.day)
    target = f"/file/download?uuid={key(item.title)}"
    disposition = (("Content-Disposition", f'attachment; filename="bg{item.day.year}.{kind}"'),)

    def make(kind: str = kind) -> Answer:
        declared = "application/octet-stream" if kind == "docx" else MIME[kind]
        return Answer(
            body=content(kind, composed, composed.title), content_type=declared, headers=disposition
        )

    file = hand.route(target, partial(make), item.day)
    text = f'<p>　　{item.title}见附件。</p><div class="att">附件：<a href="{target}">{item.title}.{kind}</a> (312KB)</div>'
    page = hand.page(item.target, article(hand, item, text, column), item.day)
    hand.expect(item.period, item.title, item.day, page, file, kind, via)


def article(hand: Freehand, item: Item, text: str, column: str) -> str:
    return frame(
        hand,
        column,
        f'<div class="d-t">{item.title}</div><div class="d-s">发布单位：学校办公室 | 发布日期：{item.day}</div><div class="d-c">{text}</div>',
    )


def line(item: Item) -> str:
    return f'<li><a href="{item.target.replace("&", "&amp;")}" target="_blank">{item.title}</a><label>{item.day}</label></li>\n'


def listed(slug: str, page: int, pages: int, total: int, part: Sequence[Item]) -> str:
    on = (
        f'<a href="/portal/list.do?code={slug}&amp;pageNo={page + 1}">下一页</a><a href="/portal/list.do?code={slug}&amp;pageNo={pages}">末页</a>'
        if page < pages
        else ""
    )
    back = (
        f'<a href="/portal/list.do?code={slug}&amp;pageNo=1">首页</a><a href="/portal/list.do?code={slug}&amp;pageNo={page - 1}">上一页</a>'
        if page > 1
        else ""
    )
    return f'<ul class="l">{"".join(map(line, part))}</ul><div class="p"><em>{total}条/{pages}页</em>{back}<span>{page}</span>{on}</div>'


def frame(hand: Freehand, title: str, main: str) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}信息公开网</title><script src="/js/jquery.min.js"></script></head><body><div id="nav"><script type="text/javascript" src="/js/menu.js"></script></div>
<div class="pos">首页&gt;{title}</div>{main}<div id="bot">{hand.name}　校长办公室</div></body></html>"""
