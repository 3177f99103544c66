"""Seeds: brought in whole, brought in again, or refused in one line."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from pipelines.store.database import Database
from pipelines.store.models import FormerName, Institution, Portal
from pipelines.store.schools import find_school, portal_of
from pipelines.store.seeds import SeedError, load_seeds, read_rows, seed_folder
from tests.pipelines.store.kit import HEZHOU, NAMES, PORTALS, UNIVERSITIES, YUNLING, write_csv, write_seeds

HEADERS = {
    "universities.csv": "code,name,homepage,domain\n",
    "portals.csv": "code,portal_url,grade\n",
    "renamed.csv": "change,code,old_name\n",
}


def counts(database: Database) -> tuple[int | None, ...]:
    with database.reading() as session:
        return tuple(
            session.scalar(select(func.count()).select_from(t)) for t in (Institution, FormerName, Portal)
        )


def load(database: Database, folder: Path) -> None:
    with database.session() as session:
        load_seeds(session, folder)


def refused(database: Database, folder: Path) -> str:
    before = counts(database)
    with pytest.raises(SeedError) as caught:
        load(database, folder)
    assert counts(database) == before
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_brought_in(database: Database) -> None:
    """Former names of merged schools and of schools that are not listed stay out."""
    assert counts(database) == (4, 3, 3)


def test_twice_is_once(database: Database, tmp_path: Path) -> None:
    before = counts(database)
    load(database, tmp_path / "seeds")
    assert counts(database) == before


def test_changed_rows_are_updated_and_none_removed(database: Database, tmp_path: Path) -> None:
    row = UNIVERSITIES[0] | {"name": "云岭大学", "province": ""}
    write_csv(tmp_path / "seeds" / "universities.csv", [row])
    load(database, tmp_path / "seeds")
    with database.reading() as session:
        school = session.get_one(Institution, YUNLING)
        assert (school.name, school.province) == ("云岭大学", None)
    assert counts(database)[0] == 4


def test_a_portal_given_by_hand_stays_given(database: Database, tmp_path: Path) -> None:
    """Also where the seeds list the same address with a lower grade than another."""
    with database.session() as session:
        by_hand = session.scalars(select(Portal).where(Portal.grade == "C")).one()
        by_hand.source = "given"
        url = by_hand.url
    load(database, tmp_path / "seeds")
    with database.reading() as session:
        portal = portal_of(session, YUNLING)
        assert portal is not None
        assert portal.url == url


def test_a_row_without_an_address_is_no_portal(database: Database, tmp_path: Path) -> None:
    write_csv(tmp_path / "seeds" / "portals.csv", [{"code": "4199010004", "portal_url": " ", "grade": "A"}])
    load(database, tmp_path / "seeds")
    with database.reading() as session:
        assert portal_of(session, "4199010004") is None


def test_white_space_around_cells(database: Database, tmp_path: Path) -> None:
    code = "4199010077"
    folder = tmp_path / "spaced"
    write_csv(folder / "universities.csv", [UNIVERSITIES[0] | {"code": f" {code}", "name": "南桥学院 "}])
    write_csv(
        folder / "portals.csv", [{"code": f"{code} ", "portal_url": " http://nq.example.cn/ ", "grade": "A"}]
    )
    write_csv(folder / "renamed.csv", [{"change": "renamed", "code": f" {code}", "old_name": "南桥专科学校"}])
    load(database, folder)
    with database.reading() as session:
        assert find_school(session, "南桥学院").code == code
        assert find_school(session, "南桥专科学校").code == code
        portal = portal_of(session, code)
        assert portal is not None
        assert portal.url == "http://nq.example.cn/"


def test_a_byte_order_mark_is_no_part_of_the_header(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "seeds" / "universities.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    load(database, tmp_path / "seeds")


@pytest.mark.parametrize("name", ["universities.csv", "portals.csv"])
def test_a_missing_file(database: Database, tmp_path: Path, name: str) -> None:
    (tmp_path / "seeds" / name).unlink()
    assert name in refused(database, tmp_path / "seeds")


def test_former_names_may_be_missing(database: Database, tmp_path: Path) -> None:
    (tmp_path / "seeds" / "renamed.csv").unlink()
    load(database, tmp_path / "seeds")


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("rest", ["", "x,y,z\n", "x,y,z\n1,2,3\n"], ids=["empty", "header", "rows"])
def test_a_file_without_its_columns(database: Database, tmp_path: Path, name: str, rest: str) -> None:
    (tmp_path / "seeds" / name).write_text(rest)
    assert name in refused(database, tmp_path / "seeds")


def test_the_missing_column_is_named(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", [{"code": "1", "name": "一"}])
    with pytest.raises(SeedError, match="homepage"):
        read_rows(tmp_path / "x.csv", ("code", "name", "homepage"))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "code,name\n一,二\n".encode("gb18030")])
def test_bytes_that_are_no_utf8(database: Database, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "seeds" / "universities.csv").write_bytes(content)
    assert "universities.csv" in refused(database, tmp_path / "seeds")


def test_a_cell_without_end(database: Database, tmp_path: Path) -> None:
    (tmp_path / "seeds" / "portals.csv").write_text('code,portal_url,grade\n1,"' + "长" * 200_000)
    assert "portals.csv" in refused(database, tmp_path / "seeds")


@pytest.mark.parametrize("row", [",无码学院,,\n", "4199010088,,,\n"])
def test_a_school_without_code_or_name(database: Database, tmp_path: Path, row: str) -> None:
    (tmp_path / "seeds" / "universities.csv").write_text(HEADERS["universities.csv"] + row)
    assert "universities.csv" in refused(database, tmp_path / "seeds")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(HEADERS)), rest=st.text(alphabet='41990100012,"\n 云http:/é\0;=', max_size=60)
)
def test_any_rows_are_taken_or_refused(database: Database, tmp_path: Path, name: str, rest: str) -> None:
    folder = write_seeds(tmp_path / "any")
    (folder / name).write_text(HEADERS[name] + rest, encoding="utf-8")
    with suppress(SeedError):
        load(database, folder)


def test_the_seeds_that_are_shipped(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/xxgk.db")
    load(database, seed_folder())
    with database.reading() as session:
        schools = session.scalars(select(Institution)).all()
        assert len(schools) > 3000
        assert all(len(school.code) == 10 and school.code.isdigit() for school in schools)
        assert len({school.name for school in schools}) == len(schools)
        portals = session.scalars(select(Portal)).all()
        assert len(portals) > 100
        assert all(portal.url.startswith(("http://", "https://")) for portal in portals)
    database.close()


def test_the_kit_is_what_it_says() -> None:
    assert {row["code"] for row in PORTALS} == {YUNLING, HEZHOU}
    assert len(NAMES) == 4
