"""Counts and dates as Chinese reports write them."""

import re
from datetime import date
from functools import lru_cache

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}

COUNT = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,9}|[零〇一二两三四五六七八九十百千]{1,9})"
"""A whole number in digits or numerals (folded text)."""
_NO_COUNTER = (
    r"(?![余多]?[万亿千百十]|[条篇份期次场件册元倍字张版页位封亩吨年月日天点至到]|人次|人(?![事才员])|名(?!称)|部(?![门分])"
    r"|项(?!目)|个(?!人)|家(?!长)|类(?!别)|小时|分(?![类级院别])|公[里斤]|平方|美元|学[时分]|课时)"
)
POINT = rf"\d{{1,2}}\.(\d{{1,2}})\s?(?=[\u4e00-\u9fff《“]){_NO_COUNTER}"
"""A heading's decimal number (6.2 存在问题), before no counter (3.2万条); its group is the last part."""
DEEP_POINT = r"\d{1,2}\.\d{1,2}\.(\d{1,2})\.?\s?(?=[\u4e00-\u9fff《“])"
"""The same of three parts: 6.2.1."""
YEAR = r"(?:20\d\d|二[〇零0OoO][〇零一二三四五六七八九0]{2})"
SMALL = r"(?:[0-3]?\d|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?|卅一?)"
DAY = re.compile(rf"(?P<y>{YEAR})\s?[年./-]\s?(?P<m>{SMALL})\s?[月./-]\s?(?P<d>{SMALL})\s?[日号]?(?!\d)")


@lru_cache(4096)
def count(text: str) -> int | None:
    """The whole number that a COUNT matched; None where the numerals make none."""
    plain = text.replace(",", "")
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if len(plain) > 1 and all(c in _DIGITS for c in plain):
        return int("".join(str(_DIGITS[c]) for c in plain))
    total, digit = 0, 0
    for c in plain.replace("廿", "二十").replace("卅", "三十"):
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _SCALES:
            total += (digit or 1) * _SCALES[c]
            digit = 0
        else:
            return None
    return total + digit


def year(text: str) -> int | None:
    """A year of four digits or numerals; the letter O is a misread 〇."""
    digits = re.sub(r"[〇零Oo]", "0", text)
    return count("".join(str(_DIGITS.get(c, c)) for c in digits)) if len(digits) == 4 else None


def day(y: int | None, m: str | int, d: str | int) -> date | None:
    """A calendar day from its parts; None where there is no such day."""
    month = count(m) if isinstance(m, str) else m
    of_month = count(d) if isinstance(d, str) else d
    if y is None or month is None or of_month is None:
        return None
    try:
        return date(y, month, of_month)
    except ValueError:
        return None


def read_day(match: "re.Match[str]") -> date | None:
    """The day that DAY matched."""
    return day(year(match["y"]), match["m"], match["d"])
