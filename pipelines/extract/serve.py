"""What runs inside an extraction worker: documents in, texts or faults out.

Started by `pipelines.child`; ends when its pipe closes or its parent dies.
"""

import os
import resource
import sys
from pathlib import Path

from pipelines.child import READY, attach
from pipelines.extract.jobs import MEMORY_EXIT, Answer, Fault, Job
from pipelines.extract.options import Options
from pipelines.extract.pages.eye import Found, NoEye
from pipelines.extract.reader import read
from pipelines.extract.text import Unreadable
from pipelines.outcomes import DocumentOutcome


def main(arguments: list[str]) -> int:
    """Serve jobs until the pipe closes; returns the exit code."""
    pipe, (memory,) = attach(arguments)
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    with pipe:
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
        text = read(data, Options(job.name, job.content_type, job.eye))
        return job.eye.asked if job.wants == "questions" else text
    except Found as found:
        return found.page
    except Unreadable as outcome:
        if job.wants == "questions" and outcome.outcome is DocumentOutcome.AWAITS_OCR:
            return job.eye.asked
        return Unreadable(outcome.outcome, outcome.detail)
    except NoEye as error:
        return Fault(NoEye(str(error)))
    except OSError as error:
        return Fault(OSError(error.errno, error.strerror, error.filename))
    except MemoryError:
        os._exit(MEMORY_EXIT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
