"""The ledger: what a run left behind is taken up, what lives is left alone."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.archive import Archive, sha256_of
from pipelines.outcomes import DocumentOutcome, SiteOutcome
from pipelines.store import ledger, renditions
from pipelines.store.database import Database
from pipelines.store.models import Capture, CrawlRun, Document, Page, Rendition, SiteRun
from tests.pipelines.store.kit import HEZHOU, YUNLING, add_document, add_rendition, candidate

PORTAL = "http://xxgk.ylit.example.cn/"


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.session() as opened:
        yield opened


@pytest.fixture(scope="module")
def gone() -> int:
    """The number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def run_of(session: Session, pid: int, *, host: str = "", hours: float = 0) -> CrawlRun:
    run = ledger.start_run(session, "crawl")
    run.pid, run.host = pid, host or socket.gethostname()
    run.started_at = ledger.now() - timedelta(hours=hours)
    session.flush()
    return run


def test_a_run_is_in_the_name_of_this_process(session: Session) -> None:
    run = ledger.start_run(session, "reports -a school=云岭理工学院")
    assert (run.pid, run.host, run.state) == (os.getpid(), socket.gethostname(), "running")
    assert not ledger.is_dead(run)
    assert ledger.close_dead_runs(session) == 0


def test_any_command_line_is_stored(session: Session) -> None:
    """Arguments that are no UTF-8 reach Python as lone surrogates."""
    ledger.start_run(session, "reports -a school=\udcff")


def test_the_run_of_a_dead_process_is_closed(session: Session, gone: int) -> None:
    run = run_of(session, gone)
    assert ledger.close_dead_runs(session) == 1
    assert run.state == "interrupted"
    assert run.finished_at is not None
    assert ledger.close_dead_runs(session) == 0


def test_the_run_of_a_living_process_is_left_alone(session: Session) -> None:
    run_of(session, os.getppid(), hours=48)
    assert ledger.close_dead_runs(session) == 0


def test_a_run_of_an_earlier_process_with_our_number_is_dead(session: Session) -> None:
    """In a container every start has the same number and often the same host name."""
    assert ledger.is_dead(run_of(session, os.getpid(), hours=24))


@pytest.mark.parametrize(("hours", "dead"), [(1, False), (13, True)])
def test_another_machine_is_judged_by_age(session: Session, gone: int, hours: float, dead: bool) -> None:
    assert ledger.is_dead(run_of(session, gone, host="elsewhere.example", hours=hours)) is dead


def test_a_new_school_is_started(session: Session) -> None:
    run = ledger.start_run(session, "crawl")
    site, resumed = ledger.start_site(session, run, YUNLING, PORTAL)
    assert not resumed
    assert (site.state, site.portal_url, site.crawl_run_id) == ("running", PORTAL, run.id)


def test_what_a_dead_run_left_is_taken_up(session: Session, gone: int) -> None:
    left, _ = ledger.start_site(session, run_of(session, gone), YUNLING, PORTAL)
    left.requests = 40
    ledger.close_dead_runs(session)
    run = ledger.start_run(session, "crawl")
    site, resumed = ledger.start_site(session, run, YUNLING, PORTAL)
    assert resumed
    assert (site.id, site.requests, site.crawl_run_id) == (left.id, 40, run.id)


def test_another_school_is_not_taken_up(session: Session, gone: int) -> None:
    left, _ = ledger.start_site(session, run_of(session, gone), YUNLING, PORTAL)
    site, resumed = ledger.start_site(session, ledger.start_run(session, "crawl"), HEZHOU, PORTAL)
    assert not resumed
    assert site.id != left.id


@pytest.mark.parametrize(
    ("portal", "hours"),
    [("http://other.example.cn/", 1), (PORTAL, 13)],
    ids=["another portal", "too long ago"],
)
def test_what_cannot_be_taken_up_is_closed(session: Session, gone: int, portal: str, hours: float) -> None:
    left, _ = ledger.start_site(session, run_of(session, gone), YUNLING, PORTAL)
    left.started_at = ledger.now() - timedelta(hours=hours)
    site, resumed = ledger.start_site(session, ledger.start_run(session, "crawl"), YUNLING, portal)
    assert not resumed
    assert site.id != left.id
    assert (left.state, left.outcome) == ("done", "interrupted")


def test_a_finished_school_is_started_anew(session: Session, gone: int) -> None:
    done, _ = ledger.start_site(session, run_of(session, gone), YUNLING, PORTAL)
    ledger.finish_site(done, SiteOutcome.FOUND, "3 reports")
    assert (done.state, done.outcome, done.detail) == ("done", "found", "3 reports")
    assert done.finished_at is not None
    site, resumed = ledger.start_site(session, ledger.start_run(session, "crawl"), YUNLING, PORTAL)
    assert not resumed
    assert site.id != done.id


def test_a_school_that_a_living_run_holds_is_busy(session: Session) -> None:
    ledger.start_site(session, run_of(session, os.getppid()), YUNLING, PORTAL)
    run = ledger.start_run(session, "crawl")
    with pytest.raises(ledger.SchoolBusy, match=str(os.getppid())):
        ledger.start_site(session, run, YUNLING, PORTAL)
    assert ledger.start_site(session, run, HEZHOU, PORTAL)[1] is False


def test_of_several_left_one_is_taken_up(session: Session, gone: int) -> None:
    owner = run_of(session, gone)
    for _ in range(3):
        session.add(
            SiteRun(
                crawl_run_id=owner.id,
                institution_code=YUNLING,
                portal_url=PORTAL,
                state="running",
                started_at=ledger.now(),
            )
        )
    session.flush()
    assert ledger.start_site(session, ledger.start_run(session, "crawl"), YUNLING, PORTAL)[1]
    states = session.scalars(select(SiteRun.state).order_by(SiteRun.id)).all()
    assert sorted(states) == ["done", "done", "running"]


# Captures whose bytes were not archived ------------------------------------------


def capture(session: Session, code: str, url: str, body: bytes) -> str:
    """The rows of a capture, its bytes not yet archived."""
    sha256 = sha256_of(body)
    at = ledger.now()
    session.add(
        Capture(institution_code=code, url=url, sha256=sha256, size=9, status=200, headers={}, captured_at=at)
    )
    session.add(Page(institution_code=code, url=url, status=200, sha256=sha256, checked_at=at, changed_at=at))
    session.flush()
    return sha256


def test_what_a_kill_kept_from_the_archive_is_forgotten(session: Session) -> None:
    archive = Archive("memory://forget")
    ledger.start_site(session, ledger.start_run(session, "crawl"), YUNLING, PORTAL)
    kept = archive.put(b"kept")
    assert capture(session, YUNLING, f"{PORTAL}kept", b"kept") == kept
    capture(session, YUNLING, f"{PORTAL}lost", b"lost")
    capture(session, HEZHOU, "http://xxgk.hznu.example.cn/lost", b"lost too")
    lost = add_document(session, b"lost")
    one = candidate(YUNLING, f"{PORTAL}lost", sha256=lost, outcome=DocumentOutcome.READ)
    renditions.save_rendition(session, one, None)
    assert ledger.forget_unarchived(session, archive) == 1
    urls = set(session.scalars(select(Page.url)))
    assert (
        urls
        == {f"{PORTAL}kept", "http://xxgk.hznu.example.cn/lost"}
        == set(session.scalars(select(Capture.url)))
    )
    row = session.scalars(select(Rendition)).one()
    assert (row.document_sha256, row.outcome) == (None, "pending")
    assert session.get(Document, lost) is None
    assert ledger.forget_unarchived(session, archive) == 0


def test_what_was_read_is_not_forgotten(session: Session) -> None:
    ledger.start_site(session, ledger.start_run(session, "crawl"), YUNLING, PORTAL)
    row = add_rendition(session, YUNLING, f"{PORTAL}lost", "年报")
    capture(session, YUNLING, f"{PORTAL}lost", "年报".encode())
    assert ledger.forget_unarchived(session, Archive("memory://empty")) == 1
    assert (row.document_sha256, row.outcome) == (sha256_of("年报".encode()), "read")
