"""Three views of one text that keep their offsets: folded, in lines, squeezed.

Every character of the folded view stands where the original has it, so its
offsets are the original's. The squeezed view drops white space and page
furniture, and knows where each of its characters came from.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from pipelines.parser.numbers import DEEP_POINT, POINT
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
_VARIANT = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]")
# A text has few kinds of them: replacing each is quicker than looking up every character.
_MANY_VARIANTS = 40
_PAGE = re.compile(
    r"[-·•\s]{0,6}\d{1,3}(?:\s*/\s*\d{1,4})?[-·•\s]{0,6}"
    r"|-?\s*第\s*\d{1,4}\s*页\s*(?:[,/]?\s*共\s*\d{1,4}\s*页)?\s*-?"
)
_TITLE = re.compile(r"信息公开[^。;,:]{0,16}(?:报告|年报)\s?(?:\([^)]{1,24}\))?\s?[-·]?\s?\d{0,3}$")
_DIGIT = re.compile(r"(?<![\d年-])\d{1,3}$")
_PAGE_OPENS = frozenset("-·•第")
_BULLETS = frozenset("-*+•●■◆#>")
_BULLET = re.compile(r"(?:[-*+•●■◆#>]{1,6}\s+)+")
_ITEM = re.compile(
    r"\(?[一二三四五六七八九十]{1,3}[)、.]|\(\d{1,2}\)|\d{1,2}[.、)](?!\d)|第[一二三四五六七八九十]{1,3}[部章节]"
    rf"|{POINT}|{DEEP_POINT}"
)


_MISREAD = [(rule["of"], re.compile(rule["find"]), rule["to"]) for rule in load("misread")["rule"]]
_MISREAD_WORDS: dict[str, str] = load("misread")["words"]


def fold(text: str) -> str:
    """The text with wide, compatibility and variant forms made plain, same length."""
    found = set(_VARIANT.findall(text))
    if len(found) > _MANY_VARIANTS:
        return text.translate(_FOLD)
    for character in found:
        text = text.replace(character, _FOLD[ord(character)])
    return text


def mended(folded: str) -> str:
    """Folded text with the characters that scans confuse put right where their neighbours tell."""
    for wrong, right in _MISREAD_WORDS.items():
        if wrong in folded:
            folded = folded.replace(wrong, right)
    for characters, find, to in _MISREAD:
        if any(c in folded for c in characters):
            # The whole pattern would be tried everywhere.
            places = re.finditer(f"[{characters}]", folded)
            found = [m.start() for m in places if find.match(folded, m.start())]
            folded = to.join(folded[a + 1 : b] for a, b in pairwise([-1, *found, len(folded)]))
    return folded


@dataclass(slots=True)
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
    """Text without white space, in pieces: text[starts[i]:] stands in the original from origins[i] on.

    A space stays between two ASCII words, a line feed where a paragraph ends.
    """

    text: str
    starts: list[int]
    origins: list[int]

    def place(self, index: int) -> int:
        """Where a character stands in the original."""
        i = bisect_right(self.starts, index) - 1
        return self.origins[i] + index - self.starts[i]

    def span(self, start: int, end: int) -> Span:
        """The original's offsets of text[start:end]; an empty piece has an empty span."""
        if start >= end:
            here = self.place(start) if start < len(self.text) else 0
            return (here, here)
        return (self.place(start), self.place(end - 1) + 1)

    def index(self, offset: int) -> int:
        """The first index that stands at or behind an original offset."""
        i = bisect_right(self.origins, offset)
        if not i:
            return 0
        at = self.starts[i - 1] + offset - self.origins[i - 1]
        end = self.starts[i] if i < len(self.starts) else len(self.text)
        return at if at < end else end

    def pieces(self, start: int, end: int) -> Iterator[Span]:
        """The original's stretches that make up text[start:end], the spaces between them left out."""
        i = bisect_right(self.starts, start) - 1
        while start < end:
            stop = min(self.starts[i + 1] if i + 1 < len(self.starts) else len(self.text), end)
            if self.text[start] not in " \n":
                origin = self.origins[i] + start - self.starts[i]
                yield origin, origin + stop - start
            start, i = stop, i + 1


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


class Document:
    """A text to be read, in all views."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.folded = mended(fold(text))
        self.lines = list(self._read_lines())

    def _read_lines(self) -> "list[Line]":
        lines: list[Line] = []
        titles: set[str] = set()
        end = -1
        for raw in self.folded.split("\n"):
            begin, end = end + 1, end + 1 + len(raw)
            text = raw.strip()
            if not text:
                continue
            start = begin + raw.index(text)
            first = text[0]
            if len(text) <= 24 and (first in _PAGE_OPENS or first.isdigit()) and _PAGE.fullmatch(text):
                continue
            if len(text) <= 60 and "信息公开" in text and _TITLE.search(text):
                # A page's running head repeats the title; the first is the title itself.
                name = "".join(_DIGIT.sub("", text).split())
                if name in titles:
                    continue
                titles.add(name)
            if first in _BULLETS and (bullet := _BULLET.match(text)):
                start += bullet.end()
                text = text[bullet.end() :]
            if text:
                lines.append(Line(start, start + len(text), text))
        return lines

    @cached_property
    def squeezed(self) -> Squeezed:
        """The whole text squeezed, without page numbers."""
        pieces: list[str] = []
        origins: list[int] = []
        last = ""
        for line in self.lines:
            parted = "\n" if last and (last in "。!?;" or _ITEM.match(line.text)) else ""
            at = 0
            for word in line.text.split():
                at = line.text.index(word, at)
                if not parted and _is_latin(last) and _is_latin(word[0]):
                    parted = " "
                if parted:
                    pieces.append(parted)
                    origins.append(line.start + at - 1)
                    parted = ""
                pieces.append(word)
                origins.append(line.start + at)
                at += len(word)
                last = word[-1]
        *starts, _ = accumulate(map(len, pieces), initial=0)
        return Squeezed("".join(pieces), starts, origins)

    def printed(self, start: int, end: int) -> str:
        """What the original has for squeezed text[start:end], white space removed."""
        return "".join([self.original[a:b] for a, b in self.squeezed.pieces(start, end)])

    def value(self, span: Span) -> str:
        """What the original says at a span, white space removed, page furniture left out."""
        return self.printed(self.squeezed.index(span[0]), self.squeezed.index(span[1]))
