"""The campus for tests and demos: starts the proxy, says where it is and what to expect."""

import asyncio
import contextlib
import csv
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from tests.campus import portal as portals
from tests.campus.assemble import build, load_web
from tests.campus.expect import ExpectedSchool
from tests.campus.server import run
from tests.campus.site import Web

HERE = Path(__file__).parent
PORTALS = HERE / "portals"
PORTAL_COLUMNS = ("code", "name", "portal_url", "annual_report_list_url", "grade", "derived")


@dataclass(frozen=True, slots=True)
class Served:
    """One request as the proxy saw it; `time` is in seconds since the epoch.

    `status` 0 says that the connection was cut or left hanging; `bytes` counts
    the body.
    """

    time: float
    method: str
    url: str
    status: int
    bytes: int


class Campus:
    """A running imitation web; use as a context manager.

    `portals_dir` is the folder of portals (None: the campus's own; an empty folder for
    none). `port` 0 takes any. `mode` is `process` (its own interpreter, as a
    benchmark wants it) or `thread`. `latency` is in seconds, before every answer.
    """

    def __init__(
        self,
        portals_dir: Path | None = None,
        port: int = 0,
        mode: Literal["process", "thread"] = "process",
        latency: float = 0.0,
    ) -> None:
        self._folder = Path(portals_dir or PORTALS).resolve()
        self._wanted_port = port
        self._mode = mode
        self._latency = latency
        self._backend: _Process | _Thread | None = None
        self._portals = {p.slug: p for p in portals.load_all(self._folder)}
        self._expected: dict[str, ExpectedSchool] = {}
        self.port = 0
        # Last, so that a folder that is refused leaves nothing behind.
        self._scratch = tempfile.TemporaryDirectory(prefix="campus-")
        self._log_path = Path(self._scratch.name) / "requests.log"

    def __enter__(self) -> Self:
        self._log_path.touch()
        kind = _Process if self._mode == "process" else _Thread
        try:
            self._backend = kind(self._folder, self._wanted_port, self._log_path, self._latency)
        except BaseException:
            self.close()
            raise
        self.port = self._backend.port
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the server and remove what it kept."""
        if self._backend is not None:
            self._backend.stop()
            self._backend = None
        self._scratch.cleanup()

    @property
    def address(self) -> str:
        """The proxy's address."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Return the variables that send a client's requests here."""
        names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
        return dict.fromkeys(names, self.address) | {"no_proxy": "", "NO_PROXY": ""}

    @property
    def expected(self) -> list[ExpectedSchool]:
        """What each school must come to, in the order of their folders."""
        return [self.school(slug) for slug in self._portals]

    def school(self, slug: str) -> ExpectedSchool:
        """Return one school by its folder's name; KeyError where there is none."""
        if slug not in self._expected:
            self._expected[slug] = build(self._portals[slug])[1]
        return self._expected[slug]

    @property
    def log(self) -> list[Served]:
        """All requests so far, oldest first."""
        text = self._log_path.read_text(encoding="utf-8")
        rows = (line.split("\t") for line in text.splitlines())
        return [Served(float(t), m, u, int(s), int(b)) for t, m, u, s, b in rows]

    def publish(self, folder: Path) -> ExpectedSchool:
        """Add a portal's folder to the running web, or replace its hosts."""
        portal = portals.load(folder)
        school = build(portal)[1]
        if self._backend is not None:
            self._backend.publish(folder.resolve())
        self._portals[portal.slug] = portal
        self._expected[portal.slug] = school
        return school

    def roster_rows(self) -> list[dict[str, str]]:
        """Return the schools in the columns of seeds/universities.csv."""
        return [dict(portal.school) for portal in self._portals.values()]

    def portal_rows(self) -> list[dict[str, str]]:
        """Return the portals in the columns of seeds/portals.csv."""
        return [
            dict(
                zip(
                    PORTAL_COLUMNS,
                    (portal.school["code"], portal.school["name"], portal.url, "", "A", "no"),
                    strict=True,
                )
            )
            for portal in self._portals.values()
            if portal.url and portal.settings.known
        ]

    def write_seeds(self, folder: Path, slugs: Iterable[str] | None = None) -> None:
        """Write universities.csv and portals.csv, of all schools or of some."""
        codes = {self._portals[slug].school["code"] for slug in slugs or self._portals}
        folder.mkdir(parents=True, exist_ok=True)
        schools = [row for row in self.roster_rows() if row["code"] in codes]
        addresses = [row for row in self.portal_rows() if row["code"] in codes]
        _write_csv(folder / "universities.csv", portals.SCHOOL_COLUMNS, schools)
        _write_csv(folder / "portals.csv", PORTAL_COLUMNS, addresses)


def _write_csv(path: Path, columns: Iterable[str], rows: list[dict[str, str]]) -> None:
    """Write rows under a header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


class _Process:
    """The server in an interpreter of its own, told what to do on its standard input."""

    def __init__(self, folder: Path, port: int, log: Path, latency: float) -> None:
        command = [sys.executable, "-m", "tests.campus", "--follow", "--portals", str(folder)]
        command += ["--port", str(port), "--log", str(log), "--latency", str(latency)]
        # The project's root comes first, whatever the caller's directory is.
        root = str(HERE.parent.parent)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=root,
            env={**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"},
        )
        self.port = int(self._answer().rpartition(":")[2])

    def _answer(self) -> str:
        """Read one line; an early end is an error."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        if not line:
            self.stop()
            raise RuntimeError("the campus did not start; its errors are above")
        return line

    def publish(self, folder: Path) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{folder}\n")
        self._process.stdin.flush()
        answer = self._answer()
        if answer != "published":
            raise RuntimeError(answer)

    def stop(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


class _Thread:
    """The server in a thread of this interpreter."""

    def __init__(self, folder: Path, port: int, log: Path, latency: float) -> None:
        self._web = load_web(folder)
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._failure: list[BaseException] = []
        self.port = 0
        self._thread = threading.Thread(target=self._work, args=(port, log, latency), daemon=True)
        self._thread.start()
        self._ready.wait()
        if self._failure:
            raise RuntimeError("the campus did not start") from self._failure[0]

    def _work(self, port: int, log: Path, latency: float) -> None:
        try:
            work = run(self._web, port, log, self._started, self._stopping.wait, latency)
            self._loop.run_until_complete(work)
        except OSError as error:
            self._failure.append(error)
            self._ready.set()
        finally:
            self._loop.close()

    def _started(self, port: int) -> None:
        self.port = port
        self._ready.set()

    def publish(self, folder: Path) -> None:
        self._web.add(build(portals.load(folder))[0])

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()


def follow(web: Web, lines: Any) -> None:
    """Publish the folders named on standard input, one a line, until it ends."""
    for line in lines:
        try:
            web.add(build(portals.load(Path(line.strip())))[0])
        except (ValueError, LookupError, OSError) as error:
            print(f"error: {error}", flush=True)
        else:
            print("published", flush=True)
