"""Schools are found however people write them; what is not found is named, with what is near."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from pipelines.store.database import Database
from pipelines.store.models import FormerName, Institution, Portal
from pipelines.store.schools import UnknownSchool, find_school, portal_of, schools_of_province
from tests.pipelines.store.kit import GUTANG, HEZHOU, JIANGAN, YUNLING


def found(database: Database, wanted: str) -> str:
    with database.reading() as session:
        return find_school(session, wanted).code


def unknown(database: Database, wanted: str) -> UnknownSchool:
    with pytest.raises(UnknownSchool) as caught:
        found(database, wanted)
    return caught.value


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("云岭理工学院", YUNLING),
        (YUNLING, YUNLING),
        ("云岭工业专科学校", YUNLING),
        (" 云岭 理工学院\t", YUNLING),
        ("云岭　理工学院", YUNLING),
        ("４１９９０１０００１", YUNLING),
        ("江岸大学（东湖校区）", JIANGAN),
        ("江岸大学(东湖校区)", JIANGAN),
        ("江岸大学 ( 东湖校区 )", JIANGAN),
        ("江岸大学﹙东湖校区﹚", JIANGAN),
        ("云岭工业专科学校\n", YUNLING),
    ],
)
def test_what_people_write(database: Database, wanted: str, code: str) -> None:
    assert found(database, wanted) == code


def test_a_current_name_wins_over_a_former_one(database: Database) -> None:
    with database.session() as session:
        session.add(FormerName(institution_code=GUTANG, name="河洲师范大学"))
    assert found(database, "河洲师范大学") == HEZHOU


def test_the_nearest_names_are_suggested(database: Database) -> None:
    error = unknown(database, "云岭理工大学")
    assert error.suggestions[0] == "云岭理工学院"
    assert "云岭理工学院" in str(error)
    assert "云岭理工大学" in str(error)


def test_a_part_of_a_name_is_suggested_first(database: Database) -> None:
    assert unknown(database, "东湖校区").suggestions == ["江岸大学（东湖校区）"]
    assert unknown(database, "大学").suggestions[:2] == ["河洲师范大学", "江岸大学（东湖校区）"]


def test_nothing_near(database: Database) -> None:
    error = unknown(database, "zzz")
    assert error.suggestions == []
    assert "did you mean" not in str(error)


@pytest.mark.parametrize("wanted", ["", " ", "　", "%", "_", "4199"])
def test_nothing_is_guessed(database: Database, wanted: str) -> None:
    unknown(database, wanted)


def test_a_former_name_of_several_names_them_all(database: Database) -> None:
    message = str(unknown(database, "滨海职工大学"))
    assert YUNLING in message
    assert HEZHOU in message


def test_a_name_that_two_schools_have_now(database: Database) -> None:
    with database.session() as session:
        session.add(Institution(code="4199010055", name="云岭理工学院"))
    message = str(unknown(database, "云岭理工学院"))
    assert YUNLING in message
    assert "4199010055" in message
    assert found(database, YUNLING) == YUNLING


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
@example("\udcff\udcfe")
@example("\0")
@example("云" * 10_000)
@example("[/x]")
def test_any_wanted_name_is_a_school_or_unknown(database: Database, wanted: str) -> None:
    with database.reading() as session:
        for find in (find_school, schools_of_province):
            with suppress(UnknownSchool):
                find(session, wanted)


@pytest.mark.parametrize("wanted", ["云江省", "云江", " 云江省 "])
def test_a_province(database: Database, wanted: str) -> None:
    with database.reading() as session:
        assert [school.code for school in schools_of_province(session, wanted)] == [YUNLING, HEZHOU]


@pytest.mark.parametrize("wanted", ["火星省", "%", "_", "__省"])
def test_no_province(database: Database, wanted: str) -> None:
    with database.reading() as session, pytest.raises(UnknownSchool, match="云江省"):
        schools_of_province(session, wanted)


@pytest.mark.parametrize("wanted", ["", " ", "　"])
def test_nothing_is_not_every_province(database: Database, wanted: str) -> None:
    with database.reading() as session, pytest.raises(UnknownSchool):
        schools_of_province(session, wanted)


def test_the_portal_given_by_hand_then_the_better_grade(database: Database) -> None:
    with database.session() as session:
        best = portal_of(session, YUNLING)
        assert best is not None
        assert best.grade == "B"
        session.add(Portal(institution_code=YUNLING, url="http://new.example.cn/", source="given"))
        session.flush()
        given_one = portal_of(session, YUNLING)
        assert given_one is not None
        assert given_one.url == "http://new.example.cn/"
        assert portal_of(session, GUTANG) is None
        assert len(session.scalars(select(Portal)).all()) == 4
