"""What runs inside an extraction worker: documents in, texts or faults out.

Started as `python -m pipelines.extract.serve FD PARENT_PID`; `FD` is one end
of a socket pair. A worker ends when that pipe closes or when its parent dies.
"""

import ctypes
import os
import resource
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from pipelines.extract.jobs import MEMORY_EXIT, READY, Answer, Fault, Job
from pipelines.extract.reader import extract
from pipelines.extract.text import Unreadable

_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> int:
    """Serve jobs until the pipe closes; returns the exit code."""
    descriptor, parent, memory = (int(argument) for argument in arguments)
    _die_with(parent)
    # Ctrl-C is for the parent to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with Connection(descriptor) as pipe:
        pipe.send(READY)
        while True:
            try:
                job: Job = pipe.recv()
            except (EOFError, OSError):
                return 0
            answer = _answer(job)
            try:
                pipe.send(answer)
            except (BrokenPipeError, ConnectionError):
                return 0


def _answer(job: Job) -> Answer:
    """Read one document. A lack of memory ends the process: its heap is not to be trusted."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + job.cpu + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
    try:
        data = job.source if isinstance(job.source, bytes) else Path(job.source).read_bytes()
        return extract(data, name=job.name, content_type=job.content_type)
    except Unreadable as outcome:
        return Unreadable(outcome.outcome, outcome.detail)
    except OSError as error:
        return Fault(OSError(error.errno, error.strerror, error.filename))
    except MemoryError:
        os._exit(MEMORY_EXIT)


def _die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends (Linux; elsewhere the pipe tells)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
