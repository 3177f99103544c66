"""What a search leaves in the database, and when a school has to be searched."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.outcomes import SiteOutcome
from pipelines.store import ledger
from pipelines.store.database import Database
from pipelines.store.models import Institution, Portal, PortalSearch
from pipelines.store.portals import SEARCHED_FOR, Search, best_portals, keep_search, unconfirmed
from pipelines.store.seeds import SeedError, collections

CODE = "9905000999"
URL = "https://xxgk.zijingxy.edu.cn/"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A database with one school and one run."""
    database = Database(f"sqlite:///{tmp_path}/xxgk.db")
    with database.session() as session:
        session.add(Institution(code=CODE, name="紫荆学院"))
        ledger.start_run(session, "portals")
        yield session
    database.close()


def found(grade: str = "A", url: str = URL) -> Search:
    columns = {
        "url": url,
        "grade": grade,
        "annual_report_list_url": f"{url}ndbg.htm",
        "derived": False,
        "evidence": {"why": "portal", "text": "信息公开"},
    }
    return Search(CODE, SiteOutcome.FOUND, "portal 信息公开", 4, [{"url": url, "kind": "portal"}], columns)


IN_VAIN = Search(CODE, SiteOutcome.NO_PORTAL, "no link", 9, [], None)


def portals(session: Session) -> dict[str, Portal]:
    session.flush()
    return {row.url: row for row in session.scalars(select(Portal))}


def test_a_new_portal_is_kept_with_its_evidence(session: Session) -> None:
    keep_search(session, 1, found())
    row = portals(session)[URL]
    assert (row.source, row.grade, row.derived) == ("discovered", "A", False)
    assert row.evidence == {"why": "portal", "text": "信息公开"}
    search = session.scalars(select(PortalSearch)).one()
    assert (search.outcome, search.portal_url, search.requests) == ("found", URL, 4)


@pytest.mark.parametrize(
    ("source", "before", "after"), [("given", None, "A"), ("seed", "C", "A"), ("seed", "A", "A")]
)
def test_a_known_portal_keeps_its_source_and_the_better_grade(
    session: Session, source: str, before: str | None, after: str
) -> None:
    session.add(Portal(institution_code=CODE, url=URL, source=source, grade=before))
    session.flush()
    keep_search(session, 1, found("A"))
    keep_search(session, 1, found("B"))
    row = portals(session)[URL]
    assert (row.source, row.grade) == (source, after)
    assert row.annual_report_list_url == f"{URL}ndbg.htm"
    assert row.evidence


def test_when_a_school_has_to_be_searched(session: Session) -> None:
    assert unconfirmed(session, CODE) == []
    keep_search(session, 1, found("B"))
    session.flush()
    assert unconfirmed(session, CODE) is None


@pytest.mark.parametrize("grade", ["C", "D"])
def test_a_guess_is_a_hint_until_it_has_been_looked_at(session: Session, grade: str) -> None:
    session.add(Portal(institution_code=CODE, url=URL, source="seed", grade=grade))
    session.flush()
    assert unconfirmed(session, CODE) == [URL]
    keep_search(session, 1, IN_VAIN)
    session.flush()
    assert unconfirmed(session, CODE) is None
    search = session.scalars(select(PortalSearch)).one()
    search.searched_at -= SEARCHED_FOR + timedelta(days=1)
    session.flush()
    assert unconfirmed(session, CODE) == [URL]


def test_a_better_portal_takes_the_place_of_a_guess(session: Session) -> None:
    session.add(Portal(institution_code=CODE, url="http://old.zijingxy.edu.cn/", source="seed", grade="C"))
    session.flush()
    keep_search(session, 1, found())
    session.flush()
    assert [portal.url for _, portal in best_portals(session)] == [URL]


def test_collections_by_province(tmp_path: Path) -> None:
    assert collections(tmp_path) == {}
    file = tmp_path / "collections.csv"
    file.write_text("province,url\n岚衡省,http://a.gov.cn/2\n岚衡省,http://a.gov.cn/1\n", encoding="utf-8")
    assert collections(tmp_path) == {"岚衡省": ("http://a.gov.cn/2", "http://a.gov.cn/1")}
    file.write_text("province\n岚衡省\n", encoding="utf-8")
    with pytest.raises(SeedError):
        collections(tmp_path)


def test_the_projects_own_collections_can_be_read() -> None:
    assert all(url.startswith("http") for urls in collections().values() for url in urls)
