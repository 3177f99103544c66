"""Extraction in worker processes: a bad document costs nothing but itself.

Each worker is a fresh interpreter with limits on memory and processor time,
serving one document at a time over its own pipe. A worker that hangs or dies
is replaced, and only the document that it held is marked.
"""

import asyncio
import os
import signal
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from pipelines.child import Child, ChildDied
from pipelines.extract.jobs import MEMORY_EXIT, Answer, Fault, Job
from pipelines.extract.pages.eye import Memory, SingleEye
from pipelines.extract.pages.lines import Page
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

_SERVER = "pipelines.extract.serve"

Result = Text | Page | int
"""What a job ends in, if nothing is raised."""


class _Worker:
    """One process, and how many documents it has been given."""

    def __init__(self, memory: int) -> None:
        self.child = Child(_SERVER, str(memory))
        self.tasks = 0
        self.child.wait()

    def run(self, job: Job, timeout: float) -> Answer:
        """Have one document read; raises `TimeoutError` or `ChildDied`."""
        self.tasks += 1
        self.child.send(job)
        answer = self.child.receive(timeout)
        assert isinstance(answer, Text | Page | int | Unreadable | Fault)
        return answer


class Extractors:
    """A pool of extraction workers, usable from an asyncio loop or without one.

    `processes` is how many run at once (all processors but one by default),
    `timeout` the seconds that one document may take, `memory` the address
    space of a worker in bytes, `tasks_per_worker` after how many documents a
    worker is replaced. No process is started before the first document.
    """

    def __init__(
        self,
        processes: int | None = None,
        *,
        timeout: float = 60,
        memory: int = 1 << 30,
        tasks_per_worker: int = 200,
    ) -> None:
        self.processes = processes or max(1, (os.cpu_count() or 2) - 1)
        self._timeout = timeout
        self._memory = memory
        self._tasks = max(1, tasks_per_worker)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._busy: dict[Future[Result], _Worker] = {}
        self._threads: ThreadPoolExecutor | None = None
        self._closed = False

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers that exist now."""
        with self._lock:
            return [worker.child.pid for worker in (*self._idle, *self._busy.values())]

    async def extract(
        self, path_or_bytes: Path | str | bytes, *, name: str = "", content_type: str | None = None
    ) -> Text:
        """Read one document in a worker.

        Raises `Unreadable`, also TIMEOUT and WORKER_KILLED; `OSError` where a
        path cannot be read; `ChildStartError`. Cancelling kills the worker.
        """
        text = await self._answer(self._job(path_or_bytes, name, content_type))
        assert isinstance(text, Text)
        return text

    async def questions(self, data: bytes, *, name: str = "", content_type: str | None = None) -> int:
        """Return how many pages of a document must be read from pictures; raises as `extract`."""
        job = replace(self._job(data, name, content_type), wants="questions")
        count = await self._answer(job)
        assert isinstance(count, int)
        return count

    async def look(
        self, data: bytes, question: int, *, name: str = "", content_type: str | None = None
    ) -> Page:
        """Read one such page, counted from 1; raises as `extract`."""
        page = await self._answer(replace(self._job(data, name, content_type), eye=SingleEye(question)))
        if not isinstance(page, Page):
            raise Unreadable(DocumentOutcome.BROKEN, f"no picture {question}")
        return page

    async def assemble(
        self,
        data: bytes,
        pages: Mapping[int, Page | DocumentOutcome],
        *,
        name: str = "",
        content_type: str | None = None,
    ) -> Text:
        """Read a document whose pictures were looked at; raises as `extract`."""
        text = await self._answer(replace(self._job(data, name, content_type), eye=Memory(pages)))
        assert isinstance(text, Text)
        return text

    def extract_now(
        self, path_or_bytes: Path | str | bytes, *, name: str = "", content_type: str | None = None
    ) -> Text:
        """Do as `extract` without a loop: blocks until the document is read."""
        text = self._submit(self._job(path_or_bytes, name, content_type)).result()
        assert isinstance(text, Text)
        return text

    def close(self) -> None:
        """Kill all workers and wait for them; documents in hand become WORKER_KILLED."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for worker in self._busy.values():
                worker.child.kill()
        for worker in idle:
            worker.child.stop()
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)

    def __enter__(self) -> "Extractors":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    async def _answer(self, job: Job) -> Result:
        future = self._submit(job)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            with self._lock:
                worker = self._busy.get(future)
            if worker is not None:
                worker.child.kill()
            raise

    def _job(self, source: Path | str | bytes, name: str, content_type: str | None) -> Job:
        source = str(source) if isinstance(source, Path) else source
        return Job(source, name, content_type, cpu=int(self._timeout) + 1)

    def _submit(self, job: Job) -> Future[Result]:
        future: Future[Result] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the extraction workers are closed")
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self.processes, "extract")
            # The pool's threads outlive their workers: the kernel kills a
            # worker together with the thread that started it.
            self._threads.submit(self._serve, future, job)
        return future

    def _serve(self, future: Future[Result], job: Job) -> None:
        """Run one job in a thread of the pool and settle its future."""
        if not future.set_running_or_notify_cancel():
            return
        try:
            text = self._run(future, job)
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(text)

    def _run(self, future: Future[Result], job: Job) -> Result:
        worker = self._take(future)
        try:
            answer = worker.run(job, self._timeout)
        except TimeoutError:
            self._give_up(future, worker)
            detail = f"not read within {self._timeout:g} s"
            raise Unreadable(DocumentOutcome.TIMEOUT, detail) from None
        except ChildDied:
            code = worker.child.code
            self._give_up(future, worker)
            if code == -signal.SIGXCPU:
                detail = f"{self._timeout:g} s of processor time used up"
                raise Unreadable(DocumentOutcome.TIMEOUT, detail) from None
            raise Unreadable(DocumentOutcome.WORKER_KILLED, _cause(code)) from None
        except BaseException:
            self._give_up(future, worker)
            raise
        self._give_back(future, worker)
        if isinstance(answer, Fault):
            raise answer.error
        if isinstance(answer, Unreadable):
            raise answer
        return answer

    def _take(self, future: Future[Result]) -> _Worker:
        """Return an idle worker or a new one, noted as busy with this future."""
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.child.code is None:
                    self._busy[future] = worker
                    return worker
                worker.child.stop()
        worker = _Worker(self._memory)
        with self._lock:
            self._busy[future] = worker
            if self._closed:
                worker.child.kill()
        return worker

    def _give_back(self, future: Future[Result], worker: _Worker) -> None:
        with self._lock:
            self._busy.pop(future, None)
            keep = not self._closed and worker.tasks < self._tasks
            if keep:
                self._idle.append(worker)
        if not keep:
            worker.child.stop()

    def _give_up(self, future: Future[Result], worker: _Worker) -> None:
        with self._lock:
            self._busy.pop(future, None)
        with suppress(OSError):
            worker.child.stop()


def _cause(code: int | None) -> str:
    """Say how a worker ended."""
    if code == MEMORY_EXIT:
        return "out of memory"
    if code is not None and code < 0:
        return f"killed by signal {-code}"
    return f"ended with code {code}"
