"""Crawls as people start them: a process of its own, a data folder of its own, the campus as its web."""

import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.archive import Archive
from pipelines.store.models import Base
from tests.campus import Campus, Served

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
"""Real material beside the project; tests that need it skip where it is absent."""
SCRAPY = Path(sys.executable).with_name("scrapy")
XXGK = Path(sys.executable).with_name("xxgk")
MAIN = ("chengxi-ligong", "lanchuan-shifan", "yanzhou-yizhuan", "cangwu-caijing", "zeling-gongshang")
FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "DOWNLOAD_TIMEOUT=3")
IN_CI = bool(os.environ.get("CI"))
"""In CI every program is there: what misses one must fail, not skip."""
PATIENCE = 120
"""Seconds until a command counts as hanging; no test passes or fails by it otherwise."""

LEDGER = {"crawl_run", "site_run", "alembic_version"}
MOMENTS = {"checked_at", "changed_at", "captured_at", "first_seen_at", "found_at"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A command that has ended, and the requests that the campus saw meanwhile."""

    code: int
    out: str
    err: str
    served: tuple[Served, ...] = ()

    @property
    def error_lines(self) -> list[str]:
        """The lines on stderr, the empty ones left out."""
        return [line for line in self.err.splitlines() if line.strip()]


@dataclass(slots=True)
class Place:
    """A data folder: seeds, database, archive; `campus` is the only web there is."""

    folder: Path
    campus: Campus
    slugs: tuple[str, ...] | None = None
    seeds: Path | None = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.seeds = self.folder / "seeds"
        self.reseed()

    def reseed(self) -> None:
        """Write the seeds anew: of the chosen schools, or of all."""
        if self.seeds is not None:
            self.campus.write_seeds(self.seeds, self.slugs)

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "xxgk.db"

    @property
    def archive(self) -> Path:
        """The folder of archived bytes."""
        return self.folder / "archive"

    def environment(self) -> dict[str, str]:
        """Return the variables of every command; the proxy is always set."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("XXGK_")}
        own = {
            "XXGK_DATABASE_URL": f"sqlite:///{self.database}",
            "XXGK_ARCHIVE_URL": str(self.archive),
            "PYTHONPATH": str(ROOT),  # this tree, whichever is installed
            "PYTHONIOENCODING": "utf-8",
        }
        if self.seeds is not None:
            own["XXGK_SEEDS"] = str(self.seeds)
        return kept | self.campus.environment() | own

    def start(self, *command: str | Path) -> subprocess.Popen[str]:
        """Start a command; its caller waits for it."""
        return subprocess.Popen(
            list(map(str, command)),
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *command: str | Path) -> Outcome:
        """Run a command to its end."""
        before = len(self.campus.log)
        with self.start(*command) as process:
            out, err = finish(process)
        return Outcome(process.returncode, out, err, tuple(self.campus.log[before:]))

    def scrapy(self, *arguments: str, settings: Iterable[str] = FAST) -> Outcome:
        """Run `scrapy crawl reports` with spider arguments (`school=…`)."""
        return self.run(SCRAPY, *reports_command(arguments), *settings)

    def xxgk(self, *arguments: str) -> Outcome:
        """Run `xxgk`."""
        return self.run(XXGK, *arguments)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with closing(sqlite3.connect(self.database, timeout=30)) as connection:
            return connection.execute(query, values).fetchall()

    def change(self, statement: str, *values: object) -> None:
        """Change the database, as time or a fault would."""
        with closing(sqlite3.connect(self.database, timeout=30)) as connection, connection:
            connection.execute(statement, values)

    def bytes_of(self, sha256: str) -> bytes:
        """Return archived bytes; `FileNotFoundError` where there are none."""
        return Archive(str(self.archive)).get(sha256)


def reports_command(arguments: Iterable[str]) -> list[str]:
    """Return the words after `scrapy` for spider arguments."""
    return ["crawl", "reports", *(word for argument in arguments for word in ("-a", argument))]


def finish(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Wait for a command; one that hangs is killed and fails the test."""
    try:
        return process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        raise AssertionError(f"{process.args!r} did not end:\n{out}\n{err}") from None


def wait_until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Wait for a condition; fail where it does not come."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError(f"waited in vain for: {what}")


def no_traceback(outcome: Outcome) -> None:
    """Fail where a traceback was shown."""
    assert "Traceback" not in outcome.err + outcome.out, outcome.err


# What a database holds, whatever the order in which it came ---------------------


def content(place: Place) -> dict[str, list[str]]:
    """Return every table but the run ledger, a sorted line a row.

    Ids and moments are left out; a reference is replaced by what names the row
    that it refers to.
    """
    with closing(sqlite3.connect(place.database, timeout=30)) as connection:
        connection.row_factory = sqlite3.Row
        names = _names(connection)
        tables = {}
        for table in Base.metadata.sorted_tables:
            if table.name not in LEDGER:
                rows = connection.execute(f'SELECT * FROM "{table.name}"').fetchall()
                tables[table.name] = sorted(_line(row, names) for row in rows)
    return tables


def differences(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> list[str]:
    """Return the rows that are in one of two contents only."""
    found = []
    for table in one:
        left, right = list(one[table]), list(other[table])
        for row in one[table]:
            if row in right:
                right.remove(row)
                left.remove(row)
        found += [f"{table} only first: {row[:400]}" for row in left]
        found += [f"{table} only second: {row[:400]}" for row in right]
    return found


def _names(connection: sqlite3.Connection) -> dict[str, dict[int, str]]:
    """Return what stands for the id of a parse, a report, a rendition."""
    parse = "text_sha256 || parser_version || coalesce(institution_code, '?') || context_title"
    rendition = "SELECT id, institution_code || document_url FROM rendition"
    queries = {
        "parse_id": f"SELECT id, {parse} FROM parse",
        "report_id": "SELECT id, institution_code || coalesce(period_label, '?') FROM report",
        "canonical_id": rendition,
        "rendition_id": rendition,
    }
    return {column: dict(connection.execute(query).fetchall()) for column, query in queries.items()}


def _line(row: sqlite3.Row, names: dict[str, dict[int, str]]) -> str:
    values = []
    for column in row.keys():  # noqa: SIM118 - a row's iterator gives values
        if column == "id" or column in MOMENTS:
            continue
        value = row[column]
        if column in names and value is not None:
            value = names[column].get(value, f"nothing has id {value}")
        elif column == "headers":
            value = re.sub(r'"date": "[^"]*",? ?', "", str(value))
        values.append(f"{column}={value!r}")
    return " ".join(values)
