"""One report for the eye: what it says, and where its text says so."""

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.parse import flat
from pipelines.archive import Archive
from pipelines.dictionary import facts
from pipelines.extract import VERSION as EXTRACTOR_VERSION
from pipelines.store.models import (
    Extraction,
    Figure,
    Institution,
    Parse,
    Rendition,
    Report,
    Section,
    TextBody,
)
from pipelines.store.records import POINTS, record_of
from pipelines.store.renditions import IMAGES, known_extraction

CONTEXT = 12
"""Characters shown on either side of a value's evidence."""
SIGNS = {"exact": "", "over": "> ", "about": "≈ ", "nearly": "< "}


def print_report(
    console: Console, session: Session, archive: Archive, school: Institution, report: Report
) -> None:
    """Print a report: its documents, fields, sections, figures by channel, points, warnings."""
    parse = report.parse
    body = session.get_one(TextBody, parse.text_sha256).text
    console.print(Text(f"{school.name} {report.period_label or '?'}", style="bold"))
    _print_renditions(console, session, archive, report)
    _print_fields(console, parse, body)
    _print_sections(console, parse.sections)
    _print_figures(console, parse.figures)
    _print_points(console, parse)
    _print_inventory(console, parse)
    _print_warnings(console, parse)
    console.print(f"read by parser {parse.parser_version}", highlight=False)


def _print_renditions(console: Console, session: Session, archive: Archive, report: Report) -> None:
    for rendition in session.scalars(
        select(Rendition).where(Rendition.report_id == report.id).order_by(Rendition.id)
    ):
        mark = "cited" if rendition.id == report.canonical_id else "also"
        where = archive.path(rendition.document_sha256) if rendition.document_sha256 else ""
        extraction = known_extraction(session, rendition.document_sha256 or "", EXTRACTOR_VERSION)
        lines = [
            f"{mark}: {rendition.document_url}",
            f"       on {rendition.page_url}",
            f"       {where}",
            *(f"       {line}" for line in _reading_lines(rendition, extraction)),
        ]
        for line in lines:
            console.print(Text(line), soft_wrap=True)


def _reading_lines(rendition: Rendition, extraction: Extraction | None) -> Iterator[str]:
    """Say how a document was read, what of it was not, and what lies beside the report in it."""
    if extraction is not None and extraction.quality is not None:
        ways = Counter(reading for reading, _ in extraction.readings)
        pages = ", ".join(
            f"{count} by {way}" if way != "unread" else f"{count} unread" for way, count in ways.items()
        )
        told = f"pages: {pages}; " if pages else ""
        yield f"{told}quality {extraction.quality:.3f}"
    if rendition.detail:
        yield rendition.detail
    if extraction is not None and extraction.chosen and rendition.carrier != IMAGES:
        beside = [m.name for m in extraction.members if m.start is None]
        yield f"from {extraction.chosen}" + (f"; beside it: {', '.join(beside)}" if beside else "")


def _print_fields(console: Console, parse: Parse, body: str) -> None:
    table = _table("field", "value", "in the text")
    record = record_of(parse)
    plain = {k: v for k, v in record.items() if k != "evidence" and not isinstance(v, list)}
    for name, value in flat(plain):
        table.add_row(name, Text(str(value)), Text(_quote(body, parse.evidence.get(name))))
    for basis in parse.legal_basis:
        place = parse.evidence.get(f"legal_basis.{basis.position - 1}")
        words = f"{basis.title} {basis.number or ''}"
        table.add_row(f"legal_basis {basis.position}", Text(words), Text(_quote(body, place)))
    console.print(table)


def _print_sections(console: Console, sections: Iterable[Section]) -> None:
    table = _table("outline", "at", "heading")
    for i, section in enumerate(sections, 1):
        words = "\n".join([f"{section.code} · {section.heading}", *_subheadings(section)])
        table.add_row(f"sections {i}", f"{section.start}–{section.end}", Text(words))
    if table.row_count:
        console.print()
        console.print(table)


def _subheadings(section: Section) -> Iterator[str]:
    """Give a section's headings, a line each, lower ones further in."""
    waiting = [(1, row) for row in reversed(section.subheadings)]
    while waiting:
        level, row = waiting.pop()
        number = f"{row['ordinal']}." if row["ordinal"] is not None else ""
        yield f"{'  ' * level}{number}{row['heading']}"
        waiting += [(level + 1, child) for child in reversed(row["children"])]


def _print_figures(console: Console, figures: Iterable[Figure]) -> None:
    """Print figures by channel, in the dictionary's order; those of no channel come last."""
    figures = list(figures)
    if not figures:
        return
    channels = {code: words.chinese for code, words in _codes("channel").items()}
    order = {code: i for i, code in enumerate(channels)}
    table = _table("figures", "value", "measure", "of what", "as the text says")
    named: str | None = ""
    for row in sorted(figures, key=lambda row: (order.get(row.channel or "", len(order)), row.position)):
        channel = ""
        if row.channel != named:
            named = row.channel
            channel = f"{named} {channels.get(named, '').split('、')[0]}" if named else "no channel"
        table.add_row(channel, Text(_value(row)), row.measure, Text(row.label or ""), Text(row.quote))
    console.print()
    console.print(table)


def _value(row: Figure) -> str:
    number = f"{row.value:,.0f}" if row.value == int(row.value) else f"{row.value:,.6g}"
    unit = "" if row.unit is None else row.unit if row.unit == "%" else f" {row.unit}"
    since = f" (to {row.as_of})" if row.as_of else ""
    return f"{SIGNS.get(row.qualifier, '')}{number}{unit}{since}"


def _print_points(console: Console, parse: Parse) -> None:
    if not parse.points:
        return
    fields = {kind: field for field, kind in POINTS.items()}
    table, count = _table("experience", "point"), dict.fromkeys(fields, 0)
    for point in parse.points:
        count[point.kind] += 1
        table.add_row(f"{fields[point.kind]} {count[point.kind]}", Text(point.text))
    console.print()
    console.print(table)


def _print_inventory(console: Console, parse: Parse) -> None:
    rows = parse.inventory
    if rows:
        numbers = {row.number for row in rows if row.number is not None}
        departments = {row.department for row in rows if row.department}
        linked = sum(bool(row.url) for row in rows)
        console.print()
        console.print(
            f"inventory: {len(rows)} rows of {len(departments)} departments, "
            f"{len(numbers)} of the ministry's 50 items, {linked} with an address",
            highlight=False,
            soft_wrap=True,
        )


def _print_warnings(console: Console, parse: Parse) -> None:
    if not parse.warnings:
        return
    meanings = {warned.code: warned.about.english for warned in facts.warnings()}
    table = _table("warnings", "meaning")
    for warning in parse.warnings:
        table.add_row(Text(warning.code), meanings.get(warning.code.partition(":")[0], ""))
    console.print()
    console.print(table)


def _codes(name: str) -> dict[str, facts.Words]:
    return next(dict(codes.codes) for codes in facts.code_sets() if codes.name == name)


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first, no_wrap=True)
    for name in others:
        dim = name in ("in the text", "as the text says", "meaning")
        table.add_column(name, overflow="fold", style="dim" if dim else None)
    return table


def _quote(text: str, span: list[int] | None) -> str:
    """Return the evidence of a value with a little around it, on one line."""
    if not span:
        return ""
    start, end = span
    around = text[max(0, start - CONTEXT) : start] + "[" + text[start:end] + "]" + text[end : end + CONTEXT]
    return " ".join(around.split())
