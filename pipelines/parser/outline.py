"""The top-level sections of a report, under whatever style of numbering."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice

from pipelines.parser.headings import ORDER, Candidate, candidates, weakly
from pipelines.parser.model import Section
from pipelines.parser.numbers import count
from pipelines.parser.view import Document
from pipelines.parser.vocab import load

_H = load("outline")["headings"]
_ANNOUNCED = re.compile(_H["announced"])
_TABLE = re.compile(_H["table"])
_ANNEX = re.compile(r"附[件表录]\s*\d?[:.]?.{0,40}")
# A chain's worth: the outline's own headings count most, a body between two
# headings tells a report from its table of contents, a gap in the numbering costs.
# No report has nearly so many numbered lines; what has is a list of another sort.
_MOST = 5000
_KNOWN, _OTHER, _BODY, _GAP, _TWICE, _LATE = 10.0, 1.0, 3.0, -4.0, -5.0, -3.0


@dataclass(frozen=True, slots=True)
class _Chain:
    score: float
    last: Candidate
    before: "_Chain | None"
    codes: frozenset[str]

    def list(self) -> list[Candidate]:
        found: list[Candidate] = []
        chain: _Chain | None = self
        while chain is not None:
            found.append(chain.last)
            chain = chain.before
        return found[::-1]


def read_sections(doc: Document) -> list[Section]:
    """The top-level sections in order; empty where the text has no outline."""
    by_style: dict[str, list[Candidate]] = defaultdict(list)
    for c in islice(candidates(doc), _MOST):
        by_style[c.style].append(c)
    loose = by_style.pop("none", [])
    best: list[Candidate] = []
    best_worth = 0.0
    for style in ("part", "cn", "cn_paren", "arabic", "arabic_paren"):
        chain = _best_chain(doc, by_style.get(style, []))
        worth = _worth(chain)
        if worth > best_worth:
            best, best_worth = chain, worth
    plain = _unnumbered_chain(doc, loose)
    if _worth(plain) > best_worth and len({c.code for c in plain}) >= 3:
        best = plain
    elif best:
        best = _fill_gaps(best, loose)
    if len({c.code for c in best if c.code}) < 2:
        return []
    return _sections(doc, _resolve_weak(best))


def announced(text: str) -> int | None:
    """How many parts the preamble says there are; None where it does not say."""
    m = _ANNOUNCED.search(text)
    number = count(m[1]) if m else None
    return number if number and 3 <= number <= 15 else None


def _worth(chain: list[Candidate]) -> float:
    return len({c.code for c in chain if c.code}) + 0.01 * len(chain)


def _best_chain(doc: Document, found: list[Candidate]) -> list[Candidate]:
    """The likeliest run of ascending numbers; linear in the number of candidates."""
    best: dict[int, _Chain] = {}
    for c in found:
        options = [_Chain(_LATE * (c.ordinal - 1), c, None, frozenset())]
        for step, cost in ((1, 0.0), (0, _TWICE), (2, _GAP), (3, 2 * _GAP)):
            before = best.get(c.ordinal - step)
            if before is None or (c.code is None and step != 1):
                continue
            body = _BODY if _says_something(doc, before.last, c) else 0.0
            options.append(_Chain(before.score + cost + body, c, before, before.codes))
        chain = max(options, key=lambda o: o.score + _gain(c, o.codes))
        codes = chain.codes | {c.code} if c.code else chain.codes
        chain = replace(chain, score=chain.score + _gain(c, chain.codes), codes=codes)
        held = best.get(c.ordinal)
        if held is None or chain.score >= held.score:
            best[c.ordinal] = chain
    if not best:
        return []
    size = len(doc.folded)
    ends = {k: v.score + (_BODY if size - v.last.body > 20 else 0.0) for k, v in best.items()}
    return best[max(ends, key=lambda k: ends[k])].list()


def _gain(c: Candidate, codes: frozenset[str]) -> float:
    if c.code is None:
        return _OTHER - (2.0 if c.leader else 0.0)
    known = _KNOWN if c.code not in codes or c.code == "experience" else _OTHER
    return known - (2.0 if c.leader else 0.0)


def _says_something(doc: Document, a: Candidate, b: Candidate) -> bool:
    """Whether there is a line between two headings."""
    return b.line - a.line > 1 or b.start - a.body > 6


def _unnumbered_chain(doc: Document, loose: list[Candidate]) -> list[Candidate]:
    """Headings without numbers in the outline's order, the last of each that has a body."""
    best: dict[int, _Chain] = {}
    for c in loose:
        place = ORDER.index(c.code or "other")
        start = _Chain(0.0, c, None, frozenset())
        options = [start]
        for k, before in best.items():
            if k < place or (k == place and _goes_on(before.last, c)):
                body = _BODY if _says_something(doc, before.last, c) else 0.0
                options.append(_Chain(before.score + body, c, before, before.codes))
        chain = max(options, key=lambda o: o.score)
        chain = replace(chain, score=chain.score + _KNOWN)
        if place not in best or chain.score >= best[place].score:
            best[place] = chain
    if not best:
        return []
    found = max(best.values(), key=lambda o: o.score).list()
    return [replace(c, ordinal=i) for i, c in enumerate(found, 1)]


def _goes_on(a: Candidate, b: Candidate) -> bool:
    """Whether 存在的问题 and 下一步打算 are two sections, not parts of one named before."""
    both = "问题" in a.heading and ("经验" in a.heading or "措施" in a.heading)
    return a.code == b.code == "experience" and not both


def _fill_gaps(chain: list[Candidate], loose: list[Candidate]) -> list[Candidate]:
    """Headings that lost their number, where the numbering skips one."""
    filled: list[Candidate] = []
    have = {c.code for c in chain}
    for i, c in enumerate(chain):
        previous = chain[i - 1].ordinal if i else 0
        low = chain[i - 1].body if i else 0
        if c.ordinal - previous == 2:
            for lost in loose:
                if low < lost.start < c.start and lost.code not in have:
                    filled.append(replace(lost, ordinal=previous + 1))
                    break
        filled.append(c)
    last = chain[-1]
    for lost in loose:
        tail = [k for k in ORDER if k not in have][-3:]
        if lost.start > filled[-1].body and lost.code in tail and lost.code not in have:
            filled.append(replace(lost, ordinal=filled[-1].ordinal + 1))
            have.add(lost.code)
    return filled if last.ordinal >= 1 else chain


def _resolve_weak(chain: list[Candidate]) -> list[Candidate]:
    """Give a heading outside the outline a code that no other heading claims."""
    have = {c.code for c in chain}
    resolved: list[Candidate] = []
    for c in chain:
        code = c.code
        if code is None:
            guess = weakly(c.heading)
            late = guess == "overview" and c is not chain[0]
            if guess and guess not in have and not late:
                code = guess
                have.add(code)
        resolved.append(replace(c, code=code or "extra"))
    return resolved


def _sections(doc: Document, chain: list[Candidate]) -> list[Section]:
    size = len(doc.original)
    starts = [c.start for c in chain] + [size]
    sections = [
        Section(c.code or "extra", c.ordinal, _printed(doc, c), c.start, starts[i + 1], c.body)
        for i, c in enumerate(chain)
    ]
    if not any(s.code == "inventory" for s in sections):
        _split_annex(doc, sections)
    return sections


def _split_annex(doc: Document, sections: list[Section]) -> None:
    """A list of items under an unnumbered 附件 or 附表 at the end is a section of its own."""
    last = sections[-1]
    for line in doc.lines:
        if line.start <= last.body or len(line.text) > 60 or not _ANNEX.fullmatch(line.text):
            continue
        follow = doc.folded[line.end : line.end + 400]
        if "清单" in line.text + follow[:80] and _TABLE.search(follow):
            tail = Section("inventory", last.ordinal + 1, line.squeezed, line.start, last.end, line.end)
            last.end = line.start
            sections.append(tail)
            return


def _printed(doc: Document, c: Candidate) -> str:
    """The heading as the original prints it, without white space and number."""
    printed = "".join(doc.original[c.start : c.body].split())
    at = len("".join(doc.folded[c.start : c.body].split()).rstrip()) - len(printed)
    folded = "".join(doc.folded[c.start : c.body].split())
    where = folded.find(c.heading)
    return printed[where : where + len(c.heading)] if where >= 0 and at == 0 else c.heading
