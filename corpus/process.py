"""xxgk process: archived documents that an earlier run left unread, or unsettled."""

import asyncio

from rich.console import Console
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.process import RETRYABLE, Processed, process_candidates, settle
from pipelines.store.models import Parse, Rendition
from pipelines.store.renditions import Candidate
from pipelines.store.reports import ANNUAL_REPORT
from pipelines.workspace import Workspace

DONE, SOME_FAILED = 0, 3


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
