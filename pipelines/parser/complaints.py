"""举报, 复议, 诉讼 as counts: stated numbers, stated absences, else nothing."""

import re

from pipelines.parser.model import Complaints
from pipelines.parser.numbers import COUNT, count
from pipelines.parser.view import Span, Squeezed
from pipelines.parser.vocab import load

_C = load("complaints")
_MATTERS = {k: re.compile(v) for k, v in _C["matters"].items()}
_ANY = re.compile("|".join(f"(?P<{k}>{v})" for k, v in _C["matters"].items()))
_NONE = re.compile(_C["says"]["none"])
_MEANS = re.compile(_C["says"]["means"])
_VOID = re.compile(_C["says"]["void"])
_AMOUNT = re.compile(rf"(?<![\d.年第-])({COUNT})\s?(?:{_C['says']['units']})(?!工作日|月)")
_SENTENCE = re.compile(r"[^。\n!?]+")
_CLAUSE = re.compile(r"[^;,]+")


def read_complaints(
    sq: Squeezed, places: list[tuple[int, int, str]], strict: bool
) -> tuple[Complaints, dict[str, Span]]:
    """Counts from (start, end, heading) stretches of the squeezed text.

    A bare "none" answers for what the heading names. With `strict` a sentence
    must speak of disclosure itself.
    """
    found = Complaints()
    spans: dict[str, Span] = {}
    for start, end, heading in places:
        for s in _SENTENCE.finditer(sq.text, start, end):
            if strict and "公开" not in s.group():
                continue
            _sentence(sq, s.start(), s.end(), found, spans)
        stated = any(v is not None for v in (found.reports, found.reconsiderations, found.lawsuits))
        if not stated and heading:
            _void(sq, start, end, heading, found, spans)
    return found, spans


def _sentence(sq: Squeezed, start: int, end: int, found: Complaints, spans: dict[str, Span]) -> None:
    """Clause by clause; a negation holds on through a list of the matters."""
    if not _ANY.search(sq.text, start, end):
        return
    denied = False
    for clause in _CLAUSE.finditer(sq.text, start, end):
        text, at = clause.group(), clause.start()
        words = [m for m in _ANY.finditer(text) if not _is_means(text, m)]
        none = _NONE.search(text)
        amounts = [m for m in _AMOUNT.finditer(text) if count(m[1]) is not None]
        for i, word in enumerate(words):
            if getattr(found, word.lastgroup or "") is not None:
                continue
            stop = words[i + 1].start() if i + 1 < len(words) else len(text)
            number = next((m for m in amounts if word.end() <= m.start() < stop), None)
            if number is None and i == 0:
                number = next(
                    (m for m in amounts if m.end() <= word.start() and word.start() - m.end() <= 12), None
                )
            if number is None and i + 1 < len(words) and _listed(text, words, i):
                # 举报、复议、诉讼0件: one number for the list, only where it is none.
                number = next((m for m in amounts if m.start() >= words[-1].end() and not count(m[1])), None)
            key = word.lastgroup or ""
            if number is not None:
                _keep(sq, key, count(number[1]) or 0, at + number.start(1), at + number.end(), found, spans)
            elif not amounts and (
                (none and (none.start() < word.start() or _trails(text, word)))
                or (denied and not _affirms(text))
            ):
                a = min(none.start(), word.start()) if none else word.start()
                b = max(none.end(), word.end()) if none else word.end()
                _keep(sq, key, 0, at + a, at + b, found, spans)
        denied = (bool(none) or denied) and not amounts and (bool(words) or denied)


def _is_means(text: str, word: "re.Match[str]") -> bool:
    near = text[max(0, word.start() - 4) : word.end() + 4]
    m = _MEANS.search(near)
    return bool(m and (word.group() in m.group() or "可" in m.group()))


def _listed(text: str, words: "list[re.Match[str]]", i: int) -> bool:
    return words[-1].start() - words[i].end() <= 16


def _trails(text: str, word: "re.Match[str]") -> bool:
    """Whether the denial follows its matters: 举报、复议、诉讼均无."""
    return bool(
        re.search("(?:均|都|皆|情况)?(?:无|没有|未发生|未出现|为零|为0|没有发生)", text[word.end() :])
    )


def _affirms(text: str) -> bool:
    return bool(re.search("收到|受到|发生|出现", text)) and not _NONE.search(text)


def _void(
    sq: Squeezed, start: int, end: int, heading: str, found: Complaints, spans: dict[str, Span]
) -> None:
    m = _VOID.match(sq.text[start : min(end, start + 60)].lstrip())
    if not m:
        return
    for key, pattern in _MATTERS.items():
        if pattern.search(heading):
            _keep(sq, key, 0, start, start + len(m.group()), found, spans)


def _keep(
    sq: Squeezed, key: str, value: int, a: int, b: int, found: Complaints, spans: dict[str, Span]
) -> None:
    if getattr(found, key) is None:
        setattr(found, key, value)
        spans[key] = sq.span(a, b)
