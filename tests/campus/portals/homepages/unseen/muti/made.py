# ruff: noqa: E501 - lines of markup are as long as they are
"""The founder's company and the ministry each have 信息公开 on the home page; the school has none."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import about, footer, menu, news


def make(hand: Freehand) -> None:
    about(hand, ("/xygk.htm", "/xxgk/"), "www.tuanzhouxy.edu.cn")
    hand.page(
        "/",
        '<html><head><title>团洲教育投资集团信息公开</title></head><body><a href="nb.htm">企业年报</a><a href="tz.htm">投资者关系</a></body></html>',
        host="xxgk.tuanzhoujt.com",
    )
    hand.page(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body>
<ul>{menu("/xygk.htm")}</ul><ul>{news(hand, "xw")}</ul><div>{footer("tuanzhouxy.edu.cn", '<a href="http://xxgk.tuanzhoujt.com/">集团信息公开</a> <a href="http://www.moe.gov.cn/jyb_xxgk/">信息公开</a> <a href="/xw/91.htm">信息公开</a>')}</div></body></html>""",
        host="www.tuanzhouxy.edu.cn",
    )
