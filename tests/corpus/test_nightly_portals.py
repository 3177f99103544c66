"""At night the portals of schools without any are searched for: some, and not every night the same."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from corpus.due import SEARCHES_A_NIGHT, search_orders
from pipelines.outcomes import SiteOutcome
from pipelines.store.database import Database
from pipelines.store.ledger import now, start_run
from pipelines.store.models import Institution, Portal, PortalSearch
from pipelines.store.portals import SEARCHED_FOR
from tests.campus import Campus
from tests.support import Outcome, Place, no_traceback
from xxgk_spiders.portal_search import MAX_REQUESTS

FOUND, IN_VAIN = "tupian", "meiyou"
"""Schools of the campus whose portals nobody knows; one has none."""
LONG_AGO = "2020-01-01 00:00:00.000000"


@pytest.fixture(scope="module")
def place(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("night"), campus, (FOUND, IN_VAIN))


@pytest.fixture(scope="module")
def night(place: Place) -> Outcome:
    """The first night of a roster without portals."""
    return place.xxgk("nightly", "--delay", "0")


def summary(place: Place) -> dict[str, Any]:
    ((stored,),) = place.rows("SELECT summary FROM crawl_run ORDER BY id DESC LIMIT 1")
    found: dict[str, Any] = json.loads(stored)
    return found


def test_what_is_found_is_crawled_the_same_night(night: Outcome, place: Place, campus: Campus) -> None:
    no_traceback(night)
    school = campus.school(FOUND)
    rows = place.rows("SELECT period_label FROM report WHERE institution_code = ?", school.code)
    assert sorted(period for (period,) in rows) == sorted(school.periods)


def test_a_search_in_vain_is_told_and_is_no_failure(night: Outcome, place: Place, campus: Campus) -> None:
    assert night.code == 0, night.out
    told = summary(place)
    assert told["failing"] == []
    assert [line.partition(": ")[0] for line in told["searched"]] == [
        campus.school(slug).name for slug in (FOUND, IN_VAIN)
    ]
    assert all(line in night.out for line in told["searched"])


def test_a_search_is_not_repeated_every_night(night: Outcome, place: Place, campus: Campus) -> None:
    again = place.xxgk("nightly", "--delay", "0", "--all")
    assert {
        s.url for s in again.served if any(host in s.url for host in campus.school(IN_VAIN).hosts)
    } == set()
    assert summary(place)["searched"] == []
    place.change("UPDATE portal_search SET searched_at = ?", LONG_AGO)
    later = place.xxgk("nightly", "--delay", "0")
    assert [line.partition(": ")[0] for line in summary(place)["searched"]] == [campus.school(IN_VAIN).name]
    assert len(later.served) <= MAX_REQUESTS


def test_a_night_searches_for_some_and_the_next_for_the_others(tmp_path: Path) -> None:
    """Never searched ones first; not those that have a portal, or nothing to begin with."""
    database = Database(f"sqlite:///{tmp_path}/xxgk.db")
    with database.session() as session:
        run = start_run(session, "nightly")
        codes = [f"99080{number:05}" for number in range(SEARCHES_A_NIGHT + 20)]
        session.add_all(
            Institution(code=code, name=f"学院{code}", homepage=f"http://www.x{code}.edu.cn")
            for code in codes
        )
        session.add(Institution(code="9909000001", name="无主页学院"))
        session.add(Institution(code="9909000002", name="有网学院", domain="youwang.edu.cn"))
        session.flush()
        session.add(Portal(institution_code="9909000002", url="http://xxgk.youwang.edu.cn/"))
        for code, ago in ((codes[0], SEARCHED_FOR * 2), (codes[1], timedelta(days=1))):
            session.add(
                PortalSearch(
                    crawl_run_id=run.id,
                    institution_code=code,
                    outcome=SiteOutcome.NO_PORTAL.value,
                    searched_at=now() - ago,
                )
            )
    with database.session() as session:
        orders = search_orders(session, {})
        assert [order.code for order in orders] == codes[2 : SEARCHES_A_NIGHT + 2]
        assert all(order.search for order in orders)
        for code in codes[2:]:
            run_id = session.query(PortalSearch.crawl_run_id).limit(1).scalar()
            session.add(
                PortalSearch(
                    crawl_run_id=run_id, institution_code=code, outcome="no_portal", searched_at=now()
                )
            )
    with database.session() as session:
        assert [order.code for order in search_orders(session, {})] == [codes[0]]
    database.close()
