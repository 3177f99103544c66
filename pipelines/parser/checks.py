"""What does not add up in a report: warnings with stable codes and the values involved."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from pipelines.parser.complaints import read_complaints
from pipelines.parser.model import Context, Figure, Period, Report, Requests
from pipelines.parser.outline.headings import ORDER
from pipelines.parser.outline.reader import announced
from pipelines.parser.requests.reader import read_requests
from pipelines.parser.view import Document, Squeezed
from pipelines.parser.vocab import load

# A window shorter or longer than this is no year's; the oddest stated ones have fourteen months.
_SHORTEST, _LONGEST = timedelta(days=300), timedelta(days=440)
# Reports are signed within weeks of the period's end, some before its last days.
_EARLY, _LATE = timedelta(days=75), timedelta(days=550)
_ANSWERS = ("granted", "partly_granted", "refused", "not_held", "already_public", "other")
_RATES = ("response_rate", "satisfaction_rate")
_PARTS = re.compile("其中|分别[为是]|包括")
_GROWTH = re.compile(load("figures")["hang"]["growth"])
_BESIDES = re.compile("[,;](?:另(?!一)|此外|同时|还)")
_STOPS = re.compile("[。!?\n]")


def check(doc: Document, report: Report, context: Context, preamble_end: int) -> Iterator[str]:
    """Every warning about a parsed report; `preamble_end` indexes the squeezed text."""
    yield from _outline(doc.squeezed, report, preamble_end)
    yield from _period(report.period, report.signed_on or context.published)
    yield from _requests(report.requests)
    yield from _contradictions(doc.squeezed, report)
    yield from _figures(doc, report.figures)


def _outline(sq: Squeezed, report: Report, preamble_end: int) -> Iterator[str]:
    if report.title is None:
        yield "title_missing"
    sections = report.sections
    if not sections:
        yield "outline_missing"
        return
    have = {s.code for s in sections}
    merged = any(s.code == "evaluation" and re.search("举报|投诉", s.heading) for s in sections)
    for code in ORDER:
        if code not in have and not (code == "complaints" and merged):
            yield f"section_missing:{code}"
    said = announced(sq.text[:preamble_end])
    if said and said != len(sections):
        yield f"sections_announced:{said},found:{len(sections)}"
    for a, b in pairwise(sections):
        if b.ordinal != a.ordinal + 1:
            yield f"numbering:{a.ordinal},{b.ordinal}"


def _period(period: Period, signed: date | None) -> Iterator[str]:
    """The window's length, and the day that the report was signed or published."""
    if period.start is None or period.end is None:
        return
    if not _SHORTEST <= period.end - period.start <= _LONGEST:
        yield f"window_length:{period.start}/{period.end}"
    if signed is None:
        return
    if signed < period.start:
        yield f"period_future:{period.label},{signed}"
    elif signed < period.end - _EARLY:
        yield f"signed_early:{signed},{period.end}"
    elif signed > period.end + _LATE:
        yield f"signed_late:{signed},{period.end}"


def _requests(requests: Requests) -> Iterator[str]:
    received = requests.received
    if not received:
        return
    if requests.answered is not None and requests.answered > received:
        yield f"requests_answered:{requests.answered},received:{received}"
    answers = sum(getattr(requests, name) or 0 for name in _ANSWERS)
    if answers > received:
        yield f"sum_mismatch:requests.received:{received},{answers}"
    ways = [count for count in requests.by_channel.values() if count is not None]
    if sum(ways) > received:
        yield f"sum_mismatch:requests.by_channel:{received},{sum(ways)}"


def _contradictions(sq: Squeezed, report: Report) -> Iterator[str]:
    """Counts of applications and complaints that another section states otherwise."""
    elsewhere = [
        (sq.index(s.body), sq.index(s.end))
        for s in report.sections
        if s.code in ("overview", "proactive", "experience")
    ]
    if not elsewhere:
        return
    told = report.requests.received
    again = read_requests(sq, elsewhere, everywhere=True)[0].received
    if told is not None and again is not None and told != again:
        yield f"requests_conflict:{told},{again}"
    other = read_complaints(sq, [(a, b, "") for a, b in elsewhere], True)[0]
    for name in ("reports", "reconsiderations", "lawsuits"):
        first, second = getattr(report.complaints, name), getattr(other, name)
        if first is not None and second is not None and first != second:
            yield f"complaints_conflict:{name},{first},{second}"


def _figures(doc: Document, figures: list[Figure]) -> Iterator[str]:
    for figure in figures:
        share = figure.measure in _RATES or "占" in figure.quote
        if figure.unit in ("%", "％") and figure.value > 100 and share:
            yield f"percentage_over_100:{figure.value:g}"
    yield from _parts(doc, figures)


def _parts(doc: Document, figures: list[Figure]) -> Iterator[str]:
    """A total whose parts (其中…) in its own sentence make more than it."""
    text, end = doc.folded, -1
    for i, total in enumerate(figures):
        if total.qualifier != "exact" or total.unit in (None, "%", "％"):
            continue
        if end < total.end:
            stop = _STOPS.search(text, total.end)
            end = stop.start() if stop else len(text)
        floor = total.end + 12
        first = _PARTS.search(text, total.end, min(floor, end))
        if first is None or _closes(text[total.end : first.start()]):
            continue
        # Parts end at a semicolon, but where a colon opens a list: 其中:主页60条;微信40条.
        listed = text.startswith(":", first.end())
        over = end if listed else text.find(";", first.end(), end)
        parts: list[float] = []
        for k in range(i + 1, len(figures)):
            part = figures[k]
            if part.start >= end or part.unit != total.unit or part.qualifier != "exact":
                break
            if 0 <= over < part.start or (total.channel and part.channel != total.channel):
                break
            begin = max(floor, part.start - 12)
            if again := _PARTS.search(text, begin, part.start):
                if k > i + 2 or not _closes(text[begin : again.start()]):
                    break  # parts of a part
                parts.clear()  # 5件(含结转1件),其中…
            if parts and _BESIDES.search(text, max(floor, part.start - 30), part.start):
                break
            if _GROWTH.search(text, max(total.end, part.start - 30), part.start):
                break
            parts.append(part.value)
            floor = part.end
        if parts and sum(parts) > total.value:
            yield f"sum_mismatch:{total.section}:{total.value:g},{sum(parts):g}"


def _closes(text: str) -> bool:
    """Whether a bracket is closed in a text that was opened before it."""
    return ")" in text and "(" not in text[: text.index(")")]
