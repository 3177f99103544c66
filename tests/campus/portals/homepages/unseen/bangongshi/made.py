# ruff: noqa: E501 - lines of markup are as long as they are
"""信息公开 leads to 学校办公室's site, one of whose columns it is; xxgk. is 小学工科竞赛."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import COLUMNS, about, footer, menu, news, portal


def make(hand: Freehand) -> None:
    portal(hand, "公开工作-学校办公室", COLUMNS, base="/gkgz/")
    hand.page(
        "/",
        """<html><head><meta charset="utf-8"><title>学校办公室</title></head><body><ul><li><a href="/bgsjj/">办公室简介</a></li>
<li><a href="/xxfw/">行政服务</a></li><li><a href="/gkgz/">公开工作</a></li><li><a href="/xz/">下载中心</a></li></ul></body></html>""",
    )
    hand.page(
        "/",
        "<html><head><title>先修公课</title></head><body><p>先修公共课程平台，请登录。</p></body></html>",
        host="xxgk.yinzhudx.edu.cn",
    )
    about(hand, ("/xygk.htm", "/xxgk/"), "www.yinzhudx.edu.cn")
    hand.page(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body>
<ul>{menu("/xygk.htm")}</ul><ul>{news(hand, "xw")}</ul><div>{footer("yinzhudx.edu.cn", '<a href="http://xb.yinzhudx.edu.cn/gkgz/">信息公开</a>')}</div></body></html>""",
        host="www.yinzhudx.edu.cn",
    )
