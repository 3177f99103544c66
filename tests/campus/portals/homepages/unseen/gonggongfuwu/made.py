# ruff: noqa: E501 - lines of markup are as long as they are
"""公共服务 leads to a page of cards: 校历, 班车, 阳光校园, 阳光服务热线; 阳光校园 is all openness."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import about, footer, menu, news, portal

HOME = "www.guchengsf.edu.cn"
COLUMNS = {
    "yaowen": "公开要闻",
    "xxgkzn": "信息公开指南",
    "xxgkml": "信息公开目录",
    "xxgkbg": "信息公开年度报告",
    "sqgk": "申请公开",
}
SERVICES = (
    ("校历", "/ggfw/xl.htm"),
    ("校园地图", "/ggfw/dt.htm"),
    ("班车时刻", "/ggfw/bc.htm"),
    ("阳光校园", "http://ygxy.guchengsf.edu.cn"),
    ("阳光服务热线", "/ggfw/rx.htm"),
    ("常用电话", "/ggfw/dh.htm"),
)


def make(hand: Freehand) -> None:
    portal(hand, "阳光校园", COLUMNS, reports="xxgkbg")
    about(hand, ("/xxgk/index.htm", "/xxgk/"), HOME)
    cards = "".join(
        f'<div class="fw"><img src="/img/fw{n}.png"><p><a href="{href}">{name}</a></p></div>'
        for n, (name, href) in enumerate(SERVICES)
    )
    for name, href in SERVICES:
        if href.startswith("/"):
            hand.page(
                href,
                f"<html><head><title>{name}</title></head><body>{hand.words('ordinary')}</body></html>",
                host=HOME,
            )
    service = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>公共服务-{hand.name}</title></head><body>
<ul>{menu("/xxgk/index.htm")}</ul><h2>公共服务</h2>{cards}</body></html>"""
    hand.needed.add(hand.page("/ggfw.htm", service, host=HOME))
    home = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body><nav><ul>
{menu("/xxgk/index.htm")}<li><a href="/ggfw.htm">公共服务</a></li></ul></nav><ul>{news(hand, "gc", 14)}</ul>
<footer>{footer("guchengsf.edu.cn")}</footer></body></html>"""
    hand.page("/", home, host=HOME)
