"""xxgk process: what an earlier run left unread is read now."""

from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.archive import Archive
from pipelines.extract import VERSION as EXTRACTOR_VERSION
from pipelines.extract import Unreadable
from pipelines.outcomes import DocumentOutcome
from pipelines.store import renditions
from pipelines.store.models import Extraction, Rendition, Report
from tests.corpus.home import YUNLING, Home
from tests.pipelines.store.kit import candidate, report_text

URL = "http://xxgk.ylit.example.cn/1.txt"


def leave(home: Home, data: bytes, outcome: DocumentOutcome = DocumentOutcome.PENDING, **more: object) -> str:
    """Archive a document whose reading was not done, or not to the end."""
    workspace = home.workspace()
    sha256 = workspace.archive.put(data)
    one = candidate(YUNLING, URL, sha256=sha256, size=len(data), outcome=outcome, **more)
    with workspace.database.session() as session:
        renditions.save_document(session, one)
        if outcome is not DocumentOutcome.PENDING:
            renditions.save_extraction(session, sha256, EXTRACTOR_VERSION, Unreadable(outcome))
        renditions.save_rendition(session, one, None)
    workspace.close()
    return sha256


def state(home: Home) -> tuple[str, int]:
    database = home.opened()
    with database.reading() as session:
        outcome = session.scalars(select(Rendition.outcome)).one()
        reports = len(session.scalars(select(Report)).all())
    database.close()
    return outcome, reports


def test_nothing_left(home: Home) -> None:
    ended = home.inside("process")
    assert (ended.code, ended.err) == (0, "")
    assert "documents that were left: 0" in ended.out


@pytest.mark.parametrize(
    "outcome", [DocumentOutcome.PENDING, DocumentOutcome.TIMEOUT, DocumentOutcome.WORKER_KILLED]
)
def test_what_was_left_is_read(home: Home, outcome: DocumentOutcome) -> None:
    leave(home, report_text().encode(), outcome)
    assert state(home) == (outcome.value, 0)
    ended = home.inside("process")
    assert (ended.code, ended.err) == (0, "")
    assert "documents that were left: 1, read now: 1" in ended.out
    assert state(home) == ("read", 1)
    assert "documents that were left: 0" in home.inside("process").out
    assert home.inside("verify").code == 0


def test_as_people_run_it(home: Home) -> None:
    leave(home, report_text().encode())
    ended = home.run("process")
    assert (ended.code, ended.err) == (0, "")
    assert state(home) == ("read", 1)


def test_what_still_cannot_be_read(home: Home) -> None:
    leave(home, bytes(range(256)) * 3)
    ended = home.inside("process")
    assert ended.code == 3
    assert "read now: 0" in ended.out
    assert state(home) == ("unsupported", 0)
    assert "documents that were left: 0" in home.inside("process").out


def test_a_page_that_stands_for_a_file_is_still_no_document(home: Home) -> None:
    login = "<html><body><p>请登录后访问本页面，谢谢。</p></body></html>".encode()
    leave(home, login, expects_file=True, name="年报.pdf")
    home.inside("process")
    assert state(home) == ("not_a_document", 0)


def test_what_is_not_archived_is_not_passed_over(home: Home) -> None:
    """It stays pending, and the command does not say that all is done."""
    sha256 = leave(home, report_text().encode())
    Path(Archive(str(home.archive)).path(sha256)).unlink()
    ended = home.inside("process")
    assert state(home) == ("pending", 0)
    assert ended.code == 3
    assert "not in the archive" in ended.out


def test_an_earlier_version_of_the_extractor_keeps_its_row(home: Home) -> None:
    sha256 = leave(home, report_text().encode())
    workspace = home.workspace()
    with workspace.database.session() as session:
        renditions.save_extraction(session, sha256, "0", Unreadable(DocumentOutcome.BROKEN, "long ago"))
    workspace.close()
    home.inside("process")
    database = home.opened()
    with database.reading() as session:
        found = {row.extractor_version: row.outcome for row in session.scalars(select(Extraction))}
    database.close()
    assert found == {"0": "broken", EXTRACTOR_VERSION: "read"}


def test_no_worker_is_left_behind(home: Home) -> None:
    leave(home, report_text().encode())
    before = children()
    home.inside("process")
    assert children() <= before


def children() -> set[str]:
    """The processes that this one has started and not reaped."""
    tasks = Path("/proc/self/task").iterdir()
    return {pid for task in tasks for pid in (task / "children").read_text().split()}
