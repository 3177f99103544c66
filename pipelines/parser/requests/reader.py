"""依申请公开: how many applications, how they came in, what became of them, fees."""

import re

from pipelines.parser.model import Requests
from pipelines.parser.numbers import COUNT, count
from pipelines.parser.requests.amounts import AMOUNT, RECEIVE, UNIT, Amount, after, amounts, before
from pipelines.parser.requests.cells import cells
from pipelines.parser.requests.dispositions import disposition, dispositions
from pipelines.parser.view import Span, Squeezed
from pipelines.parser.vocab import load

_R = load("requests")
_VOID = re.compile(_R["void"])
_NONE = [re.compile(p) for p in _R["none"]]
_FOREIGN = re.compile(_R["foreign"])
_CARRIED = re.compile(_R["carried"])
_SUBJECT = re.compile(_R["subject"])
_CHANNEL = re.compile("|".join(f"(?P<{k}>{v})" for k, v in _R["channels"].items()))
_ANSWER = re.compile(_R["answers"]["word"])
_ALL = re.compile(_R["answers"]["all"])
_NOT_YET = re.compile(_R["answers"]["not"])
_RATE = re.compile(_R["answers"]["rate"])
# Outcomes that have several reasons.
_SUNDRY = ("not_held", "other")
_AMONG = re.compile("其中|包括|含|[。;]")
# 当面申请:3件 is one clause.
_COUNTED = re.compile(rf":(?={COUNT}\s?{UNIT})")
_SENTENCE = re.compile(r"[^。\n!?]+")
_TOTAL = re.compile(rf"(?:共计|总计|合计|累计|总共|一共|共)[^,。;\d]{{0,10}}?({COUNT})\s?({UNIT})")


def read_requests(
    sq: Squeezed, places: list[tuple[int, int]], everywhere: bool
) -> tuple[Requests, dict[str, Span], list[str]]:
    """Counts from stretches of the squeezed text, their spans, and warnings.

    `places` are the bodies of the sections on applications; with `everywhere`
    they are the whole text, and only sentences that name applications count.
    """
    reader = _Reader(sq, everywhere)
    for start, end in places:
        for m in _SENTENCE.finditer(sq.text, start, end):
            reader.sentence(*m.span())
        void = _VOID.fullmatch(sq.text[start : min(end, start + 40)].strip())
        if void and not everywhere:
            # The section says 无 and no more.
            reader.keep("received", 0, start, start + len(void.group()))
    return reader.finish()


class _Reader:
    def __init__(self, sq: Squeezed, strict: bool) -> None:
        self.sq = sq
        self.strict = strict
        self.found = Requests()
        self.spans: dict[str, Span] = {}
        self.warnings: list[str] = []
        self.open = False

    def keep(self, key: str, value: int, start: int, end: int) -> None:
        channel = key in self.found.by_channel
        held = self.found.by_channel[key] if channel else getattr(self.found, key)
        if held is not None:
            return
        if channel:
            self.found.by_channel[key] = value
        else:
            setattr(self.found, key, value)
        self.spans[f"by_channel.{key}" if channel else key] = self.sq.span(start, end)

    def sentence(self, start: int, end: int) -> None:
        text = self.sq.text[start:end]
        if self.strict and "公开" not in text:
            return
        about = bool(_SUBJECT.search(text))
        if self.strict and not about:
            return
        if self.found.received is None:
            self._received(text, start, about)
        if self.found.received:
            self._channels(text, start)
            self._outcomes(text, start)
            self._answers(text, start)
            self._cells(text, start)

    def _received(self, text: str, at: int, about: bool) -> None:
        counted = self._count(text, about)
        for pattern in _NONE:
            m = pattern.search(text)
            if m and "费" not in m.group() and (counted is None or m.start() < counted.start):
                self.keep("received", 0, at + m.start(), at + m.end())
                return
        if counted:
            self.keep("received", counted.value, at + counted.start, at + counted.end)

    def _count(self, text: str, about: bool) -> Amount | None:
        for verb in RECEIVE.finditer(text):
            stop = _stop(text, verb.end(), ";")
            m = AMOUNT.search(text, verb.end(), min(stop, verb.end() + 90))
            value = count(m[1]) if m else None
            if m is None or value is None or text[m.end() : m.end() + 1] == "元":
                continue
            near = text[max(0, verb.start() - 24) : verb.start()] + text[verb.start() : m.end() + 24]
            between = text[verb.end() : m.end() + 12]
            if _FOREIGN.search(between) or not (
                _SUBJECT.search(near) or (about and not self.strict) or "信息公开" in between
            ):
                continue
            first = Amount(value, m.start(1), m.end())
            return self._total(text, verb.end(), first, stop)
        if about:
            m = re.search(
                rf"(?:信息公开申请|依申请公开(?:申请|事项)?|申请(?!公开信息))(?:共|共计|总计|数量?为?|总数为)?(?:(?![答回]复)[^,。;\d]){{0,6}}?({COUNT})\s?({UNIT})",
                text,
            )
            value = count(m[1]) if m else None
            carried = m and _CARRIED.search(text[max(0, m.start() - 12) : m.end() + 4])
            if m and value is not None and not carried and not _FOREIGN.search(m.group()):
                return Amount(value, m.start(1), m.end())
        return None

    def _total(self, text: str, start: int, first: Amount, stop: int) -> Amount | None:
        """The total where the first number is only the first part of a list."""
        if not _CHANNEL.search(text, start, first.start):
            return first
        parts = [count(m[1]) or 0 for m in AMOUNT.finditer(text, start, stop)]
        for m in _TOTAL.finditer(text, start, stop):
            total = count(m[1])
            if total is not None and total >= first.value:
                return Amount(total, m.start(1), m.end())
        kinds = {m.lastgroup for m in _CHANNEL.finditer(text, start, stop)}
        if len(kinds) > 1 and len(parts) > 1 and first.value != sum(parts[1:]):
            self.warnings.append("requests_total_missing")
            return None
        return first

    def _channels(self, text: str, at: int) -> None:
        text = _COUNTED.sub(" ", text)
        for clause in re.finditer(r"[^,;:。]+", text):
            body = clause.group()
            answer = _ANSWER.search(body)
            stop = answer.start() if answer else len(body)
            used: set[int] = set()
            numbers = list(amounts(body, 0, stop))
            words = [m for m in _CHANNEL.finditer(body) if m.end() <= stop]
            if answer and not (numbers and "、" in body):
                # How they were answered is not how they came in.
                continue
            for word in words:
                number = after(body, word.end(), numbers, used, 14) or before(
                    body, word.start(), numbers, used, 12
                )
                if number:
                    used.add(number.start)
                    self._keep_part(word.lastgroup or "", number, at + clause.start())
            if words and not numbers and len({w.lastgroup for w in words}) == 1:
                self._all_by(text, clause, words[0], at)

    def _keep_part(self, key: str, number: Amount, at: int) -> None:
        received = self.found.received
        if received is not None and number.value <= received:
            self.keep(key, number.value, at + number.start, at + number.end)

    def _all_by(self, text: str, clause: "re.Match[str]", word: "re.Match[str]", at: int) -> None:
        """均以信函方式提出: all of them came in one way."""
        body = clause.group()
        ways = "(?:为|是|以|由|通过|系|来自|采用|采取)"
        # Of a single one it need not be said that all came so.
        whole = ways if self.found.received == 1 else f"(?:均|都|皆|全部){ways}"
        if (
            self.found.received
            and re.search(whole, body[: word.start()])
            and (re.search("提出|提交|申请|收到|递交", body))
        ):
            a = at + clause.start()
            self.keep(word.lastgroup or "", self.found.received, a + word.start(), a + word.end())

    def _cells(self, text: str, at: int) -> None:
        for label, number in cells(text):
            way = _CHANNEL.search(label)
            key = way.lastgroup if way else disposition(label)
            if key:
                self._keep_part(key, number, at)

    def _outcomes(self, text: str, at: int) -> None:
        found: dict[str, tuple[int, int, int]] = {}
        for key, value, start, end in dispositions(text, self.found.received or 0):
            held = found.get(key)
            if held is None:
                found[key] = value, start, end
            elif key in _SUNDRY and start > held[2] and not _AMONG.search(text, held[2], start):
                # 信息不存在4件,非本机关掌握3件: reasons side by side.
                found[key] = held[0] + value, held[1], end
        for key, (value, start, end) in found.items():
            if value <= (self.found.received or 0):
                self.keep(key, value, at + start, at + end)

    def _answers(self, text: str, at: int) -> None:
        received = self.found.received or 0
        if self.found.answered is not None:
            return
        if m := _RATE.search(text):
            self.keep("answered", received, at + m.start(), at + m.end())
            return
        for word in _ANSWER.finditer(text):
            stop = max(text.rfind(c, 0, word.start()) for c in ",;:") + 1
            clause = text[stop : word.start()]
            if _NOT_YET.search(text[stop : word.end()]) or "不予" in clause:
                continue
            numbers = list(amounts(text, stop, min(len(text), word.end() + 14)))
            near = after(text, word.end(), numbers, set(), 10) or (
                next((n for n in reversed(numbers) if n.end <= word.start()), None)
            )
            if near and (
                _ALL.search(text, near.end, word.start()) or not _CHANNEL.search(text, near.end, word.start())
            ):
                self.keep("answered", near.value, at + near.start, at + near.end)
                return
            if not near and _ALL.search(clause):
                self.keep("answered", received, at + stop, at + word.end())
                return

    def finish(self) -> tuple[Requests, dict[str, Span], list[str]]:
        self._drop_total()
        return self.found, self.spans, self.warnings

    def _drop_total(self) -> None:
        """收到书面申请4件,其中信函2件,传真2件: what names all of them is no way among the others."""
        ways = {key: value for key, value in self.found.by_channel.items() if value}
        for key, value in ways.items():
            if value == self.found.received and len(ways) > 1:
                self.found.by_channel[key] = None
                self.spans.pop(f"by_channel.{key}", None)


def _stop(text: str, start: int, marks: str) -> int:
    ends = [i for c in marks if (i := text.find(c, start)) >= 0]
    return min(ends, default=len(text))
