"""Compares parsed reports with hand-made gold: true, false and missed values a group."""

import difflib
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

HEADER = (
    "kind", "title", "school.name", "period.kind", "period.label", "period.start", "period.end",
    "period.declared", "document_number", "addressee", "signed_by", "signed_on", "portal_url",
    "contact.office", "contact.address", "contact.postcode", "contact.phone", "contact.email",
)  # fmt: skip
COUNTS = (
    "received", "answered", "granted", "partly_granted", "refused", "not_held", "already_public",
    "other", "fee_charged", "fee_waived", "by_channel.email", "by_channel.letter",
    "by_channel.in_person", "by_channel.online", "by_channel.phone", "by_channel.fax",
)  # fmt: skip
MATTERS = ("reports", "reconsiderations", "lawsuits")
CELLS = ("category", "item", "department", "url")
QUALITIES = ("qualifier", "section", "as_of")
CODES = ("channel", "measure")
POINTS = ("practices", "problems", "measures")
ALIKE = 0.85
"""How alike two points must be to count as one: wording may lose a lead-in, not a clause."""
GROUPS = (
    "header", "requests", "complaints", "legal basis", "sections", "figures found",
    "figures qualified", "figures coded", "practices", "problems", "measures", "inventory",
)  # fmt: skip


@dataclass
class Score:
    """Counts a group: right, invented or wrong, missed; and every miss in words."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wrong: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    missed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    notes: list[str] = field(default_factory=list)

    def f1(self, group: str) -> float:
        hits, rest = 2 * self.right[group], self.wrong[group] + self.missed[group]
        return hits / (hits + rest) if hits + rest else 1.0

    def macro(self) -> float:
        """The mean F1 of the groups that have anything to compare."""
        f1s = [self.f1(g) for g in GROUPS if self.right[g] + self.wrong[g] + self.missed[g]]
        return sum(f1s) / len(f1s) if f1s else 1.0

    def hit(self, group: str) -> None:
        self.right[group] += 1

    def miss(self, group: str, note: str) -> None:
        self.missed[group] += 1
        self.notes.append(f"{group} {note}")

    def invent(self, group: str, note: str) -> None:
        self.wrong[group] += 1
        self.notes.append(f"{group} {note}")

    def compare(self, group: str, where: str, gold: object, parsed: object) -> None:
        if gold is None and parsed is None:
            return
        if gold is not None and parsed is not None and plain(gold) == plain(parsed):
            self.hit(group)
            return
        self.missed[group] += gold is not None
        self.wrong[group] += parsed is not None
        self.notes.append(f"{group} {where}: gold {gold!r}, parsed {parsed!r}")


def plain(value: object) -> str:
    """A value as a reader compares it: widths, dashes, brackets and white space aside."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value))
    text = re.sub(r"[–—−]", "-", text).replace("〈", "<").replace("〉", ">")
    return "".join(text.split())


def at(record: Any, path: str) -> Any:
    for key in path.split("."):
        record = (record or {}).get(key)
    return record


def compare(score: Score, name: str, gold: dict[str, Any], parsed: dict[str, Any], text: str) -> None:
    """Add one document's comparison to the score."""
    for path in HEADER:
        score.compare("header", f"{name} {path}", at(gold, path), at(parsed, path))
    for path in COUNTS:
        score.compare("requests", f"{name} {path}", at(gold["requests"], path), at(parsed["requests"], path))
    for path in MATTERS:
        score.compare("complaints", f"{name} {path}", gold["complaints"][path], parsed["complaints"][path])
    _basis(score, name, gold["legal_basis"], parsed["legal_basis"])
    _sections(score, name, gold["sections"], parsed["sections"], text)
    _figures(score, name, gold["figures"], parsed["figures"])
    for kind in POINTS:
        _points(score, kind, name, gold[kind], parsed[kind])
    _inventory(score, name, gold["inventory"], parsed["inventory"])


def _basis(score: Score, name: str, gold: list[Any], parsed: list[Any]) -> None:
    left = {(plain(r["title"]), plain(r["number"])) for r in gold}
    right = {(plain(r["title"]), plain(r["number"])) for r in parsed}
    score.right["legal basis"] += len(left & right)
    for row in sorted(left - right):
        score.miss("legal basis", f"{name}: missed {row}")
    for row in sorted(right - left):
        score.invent("legal basis", f"{name}: invented {row}")


def _bare(heading: str) -> str:
    """A heading without 附件 or 附表 before it: the codebook does not say whether that is its number."""
    return re.sub(r"^附[件表录]\d{0,2}[:：]", "", plain(heading))


def _sections(score: Score, name: str, gold: list[Any], parsed: list[Any], text: str) -> None:
    """A section is right when code, ordinal, heading and both ends of its text are."""
    found = list(parsed)
    for want in gold:
        same = [
            s
            for s in found
            if s["code"] == want["code"]
            and s["ordinal"] == want["ordinal"]
            and _bare(s["heading"]) == _bare(want["heading"])
            and plain(want["first"]) in plain(text[s["start"] : s["end"]])
            and plain(text[s["start"] : s["end"]]).endswith(plain(want["last"]))
        ]
        if same:
            found.remove(same[0])
            score.hit("sections")
        else:
            score.miss("sections", f"{name}: missed {want['code']} {want['heading']}")
    for rest in found:
        score.invent("sections", f"{name}: invented {rest['code']} {rest['heading']}")


def _quantity(figure: dict[str, Any]) -> tuple[float, str]:
    return round(float(figure["value"]), 6), plain(figure["unit"] or "")


def _printed(figure: dict[str, Any]) -> str:
    return f"{figure['value']:.10g}{figure['unit'] or ''} in {figure['quote']!r}"


def aligned(gold: list[Any], parsed: list[Any]) -> list[tuple[int, int]]:
    """Which parsed figure is which of gold: both in order, paired by value and unit."""
    left, right = [_quantity(f) for f in gold], [_quantity(f) for f in parsed]
    order = difflib.SequenceMatcher(None, left, right, autojunk=False)
    return [(block.a + k, block.b + k) for block in order.get_matching_blocks() for k in range(block.size)]


def _figures(score: Score, name: str, gold: list[Any], parsed: list[Any]) -> None:
    """Found by value and unit; then the qualities of every figure of gold, and its codes."""
    parsed = sorted(parsed, key=lambda f: f["start"])
    partner = dict(aligned(gold, parsed))
    for j in sorted(set(range(len(parsed))) - set(partner.values())):
        score.invent("figures found", f"{name}: invented {_printed(parsed[j])}")
    for i, want in enumerate(gold):
        other = parsed[partner[i]] if i in partner else None
        if other is None:
            score.miss("figures found", f"{name}: missed {_printed(want)}")
        else:
            score.hit("figures found")
        _agree(score, "figures qualified", name, want, other, QUALITIES)
        if want["measure"] != "other":
            _agree(score, "figures coded", name, want, other, CODES)


def _agree(
    score: Score,
    group: str,
    name: str,
    gold: dict[str, Any],
    parsed: dict[str, Any] | None,
    keys: tuple[str, ...],
) -> None:
    if parsed is None:
        score.missed[group] += 1
        return
    if all(gold[k] == parsed[k] for k in keys):
        score.hit(group)
        return
    score.wrong[group] += 1
    sides = f"gold {[gold[k] for k in keys]}, parsed {[parsed[k] for k in keys]}"
    score.miss(group, f"{name}: {_printed(gold)}: {sides}")


def _points(score: Score, group: str, name: str, gold: list[str], parsed: list[str]) -> None:
    """Each point of gold takes the most similar one that is left, if that is nearly the same."""
    left = [plain(p) for p in parsed]
    for want in gold:
        alike = [difflib.SequenceMatcher(None, plain(want), p, autojunk=False).ratio() for p in left]
        if max(alike, default=0.0) < ALIKE:
            score.miss(group, f"{name}: missed {want}")
            continue
        del left[alike.index(max(alike))]
        score.hit(group)
    for rest in left:
        score.invent(group, f"{name}: invented {rest}")


def _inventory(score: Score, name: str, gold: list[Any], parsed: list[Any]) -> None:
    """Rows by their number in the ministry's list, then cell by cell."""
    rows = {r["number"]: r for r in parsed}
    for want in gold:
        row = rows.pop(want["number"], {})
        for cell in CELLS:
            score.compare("inventory", f"{name} {want['number']}.{cell}", want[cell], row.get(cell))
    for number in rows:
        score.invent("inventory", f"{name}: invented row {number}")
