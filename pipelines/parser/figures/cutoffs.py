"""Cut-off dates: up to which day a figure counts."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.parser.header.period import windows
from pipelines.parser.model import Period
from pipelines.parser.numbers import YEAR, count, day, year

# A page may have torn the digits: 8月3 / 1日.
_SMALL = (
    r"(?:[0-3]\s?\d|\d|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?|卅一?)"
)
_DATE = (
    rf"(?:(?P<y@>{YEAR}|今年|当年|本年|次年|去年)\s?[年./-]?\s?)?(?P<m@>{_SMALL})\s?[月./-]\s?"
    rf"(?:份)?(?:(?P<d@>{_SMALL})\s?[日号]?(?!\s?\d)|(?P<e@>底|末))?"
)
_FIRST, _SECOND = _DATE.replace("@", "1"), _DATE.replace("@", "2")
_UNTIL = re.compile(
    rf"截(?:止|至)(?:日期|时间)?(?:到|至|于|为|:)?{_FIRST}"
    rf"|截[止至](?:到|至)?(?P<yy>{YEAR})年(?:年)?[底末]"
)
_STOP = re.compile(rf"(?:^|[,;:(])(?:到|至){_FIRST}(?:为)?止")
_WINDOW = re.compile(rf"(?<![\d.]){_FIRST}(?:起)?\s?(?:-{{1,2}}|~|至|到)\s?{_SECOND}(?:止|期间)?")
# 以上数据截至…, and a note in brackets behind what it speaks of: (数据截至…).
_ABOVE = re.compile(r"以上[^,;。()]{0,12}$|[^,;。(]\((?:以上|上述|所列)?(?:数据|统计|数字)(?:均|统计)?$")
_THIS_YEAR = ("今年", "当年", "本年")
# Shorter windows are when something took place.
_SHORTEST = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A day and where it is stated; `backward` where it speaks of what stands before (以上数据截至…)."""

    day: date
    start: int
    end: int
    backward: bool


def cutoffs(text: str, start: int, end: int, period: Period) -> list[Cutoff]:
    """The cut-offs that text[start:end] states; a year left out comes from the period."""
    found: list[Cutoff] = []
    if text.find("截", start, end) >= 0:
        for m in _UNTIL.finditer(text, start, end):
            when = date(year(m["yy"]) or 1, 12, 31) if m["yy"] else _day(m, "1", period)
            if when:
                backward = bool(_ABOVE.search(text[max(start, m.start() - 16) : m.start()]))
                found.append(Cutoff(when, m.start(), m.end(), backward))
    if text.find("止", start, end) >= 0:
        for m in _STOP.finditer(text, start, end):
            if when := _day(m, "1", period):
                found.append(Cutoff(when, m.start(), m.end(), False))
    if text.find("月", start, end) >= 0:
        for m in _WINDOW.finditer(text, start, end):
            first, last = _day(m, "1", period), _day(m, "2", period)
            if first and last and last - first >= _SHORTEST and last != period.end:
                found.append(Cutoff(last, m.start(), m.end(), False))
    return sorted(found, key=lambda c: c.start)


def report_wide(text: str, period: Period) -> date | None:
    """The cut-off of all figures: where a declared calendar year's window ends before the year does."""
    if period.kind != "calendar_year" or not period.declared or not period.end or not period.start:
        return None
    for w in windows(text, 0, min(len(text), 20_000)):
        if w.start.year == w.end.year == period.end.year and not w.damaged:
            return w.end if w.end != period.end else None
    return None


def _day(m: "re.Match[str]", which: str, period: Period) -> date | None:
    month = count(m[f"m{which}"].replace(" ", ""))
    if month is None or not 1 <= month <= 12:
        return None
    y = _year(m[f"y{which}"], month, period)
    if y is None and which == "2" and m["y1"]:
        y = year(m["y1"])
    if y is None:
        return None
    if m[f"d{which}"]:
        return day(y, month, m[f"d{which}"].replace(" ", ""))
    return date(y + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _year(word: str | None, month: int, period: Period) -> int | None:
    if word and (stated := year(word)):
        return stated
    if period.end is None or period.start is None or (word and word not in _THIS_YEAR):
        return None
    if word or period.start.year == period.end.year or month <= period.end.month:
        return period.end.year
    return period.start.year if month >= period.start.month else period.end.year
