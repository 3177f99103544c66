# ruff: noqa: E501 - lines of markup are as long as they are
"""An anniversary's gate: 进入校庆网站 and 进入学校主页; the home page proper has icons with titles."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import about, footer, menu, news, portal

COLUMNS = {
    "tzgg": "通知公告",
    "gkzn": "信息公开指南",
    "gkly": "公开领域",
    "nb": "信息公开年报",
    "fk": "意见反馈",
}
ICONS = (
    ("书记信箱", "/xx/sj.htm"),
    ("校长信箱", "/xx/xz.htm"),
    ("信息公开", "/dzb/xxgkzl/"),
    ("网上办事大厅", "http://ehall.jiamengdx.edu.cn/"),
)


def make(hand: Freehand) -> None:
    portal(hand, "信息公开专栏-葭萌大学党政办公室", COLUMNS, base="/dzb/xxgkzl/", reports="nb")
    about(hand, ("/gaikuang.htm", "/xxgk/"), "")
    gate = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title><style>body{{margin:0}}</style>
</head><body><div id="gate" style="background:url(/img/xq60.jpg) center"><p>热烈庆祝建校六十周年</p>
<a class="go1" href="http://xiaoqing.jiamengdx.edu.cn/">进入校庆网站</a>
<a class="go2" href="/shouye.htm">进入学校主页</a></div></body></html>"""
    hand.page("/", gate)
    hand.page(
        "/",
        "<html><head><title>校庆</title></head><body>六十周年校庆公告（第一号）</body></html>",
        host="xiaoqing.jiamengdx.edu.cn",
    )
    icons = "".join(
        f'<a href="{href}" title="{name}"><span class="i{n}"></span></a>'
        for n, (name, href) in enumerate(ICONS)
    )
    home = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}-首页</title></head><body>
<header><ul>{menu("/gaikuang.htm")}</ul></header><aside class="side">{icons}</aside><ul>{news(hand, "jm")}</ul>
<footer>{footer("jiamengdx.edu.cn")}</footer></body></html>"""
    hand.needed.add(hand.page("/shouye.htm", home))
