# ruff: noqa: E501 - lines of markup are as long as they are
"""站点地图 lists every column; the home page is all pictures."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import COLUMNS, about, menu, portal


def make(hand: Freehand) -> None:
    portal(hand, "信息公开", COLUMNS, base="/channels/214/", suffix=".html")
    about(hand, ("/channels/2.html", "/xxgk/"), "")
    hand.needed.add(
        hand.page(
            "/sitemap.html",
            f"""<html><head><meta charset="utf-8"><title>站点地图</title></head><body><ul>{menu("/channels/2.html")}
<li><a href="/channels/210/">党建工作</a></li><li><a href="/channels/214/">信息公开</a></li></ul></body></html>""",
        )
    )
    hand.page(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body><div class="swiper">
<a href="/channels/2.html"><img src="/img/1.jpg" alt="学校概况"></a><a href="/channels/5.html"><img src="/img/2.jpg" alt="教学科研"></a>
<a href="/channels/9.html"><img src="/img/3.jpg" alt="招生就业"></a></div><p><a href="/sitemap.html">站点地图</a> |
<a href="/lx.html">联系我们</a> | <a href="/en/">English</a></p></body></html>""",
    )
