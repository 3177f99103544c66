"""The characters of a Word document as printed: changes accepted, fields by their results."""

import re
from typing import NamedTuple

from pipelines.extract.assembly.links import MAX_LINKS
from pipelines.extract.doc.file import WordFile

_BEGIN, _SEPARATOR, _END = "\x13", "\x14", "\x15"
_FIELD_SIGNS = re.compile("[\x13-\x15]")
_ADDRESS = re.compile(r'^\s{0,20}HYPERLINK\s{1,20}"?([^"\s]{1,2000})', re.IGNORECASE)
# 1E and 1F are Word's hyphens, 0E a column break; what else is below 20 stands for objects.
_ORDINARY = str.maketrans(
    {0x1E: "-", 0x1F: "\0", 0x0E: "\x0b", 0x0A: "\x0b"}
    | dict.fromkeys((*range(1, 7), 8, *range(15, 30)), "\x00")
)


class Field(NamedTuple):
    """A link in the text: CPs of its result, and its address."""

    start: int
    end: int
    url: str


def printed(file: WordFile) -> tuple[str, list[Field]]:
    """Return the text with NUL for all that is not printed, and the links.

    Characters keep their places. Left are tabs, line breaks (0B), page and
    section breaks (0C), paragraph marks (0D) and cell marks (07).
    """
    chars = list(file.text)
    done = 0
    for start, end, run in file.runs():
        # In order and each character once, however the runs of a broken file overlap.
        first, done = max(start, done), max(end, done)
        for cp in range(first, min(end, len(chars))):
            sign = chars[cp]
            # A hidden cell mark still ends its cell; a special bracket is a symbol's place.
            if run.deleted or (run.hidden and sign != "\x07") or (run.special and sign == "("):
                chars[cp] = "\0"
    text, links = results("".join(chars))
    return text.translate(_ORDINARY), links


def results(text: str) -> tuple[str, list[Field]]:
    """Return the text with NUL for the codes of fields, whose results stay, and the links among them.

    A field that does not end hides nothing.
    """
    blanks: list[tuple[int, int]] = []
    links: list[Field] = []
    begun: list[tuple[int, int | None]] = []
    for match in _FIELD_SIGNS.finditer(text):
        at, sign = match.start(), match.group()
        if sign == _BEGIN:
            begun.append((at, None))
        elif begun and sign == _SEPARATOR and begun[-1][1] is None:
            begun[-1] = (begun[-1][0], at)
        elif begun and sign == _END:
            start, middle = begun.pop()
            blanks.append((start, at if middle is None else middle))
            if middle is not None and (found := _ADDRESS.match(text[start + 1 : middle][:2100])):
                links.append(Field(middle + 1, at, found[1]))
    return _blanked(text, blanks), sorted(links)[:MAX_LINKS]


def _blanked(text: str, blanks: list[tuple[int, int]]) -> str:
    """Put NUL in the place of codes; those within others are covered with them."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(blanks):
        if end <= at:
            continue
        first = max(start, at)
        parts += (text[at:first], "\0" * (end - first))
        at = end
    return "".join(parts) + text[at:]
