"""What a run holds open: database, archive, page ledger, extraction workers."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.archive import Archive
from pipelines.parser import Roster
from pipelines.store import seeds
from pipelines.store.database import Database
from pipelines.store.models import FormerName, Institution
from pipelines.store.pages import PageLedger
from pipelines.workers import Extractors

T = TypeVar("T")
Waiting = tuple[Callable[[Session], Any], "asyncio.Future[Any]"]


class Workspace:
    """Everything that documents pass through, opened once a run.

    All writes go through one thread, `write`: SQLite has one writer, and the
    crawler's event loop must not wait for it.
    """

    def __init__(self, database_url: str, archive_url: str) -> None:
        self.database = Database(database_url)
        self.archive = Archive(archive_url)
        self.pages = PageLedger(self.database, self.archive)
        self.extractors = Extractors()
        self._waiting: list[Waiting] = []
        self._committing: asyncio.Future[None] | None = None
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    def load_seeds(self, folder: Path | None = None) -> None:
        """Bring the schools up to date with the project's seeds, or another folder's."""
        with self.database.session() as session:
            seeds.load_seeds(session, folder)

    @cached_property
    def roster(self) -> Roster:
        """The names of all schools, as the parser resolves them."""
        with self.database.reading() as session:
            return Roster(roster_rows(session))

    @cached_property
    def names(self) -> dict[str, str]:
        """The current name of every school, by code."""
        with self.database.reading() as session:
            return {row.code: row.name for row in session.execute(select(Institution.code, Institution.name))}

    async def write(self, work: Callable[[Session], T]) -> T:
        """Do work in a transaction, off the event loop, after all earlier writes.

        What waits at the same moment shares a transaction, and so do the pages that
        are buffered: a commit costs more than what is in it.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if self._committing is None or self._committing.done():
            self._committing = asyncio.ensure_future(self._commit())
        return await done

    async def _commit(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            outcomes = await self.in_writer(lambda batch=batch: self._work_off(batch))  # type: ignore[misc]
            for (_, done), outcome in zip(batch, outcomes, strict=True):
                if done.cancelled():
                    continue
                if isinstance(outcome, BaseException):
                    done.set_exception(outcome)
                else:
                    done.set_result(outcome)

    def _work_off(self, batch: list["Waiting"]) -> list[Any]:
        """Do a batch in one transaction; where one fails, each in its own."""
        try:
            self.pages.flush()
            with self.database.session() as session:
                return [work(session) for work, _ in batch]
        except Exception as error:  # whoever waits is told
            if len(batch) == 1:
                return [error]
            return [outcome for waiting in batch for outcome in self._work_off([waiting])]

    async def in_writer(self, work: Callable[[], T]) -> T:
        """Do work on the writer's thread, after all earlier writes."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)

    def close(self) -> None:
        """Write what is buffered and let go of everything."""
        self._writer.shutdown(wait=True)
        self.pages.flush()
        self.extractors.close()
        self.database.close()


def roster_rows(session: Session) -> list[tuple[str, str, bool]]:
    """Return (name, code, is former) of every name that a school has or had."""
    current = session.execute(select(Institution.name, Institution.code))
    former = session.execute(select(FormerName.name, FormerName.institution_code))
    return [(name, code, False) for name, code in current] + [(name, code, True) for name, code in former]
