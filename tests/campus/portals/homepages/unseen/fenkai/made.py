# ruff: noqa: E501 - lines of markup are as long as they are
"""信 息 over 公 开 in a cell with a data-url; the script that reads it is a file."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import COLUMNS, about, footer, menu, news, portal


def make(hand: Freehand) -> None:
    portal(hand, "信息公开网", COLUMNS, base="/view/gkxx/")
    about(hand, ("/xygk.htm", "/xxgk/"), "")
    hand.page(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body>
<ul>{menu("/xygk.htm")}</ul><ul>{news(hand, "xw")}</ul><table class="quick"><tr><td data-url="/xl.htm">校&nbsp;历</td><td data-url="/view/gkxx/">信&nbsp;息<br>公&nbsp;开</td><td data-url="/wx.htm">微&nbsp;信</td></tr></table><div>{footer("tingyudx.edu.cn")}</div></body></html>""",
        host="www.tingyudx.edu.cn",
    )
