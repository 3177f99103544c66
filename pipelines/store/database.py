"""Open the database: engine, SQLite's settings, migrations, sessions.

Nothing outside `pipelines.store` knows which database it is.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session, sessionmaker

DEFAULT_URL = "sqlite:///data/xxgk.db"
BUSY_SECONDS = 30
RETRY_SECONDS = 0.01


class DatabaseError(Exception):
    """The database cannot be used; the message is for people, one line."""


class Database:
    """One open database; `session()` gives a transaction.

    Raises `DatabaseError` where the address is wrong, the file is no database,
    or it was written by a newer version of the program.
    """

    def __init__(self, url: str = DEFAULT_URL, *, create: bool = True) -> None:
        self.url = url
        try:
            self.engine = _engine(url, create)
            migrate(self.engine)
        except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
            raise DatabaseError(f"not a database address: {_shown(url)} ({_first_line(error)})") from error
        except (DBAPIError, OSError) as error:
            raise DatabaseError(f"cannot open the database {_shown(url)}: {_first_line(error)}") from error
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._readers = sessionmaker(self.engine.execution_options(reading=True))

    @property
    def shown(self) -> str:
        """The address as people may see it: without its password."""
        return _shown(self.url)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give a transaction: committed at the end, rolled back by an exception."""
        with self._sessions.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only reads: it sees one moment and holds up nobody."""
        with self._readers() as session:
            yield session

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _engine(url: str, create: bool) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url)
    path = Path(parsed.database) if parsed.database and parsed.database != ":memory:" else None
    if path is not None:
        if not create and not path.exists():
            raise DatabaseError(f"there is no database at {path} yet: crawl or ingest something first")
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", configure_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def configure_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Readers beside one writer, references kept, no lost commit at kill -9."""
    connection.isolation_level = None  # transactions are begun below, not by the driver
    _write_ahead(connection)
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Change to the write-ahead log; a file that others are changing at this moment is tried again.

    SQLite does not wait here as it does elsewhere: of several that change a new
    file at once, all but one are told at once that it is locked.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(RETRY_SECONDS)


def _begin(connection: Any) -> None:
    """Writers take the lock at once: a read that turns into a write cannot wait for it."""
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest revision; a no-op where they are."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    with engine.execution_options(reading=True).connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    known = {script.revision for script in scripts.walk_revisions()}
    if current is not None and current not in known:
        raise DatabaseError("the database was written by a newer version of xxgk: upgrade the program")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return url


def _first_line(error: Exception) -> str:
    original = getattr(error, "orig", None) or error
    return str(original).splitlines()[0] if str(original) else type(original).__name__
