# ruff: noqa: E501 - lines of markup are as long as they are
"""<i class="icon-xxgk"> in a link without words; GB18030 said to be UTF-8."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import COLUMNS, about, footer, menu, news, portal


def make(hand: Freehand) -> None:
    hand.encoding, hand.declared = "gb18030", ""
    portal(hand, "澜芷大学信息公开", COLUMNS, base="/dd/1290/")
    about(hand, ("/xygk.htm", "/xxgk/"), "")
    icons = "".join(
        f'<a href="{href}" target="_blank"><i class="icon icon-{name}"></i></a>'
        for name, href in (
            ("weixin", "/wx.htm"),
            ("xzxx", "/xzxx.htm"),
            ("xxgk", "/dd/1290/"),
            ("dwgk", "/dd/1291/"),
        )
    )
    hand.page(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="gbk"><title>{hand.name}</title></head><body>
<ul>{menu("/xygk.htm")}</ul><ul>{news(hand, "xw")}</ul><div class="side">{icons}</div><div>{footer("lanzhidx.edu.cn")}</div></body></html>""",
    )
