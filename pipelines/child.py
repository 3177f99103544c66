"""A process of our own and the pipe to it; it does not outlive its parent."""

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

READY = "ready"
"""The first thing that a child says."""

START_SECONDS = 60
"""A new interpreter imports what it needs; slow disks take long."""

_PR_SET_PDEATHSIG = 1


class ChildStartError(RuntimeError):
    """A process could not be started: the installation's fault."""


class ChildDied(Exception):
    """The process ended before it answered."""


class Child:
    """`python -m MODULE FD PARENT_PID ARGUMENT…`, started at once; `wait` until it is ready.

    The kernel kills it together with the thread that started it.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            theirs.set_inheritable(True)
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", module, str(theirs.fileno()), str(os.getpid()), *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path)},
                # Out of the terminal's foreground group: Ctrl-C does not reach it.
                start_new_session=True,
            )
            self._pipe = Connection(ours.detach())

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def code(self) -> int | None:
        """Exit code, negative for a signal, None while it runs."""
        return self._process.poll()

    def wait(self) -> None:
        """Wait until it is ready; raises `ChildStartError`."""
        try:
            ready = self.receive(START_SECONDS)
        except (ChildDied, TimeoutError) as error:
            self.stop()
            raise ChildStartError(f"a process of ours ended with code {self.code}") from error
        assert ready == READY

    def send(self, message: object) -> None:
        """Send a message; raises `ChildDied`."""
        try:
            self._pipe.send(message)
        except OSError as error:
            raise ChildDied from error

    def receive(self, timeout: float | None = None) -> Any:
        """Return its next message; raises `TimeoutError` after so many seconds, `ChildDied`."""
        try:
            if not self._pipe.poll(timeout):
                raise TimeoutError
            return self._pipe.recv()
        except (EOFError, ConnectionError) as error:
            self._process.wait()
            raise ChildDied from error

    def kill(self) -> None:
        """Kill it; whoever waits for its answer sees it die."""
        self._process.kill()

    def stop(self) -> None:
        """End it and reap it."""
        self._process.kill()
        self._process.wait()
        self._pipe.close()


def attach(arguments: Sequence[str]) -> tuple[Connection, list[str]]:
    """In the child: return the pipe to the parent and the arguments that are left.

    What libraries say on stderr from here on is nobody's: it is the terminal of a crawl.
    """
    descriptor, parent = int(arguments[0]), int(arguments[1])
    _die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 2)
    os.close(silent)
    return Connection(descriptor), list(arguments[2:])


def _die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends (Linux; elsewhere the pipe tells)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)
