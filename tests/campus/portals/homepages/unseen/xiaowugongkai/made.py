# ruff: noqa: E501 - lines of markup are as long as they are
"""An old site of tables in GB2312: 校务公开 | 党务公开 | 院务公开 on a line of text."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import about, footer, menu, news, portal

COLUMNS = {
    "gk1": "学校基本情况",
    "gk2": "重大决策",
    "gk3": "财务收支",
    "gk4": "干部人事",
    "gk5": "信息公开工作报告",
    "gk6": "公开意见箱",
}


def make(hand: Freehand) -> None:
    hand.encoding, hand.declared = "gb18030", "gb2312"
    portal(
        hand,
        "校务公开",
        COLUMNS,
        base="/xwgk/",
        reports="gk5",
        wording="{school}{year}年信息公开工作报告",
        suffix=".asp",
    )
    about(hand, ("/xygk.asp",), "")
    hand.page(
        "/dwgk/",
        "<html><head><title>党务公开</title></head><body><h1>党务公开</h1><ul><li>党组织设置</li><li>党费收缴</li></ul></body></html>",
    )
    home = f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312">
<TITLE>{hand.name}</TITLE></HEAD><BODY><TABLE width=960 align=center><TR><TD><IMG src="images/top.jpg"></TD></TR>
<TR><TD bgcolor=#006699><UL>{menu("xygk.asp", "学院概况")}</UL></TD></TR>
<TR><TD>[<A href="dwgk/">党务公开</A>] [<A href="xwgk/">校务公开</A>] [<A href="http://xsc.jihezyjs.edu.cn/">学生工作</A>]
[<A href="zsxx.asp">招生信息公开</A>]</TD></TR>
<TR><TD><UL>{news(hand, "xyxw")}</UL></TD></TR>
<TR><TD>{footer("jihezyjs.edu.cn")}</TD></TR></TABLE></BODY></HTML>"""
    hand.page("/", home)
    hand.page("/index.asp", home)
