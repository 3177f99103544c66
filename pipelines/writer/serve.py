"""What runs inside the writing process: messages in, rows and files out.

Started by `pipelines.child`; ends when its pipe closes or its parent dies.
"""

import sys
from typing import Any

from pipelines.archive import Archive
from pipelines.child import READY, attach
from pipelines.names import Names
from pipelines.store.database import Database
from pipelines.store.pages import write_pages
from pipelines.writer.messages import Failure, Pages, Work, Works


def main(arguments: list[str]) -> int:
    """Serve messages until the pipe closes; returns the exit code."""
    pipe, (database_url, archive_url) = attach(arguments)
    database, archive = Database(database_url), Archive(archive_url)
    names = Names(database)
    with pipe:
        pipe.send(READY)
        while True:
            try:
                message = pipe.recv()
            except (EOFError, OSError):
                return 0
            answer = _answer(database, archive, names, message)
            try:
                pipe.send(answer)
            except (BrokenPipeError, ConnectionError):
                return 0


def _answer(database: Database, archive: Archive, names: Names, message: Pages | Works) -> Any:
    if isinstance(message, Works):
        return _work_off(database, names, message.works)
    try:
        write_pages(database, archive, message.answers, message.unchanged)
    except Exception as error:  # whoever waits is told
        return _failure(error)
    return None


def _work_off(database: Database, names: Names, works: list[Work]) -> list[Any]:
    """Do works in one transaction; where one fails, each in its own."""
    try:
        with database.session() as session:
            return [function(session, names, *arguments) for function, arguments in works]
    except Exception as error:  # whoever waits is told
        if len(works) == 1:
            return [_failure(error)]
        return [outcome for work in works for outcome in _work_off(database, names, [work])]


def _failure(error: Exception) -> Failure:
    return Failure(" ".join(f"{type(error).__name__}: {error}".split())[:500])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
