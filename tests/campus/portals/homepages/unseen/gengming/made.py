# ruff: noqa: E501 - lines of markup are as long as they are
"""Until 2021 the school was 渌口学院: every old address answers 301 to the new home page."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import about, footer, menu, moved, news, portal

HOME = "www.lukouligong.edu.cn"
COLUMNS = {
    "xxgkzd": "规章制度",
    "xxgkzn": "公开指南",
    "xxgkqd": "公开清单",
    "nb": "公开年报",
    "jdyj": "监督与建议",
}


def make(hand: Freehand) -> None:
    portal(hand, "渌口理工大学信息公开网", COLUMNS, reports="nb")
    moved(hand, "/", f"https://{HOME}/", "www.lukouxueyuan.edu.cn", 301)
    moved(hand, "/", f"https://{HOME}/", "xxgk.lukouxueyuan.edu.cn", 301)
    about(hand, ("/xxgk/", "/xxgk.htm"), HOME)
    home = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>渌口理工大学</title></head><body><nav><ul>
{menu("/xxgk.htm")}</ul></nav><ul>{news(hand, "lk")}</ul>
<footer>{footer("lukouligong.edu.cn", '<a href="http://xxgk.lukouligong.edu.cn" target="_blank"><i class="ico"></i><em>信息公开</em></a>')}
</footer></body></html>"""
    hand.page("/", home, host=HOME)
