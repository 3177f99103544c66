"""Numbers of a spreadsheet as its reader sees them: 0.975 with the format 0.0% is 97.5%."""

import math
import re
import tomllib
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

_DATA: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("cell_formats.toml").read_text(encoding="utf-8")
)
BUILTIN: dict[int, str] = {int(code): text for code, text in _DATA["builtin"].items()}
"""Formats by their built-in codes."""
NAMED: dict[str, str] = _DATA["named"]
"""Formats that Excel 2003's XML form names by words."""
_MONTHS: list[str] = _DATA["months"]["names"]
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_MAX_SERIAL = 2_958_466
_MAX_FORMAT = 255
_PART = re.compile(
    r'"(?P<quoted>[^"]{0,255})"|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]{0,60})\]|'
    r"(?P<noon>AM/PM|A/P|上午/下午)|(?P<date>[yY]{1,4}|[mM]{1,5}|[dD]{1,4}|[hH]{1,2}|[sS]{1,2}|a{3,4})|"
    r"(?P<digits>[#0?][#0?,.]{0,40})|(?P<percent>%)|(?P<other>.)",
    re.DOTALL,
)


class _Part(NamedTuple):
    kind: str
    text: str


def shown(value: float, text: str, *, from_1904: bool = False) -> str:
    """Write a number in a spreadsheet's number format; what is not understood is written plainly."""
    if not math.isfinite(value):
        return ""
    sections = _sections(text[:_MAX_FORMAT])
    section = sections[0] if sections else ()
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    kinds = {part.kind for part in section}
    if "date" in kinds:
        return _date(value, section, from_1904)
    if "strange" in kinds or not section:
        return plain(value)
    if "digits" not in kinds:
        return "".join(part.text for part in section)
    return _number(value, section)


def plain(value: float) -> str:
    """Write a number as a cell without a format shows it: integers whole, fractions to ten digits."""
    if not math.isfinite(value):
        return ""
    if abs(value) < 1e15 and value == int(value):
        return str(int(value))
    short = f"{value:.10g}"
    return short if "e" not in short or abs(value) >= 1e15 else f"{Decimal(short):f}"


@lru_cache(maxsize=512)
def _sections(text: str) -> tuple[tuple[_Part, ...], ...]:
    """Cut a format at its semicolons, and each section into parts."""
    out: list[list[_Part]] = [[]]
    for match in _PART.finditer(text):
        kind = match.lastgroup or ""
        part = match[kind] if kind else ""
        if kind == "other" and part == ";":
            out.append([])
        elif kind in ("quoted", "escaped"):
            out[-1].append(_Part("literal", part))
        elif kind == "bracket":
            # [h] counts hours beyond a day; conditions, colours and locales change no text.
            if part.lower() in ("h", "hh", "m", "mm", "s", "ss"):
                out[-1].append(_Part("strange", part))
            elif part.startswith("$") and (sign := part[1:].partition("-")[0]):
                out[-1].append(_Part("literal", sign))
        elif kind == "other":
            strange = part in "@eEgGbB" or (part == "/" and bool(out[-1]) and out[-1][-1].kind == "digits")
            out[-1].append(_Part("strange" if strange else "literal", part))
        elif kind:
            out[-1].append(_Part(kind, part.lower() if kind == "date" else part))
    return tuple(tuple(section) for section in out)


def _number(value: float, section: tuple[_Part, ...]) -> str:
    number = Decimal(f"{value:.15g}")
    number *= Decimal(100) ** sum(part.kind == "percent" for part in section)
    digits = [part.text for part in section if part.kind == "digits"]
    if len(digits) != 1:
        return plain(value)
    pattern = digits[0]
    scale = len(pattern) - len(pattern.rstrip(","))
    number = number.scaleb(-3 * scale)
    whole, _, fraction = pattern.rstrip(",").partition(".")
    places = sum(c in "#0?" for c in fraction)
    number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(number):,f}" if "," in whole else f"{abs(number):f}"
    least = sum(c == "0" for c in whole)
    head, point, tail = text.partition(".")
    # Optional places vanish where they are zero.
    while tail and len(tail) > sum(c == "0" for c in fraction) and tail.endswith("0"):
        tail = tail[:-1]
    head = head.zfill(least) if "," not in whole else head
    shown = head + (point + tail if tail else "")
    sign = "-" if number < 0 else ""
    return sign + "".join(
        shown if p.kind == "digits" else p.text if p.kind in ("literal", "percent") else "" for p in section
    )


def _date(value: float, section: tuple[_Part, ...], from_1904: bool) -> str:
    if not 0 <= value < _MAX_SERIAL or any(part.kind == "strange" for part in section):
        return plain(value)
    epoch = _EPOCH_1904 if from_1904 else _EPOCH
    # Excel's 1900 had a 29 February, so its first sixty days count from a day later.
    days = value + 1 if not from_1904 and value < 60 else value
    moment = epoch + timedelta(seconds=round(days * 86400))
    noon = any(part.kind == "noon" for part in section)
    codes = [part.text for part in section if part.kind == "date"]
    out, seen = [], 0
    for part in section:
        if part.kind == "date":
            before = codes[seen - 1] if seen else ""
            after = codes[seen + 1] if seen + 1 < len(codes) else ""
            minutes = part.text[0] == "m" and (before[:1] == "h" or after[:1] == "s")
            out.append(_moment(moment, part.text, minutes=minutes, noon=noon))
            seen += 1
        elif part.kind == "noon":
            chinese = part.text.startswith("上")
            names = ("上午", "下午") if chinese else ("AM", "PM")
            out.append(names[moment.hour >= 12])
        elif part.kind == "digits":
            out.append(part.text if not part.text.startswith("0") else "")
        elif part.text not in ("@",):
            out.append(part.text)
    return "".join(out).strip()


def _moment(moment: datetime, code: str, *, minutes: bool, noon: bool) -> str:
    letter, size = code[0], len(code)
    if letter == "y":
        return f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}"
    if letter == "m" and not minutes:
        if size > 2:
            return _MONTHS[moment.month - 1]
        return f"{moment.month:0{size}d}"
    if letter == "d":
        return f"{moment.day:0{size}d}" if size < 3 else ""
    if letter == "a":
        return ("星期" if size > 3 else "") + "一二三四五六日"[moment.weekday()]
    hour = (moment.hour % 12 or 12) if noon else moment.hour
    number = {"h": hour, "m": moment.minute, "s": moment.second}[letter]
    return f"{number:0{size}d}"
