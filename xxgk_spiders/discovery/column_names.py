"""Names of columns and lists that no list of names has: known words in any order, 年报 with company.

Sites call the column of the reports whatever they like. A name made of nothing but
words of disclosure is what its words are, in any order; a yearly report named beside
another one is a list that may hold both.
"""

import re
from functools import lru_cache
from typing import Any

from xxgk_spiders.discovery.model import Judgement, Verdict
from xxgk_spiders.discovery.tables import any_of, table

MAX_CHARS = 12
"""A longer text is a title, and no name of a column."""

_W = table("wording")
_NAMES: dict[str, Any] = _W["names"]
_WORDS = re.compile(any_of([*_NAMES["words"], *_NAMES["joints"]]))
_SILENT = frozenset([*_NAMES["silent"], *_NAMES["joints"]])
_JOINT = re.compile(any_of(_NAMES["joints"]))
_YEARLY = re.compile(any_of(_NAMES["yearly"]))
_LIST_WORDS = re.compile(any_of(_NAMES["lists"]))
_OTHERS = re.compile(any_of([*_NAMES["others"], *_W["qualifier"], *_W["other_report"], *_W["government"]]))
_OF_PARTS = re.compile(any_of([*_W["sub_unit_inside"], *_W["sub_units"]]))
_ENDS_OF_PARTS: tuple[str, ...] = tuple(_W["sub_unit_end"])
_ENDS_OF_NOTICES: tuple[str, ...] = tuple(_W["notice_end"])
_NOT_A_NAME = re.compile(r"[\d.…⋯]")

COLUMN = Judgement(Verdict.COLUMN, "column_generic")
LIST = Judgement(Verdict.LIST, "list")


@lru_cache(maxsize=16_384)
def named_by_words(text: str) -> Judgement | None:
    """Judge a short name, normalised, without the school's, by its words; None where they say nothing.

    年报 is a column of the reports among words of disclosure, a list among other ones, and neither
    beside the word of another yearly report (质量年报); what is named beside one makes a list.
    """
    if not 2 <= len(text) <= MAX_CHARS or _NOT_A_NAME.search(text):
        return None
    parts = [part for part in _JOINT.split(text) if part]
    if len(parts) > 1 and _OTHERS.search(text):
        return LIST if any(_is_yearly(part) for part in parts) else None
    if _OTHERS.search(text) or _OF_PARTS.search(text):
        return None
    words = _words(text)
    if words is None:
        return LIST if _is_any_yearly(text) else None
    if _YEARLY.search(text):
        return COLUMN
    known = _KNOWN.get(words)
    return known or (LIST if _LIST_WORDS.search(text) else None)


def _is_any_yearly(text: str) -> bool:
    """Whether a name with words that are not known speaks of 年报, not of a part's, nor about it."""
    before, found, _ = text.partition("年报")
    return bool(found) and not before.endswith(_ENDS_OF_PARTS) and not text.endswith(_ENDS_OF_NOTICES)


def _is_yearly(text: str) -> bool:
    return _words(text) is not None and _YEARLY.search(text) is not None and not _OTHERS.search(text)


def _words(text: str) -> frozenset[str] | None:
    """Return the words that a name is made of, without the silent ones; None where there is anything else."""
    if _WORDS.sub("", text):
        return None
    return frozenset(_WORDS.findall(text)) - _SILENT


def _by_words() -> dict[frozenset[str], Judgement]:
    known: dict[frozenset[str], Judgement] = {}
    kinds = ((LIST, _W["list"]), (COLUMN, _W["column"]))
    for judgement, names in kinds:
        for name in names:
            words = _words(name)
            if words and len(words) > 1:
                known[words] = judgement
    for name in _W["portal"]:  # the portal's own name, however it is turned
        known.pop(_words(name) or frozenset(), None)
    return known


_KNOWN = _by_words()
