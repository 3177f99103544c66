# ruff: noqa: E501 - lines of markup are as long as they are
"""www/xxgk.htm has the school's head and an iframe with gksj. inside; nothing else links there."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import COLUMNS, about, footer, menu, news, portal


def make(hand: Freehand) -> None:
    portal(hand, "榖溪大学信息公开", COLUMNS)
    about(hand, ("/xygk.htm", "/xxgk/"), "www.guxidx.edu.cn")
    hand.needed.add(
        hand.page(
            "/xxgk.htm",
            f"""<html><head><meta charset="utf-8"><title>信息公开-{hand.name}</title></head><body><ul>{menu("/xygk.htm")}</ul>
<iframe src="http://gksj.guxidx.edu.cn/" width="1000" height="1200" frameborder="0"></iframe></body></html>""",
            host="www.guxidx.edu.cn",
        )
    )
    hand.page(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body>
<ul>{menu("/xygk.htm")}</ul><ul>{news(hand, "xw")}</ul><div>{footer("guxidx.edu.cn", '<a href="/xxgk.htm">信息公开</a>')}</div></body></html>""",
        host="www.guxidx.edu.cn",
    )
