# ruff: noqa: E501 - lines of markup are as long as they are
"""The main site's home page has 公共服务 › 信息公开 in a folding menu; the column's side menu has 监督保障, where the reports are."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand
from tests.campus.generators import paginate
from tests.campus.portals.unseen.third.common import files
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, reports

MENU = {
    "学校概况": {
        "xxgk": "学校概况",
        "xxgk/xxjj": "学校简介",
        "xxgk/xrld": "现任领导",
        "xxgk/lsyg": "历史沿革",
    },
    "机构设置": {"jgsz/dzjg": "党政机构", "jgsz/jxdw": "教学单位"},
    "人才培养": {"rcpy/bks": "本科生教育", "rcpy/jxjy": "继续教育"},
    "新闻中心": {"xwzx/xxyw": "学校要闻", "xwzx/tzgg": "通知公告"},
    "公共服务": {"ggfw/xxgk": "信息公开", "ggfw/xl": "校历", "ggfw/dhb": "电话簿"},
}
SIDE = {
    "": "信息公开",
    "gkzn": "公开指南",
    "zdgk": "主动公开",
    "ysq": "依申请公开",
    "jdbz": "监督保障",
    "zbcg": "招标采购",
}


def make(hand: Freehand) -> None:
    base = "/ggfw/xxgk/"
    lists: dict[str, list[Item]] = {
        "jdbz": newest_first(
            reports(hand, 2017, 2024, (0, 5, 1), lambda _, n: f"{base}jdbz/{1240 - 33 * n}.html"),
            files(hand, 2013, 2016, (4,), lambda d, n: f"/files/{d:%Y%m}/nb{d.year}.pdf", [f"{base}jdbz/"]),
            notices(hand, "jd", 9, lambda _, n: f"{base}jdbz/{400 - n}.html"),
        ),
        "zdgk": newest_first(
            notices(hand, "zd", 33, lambda _, n: f"{base}zdgk/{390 - n}.html"),
            friends(
                hand,
                ["quality", "jobs", "budget", "accounts"],
                2018,
                2024,
                lambda _, n: f"{base}zdgk/{340 - n}.html",
            ),
        ),
        "zbcg": notices(hand, "zb", 70, lambda _, n: f"{base}zbcg/{300 - n}.html"),
    }
    for slug, rows in lists.items():
        for page, pages, part in paginate(rows, 20):
            here = f"{base}{slug}/" + (f"index_{page}.html" if page > 1 else "")
            hand.page(here, frame(hand, SIDE[slug], side() + listed(page, pages, part)))
            for item in part:
                if "://" in item.target:
                    hand.needed.add(hand.url(here))
                else:
                    add(
                        hand,
                        item,
                        frame(
                            hand,
                            item.title,
                            f'{side()}<h1>{item.title}</h1><p class="date">发布时间：{item.day}</p><div class="body">{item.html}</div>',
                        ),
                        [here],
                    )
    for slug, why in (("gkzn", "guide"), ("ysq", "form")):
        hand.page(f"{base}{slug}/", frame(hand, SIDE[slug], side() + hand.words(why)))
    hand.page(
        base,
        frame(hand, "信息公开", side() + "<p>为保障公众依法获取学校信息，设立本栏目。公开内容见左侧。</p>"),
    )
    for columns in MENU.values():
        for slug, name in columns.items():
            if slug != "ggfw/xxgk":
                hand.page(f"/{slug}/", frame(hand, name, f"<h2>{name}</h2><p>{hand.name}{name}。</p>"))
    news = "".join(
        f'<li><a href="/xwzx/xxyw/">{i.title}</a></li>' for i in notices(hand, "xw", 8, lambda _, n: f"/{n}")
    )
    hand.page(
        "/",
        frame(
            hand,
            "首页",
            f'<ul>{news}</ul><a href="http://lib.zhitinggs.edu.cn/">图书馆</a><a href="http://jwc.zhitinggs.edu.cn/">教务处</a>',
        ),
    )
    for host, name in (("lib.zhitinggs.edu.cn", "图书馆"), ("jwc.zhitinggs.edu.cn", "教务处")):
        hand.page("/", f"<html><head><title>{name}</title></head><body>{name}</body></html>", host=host)


def side() -> str:
    return (
        '<div class="side">'
        + "".join(
            f'<a href="/ggfw/xxgk/{slug}{"/" if slug else ""}">{name}</a>' for slug, name in SIDE.items()
        )
        + "</div>"
    )


def listed(page: int, pages: int, part: Sequence[Item]) -> str:
    lines = "".join(f'<li><a href="{item.target}">{item.title}</a><b>{item.day}</b></li>\n' for item in part)
    links = "".join(
        f'<a href="{"./" if n == 1 else f"index_{n}.html"}">{n}</a>' if n != page else f"<i>{n}</i>"
        for n in range(1, pages + 1)
    )
    return f'<ul class="ls">{lines}</ul><div class="pgs">{links}</div>'


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(
        f'<li><a href="javascript:;">{group}</a><ul>'
        + "".join(f'<li><a href="/{slug}/">{name}</a></li>' for slug, name in columns.items())
        + "</ul></li>"
        for group, columns in MENU.items()
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-{hand.name}</title></head><body><ul class="mainnav"><li><a href="/">首页</a></li>{menu}</ul>
<div class="crumb">当前位置：{title}</div><div class="main">{main}</div><div class="copyright">{hand.name} 地址：望江路8号</div></body></html>"""
