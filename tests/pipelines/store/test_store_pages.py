"""The page ledger: batches, bodies at hand before they are written, lists for the night."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from pipelines.archive import Archive, sha256_of
from pipelines.store.database import Database
from pipelines.store.models import Capture, Page
from pipelines.store.pages import BATCH, Answer, PageLedger
from tests.pipelines.store.kit import HEZHOU, YUNLING

AT = datetime(2024, 10, 1, 8, tzinfo=UTC)
URL = "http://xxgk.ylit.example.cn/ndbg/"


def answer(
    body: bytes, url: str = URL, code: str = YUNLING, minutes: int = 0, status: int = 200, **headers: str
) -> Answer:
    return Answer(code, url, url, status, body, headers, AT + timedelta(minutes=minutes))


@pytest.fixture
def pages(database: Database, tmp_path: Path) -> PageLedger:
    return PageLedger(database, Archive(str(tmp_path / "archive")))


def rows(database: Database, table: type[Page] | type[Capture]) -> list[Page | Capture]:
    with database.reading() as session:
        return list(session.scalars(select(table).order_by(table.id)))


def test_nothing_is_known_at_first(pages: PageLedger) -> None:
    pages.open(YUNLING)
    assert pages.known(YUNLING, URL) is None
    assert pages.hubs(YUNLING) == []
    assert not pages.has_body(sha256_of(b""))
    with pytest.raises(FileNotFoundError):
        pages.body(sha256_of(b""))


def test_a_body_is_at_hand_before_it_is_written(pages: PageLedger, database: Database) -> None:
    assert pages.add(answer(b"one"))
    assert pages.has_body(sha256_of(b"one"))
    assert pages.body(sha256_of(b"one")) == b"one"
    assert not pages.archive.has(sha256_of(b"one"))
    assert rows(database, Page) == []
    pages.flush()
    assert pages.archive.get(sha256_of(b"one")) == b"one" == pages.body(sha256_of(b"one"))
    assert [page.url for page in rows(database, Page)] == [URL]


def test_what_is_written_is_known_again(pages: PageLedger, database: Database) -> None:
    pages.add(answer(b"one", etag='"1"', **{"content-type": "text/html", "set-cookie": "x=1"}))
    state = pages.known(YUNLING, URL)
    pages.flush()
    again = PageLedger(database, pages.archive)
    again.open(YUNLING)
    assert again.known(YUNLING, URL) == state
    assert again.known(HEZHOU, URL) is None
    (capture,) = rows(database, Capture)
    assert isinstance(capture, Capture)
    assert capture.headers == {"etag": '"1"', "content-type": "text/html"}
    again.close(YUNLING)
    assert again.known(YUNLING, URL) is None


def test_the_same_answer_is_not_new(pages: PageLedger) -> None:
    assert pages.add(answer(b"one"))
    assert not pages.add(answer(b"one", minutes=5))
    assert pages.add(answer(b"two", minutes=6))
    assert pages.add(answer(b"two", url=f"{URL}2"))


@pytest.mark.parametrize("flushes", [(), (1,), (1, 2, 3)], ids=["one batch", "two", "each"])
def test_every_body_is_a_capture_once(
    pages: PageLedger, database: Database, flushes: tuple[int, ...]
) -> None:
    for i, body in enumerate((b"one", b"two", b"one", b"one")):
        pages.add(answer(body, minutes=i))
        if i in flushes:
            pages.flush()
    pages.flush()
    assert [capture.sha256 for capture in rows(database, Capture)] == [sha256_of(b"one"), sha256_of(b"two")]
    (page,) = rows(database, Page)
    assert isinstance(page, Page)
    assert page.sha256 == sha256_of(b"one")
    assert page.checked_at == AT + timedelta(minutes=3)
    if len(flushes) == 3:  # within a batch only the last answer counts
        assert page.changed_at == AT + timedelta(minutes=2)


def test_an_unchanged_page_was_checked(pages: PageLedger, database: Database) -> None:
    pages.add(answer(b"one"))
    pages.flush()
    pages.unchanged(YUNLING, URL, AT + timedelta(hours=1))
    pages.flush()
    (page,) = rows(database, Page)
    assert isinstance(page, Page)
    assert (page.changed_at, page.checked_at) == (AT, AT + timedelta(hours=1))


def test_unchanged_after_new_in_one_batch(pages: PageLedger, database: Database) -> None:
    pages.add(answer(b"one"))
    pages.unchanged(YUNLING, URL, AT + timedelta(hours=1))
    pages.flush()
    (page,) = rows(database, Page)
    assert isinstance(page, Page)
    assert (page.changed_at, page.checked_at) == (AT, AT + timedelta(hours=1))


def test_a_batch(pages: PageLedger, database: Database) -> None:
    for i in range(BATCH):
        assert not pages.is_full
        pages.add(answer(b"%d" % i, url=f"{URL}{i}", code=(YUNLING, HEZHOU)[i % 2]))
    assert pages.is_full
    pages.flush()
    assert not pages.is_full
    assert len(rows(database, Page)) == len(rows(database, Capture)) == len(list(pages.archive)) == BATCH
    pages.flush()
    assert len(rows(database, Page)) == BATCH


def test_a_batch_that_cannot_be_written_is_not_lost(pages: PageLedger, database: Database) -> None:
    pages.add(answer(b"one"))
    pages.add(answer(b"two", code="0000000000"))
    with pytest.raises(Exception, match="FOREIGN KEY"):
        pages.flush()
    assert rows(database, Page) == []
    assert pages.body(sha256_of(b"one")) == b"one"


def test_two_schools_at_one_address(pages: PageLedger, database: Database) -> None:
    pages.add(answer(b"one"))
    pages.add(answer(b"one", code=HEZHOU))
    pages.flush()
    assert len(rows(database, Page)) == len(rows(database, Capture)) == 2
    assert list(pages.archive) == [sha256_of(b"one")]


def test_hubs(pages: PageLedger, database: Database) -> None:
    for i in range(3):
        pages.add(answer(b"list", url=f"{URL}{i}"))
    pages.add(answer(b"list", url=f"{URL}0", code=HEZHOU))
    pages.mark_hubs(YUNLING, [f"{URL}0", f"{URL}1", "http://never.example.cn/"])
    pages.open(YUNLING)
    pages.open(HEZHOU)
    assert pages.hubs(YUNLING) == [f"{URL}0", f"{URL}1"]
    assert pages.hubs(HEZHOU) == []
    pages.mark_hubs(YUNLING, [f"{URL}1"])
    pages.open(YUNLING)
    assert pages.hubs(YUNLING) == [f"{URL}1"]


def test_a_hub_that_has_changed_is_still_one(pages: PageLedger) -> None:
    pages.add(answer(b"list"))
    pages.mark_hubs(YUNLING, [URL])
    pages.open(YUNLING)
    pages.add(answer(b"longer list", minutes=5))
    assert pages.hubs(YUNLING) == [URL]
    pages.flush()
    pages.open(YUNLING)
    assert pages.hubs(YUNLING) == [URL]


steps = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.sampled_from([b"1", b"2", b"3"]), st.booleans()), max_size=12
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_batches_do_not_matter(
    database: Database, tmp_path: Path, done: list[tuple[str, bytes, bool]]
) -> None:
    """Wherever the flushes fall, the rows are those of the last answers."""
    pages = PageLedger(database, Archive(str(tmp_path / "any")))
    with database.session() as session:
        session.execute(delete(Page))
        session.execute(delete(Capture))
    last: dict[str, bytes] = {}
    for i, (path, body, flush) in enumerate(done):
        pages.add(answer(body, url=URL + path, minutes=i))
        last[URL + path] = body
        if flush:
            pages.flush()
    pages.flush()
    stored = {page.url: page.sha256 for page in rows(database, Page) if isinstance(page, Page)}
    assert stored == {url: sha256_of(body) for url, body in last.items()}
    captured = {(c.url, c.sha256) for c in rows(database, Capture)}
    assert captured == {(URL + path, sha256_of(body)) for path, body, _ in done}
    assert all(pages.archive.has(sha256) for _, sha256 in captured)
