"""Report texts that vary by school and year, and what each of them says.

A text file is prose with four marks, so that one base text gives many reports:

- `{{name}}` a value that is given (school, short, period, y1, y2, …) or drawn before;
- `{{name:200-900}}` a number, drawn once a school and year and kept under that name;
- `{{pick:one|two|three}}` one of several wordings;
- lines `[[if name]]`, `[[else]]`, `[[end]]` around paragraphs (no nesting).

A line that begins with `|` is a table row. The first line is the title.
"""

import hashlib
import random
import re
from dataclasses import dataclass
from typing import Any

_MARK = re.compile(r"\{\{([a-z0-9_]{1,40})(?::([^{}]{1,400}))?\}\}")
_RANGE = re.compile(r"([0-9]{1,7})-([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report states: counts of applications and complaints, and drawn numbers."""

    applications: int
    reports: int
    reconsiderations: int
    lawsuits: int
    numbers: dict[str, int]


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished report: its title, paragraphs after the title, and facts."""

    title: str
    lines: tuple[str, ...]
    facts: Facts

    @property
    def text(self) -> str:
        """Title and paragraphs, a line each."""
        return "\n".join((self.title, *self.lines))


def seeded(*parts: object) -> random.Random:
    """Return a generator that depends on `parts` only, alike on every machine."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()
    return random.Random(int.from_bytes(digest[:8], "big"))


def hexes(*parts: object, length: int = 32) -> str:
    """Return a stable hexadecimal name of `parts`."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:length]


def period_values(period: str) -> dict[str, str]:
    """Return the years of a label: `2022-2023` is an academic year, `2023` a calendar one."""
    first, dash, second = period.partition("-")
    if dash:
        window = f"{first}年9月1日至{second}年8月31日"
        return {"y1": first, "y2": second, "period": f"{period}学年", "window": window}
    window = f"{first}年1月1日至{first}年12月31日"
    return {"y1": first, "y2": first, "period": f"{first}年度", "window": window}


def compose(
    base: str,
    values: dict[str, str],
    applications: int = 0,
    complaints: tuple[int, int, int] = (0, 0, 0),
) -> Composed:
    """Fill a base text; the same arguments always give the same report."""
    rng = seeded(base[:80], *sorted(values.items()))
    known: dict[str, str] = dict(values)
    granted = applications - applications // 4
    counts = {
        "applications": applications,
        "granted": granted,
        "not_held": applications - granted,
        "reports": complaints[0],
        "reconsiderations": complaints[1],
        "lawsuits": complaints[2],
    }
    flags = {**counts, "complaints": sum(complaints)}
    known.update({name: str(count) for name, count in counts.items()})
    drawn: dict[str, int] = {}
    lines = []
    for line in _chosen(base.splitlines(), flags):
        filled = _MARK.sub(lambda mark: _value(mark, rng, known, drawn), line).strip()
        if filled:
            lines.append(filled)
    facts = Facts(applications, *complaints, drawn)
    return Composed(lines[0], tuple(lines[1:]), facts)


def _value(mark: re.Match[str], rng: random.Random, known: dict[str, str], drawn: Any) -> str:
    """Return what stands for one mark."""
    name, argument = mark.group(1), mark.group(2)
    if name == "pick":
        return str(rng.choice((argument or "").split("|")))
    if argument and name not in known:
        limits = _RANGE.fullmatch(argument)
        if limits is None:
            raise ValueError(f"{name}: {argument!r} is not a range")
        drawn[name] = rng.randint(int(limits.group(1)), int(limits.group(2)))
        known[name] = str(drawn[name])
    return known[name]


def _chosen(lines: list[str], flags: dict[str, int]) -> list[str]:
    """Keep the lines whose condition holds."""
    kept, keep = [], True
    for line in lines:
        mark = line.strip()
        if mark.startswith("[[if "):
            keep = bool(flags[mark[5:-2].strip()])
        elif mark == "[[else]]":
            keep = not keep
        elif mark == "[[end]]":
            keep = True
        elif keep:
            kept.append(line)
    return kept
