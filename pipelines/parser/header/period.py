"""The period a report covers, and what decided it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.parser.model import Period
from pipelines.parser.numbers import SMALL, YEAR, count, day, year
from pipelines.parser.view import Span, Squeezed
from pipelines.parser.vocab import load

_P = load("header")["period"]
_INTRO = re.compile(_P["intro"])
_STRICT = re.compile(_P["strict"])
_JOIN = r"(?:-{1,3}|~{1,2}|至|到|/|、|和)"
_PAIR = re.compile(
    rf"(?<!\d)({YEAR})\s?年?(?:学年)?\s?{_JOIN}\s?({YEAR}|\d\d(?=\s?(?:年?学年|年度)))(?!\d)(?!\s?[年./-]\s?\d{{1,2}}\s?[月./-])"
    r"\s?(年?学年度?|年度|年)?"
)
_SINGLE = re.compile(rf"(?<![\d~-])({YEAR})\s?(学年度|学年|年度|年)(?!\d|[一二三四五六七八九十]{{1,3}}月)")
_WINDOW = re.compile(
    rf"(?<!\d)(?P<y1>{YEAR})\s?[年./-]\s?(?P<m1>{SMALL})\s?(?:月份?|[./-])?(?:\s?(?P<d1>(?<![\d])(?:{SMALL}))\s?(?:[日号](?:[零〇0]{{1,2}}[时点])?)?)?(?!\d)"
    rf"(?:起|开始|始)?,?\s?(?:-{{1,3}}|~{{1,2}}|至|到|截?止[至到于]?|起至)\s?"
    rf"(?:(?P<y2>{YEAR}|次年|翌年|当年|同年|本年|下一?年)\s?[年./-]?\s?)?(?P<m2>{SMALL})\s?(?:月份?|[./-])(?:\s?(?P<d2>{SMALL})\s?[日号]?)?(?!\d)"
)
_DAMAGED = re.compile(
    r"(?<!\d)(20\d\d)([\d年月日./-]{0,8}?)日?起?(?:至|到|-{1,3}|~)(20\d\d)([\d年月日./-]{0,8})"
)
# 2025年信息公开工作: a year that is the report's own without being called so.
_WORKED = re.compile("(?:的)?(?:学校|学院|我校|我院)?信息公开(?:工作)?(?!办法|条例|指南|目录|条)")
_DIGITS = re.compile(r"\D")
_CENTURY = re.compile("20|二[〇零0Oo]")
"""How a YEAR begins."""


@dataclass(frozen=True, slots=True)
class Window:
    """A from-to window as the text states it; `damaged` where digits had to be split."""

    start: date
    end: date
    span: tuple[int, int]
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A period label: `first` and `last` year (equal for one year), what follows it."""

    first: int
    last: int
    word: str
    span: tuple[int, int]


def _centuries(text: str, start: int, end: int) -> list[int]:
    """Where a year may begin."""
    return [m.start() for m in _CENTURY.finditer(text, start, end)]


def _matches(pattern: "re.Pattern[str]", text: str, places: list[int], end: int) -> Iterator["re.Match[str]"]:
    """The matches of a pattern that begins with a year, one behind the other."""
    at = 0
    for place in places:
        if place >= at and (m := pattern.match(text, place, end)):
            yield m
            at = m.end()


def labels(text: str, start: int = 0, end: int | None = None) -> Iterator[Label]:
    """Every period label in a stretch of folded text, pairs and single years."""
    end = len(text) if end is None else end
    places = _centuries(text, start, end)
    for m in _matches(_PAIR, text, places, end):
        first = year(m[1])
        last = year(m[2]) if len(m[2]) == 4 else (first or 0) // 100 * 100 + int(m[2])
        if first and last == first + 1 and 2008 <= first <= 2099:
            yield Label(first, last, m[3] or "", m.span())
    for m in _matches(_SINGLE, text, places, end):
        only = year(m[1])
        if only and 2008 <= only <= 2099:
            yield Label(only, only, m[2], m.span())


def windows(text: str, start: int, end: int) -> Iterator[Window]:
    """Every stated window of about a year, whole or damaged."""
    places = _centuries(text, start, end)
    for m in _matches(_WINDOW, text, places, end):
        a, b = _bounds(m)
        if a and b and 200 <= (b - a).days <= 500:
            yield Window(a, b, m.span())
    for m in _matches(_DAMAGED, text, places, end):
        a, b = _split(m[1], m[2]), _split(m[3], m[4])
        if a and b and 300 <= (b - a).days <= 430 and not _WINDOW.match(text, m.start(), end):
            yield Window(a, b, m.span(), damaged=True)


def _bounds(m: "re.Match[str]") -> tuple[date | None, date | None]:
    y1, m1 = year(m["y1"]), count(m["m1"])
    m2 = count(m["m2"])
    if not y1 or not m1 or not m2 or not 1 <= m1 <= 12 or not 1 <= m2 <= 12:
        return None, None
    word = m["y2"]
    if word is None or word in ("当年", "同年", "本年"):
        y2: int | None = y1
    elif word in ("次年", "翌年", "下一年", "下年"):
        y2 = y1 + 1
    else:
        y2 = year(word)
    if y2 is None:
        return None, None
    a = day(y1, m1, m["d1"] or 1)
    b = day(y2, m2, m["d2"]) if m["d2"] else _month_end(y2, m2)
    return a, b


def _month_end(y: int, m: int) -> date:
    return date(y + m // 12, m % 12 + 1, 1) - timedelta(days=1)


def _split(y: str, rest: str) -> date | None:
    """A day whose separators were lost, where only one reading of its digits is one."""
    digits = _DIGITS.sub("", rest)
    if not 2 <= len(digits) <= 4:
        return None
    reads = {
        found
        for cut in (1, 2)
        if digits[cut:] and digits[cut] != "0" and digits[0] != "0"
        if (found := day(int(y), digits[:cut], digits[cut:]))
    }
    return reads.pop() if len(reads) == 1 else None


@dataclass(frozen=True, slots=True)
class Reading:
    """A period with what decided each part and the warnings it deserves."""

    period: Period
    spans: dict[str, Span]
    warnings: list[str]


def read_period(
    sq: Squeezed,
    preamble_end: int,
    overview_end: int,
    title: tuple[int, int] | None,
    signed: date | None,
    context_title: str | None,
    published: date | None,
) -> Reading:
    """The period: stated window, else title, else body, else the crawler's title.

    Offsets are indexes of the squeezed text. A stated window wins over a single
    year in the title; against a pair of years it needs the body's majority.
    """
    text = sq.text
    warnings: list[str] = []
    in_title = _first(labels(text, *title)) if title else None
    body = _majority(text, overview_end)
    stated, damage = _stated(text, preamble_end)
    warnings += damage
    named, source = in_title or body, "text"
    if named is None and context_title:
        named, source = _first(labels("".join(context_title.split()))), "title"
        if named:
            warnings.append("period_from_title")
    if stated and named and not _agree(stated, named):
        if named.first != named.last and (body is None or not _agree(stated, body)):
            warnings.append(f"period_conflict:{stated.start}/{stated.end}")
            stated = None
        elif in_title:
            warnings.append(f"period_conflict:{text[slice(*named.span)]}")
    if stated:
        return _from_window(sq, stated, named, warnings)
    if named is None:
        return Reading(Period(), {}, [*warnings, "period_missing"])
    return _from_label(sq, named, source, body, signed or published, warnings)


def _first(found: Iterator[Label]) -> Label | None:
    """The label of a title: a pair of years before a single one."""
    rows = list(found)
    return next((r for r in rows if r.first != r.last), rows[0] if rows else None)


def _majority(text: str, end: int) -> Label | None:
    """The period most often named in the opening; single years count only as 年度, or of 信息公开."""
    rows = [
        r
        for r in labels(text, 0, min(end, 4000))
        if (r.first != r.last) or "度" in r.word or "学年" in r.word or _WORKED.match(text, r.span[1])
    ]
    weights: Counter[tuple[int, int]] = Counter()
    for i, r in enumerate(rows):
        quoted = _quoted(text, r.span[0])
        weights[(r.first, r.last)] += 0 if quoted else (3 if r.first != r.last else 2) + (i == 0)
    if not weights or not max(weights.values()):
        return None
    best = max(weights, key=lambda k: weights[k])
    return next(r for r in rows if (r.first, r.last) == best and not _quoted(text, r.span[0]))


def _quoted(text: str, at: int) -> bool:
    """Whether a place stands inside 《…》: a notice's year is not the report's."""
    opened = text.rfind("《", max(0, at - 60), at)
    return opened >= 0 and text.find("》", opened, at) < 0


def _stated(text: str, preamble_end: int) -> tuple[Window | None, list[str]]:
    """The report-wide window: introduced as the statistics', or standing in the preamble."""
    warnings: list[str] = []
    best: tuple[int, Window] | None = None
    for w in windows(text, 0, len(text)):
        sentence = max(text.rfind(c, max(0, w.span[0] - 60), w.span[0]) for c in "。;\n") + 1
        before = text[max(sentence, w.span[0] - 40) : w.span[0]]
        after = text[w.span[1] : w.span[1] + 30]
        early = w.span[0] < preamble_end
        rank = 0
        if _STRICT.search(before) or (early and re.match(r"[)期间止内,]{0,4}.{0,10}(?:统计|数据)", after)):
            rank = 3 if early else 2
        elif early and _INTRO.search(before + after):
            rank = 1
        if rank and (best is None or rank > best[0]):
            best = (rank, w)
    if best is None:
        torn = re.search(r"统计.{0,20}?(20\d\d[\d年月日]{0,8}[至到~-]20\d\d[\d年月日]{0,8})", text[:8000])
        if torn:
            warnings.append(f"window_unreadable:{torn[1]}")
        return None, warnings
    if best[1].damaged:
        warnings.append(f"window_damaged:{text[slice(*best[1].span)]}")
    return best[1], warnings


def _agree(w: Window, label: Label) -> bool:
    """Whether a window can be the period that a label names."""
    if label.first != label.last:
        a, b = date(label.first, 9, 1), date(label.last, 8, 31)
        overlap = (min(b, w.end) - max(a, w.start)).days
        return overlap >= 270
    return label.first in (w.start.year, w.end.year)


def _from_window(sq: Squeezed, w: Window, named: Label | None, warnings: list[str]) -> Reading:
    span = sq.span(*w.span)
    spans = dict.fromkeys(("period.start", "period.end", "period.label"), span)
    whole = w.start.year == w.end.year
    late = not whole and w.start.month <= 2 and (named is None or named.first == named.last)
    if named and named.first != named.last and _agree(w, named):
        period = Period("academic_year", f"{named.first}-{named.last}", w.start, w.end, True)
        spans["period.label"] = sq.span(*named.span) if "period_from_title" not in warnings else span
        return Reading(period, spans, warnings)
    if whole or late:
        y = w.start.year
        period = Period("calendar_year", str(y), w.start, w.end, True)
        if whole and (w.start, w.end) != (date(y, 1, 1), date(y, 12, 31)):
            # Most of a year stands for the year; the cut-off is each figure's own.
            period.start, period.end = date(y, 1, 1), date(y, 12, 31)
            warnings = [*warnings, f"window_cut_off:{w.start}/{w.end}"]
        return Reading(period, spans, warnings)
    # About a year across new year: an academic year, or one of fourteen months.
    label = f"{w.start.year}-{w.end.year}"
    return Reading(Period("academic_year", label, w.start, w.end, True), spans, warnings)


def _from_label(
    sq: Squeezed,
    named: Label,
    source: str,
    body: Label | None,
    signed: date | None,
    warnings: list[str],
) -> Reading:
    spans = {"period.label": sq.span(*named.span)} if source == "text" else {}
    warnings = list(warnings)
    first, last = named.first, named.last
    academic = first != last
    if not academic:
        pair = body if body and body.first != body.last else None
        if "学年" in named.word:
            # 2022学年 begins in 2022.
            academic, last = True, first + 1
            warnings.append("period_inferred")
        elif pair and first in (pair.first, pair.last):
            academic, first, last = True, pair.first, pair.last
            spans = {"period.label": sq.span(*pair.span)}
        else:
            words = len(re.findall("学年", sq.text)) > len(re.findall(r"本年度|全年", sq.text))
            if words and signed and signed.year == first and signed.month >= 9:
                # Due in October for the academic year that ended in August.
                academic, first = True, first - 1
            warnings.append("period_inferred")
    if academic:
        window = (date(first, 9, 1), date(last, 8, 31))
        return Reading(Period("academic_year", f"{first}-{last}", *window), spans, warnings)
    window = (date(first, 1, 1), date(first, 12, 31))
    return Reading(Period("calendar_year", str(first), *window), spans, warnings)
