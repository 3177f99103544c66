"""The queue of recognition: documents that wait, read page by page in processes of their own.

The queue is in the database (`waiting.awaiting_ocr`). A document leaves it when
all its pages were looked at and the result is stored, so a run that is stopped
loses no more than the documents in hand.
"""

import asyncio
import os
import time
from collections.abc import Callable, Collection, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any, TypedDict, TypeVar

from pipelines.extract.pages.lines import Page
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome
from pipelines.process import Processed, settle, store_candidates
from pipelines.store.renditions import Candidate
from pipelines.waiting import awaiting_ocr
from pipelines.workers import Extractors
from pipelines.workspace import Workspace

PAGE_SECONDS = 180.0
"""A page takes some three seconds; pictures of many screens' length take a minute."""
MEMORY = 3 << 30
"""Address space of a process; the models and a large picture take 1.2 GB of memory."""
PAGES_PER_PROCESS = 400
_ENABLED = "XXGK_OCR"


@dataclass(slots=True)
class Progress:
    """How far a run is: documents and pages, all and done, `seconds` since it began."""

    documents: int
    documents_done: int = 0
    pages_known: int = 0
    pages_done: int = 0
    counted: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self.began

    @property
    def pages_per_minute(self) -> float | None:
        """Pages read a minute, None before the first."""
        return 60 * self.pages_done / self.seconds if self.pages_done and self.seconds else None

    @property
    def seconds_left(self) -> float | None:
        """Seconds that the rest may take: documents not yet opened count as long as the others."""
        if not self.pages_done or not self.counted:
            return None
        pages = self.pages_known * self.documents / self.counted
        return max(0.0, pages - self.pages_done) * self.seconds / self.pages_done


Tell = Callable[[Progress], None]
Seen = Page | DocumentOutcome
T = TypeVar("T")


class Hints(TypedDict):
    """What is known of a document beside its bytes."""

    name: str
    content_type: str | None


def ocr_enabled() -> bool:
    """Whether scans are read unasked: unless `XXGK_OCR` is 0 (or no, false, off)."""
    return os.environ.get(_ENABLED, "1").strip().lower() not in ("0", "no", "false", "off")


def readers(processes: int | None = None) -> Extractors:
    """Return a pool of processes for recognition: one a processor, each with one thread."""
    return Extractors(
        processes or os.cpu_count() or 1,
        timeout=PAGE_SECONDS,
        memory=MEMORY,
        tasks_per_worker=PAGES_PER_PROCESS,
    )


async def read_waiting(
    workspace: Workspace,
    codes: Collection[str] | None = None,
    progress: Tell | None = None,
    processes: Extractors | None = None,
) -> list[Processed]:
    """Read the documents that wait for recognition, of some schools or of all; store and settle each.

    Returns what became of them, a row a place that a document was found at.
    Documents whose bytes are not in the archive stay in the queue. `processes` are
    used instead of a pool of its own, and closed. Raises `NoEye`, an `OSError`,
    where recognition cannot be used.
    """
    with workspace.database.reading() as session:
        waiting = awaiting_ocr(session, codes)
    waiting = [one for one in waiting if workspace.pages.has_body(str(one[0].sha256))]
    if not waiting:
        return []
    state = Progress(len(waiting))
    done: list[Processed] = []
    with processes or readers() as pool:
        queue = _Queue(pool, state, progress or (lambda _: None))
        pending = iter(waiting)

        async def work() -> None:
            for candidates in pending:  # shared: each document goes to one of the tasks
                done.extend(await _through(workspace, queue, candidates))
                queue.tell_document()

        # As many documents at once as processes: short ones keep all of them busy too.
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(pool.processes, len(waiting))):
                    group.create_task(work())
        except BaseExceptionGroup as several:
            raise _first(several) from None
    return done


async def read_now(data: bytes, name: str = "", progress: Tell | None = None) -> Text:
    """Read one document with its pictures, outside of the queue.

    Raises `Unreadable`, and `NoEye` where recognition cannot be used.
    """
    with readers() as pool:
        queue = _Queue(pool, Progress(1), progress or (lambda _: None))
        result = await queue.read(data, name, None)
        queue.tell_document()
    if isinstance(result, Unreadable):
        raise result
    return result


def _first(error: BaseException) -> BaseException:
    """Return the fault that a group of tasks ended with: callers know faults, not groups."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


async def _through(workspace: Workspace, queue: "_Queue", candidates: list[Candidate]) -> list[Processed]:
    """Read one document and store it for every place it was found at."""
    first = candidates[0]
    data = await asyncio.to_thread(workspace.pages.body, str(first.sha256))
    result = await queue.read(data, first.name or first.document_url, first.content_type)
    results: list[Text | Unreadable | None] = [result, *[None] * (len(candidates) - 1)]
    stored: list[Processed] = await workspace.keep(store_candidates, candidates, results)
    codes = [processed.institution_code for processed in stored]
    await workspace.write(lambda session: settle(session, codes))
    return stored


class _Queue:
    """Reads documents with one pool; as many pages at once as it has processes."""

    def __init__(self, pool: Extractors, state: Progress, tell: Tell) -> None:
        self._pool = pool
        self._state = state
        self._tell = tell
        self._free = asyncio.Semaphore(pool.processes)

    def tell_document(self) -> None:
        """Count a document that is stored."""
        self._state.documents_done += 1
        self._tell(self._state)

    async def read(self, data: bytes, name: str, content_type: str | None) -> Text | Unreadable:
        """Read a document, its pages side by side; a page that fails costs only itself."""
        hints: Hints = {"name": name, "content_type": content_type}
        try:
            async with self._free:
                count = await _tried(lambda: self._pool.questions(data, **hints))
            self._state.pages_known += count
            self._state.counted += 1
            numbers = range(1, count + 1)
            answers = await _all(self._page(data, n, hints) for n in numbers)
            pages = dict(zip(numbers, answers, strict=True))
            return await _tried(lambda: self._pool.assemble(data, pages, **hints))
        except Unreadable as reason:
            return reason

    async def _page(self, data: bytes, question: int, hints: Hints) -> Seen:
        async with self._free:
            try:
                seen: Seen = await _tried(lambda: self._pool.look(data, question, **hints))
            except Unreadable as reason:
                seen = reason.outcome
        self._count()
        return seen

    def _count(self) -> None:
        self._state.pages_done += 1
        self._tell(self._state)


async def _tried(ask: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Ask once more where the process that was asked got killed: its memory may be free now."""
    try:
        return await ask()
    except Unreadable as reason:
        if reason.outcome is not DocumentOutcome.WORKER_KILLED:
            raise
    return await ask()


async def _all(looks: Iterable[Coroutine[Any, Any, Seen]]) -> list[Seen]:
    """Await all; where one raises, the others are stopped."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(look) for look in looks]
    return [task.result() for task in tasks]
