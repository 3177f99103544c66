# ruff: noqa: E501 - lines of markup are as long as they are
"""Two rows of pictures at the foot of the page: none has an alt, each leads somewhere."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import about, footer, menu, news, portal

HOME = "www.zhushandx.edu.cn"
PICTURES = (
    ("xbdt", "http://xq.zhushandx.edu.cn/"),
    ("xzxx", "http://xzxx.zhushandx.edu.cn/"),
    ("xxgk", "http://cx.zhushandx.edu.cn/"),
    ("ztjy", "http://ztjy.zhushandx.edu.cn/"),
    ("jubao", "http://www.12377.cn/"),
)
COLUMNS = {
    "zxgk": "最新公开",
    "gkzd": "信息公开制度",
    "gkzn": "信息公开指南",
    "gkml": "信息公开目录",
    "ndbg": "年度报告",
    "ysqgk": "依申请公开",
}


def make(hand: Freehand) -> None:
    portal(hand, f"{hand.name}信息公开网", COLUMNS)
    about(hand, ("/xygk.htm",), HOME)
    hand.page(
        "/",
        "<html><head><title>信息化建设与管理处</title></head><body>校园网、一卡通、信息系统、数据公开目录</body></html>",
        host="info.zhushandx.edu.cn",
    )
    pictures = "".join(
        f'<li><a href="{href}" target="_blank"><img src="images/2022/{name}.png" border="0"></a></li>'
        for name, href in PICTURES
    )
    home = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body>
<div class="head"><a href="index.htm"><img src="images/logo.png"></a><ul class="nav">{menu("xygk.htm")}</ul></div>
<div class="lb"><a href="xw/1.htm"><img src="images/lb1.jpg"></a><a href="xw/2.htm"><img src="images/lb2.jpg"></a></div>
<div class="main"><h2>学校要闻</h2><ul>{news(hand, "yw")}</ul></div>
<ul class="tpdh">{pictures}</ul>
<div class="foot">{footer("zhushandx.edu.cn")}<p>Copyright {hand.name}</p></div></body></html>"""
    hand.page("/", home, host=HOME)
    hand.page("/index.htm", home, host=HOME)
