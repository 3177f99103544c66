"""Writes sentences with marked quantities onto the paper (the markup is told in figures.toml)."""

import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.accuracy.generator.numbers import RATE, Hand, Quantity, exact, plain, qualified
from tests.accuracy.generator.paper import Number, Paper
from tests.accuracy.generator.words import words

CHANNELS = {
    "website", "portal", "unit_sites", "news_site", "oa", "weibo", "wechat", "douyin", "kuaishou",
    "bilibili", "channels", "xiaohongshu", "toutiao", "app", "broadcast", "newspaper", "bulletin",
    "yearbook", "board", "email", "media", "procurement_site", "meeting", "mailbox", "hotline",
    "event", "other",
}  # fmt: skip
MEASURES = {
    "items", "followers", "followers_gained", "reads", "likes", "likes_gained", "issues", "words",
    "airtime", "sessions", "questions", "letters_received", "letters_handled", "proposals_received",
    "proposals_accepted", "response_rate", "satisfaction_rate", "inventory_items", "requests", "other",
}  # fmt: skip
TOKEN = re.compile(r"[<>]|\{#[^{}<>]{1,80}\}|\{@\}|[^<>{}]+")
PUBLISH = ("发布", "推送", "公开", "更新", "公布")


@dataclass(frozen=True, slots=True)
class Slot:
    """A number to be written, as its markup says."""

    unit: str
    measure: str
    channel: str | None
    low: float = 0
    high: float = 0
    name: str = ""
    flags: frozenset[str] = frozenset()


@dataclass(slots=True)
class Scribe:
    """The report's hand: its habits, its words for school and period, the section it is in."""

    paper: Paper
    rng: random.Random
    hand: Hand
    fill: dict[str, str]
    terms: tuple[str, ...]
    window: tuple[date, date]
    cutoff: date | None = None
    section: str = "preamble"
    given: dict[str, float] = field(default_factory=dict)
    qualify: float = 0.25

    def pick(self, *keys: str) -> str:
        """One of a list of the vocabulary, by file, table, …, list."""
        table = words(keys[0])
        for key in keys[1:]:
            table = table[key]
        return str(self.rng.choice(list(table)))

    def filled(self, frame: str) -> str:
        """The frame with its words put in; numbers' markup stays."""
        values = dict(self.fill)
        values["term"] = self.rng.choice(self.terms)
        values["subject"] = self.rng.choice(("学校", "学校", "我校"))
        values["pub"] = self.rng.choice(PUBLISH)
        values.setdefault("n", self.rng.choice("三四五六七八"))
        return re.sub(r"\{([A-Za-z_]+)\}", lambda m: values[m[1]], frame)

    def prose(self, frame: str, *, keep: bool = False) -> None:
        """Write a sentence without quantities; what names the school is kept."""
        for part in re.split(r"(\{[a-z_]+\})", frame):
            self.paper.write(self.filled(part), keep=keep or part.startswith("{"))

    def sentence(self, frame: str, channel: str | None = None) -> None:
        """Write a sentence with its quantities; a cut-off may be put before it."""
        frame = self.filled(frame)
        if "{#" in frame and "{@}" not in frame and "=" not in frame and self.rng.random() < 0.06:
            frame = "{@}，" + re.sub(r"^[^<]{0,30}，(?=<)", "", frame)
        tokens = TOKEN.findall(frame)
        slots = [_slot(token, channel) for token in tokens if token.startswith("{#")]
        values = iter(self._values(slots))
        start = self.paper.length
        as_of: date | None = None
        opened: int | None = None
        pending: list[Number] = []
        for token in tokens:
            if token == "<":
                opened = self.paper.length
            elif token == ">":
                assert opened is not None
                for number in pending:
                    number.quote = (opened, self.paper.length)
                pending, opened = [], None
            elif token == "{@}":
                as_of = self._cutoff()
            elif token.startswith("{#"):
                pending.append(self._number(*next(values), as_of))
            else:
                self.paper.write(token)
                as_of = None if "。" in token else as_of
        self.paper.kept.append((start, self.paper.length))

    def _values(self, slots: list[Slot]) -> list[tuple[Slot, float]]:
        """A value for each slot; totals are their parts' sums."""
        values = [self._value(slot) for slot in slots]
        for i, slot in enumerate(slots):
            if "sum" in slot.flags:
                parts = []
                for other, value in list(zip(slots, values, strict=True))[i + 1 :]:
                    if "part" not in other.flags:
                        break
                    parts.append(value)
                values[i] = sum(parts)
        return list(zip(slots, values, strict=True))

    def _value(self, slot: Slot) -> float:
        if slot.name:
            return self.given[slot.name]
        if slot.unit == RATE:
            return round(self.rng.uniform(slot.low, slot.high), self.rng.choice((0, 1, 1, 2)))
        if slot.low < 1:
            return self.rng.randint(0, int(slot.high))
        return int(slot.low * (max(slot.high, 1) / max(slot.low, 1)) ** self.rng.random())

    def _number(self, slot: Slot, value: float, as_of: date | None) -> Number:
        fixed = slot.flags & {"sum", "part", "exact"} or slot.name or slot.unit == RATE or value < 10
        if "sum" in slot.flags or "part" in slot.flags:
            written = _digits(value, slot.unit, self.hand)
        elif not fixed and self.rng.random() < self.qualify:
            written = qualified(value, slot.unit, self.hand, self.rng)
        else:
            written = exact(value, slot.unit, self.hand, self.rng)
        self.paper.write(written.before)
        span = self.paper.write(written.number)
        self.paper.write(written.after)
        facts = {
            "value": written.value,
            "unit": slot.unit or None,
            "qualifier": written.qualifier,
            "channel": slot.channel,
            "measure": slot.measure,
            "section": self.section,
            "as_of": as_of or self.cutoff,
        }
        number = Number(facts, span, span, open="open" in slot.flags)
        self.paper.numbers.append(number)
        return number

    def _cutoff(self) -> date:
        """Write a cut-off in one of its ways and return the day."""
        first, last = self.window
        day = self.rng.choice((last, last, last - timedelta(days=self.rng.randrange(20, 100))))
        full = f"{day.year}年{day.month}月{day.day}日"
        ways = [f"截至{full}", f"截止到{full}", f"截止{full}"]
        if day.year == last.year and day != last:
            ways += [f"截至{day.month}月{day.day}日", f"{first.year}年{first.month}月{first.day}日至{full}"]
        self.paper.write(self.rng.choice(ways))
        return day


def _digits(value: float, unit: str, hand: Hand) -> Quantity:
    """A total or a part: always in digits, so that they add up."""
    return Quantity(hand.gap, f"{plain(value, hand)}{hand.gap}{unit}", "", value, "exact")


def _slot(token: str, channel: str | None) -> Slot:
    unit, *rest = token[2:-1].split()
    facts: dict[str, object] = {"unit": "" if unit == "-" else unit, "measure": "items", "channel": channel}
    flags = set()
    for word in rest:
        span = re.fullmatch(r"(\d+)-(\d+)", word)
        if span:
            facts["low"], facts["high"] = float(span[1]), float(span[2])
        elif word.startswith("="):
            facts["name"] = word[1:]
        elif word in MEASURES and word != "other":
            facts["measure"] = word
        elif word == "other":
            facts["measure"] = "other"
        elif word in CHANNELS:
            facts["channel"] = word
        elif word in ("none", "open"):
            facts["channel"] = None
            flags |= {"open"} if word == "open" else set()
        elif word in ("sum", "part", "exact"):
            flags.add(word)
        else:
            raise ValueError(f"unknown word {word!r} in {token}")
    return Slot(**facts, flags=frozenset(flags))  # type: ignore[arg-type]
