"""Texts that nobody would publish but a broken file may yield; reading time must stay in proportion."""

from collections.abc import Callable

FRAME = (
    "测试大学2021-2022学年信息公开年度报告\n根据《高等学校信息公开办法》，测试大学编制本报告。\n一、概述\n",
    "\n二、主动公开情况\n",
    "\n三、依申请公开和不予公开情况\n",
    "\n六、主要经验、问题和改进措施\n",
    "\n八、清单事项公开情况\n",
)
"""The odd text stands in each of a report's sections, so that no reader passes it over."""

HEADINGS = "一、概述二、主动公开情况三、依申请公开和不予公开情况四、对信息公开的评议情况"
SENTENCE = "截至2022年8月31日，学校主页发布信息1,481条，其中通知82条，约3.5万余人次；"


def _repeat(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def _nested(length: int) -> str:
    half = length // 2
    return "（" * half + "）" * (length - half)


def _table(length: int) -> str:
    """Rows with empty cells and one long cell without an end."""
    return "序号\t类别\t公开事项\t责任部门\n" + _repeat("\t\t（1）学校章程\t\n", length)


KINDS: dict[str, Callable[[int], str]] = {
    "all digits": lambda n: _repeat("1234567890", n),
    "all 一": lambda n: "一" * n,
    "numerals": lambda n: _repeat("一百二十三万四千五百六十七亿零", n),
    "tabs": lambda n: "\t" * n,
    "line ends": lambda n: "\n" * n,
    "spaces": lambda n: " " * n,
    "headings on one line": lambda n: _repeat(HEADINGS, n),
    "headings, a line each": lambda n: _repeat(HEADINGS.replace("情况", "情况\n"), n),
    "nested brackets": _nested,
    "open title marks": lambda n: _repeat("《高等学校〈", n),
    "title marks and numbers": lambda n: _repeat("《办法》（教办函〔2014〕23号）", n),
    "one sentence of figures": lambda n: _repeat(SENTENCE, n),
    "commas": lambda n: "，" * n,
    "points without an end": lambda n: _repeat("一是加强管理二是", n),
    "dates": lambda n: _repeat("2021年9月1日至2022年8月31日", n),
    "an inventory without an end": _table,
    "wide and odd characters": lambda n: _repeat("\U00020000\u3000\u200b\ufeff\ufffd０１\u00a0\x00", n),
}
"""Makers of odd text of so many characters."""


def hostile(kind: str, length: int) -> str:
    """A report of so many characters whose sections hold nothing but one kind of odd text."""
    filling = KINDS[kind](length // len(FRAME) + 1)
    return "".join(head + filling for head in FRAME)
