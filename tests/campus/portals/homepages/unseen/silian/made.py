"""信息公开 still leads to an old host that answers 404; /xxgkw/ is the portal since."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import COLUMNS, about, footer, menu, news, portal


def make(hand: Freehand) -> None:
    portal(hand, "汨萝职业大学信息公开网", COLUMNS, base="/xxgkw/")
    about(hand, ("/xygk.htm", "/xxgk/"), "")
    hand.page(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body>
<ul>{menu("/xygk.htm")}</ul><ul>{news(hand, "xw")}</ul><div>{footer("miluozy.edu.cn", '<a href="http://xxgk.miluozy.edu.cn/">信息公开</a>')}</div></body></html>""",
        host="www.miluozy.edu.cn",
    )
