"""Processes that parse many texts, so that a corpus is read anew with all processors."""

import os
import queue
import threading
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType

from pipelines.child import Child, ChildDied
from pipelines.readers.messages import Answer, Job, Unparsed

_SERVER = "pipelines.readers.serve"
_AHEAD = 64
"""Texts that wait for each process, so that none idles while rows are written."""
_WORTH = 24
"""Texts in hand for which another process is worth its start."""
_TRIES = 2
"""A process may have been killed for another's fault: its text gets a new one."""

RosterRows = Sequence[tuple[str, str, bool]]


class Readers:
    """A pool of parsing processes; a text that hangs or kills one costs nothing but itself.

    `rows` are the roster's, `processes` how many run at once (all processors by
    default), `timeout` the seconds that one text may take. To be used by one
    thread, as a context.
    """

    def __init__(self, rows: RosterRows, processes: int | None = None, *, timeout: float = 60) -> None:
        self._rows = list(rows)
        self._processes = processes or os.cpu_count() or 1
        self._timeout = timeout
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[int, Answer | Exception]] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._children: set[Child] = set()
        self._closed = False

    def read(self, jobs: Iterable[Job]) -> Iterator[tuple[int, Answer]]:
        """Give (key, answer) of every job, in the order in which they are done."""
        waiting = 0
        for job in jobs:
            if waiting >= len(self._threads) * _WORTH and len(self._threads) < self._processes:
                self._start_thread()
            self._jobs.put(job)
            waiting += 1
            while waiting >= _AHEAD * self._processes:
                yield self._next()
                waiting -= 1
        for _ in range(waiting):
            yield self._next()

    def close(self) -> None:
        """Kill all processes and wait for them."""
        self._closed = True
        for child in list(self._children):
            child.kill()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    @property
    def pids(self) -> list[int]:
        """Process ids of those that run now."""
        return [child.pid for child in list(self._children)]

    def __enter__(self) -> "Readers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _next(self) -> tuple[int, Answer]:
        key, answer = self._answers.get()
        if isinstance(answer, Exception):
            raise answer
        return key, answer

    def _start_thread(self) -> None:
        # A thread a process: the kernel kills a process together with the thread that started it.
        thread = threading.Thread(target=self._serve, name="reader")
        thread.start()
        self._threads.append(thread)

    def _serve(self) -> None:
        child: Child | None = None
        while (job := self._jobs.get()) is not None and not self._closed:
            answer: Answer | Exception = Unparsed("no process could read it")
            for _ in range(_TRIES):
                try:
                    child = child or self._started()
                    child.send(job)
                    answer = child.receive(self._timeout)
                    break
                except TimeoutError:
                    answer = Unparsed(f"not parsed within {self._timeout:g} s")
                    self._end(child)
                    child = None
                    break
                except ChildDied:
                    answer = Unparsed(f"its process ended with code {child.code if child else None}")
                    self._end(child)
                    child = None
                except Exception as error:  # no process can be started: whoever waits is told
                    answer = error
                    break
            self._answers.put((job.key, answer))
        self._end(child)

    def _started(self) -> Child:
        child = Child(_SERVER)
        self._children.add(child)
        child.wait()
        try:
            child.send(self._rows)
        except ChildDied:
            self._end(child)
            raise
        return child

    def _end(self, child: Child | None) -> None:
        if child is not None:
            self._children.discard(child)
            child.stop()
