"""What a heading says: its number, its part of the outline, where it ends in running text."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.parser.numbers import count
from pipelines.parser.view import Line
from pipelines.parser.vocab import alternation, load

_V = load("outline")
ORDER: list[str] = _V["order"]["codes"]
_FIND = [(r["code"], re.compile(r["find"])) for r in _V["code"]]
_WEAK = [(r["code"], re.compile(r["find"])) for r in _V["weak"]]
_DAMAGED = [(r["code"], re.compile(r["find"])) for r in _V["damaged"]]
_WHOLE = [(r["code"], re.compile(f"{_V['lead']}(?:{r['whole']}){_V['tail']}[:。]?")) for r in _V["code"]]
_OPENING = [re.compile(f"{_V['lead']}(?:{r['whole']}){_V['tail']}") for r in _V["code"]]
# Most texts are no heading at all, which one pattern tells.
_ANY = re.compile("|".join(r["find"] for r in _V["code"]))
_ANY_OPENING = re.compile(f"{_V['lead']}(?:{'|'.join(r['whole'] for r in _V['code'])})")
_GOES_ON = re.compile(_V["headings"]["goes_on"])
_CONFUSED = str.maketrans(_V["confused"]["from"], _V["confused"]["to"])
_WORDS: dict[str, str] = _V["confused"]["words"]
_MISREAD_WORD = re.compile(alternation(_WORDS))
_ANY_CONFUSED = re.compile(alternation([*_V["confused"]["from"], *_WORDS]))
_TELLING = re.compile(_V["headings"]["telling"])
_EXTRA = re.compile(_V["extra"]["find"])
_UNLESS = re.compile(_V["extra"]["unless"])
_ENDING = re.compile(_V["headings"]["endings"] + "$")
_ENDS = re.compile(_V["headings"]["endings"])
_JOINS = re.compile(_V["headings"]["joins"])

_CN = "[一二三四五六七八九十]{1,3}"
STYLES: dict[str, re.Pattern[str]] = {
    "part": re.compile(rf"第\s?({_CN}|\d{{1,2}})\s?(?:部\s?分|章|节|篇)[\s、.,:：]*"),
    # A lost opening bracket leaves 一), so that is read as 一、 too.
    "cn": re.compile(rf"({_CN})\s?(?:[、.,:)．]\s?|\s+)"),
    "cn_paren": re.compile(rf"\(\s?({_CN})\s?(?:\)\s?、?|、)"),
    "arabic": re.compile(r"(\d{1,2})\s?(?:[、.．)](?![\d])|\s+)\s?"),
    "arabic_paren": re.compile(r"\((\d{1,2})\)\s?、?"),
}
STYLES_OF: dict[str, tuple[str, ...]] = (
    {"第": ("part",), "(": ("cn_paren", "arabic_paren")}
    | dict.fromkeys("一二三四五六七八九十", ("cn",))
    | dict.fromkeys("0123456789", ("arabic",))
)
"""The styles whose numbers begin with a character (folded text)."""
_BULLETS = "-*+•●■◆◇□·#>_"
_MARKUP = re.compile(rf"[{_BULLETS}\s]{{1,8}}(?=[^-=、.,·‘’\s])")
_BARE = re.compile(rf"({_CN})(?=[^\s、.,)])")
_CIRCLED = {chr(0x3220 + i): i + 1 for i in range(10)}
# 壹、 and Ⅰ. stand where others have 一、.
_FORMAL: dict[str, int] = {n: i for row in _V["formal"]["rows"] for i, n in enumerate(row, 1)}
_FORMAL_NUMBER = re.compile(rf"({alternation(_FORMAL)})\s?[、.:．]\s?(?![A-Za-z])")
_FORMAL_FIRST = frozenset(numeral[0] for numeral in _FORMAL)
_MISREAD: dict[str, int] = _V["misread"]["numerals"]
_NUMERAL = rf"([{re.escape(''.join(_MISREAD))}]|{_CN}|\d{{1,2}})"
_MISREAD_STYLES = {
    "part": re.compile(rf"第\s?{_NUMERAL}\s?(?:部\s?分|章)[\s、.,:]*"),
    "cn_paren": re.compile(rf"[(\[]\s?{_NUMERAL}\s?[)\]]\s?、?"),
    "cn": re.compile(rf"{_NUMERAL}\s?[{re.escape(_V['misread']['stops'])}]\s?(?!\d)"),
}
_MISREAD_FIRST = frozenset([*_MISREAD, *"一二三四五六七八九十0123456789第(["])


OPENERS = _MISREAD_FIRST.union(STYLES_OF, _CIRCLED, _FORMAL_FIRST)
"""What the number in front of a heading may begin with, a misread one too."""


@dataclass(slots=True)
class Number:
    """An enumerator that opens a line: how long it is; `firm` where its look leaves no doubt."""

    style: str
    ordinal: int
    length: int
    firm: bool = True


def number(text: str) -> Number | None:
    """The number in front of a heading, None where there is none that looks like one."""
    first = text[:1]
    if first in _CIRCLED:
        return Number("cn_paren", _CIRCLED[first], 1)
    if first in _FORMAL_FIRST and (m := _FORMAL_NUMBER.match(text)):
        return Number("cn", _FORMAL[m[1]], m.end())
    for style in STYLES_OF.get(first, ()):
        if m := STYLES[style].match(text):
            ordinal = count(m[1])
            stopped = m[0].rstrip()[-1] in "、.．)分章节篇:,"
            return Number(style, ordinal, m.end(), stopped) if ordinal and ordinal <= 30 else None
    return None


def misread(text: str) -> Number | None:
    """A number that a scan has disfigured (-、 for 一、), or that lost its stop; only for known headings."""
    if text[:1] not in _MISREAD_FIRST:
        return None
    for style, pattern in _MISREAD_STYLES.items():
        if m := pattern.match(text):
            ordinal = _MISREAD.get(m[1]) or count(m[1])
            return Number(style, ordinal, m.end(), firm=False) if ordinal and ordinal <= 30 else None
    if m := _BARE.match(text):
        return Number("cn", count(m[1]) or 0, m.end(), firm=False)
    return None


def mend(text: str) -> str:
    """The text with characters that scans confuse put right, same length; for comparing only."""
    if not _ANY_CONFUSED.search(text):
        return text
    return _MISREAD_WORD.sub(lambda m: _WORDS[m[0]], text.translate(_CONFUSED))


def bare(line: Line) -> Line:
    """The line without list dashes and marks of emphasis that stick to it."""
    text = line.text
    if text[0] not in _BULLETS and text[-1] not in "*_#":
        return line
    if text[0] in _BULLETS and (m := _MARKUP.match(text)):
        text = text[m.end() :]
    text = text.rstrip("*_# ") or text
    start = line.start + line.text.index(text)
    return Line(start, start + len(text), text)


def classify(heading: str) -> str | None:
    """The outline's code for a heading that carries a number; None for none."""
    heading = mend(heading)
    if not _ANY.search(heading) or (_EXTRA.search(heading) and not _UNLESS.search(heading)):
        return None
    return next((code for code, find in _FIND if find.search(heading)), None)


def weakly(heading: str) -> str | None:
    """The code a heading gets where no other one claims it."""
    heading = mend(heading)
    if _EXTRA.search(heading):
        return None
    return next((code for code, find in _WEAK if find.search(heading)), None)


def damaged(heading: str) -> str | None:
    """The code of a short heading of which some characters were misread."""
    heading = mend(heading)
    if not 2 <= len(heading) <= 32 or _EXTRA.search(heading):
        return None
    return next((code for code, find in _DAMAGED if find.search(heading)), None)


@lru_cache(4096)
def whole(heading: str) -> str | None:
    """The code of an unnumbered line that is a heading and nothing else."""
    if not 2 <= len(heading) <= 40:
        return None
    heading = mend(heading)
    if not _TELLING.search(heading) or not _ANY_OPENING.match(heading):
        return None
    return next((code for code, match in _WHOLE if match.fullmatch(heading)), None)


def opening(text: str) -> int:
    """How long the heading is that opens a text which goes on without a stop; 0 for none.

    It ends with the first word that headings end with, unless that is joined
    to another (存在的问题和…), or else where the text goes on in a known way.
    """
    text = mend(text[:80])
    if not _ANY_OPENING.match(text):
        return 0
    ends = [m.end() for m in (p.match(text) for p in _OPENING) if m]
    longest = max(ends, default=0)
    for m in _ENDS.finditer(text, 0, longest):
        if not _JOINS.match(text, m.end()) and whole(text[: m.end()]):
            return m.end()
    return max((e for e in ends if _GOES_ON.match(text, e)), default=0)


def beside_the_outline(heading: str) -> bool:
    """Whether schools are known to have a section of their own of this name (重点领域 …)."""
    return _EXTRA.search(heading) is not None


def ends_like_one(heading: str) -> bool:
    """Whether the last word is one that headings end with (情况, 措施 …)."""
    return _ENDING.search(mend(heading)) is not None
