"""The top-level sections of a report, under whatever style of numbering."""

import re
from dataclasses import replace
from itertools import islice

from pipelines.parser.model import Section
from pipelines.parser.numbers import count
from pipelines.parser.outline.candidates import Candidate, candidates
from pipelines.parser.outline.chains import best_chain, in_order
from pipelines.parser.outline.headings import ORDER, damaged, weakly
from pipelines.parser.view import Document
from pipelines.parser.vocab import load

_H = load("outline")["headings"]
_ANNOUNCED = re.compile(_H["announced"])
_TABLE = re.compile(_H["table"])
_ANNEX = re.compile(r"附[件表录]\s*\d?[:.]?.{0,40}")
# No report has nearly so many numbered lines; what has is a list of another sort.
_MOST = 5000


def read_sections(doc: Document) -> list[Section]:
    """The top-level sections in order; empty where the text has no outline."""
    found = list(islice(candidates(doc), _MOST))
    chain = best_chain(found, len(doc.folded))
    if len({c.code for c in chain if c.code}) < 2:
        return []
    return _sections(doc, _resolve_weak(_from_first(in_order(chain), found)))


def _from_first(chain: list[Candidate], found: list[Candidate]) -> list[Candidate]:
    """Begin a heading that is printed twice in succession with the first of the two."""
    before = {c.line: c for c in found}
    begun = []
    for c in chain:
        twin = before.get(c.line - 1)
        twice = twin and twin.start < c.start and twin.body <= c.start and twin.heading == c.heading
        begun.append(replace(c, start=twin.start) if twin and twice else c)
    return begun


def announced(text: str) -> int | None:
    """How many parts the preamble says there are; None where it does not say."""
    m = _ANNOUNCED.search(text)
    number = count(m[1]) if m else None
    return number if number and 3 <= number <= 15 else None


def _resolve_weak(chain: list[Candidate]) -> list[Candidate]:
    """Give a heading outside the outline a code that no other heading claims."""
    have = {c.code for c in chain}
    resolved: list[Candidate] = []
    for i, c in enumerate(chain):
        code = c.code
        if code is None:
            guess = weakly(c.heading) or _misread(chain, i)
            late = guess == "overview" and c is not chain[0]
            if guess and guess not in have and not late:
                code = guess
                have.add(code)
        resolved.append(replace(c, code=code or "extra"))
    return resolved


def _misread(chain: list[Candidate], i: int) -> str | None:
    """The code of a heading with misread characters, where it has its place in the outline."""
    code = damaged(chain[i].heading)
    if code is None:
        return None
    place = ORDER.index(code)
    before = [ORDER.index(c.code) for c in chain[:i] if c.code]
    behind = [ORDER.index(c.code) for c in chain[i + 1 :] if c.code]
    fits = place > max(before, default=-1) and place < min(behind, default=len(ORDER))
    return code if fits else None


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
