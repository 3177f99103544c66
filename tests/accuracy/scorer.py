"""Compares parsed reports with hand-made gold: true, false and missed values a group."""

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
GROUPS = ("header", "requests", "complaints", "legal basis", "sections")


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

    def compare(self, group: str, where: str, gold: object, parsed: object) -> None:
        if gold is None and parsed is None:
            return
        if gold is not None and parsed is not None and plain(gold) == plain(parsed):
            self.right[group] += 1
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


def _basis(score: Score, name: str, gold: list[Any], parsed: list[Any]) -> None:
    left = {(plain(r["title"]), plain(r["number"])) for r in gold}
    right = {(plain(r["title"]), plain(r["number"])) for r in parsed}
    score.right["legal basis"] += len(left & right)
    for row in left - right:
        score.missed["legal basis"] += 1
        score.notes.append(f"legal basis {name}: missed {row}")
    for row in right - left:
        score.wrong["legal basis"] += 1
        score.notes.append(f"legal basis {name}: invented {row}")


def _sections(score: Score, name: str, gold: list[Any], parsed: list[Any], text: str) -> None:
    """A section is right when code, ordinal, heading and both ends of its text are."""
    found = list(parsed)
    for want in gold:
        same = [
            s
            for s in found
            if s["code"] == want["code"]
            and s["ordinal"] == want["ordinal"]
            and plain(s["heading"]) == plain(want["heading"])
            and plain(want["first"]) in plain(text[s["start"] : s["end"]])
            and plain(text[s["start"] : s["end"]]).endswith(plain(want["last"]))
        ]
        if same:
            found.remove(same[0])
            score.right["sections"] += 1
        else:
            score.missed["sections"] += 1
            score.notes.append(f"sections {name}: missed {want['code']} {want['heading']}")
    for rest in found:
        score.wrong["sections"] += 1
        score.notes.append(f"sections {name}: invented {rest['code']} {rest['heading']}")
