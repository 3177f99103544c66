"""The workspace: one writer, in order; a roster of all names; nothing left open."""

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.archive import ArchiveError
from pipelines.names import Names
from pipelines.store.database import DatabaseError
from pipelines.store.ledger import now
from pipelines.store.models import FormerName, Page
from pipelines.store.pages import Answer
from pipelines.workspace import Workspace
from tests.pipelines.store.kit import HEZHOU, YUNLING, write_seeds

URL = "http://xxgk.ylit.example.cn/"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(f"sqlite:///{tmp_path}/xxgk.db", str(tmp_path / "archive"))
    made.load_seeds(write_seeds(tmp_path / "seeds"))
    return made


def test_the_roster_has_current_and_former_names(workspace: Workspace) -> None:
    names = Names(workspace.database)
    assert names.roster.resolve("云岭理工学院") == YUNLING
    assert names.roster.resolve("云岭工业专科学校") == YUNLING
    assert names.roster.resolve("不存在大学") is None
    assert names.current[YUNLING] == "云岭理工学院"
    workspace.close()


def test_writes_come_one_after_another_off_the_loop(workspace: Workspace) -> None:
    order: list[int] = []
    threads: set[int] = set()

    async def many() -> None:
        def note(i: int) -> None:
            order.append(i)
            threads.add(threading.get_ident())

        await asyncio.gather(*(workspace.in_writer(lambda i=i: note(i)) for i in range(50)))

    asyncio.run(many())
    assert order == list(range(50))
    assert len(threads) == 1
    assert threading.get_ident() not in threads
    workspace.close()


def test_a_write_is_one_transaction(workspace: Workspace) -> None:
    async def scenario() -> None:
        def work(session) -> None:  # type: ignore[no-untyped-def]
            session.add(FormerName(institution_code=HEZHOU, name="河洲学堂"))
            session.flush()
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await workspace.write(work)
        seen = await workspace.write(
            lambda session: session.scalar(select(FormerName).where(FormerName.name == "河洲学堂"))
        )
        assert seen is None
        assert await workspace.write(lambda _: 7) == 7

    asyncio.run(scenario())
    workspace.close()


def test_closing_writes_what_is_buffered(workspace: Workspace, tmp_path: Path) -> None:
    workspace.pages.add(Answer(YUNLING, URL, URL, 200, b"list", {}, now()))
    workspace.close()
    again = Workspace(workspace.database.url, workspace.archive.url)
    with again.database.reading() as session:
        assert session.scalars(select(Page.url)).all() == [URL]
    assert list(again.archive)
    again.close()


def test_wrong_addresses(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError):
        Workspace("nonsense", str(tmp_path / "archive"))
    with pytest.raises(ArchiveError):
        Workspace(f"sqlite:///{tmp_path}/xxgk.db", "nosuch://x")
