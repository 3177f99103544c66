"""What words of the section on experience announce: practices, problems or measures."""

import re
from dataclasses import dataclass

from pipelines.parser.vocab import alternation, load

_V = load("points")
PRACTICES, PROBLEMS, MEASURES = "practices", "problems", "measures"
CATEGORIES = (PRACTICES, PROBLEMS, MEASURES)
_TELLING = {k: re.compile(_V["telling"][k]) for k in CATEGORIES}
_WORDS = alternation(_V["label"]["words"])
_TOLD = "|".join(_V["telling"][k] for k in CATEGORIES)
# Possessive: a label that does not fit is not tried in any other division of its words.
_LABEL = re.compile(
    rf"[(【\[]?(?P<words>(?:{_TOLD}|{_WORDS}){{1,16}}+)"
    rf"(?:(?P<strong>{_V['label']['strong']})|(?P<weak>{_V['label']['weak']}))?[)】\]]?"
)
_COMMA = re.compile(_V["label"]["comma"])
_ANNOUNCING = re.compile(_V["label"]["announcing"])
_SEVERAL = re.compile(_V["label"]["several"])
_ANSWERED = re.compile(_V["label"]["answered"])
_SHORTCOMING = re.compile(_V["cue"]["shortcoming"])
_REMEDY = re.compile(_V["cue"]["remedy"])
_PLANNED = re.compile(_V["cue"]["planned"])
_ACHIEVED = re.compile(_V["cue"]["achieved"])
_WHEN = re.compile(_V["cue"]["when"])
_LONE = re.compile(_V["cue"]["lone"])
_TURN = re.compile(_V["cue"]["turn"])
_NOTHING = re.compile(_V["cue"]["nothing"])
_STOP = re.compile(r"[。!?;\n]")
_LONGEST_LABEL, _LONGEST_LEAD = 60, 150

Categories = tuple[str, ...]


@dataclass(slots=True)
class Stops:
    """Where the next enumerator stands, the next line begins, the section ends."""

    mark: int
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class Label:
    """Words that say what follows them: text[start:end].

    `firm` where punctuation or a line of its own shows that it is a label;
    今后, alone may as well be part of a sentence.
    """

    start: int
    end: int
    categories: Categories
    firm: bool = True


def named(heading: str) -> Categories:
    """The categories that a heading names, in the codebook's order."""
    return tuple(k for k in CATEGORIES if _TELLING[k].search(heading))


def label(text: str, at: int, stops: "Stops") -> Label | None:
    """The label that stands at text[at:]: 主要问题:, 经验在于, a heading on a line of its own."""
    found = _label(text, at, stops.mark, stops)
    if found is None and at < stops.line < min(stops.mark, at + _LONGEST_LABEL):
        # Its words may go on with the first ones of the next line.
        found = _label(text, at, stops.line, stops)
    return found


def _label(text: str, at: int, end: int, stops: "Stops") -> Label | None:
    m = _LABEL.match(text, at, min(end, at + _LONGEST_LABEL))
    if m is None:
        return None
    found = named(_ANSWERED.sub("", m[0]))
    stop = m.end()
    follow = text[stop] if stop < stops.end else "\n"
    if not found:
        return None
    if follow in ":。\n" or stop in (stops.line, stops.mark):
        return Label(at, min(stop + (follow in ":。"), stops.end), found)
    joined = bool(m["strong"] or m["weak"] or stop + 1 == stops.mark)
    if follow == "," and (joined or _COMMA.search(m[0])):
        return Label(at, stop + 1, found, firm=joined)
    return Label(at, stop, found) if m["strong"] else None


def lead_in(text: str, at: int, end: int) -> Label | None:
    """A sentence up to a colon that announces: 但还存在一些不足,主要表现在:."""
    colon = text.find(":", at, min(end, at + _LONGEST_LEAD))
    if colon < 0 or _STOP.search(text, at, colon):
        return None
    if not _ANNOUNCING.search(text, max(at, colon - 8), colon):
        return None
    found = announced(text[at:colon])
    return Label(at, colon + 1, found) if found else None


def announced(sentence: str) -> Categories:
    """What a lead-in announces: the clause nearest to its end decides."""
    sentence = _ANSWERED.sub("", sentence[-_LONGEST_LEAD:])
    for clause in reversed(re.split(r"[,;:。]", sentence)):
        found = named(clause)
        if len(found) == 1:
            return found
        if found:
            last = {k: [m.start() for m in _TELLING[k].finditer(clause)][-1] for k in found}
            joined = re.search("[、和与及]", clause[min(last.values()) : max(last.values())])
            return found if joined else (max(found, key=lambda k: last[k]),)
        if _REMEDY.search(clause):
            return (MEASURES,)
        if _SHORTCOMING.search(clause):
            return (PROBLEMS,)
    return ()


def several(sentence: str) -> bool:
    """Whether a sentence says that a list follows: 以下, 几个方面."""
    return _SEVERAL.search(sentence) is not None


def shortcoming(sentence: str) -> bool:
    """Whether a sentence states that something is wanting."""
    return _SHORTCOMING.search(sentence) is not None


def remedy(sentence: str) -> bool:
    """Whether a sentence opens with what is to be done."""
    return _REMEDY.search(sentence) is not None


def planned(sentence: str) -> bool:
    """Whether a sentence of a part on both can be what is to be done."""
    return _PLANNED.search(sentence) is not None and not shortcoming(sentence)


def achieved(sentence: str) -> bool:
    """Whether a sentence only says that things went well."""
    return _ACHIEVED.search(sentence) is not None and not shortcoming(sentence)


def without_when(text: str, start: int, end: int) -> int:
    """Where a planned step begins behind its 今后,."""
    m = _WHEN.match(text, start, end)
    return m.end() if m else start


def without_number(text: str, start: int, end: int) -> int:
    """Where a point begins behind a 一是 that no 二是 follows."""
    m = _LONE.match(text, start, end)
    return m.end() if m else start


def turn(text: str, start: int, end: int) -> int | None:
    """Where a clause turns from a shortcoming to what will be done about it."""
    m = _TURN.search(text, start, end)
    return m.end() if m else None


def says_nothing(text: str) -> bool:
    """Whether a text only states that there is nothing to report."""
    return _NOTHING.fullmatch(text) is not None
