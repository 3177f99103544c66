"""Extraction in worker processes: a bad document costs nothing but itself.

Each worker is a fresh interpreter with limits on memory and processor time,
serving one document at a time over its own pipe. A worker that hangs or dies
is replaced, and only the document that it held is marked.
"""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from pipelines.extract.jobs import MEMORY_EXIT, READY, Answer, Fault, Job
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

_log = logging.getLogger(__name__)
# A new interpreter imports the readers' common part; slow disks take long.
_START_SECONDS = 60
_SERVER = "pipelines.extract.serve"


class WorkerStartError(RuntimeError):
    """A worker process could not be started: the installation's fault, not a document's."""


class _Died(Exception):
    """The worker ended before it answered."""


class _Worker:
    """One process and the parent's end of its pipe."""

    def __init__(self, memory: int) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            theirs.set_inheritable(True)
            arguments = [str(theirs.fileno()), str(os.getpid()), str(memory)]
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", _SERVER, *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path)},
                # Out of the terminal's foreground group: Ctrl-C does not reach it.
                start_new_session=True,
            )
            self._pipe = Connection(ours.detach())
        self.tasks = 0
        try:
            ready = self._receive(_START_SECONDS)
        except (_Died, TimeoutError) as error:
            self.stop()
            raise WorkerStartError(f"worker ended with code {self.code}") from error
        assert ready == READY

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def code(self) -> int | None:
        """Exit code, negative for a signal, None while it runs."""
        return self._process.poll()

    def run(self, job: Job, timeout: float) -> Answer:
        """Have one document read; raises `TimeoutError` or `_Died`."""
        self.tasks += 1
        try:
            self._pipe.send(job)
        except OSError as error:
            raise _Died from error
        answer = self._receive(timeout)
        assert isinstance(answer, Text | Unreadable | Fault)
        return answer

    def kill(self) -> None:
        """Kill the process; whoever waits for its answer sees it die."""
        self._process.kill()

    def stop(self) -> None:
        """End the process and reap it."""
        self._process.kill()
        self._process.wait()
        self._pipe.close()

    def _receive(self, timeout: float) -> object:
        try:
            if not self._pipe.poll(timeout):
                raise TimeoutError
            return self._pipe.recv()
        except (EOFError, ConnectionError) as error:
            self._process.wait()
            raise _Died from error


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
        self._processes = processes or max(1, (os.cpu_count() or 2) - 1)
        self._timeout = timeout
        self._memory = memory
        self._tasks = max(1, tasks_per_worker)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._busy: dict[Future[Text], _Worker] = {}
        self._threads: ThreadPoolExecutor | None = None
        self._closed = False

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers that exist now."""
        with self._lock:
            return [worker.pid for worker in (*self._idle, *self._busy.values())]

    async def extract(
        self, path_or_bytes: Path | str | bytes, *, name: str = "", content_type: str | None = None
    ) -> Text:
        """Read one document in a worker.

        Raises `Unreadable`, also TIMEOUT and WORKER_KILLED; `OSError` where a
        path cannot be read; `WorkerStartError`. Cancelling kills the worker.
        """
        future = self._submit(path_or_bytes, name, content_type)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            with self._lock:
                worker = self._busy.get(future)
            if worker is not None:
                worker.kill()
            raise

    def extract_now(
        self, path_or_bytes: Path | str | bytes, *, name: str = "", content_type: str | None = None
    ) -> Text:
        """Do the same without a loop: blocks until the document is read."""
        return self._submit(path_or_bytes, name, content_type).result()

    def close(self) -> None:
        """Kill all workers and wait for them; documents in hand become WORKER_KILLED."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for worker in self._busy.values():
                worker.kill()
        for worker in idle:
            worker.stop()
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

    def _submit(self, source: Path | str | bytes, name: str, content_type: str | None) -> Future[Text]:
        if isinstance(source, Path):
            source = str(source)
        job = Job(source, name, content_type, cpu=int(self._timeout) + 1)
        future: Future[Text] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the extraction workers are closed")
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self._processes, "extract")
            # The pool's threads outlive their workers: the kernel kills a
            # worker together with the thread that started it.
            self._threads.submit(self._serve, future, job)
        return future

    def _serve(self, future: Future[Text], job: Job) -> None:
        """Run one job in a thread of the pool and settle its future."""
        if not future.set_running_or_notify_cancel():
            return
        try:
            text = self._run(future, job)
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(text)

    def _run(self, future: Future[Text], job: Job) -> Text:
        worker = self._take(future)
        try:
            answer = worker.run(job, self._timeout)
        except TimeoutError:
            self._give_up(future, worker)
            detail = f"not read within {self._timeout:g} s"
            raise Unreadable(DocumentOutcome.TIMEOUT, detail) from None
        except _Died:
            code = worker.code
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

    def _take(self, future: Future[Text]) -> _Worker:
        """Return an idle worker or a new one, noted as busy with this future."""
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.code is None:
                    self._busy[future] = worker
                    return worker
                worker.stop()
        worker = _Worker(self._memory)
        with self._lock:
            self._busy[future] = worker
            if self._closed:
                worker.kill()
        return worker

    def _give_back(self, future: Future[Text], worker: _Worker) -> None:
        with self._lock:
            self._busy.pop(future, None)
            keep = not self._closed and worker.tasks < self._tasks
            if keep:
                self._idle.append(worker)
        if not keep:
            worker.stop()

    def _give_up(self, future: Future[Text], worker: _Worker) -> None:
        with self._lock:
            self._busy.pop(future, None)
        with suppress(OSError):
            worker.stop()


def _cause(code: int | None) -> str:
    """Say how a worker ended."""
    if code == MEMORY_EXIT:
        return "out of memory"
    if code is not None and code < 0:
        return f"killed by signal {-code}"
    return f"ended with code {code}"
