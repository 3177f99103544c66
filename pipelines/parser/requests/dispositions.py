"""What became of applications: granted, refused, not held and so on."""

import re
from collections.abc import Iterator

from pipelines.parser.requests.amounts import AMOUNT, RECEIVE, Amount, after, amounts
from pipelines.parser.vocab import load

_R = load("requests")
_OUTCOME = re.compile("|".join(f"(?P<{k}>{v})" for k, v in _R["outcomes"].items()))
_ANSWER = re.compile(_R["answers"]["word"])
_SEGMENT = re.compile(r"[^;]+")
_DENIED = re.compile("(?:未|没有|无)[^,。;]{0,8}$")
_ALL = re.compile("(?:均|皆|都|全部)[^,。;]{0,6}$")
# What became of the only application stands behind its answer, or behind 对其.
_SOLE = re.compile("(?:答复|回复|办理|审查|研究|对其|对该(?:件|项)?申请|申请人)[^。;]{0,24}$")
_FAR = 40
"""How far before its outcome a count may stand: 一件涉及第三方商业秘密,未予公开."""


def dispositions(text: str, received: int) -> Iterator[tuple[str, int, int, int]]:
    """Outcomes that a sentence counts: (field, count, start, end) with offsets into it.

    A word takes the count right behind it, else the nearest one before it that
    no other outcome stands between; 均 and 全部 mean all that were received.
    """
    for segment in _SEGMENT.finditer(text):
        body, base = segment.group(), segment.start()
        found = list(amounts(body, 0, len(body)))
        used: set[int] = set()
        low = 0
        for word in _OUTCOME.finditer(body):
            key = word.lastgroup or ""
            start, end = base + word.start(), base + word.end()
            if key == "refused" and _DENIED.search(body[max(0, word.start() - 12) : word.start()]):
                yield key, 0, start, end
                low = word.end()
                continue
            near = after(body, word.end(), found, used, 20) or _earlier(body, word.start(), found, used, low)
            low = word.end()
            total = near is not None and _is_total(body, near)
            if near and near.value <= received and (not total or received == 1):
                used.add(near.start)
                yield key, near.value, base + near.start, base + near.end
            elif received == 1 and not near and _SOLE.search(body[: word.start()]):
                yield key, 1, start, end
            elif (total or not near) and (
                word.group().startswith(("均", "全部"))
                or _ALL.search(body[max(0, word.start() - 12) : word.start()])
            ):
                yield key, received, start, end


def disposition(label: str) -> str | None:
    """The outcome that the label of a table's row names."""
    word = _OUTCOME.search(label)
    return word.lastgroup if word else None


def _earlier(body: str, at: int, found: list[Amount], used: set[int], low: int) -> Amount | None:
    for n in reversed(found):
        if n.end <= at:
            fits = low <= n.start and at - n.end <= _FAR and n.start not in used
            return n if fits and not _ANSWER.search(body, n.end, at) else None
    return None


def _is_total(body: str, number: Amount) -> bool:
    """收到12件,其中同意公开6件: the count of those received is no outcome's."""
    lead = body[max(0, number.start - 30) : number.start]
    verbs = list(RECEIVE.finditer(lead))
    if not verbs or AMOUNT.search(lead, verbs[-1].end()):
        return False
    tail = body[number.end : number.end + 24]
    return not re.match("[^,。;]{0,6}(?:均|皆|都|全部|属)", tail)
