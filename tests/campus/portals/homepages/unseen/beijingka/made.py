# ruff: noqa: E501 - lines of markup are as long as they are
"""The northern campus's home page links to the portal of all campuses; its own xxgk. is a course platform."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import about, footer, menu, news, portal

NORTH, EAST, MAIN = "www.shaxibeixiaoqu.edu.cn", "www.shaxidongqu.edu.cn", "www.shaxidx.edu.cn"
COLUMNS = {
    "zhinan": "公开指南",
    "mulu": "公开目录",
    "nianbao": "信息公开年报",
    "shenqing": "依申请公开",
    "jiandu": "监督投诉",
}
CARDS = (
    ("智慧校园", "http://i.shaxidx.edu.cn/"),
    ("招标信息公开", "http://zb.shaxidx.edu.cn/"),
    ("信息公开", "https://www.shaxidx.edu.cn/opening/"),
    ("财务信息公开", "http://cwc.shaxidx.edu.cn/xxgk/"),
)


def make(hand: Freehand) -> None:
    portal(hand, "莎溪大学信息公开专栏", COLUMNS, base="/opening/", reports="nianbao")
    about(hand, ("/about/",), NORTH)
    hand.page(
        "/",
        "<html><head><title>选修公开课</title></head><body><h1>选修公开课平台</h1><p>请选择课程。</p></body></html>",
        host="xxgk.shaxibeixiaoqu.edu.cn",
    )
    for host in (EAST, MAIN):
        hand.page(
            "/",
            f"<html><head><title>{hand.name}</title></head><body>{hand.name}欢迎您</body></html>",
            host=host,
        )
    cards = "".join(
        f"""<a class="card" href="{href}" style="background-image:url(/pic/card{n}.jpg)"><svg viewBox="0 0 200 80">
<text x="10" y="40">{name}</text></svg></a>"""
        for n, (name, href) in enumerate(CARDS)
    )
    home = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}（北校区）</title></head><body>
<div class="xq">校区：<a href="http://{MAIN}/">主校区</a> <b>北校区</b> <a href="http://{EAST}/">东校区</a></div>
<nav><ul>{menu("/about/", "走进莎溪")}</ul></nav><section><ul>{news(hand, "bei")}</ul></section>
<section class="cards">{cards}</section><footer>{footer("shaxidx.edu.cn")}</footer></body></html>"""
    hand.page("/", home, host=NORTH)
