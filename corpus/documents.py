"""Local documents: parse one for the eye, take many into the database, read what was left."""

import asyncio
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.options import seeds_folder
from pipelines.archive import sha256_of
from pipelines.extract import Unreadable
from pipelines.outcomes import LABELS_ZH, DocumentOutcome
from pipelines.parser import Roster, parse
from pipelines.process import RETRYABLE, Processed, process_candidates, settle
from pipelines.store import seeds
from pipelines.store.ledger import now
from pipelines.store.models import Document, Parse, Rendition
from pipelines.store.renditions import Candidate
from pipelines.store.reports import ANNUAL_REPORT
from pipelines.store.schools import find_school
from pipelines.workers import Extractors
from pipelines.workspace import Workspace
from xxgk_spiders.settings import XXGK_FILE_MAX_BYTES

DONE, FAILED, SOME_FAILED = 0, 1, 3


# One document, no database -----------------------------------------------------


def parse_file(console: Console, path: Path, *, as_json: bool, with_text: bool) -> int:
    """Print what one document says; exit code 1 where it cannot be read."""
    try:
        data = read_limited(path)
        with Extractors(1) as worker:  # a stranger's document is read within limits
            text = worker.extract_now(data, name=path.name)
    except Unreadable as reason:
        sys.stderr.write(f"xxgk: {path}: {describe(reason)}\n")
        return FAILED
    report = parse(text.text, roster=Roster(seed_names(seeds_folder() or seeds.seed_folder())))
    record = report.to_dict()
    if with_text:
        record["text"] = text.text
    if as_json:
        sys.stdout.write(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    else:
        print_record(console, record, text.text)
    return DONE


def read_limited(path: Path) -> bytes:
    """Read a file that is no larger than a document may be."""
    with path.open("rb") as file:  # devices have no size, so it is read and not asked for
        data = file.read(XXGK_FILE_MAX_BYTES + 1)
    if len(data) > XXGK_FILE_MAX_BYTES:
        raise Unreadable(DocumentOutcome.TOO_LARGE, f"over {XXGK_FILE_MAX_BYTES / 1e6:.0f} MB")
    return data


def shown(name: str) -> str:
    """Return a file's name as text: archives made in China leave GBK names."""
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def describe(reason: Unreadable) -> str:
    """Return an unreadable document's outcome in words."""
    return f"{reason.outcome.value} ({reason.detail})" if reason.detail else reason.outcome.value


def seed_names(folder: Path) -> list[tuple[str, str, bool]]:
    """Return (name, code, is former) of every school in a folder of seeds."""
    schools = seeds.read_rows(folder / "universities.csv", ("code", "name"))
    current = [(row["name"], row["code"], False) for row in schools]
    return current + [(row["name"], row["institution_code"], True) for row in seeds.former_names(folder)]


def print_record(console: Console, record: dict[str, Any], text: str) -> None:
    """Print a codebook object for the eye, the empty fields left out."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in flat(record):
        if name != "text" and not name.startswith("evidence"):
            table.add_row(name, Text(str(value)))
    console.print(table)
    console.print(f"{len(text)} characters of text; --json gives everything", highlight=False)


def flat(value: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Give (dotted name, value) of every stated field of an object."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{prefix}.{key}" if prefix else key)
    elif isinstance(value, list):
        for i, inner in enumerate(value, 1):
            line = (
                " · ".join(str(v) for v in inner.values() if v is not None)
                if isinstance(inner, dict)
                else inner
            )
            yield f"{prefix} {i}", line
    elif value is not None:
        yield prefix, f"{value:g}" if isinstance(value, float) else value


# Many documents into the database -------------------------------------------------


def ingest_paths(console: Console, workspace: Workspace, paths: Sequence[Path], school: str | None) -> int:
    """Take files into the database; every file ends in a row of the printed table."""
    try:
        code = _school_code(workspace, school)
        return asyncio.run(_ingest(console, workspace, list(files_of(paths)), code))
    finally:
        workspace.close()


def _school_code(workspace: Workspace, school: str | None) -> str | None:
    if school is None:
        return None
    with workspace.database.reading() as session:
        return find_school(session, school).code


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Give the files of paths, folders walked through in order of name."""
    for path in map(Path.absolute, paths):
        try:
            inside = sorted(path.rglob("*")) if path.is_dir() else None
        except OSError:
            inside = None
        yield from [path] if inside is None else (file for file in inside if file.is_file())


async def _ingest(console: Console, workspace: Workspace, files: list[Path], code: str | None) -> int:
    table = outcome_table()
    failed, codes = 0, set[str | None]()
    for file in files:
        processed = await _ingest_file(workspace, file, code)
        failed += processed.outcome.failed
        table.add_row(*map(Text, (shown(file.name), *_cells(processed))))
        codes.add(processed.institution_code)
    await workspace.write(lambda session: settle(session, codes))
    console.print(table)
    console.print(f"{len(files) - failed} of {len(files)} files read · next: xxgk status", highlight=False)
    return SOME_FAILED if failed else DONE


async def _ingest_file(workspace: Workspace, file: Path, code: str | None) -> Processed:
    url, name = file.as_uri(), shown(file.name)
    candidate = Candidate(
        institution_code=code,
        page_url=url,
        document_url=url,
        title=Path(name).stem,
        carrier="local",
        name=name,
    )
    try:
        data = read_limited(file)
    except Unreadable as reason:
        candidate.outcome, candidate.detail = reason.outcome, reason.detail
    except OSError as error:
        candidate.outcome, candidate.detail = DocumentOutcome.GONE, error.strerror
    else:
        candidate.sha256, candidate.size = sha256_of(data), len(data)
        await workspace.in_writer(lambda: _archive(workspace, candidate, data))
    (processed,) = await process_candidates(workspace, [candidate])
    return processed


def _archive(workspace: Workspace, candidate: Candidate, data: bytes) -> None:
    """Note the document, then store its bytes: the order that a kill cannot hurt."""
    with workspace.database.session() as session:
        if session.get(Document, candidate.sha256) is None:
            session.add(Document(sha256=str(candidate.sha256), size=len(data), first_seen_at=now()))
    workspace.archive.put(data)


def outcome_table() -> Table:
    """Return an empty table of documents and what became of them."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("file", "outcome", "format", "kind", "period"):
        table.add_column(name, overflow="fold")
    return table


def _cells(processed: Processed) -> tuple[str, str, str, str]:
    outcome = processed.outcome.value
    words = f"{outcome} {LABELS_ZH.get(outcome, '')}".strip()
    if processed.detail:
        words = f"{words}: {processed.detail}"
    return words, processed.format or "", processed.kind or "", processed.period_label or ""


# What an earlier run left ----------------------------------------------------------


def process_left(console: Console, workspace: Workspace) -> int:
    """Read what is archived and unread; print how many documents that were."""
    try:
        done, missing = asyncio.run(process_pending(workspace))
    finally:
        workspace.close()
    read = sum(not processed.outcome.failed for processed in done)
    console.print(f"documents that were left: {len(done)}, read now: {read}", highlight=False)
    if missing:
        console.print(f"not in the archive: {missing}", highlight=False)
    return DONE if read == len(done) and not missing else SOME_FAILED


async def process_pending(workspace: Workspace) -> tuple[list[Processed], int]:
    """Take the archived documents that were not read, or not to the end, through the stages.

    Returns what became of them, and how many are not in the archive.
    """
    with workspace.database.reading() as session:
        left = [_again(row) for row in _left(session)]
    pending = [one for one in left if workspace.archive.has(str(one.sha256))]
    done = [processed for one in pending for processed in await process_candidates(workspace, [one])]
    await workspace.write(lambda session: settle(session, _unsettled(session)))
    return done, len(left) - len(pending)


def _left(session: Session) -> list[Rendition]:
    return list(
        session.scalars(
            select(Rendition)
            .where(Rendition.document_sha256.is_not(None), Rendition.outcome.in_(RETRYABLE))
            .order_by(Rendition.id)
        )
    )


def _unsettled(session: Session) -> list[str | None]:
    """Return the schools with a report that was read and is not yet counted among its reports."""
    query = (
        select(Rendition.institution_code)
        .join(Parse, Parse.id == Rendition.parse_id)
        .where(Parse.kind == ANNUAL_REPORT, Rendition.report_id.is_(None))
        .distinct()
    )
    return list(session.scalars(query))


def _again(row: Rendition) -> Candidate:
    return Candidate(
        institution_code=row.institution_code,
        page_url=row.page_url,
        document_url=row.document_url,
        title=row.title,
        carrier=row.carrier,
        expects_file=row.expects_file,
        period_hint=row.period_hint,
        sha256=row.document_sha256,
        path=row.path,
    )
