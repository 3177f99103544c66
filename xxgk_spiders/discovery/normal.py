"""Link texts and titles without their noise."""

import re
from functools import lru_cache

from xxgk_spiders.discovery.tables import any_of, table

_NOISE = any_of(table("wording")["noise"])

_WIDE = {i: i - 0xFEE0 for i in range(0xFF01, 0xFF5F) if i not in (0xFF5E,)}
_FOLD = {
    **_WIDE,
    0x3000: " ",
    0xA0: " ",
    0x200B: "",
    0x200C: "",
    0x200D: "",
    0xFEFF: "",
    **dict.fromkeys(map(ord, "〔﹝【［「『"), "["),
    **dict.fromkeys(map(ord, "〕﹞】］」』"), "]"),
    **dict.fromkeys(map(ord, "《》“”‘’\"'"), ""),
    **dict.fromkeys(map(ord, "‒–—―−─﹣"), "-"),
    **dict.fromkeys(map(ord, "～〜∼"), "~"),
}
_FULL_DATE = r"20\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)"
_EDGE_DATE = re.compile(
    rf"^[(\[]?{_FULL_DATE}[)\]]?(?!\d)(?!\s?(?:[-~至到]))\s?"
    rf"|\s?[(\[]{_FULL_DATE}(?:\s\d\d:\d\d(?::\d\d)?)?[)\]]$"
    rf"|(?<![\d\-~至到自\s])\s?{_FULL_DATE}(?:\s\d\d:\d\d(?::\d\d)?)?$"
)
_EDGE_DAY = re.compile(
    r"^[(\[]?\d\d[-/.月]\d\d日?[)\]]?\s|\s[(\[]?\d\d[-/.]\d\d[)\]]?$|[(\[]\d\d[-/.]\d\d[)\]]$"
)
_LABEL = re.compile(
    rf"^[(\[]?{_NOISE}[)\]:!]+\s?|\s?[(\[]{_NOISE}[)\]]$|\s?(?:new|hot)!{{0,3}}$", re.IGNORECASE
)
_NUMBER = re.compile(
    r"^(?:\d{1,2}[.\-]\d{1,2}(?:[.\-]\d{1,2})?[、.]?\s?(?=[^\d\s.\-~至到/])|[(\[]?\d{1,2}[)\].、:](?!\d)|[(\[]?[一二三四五六七八九十]{1,3}[)\]、.:]|第[一二三四五六七八九十]{1,3}[条项类]"
    r"|附件\d{0,2}[:.]?)\s?"
)
_BULLET = "·•●■◆▪▶►★☆*>»› \t-:|.→"
_EXTENSION = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|zip|rar|ofd|html?|caj|rtf)$", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_SHORT_YEARS = re.compile(r"(?<![\d\-])([012]\d)[-~/至]{1,2}([012]\d)(?=学年)")
# Not between digits: there it joins years.
_SITE_SEPARATOR = re.compile(r"(?<!\d)[-|_]|[-|_](?!\d)")
_SITE_END = (
    "网",
    "大学",
    "学院",
    "学校",
    "网站",
    "平台",
    "专栏",
    "首页",
    "主页",
    "官网",
    "信息公开",
    "办公室",
)


@lru_cache(maxsize=8_192)
def normalise(text: str) -> str:
    """Fold widths, dashes and brackets, drop dates, bullets, numbers and labels at the edges.

    White space goes entirely (it means nothing inside Chinese); Latin letters
    become lower case.
    """
    text = _SPACE.sub(" ", text.translate(_FOLD)).strip().lower()
    for _ in range(4):
        before = text
        text = text.lstrip(_BULLET).rstrip(" ·•*|:>»›-+")
        text = _EDGE_DATE.sub("", text)
        text = _EDGE_DAY.sub("", text)
        text = _LABEL.sub("", text)
        text = _NUMBER.sub("", text)
        text = _EXTENSION.sub("", text)
        if text == before:
            break
    text = text.replace(" ", "")
    return _SHORT_YEARS.sub(_whole_years, text) if "学年" in text else text


def _whole_years(match: re.Match[str]) -> str:
    """15-16学年 as 2015-2016学年."""
    return f"20{match[1]}-20{match[2]}" if int(match[2]) == int(match[1]) + 1 else match[0]


def without_site_name(text: str) -> str:
    """The part of a page title before the name of its site (`…-某某大学信息公开网`)."""
    for match in _SITE_SEPARATOR.finditer(text):
        if match.start() >= 4 and text.endswith(_SITE_END):
            return text[: match.start()]
    return text
