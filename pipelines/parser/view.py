"""Three views of one text that keep their offsets: folded, in lines, squeezed.

Every character of the folded view stands where the original has it, so its
offsets are the original's. The squeezed view drops white space and page
furniture, and knows where each of its characters came from.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from pipelines.parser.vocab import load

Span = tuple[int, int]


def _fold_table() -> dict[int, str]:
    table = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
    # CJK radicals and compatibility ideographs come out of PDFs for plain characters.
    for block in (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00)):
        for c in block:
            plain = unicodedata.normalize("NFKC", chr(c))
            if len(plain) == 1 and plain != chr(c):
                table[c] = plain
    table |= {ord(c): "-" for c in "‐‑‒–—―−﹣－─━"}
    table |= {ord(c): "~" for c in "～〜∼˜∽"}
    table |= {ord(c): " " for c in "\u3000\u00a0\u200b\u200c\u200d\ufeff\u2060\u00ad\t\x0b"}
    table |= {ord(c): "\n" for c in "\r\x0c\x85\u2028\u2029"}
    table |= {ord(a): b for a, b in zip("﹝﹞｡､：︰⟨⟩﹙﹚○◯", "〔〕。、::〈〉()〇〇", strict=True)}
    return table


_FOLD = _fold_table()
_UNSEEN = {code: " " for code, plain in _FOLD.items() if plain == " "}
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\s]+")
_PAGE = re.compile(
    r"[-·•\s]{0,6}\d{1,3}(?:\s*/\s*\d{1,4})?[-·•\s]{0,6}"
    r"|-?\s*第\s*\d{1,4}\s*页\s*(?:[,/]?\s*共\s*\d{1,4}\s*页)?\s*-?"
)
_TITLE = re.compile(r"信息公开[^。;,:]{0,16}(?:报告|年报)\s?(?:\([^)]{1,24}\))?\s?[-·]?\s?\d{0,3}$")
_DIGIT = re.compile(r"(?<![\d年-])\d{1,3}$")
_BULLET = re.compile(r"(?:[-*+•●■◆#>]{1,6}\s+)+")
_ITEM = re.compile(
    r"\(?[一二三四五六七八九十]{1,3}[)、.]|\(\d{1,2}\)|\d{1,2}[.、)](?!\d)|第[一二三四五六七八九十]{1,3}[部章节]"
)


_MISREAD = [(rule["of"], re.compile(rule["find"]), rule["to"]) for rule in load("misread")["rule"]]
_MISREAD_WORDS: dict[str, str] = load("misread")["words"]


def fold(text: str) -> str:
    """The text with wide, compatibility and variant forms made plain, same length."""
    return text.translate(_FOLD)


def mended(folded: str) -> str:
    """Folded text with the characters that scans confuse put right where their neighbours tell."""
    for wrong, right in _MISREAD_WORDS.items():
        if wrong in folded:
            folded = folded.replace(wrong, right)
    for characters, find, to in _MISREAD:
        if any(c in folded for c in characters):
            folded = find.sub(to, folded)
    return folded


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something: folded, stripped of white space and stray bullets."""

    start: int
    end: int
    text: str

    @property
    def squeezed(self) -> str:
        """The line without inner white space."""
        return "".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Text without white space; `at[i]` is where character i stands in the original.

    A space stays between two ASCII words, a line feed where a paragraph ends.
    """

    text: str
    at: "array[int]"

    def span(self, start: int, end: int) -> Span:
        """The original's offsets of text[start:end]; an empty piece has an empty span."""
        if start >= end:
            here = self.at[start] if start < len(self.at) else 0
            return (here, here)
        return (self.at[start], self.at[end - 1] + 1)

    def index(self, offset: int) -> int:
        """The first index that stands at or behind an original offset."""
        return bisect_left(self.at, offset)


class Document:
    """A text to be read, in all views."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.folded = mended(fold(text))
        self.lines = list(self._read_lines())

    def _read_lines(self) -> "list[Line]":
        lines: list[Line] = []
        titles: set[str] = set()
        for m in _LINE.finditer(self.folded):
            raw = m.group()
            text = raw.strip()
            if not text:
                continue
            start = m.start() + raw.index(text[0])
            if len(text) <= 24 and _PAGE.fullmatch(text):
                continue
            if len(text) <= 60 and _TITLE.search(text):
                # A page's running head repeats the title; the first is the title itself.
                name = "".join(_DIGIT.sub("", text).split())
                if name in titles:
                    continue
                titles.add(name)
            if text[0] in "-*+•●■◆#>" and (bullet := _BULLET.match(text)):
                start += bullet.end()
                text = text[bullet.end() :]
            if text:
                lines.append(Line(start, start + len(text), text))
        return lines

    @cached_property
    def squeezed(self) -> Squeezed:
        """The whole text squeezed, without page numbers."""
        pieces: list[str] = []
        at: array[int] = array("Q")
        last = ""
        for line in self.lines:
            if last and (last in "。!?;" or _ITEM.match(line.text)):
                pieces.append("\n")
                at.append(line.start - 1)
                last = "\n"
            for m in _WORD.finditer(line.text):
                word = m.group()
                start = line.start + m.start()
                if last.isascii() and last.isalnum() and word[0].isascii() and word[0].isalnum():
                    pieces.append(" ")
                    at.append(start - 1)
                pieces.append(word)
                at.extend(range(start, start + len(word)))
                last = word[-1]
        return Squeezed("".join(pieces), at)

    def value(self, span: Span) -> str:
        """What the original says at a span, white space removed, page furniture left out."""
        squeezed = self.squeezed
        first, last = squeezed.index(span[0]), squeezed.index(span[1])
        picked = "".join(map(self.original.__getitem__, squeezed.at[first:last]))
        return "".join(picked.translate(_UNSEEN).split())
