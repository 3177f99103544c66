# ruff: noqa: E501 - lines of markup are as long as they are
"""机构设置 lists the offices; 党政办公室's home page has 信息公开平台."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import COLUMNS, about, footer, menu, news, portal


def make(hand: Freehand) -> None:
    portal(hand, "苍葭大学信息公开平台", COLUMNS, base="/xxgkpt/")
    hand.needed.add(
        hand.page(
            "/",
            """<html><head><meta charset="utf-8"><title>党政办公室</title></head><body><ul><li><a href="/bmgk/">部门概况</a></li>
<li><a href="/xxgkpt/">信息公开平台</a></li><li><a href="/gwxz/">公文写作</a></li></ul></body></html>""",
        )
    )
    about(hand, ("/xygk.htm", "/xxgk/"), "www.cangjiadx.edu.cn")
    hand.page(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body>
<ul>{menu("/xygk.htm")}</ul><ul>{news(hand, "xw")}</ul><div>{footer("cangjiadx.edu.cn", '<a href="http://dzban.cangjiadx.edu.cn/">党政办公室</a>').replace(">学校办公室<", ">校史馆<")}</div></body></html>""",
        host="www.cangjiadx.edu.cn",
    )
