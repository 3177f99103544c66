"""What runs inside a process that parses: texts in, codebook objects out.

Started by `pipelines.child`; ends when its pipe closes or its parent dies.
"""

import sys

from pipelines.child import READY, attach
from pipelines.parser import Roster, parse
from pipelines.readers.messages import Answer, Job, Unparsed


def main(arguments: list[str]) -> int:
    """Serve texts until the pipe closes; returns the exit code. The first message is the roster's rows."""
    pipe, _ = attach(arguments)
    with pipe:
        pipe.send(READY)
        try:
            roster = Roster(pipe.recv())
            while True:
                pipe.send(_answer(pipe.recv(), roster))
        except (EOFError, OSError):
            return 0


def _answer(job: Job, roster: Roster) -> Answer:
    try:
        return parse(job.text, context=job.context, roster=roster).to_dict()
    except Exception as error:  # one text's fault is not the others'
        return Unparsed(" ".join(f"{type(error).__name__}: {error}".split())[:500])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
