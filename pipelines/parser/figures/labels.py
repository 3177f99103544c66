"""What is counted, as printed: the noun phrase beside a number."""

import re

from pipelines.parser.vocab import load

_L = load("figures")["label"]
_VERB = re.compile(_L["verbs"])
_TRAILING = re.compile(_L["trailing"])
_LEADING = re.compile(_L["leading"])
_ADVERBIAL = re.compile(_L["adverbial"])
_BEHIND = re.compile(_L["noun_behind"])
_REACH, _LONGEST = 60, 40


def label_at(head: str, tail: str) -> tuple[int, int] | None:
    """Where the noun phrase stands: offsets from the number, negative before it; None where there is none.

    `head` and `tail` are the clause before the number and behind its counter.
    """
    head = head[-_REACH:]
    end = len(_TRAILING.sub("", head))
    start = 0
    for verb in _VERB.finditer(head, 0, end):
        start = verb.end()
    if m := _LEADING.match(head[start:end]):
        start += m.end()
    if 1 < end - start <= _LONGEST and not _ADVERBIAL.match(head, start):
        return (start - len(head), end - len(head))
    behind = _BEHIND.match(tail)
    return (0, behind.end()) if behind and tail[0] not in "以左" else None
