"""xxgk process: scans are read from the queue, stored like any document, and the queue survives anything."""

import asyncio
import os
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.ocr_queue import Progress, read_waiting, readers
from pipelines.store.models import Extraction, Report
from pipelines.workers import Extractors
from tests.corpus.home import HEZHOU, XXGK, YUNLING, Home
from tests.pipelines.extract import scans
from tests.pipelines.store.kit import report_lines


def scan(code: str = HEZHOU, start: int = 2021) -> bytes:
    """A report as a picture: one page."""
    title, *lines = report_lines(code, start)
    return scans.as_file(
        scans.printed([("title", title), *(("p", line) for line in lines)], number=""), "PNG"
    )


def put(home: Home, **files: bytes) -> list[Path]:
    paths = []
    for name, data in files.items():
        paths.append(home.files / f"{name}.png")
        paths[-1].write_bytes(data)
    return paths


def take_in(home: Home, *arguments: str | Path) -> int:
    """Ingest without reading scans, as a machine does that leaves them for another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XXGK_OCR", "0")
        return home.inside("ingest", *arguments).code


def outcomes(home: Home) -> list[str]:
    with closing(sqlite3.connect(home.folder / "xxgk.db")) as connection:
        return [row[0] for row in connection.execute("select outcome from rendition order by id")]


def counted(home: Home) -> int:
    database = home.opened()
    with database.reading() as session:
        reports = len(session.scalars(select(Report)).all())
    database.close()
    return reports


def queue(
    home: Home, tell: Callable[[Progress], None] | None = None, pool: Extractors | None = None
) -> list[str]:
    workspace = home.workspace()
    try:
        return [one.outcome.value for one in asyncio.run(read_waiting(workspace, None, tell, pool))]
    finally:
        workspace.close()


@pytest.fixture(scope="module")
def picture() -> bytes:
    return scan()


def test_a_scan_waits_and_is_read(home: Home, picture: bytes) -> None:
    assert take_in(home, *put(home, a=picture)) == 3
    assert (outcomes(home), counted(home)) == (["awaits_ocr"], 0)
    left = home.inside("process", "--no-ocr")
    assert (left.code, outcomes(home)) == (0, ["awaits_ocr"])
    done = home.inside("process")
    assert done.code == 0
    assert "documents that were pictures: 1, read now: 1" in done.out
    assert "scans: 1/1 documents, 1 pages" in done.err
    assert (outcomes(home), counted(home)) == (["read"], 1)
    again = home.inside("process", "--ocr")
    assert "pictures" not in again.out
    assert home.inside("verify").code == 0
    database = home.opened()
    with database.reading() as session:
        (row,) = session.scalars(select(Extraction))  # the row that waited, not another
        assert (row.outcome, row.format, row.pages, row.warnings) == ("read", "png", 1, [])
    database.close()


def test_the_setting_leaves_scans(home: Home, picture: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XXGK_OCR", "0")
    take_in(home, *put(home, a=picture))
    home.inside("process")
    assert outcomes(home) == ["awaits_ocr"]
    home.inside("process", "--ocr")
    assert outcomes(home) == ["read"]


def test_only_one_school(home: Home, picture: bytes) -> None:
    take_in(home, "--school", HEZHOU, *put(home, a=picture))
    assert home.inside("process", "--school", YUNLING).code == 0
    assert outcomes(home) == ["awaits_ocr"]
    assert home.inside("process", "--school", "河洲师范大学").code == 0
    assert outcomes(home) == ["read"]
    assert home.inside("process", "--school", "不存在大学").code == 2


def test_a_document_at_two_places_is_read_once(home: Home, picture: bytes) -> None:
    take_in(home, *put(home, a=picture, b=picture))
    seen: list[int] = []
    assert queue(home, lambda state: seen.append(state.pages_known)) == ["read", "read"]
    assert max(seen) == 1
    assert counted(home) == 1


def test_bytes_that_are_gone_stay_in_the_queue(home: Home, picture: bytes) -> None:
    take_in(home, *put(home, a=picture))
    for path in home.archive.rglob("*"):
        if path.is_file():
            path.unlink()
    assert queue(home) == []
    assert outcomes(home) == ["awaits_ocr"]


def test_a_killed_process_costs_no_page(home: Home, picture: bytes) -> None:
    take_in(home, *put(home, a=picture, b=scan(start=2022)))
    with readers(1) as pool:
        struck: list[int] = []

        def tell(state: Progress) -> None:
            if state.pages_done == 1 and not struck:
                struck.extend(pool.pids)
                for pid in pool.pids:
                    os.kill(pid, signal.SIGKILL)

        assert queue(home, tell, pool) == ["read", "read"]
    assert struck
    assert counted(home) == 2


def test_a_page_that_takes_too_long_costs_its_document_only(home: Home, picture: bytes) -> None:
    take_in(home, *put(home, a=picture))
    assert queue(home, pool=Extractors(1, timeout=0.001)) == ["timeout"]
    assert outcomes(home) == ["timeout"]
    # Such a document is tried again, as any that was given up.
    home.inside("process")
    assert outcomes(home) in (["awaits_ocr"], ["read"])


def test_ctrl_c_keeps_what_is_read(home: Home) -> None:
    take_in(home, *put(home, **{f"r{year}": scan(start=year) for year in range(2014, 2019)}))
    process = subprocess.Popen(
        [XXGK, "process"],
        cwd=home.folder,
        env=os.environ | home.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        while process.poll() is None and "read" not in outcomes(home):
            pass
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    # Where the signal comes after the last document, it ends what is ending.
    assert (process.returncode, "stopped" in out) in ((3, True), (0, False), (-signal.SIGINT, False))
    before = outcomes(home)
    assert "read" in before
    assert set(before) <= {"read", "awaits_ocr"}
    assert home.inside("process").code == 0
    assert outcomes(home) == ["read"] * 5
    assert counted(home) == 5


def test_progress_says_how_long_it_takes() -> None:
    state = Progress(10, documents_done=2, pages_known=8, pages_done=5, counted=4)
    state.began -= 60
    assert state.pages_per_minute == pytest.approx(5, rel=0.1)
    # Ten documents of two pages each: fifteen of twenty pages are left.
    assert state.seconds_left == pytest.approx(180, rel=0.1)
    assert Progress(10).seconds_left is None
