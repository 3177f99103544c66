"""Style sheet and lists of Word 97 to 2003 files ([MS-DOC] 2.9.271, 2.9.131, 2.9.150)."""

import struct
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.extract.assembly.list_counts import LEVELS, Counter, Instance, Level
from pipelines.extract.doc.file import LISTS, OVERRIDES, STYLES, WordFile
from pipelines.extract.doc.sprms import ParagraphProperties, apply_paragraph
from pipelines.extract.word.lists import heading_of_name

_DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("doc.toml").read_text(encoding="utf-8"))
NUMBER_FORMATS: dict[int, str] = {int(code): name for code, name in _DATA["number_formats"].items()}
_FOLLOW = ("tab", "space", "nothing")
_TITLE = 62
_STYLE_DEPTH = 12
_MAX_LISTS = 5_000
_LSTF, _LFO, _LVLF = 28, 16, 28
_MAX_START = 100_000


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: heading level, and what it says of lists."""

    base: int
    heading: int | None
    properties: ParagraphProperties


def read_styles(file: WordFile) -> list[Style | None]:
    """Return the styles by number; those that are missing or broken are None."""
    data = file.part(STYLES)
    if len(data) < 8:
        return []
    header = int.from_bytes(data[:2], "little")
    count, base = struct.unpack_from("<HH", data, 2)
    out: list[Style | None] = []
    at = 2 + header
    for _ in range(min(count, 4096)):
        if at + 2 > len(data):
            break
        size = int.from_bytes(data[at : at + 2], "little")
        out.append(_style(data[at + 2 : at + 2 + size], base))
        at += 2 + size
    return out


def _style(data: bytes, base: int) -> Style | None:
    if len(data) < base + 2 or base < 8:
        return None
    first, second, third = struct.unpack_from("<HHH", data)
    if second & 0xF != 1:
        return None
    length = int.from_bytes(data[base : base + 2], "little")
    at = base + 2 + 2 * length + 2
    name = data[base + 2 : base + 2 + 2 * min(length, 255)].decode("utf-16-le", "replace")
    properties = ParagraphProperties()
    if third & 0xF and at + 2 <= len(data):
        size = int.from_bytes(data[at : at + 2], "little")
        apply_paragraph(properties, data[at + 4 : at + 2 + size])
    code = first & 0xFFF
    heading = min(6, code) if 1 <= code <= LEVELS else 1 if code == _TITLE else heading_of_name(name)
    return Style(second >> 4, heading, properties)


def chain(styles: list[Style | None], number: int) -> list[Style]:
    """Return a style and those that it extends, nearest first."""
    out: list[Style] = []
    while 0 <= number < len(styles) and len(out) < _STYLE_DEPTH:
        style = styles[number]
        if style is None:
            break
        out.append(style)
        number = style.base
    return out


def read_lists(file: WordFile) -> Counter:
    """Return the document's lists; list numbers are those that paragraphs state (from 1)."""
    start, end = file.offset(LISTS)
    table = file.table
    count = min(int.from_bytes(table[start : start + 2], "little"), _MAX_LISTS) if end > start else 0
    abstract: dict[str, dict[int, Level]] = {}
    at = end
    for number in range(count):
        entry = table[start + 2 + _LSTF * number : start + 2 + _LSTF * (number + 1)]
        if len(entry) < _LSTF:
            break
        levels: dict[int, Level] = {}
        for place in range(1 if entry[26] & 1 else LEVELS):
            if at + _LVLF > len(table):
                break
            levels[place], at = _level(table, at)
        abstract[str(int.from_bytes(entry[:4], "little"))] = levels
    return Counter(abstract, _instances(file.part(OVERRIDES)))


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """Read a level at `at`; returns it and where the next thing starts."""
    first, code, flags = struct.unpack_from("<iBB", data, at)
    places = data[at + 6 : at + 6 + LEVELS]
    follow, characters, paragraph, limit = data[at + 15], data[at + 24], data[at + 25], data[at + 26]
    at += _LVLF + characters + paragraph
    length = int.from_bytes(data[at : at + 2], "little")
    raw = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    marks = {place - 1 for place in places if place}
    text = "".join(
        f"%{ord(c) + 1}" if i in marks and ord(c) < LEVELS else c.replace("%", "")
        for i, c in enumerate(raw[:100])
    )
    restart = (0 if limit == 0xFF else limit) if flags & 8 else None
    return Level(
        fmt=NUMBER_FORMATS.get(code, "decimal"),
        text=text,
        start=max(0, min(first, _MAX_START)),
        restart=restart,
        suffix=_FOLLOW[follow] if follow < len(_FOLLOW) else "tab",
        legal=bool(flags & 4),
    ), at + 2 + 2 * length


def _instances(data: bytes) -> dict[int, Instance]:
    count = min(int.from_bytes(data[:4], "little"), _MAX_LISTS)
    out: dict[int, Instance] = {}
    at = 4 + _LFO * count
    for number in range(count):
        entry = data[4 + _LFO * number : 4 + _LFO * (number + 1)]
        if len(entry) < _LFO:
            break
        instance = out[number + 1] = Instance(str(int.from_bytes(entry[:4], "little")))
        at += 4
        for _ in range(entry[12]):
            if at + 8 > len(data):
                break
            first, flags = struct.unpack_from("<iI", data, at)
            at += 8
            place = flags & 0xF
            if flags & 0x20 and at + _LVLF <= len(data):
                instance.levels[place], at = _level(data, at)
            elif flags & 0x10 and place < LEVELS:
                instance.overrides[place] = max(0, min(first, _MAX_START))
    return out
