"""The rules that a report cites, and document numbers (发文字号)."""

import re

from pipelines.parser.model import Basis
from pipelines.parser.view import Span, Squeezed
from pipelines.parser.vocab import load

_B = load("header")["basis"]
_NOT_RULES = re.compile(_B["not_rules"])
_OPEN, _CLOSE = "[〔[(【]", "[〕\\])】]"
_SERIAL = r"(?:第\s?)?\d{1,4}\s?号"
_NUMERAL = r"第\s?(?:\d{1,4}|[一二三四五六七八九十百零〇]{1,6})\s?号"
# A year may be broken at the end of a line.
_YEAR = r"\s?(?:1\s?9|2\s?0)\s?\d\s?\d\s?年?\s?"
# One of the two brackets may be lost, never both.
NUMBER = (
    rf"[一-龥A-Z]{{1,16}}(?:{_OPEN}{{1,2}}{_YEAR}{_CLOSE}{{0,2}}|{_YEAR}{_CLOSE}){_SERIAL}"
    rf"|[一-龥]{{1,20}}令(?:{_OPEN}{_YEAR}{_CLOSE})?{_NUMERAL}|[一-龥]{{2,16}}?第?\s?\d{{1,4}}号令"
)
_AFTER = re.compile(
    rf"\s?(?:文件)?\s?[(\[〔【]{{1,2}}\s?(?:[一-龥\d]{{0,6}}(?:19|20)\d\d年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)?({NUMBER})"
)
_VERB = "(?:根据|按照|依据|依照|遵照|落实|执行|按|遵循)"
_BEFORE = re.compile(rf"(?:[,。;、:》)(\n]{_VERB}?|{_VERB})(?:以?及|和|与)?({NUMBER})(?:文件)?\(?$")
_ABBREVIATION = re.compile(r"(?:以下|下文|后文)?(?:统一)?简?称(?:为|作|之为)?[:]?[“\"']?$")
_LONGEST = 140


def normalise_number(text: str) -> str:
    """A document number without white space, its year in 〔〕."""
    text = "".join(text.split())
    text = re.sub(r"[〔\[(【]{1,2}", "〔", re.sub(r"[〕\])】]{1,2}", "〕", text))
    m = re.fullmatch(r"(.*?)〔?(\d{4})年?〕?((?:第)?\d{1,4}号)", text)
    return f"{m[1]}〔{m[2]}〕{m[3]}" if m and "令" not in m[1] else text


def titles(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Every outermost 《…》 in text[start:end], as spans of what is inside."""
    found: list[tuple[int, int]] = []
    depth, opened = 0, 0
    for m in re.compile("[《》]").finditer(text, start, end):
        if m.group() == "《":
            # A title that never closed is left behind.
            if depth and m.start() - opened > _LONGEST:
                depth = 0
            depth += 1
            if depth == 1:
                opened = m.end()
        elif depth:
            depth -= 1
            if depth == 0 and 0 < m.start() - opened <= _LONGEST:
                found.append((opened, m.start()))
    if depth:
        # Unbalanced: the first close after the last lost opening.
        close = text.find("》", opened, min(end, opened + _LONGEST))
        if close > opened and (opened, close) not in found:
            found.append((opened, close))
    return found


def read_basis(sq: Squeezed, preamble_end: int) -> list[tuple[Basis, Span]]:
    """Rules cited before the first section, and any cited with a number anywhere.

    `preamble_end` is an index of the squeezed text. Each rule once, with its
    number where one of its mentions has it; spans are the title's.
    """
    found: dict[str, tuple[Basis, Span]] = {}
    short: set[str] = set()
    text = sq.text
    for start, end in titles(text, 0, len(text)):
        title = _tidy(text[start:end])
        if _ABBREVIATION.search(text[max(0, start - 12) : start - 1]):
            short.add(title)
            continue
        number = _number_of(text, start, end)
        if number is None and (start >= preamble_end or title in short or _NOT_RULES.search(title)):
            continue
        held = found.get(title)
        if held is None or (held[0].number is None and number is not None):
            found[title] = (Basis(title, number), held[1] if held else sq.span(start, end))
    return [row for title, row in found.items() if title not in short]


def _number_of(text: str, start: int, end: int) -> str | None:
    after = _AFTER.match(text, end + 1, end + 80)
    if after:
        return normalise_number(after[1])
    if "号" not in text[max(0, start - 6) : start - 1]:
        return None
    before = _BEFORE.search(text[max(0, start - 61) : start - 1])
    return normalise_number(before[1]) if before else None


def _tidy(title: str) -> str:
    plain = "".join(title.split())
    return plain.translate({ord("《"): "〈", ord("》"): "〉", ord("<"): "〈", ord(">"): "〉"})
