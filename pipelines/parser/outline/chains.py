"""The likeliest run of headings among all candidates."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import itemgetter

from pipelines.parser.outline.candidates import Candidate
from pipelines.parser.outline.headings import ORDER, mend
from pipelines.parser.points.cues import named

# A chain's worth: the outline's own headings count most, a body between two
# headings tells a report from its table of contents, a gap in the numbering costs.
_KNOWN, _AGAIN, _OTHER = 10.0, 1.0, 0.5
_BODY, _EXTRA_BODY = 3.0, 0.5
_WEAK, _LATE = -2.0, -3.0
_STEPS = ((1, 0.0), (0, -5.0), (2, -4.0), (3, -8.0))
_LOOSE, _LOST = -2.0, -3.0
"""A heading without number joins, or is joined by one with a number."""
_SWITCH, _RESTART = -12.0, -6.0
"""The style of numbering changes; the numbering begins anew."""
_NESTED = -40.0
"""The numbers go on as if what stands between were not there: it is a level below."""


@dataclass(slots=True)
class _Chain:
    score: float
    last: Candidate
    before: "_Chain | None"
    codes: frozenset[str]
    length: int
    place: int
    """The place in the outline of its latest coded heading; -1 for none."""
    style: str
    """The style of its first heading: that of its level."""
    latest: dict[str, int]
    """The latest ordinal of each style of numbering."""

    def list(self) -> list[Candidate]:
        found: list[Candidate] = []
        chain: _Chain | None = self
        while chain is not None:
            found.append(chain.last)
            chain = chain.before
        return found[::-1]


_Option = tuple[float, _Chain | None]
"""What a chain would be worth that goes on with a heading, and the chain before it."""


def best_chain(found: Iterable[Candidate], size: int) -> list[Candidate]:
    """The best run of headings in a text of `size` characters; linear in the candidates.

    Numbered ones follow by their numbers, in whatever order of the outline;
    those that lost their number, or have another style, by the outline's order.
    """
    numbered: dict[tuple[str, int], _Chain] = {}
    placed: dict[int, _Chain] = {}
    for c in found:
        options = [_begin(c)]
        if c.style != "none":
            options += _by_number(c, numbered)
        if c.code:
            options += _by_place(c, placed)
        score, before = max(options, key=itemgetter(0))
        chain = _extend(before, c, score)
        if c.style != "none":
            held = numbered.get((c.style, c.ordinal))
            if held is None or chain.score >= held.score:
                numbered[c.style, c.ordinal] = chain
        if c.code:
            other = placed.get(chain.place)
            if other is None or chain.score >= other.score:
                placed[chain.place] = chain
    ends = [*numbered.values(), *placed.values()]
    if not ends:
        return []
    return max(ends, key=lambda o: o.score + (_BODY if size - o.last.body > 20 else 0.0)).list()


def _begin(c: Candidate) -> _Option:
    start = _LATE * (c.ordinal - 1) if c.style != "none" else _LOOSE
    return _option(None, c, start)


def _by_number(c: Candidate, numbered: dict[tuple[str, int], _Chain]) -> list[_Option]:
    options = []
    for step, cost in _STEPS:
        before = numbered.get((c.style, c.ordinal - step))
        if before and before.last.body <= c.start and (c.code is not None or step == 1):
            options.append(_option(before, c, cost))
    return options


def _by_place(c: Candidate, placed: dict[int, _Chain]) -> list[_Option]:
    place = ORDER.index(c.code or "other")
    options = []
    for k, before in placed.items():
        if c.code in before.codes and not (k == place and _goes_on(before.last, c)):
            continue
        if k <= place and before.last.body <= c.start:
            options.append(_option(before, c, _joint(before, c)))
    return options


def _joint(before: _Chain, c: Candidate) -> float:
    """What it costs to go on with a heading that its number does not continue."""
    last = before.last
    if c.style == "none":
        return _LOOSE
    if last.style == c.style:
        return _RESTART
    latest = before.latest.get(c.style, 0)
    counted = c.ordinal == before.length + 1
    if latest and (c.ordinal == latest + 1 or (c.ordinal > latest and last.style != "none" and not counted)):
        return _NESTED
    if last.style == "none" and (counted or (c.ordinal == 1 and before.length == 1)):
        return _LOST
    return _SWITCH


def _goes_on(a: Candidate, b: Candidate) -> bool:
    """Whether 存在的问题 and 下一步打算 are two sections, not parts of one named before."""
    both = a.code == b.code == "experience" and "none" in (a.style, b.style)
    return both and not set(named(mend(a.heading))) & set(named(mend(b.heading)))


def _second(before: _Chain | None, c: Candidate, cost: float) -> bool:
    """Whether a heading is another section on experience, on the level of the chain."""
    if before is None or c.code != "experience" or c.weak or cost <= _RESTART:
        return False
    level = c.style in ("none", before.style) or (before.style == "none" and c.style in ("cn", "part"))
    return level and before.last.heading != c.heading


def _option(before: _Chain | None, c: Candidate, cost: float) -> _Option:
    score = (before.score if before else 0.0) + cost + (_WEAK if c.weak else 0.0)
    if c.code is None:
        score += _OTHER
    else:
        first = before is None or c.code not in before.codes
        score += _KNOWN if first or _second(before, c, cost) else _AGAIN
    if before is not None and _says_something(before.last, c):
        score += _BODY if before.last.code else _EXTRA_BODY
    return score, before


def _extend(before: _Chain | None, c: Candidate, score: float) -> _Chain:
    codes = before.codes if before else frozenset()
    latest = before.latest if before else {}
    if c.code:
        codes = codes | {c.code}
    if c.style != "none":
        latest = latest | {c.style: c.ordinal}
    place = ORDER.index(c.code) if c.code else (before.place if before else -1)
    style = before.style if before else c.style
    return _Chain(score, c, before, codes, before.length + 1 if before else 1, place, style, latest)


def _says_something(a: Candidate, b: Candidate) -> bool:
    """Whether there is a line between two headings."""
    return b.line - a.line > 1 or b.start - a.body > 6


def in_order(chain: list[Candidate]) -> list[Candidate]:
    """The chain with a number for every heading, printed ones kept where they ascend."""
    ordered: list[Candidate] = []
    previous = 0
    for c in chain:
        stuck = c.style == "none" or c.ordinal < previous or c.ordinal == previous == 1
        previous = previous + 1 if stuck else c.ordinal
        ordered.append(replace(c, ordinal=previous))
    return ordered
