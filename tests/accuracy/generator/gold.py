"""The gold object of a composed report, read off the marks after the damage."""

from typing import Any

from tests.accuracy.generator.front import Front, as_gold
from tests.accuracy.generator.paper import Paper, Printed
from tests.accuracy.generator.styles import Window

SCHEMA = "xxgk.report/1"
EDGE = 12
"""Characters of a section's beginning and end that the gold quotes."""


def build(span: Window, school: str, front: Front, paper: Paper, printed: Printed) -> dict[str, Any]:
    """Everything but applications, complaints and the table, whose gold is their writers'."""
    points: dict[str, list[str]] = {"practices": [], "problems": [], "measures": []}
    for kind, stretch in paper.points:
        points[kind].append("".join(printed.own(stretch).split()))
    return {
        "schema": SCHEMA,
        "kind": "annual_report",
        "school": {"name": school, "code": None},
        "period": {
            "kind": span.kind,
            "label": span.label,
            "start": span.start.isoformat(),
            "end": span.end.isoformat(),
            "declared": span.declared,
        },
        **as_gold(front),
        "sections": _sections(paper, printed),
        "figures": [_figure(paper, printed, i) for i in range(len(paper.numbers))],
        **points,
        "warnings": [],
    }


def _figure(paper: Paper, printed: Printed, index: int) -> dict[str, Any]:
    number = paper.numbers[index]
    facts = dict(number.facts)
    facts["as_of"] = facts["as_of"].isoformat() if facts["as_of"] else None
    return {**facts, "quote": printed.own(number.quote), "number": printed.own(number.number)}


def _sections(paper: Paper, printed: Printed) -> list[dict[str, Any]]:
    """Bounds by their first and last words, as they stand in the damaged text."""
    text, starts = printed.text, printed.starts()
    found = []
    for heading, following in zip(paper.headings, [*paper.headings[1:], None], strict=True):
        end = starts[following.start] if following else len(text)
        body = text[starts[heading.words[1]] : end].strip()
        found.append(
            {
                "code": heading.code,
                "ordinal": heading.ordinal,
                "heading": "".join(printed.own(heading.words).split()),
                "first": body[:EDGE],
                "last": body[-EDGE:],
            }
        )
    return found
