# ruff: noqa: E501 - lines of markup are as long as they are
"""Only the usual addresses are left to try, and what answers there has to say what it is."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import about, portal

COLUMNS = {
    "xxgkgg": "公示公告",
    "xxgkzn": "信息公开指南",
    "xxgkqd": "信息公开事项清单",
    "xxgkndbg": "信息公开年度报告",
    "xxgksq": "依申请公开",
}


def make(hand: Freehand) -> None:
    portal(hand, "信息公开", COLUMNS, reports="xxgkndbg")
    about(hand, ("/",), "xxgk.jiaoqiudx.edu.cn")
    hand.page(
        "/",
        "<html><head><title>网络与信息中心-椒丘大学</title></head><body>校园网 信息系统 服务指南 下载</body></html>",
        host="info.jiaoqiudx.edu.cn",
    )
