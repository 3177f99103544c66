"""Which lines can be top-level headings, and which part of the outline each one means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.parser.numbers import count
from pipelines.parser.view import Document, Line
from pipelines.parser.vocab import load

_V = load("outline")
ORDER: list[str] = _V["order"]["codes"]
_FIND = [(r["code"], re.compile(r["find"])) for r in _V["code"]]
_WEAK = [(r["code"], re.compile(r["find"])) for r in _V["weak"]]
_WHOLE = [(r["code"], re.compile(f"{_V['lead']}(?:{r['whole']}){_V['tail']}[:。]?")) for r in _V["code"]]
_EXTRA = re.compile(_V["extra"]["find"])
_UNLESS = re.compile(_V["extra"]["unless"])
_ENDING = re.compile(_V["headings"]["endings"])

_CN = "[一二三四五六七八九十]{1,3}"
STYLES: dict[str, re.Pattern[str]] = {
    "part": re.compile(rf"第\s?({_CN}|\d{{1,2}})\s?(?:部分|章|节|篇)[\s、.,:：]*"),
    # A lost opening bracket leaves 一), so that is read as 一、 too.
    "cn": re.compile(rf"({_CN})\s?(?:[、.,:)．]\s?|\s+)"),
    "cn_paren": re.compile(rf"\(\s?({_CN})\s?(?:\)\s?、?|、)"),
    "arabic": re.compile(r"(\d{1,2})\s?(?:[、.．)](?![\d])|\s+)\s?"),
    "arabic_paren": re.compile(r"\((\d{1,2})\)\s?、?"),
}
_BARE = re.compile(rf"({_CN})(?=[^\s、.,)])")
_CIRCLED = {chr(0x3220 + i): i + 1 for i in range(10)}
_LEADER = re.compile(r"(?:[.…·⋯]{2,}|\s{2,})[\s.…·⋯]*\(?\d{0,3}\)?\s*$")
LONGEST = 48
"""Longest heading, in characters without white space; the ministry's longest has 32."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a heading.

    `start` is where its number stands, `body` the offset where its text ends;
    `code` is None for a heading outside the outline; `leader` where dots and a
    page number follow, as in a table of contents.
    """

    style: str
    ordinal: int
    heading: str
    code: str | None
    start: int
    body: int
    line: int
    leader: bool = False


def classify(heading: str) -> str | None:
    """The outline's code for a heading that carries a number; None for none."""
    if _EXTRA.search(heading) and not _UNLESS.search(heading):
        return None
    return next((code for code, find in _FIND if find.search(heading)), None)


def weakly(heading: str) -> str | None:
    """The code a heading gets where no other one claims it."""
    if _EXTRA.search(heading):
        return None
    return next((code for code, find in _WEAK if find.search(heading)), None)


def whole(heading: str) -> str | None:
    """The code of an unnumbered line that is a heading and nothing else."""
    if not 2 <= len(heading) <= 40:
        return None
    return next((code for code, match in _WHOLE if match.fullmatch(heading)), None)


def candidates(doc: Document) -> Iterator[Candidate]:
    """Every line of a document that may open a top-level section."""
    for i, line in enumerate(doc.lines):
        first = line.text[0]
        numbered = False
        if first in "第一二三四五六七八九十(" or first.isdigit():
            for style, pattern in STYLES.items():
                if m := pattern.match(line.text):
                    ordinal = count(m[1])
                    if ordinal and ordinal <= 30:
                        numbered = True
                        yield from _numbered(doc, i, style, ordinal, m.end())
                    break
            else:
                if (m := _BARE.match(line.text)) and whole(line.squeezed[m.end() :]):
                    numbered = True
                    yield from _numbered(doc, i, "cn", count(m[1]) or 0, m.end())
        elif first in _CIRCLED:
            numbered = True
            yield from _numbered(doc, i, "cn_paren", _CIRCLED[first], 1)
        if not numbered and len(line.text) <= 60:
            yield from _unnumbered(i, line)


def _unnumbered(i: int, line: Line) -> Iterator[Candidate]:
    text = line.squeezed
    bare = text.strip("【】[]〔〕<>〈〉*#")
    if code := whole(bare):
        yield Candidate("none", 0, bare.rstrip(":。"), code, line.start, line.end, i)


def _numbered(doc: Document, i: int, style: str, ordinal: int, at: int) -> Iterator[Candidate]:
    line = doc.lines[i]
    rest = line.text[at:]
    leader = _LEADER.search(rest[:80]) if len(rest) <= 80 else None
    text = rest[: leader.start()] if leader else rest
    heading = "".join(text[: LONGEST * 2].split())
    spaced = line.text[at - 1].isspace()
    end = line.end
    if len(heading) > LONGEST or re.search(r"[。;!?]|[:,].", heading):
        split = _run_in(text)
        if split is None:
            return
        heading, end = split[0], line.start + at + split[1]
    else:
        heading = heading.rstrip(":,、.")
        joined = _second_line(doc, i, heading)
        if joined:
            heading, end = joined
    code = classify(heading)
    # 一 followed by a space alone is a number only in front of a known heading.
    if not heading or (
        spaced and not re.search(r"[、.)分章节篇:,]\s*$", line.text[:at]) and not whole(heading)
    ):
        return
    yield Candidate(style, ordinal, heading, code, line.start, end, i, leader is not None)


def _run_in(text: str) -> tuple[str, int] | None:
    """A heading that its paragraph follows on the same line, and its length there."""
    m = re.match(r"([^。;!?,:\s]{2,40})(?:[。:]|\s+)", text)
    if m and whole(m[1]):
        return m[1], m.end()
    # Commas and stops may belong to the heading: 评议情况,举报情况。
    m = re.match(r"([^。;!?:\s]{2,40})(?:[。:]|\s+)", text)
    if m and classify(m[1]) and _ENDING.search(m[1]):
        return m[1], m.end()
    return None


def _second_line(doc: Document, i: int, heading: str) -> tuple[str, int] | None:
    """A heading that was broken over two lines: whole again, and where it ends."""
    if _ENDING.search(heading) or len(heading) < 10 or i + 1 >= len(doc.lines):
        return None
    follow = doc.lines[i + 1]
    text = follow.squeezed if len(follow.text) <= 40 else ""
    if not text or len(text) > 20 or re.search(r"[。;!?,:(]|\d", text) or whole(text):
        return None
    if any(p.match(follow.text) for p in STYLES.values()):
        return None
    if _ENDING.search(heading + text) and classify(heading + text):
        return heading + text, follow.end
    return None
