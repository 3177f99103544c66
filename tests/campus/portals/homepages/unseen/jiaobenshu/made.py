"""The menu is drawn from a tree of objects: text as \\u escapes, slashes escaped, children within."""

import json

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import MENUS, about, footer, news, portal

COLUMNS = {
    "jbxx": "基本信息",
    "zsks": "招生考试信息",
    "cwzc": "财务、资产及收费信息",
    "rsxx": "人事师资信息",
    "ndbg": "信息公开年度报告",
    "lxwm": "联系方式",
}


def make(hand: Freehand) -> None:
    portal(hand, "信息公开", COLUMNS, base="/gksx/", wording="{school}信息公开年报（{period}）")
    about(hand, ("/xxgk.htm", "/xxgk/"), "")
    tree = [
        {"id": 1001, "name": "学校概况", "url": "/xxgk.htm", "children": []},
        *(
            {"id": 1010 + n, "name": name, "url": f"/lm{n}.htm", "children": leaves(n, parts)}
            for n, (name, parts) in enumerate(MENUS.items())
        ),
        {
            "id": 1090,
            "name": "公开服务",
            "url": "#",
            "children": [
                {"id": 1091, "name": "党务公开", "url": "http://dwgk.wenyangduxy.edu.cn/", "children": []},
                {"id": 1092, "name": "信息公开", "url": "/gksx/", "children": []},
                {"id": 1093, "name": "招标采购", "url": "/zbcg.htm", "children": []},
            ],
        },
    ]
    literal = json.dumps(tree).replace("/", "\\/")
    home = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title>
<script src="/js/jquery.min.js"></script></head><body><div id="menu"></div>
<script>
var navTree = {literal};
$(function () {{ drawMenu($('#menu'), navTree, 0); }});
</script>
<div class="xinwen"><ul>{news(hand, "xw")}</ul></div>
<footer>{footer("wenyangduxy.edu.cn")}</footer></body></html>"""
    hand.page("/", home)


def leaves(number: int, names: tuple[str, ...]) -> list[dict[str, object]]:
    return [
        {"id": number * 100 + i, "name": name, "url": f"/lm{number}/{i}.htm", "children": []}
        for i, name in enumerate(names)
    ]
