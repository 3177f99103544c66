"""xxgk ingest: local files into the database, as if they had been crawled."""

import asyncio
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.parse import read_limited
from pipelines.extract import Unreadable
from pipelines.ocr_queue import ocr_enabled, read_waiting
from pipelines.outcomes import LABELS_ZH, DocumentOutcome
from pipelines.process import Processed, process_candidates, settle
from pipelines.store.renditions import Candidate
from pipelines.store.schools import find_school
from pipelines.workspace import Workspace
from xxgk_spiders.scans import shown_progress

DONE, SOME_FAILED = 0, 3


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


def shown(name: str) -> str:
    """Return a file's name as text: archives made in China leave GBK names."""
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


async def _ingest(console: Console, workspace: Workspace, files: list[Path], code: str | None) -> int:
    done = [await _ingest_file(workspace, file, code) for file in files]
    codes = {processed.institution_code for processed in done}
    await workspace.write(lambda session: settle(session, codes))
    if ocr_enabled():
        with shown_progress() as progress:
            read = {one.document_url: one for one in await read_waiting(workspace, None, progress)}
        done = [read.get(one.document_url, one) for one in done]
    failed = sum(processed.outcome.failed for processed in done)
    table = outcome_table()
    for file, processed in zip(files, done, strict=True):
        table.add_row(*map(Text, (shown(file.name), *_cells(processed))))
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
        candidate.sha256 = await workspace.in_writer(lambda: workspace.archive_document(data))
        candidate.size = len(data)
    (processed,) = await process_candidates(workspace, [candidate])
    return processed


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
