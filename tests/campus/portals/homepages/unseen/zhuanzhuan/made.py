# ruff: noqa: E501 - lines of markup are as long as they are
"""/ refreshes to /cms/, whose script goes to /index/index.htm; a drop-down holds the link."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import about, footer, menu, news, portal

HOME = "www.henggaoyxy.edu.cn"
COLUMNS = {
    "gongshi": "公示公告",
    "zhidu": "制度文件",
    "niandu": "年度报告",
    "shixiang": "事项清单",
    "shenqing": "信息公开申请",
}


def make(hand: Freehand) -> None:
    portal(hand, "蘅皋医学院信息公开", COLUMNS, reports="niandu")
    bare = hand.site("henggaoyxy.edu.cn")
    bare.http = bare.https = "refused"
    hand.needed.add(
        hand.page(
            "/",
            '<html><head><META HTTP-EQUIV="Refresh" CONTENT="0; URL=cms/"></head><body></body></html>',
            host=HOME,
        )
    )
    hand.needed.add(
        hand.page(
            "/cms/", "<script type='text/javascript'>top.location='/index/index.htm';</script>", host=HOME
        )
    )
    about(hand, ("/index/yxgk.htm",), HOME)
    home = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>欢迎访问{hand.name}</title></head><body>
<script>if(/Android|iPhone/i.test(navigator.userAgent)){{location.href='http://m.henggaoyxy.edu.cn/';}}</script>
<ul>{menu("yxgk.htm", "学院概况")}</ul><ul>{news(hand, "hg")}</ul>
<select name="kslj" onchange="jump(this)"><option>快速链接</option>
<option value="http://jw.henggaoyxy.edu.cn/">教务系统</option>
<option value="http://publicity.henggaoyxy.edu.cn/">信息公开网</option>
<option value="http://www.lanheng.gov.cn/zwgk/">省政府信息公开</option></select>
<div>{footer("henggaoyxy.edu.cn")}</div></body></html>"""
    hand.page("/index/index.htm", home, host=HOME)
