# ruff: noqa: E501 - lines of markup are as long as they are
"""href is javascript:void(0) with a handler for one link, /go.jsp?u= for the other."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import COLUMNS, about, footer, menu, moved, news, portal


def make(hand: Freehand) -> None:
    portal(hand, "沣禾大学信息公开网", COLUMNS)
    about(hand, ("/xygk.htm", "/xxgk/"), "www.fenghedx.edu.cn")
    moved(
        hand,
        "/go.jsp?u=http%3A%2F%2Fmessage.fenghedx.edu.cn%2F&id=31",
        "http://message.fenghedx.edu.cn/",
        "www.fenghedx.edu.cn",
    )
    hand.page(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body>
<ul>{menu("/xygk.htm")}</ul><ul>{news(hand, "xw")}</ul><div>{footer("fenghedx.edu.cn", '<a href="/go.jsp?u=http%3A%2F%2Fmessage.fenghedx.edu.cn%2F&amp;id=31" target="_blank">信息公开</a>')}</div></body></html>""",
        host="www.fenghedx.edu.cn",
    )
