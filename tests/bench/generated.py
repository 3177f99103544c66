"""How well composed reports are read, by field group and by damage: `python -m tests.bench.generated`."""

import argparse
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from pipelines.parser import parse
from tests.accuracy.generator import DAMAGES, Composed, compose
from tests.accuracy.scorer import GROUPS, Score, compare

REPORTS = 1000
SHOWN = 25
"""Reasons that are listed; the rest are few each."""

VALUE = re.compile(r"(?:gold|parsed) (None|'[^']*'|\[[^\]]*\]|[^,]+)")


@dataclass(slots=True)
class Run:
    """Scores a damage class, and how often each reason of a miss came, with its first example."""

    scores: dict[str, Score] = field(default_factory=dict)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], str] = field(default_factory=dict)
    classes: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def total(self) -> Score:
        """All classes together."""
        whole = Score()
        for score in self.scores.values():
            for group in GROUPS:
                whole.right[group] += score.right[group]
                whole.wrong[group] += score.wrong[group]
                whole.missed[group] += score.missed[group]
        return whole


def run(reports: int = REPORTS, first: int = 0) -> Run:
    """Parse and score as many reports, the damage classes in turn."""
    done = Run(scores={kind: Score() for kind in DAMAGES})
    for seed in range(first, first + reports):
        kind = DAMAGES[seed % len(DAMAGES)]
        composed = compose(seed, damage=kind)
        score = done.scores[kind]
        before = len(score.notes)
        gold = _comparable(composed)
        compare(score, str(seed), gold, parse(composed.text).to_dict(), composed.text)
        for note in score.notes[before:]:
            reason = _reason(note, composed)
            done.reasons[reason] += 1
            done.classes[reason][kind] += 1
            done.examples.setdefault(reason, note)
    return done


def _comparable(composed: Composed) -> dict[str, object]:
    """The gold, the codes of figures left aside where the codebook leaves them open."""
    gold = dict(composed.gold)
    left_open = set(composed.style["open"])
    gold["figures"] = [
        {**figure, "measure": "other"} if i in left_open else figure
        for i, figure in enumerate(composed.gold["figures"])
    ]
    return gold


def _reason(note: str, composed: Composed) -> tuple[str, str]:
    """The group and what kind of miss it is: which field or code, and the style that it fell to."""
    group = next(g for g in sorted(GROUPS, key=len, reverse=True) if note.startswith(g + " "))
    rest = note[len(group) + 1 :]
    style = composed.style
    if group in ("practices", "problems", "measures"):
        which = "missed" if ": missed " in rest else "invented"
        return group, f"{which}; {style['experience']}, {style['enumeration']}"
    if group == "figures coded" or group == "figures qualified":
        sides = re.findall(r"(?:gold|parsed) (\[[^\]]*\])", rest)
        return group, f"gold {sides[0]}, parsed {sides[1]}" if group == "figures coded" else _differs(sides)
    if group == "figures found":
        return group, re.sub(r"[\d.]+(?:e[+-]?\d+)?", "", rest.split(": ", 1)[1].split(" in ")[0])
    if group == "sections":
        return group, " ".join(rest.split(": ", 1)[1].split()[:2])
    if group == "legal basis":
        return group, rest.split(": ", 1)[1].split()[0]
    where = rest.split(" ", 1)[1].split(":")[0]
    where = re.sub(r"^\d+\.", "", where)
    return group, f"{where} {_sides(rest)} ({style['period'] if 'period' in where else _style(where, style)})"


def _style(where: str, style: dict[str, object]) -> str:
    """The choice that decides about a field."""
    for key, choice in (
        ("title", "title"), ("sign", "signature"), ("addressee", "letter"), ("number", "number"),
        ("contact", "contact"), ("report", "complaints"), ("lawsuit", "complaints"),
        ("reconsideration", "complaints"), ("department", "inventory"), ("url", "inventory"),
        ("item", "inventory"), ("category", "inventory"),
    ):  # fmt: skip
        if key in where:
            return f"{choice} {style[choice]}"
    return f"requests {style['requests']}"


def _sides(rest: str) -> str:
    if "gold None" in rest:
        return "invented"
    return "missed" if rest.endswith("parsed None") else "wrong"


def _differs(sides: list[str]) -> str:
    """The first quality in which two figures differ, and how."""
    left, right = (side.strip("[]").split(", ") for side in sides)
    name, gold, parsed = next(
        t for t in zip(("qualifier", "section", "as_of"), left, right, strict=True) if t[1] != t[2]
    )
    if name == "as_of":
        return f"as_of {'missed' if parsed == 'None' else 'invented' if gold == 'None' else 'wrong'}"
    return f"{name} gold {gold}, parsed {parsed}"


def accuracy(done: Run) -> Table:
    """F1 a group and a damage class."""
    table = Table(box=None, pad_edge=False, header_style="bold", title="F1 on composed reports, by damage")
    table.add_column("group")
    for kind in (*DAMAGES, "all"):
        table.add_column(kind, justify="right")
    columns = [*done.scores.values(), done.total()]
    for group in GROUPS:
        table.add_row(group, *(f"{score.f1(group):.3f}" for score in columns))
    table.add_row("macro", *(f"{score.macro():.3f}" for score in columns), style="bold")
    return table


def reasons(done: Run, shown: int = SHOWN) -> Table:
    """Where it fails and why: the most frequent misses."""
    title = "where it fails: the most frequent misses"
    table = Table(box=None, pad_edge=False, header_style="bold", title=title)
    table.add_column("times", justify="right")
    for name in ("group", "what", "mostly under"):
        table.add_column(name, overflow="fold")
    for reason, times in done.reasons.most_common(shown):
        mostly = ", ".join(f"{kind} {n}" for kind, n in done.classes[reason].most_common(3))
        table.add_row(str(times), reason[0], reason[1].replace("[", r"\["), mostly)
    return table


def show(console: Console, reports: int = REPORTS) -> None:
    """Run and print both tables."""
    done = run(reports)
    console.print(accuracy(done))
    console.print()
    console.print(reasons(done))


def main() -> None:
    """The command line: how many reports, and examples of the misses of a group."""
    ask = argparse.ArgumentParser(prog="python -m tests.bench.generated", description=__doc__)
    ask.add_argument("--reports", type=int, default=REPORTS)
    ask.add_argument("--first", type=int, default=0, help="the first seed")
    ask.add_argument("--examples", metavar="GROUP", help="an example of each kind of miss of a group")
    args = ask.parse_args()
    done = run(args.reports, args.first)
    console = Console(width=180)
    console.print(accuracy(done))
    console.print(reasons(done))
    if args.examples:
        for reason, times in done.reasons.most_common():
            if reason[0].startswith(args.examples):
                print(f"{times:5} {reason[1]}\n      {done.examples[reason]}")


if __name__ == "__main__":
    main()
