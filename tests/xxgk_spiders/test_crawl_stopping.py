"""Stopped by Ctrl-C, killed at any moment: the same command goes on, and nothing is lost or asked twice."""

import hashlib
import random
import signal
import sqlite3
import subprocess
import threading
from collections import deque
from contextlib import closing
from pathlib import Path

import pytest

from tests.campus import Campus
from tests.support import (
    SCRAPY,
    XXGK,
    Outcome,
    Place,
    content,
    differences,
    finish,
    no_traceback,
    reports_command,
    wait_until,
)

SLUGS = ("chengxi-ligong", "lanchuan-shifan", "yanzhou-yizhuan")
KILLS = 20
KILLS_AT_WORK = 3
SLOWLY = ("-s", "DOWNLOAD_DELAY=0.05", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "DOWNLOAD_TIMEOUT=3")


def crawl_command(campus: Campus) -> list[str]:
    """The one command that is started again and again."""
    names = ",".join(campus.school(slug).name for slug in SLUGS)
    return [str(SCRAPY), *reports_command([f"school={names}"]), *SLOWLY]


@pytest.fixture(scope="session")
def undisturbed(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a run holds that nobody stopped."""
    place = Place(tmp_path_factory.mktemp("undisturbed"), campus, SLUGS)
    outcome = place.run(*crawl_command(campus))
    assert outcome.code == 0, outcome.err
    return content(place)


def wait_for_requests(process: subprocess.Popen[str], campus: Campus, count: int) -> None:
    """Wait until the campus has seen so many requests; a crawl that ends before it fails the test."""
    wait_until(lambda: len(campus.log) > count or process.poll() is not None, "the crawl's requests")
    if process.poll() is not None:
        raise AssertionError("\n".join(finish(process)))


def file_urls(campus: Campus) -> set[str]:
    """The addresses of the files that carry reports."""
    return {
        report.document_url
        for slug in SLUGS
        for report in campus.school(slug).reports
        if report.format != "html"
    }


def archived_urls(place: Place) -> set[str]:
    """The addresses whose bytes are in the archive."""
    if not place.database.exists() or not place.rows("SELECT 1 FROM sqlite_master WHERE name = 'capture'"):
        return set()
    return {url for url, sha in place.rows("SELECT url, sha256 FROM capture") if is_stored(place, sha)}


def is_stored(place: Place, sha256: str) -> bool:
    """Whether the whole of the bytes is there."""
    try:
        return hashlib.sha256(place.bytes_of(sha256)).hexdigest() == sha256
    except FileNotFoundError:
        return False


def workers_of(pid: int) -> list[str]:
    """The living extraction workers that a process has started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
            state = (folder / "stat").read_text().rpartition(") ")[2][:1]
        except OSError:
            continue
        if "pipelines.extract.serve" in words and str(pid) in words and state != "Z":
            found.append(folder.name)
    return found


def sound(place: Place) -> None:
    """Fail where verify finds a problem."""
    outcome = place.run(XXGK, "verify")
    assert outcome.code == 0, outcome.out + outcome.err
    assert "all sound" in outcome.out


# Ctrl-C ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def interrupted(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Outcome]:
    """A crawl that got one Ctrl-C when it was in the middle."""
    place = Place(tmp_path_factory.mktemp("interrupted"), campus, SLUGS)
    before = len(campus.log)
    process = place.start(*crawl_command(campus))
    wait_for_requests(process, campus, before + 15)
    process.send_signal(signal.SIGINT)
    out, err = finish(process)
    return place, Outcome(process.returncode, out, err, tuple(campus.log[before:]))


def test_it_ends_by_itself_and_says_so(interrupted: tuple[Place, Outcome]) -> None:
    place, outcome = interrupted
    no_traceback(outcome)
    assert "stopp" in outcome.err.lower()
    assert outcome.code == 3
    assert place.rows("SELECT state FROM crawl_run") == [("interrupted",)]
    outcomes = [row[0] for row in place.rows("SELECT outcome FROM site_run")]
    assert "interrupted" in outcomes
    assert None not in outcomes


def test_it_stops_where_it_is(interrupted: tuple[Place, Outcome], campus: Campus) -> None:
    """Of some sixty addresses most were not asked for any more."""
    _, outcome = interrupted
    least = sum(campus.school(slug).least_requests for slug in SLUGS)
    assert len([s for s in outcome.served if s.method == "GET"]) < least


def test_what_it_had_is_sound_and_goes_on(
    interrupted: tuple[Place, Outcome], campus: Campus, undisturbed: dict[str, list[str]]
) -> None:
    place, _ = interrupted
    sound(place)
    had = archived_urls(place)
    assert had
    outcome = place.run(*crawl_command(campus))
    assert outcome.code == 0, outcome.err
    again = [s.url for s in outcome.served if s.status == 200 and s.url in had and s.url in file_urls(campus)]
    assert again == []
    sound(place)
    assert differences(undisturbed, content(place)) == []
    assert place.rows("SELECT state FROM crawl_run ORDER BY id") == [("interrupted",), ("done",)]
    assert place.rows("SELECT * FROM site_run WHERE state <> 'done'") == []


@pytest.mark.parametrize(
    "signals", [(signal.SIGTERM,), (signal.SIGINT, signal.SIGINT)], ids=["SIGTERM", "Ctrl-C twice"]
)
def test_other_ways_to_stop_it(
    campus: Campus, tmp_path: Path, undisturbed: dict[str, list[str]], signals: tuple[signal.Signals, ...]
) -> None:
    """Asked by the system to end, or in haste: it ends, and goes on from there."""
    place = Place(tmp_path / "data", campus, SLUGS)
    before = len(campus.log)
    process = place.start(*crawl_command(campus))
    wait_for_requests(process, campus, before + 15)
    for number in signals:
        process.send_signal(number)
    _, err = finish(process)
    assert process.returncode != 0
    assert "Traceback" not in err, err
    assert place.run(*crawl_command(campus)).code == 0
    sound(place)
    assert differences(undisturbed, content(place)) == []


def hold(campus: Campus, place: Place, process: subprocess.Popen[str]) -> None:
    """Hold a crawl still, at a moment when it holds no lock: it keeps its schools all the while.

    What it had asked for by then is answered when this returns.
    """

    def holds_no_lock() -> bool:
        process.send_signal(signal.SIGSTOP)
        try:
            with closing(sqlite3.connect(place.database, timeout=0, isolation_level=None)) as connection:
                connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            process.send_signal(signal.SIGCONT)
            return False
        return True

    wait_until(holds_no_lock, "a moment between two writes")
    served: deque[int] = deque(maxlen=30)

    def is_quiet() -> bool:
        served.append(len(campus.log))
        return len(served) == served.maxlen and len(set(served)) == 1

    wait_until(is_quiet, "the answers to a crawl that is held")


def test_two_at_once_do_not_crawl_one_school_twice(
    campus: Campus, tmp_path: Path, undisturbed: dict[str, list[str]]
) -> None:
    """The second is told who crawls the school; the first is not disturbed."""
    place = Place(tmp_path / "data", campus, SLUGS)
    before = len(campus.log)
    process = place.start(*crawl_command(campus))
    wait_for_requests(process, campus, before + 6)
    hold(campus, place, process)
    try:
        other = place.run(*crawl_command(campus))
    finally:
        process.send_signal(signal.SIGCONT)
    out, err = finish(process)
    assert other.code == 3, other.err
    no_traceback(other)
    assert f"process {process.pid}" in other.out
    assert [s for s in other.served if s.method == "GET"] == []
    assert process.returncode == 0, out + err
    sound(place)
    assert differences(undisturbed, content(place)) == []


# kill -9 -----------------------------------------------------------------------------


def test_killed_twenty_times(campus: Campus, tmp_path: Path, undisturbed: dict[str, list[str]]) -> None:
    """Killed at random moments and started again, it ends with what an undisturbed run has."""
    rng = random.Random(20)
    pause = threading.Event()
    place = Place(tmp_path / "data", campus, SLUGS)
    files = file_urls(campus)
    killed, pids = 0, []
    kept: set[str] = set()
    for number in range(KILLS):
        before = len(campus.log)
        process = place.start(*crawl_command(campus))
        if number < KILLS_AT_WORK:  # however slow the machine is to start it
            wait_for_requests(process, campus, before)
        pause.wait(rng.uniform(0.3, 2.0))
        process.kill()
        finish(process)
        killed += process.returncode == -signal.SIGKILL
        pids.append(process.pid)
        asked_again(campus, before, kept & files)
        kept |= archived_urls(place)
    assert killed >= KILLS // 2, "the crawl was too fast to be killed"
    before = len(campus.log)
    outcome = place.run(*crawl_command(campus))
    assert outcome.code == 0, outcome.err
    asked_again(campus, before, kept & files)
    no_traceback(outcome)
    assert "interrupted" in {state for (state,) in place.rows("SELECT state FROM crawl_run")}
    assert place.rows("SELECT * FROM crawl_run WHERE state = 'running'") == []
    assert place.rows("SELECT * FROM site_run WHERE state <> 'done' OR outcome IS NULL") == []
    sound(place)
    assert differences(undisturbed, content(place)) == []
    wait_until(lambda: not any(workers_of(pid) for pid in pids), "the workers to be gone", seconds=10)
    assert [path.name for path in place.archive.rglob(".*.tmp")] == []


def asked_again(campus: Campus, since: int, archived: set[str]) -> None:
    """Fail where a file was downloaded that had been archived."""
    again = [s.url for s in campus.log[since:] if s.url in archived and s.status == 200 and s.method == "GET"]
    assert again == []


def test_killed_while_it_writes(campus: Campus, tmp_path: Path, undisturbed: dict[str, list[str]]) -> None:
    """Killed each time that a further document has reached the archive: where a loss would show."""
    place = Place(tmp_path / "data", campus, SLUGS)
    kept: set[str] = set()
    files = file_urls(campus)
    killed = 0
    for wanted in (1, 5, 12, 20, 30):
        before = len(campus.log)
        process = place.start(*crawl_command(campus))
        wait_until(
            lambda wanted=wanted, process=process: (  # type: ignore[misc]
                process.poll() is not None or len(list(place.archive.glob("*/*"))) >= wanted
            ),
            "a document in the archive",
        )
        process.kill()
        finish(process)
        killed += process.returncode == -signal.SIGKILL
        asked_again(campus, before, kept & files)
        kept |= archived_urls(place)
    assert killed >= 3, "the crawl was too fast to be killed"
    before = len(campus.log)
    assert place.run(*crawl_command(campus)).code == 0
    asked_again(campus, before, kept & files)
    sound(place)
    assert differences(undisturbed, content(place)) == []
