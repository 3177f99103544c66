"""What a run holds open: database, archive, page ledger, the processes that work for it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from pipelines.archive import Archive, sha256_of
from pipelines.store import seeds
from pipelines.store.database import Database
from pipelines.store.ledger import now
from pipelines.store.models import Document
from pipelines.store.pages import PageLedger
from pipelines.workers import Extractors
from pipelines.writer import Writer
from pipelines.writer.messages import Work

T = TypeVar("T")


class Workspace:
    """Everything that documents pass through, opened once a run.

    All writes go through one thread, one after another: SQLite has one writer,
    and the crawl's event loop must not wait for it. The thread has what comes
    often, pages and documents, written by a process of its own.
    """

    def __init__(self, database_url: str, archive_url: str) -> None:
        self.database = Database(database_url)
        self.archive = Archive(archive_url)
        self.writer = Writer(database_url, archive_url)
        self.pages = PageLedger(self.database, self.archive, self.writer.pages)
        self.extractors = Extractors()
        self._waiting: list[tuple[Work, asyncio.Future[Any]]] = []
        self._committing: asyncio.Future[None] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    def load_seeds(self, folder: Path | None = None) -> None:
        """Bring the schools up to date with the project's seeds, or another folder's."""
        with self.database.session() as session:
            seeds.load_seeds(session, folder)

    async def write(self, work: Callable[[Session], T]) -> T:
        """Do work in a transaction of this process, off the event loop, after all earlier writes."""

        def run() -> T:
            self.pages.flush()
            with self.database.session() as session:
                return work(session)

        return await self.in_writer(run)

    async def keep(self, function: Callable[..., T], *arguments: Any) -> T:
        """Have the writing process call a module's function with a session, `Names` and arguments.

        What waits at the same moment shares a transaction, after the pages that are
        buffered: a commit costs more than what is in it. Raises `WritingFailed`.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(((function, arguments), done))
        if self._committing is None or self._committing.done():
            self._committing = asyncio.ensure_future(self._commit())
        return await done

    async def _commit(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                outcomes = await self.in_writer(partial(self._work_off, [work for work, _ in batch]))
            except Exception as error:  # whoever waits is told
                outcomes = [error] * len(batch)
            for (_, done), outcome in zip(batch, outcomes, strict=True):
                if done.cancelled():
                    continue
                if isinstance(outcome, Exception):
                    done.set_exception(outcome)
                else:
                    done.set_result(outcome)

    def _work_off(self, works: list[Work]) -> list[Any]:
        self.pages.flush()
        return self.writer.work(works)

    async def in_writer(self, work: Callable[[], T]) -> T:
        """Do work on the writer's thread, after all earlier writes."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def archive_document(self, data: bytes, content_type: str | None = None) -> str:
        """Note a document, then store its bytes: the order that a kill cannot hurt; returns its hash.

        To be called on the writer's thread (`in_writer`).
        """
        sha256 = sha256_of(data)
        with self.database.session() as session:
            if session.get(Document, sha256) is None:
                row = Document(sha256=sha256, size=len(data), content_type=content_type, first_seen_at=now())
                session.add(row)
        return self.archive.put(data)

    def close(self) -> None:
        """Write what is buffered and let go of everything."""
        try:
            self._thread.submit(self.pages.flush).result()
        finally:
            self.writer.close()
            self._thread.shutdown(wait=True)
            self.extractors.close()
            self.database.close()
