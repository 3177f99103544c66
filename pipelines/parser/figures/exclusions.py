"""What looks like a published quantity and is none."""

import re

from pipelines.parser.figures.quantities import Quantity
from pipelines.parser.vocab import load

_X = load("figures")["exclude"]
_PATTERNS = {k: re.compile(v) for k, v in _X.items() if isinstance(v, str)}
_ANNOUNCING, _DIVIDED, _COUNTED, _LISTED, _ONES = (
    frozenset(_X[k]) for k in ("announce_units", "divided_units", "counted_units", "list_units", "one_units")
)
_VOLUMES = frozenset(_X["volumes"])
_DAYS = frozenset(("天", "工作日", "个工作日"))
_LIST_SIZES = frozenset(_X["list_size"])
_NO_COUNT = re.compile("|".join(_X[k] for k in ("before", "furniture", "copies")))
"""What no counted number stands behind."""
_REACH, _SHORT = 44, 12
# More parts than this no enumeration announces.
_FEW = 15


def is_no_figure(text: str, q: Quantity, piece: tuple[int, int]) -> bool:
    """Whether a number with a counter is no figure, by what stands around it.

    `text` is the paragraph with titles and quotations blanked, `piece` the
    bounds of the number's clause in it.
    """
    head = text[max(0, q.start - _REACH) : q.start]
    tail = text[q.end : q.end + _REACH]
    clause = text[max(piece[0], q.start - _REACH) : q.start]
    close = head[-_SHORT:]
    return (
        q.bound
        or _NO_COUNT.search(close) is not None
        or ("第" in close and _PATTERNS["series"].search(close) is not None)
        or _ordinal(head, tail, q)
        or _announces(clause, tail, q)
        or _own_list(head, tail, q)
        or _counts_itself(clause, tail, q)
        or (q.han and (_article(clause, tail, q) or _fixed(text, q)))
        or _time(head, tail, q)
        or (q.unit == "版" and "." in text[q.start : q.end])
        or (q.unit in _VOLUMES and q.value is not None and 1900 <= q.value <= 2100)
        or (q.unit == "%" and head.endswith("-"))
    )


def is_furniture(line: str) -> bool:
    """Whether a paragraph is the web page's own line: source, date, counter."""
    return len(line) < 120 and _PATTERNS["furniture_line"].search(line) is not None


def _ordinal(head: str, tail: str, q: Quantity) -> bool:
    """八届四次教代会: which session, not how many."""
    return (
        q.unit == "次"
        and _PATTERNS["ordinal_before"].search(head) is not None
        and _PATTERNS["ordinal_after"].match(tail) is not None
    )


def _announces(clause: str, tail: str, q: Quantity) -> bool:
    few = q.value is not None and q.value <= _FEW and q.qualifier == "exact"
    if not few:
        return False
    if q.unit in ("个", "类", "项", "种", "条", "点") and _PATTERNS["nouns"].match(tail):
        return True
    if q.han and q.unit in _ANNOUNCING and _PATTERNS["nouns_han"].match(tail):
        return True
    if q.unit in _ANNOUNCING and _PATTERNS["announce"].match(tail):
        return True
    return q.unit in _DIVIDED and _PATTERNS["divided"].search(clause) is not None


def _own_list(head: str, tail: str, q: Quantity) -> bool:
    """The ministry's list says how long it is, or a heading's bracket how many of it stand below."""
    if q.unit not in _LISTED:
        return False
    around = _PATTERNS["list_around"]
    if q.value in _LIST_SIZES and (around.search(head[-24:]) or around.search(tail[:10])):
        return True
    if (
        q.unit in ("项", "条", "类")
        and _PATTERNS["own_list"].search(head)
        and q.value is not None
        and q.value <= 60
        and "公开" not in tail[:3]
    ):
        return True
    bracketed = head.endswith("(") and tail.startswith(")")
    few = q.value is not None and q.value <= _FEW
    return bracketed and few and _PATTERNS["bracketed"].match(q.unit or "") is not None


def _counts_itself(clause: str, tail: str, q: Quantity) -> bool:
    """甲、乙、丙三类: as many as are named before it; 办法列举的十二类信息."""
    if q.unit not in _COUNTED or q.value is None or q.value > _FEW or q.qualifier != "exact":
        return False
    if q.unit == "类" and _PATTERNS["counted_others"].search(clause):
        return _PATTERNS["counted_what"].search(tail) is not None
    if not q.han or q.value < 2:
        return False
    return clause.endswith("□□□") or len(_PATTERNS["counted_joint"].findall(clause)) + 1 == q.value


def _article(clause: str, tail: str, q: Quantity) -> bool:
    """In numerals: 一支队伍 is no count; 其中一件属于…, 年鉴一部 are."""
    if q.value != 1:
        return False
    if _PATTERNS["one_not"].search(clause):
        return True
    ends = not tail or tail[0] in ",;。、)!?:\n" or tail[0].isdigit()
    if ends:
        return False
    if tail[0] in "约近共计":
        return False
    subject = q.unit in _ONES and _PATTERNS["one_before"].search(clause) is not None
    return not (subject and _PATTERNS["one_verbs"].match(tail))


def _fixed(text: str, q: Quantity) -> bool:
    """Slogans in numerals: 三位一体, 一人一策."""
    if q.end - q.start > 4:
        return False
    around = max(0, q.start - 3)
    return any(
        m.start() < q.end - around and m.end() > q.start - around
        for m in _PATTERNS["fixed"].finditer(text[around : q.end + 4])
    )


def _time(head: str, tail: str, q: Quantity) -> bool:
    if q.unit in _DAYS:
        return not _PATTERNS["mean"].search(head)
    if q.unit not in ("小时", "分钟"):
        return False
    if _PATTERNS["within"].match(tail):
        return True
    return q.value == 24 and _PATTERNS["named"].match(tail) is not None
