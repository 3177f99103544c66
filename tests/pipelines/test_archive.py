"""The archive: bytes by hash, whole or not at all, wherever it lies."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.archive import Archive, ArchiveError, sha256_of

BYTES = "年度报告".encode()
NAME = sha256_of(BYTES)


@pytest.fixture(params=["folder", "memory", "file"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    return Archive(
        {
            "folder": str(tmp_path / "new" / "archive"),
            "memory": f"memory://{tmp_path.name}",
            "file": (tmp_path / "也可以").as_uri(),
        }[request.param]
    )


def test_what_is_put_is_got(archive: Archive) -> None:
    assert list(archive) == []
    assert not archive.has(NAME)
    assert archive.put(BYTES) == NAME
    assert archive.has(NAME)
    assert archive.get(NAME) == BYTES
    assert archive.put(b"", durable=False) == sha256_of(b"")
    assert sorted(archive) == sorted([NAME, sha256_of(b"")])


def test_twice_is_once(archive: Archive) -> None:
    archive.put(BYTES)
    archive.put(BYTES)
    assert list(archive) == [NAME]


def test_what_is_not_there(archive: Archive) -> None:
    with pytest.raises(FileNotFoundError):
        archive.get(NAME)
    assert archive.sweep() == 0


def test_another_opening_sees_it(archive: Archive) -> None:
    archive.put(BYTES)
    assert Archive(archive.url).get(NAME) == BYTES


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    archive = Archive(str(tmp_path))
    assert archive.get(archive.put(data, durable=False)) == data
    assert archive.put(data) == sha256_of(data)


def test_stored_bytes_are_not_written_again(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    archive.put(BYTES)
    before = Path(archive.path(NAME)).stat()
    archive.put(BYTES)
    after = Path(archive.path(NAME)).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_the_place_is_known_from_the_hash(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    archive.put(BYTES)
    assert Path(archive.path(NAME)) == tmp_path / NAME[:2] / NAME
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [NAME]


FULL_DISK = """
import resource, signal, sys
from pipelines.archive import Archive
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    Archive(sys.argv[1]).put(b"x" * 5000)
except OSError as error:
    print(error.strerror)
"""


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.strip() == "File too large"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_many_writers_of_the_same_bytes(tmp_path: Path) -> None:
    archive, failures = Archive(str(tmp_path)), []
    rounds = [os.urandom(200_000) for _ in range(10)]
    start = threading.Barrier(4)

    def write() -> None:
        for data in rounds:
            start.wait()
            try:
                archive.put(data, durable=False)
            except OSError as error:
                failures.append(error)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert {name: archive.get(name) for name in archive} == {sha256_of(data): data for data in rounds}


# What killed writers left --------------------------------------------------------


def half_written(archive: Archive, pid: int) -> Path:
    """The temporary file of a process that is writing, or was killed when it did."""
    target = Path(archive.path(NAME))
    target.parent.mkdir(parents=True, exist_ok=True)
    left = target.with_name(f".{NAME}.{pid}.tmp")
    left.write_bytes(BYTES[:3])
    return left


def test_what_a_killed_writer_left_is_no_content_and_is_swept(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = half_written(archive, ended.pid)
    other = archive.put(b"whole")
    assert not archive.has(NAME)
    assert list(archive) == [other]
    assert archive.sweep() == 1
    assert not left.exists()
    assert archive.sweep() == 0
    assert archive.put(BYTES) == NAME


def test_what_a_living_writer_writes_is_not_swept(tmp_path: Path) -> None:
    """Another crawl may start while one is running."""
    archive = Archive(str(tmp_path))
    left = half_written(archive, os.getppid())
    assert archive.sweep() == 0
    assert left.exists()


KILLED = """
import os, sys
from pathlib import Path
from pipelines.archive import Archive
os.replace = lambda *_: os.kill(os.getpid(), 9)
Archive(sys.argv[1]).put(b"cut short")
"""


def test_a_writer_killed_before_the_end_leaves_what_a_sweep_finds(tmp_path: Path) -> None:
    """The name that a writer gives its unfinished file is the one that is swept."""
    ran = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert ran.returncode == -9
    archive = Archive(str(tmp_path))
    assert list(archive) == []
    assert archive.sweep() == 1
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


# Wrong addresses -------------------------------------------------------------------


@pytest.mark.parametrize("url", ["nosuch://x", "zip://nosuch", "dir://x", "reference://x", "tar://x"])
def test_a_wrong_address(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArchiveError, match="archive") as caught:
        Archive(url)
    assert "\n" not in str(caught.value)


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises((ArchiveError, OSError)):
        Archive(str(tmp_path / "file")).put(BYTES)
    assert (tmp_path / "file").read_text() == ""
