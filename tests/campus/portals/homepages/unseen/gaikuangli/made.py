# ruff: noqa: E501 - lines of markup are as long as they are
"""The main menu has no second level; that of 学院概况 has 信息公开专栏 as its last item."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import COLUMNS, footer, news, portal


def make(hand: Freehand) -> None:
    portal(hand, "信息公开专栏", COLUMNS, base="/xygk/gkzl/")
    hand.needed.add(
        hand.page(
            "/xygk/",
            f"""<html><head><meta charset="utf-8"><title>学院概况-{hand.name}</title></head><body><div class="left"><ul>
<li><a href="xyjj.htm">学院简介</a></li><li><a href="xyld.htm">现任领导</a></li><li><a href="gkzl/">信息公开专栏</a></li></ul></div>
<div class="right"><p>{hand.name}创办于1958年，占地八百亩。</p></div></body></html>""",
        )
    )
    hand.page(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body><ul>
<li><a href="/">首页</a></li><li><a href="/xygk/">学院概况</a></li><li><a href="/jgsz.htm">机构设置</a></li>
<li><a href="/zsjy.htm">招生就业</a></li><li><a href="/jxky.htm">教学科研</a></li></ul><ul>{news(hand, "xw")}</ul>
<div>{footer("lulinzy.edu.cn")}</div></body></html>""",
    )
