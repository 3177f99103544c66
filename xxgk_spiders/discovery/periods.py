"""The period that a title names: `2022-2023`, `2023`, or none.

A range must be two consecutive years; a single year is kept as the text says
it, since whether it means an academic year is for the report's text to say.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache

FIRST_YEAR = 2009
"""The duty to publish reports began with the academic year 2009-2010."""

_HAN = {**{c: str(i) for i, c in enumerate("零一二三四五六七八九")}, "〇": "0", "○": "0", "o": "0"}
_WIDE = {i: i - 0xFEE0 for i in range(0xFF01, 0xFF5F)}
_DASHES = dict.fromkeys(map(ord, "‒–—―−─﹣～〜∼"), "-")
_SPACE = re.compile(r"\s+")

YEARS = re.compile(r"20\d\d|二[〇零○o0][一二三四五六七八九〇零○o0]{2}|２０")
"""Whether a text shows a year at all."""

_HAN_YEAR = re.compile(
    r"二[〇零○o][一二三四五六七八九〇零○o]{2}(?=[年学\-~至到/])|(?<=[\-~至到/])二[〇零○o][一二三四五六七八九〇零○o]{2}"
)
_NUMBER = re.compile(r"[\[(〔﹝【]20\d\d[\])〕﹞】](?:第)?\d{1,4}号|20\d\d[\])〕﹞】]\d{1,4}号")
_DATE = re.compile(r"(?<!\d)20\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月(?:\d{1,2}日)?)(?!\d)")
_WINDOW = re.compile(
    r"(20\d\d)[年.\-/]0?9(?:[月.\-/](?:0?1日?)?)?[-~至到]{1,2}(20\d\d)[年.\-/]0?8(?:[月.\-/](?:31日?)?)?"
)
_JOINT = r"(?:学年|年度|年)?(?:[-~/_]{1,3}|至|到)"
_RANGE = re.compile(rf"(?<![\da-z])(20\d\d){_JOINT}(20\d\d|\d\d)(?!\d)(学年度?|年度?)?")
_JOINED = re.compile(r"(?<!\d)(20\d\d)(20\d\d)(?=学年)")
_SINGLE = re.compile(r"(?<![\da-z/=])(20\d\d)(?![\da-z])")
_PERIOD_TEXT = re.compile(
    rf"(?:20\d\d{_JOINT})?20\d\d(?:{_JOINT}\d\d(?!\d))?(?:学年度?|年学年度?|年度?)?(?=度?报告)"
    rf"|(?:20\d\d{_JOINT})?20\d\d(?:{_JOINT}\d\d(?!\d))?(?:年?学年度?|年度|年)?度?"
)


# 15-16学年: two years of two digits, one after the other.
_SHORT_YEARS = re.compile(r"(?<![\d.\-/])(\d\d)\s?[-‒–—―−─﹣~～〜∼/至]{1,2}\s?(\d\d)(?=\s?(?:学年|年度))")


def with_whole_years(text: str) -> str:
    """Return a text with the years of `15-16学年` written out; dates and all else as they are."""
    return _SHORT_YEARS.sub(_whole, text) if "年" in text else text


def _whole(match: re.Match[str]) -> str:
    first, second = int(match[1]) + 2000, int(match[2]) + 2000
    return f"{first}-{second}" if second == first + 1 and _possible(first) and _possible(second) else match[0]


def _fold(text: str) -> str:
    text = _SPACE.sub("", text.translate(_WIDE).translate(_DASHES)).lower()
    if "二" in text:
        text = _HAN_YEAR.sub(lambda m: "".join(_HAN.get(c, c) for c in m[0]), text)
    return text


@lru_cache(maxsize=8_192)
def period_of(text: str) -> str | None:
    """The one period that a text names; None where it names none, several, or an impossible one.

    Separators - – — ~ ～ 至 到 /, full-width and Chinese digits, a second year of
    two digits (2022—23). Dates and document numbers are not periods.
    """
    if not YEARS.search(text):
        return None
    folded = _NUMBER.sub("", _fold(text[:400]))
    found = {(m[1], m[2]) for m in _WINDOW.finditer(folded)}
    folded = _DATE.sub(" ", _WINDOW.sub(" ", folded))
    for match in _RANGE.finditer(folded):
        first, second = match[1], match[2]
        if len(second) == 2:
            # 2011-12 may be a month; only what follows tells.
            if int(second) <= 12 and not match[3]:
                return None
            second = first[:2] + second
        found.add((first, second))
    folded = _RANGE.sub(" ", folded)
    found.update((m[1], m[2]) for m in _JOINED.finditer(folded))
    if found:
        return _label(*found.pop()) if len(found) == 1 else None
    singles = {m[1] for m in _SINGLE.finditer(folded)}
    if len(singles) == 1:
        year = singles.pop()
        return year if _possible(int(year)) else None
    return None


def _label(first: str, second: str) -> str | None:
    if int(second) == int(first) + 1 and _possible(int(first)) and _possible(int(second)):
        return f"{first}-{second}"
    return None


def _possible(year: int) -> bool:
    return FIRST_YEAR <= year <= datetime.now(UTC).year + 1


@lru_cache(maxsize=8_192)
def strip_periods(text: str) -> str:
    """A title without its years, dates and document numbers (for a text already normalised)."""
    if not YEARS.search(text):
        return text
    text = _NUMBER.sub("", _fold(text))
    text = _PERIOD_TEXT.sub("", _DATE.sub("", _WINDOW.sub("", text)))
    return text.replace("()", "").replace("[]", "")
