# ruff: noqa: E501 - lines of markup are as long as they are
"""/js/menu.js writes the menu; the page itself has an empty list."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import COLUMNS, about, footer, news, portal


def make(hand: Freehand) -> None:
    portal(hand, "信息公开", COLUMNS, base="/msgopen/")
    about(hand, ("/xxgk/",), "")
    script = """var menus = [["学校概况", "/xxgk/"], ["信息公开", "/msgopen/"], ["党务公开", "/dwgk/"]];
for (var i = 0; i < menus.length; i++) { document.write('<li><a href="' + menus[i][1] + '">' + menus[i][0] + '</a></li>'); }"""
    hand.page("/js/menu.js", script)
    hand.page(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body>
<ul class="menu"><script src="/js/menu.js"></script></ul><ul>{news(hand, "xw")}</ul><div>{footer("cenyangdx.edu.cn")}</div>
</body></html>""",
    )
