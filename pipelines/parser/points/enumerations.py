"""Enumerators in running text: where they stand, of which style, which number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.parser.numbers import DEEP_POINT, POINT, count
from pipelines.parser.vocab import alternation, load

_ORDER: dict[str, int] = {w: i for i, words in enumerate(load("enumerations")["order"], 1) for w in words}
_NAMED: list[str] = load("enumerations")["named"]
_CN = "[一二三四五六七八九十]{1,3}"
# Of each style: what it looks like; its group is the number. A misread 一是 is -是 or 1是.
_STYLES = {
    "is": rf"({_CN}|[-1l](?=是))(?:是(?![否非])|要(?![求点闻素])|则(?=[,是]))",
    "which": rf"其({_CN})(?:[,是:、]是?)",
    "nth": rf"第({_CN})(?:[,是:、]是?)",
    "cn_paren": rf"\(({_CN})\)[、.]?",
    "cn": rf"({_CN})[、.)]",
    "arabic_paren": r"\((\d{1,2})\)[、.]?",
    "decimal": POINT,
    "deep": DEEP_POINT,
    "arabic": r"(\d{1,2})[、.．)](?!\d)",
    "circled": r"([①-⑳㈠-㈩⑴-⒇])[、.]?",
    "named": rf"(?:{alternation(_NAMED)})({_CN}):",
    "next": rf"({alternation(list(_ORDER))})(?:[,、:]|是|要)?",
}
_MARK = re.compile("|".join(f"(?P<{style}>{pattern})" for style, pattern in _STYLES.items()))
_OPENS = "".join(sorted({word[0] for word in _ORDER}))
_FIRST = re.compile(
    rf"[一二三四五六七八九十\dl其第(①-⑳㈠-㈩⑴-⒇{re.escape(_OPENS)}-]|(?:{alternation(_NAMED)})(?={_CN}:)"
)
"""How a mark begins: to look for this is quicker than for all of it."""
_NUMBERED = ("cn", "arabic", "decimal", "deep")
BULLET = "bullet"
_DECIMAL = ("decimal", "deep")
_LED = re.compile(rf"(?:{alternation(_NAMED)})$")
_BEFORE = "。!?;:,、\n)"
_SENTENCE = "。!?;:\n"


@dataclass(slots=True)
class Mark:
    """An enumerator in squeezed text: text[start:end]; `at_line` where it opens a line."""

    style: str
    ordinal: int
    start: int
    end: int
    at_line: bool


def marks(text: str, start: int, end: int, lines: set[int], bullets: dict[int, int]) -> list[Mark]:
    """The enumerators of squeezed text[start:end]; `lines` are the indexes where lines begin.

    `bullets` are those of lines that begin with a dot and have no number, each with where
    its words begin: they are one style, of which every mark is the first.

    A number with a stop (1. or 一、) counts at the beginning of a line or a
    sentence only, the others also behind a comma or a bracket, 一是 also behind 问题.
    """
    found = list(_numbered(text, start, end, lines))
    if len(bullets) < 2:
        return found
    taken = {m.start for m in found}
    dots = [Mark(BULLET, 1, a, b, True) for a, b in bullets.items() if taken.isdisjoint((a, b))]
    return sorted(found + dots, key=lambda m: m.start)


def _numbered(text: str, start: int, end: int, lines: set[int]) -> Iterator[Mark]:
    for m in _matches(text, start, end):
        style, at = m.lastgroup or "", m.start()
        at_line = at in lines or at == start
        if style in _DECIMAL and not at_line:
            continue
        before = text[at - 1] if at > start else "\n"
        parted = at_line or before in (_SENTENCE if style in _NUMBERED else _BEFORE)
        if not parted and not (text.startswith("一是", at) and _LED.search(text, max(start, at - 4), at)):
            continue
        if ordinal := _ordinal(style, m[m.lastindex + 1] if m.lastindex else ""):
            yield Mark(style, ordinal, at, m.end(), at_line)


def _matches(text: str, start: int, end: int) -> Iterator["re.Match[str]"]:
    while first := _FIRST.search(text, start, end):
        start = first.end()
        if m := _MARK.match(text, first.start(), end):
            start = m.end()
            yield m


def _ordinal(style: str, number: str) -> int | None:
    if style == "circled":
        base = next(first for first in "㈠⑴①" if 0 <= ord(number) - ord(first) < 20)
        return ord(number) - ord(base) + 1
    if style in _DECIMAL:
        return int(number)
    if style == "next":
        return _ORDER.get(number)
    return 1 if number in ("-", "l") else count(number)
