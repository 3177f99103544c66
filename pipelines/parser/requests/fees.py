"""Fees charged and waived for applications, in CNY."""

import re

from pipelines.parser.model import Requests
from pipelines.parser.view import Span, Squeezed
from pipelines.parser.vocab import load

_F = load("requests")["fees"]
_YUAN = r"(?:人民币)?(\d{1,7}(?:,\d{3})*(?:\.\d{1,2})?)\s?元"
_CHARGED = re.compile(_F["charged"] + _YUAN)
_WAIVED = re.compile(_F["waived"] + _YUAN)
_NONE = re.compile(_F["none"])
_NONE_WAIVED = re.compile(_F["none_waived"])
_RULES = re.compile(_F["rules"])
_SENTENCE = re.compile(r"[^。\n!?;]+")


def read_fees(sq: Squeezed, places: list[tuple[int, int]], found: Requests, spans: dict[str, Span]) -> None:
    """Fill `fee_charged` and `fee_waived`: amounts, or 0 where the text says none was."""
    for start, end in places:
        for s in _SENTENCE.finditer(sq.text, start, end):
            sentence = s.group()
            if "费" not in sentence and "减免" not in sentence:
                continue
            _fill(sq, s, "fee_charged", _CHARGED, _NONE, found, spans)
            _fill(sq, s, "fee_waived", _WAIVED, _NONE_WAIVED, found, spans)


def _fill(
    sq: Squeezed,
    s: "re.Match[str]",
    key: str,
    amount: "re.Pattern[str]",
    none: "re.Pattern[str]",
    found: Requests,
    spans: dict[str, Span],
) -> None:
    if getattr(found, key) is not None:
        return
    text, at = s.group(), s.start()
    if m := amount.search(text):
        amount_paid = float(m[1].replace(",", ""))
        setattr(found, key, int(amount_paid) if amount_paid.is_integer() else amount_paid)
        spans[key] = sq.span(at + m.start(1), at + m.end())
    elif (m := none.search(text)) and not _RULES.search(text[m.start() : m.end() + 3]):
        setattr(found, key, 0)
        spans[key] = sq.span(at + m.start(), at + m.end())
