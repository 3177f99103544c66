"""xxgk process: archived documents that an earlier run left unread, or unsettled."""

import asyncio
from collections.abc import Collection

from rich.console import Console

from pipelines.ocr_queue import ocr_enabled
from pipelines.process import Processed, process_candidates, settle
from pipelines.store.schools import find_school
from pipelines.waiting import unread, unsettled
from pipelines.workspace import Workspace
from xxgk_spiders.scans import read_scans

DONE, SOME_FAILED = 0, 3


def process_left(
    console: Console, workspace: Workspace, *, school: str | None = None, ocr: bool | None = None
) -> int:
    """Read what is archived and unread, scans too (`ocr`, by default as `XXGK_OCR` says).

    Prints how many documents that were. Ctrl-C stops it: what is read is
    stored, and the next run goes on with the rest.
    """
    try:
        codes = _codes(workspace, school)
        done, missing = asyncio.run(process_pending(workspace, codes))
        _tell(console, "documents that were left", done)
        if ocr_enabled() if ocr is None else ocr:
            read = read_scans(workspace, codes)
            if read:
                _tell(console, "documents that were pictures", read)
                done += read
    except KeyboardInterrupt:
        console.print("stopped; what was read is stored · next: xxgk process", highlight=False)
        return SOME_FAILED
    finally:
        workspace.close()
    if missing:
        console.print(f"not in the archive: {missing}", highlight=False)
    return SOME_FAILED if missing or any(one.outcome.failed for one in done) else DONE


def _codes(workspace: Workspace, school: str | None) -> list[str] | None:
    if school is None:
        return None
    with workspace.database.reading() as session:
        return [find_school(session, school).code]


def _tell(console: Console, what: str, done: list[Processed]) -> None:
    read = sum(not processed.outcome.failed for processed in done)
    console.print(f"{what}: {len(done)}, read now: {read}", highlight=False)


async def process_pending(
    workspace: Workspace, codes: Collection[str] | None = None
) -> tuple[list[Processed], int]:
    """Take the archived documents that were not read, or not to the end, through the stages.

    Returns what became of them, and how many are not in the archive.
    """
    with workspace.database.reading() as session:
        left = unread(session, codes)
    pending = [one for one in left if workspace.archive.has(str(one.sha256))]
    done = [processed for one in pending for processed in await process_candidates(workspace, [one])]
    await workspace.write(lambda session: settle(session, unsettled(session)))
    return done, len(left) - len(pending)
