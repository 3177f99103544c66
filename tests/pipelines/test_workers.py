"""Workers: limits hold, a bad document costs only itself, nothing is left behind."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipelines.extract import Unreadable
from pipelines.outcomes import DocumentOutcome
from pipelines.workers import Extractors
from tests.pipelines.extract import scans

PAGE = "<html><body><div id='vsb_content'><p>{}</p></div></body></html>"
GOOD = PAGE.format("本学年学校主动公开各类信息四千余条，师生员工总体满意，未收到举报和投诉。").encode()


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A pipe that nobody writes to: reading it never ends."""
    path = tmp_path / "endless"
    os.mkfifo(path)
    return path


@pytest.fixture
def pool() -> Iterator[Extractors]:
    with Extractors(2) as extractors:
        yield extractors


async def held(pipe: Path) -> int:
    """Wait until a worker reads the pipe, and hold its other end so that there is no end."""
    for _ in range(3000):
        with suppress(OSError):  # nobody reads it yet
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        await asyncio.sleep(0.01)
    raise AssertionError("no worker reads the pipe")


def alive(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_gone(pid: int) -> None:
    gone = threading.Event()
    for _ in range(3000):
        if not alive(pid):
            return
        gone.wait(0.01)
    raise AssertionError(f"process {pid} is still there")


def test_no_process_before_the_first_document(pool: Extractors) -> None:
    assert pool.pids == []
    assert "四千余条" in pool.extract_now(GOOD).text
    assert len(pool.pids) == 1


def test_from_a_loop(pool: Extractors) -> None:
    async def many() -> list[object]:
        jobs = [pool.extract(data) for data in (GOOD, b"", GOOD, bytes(range(256)), GOOD, GOOD)]
        return list(await asyncio.gather(*jobs, return_exceptions=True))

    found = asyncio.run(many())
    outcomes = [f.outcome if isinstance(f, Unreadable) else "read" for f in found]
    assert outcomes == ["read", "empty", "read", "unsupported", "read", "read"]
    assert len(pool.pids) <= 2


def test_paths_are_read_in_the_worker(pool: Extractors, tmp_path: Path) -> None:
    path = tmp_path / "年报.htm"
    path.write_bytes(GOOD)
    assert "四千余条" in pool.extract_now(path, name=path.name).text
    with pytest.raises(FileNotFoundError):
        pool.extract_now(tmp_path / "none")


def test_a_document_that_hangs_costs_only_itself(pipe: Path) -> None:
    with Extractors(1, timeout=2) as pool:
        pool.extract_now(GOOD)
        (before,) = pool.pids
        with pytest.raises(Unreadable) as caught:
            pool.extract_now(pipe)
        assert caught.value.outcome is DocumentOutcome.TIMEOUT
        assert not alive(before)
        assert pool.extract_now(GOOD).text


def test_a_document_that_kills_its_worker_costs_only_itself(pool: Extractors, pipe: Path) -> None:
    async def scenario() -> None:
        pool.extract_now(GOOD)
        hanging = asyncio.ensure_future(pool.extract(pipe))
        end = await held(pipe)
        (pid,) = pool.pids
        other = await pool.extract(GOOD)
        assert other.text
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(Unreadable, match="signal 9") as caught:
            await hanging
        assert caught.value.outcome is DocumentOutcome.WORKER_KILLED
        assert (await pool.extract(GOOD)).text
        os.close(end)

    asyncio.run(scenario())


def test_a_document_beyond_memory_costs_only_itself(pool: Extractors, tmp_path: Path) -> None:
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(3 << 30)
    with pytest.raises(Unreadable, match="out of memory") as caught:
        pool.extract_now(huge)
    assert caught.value.outcome is DocumentOutcome.WORKER_KILLED
    assert pool.extract_now(GOOD).text


def test_workers_are_recycled() -> None:
    with Extractors(1, tasks_per_worker=2) as pool:
        seen = []
        for _ in range(4):
            pool.extract_now(GOOD)
            seen += [pid for pid in pool.pids if pid not in seen]
        assert len(seen) == 2
        assert not any(alive(pid) for pid in seen)


def test_cancelling_frees_the_worker(pool: Extractors, pipe: Path) -> None:
    async def scenario() -> None:
        pool.extract_now(GOOD)
        (pid,) = pool.pids
        hanging = asyncio.ensure_future(pool.extract(pipe))
        end = await held(pipe)
        hanging.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hanging
        os.close(end)
        await asyncio.to_thread(wait_gone, pid)

    asyncio.run(scenario())


def test_closing_ends_everything(pipe: Path) -> None:
    async def scenario() -> None:
        pool = Extractors(2)
        pool.extract_now(GOOD)
        pids = pool.pids
        hanging = asyncio.ensure_future(pool.extract(pipe))
        end = await held(pipe)
        await asyncio.to_thread(pool.close)
        with pytest.raises(Unreadable) as caught:
            await hanging
        os.close(end)
        assert caught.value.outcome is DocumentOutcome.WORKER_KILLED
        assert not any(alive(pid) for pid in pids)
        with pytest.raises(RuntimeError, match="closed"):
            await pool.extract(GOOD)

    asyncio.run(scenario())


PARENT = """
import sys, threading
from pipelines.workers import Extractors
pool = Extractors(1)
pool.extract_now({good!r})
(pid,) = pool.pids
threading.Thread(target=lambda: pool.extract_now({pipe!r}), daemon=True).start()
print(pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_workers_die_with_their_parent(pipe: Path, number: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(good=GOOD, pipe=str(pipe))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert alive(pid)
        # Whatever the parent does about it, its end must be theirs.
        parent.send_signal(number)
        if number == signal.SIGINT:
            parent.kill()
    wait_gone(pid)


def test_ctrl_c_does_not_reach_a_worker(pool: Extractors) -> None:
    pool.extract_now(GOOD)
    (pid,) = pool.pids
    assert os.getpgid(pid) != os.getpgid(0)
    os.kill(pid, signal.SIGINT)
    assert pool.extract_now(GOOD).text
    assert pool.pids == [pid]


def test_pages_are_read_side_by_side_and_put_together() -> None:
    """What a document asks for is counted, each page read by itself, and the text the same as in one go."""
    blocks = [("title", "信息公开工作年度报告"), ("p", "本学年主动公开信息四千余条，收到申请五件。")]
    page = scans.printed(blocks, number="").crop((0, 100, 1654, 700))
    data = scans.as_pdf(page, page)

    async def scenario() -> None:
        with Extractors(2, timeout=120, memory=3 << 30) as pool:
            assert await pool.questions(data) == 2
            assert await pool.questions(GOOD) == 0
            with pytest.raises(Unreadable) as caught:
                await pool.questions(b"%PDF-1.4\nnothing\n%%EOF")
            assert caught.value.outcome is DocumentOutcome.BROKEN
            first = await pool.look(data, 1)
            assert "四千余条" in first.lines[-1].text
            with pytest.raises(Unreadable, match="no picture 3"):
                await pool.look(GOOD, 3)
            text = await pool.assemble(data, {1: first, 2: DocumentOutcome.TIMEOUT})
            assert "收到申请五件" in text.text
            assert (text.readings, text.warnings) == (("ocr", "unread"), ("ocr_failed:2",))
            with pytest.raises(Unreadable) as caught:
                await pool.assemble(data, {})
            assert caught.value.outcome is DocumentOutcome.AWAITS_OCR

    asyncio.run(scenario())


def test_a_worker_that_reads_no_pictures_stays_small(pool: Extractors) -> None:
    pool.extract_now(GOOD)
    (pid,) = pool.pids
    status = Path(f"/proc/{pid}/status").read_text()
    assert int(status.split("VmRSS:")[1].split()[0]) < 150 * 1024
