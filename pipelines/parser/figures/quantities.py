"""Numbers with their counters: where they stand, what they are worth, how exact they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipelines.parser.numbers import count
from pipelines.parser.vocab import alternation, load

_Q = load("quantities")
_HAN = "零〇一二两三四五六七八九十百千万亿"
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_MORE = r"[余多来]"
_SCALE = r"(?:万亿|[百千十]?[万亿]|[千百])"


_NOT_BEHIND = {word: f"(?!{pattern})" for word, pattern in _Q["counter"].items() if pattern}
_UNIT = alternation([*_Q["counter"], *_Q["counters"]], _NOT_BEHIND)

_FIRST = re.compile(rf"[\d{_HAN}]")
_NUMBER = re.compile(
    rf"(?P<number>百分之(?P<share>[{_HAN}点]{{1,9}}|\d{{1,3}}(?:\.\d{{1,4}})?)"
    rf"|(?P<digits>(?<![A-Za-z\d])\d{{1,12}}(?:[, ]\d{{1,12}}){{0,4}}(?:\.\d{{1,6}})?)"
    rf"|(?P<han>[{_HAN}]{{1,16}}))"
    rf"\s?(?P<more1>{_MORE})?\s?(?P<scale>{_SCALE})?(?P<more2>{_MORE}|\+)?\s?(?P<unit>{_UNIT})?"
    r"(?P<after>以上|左右|上下|以内|之内|以下|内(?!容|部|外|涵))?"
)
"""A number, and what may stand behind it; where nothing does, it ends with the number."""
_JOIN = re.compile(r"\s?(?:-|~|至|到)\s?")
_FROM = re.compile("[从由自][^,;。]{0,12}$")
_PLAIN = re.compile(r"\d{1,3}(?:[, ]\d{3}){1,4}")
_MIXED = re.compile(r"[\d.]{0,8}[万千百亿十]$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HAN_SHARE = re.compile(r"[百千]?[零一二三四五六七八九十百]{1,5}(?:点[零一二三四五六七八九]{1,4})?")
_BEFORE = {
    k: re.compile(rf"{_Q['qualifier'][k]}{_Q['qualifier']['fill']}$") for k in ("over", "about", "nearly")
}
_NOT = re.compile(rf"{_Q['qualifier']['not']}$")
_BOUND = re.compile(rf"{_Q['qualifier']['bound']}{_Q['qualifier']['fill']}$")
_NO_BOUND = re.compile(rf"{_Q['qualifier']['bound_not']}{_Q['qualifier']['fill']}$")
_BARE_BEHIND = re.compile(_Q["bare"]["behind"])
_BARE_UNTIL = re.compile(_Q["bare"]["until"])
# What may stand behind a number without a counter that says something.
_GOES_ON = re.compile(rf"{_JOIN.pattern}|{_Q['bare']['until']}")
_REACH = 10
# Every word of the qualifiers has one of these.
_HINTS = frozenset("超逾突大多高少下至约概似近上")
_AFTER = {"以上": "over", "左右": "about", "上下": "about"}
# 统一到三个平台 is no range.
_PREFIXES = frozenset("统唯同专单逐万")
_LIMIT = ("以内", "之内", "以下", "内")


@dataclass(slots=True)
class Quantity:
    """A number as read; `start` and `end` are the number's with its unit.

    `value` is None where the number can be seen but not read; `warning` then
    says why. `bound` marks a limit (不超过, 以内), `han` a number in numerals.
    """

    value: float | None
    unit: str | None
    qualifier: str
    start: int
    end: int
    han: bool
    bound: bool
    warning: str | None = None


def quantities(text: str, broken: frozenset[int] = frozenset()) -> Iterator[Quantity]:
    """Every number with a counter, or without one where it says what is counted.

    `text` is folded and squeezed; `broken` are the places of spaces in it that
    stand for a line's end, where a number may have been torn.
    """
    at = 0
    while first := _FIRST.search(text, at):
        at = first.end()
        m = _NUMBER.match(text, first.start())
        if m is None:
            continue
        at = m.end("number")
        if m["share"]:
            value = _share(m["share"])
            if value is not None:
                yield _built(text, value, "%", m.start(), at, None, True)
            continue
        if m.end() == at and not _GOES_ON.match(text, at):
            continue
        start, value, warning = _number(text, m, broken)
        joined = _range(text, start, m)
        if joined is not None:
            at = joined.end
            if joined.warning:
                yield joined
            continue
        found = _finish(text, m, start, value, warning)
        if found is not None:
            at = max(at, found.end)
            yield found


def _finish(
    text: str, m: "re.Match[str]", start: int, value: float | None, warning: str | None
) -> Quantity | None:
    unit, scale, han = m["unit"], m["scale"], m["han"] is not None
    more = m["more1"] or m["more2"]
    # 近万人次 and 百余篇 are numbers, 百家讲坛 is none.
    proper = han and m["han"] in "百千万亿" and not more
    if proper and _qualifier(text, start, vague=True) == "exact":
        return None
    if scale and not scale.endswith(("万", "亿")) and han:
        return None
    end = m.end("unit") if unit else max(m.end(g) for g in ("number", "more1", "scale", "more2"))
    if unit is None and not _is_bare(text, m, start, end, scale, value):
        return None
    if start and text[start - 1] in "万千百亿十" and not han:
        # 1万2千条 is written in two parts.
        mixed = _MIXED.search(text[max(0, start - 9) : start])
        value, warning = None, f"figure_unreadable:{mixed[0] if mixed else ''}{text[start:end]}"
    if value is not None:
        for c in scale or "":
            value *= _SCALES[c]
        value = float(round(value, 6))
    if value is None:
        return Quantity(None, unit, "exact", start, end, han, False, warning) if warning else None
    return _built(text, value, unit, start, end, m["after"], han, more)


def _built(
    text: str,
    value: float,
    unit: str | None,
    start: int,
    end: int,
    after: str | None,
    han: bool,
    more: str | None = None,
) -> Quantity:
    qualifier = _qualifier(text, start, vague=han and text[start] in "百千万")
    if qualifier == "exact" and after in _AFTER:
        qualifier = _AFTER[after]
    if more:
        qualifier = "about" if more == "来" else "over"
    head = text[max(0, start - _REACH) : start]
    bound = after in _LIMIT or bool(_BOUND.search(head) and not _NO_BOUND.search(head))
    return Quantity(value, unit, qualifier, start, end, han, bound)


def _qualifier(text: str, start: int, vague: bool = False) -> str:
    head = text[max(0, start - _REACH) : start]
    if _HINTS.isdisjoint(head):
        return "exact"
    if vague and head.endswith("上") and not _NOT.search(head):
        return "over"
    for name, pattern in _BEFORE.items():
        m = pattern.search(head)
        if m and not _NOT.search(head[: m.end()].rstrip("到至为有共计达")):
            return name
    return "exact"


def _is_bare(
    text: str, m: "re.Match[str]", start: int, end: int, scale: str | None, value: float | None
) -> bool:
    """Whether a number without a counter is a quantity: 获赞343万, 粉丝数116681."""
    if not _BARE_UNTIL.match(text, end):
        return False
    big = scale or (m["han"] and len(m["han"]) > 1 and m["han"][-1] in "万亿")
    if big and (scale or "万")[-1] in "万亿":
        return True
    if m["han"] not in (None, "零"):
        return False
    return value is not None and bool(_BARE_BEHIND.search(text[max(0, start - 30) : start]))


def _range(text: str, start: int, first: "re.Match[str]") -> Quantity | None:
    """A range, as a warning; one without a counter is none of ours and only stepped over."""
    unit = first["unit"]
    join = _JOIN.match(text, first.end("unit") if unit else max(first.end("number"), first.end("scale")))
    second = _NUMBER.match(text, join.end()) if join else None
    if join is None or second is None or second["share"] or text[max(0, start - 1) : start] in _PREFIXES:
        return None
    if not second["unit"]:
        return None if unit else Quantity(None, None, "exact", start, second.end("number"), False, False)
    if unit and (unit != second["unit"] or _FROM.search(text[max(0, start - 14) : start])):
        return None
    end = second.end("unit")
    number = f"{text[start : join.start()].removesuffix(unit or '')}-{text[second.start() : end]}"
    if number[0] == "0" or (start and text[start - 1] in "第月年/"):
        return Quantity(None, None, "exact", start, end, False, False)
    return Quantity(None, second["unit"], "exact", start, end, False, False, f"figure_range:{number}")


def _number(text: str, m: "re.Match[str]", broken: frozenset[int]) -> tuple[int, float | None, str | None]:
    """Where the number starts, its value, and why it has none."""
    if m["han"]:
        value, warning = _han(m["han"])
        return m.start(), value, warning
    raw: str = m["digits"]
    if raw.isdigit():
        return m.start(), float(raw), None
    whole = raw.partition(".")[0]
    joined = "".join(c for i, c in enumerate(raw, m.start()) if c != " " or i not in broken)
    parts = joined.partition(".")[0]
    first = re.split("[, ]", whole, maxsplit=1)[0]
    sound = ("," not in parts and " " not in parts) or _PLAIN.fullmatch(parts)
    if sound and (parts == whole or not _YEAR.fullmatch(first)):
        return m.start(), float(joined.replace(",", "").replace(" ", "")), None
    # 2021,130条 and 2021 130条 are a year and a number.
    cut = max(whole.rfind(","), whole.rfind(" "))
    if whole[cut] == "," or _YEAR.fullmatch(whole[:cut].replace(",", " ").split()[-1]):
        return m.start() + cut + 1, float(raw[cut + 1 :]), None
    return m.start(), None, f"figure_unreadable:{raw}"


def _share(raw: str) -> float | None:
    if raw[0].isdigit():
        return float(raw)
    if raw == "百":
        return 100.0
    if not _HAN_SHARE.fullmatch(raw):
        return None
    whole, _, decimals = raw.partition("点")
    value = count(whole)
    digits = "".join(str(count(c)) for c in decimals)
    return None if value is None else float(f"{value}.{digits or 0}")


@lru_cache(4096)
def _han(raw: str) -> tuple[float | None, str | None]:
    """The value of numerals; 三四十 and 七八 are ranges, 二〇二二 and 二八〇 are no counts."""
    digits = [i for i, c in enumerate(raw) if c not in "十百千万亿零"]
    if len(raw) > 1 and all(c not in "十百千万亿" for c in raw):
        if len(raw) == 2 and "〇" not in raw and "零" not in raw:
            return None, f"figure_range:{raw}"
        return None, None
    if any(b == a + 1 for a, b in pairwise(digits)):
        return None, f"figure_range:{raw}"
    if len(raw) > 2 and raw[-1] in "一二三四五六七八九" and raw[-2] in "百千万亿":
        return None, f"figure_unreadable:{raw}"
    total = section = digit = 0
    for c in raw:
        if c == "亿":
            total, section, digit = (total + section + digit or 1) * _SCALES[c], 0, 0
        elif c == "万":
            total, section, digit = total + (section + digit or 1) * _SCALES[c], 0, 0
        elif c in _SCALES:
            section += (digit or 1) * _SCALES[c]
            digit = 0
        else:
            digit = count(c) or 0
    return float(total + section + digit), None
