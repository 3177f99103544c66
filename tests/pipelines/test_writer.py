"""The writing process: what it is given is written; its death is told, and another takes its place."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.names import Names
from pipelines.store.ledger import now
from pipelines.store.models import Capture, FormerName, Page
from pipelines.store.pages import Answer
from pipelines.workspace import Workspace
from pipelines.writer import WritingFailed
from tests.pipelines.store.kit import HEZHOU, YUNLING, write_seeds

URL = "http://xxgk.ylit.example.cn/{}.htm"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(f"sqlite:///{tmp_path}/xxgk.db", str(tmp_path / "archive"))
    made.load_seeds(write_seeds(tmp_path / "seeds"))
    return made


def answer(number: int) -> Answer:
    return Answer(YUNLING, URL.format(number), URL.format(number), 200, b"list %d" % number, {}, now())


def add_name(session: Session, names: Names, name: str) -> str:
    session.add(FormerName(institution_code=HEZHOU, name=name))
    return names.current[HEZHOU]


def fail(session: Session, _: Names) -> None:
    session.add(FormerName(institution_code=HEZHOU, name="不该留下"))
    session.flush()
    raise ZeroDivisionError("a fault\nin two lines")


def kill_self(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def names_of(workspace: Workspace) -> set[str]:
    with workspace.database.reading() as session:
        return set(session.scalars(select(FormerName.name).where(FormerName.institution_code == HEZHOU)))


def test_pages_are_rows_and_files(workspace: Workspace) -> None:
    for number in range(100):
        workspace.pages.add(answer(number))
    workspace.pages.flush()
    with workspace.database.reading() as session:
        assert len(session.scalars(select(Page)).all()) == len(session.scalars(select(Capture)).all()) == 100
    assert len(set(workspace.archive)) == 100
    assert workspace.writer.pid not in (None, os.getpid())
    workspace.close()


def test_one_failure_does_not_cost_the_others(workspace: Workspace) -> None:
    async def scenario() -> list[object]:
        works = [
            workspace.keep(add_name, "河洲学堂"),
            workspace.keep(fail),
            workspace.keep(add_name, "河洲书院"),
        ]
        return await asyncio.gather(*works, return_exceptions=True)

    first, second, third = asyncio.run(scenario())
    assert first == third == "河洲师范大学"
    assert isinstance(second, WritingFailed)
    assert str(second) == "ZeroDivisionError: a fault in two lines"
    assert {"河洲学堂", "河洲书院"} <= names_of(workspace)
    assert "不该留下" not in names_of(workspace)
    workspace.close()


def test_its_death_is_told_and_another_takes_its_place(workspace: Workspace) -> None:
    async def scenario() -> None:
        with pytest.raises(WritingFailed, match="ended with code -9"):
            await workspace.keep(kill_self)
        assert await workspace.keep(add_name, "河洲学堂")

    asyncio.run(scenario())
    assert "河洲学堂" in names_of(workspace)
    workspace.close()


def test_pages_of_a_failed_write_are_written_later(workspace: Workspace) -> None:
    workspace.pages.add(answer(1))
    workspace.writer.start()
    assert workspace.writer.pid
    os.kill(workspace.writer.pid, signal.SIGKILL)
    with pytest.raises(WritingFailed):
        workspace.pages.flush()
    workspace.pages.flush()
    assert len(set(workspace.archive)) == 1
    workspace.close()


PARENT = """
import sys, time
from pipelines.writer import Writer
writer = Writer(sys.argv[1], sys.argv[2])
writer.pages([], {})
print(writer.pid, flush=True)
time.sleep(60)
"""


def test_it_does_not_outlive_its_parent(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, f"sqlite:///{tmp_path}/xxgk.db", str(tmp_path / "archive")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert Path(f"/proc/{pid}").exists()
        parent.kill()
    deadline = time.monotonic() + 20
    while _runs(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
