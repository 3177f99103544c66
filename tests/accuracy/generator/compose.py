"""Composes one report with its gold: the same seed and damage give the same text."""

import random
from dataclasses import asdict, dataclass
from typing import Any

from tests.accuracy.generator import front as head
from tests.accuracy.generator.damage import DAMAGES, damage
from tests.accuracy.generator.front import Front
from tests.accuracy.generator.gold import build
from tests.accuracy.generator.inventory import write_inventory
from tests.accuracy.generator.matters import no_complaints, no_requests, write_complaints, write_requests
from tests.accuracy.generator.numbers import Hand
from tests.accuracy.generator.paper import Heading, Paper
from tests.accuracy.generator.points import NUMBERS, write_experience, write_list
from tests.accuracy.generator.scribe import Scribe
from tests.accuracy.generator.styles import Style, Window, draw, signed_on, window
from tests.accuracy.generator.words import words

GENERIC = {"其他", "其它需要报告的事项", "附件", "引言", "信息公开情况"}
"""Headings that nobody would take for one without their number."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A report's text, its gold (the codebook's object) and the choices it was made by."""

    text: str
    gold: dict[str, Any]
    style: dict[str, Any]


def compose(seed: int, *, damage: str | None = None) -> Composed:
    """The report of a seed, under one of DAMAGES (None: clean). Raises ValueError for any other."""
    kind = damage or "clean"
    if kind not in DAMAGES:
        raise ValueError(f"no such damage: {kind}")
    return _Composer(random.Random(f"{seed}/{kind}"), kind).compose()


class _Composer:
    def __init__(self, rng: random.Random, kind: str) -> None:
        self.rng, self.kind = rng, kind
        self.style: Style = draw(rng, kind)
        self.span: Window = window(rng, self.style)
        style, span = self.style, self.span
        self.paper = Paper()
        years = span.printed if style.title != "none" or span.kind == "academic_year" else f"{span.label}年度"
        terms = ("本学年度", "本学年") if span.kind == "academic_year" else ("本年度",)
        fill = {
            "school": style.school, "place": style.place, "label": years, "y": str(span.year),
            "abbreviation": style.place[:1] + "校",
        }  # fmt: skip
        self.scribe = Scribe(
            self.paper, rng, Hand(style.separator, style.chinese, style.hand_gap), fill, (*terms, years),
            span.stated or (span.start, span.end), span.cutoff,
        )  # fmt: skip
        self.front = Front()
        self.requests, self.complaints = no_requests(), no_complaints()
        self.inventory: list[dict[str, Any]] = []

    def compose(self) -> Composed:
        style, paper, scribe = self.style, self.paper, self.scribe
        plan = self._plan()
        day = signed_on(self.rng, self.span)
        if style.number:
            head.write_number(scribe, style, self.span, self.front)
        if style.letter == "covering":
            head.write_letter(scribe, style, self.front, day)
        lines = head.title_lines(scribe, style, self.span)
        for line in lines:
            paper.write(line + "\n", keep=True)
        self.front.title = "".join(lines) or None
        after = paper.length
        if style.letter == "addressed":
            head.write_address(scribe, self.front)
        if style.contents:
            self._contents(plan)
        self._preamble([words_ for _, words_ in plan])
        for ordinal, (code, heading) in enumerate(plan, 1):
            self._heading(code, heading, ordinal)
            scribe.section = code
            self._body(code)
            paper.end_line()
        if style.signature or style.letter == "covering":
            body = self.rng.choice((style.school, style.school, style.school + "信息公开工作办公室"))
            body = style.school if style.letter == "covering" else body
            head.write_signature(scribe, body, day)
            self.front.signed_by, self.front.signed_on = body, day
        fill = {
            "title": self.front.title or "", "school": style.school,
            "date": day.isoformat(), "after": str(after),
        }  # fmt: skip
        printed = damage(paper, self.kind, self.rng, fill)
        gold = build(self.span, style.school, self.front, paper, printed)
        gold["requests"], gold["complaints"], gold["inventory"] = (
            self.requests,
            self.complaints,
            self.inventory,
        )
        choices = {
            **asdict(style),
            "damage": self.kind,
            "open": [i for i, n in enumerate(paper.numbers) if n.open],
        }
        return Composed(printed.text, gold, choices)

    def _plan(self) -> list[tuple[str, str]]:
        """Codes and headings of the sections, in order."""
        style, table = self.style, words("words")["headings"]
        bare = style.numbering == "none" or style.lost_numbers

        def heading(key: str) -> str:
            known = [h for h in table[key] if not bare or h not in GENERIC]
            return str(self.rng.choice(known))

        plan = [("overview", heading("overview")), ("proactive", heading("proactive"))]
        if style.extra and not bare:
            plan.append(("extra", heading("extra")))
        plan.append(("on_request", heading("on_request")))
        if style.complaints == "merged":
            plan.append(("evaluation", heading("merged")))
        else:
            plan.append(("evaluation", heading("evaluation")))
            if style.complaints == "reports_denied":
                plan.append(("complaints", heading("complaints_reports")))
            elif style.complaints != "absent":
                plan.append(("complaints", heading("complaints")))
        if style.experience == "sections":
            plan += [("experience", heading("problems")), ("experience", heading("measures"))]
        else:
            plan.append(("experience", heading("experience")))
        if self.rng.random() < 0.85:
            plan.append(
                ("other", self.rng.choice([h for h in table["other"] if not bare or h not in GENERIC]))
            )
        if style.inventory != "absent":
            plan.append(("inventory", heading("inventory")))
        return plan

    def _number(self, ordinal: int) -> str:
        if self.style.numbering == "none" or self.rng.random() < self.style.lost_numbers:
            return ""
        if self.style.numbering == "part":
            return f"第{NUMBERS[ordinal - 1]}部分{self.sep}"
        return NUMBERS[ordinal - 1] + "、"

    @property
    def sep(self) -> str:
        """What stands after 第一部分."""
        return " " if len(self.style.school) % 2 else "　"

    def _heading(self, code: str, heading: str, ordinal: int) -> None:
        self.paper.end_line()
        start = self.paper.length
        self.paper.write(self._number(ordinal), keep=True)
        span = self.paper.write(heading)
        self.paper.headings.append(Heading(code, ordinal, start, span))
        self.paper.write("\n")

    def _contents(self, plan: list[tuple[str, str]]) -> None:
        self.paper.write(self.rng.choice(("目录", "目  录", "目　录")) + "\n")
        page = 1
        for ordinal, (_, heading) in enumerate(plan, 1):
            self.paper.write(f"{self._number(ordinal)}{heading}……………{page}\n", keep=True)
            page += self.rng.randrange(0, 3)

    def _preamble(self, headings: list[str]) -> None:
        style, scribe = self.style, self.scribe
        head.write_basis(scribe, self.span, self.front)
        if style.announce:
            head.write_announcement(scribe, headings, style.announce == "wrong")
        head.write_window(scribe, self.span)
        if style.contact:
            if self.rng.random() < 0.5:
                self.paper.write("\n")
            head.write_contact(scribe, style, self.front)
        self.paper.end_line()

    def _body(self, code: str) -> None:
        scribe, style = self.scribe, self.style
        if code == "overview":
            self._overview()
        elif code == "proactive":
            self._proactive()
        elif code == "on_request":
            self.requests = write_requests(scribe, style.requests)
        elif code == "evaluation":
            self._prose("evaluation", 1)
            if self.rng.random() < 0.4:
                scribe.sentence(scribe.pick("figures", "survey", "frames"))
            if style.complaints == "merged":
                self.complaints = write_complaints(scribe, "merged")
        elif code == "complaints":
            self.complaints = write_complaints(scribe, style.complaints)
        elif code == "experience":
            self._experience()
        elif code == "inventory":
            self._inventory()
        elif code == "extra":
            self._prose("extra", 2)
        else:
            scribe.prose(scribe.pick("prose", "other"))

    def _prose(self, key: str, count: int) -> None:
        for text in self.rng.sample(words("prose")[key], count):
            self.scribe.prose(text)

    def _overview(self) -> None:
        scribe = self.scribe
        heads = self.rng.sample(words("prose")["overview_heads"], self.style.prose)
        texts = self.rng.sample(words("prose")["overview"], self.style.prose)
        for i, (sub, text) in enumerate(zip(heads, texts, strict=True)):
            self._subheading(i, sub)
            scribe.prose(text)
            if self.rng.random() < 0.5:
                scribe.paper.write(
                    scribe.filled(scribe.pick("figures", "distractors", "sentences")), keep=True
                )
            if i == 0 and self.rng.random() < 0.3:
                scribe.fill["n"] = str(self.rng.randrange(3, 90))
                cited = scribe.filled(scribe.pick("words", "basis", "own"))
                scribe.paper.write(cited, keep=True)
                self.front.basis.append(head.cited_as(cited[cited.index("《") : cited.index("号）") + 2]))
                del scribe.fill["n"]
            if i and self.rng.random() < 0.15:
                scribe.sentence(scribe.pick("figures", "profile", "frames"))
            scribe.paper.end_line()

    def _subheading(self, index: int, text: str) -> None:
        """A heading below the section's; some styles number with 1. and some lose the number."""
        paper = self.paper
        paper.end_line()
        paper.items.append(paper.length)
        number = {"arabic": f"{index + 1}.", "half": f"{NUMBERS[index]}）"}.get(
            self.style.subheads, f"（{NUMBERS[index]}）"
        )
        if not self.style.lost_numbers:
            paper.write(number, keep=True)
        paper.write(text, keep=True)
        paper.write("\n" if self.style.subheads == "line" or self.style.lost_numbers else "。")

    def _proactive(self) -> None:
        scribe, table = self.scribe, words("figures")
        if self.rng.random() < 0.5:
            scribe.sentence(scribe.pick("figures", "total", "frames"))
            scribe.paper.end_line()
        else:
            self._prose("proactive", 1)
        groups = self.rng.sample(list(table["groups"]), self.style.groups)
        for i, group in enumerate(groups):
            self._subheading(i, group)
            channels = self.rng.sample(
                table["groups"][group], min(len(table["groups"][group]), self.rng.randrange(1, 5))
            )
            for channel in channels:
                scribe.sentence(str(self.rng.choice(table[channel]["frames"])), channel)
                if self.rng.random() < 0.2:
                    distractor = scribe.filled(scribe.pick("figures", "distractors", "sentences"))
                    scribe.paper.write(distractor, keep=True)
            scribe.paper.end_line()
        if self.rng.random() < 0.5:
            self._prose("proactive", 1)

    def _experience(self) -> None:
        scribe, style = self.scribe, self.style
        if style.experience != "sections":
            write_experience(scribe, style.experience, style.enumeration)
            return
        done = any(kind == "problems" for kind, _ in self.paper.points)
        write_list(scribe, "measures" if done else "problems", style.enumeration, lead=False)

    def _inventory(self) -> None:
        scribe = self.scribe
        if self.style.inventory == "reference":
            scribe.prose(scribe.pick("prose", "inventory_reference"))
            return
        scribe.sentence(scribe.pick("figures", "inventory", "frames"))
        self.inventory = write_inventory(scribe, self.style.inventory)
