"""The process that writes rows and bytes, so that the crawl's own is free to fetch and judge."""

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pipelines.child import Child, ChildDied, ChildStartError
from pipelines.store.pages import Answer
from pipelines.writer.messages import Failure, Pages, Work, Works

_SERVER = "pipelines.writer.serve"


class WritingFailed(Exception):
    """What was to be written is not; the message says why, in one line."""


class Writer:
    """The parent's end; thread-safe, one message at a time. Started with the first.

    Where the process dies, whoever waits is told and the next message starts
    another: a message is written whole or not at all.
    """

    def __init__(self, database_url: str, archive_url: str) -> None:
        self._addresses = (database_url, archive_url)
        self._child: Child | None = None
        self._ready = False
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the process without waiting for it."""
        with self._lock:
            self._started()

    def pages(self, answers: Sequence[Answer], unchanged: Mapping[tuple[str, str], datetime]) -> None:
        """Write full answers, rows before bytes, and what had not changed; raises `WritingFailed`."""
        outcome = self._ask(Pages(list(answers), dict(unchanged)))
        if isinstance(outcome, Failure):
            raise WritingFailed(outcome.words)

    def work(self, works: Sequence[Work]) -> list[Any]:
        """Do works in one transaction, or each in its own where one fails.

        Returns what each returned, or the `WritingFailed` that it ended with.
        """
        outcomes = self._ask(Works(list(works)))
        return [WritingFailed(o.words) if isinstance(o, Failure) else o for o in outcomes]

    @property
    def pid(self) -> int | None:
        """The process id; None where none runs."""
        return self._child.pid if self._child is not None else None

    def close(self) -> None:
        """End the process; everything that was sent is written."""
        with self._lock:
            if self._child is not None:
                self._child.stop()
                self._child = None

    def _started(self) -> Child:
        if self._child is None:
            self._child, self._ready = Child(_SERVER, *self._addresses), False
        return self._child

    def _ask(self, message: object) -> Any:
        with self._lock:
            child = self._started()
            try:
                if not self._ready:
                    child.wait()
                    self._ready = True
                child.send(message)
                return child.receive()
            except (ChildDied, ChildStartError):
                self._child = None
                child.stop()
                raise WritingFailed(f"the process that writes ended with code {child.code}") from None
