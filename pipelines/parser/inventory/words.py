"""The words of an inventory that lost its cells, and which of them head its columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.parser.inventory.columns import role_of
from pipelines.parser.inventory.items import MATCH, goes_on, match
from pipelines.parser.view import Document, Line, Span

_SOLID = re.compile(r"\S+")
_DATE = re.compile(r"(?:20\d\d|二[〇零]..)年\d{1,2}月\d{1,2}日?")
_SCHOOL = re.compile(r"[一-龥]{2,20}(?:大学|学院|学校)(?:信息公开.{0,12})?")
_SIGNED = re.compile(rf"(?:{_SCHOOL.pattern})?{_DATE.pattern}")
_LAST_LINES = 6
# A paragraph is no cell.
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Word:
    """A word, and whether it is the first of its line."""

    text: str
    span: Span
    first: bool


def words_of(doc: Document, start: int, end: int) -> Iterator[Word]:
    """The words of a stretch of the text; paragraphs, dates and the signature are left out."""
    lines = [line for line in doc.lines if start <= line.start < end]
    for line in lines[: _signature(lines)]:
        if (len(line.text) > _LONGEST and "。" in line.text) or _DATE.fullmatch(line.squeezed):
            continue
        for i, m in enumerate(_SOLID.finditer(line.text)):
            a = line.start + m.start()
            yield Word(m.group(), (a, a + len(m.group())), i == 0)


def _signature(lines: list[Line]) -> int:
    """The line from which on a report is signed: the school's name, the day below it."""
    for i in range(len(lines) - 1, max(-1, len(lines) - 1 - _LAST_LINES), -1):
        if _SIGNED.fullmatch(lines[i].squeezed):
            above = lines[i - 1].squeezed if i else ""
            return i - 1 if _SCHOOL.fullmatch(above) else i
    return len(lines)


def heads_of(words: list[Word]) -> list[int]:
    """Which words head columns: two or more in a row, the items' among them."""
    found: list[int] = []
    run: list[tuple[int, str]] = []
    for i, word in enumerate([*words, None]):
        role = role_of(word.text) if word else None
        if role and word and match(word.text).likeness >= MATCH:
            role = None
        if role and word and i and goes_on(words[i - 1].text, word.text, fuzzy=False):
            role = None
        if role:
            run.append((i, role))
            continue
        roles = {role for _, role in run} - {"other"}
        if "item" in roles and len(roles) >= 2:
            found += [at for at, _ in run]
        run = []
    return found
