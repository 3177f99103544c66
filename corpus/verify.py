"""xxgk verify: does every hash, every reference and every offset still hold?"""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from pipelines.archive import Archive, sha256_of
from pipelines.store.database import Database
from pipelines.store.models import (
    Capture,
    Document,
    Extraction,
    Figure,
    InventoryItem,
    Page,
    Parse,
    Point,
    Report,
    Section,
    SiteRun,
    TextBody,
)

DONE, QUALITY = 0, 4
SHOWN = 20


def verify_all(console: Console, database: Database, archive: Archive) -> int:
    """Print every problem found; exit code 4 where there is one."""
    with database.reading() as session:
        expected = _expected(session)
        problems = [
            *_check_bytes(session, archive, expected),
            *_check_references(session),
            *_check_texts(session),
        ]
        orphans = sorted(set(archive) - expected)
        problems += [f"archived bytes that nothing refers to: {sha256}" for sha256 in orphans]
        facts = f"{len(expected)} archived bodies, {_count(session)} texts and sections"
    for problem in problems[:SHOWN]:
        console.print(problem, markup=False, highlight=False, soft_wrap=True)
    if len(problems) > SHOWN:
        console.print(f"… and {len(problems) - SHOWN} more", highlight=False)
    console.print(f"{facts}: {f'problems: {len(problems)}' if problems else 'all sound'}", highlight=False)
    return QUALITY if problems else DONE


def _expected(session: Session) -> set[str]:
    """Return the hash of everything that the archive must hold."""
    return {
        *session.scalars(select(Capture.sha256)),
        *session.scalars(select(Page.sha256)),
        *session.scalars(select(Document.sha256)),
    }


def _check_bytes(session: Session, archive: Archive, expected: set[str]) -> Iterator[str]:
    unfinished = set(
        session.scalars(
            select(Capture.sha256)
            .join(SiteRun, SiteRun.institution_code == Capture.institution_code)
            .where(SiteRun.state == "running")
        )
    )
    # A document is noted before its bytes are stored: without an extraction, a kill came between.
    read = select(Extraction.document_sha256)
    unfinished |= set(session.scalars(select(Document.sha256).where(Document.sha256.not_in(read))))
    for sha256 in sorted(expected):
        try:
            data = archive.get(sha256)
        except FileNotFoundError:
            if sha256 not in unfinished:  # those are fetched again when the school is taken up
                yield f"missing from the archive: {sha256}"
            continue
        if sha256_of(data) != sha256:
            yield f"altered in the archive: {Path(archive.path(sha256))}"


def _check_references(session: Session) -> Iterator[str]:
    if session.get_bind().dialect.name != "sqlite":
        return  # other databases enforce what SQLite only checks
    for table, row, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
        yield f"broken reference: {table} row {row} to {parent}"
    for line in session.scalars(text("PRAGMA integrity_check")):
        if line != "ok":
            yield f"database: {line}"


def _check_texts(session: Session) -> Iterator[str]:
    lengths = {}
    for body in session.scalars(select(TextBody).execution_options(yield_per=50)):
        lengths[body.sha256] = len(body.text)
        if sha256_of(body.text.encode("utf-8")) != body.sha256:
            yield f"altered text: {body.sha256}"
    for parse in session.scalars(select(Parse)):
        end = lengths.get(parse.text_sha256, 0)
        spans = [*parse.evidence.values(), *((s.start, s.end) for s in parse.sections)]
        if any(not 0 <= span[0] <= span[1] <= end for span in spans):
            yield f"offsets outside the text: parse {parse.id}"
    for table in (Figure, Point, InventoryItem):
        outside = (
            select(table.parse_id)
            .join(Parse, Parse.id == table.parse_id)
            .join(TextBody, TextBody.sha256 == Parse.text_sha256)
            .where((table.start < 0) | (table.start > table.end) | (table.end > TextBody.characters))
            .distinct()
        )
        for one in session.scalars(outside):
            yield f"{table.__tablename__} outside the text: parse {one}"
    for report in session.scalars(select(Report)):
        if report.canonical.report_id != report.id:
            yield f"report {report.id} cites a rendition that is not its own"


def _count(session: Session) -> int:
    return len(session.scalars(select(TextBody.sha256)).all()) + len(
        session.scalars(select(Section.code)).all()
    )
