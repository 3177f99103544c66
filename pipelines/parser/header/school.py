"""Which school a report is of: its name as printed, and where."""

import re
from collections import Counter
from dataclasses import dataclass

from pipelines.parser.header.roster import Roster
from pipelines.parser.view import Squeezed
from pipelines.parser.vocab import alternation, load

_S = load("header")["school"]
_K = load("kinds")
_NEVER = set(_S["never"])
# 年 and 日 end a date, but stand in names too (青年, 日照).
_CUT = re.compile(alternation(_S["cut"]) + r"|(?<=\d)[年月日]")
_SPEAKS = alternation(_S["speaks"])
_ENDS = r"(?:大学|学院(?!大学)|高等专科学校|专科学校|学校|分校)(?:\([一-龥]{2,4}\))?"
NAME = re.compile(rf"[一-龥]{{2,24}}?{_ENDS}(?![一-龥]{{0,1}}(?:学院|大学|分校))")
_TITLE_NOISE = re.compile(
    r"(?:20\d\d|二[〇零][一-龥]{2})?年?[-~至到/]{0,3}(?:20\d\d|二[〇零][一-龥]{2})(?:年?学年度?|年度|年)?|关于|报送|信息公开|年度|工作|的?报告|年报|学年度?"
)
_SPEAKING = re.compile(rf"{_ENDS}(?=\(?{_SPEAKS})")
_SUB_UNIT = re.compile(_K["sub_unit"]["after_school"])
_DISCIPLINE = re.compile(_K["sub_unit"]["discipline"])


@dataclass(frozen=True, slots=True)
class Named:
    """A school's name as the folded text has it, with its place in the squeezed text."""

    name: str
    span: tuple[int, int]


def in_title(text: str, start: int, end: int, roster: Roster | None) -> Named | None:
    """The school that a title names: first, last or in the middle."""
    at = start
    for gap in [*_TITLE_NOISE.finditer(text, start, end), None]:
        stop = gap.start() if gap else end
        if stop - at >= 4:
            found = _in_piece(text, at, stop, roster)
            if found:
                return found
        at = gap.end() if gap else end
    return None


def _in_piece(text: str, a: int, b: int, roster: Roster | None) -> Named | None:
    piece = text[a:b].strip("-~·、,:( ")
    a = text.find(piece, a, b) if piece else a
    if roster:
        for m in re.finditer(_ENDS, piece):
            if name := roster.ending(piece[: m.end()]):
                at = a + m.end() - len(name)
                longest = _longest_known(piece, m.end() - len(name), roster) or name
                return Named(longest, (at, at + len(longest)))
    matches = list(re.finditer(rf"[一-龥]{{2,24}}?{_ENDS}", piece))
    if not matches:
        return None
    first, last = matches[0], matches[-1]
    name = piece[first.start() : last.end()]
    if "(" in piece[first.start() : first.end() + 1] and "(" not in first.group():
        name = first.group()
    if re.fullmatch(r"[一-龥]+(?:\([一-龥]{2,4}\))?", name) is None or name in _NEVER:
        name = first.group()
    return None if name in _NEVER else Named(name, (a + first.start(), a + first.start() + len(name)))


def _longest_known(piece: str, at: int, roster: Roster) -> str | None:
    ends = [m.end() for m in re.finditer(_ENDS, piece) if m.end() > at]
    return next((piece[at:e] for e in reversed(ends) if roster.knows(piece[at:e])), None)


def in_text(text: str, start: int, end: int, roster: Roster | None) -> Named | None:
    """The school that speaks of itself in a stretch: the name used most, the first among equals."""
    seen: Counter[str] = Counter()
    places: dict[str, tuple[int, int]] = {}
    for m in _SPEAKING.finditer(text, start, end):
        run = re.search(r"\d?[一-龥]{0,24}(?:\([一-龥]{2,4}\))?$", text[max(start, m.start() - 25) : m.end()])
        name = _trim(run[0] if run else "", roster)
        if name:
            seen[name] += 1
            places.setdefault(name, (m.end() - len(name), m.end()))
    if not seen:
        return None
    best = max(seen, key=lambda n: (seen[n], -places[n][0]))
    return Named(best, places[best])


def _trim(run: str, roster: Roster | None) -> str | None:
    """The name at the end of a run of characters; None where it is no school's own."""
    if roster and (known := roster.ending(run)):
        return known
    at = 0
    suffix = re.search(rf"{_ENDS}$", run)
    for m in _CUT.finditer(run):
        if m.end() <= len(run) - (len(suffix[0]) if suffix else 0) - 1:
            at = m.end()
    name = re.sub("^(?:[和与及以各]|对(?!外))+", "", run[at:])
    generic = name in _NEVER or any(
        name.endswith(n) and len(name) <= len(n) + 1 for n in _NEVER if len(n) > 2
    )
    # 通过学校, 公开情况学校: no school is called so but the professional ones.
    generic = generic or (name.endswith("学校") and not name.endswith("专科学校"))
    return None if len(name) < 4 or generic else name


def is_sub_unit(title: str, school: str, known: bool) -> bool:
    """Whether a title is that of a faculty, office or affiliated body of a school.

    `known` is whether the roster or the crawler vouches for the name; a
    faculty's name without that is judged by its subject.
    """
    at = title.find(school)
    if at < 0:
        return False
    if _SUB_UNIT.match(title, at + len(school)):
        return True
    m = re.fullmatch(r"[一-龥]{2,16}大学(?:\([一-龥]{2,4}\))?([一-龥]{1,12}学院)", school)
    return bool(m and not known and _DISCIPLINE.fullmatch(m[1]))


def same(a: str, b: str) -> bool:
    """Whether two printed names can mean one school."""
    x, y = Roster.key(a), Roster.key(b)
    return x in y or y in x


def of_context(sq: Squeezed, name: str) -> Named | None:
    """Where the text prints the name that the crawler knows."""
    at = sq.text.find(Roster.key(name))
    return (
        Named(sq.text[at : at + len(Roster.key(name))], (at, at + len(Roster.key(name)))) if at >= 0 else None
    )
