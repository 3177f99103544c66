"""Measures: what a figure counts."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.parser.vocab import load

_M = load("measures")
PUBLISHED = frozenset(_M["published"])
INHERITED = frozenset(_M["inherited"])
PARTS = frozenset(_M["parts"])
_BECAME = re.compile(_M["became"])
_TOTAL = re.compile(_M["total"])
_CARRIED = INHERITED | PARTS
_PEOPLE = frozenset(_M["people"])
_KINDS = re.compile(_M["kinds"])
_SECTIONS = frozenset(_M["sections"])
_SAYS = re.compile(r"[\u4e00-\u9fff]")
_STOPS = "。!?;,、\n"
_HEAD, _TAIL, _LEAD = 60, 20, 80


@dataclass(slots=True)
class Setting:
    """What is known of a figure's surroundings when its measure is sought.

    `head` and `tail` are its clause before and behind it, `lead` its sentence
    before the clause; `before` is what the figure before it in the sentence
    counts (its total, where it is a `part`), `same` whether with the same counter.
    """

    unit: str | None
    head: str
    tail: str
    lead: str
    section: str
    channel: str | None
    before: str | None
    same: bool = False
    part: bool = False

    @property
    def near(self) -> str:
        """The clause, with # in the figure's place."""
        return f"{self.head[-_HEAD:]}#{self.tail[:_TAIL].rstrip(_STOPS)}"


@dataclass(frozen=True, slots=True)
class _Rule:
    measure: str
    unit: frozenset[str] | None
    section: frozenset[str] | None
    channel: frozenset[str] | None
    after: frozenset[str] | None
    near: "re.Pattern[str] | None"
    lead: "re.Pattern[str] | None"
    unless: "re.Pattern[str] | None"

    def concerns(self, unit: str, section: str, channel: str, before: str | None) -> bool:
        """Whether the rule is for figures of this sort at all, whatever is said around them."""
        return (
            (self.unit is None or unit in self.unit)
            and (self.section is None or section in self.section)
            and (self.channel is None or channel in self.channel)
            and (self.after is None or before in self.after)
        )


def _rule(row: dict[str, Any]) -> _Rule:
    unit, section, channel, after = (
        frozenset(row[k]) if k in row else None for k in ("unit", "section", "channel", "after")
    )
    near, lead, unless = (re.compile(row[k]) if k in row else None for k in ("near", "lead", "not"))
    return _Rule(row["measure"], unit, section, channel, after, near, lead, unless)


_RULES = [_rule(row) for row in _M["rule"]]
_UNITS = frozenset(u for r in _RULES for u in r.unit or ())
MEASURES = frozenset(rule.measure for rule in _RULES)


@cache
def _rules_for(unit: str, section: str, channel: str, before: str | None) -> list[_Rule]:
    return [rule for rule in _RULES if rule.concerns(unit, section, channel, before)]


def measure_of(setting: Setting) -> str | None:
    """The measure that a rule decides; None where the clause does not say what is counted."""
    near = setting.near
    if setting.same and not _SAYS.search(near):
        # 满意率分别为92.7%和94.1%
        return setting.before
    if setting.same and setting.part and setting.before in INHERITED and _KINDS.search(setting.head):
        return setting.before
    alike = setting.same or not setting.unit
    if setting.before and alike and _BECAME.match(setting.head) and not setting.before.endswith("_gained"):
        return setting.before
    if setting.same and setting.before in _CARRIED and _TOTAL.match(setting.head):
        return setting.before
    # A counter that no rule names has the rules without one; a made-up one cannot fill the cache.
    unit = setting.unit or ""
    rules = _rules_for(
        unit if unit in _UNITS else "?", setting.section, setting.channel or "", setting.before
    )
    lead = setting.lead[-_LEAD:]
    for rule in rules:
        if rule.near is not None and not rule.near.search(near):
            continue
        if rule.lead is not None and not rule.lead.search(lead):
            continue
        if rule.unless is None or not rule.unless.search(near):
            return rule.measure
    return None


def by_default(setting: Setting) -> str:
    """The measure of a clause that does not say: that of the figure before, or what the counter suggests."""
    bare = not _SAYS.search(setting.head)
    if setting.part and setting.same and setting.before in PARTS:
        return setting.before or "other"
    if (
        (setting.part or bare)
        and setting.before in INHERITED
        and (setting.same or setting.unit not in _PEOPLE)
    ):
        return setting.before or "other"
    if setting.unit in PUBLISHED and setting.section in _SECTIONS:
        return "items"
    return "other"
