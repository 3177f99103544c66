"""Channels: where the text says that something was published."""

import re
from dataclasses import dataclass
from typing import Any

from pipelines.parser.vocab import alternation, load

_REACH = 48
# What stands in the school's site is named for itself: 学校官网的信息公开专栏.
_PARTS_OF_SITES = frozenset({"portal", "oa", "mailbox", "news_site", "procurement_site"})
_WITHIN = re.compile(
    r"(?:首页|主页)?[上中内里下]?(?:开设|设立|设置|开辟|设有|建立|专门){0,2}的?[“\"]?(?:(?:信息|校务|党务|院务|政务)公开)?[”\"]?"
)


@dataclass(slots=True)
class Mention:
    """A channel that is named.

    `weak` where the word may as well name what was published; `manner` where
    it says how an application came in, and nothing of what was published.
    """

    code: str
    start: int
    end: int
    weak: bool
    manner: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    before: "re.Pattern[str] | None"
    not_before: "re.Pattern[str] | None"
    not_after: "re.Pattern[str] | None"
    weak: bool
    manner: bool

    def holds(self, text: str, start: int, end: int) -> bool:
        if self.not_after and self.not_after.match(text, end):
            return False
        head = text[max(0, start - _REACH) : start]
        if self.before and not self.before.search(head):
            return False
        return not (self.not_before and self.not_before.search(head))


def _compiled(rule: dict[str, Any], key: str, owners: dict[str, str]) -> "re.Pattern[str] | None":
    source = rule.get(key)
    if source is None:
        return None
    return re.compile(owners[source[1:]] if source.startswith("@") else source)


def _rules() -> dict[str, list[_Rule]]:
    table = load("channels")
    found: dict[str, list[_Rule]] = {}
    for row in table["channel"]:
        before, not_before, not_after = (
            _compiled(row, k, table["owners"]) for k in ("before", "not_before", "not_after")
        )
        weak, manner = row.get("weak", False), row.get("manner", False)
        rule = _Rule(row["code"], before, not_before, not_after, weak, manner)
        for word in row["words"]:
            found.setdefault(word, []).append(rule)
    return found


_RULES = _rules()
_WORD = re.compile(alternation(_RULES))
CODES = frozenset(rule.code for rules in _RULES.values() for rule in rules)


def _holds(site: Mention, text: str, part: int) -> bool:
    """Whether what is named at text[part:] stands in the school's own site named before it."""
    return site.code == "website" and _WITHIN.fullmatch(text, site.end, part) is not None


def mentions(text: str, start: int, end: int) -> list[Mention]:
    """Every channel named in text[start:end], in order (folded, squeezed text)."""
    found: list[Mention] = []
    at = start
    while m := _WORD.search(text, at, end):
        at = m.end()
        for rule in _RULES[m[0]]:
            if rule.holds(text, m.start(), m.end()):
                if found and rule.code in _PARTS_OF_SITES and _holds(found[-1], text, m.start()):
                    found.pop()
                found.append(Mention(rule.code, m.start(), m.end(), rule.weak, rule.manner))
                break
        else:
            # 信息公开网 inside a longer word that is none: 网 alone may be one.
            at = m.start() + 1
    return found
