"""The database: opened or refused in one line, migrated, its transactions whole."""

import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, event, inspect, select, text
from sqlalchemy.dialects import sqlite

from pipelines.store.database import Database, DatabaseError, configure_sqlite
from pipelines.store.models import Base, FormerName, Institution, UtcDateTime
from tests.pipelines.store.kit import YUNLING


def refused(url: str, *, create: bool = True) -> str:
    """The one line that an address is refused with."""
    with pytest.raises(DatabaseError) as caught:
        Database(url, create=create)
    message = str(caught.value)
    assert message
    assert "\n" in url or "\n" not in message
    return message


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "data/xxgk.db",
        "nosuch://host/db",
        "postgresql://host:port/db",
        "sqlite+nosuch:///x.db",
        "://",
        "sqlite:///a\0b",
    ],
)
def test_a_wrong_address(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "database" in refused(url)
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
@example("\udcff")
@example("\0")
@example("h:port/db")
@example("长" * 5000)
def test_any_address_is_opened_or_refused(tmp_path_factory: pytest.TempPathFactory, rest: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("any"))
        for url in (f"x{rest}", f"nosuch://{rest}", f"sqlite+nosuch:///{rest}", f"sqlite:///nosuch/{rest}"):
            refused(url, create=False)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("这不是数据库。" * 100)
    assert "not a database" in refused(f"sqlite:///{path}")
    assert path.read_text() == "这不是数据库。" * 100


def test_a_damaged_database(tmp_path: Path) -> None:
    path = tmp_path / "xxgk.db"
    Database(f"sqlite:///{path}").close()
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)
    refused(f"sqlite:///{path}")


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    refused(f"sqlite:///{tmp_path}")


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused(f"sqlite:///{tmp_path}/file/xxgk.db")
    refused("sqlite:////proc/nosuch/xxgk.db")


def test_reading_creates_nothing(tmp_path: Path) -> None:
    assert "there is no database" in refused(f"sqlite:///{tmp_path}/sub/xxgk.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_revision_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "xxgk.db"
    Database(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "newer version" in refused(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    connection.close()


def test_migrations_from_empty_make_the_models(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/xxgk.db")
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []
        assert set(inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    database.close()


def test_opening_again_keeps_the_rows(database: Database) -> None:
    database.close()
    again = Database(database.url, create=False)
    with again.reading() as session:
        assert session.get_one(Institution, YUNLING).name == "云岭理工学院"
    again.close()


@pytest.mark.parametrize("url", ["postgresql+nosuch://who:hidden@host/db", "nosuch://who:hidden@host/db"])
def test_a_password_is_not_told(url: str) -> None:
    assert "hidden" not in refused(url)
    assert "who" in refused(url)


def test_several_processes_make_one_database(tmp_path: Path) -> None:
    """Two crawls that start together on an empty folder: both open it."""
    program = "import sys; from pipelines.store.database import Database; Database(sys.argv[1]).close()"
    url = f"sqlite:///{tmp_path}/sub/xxgk.db"
    started = [
        subprocess.Popen([sys.executable, "-c", program, url], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [process.communicate()[1] for process in started] == [""] * 4
    assert [process.returncode for process in started] == [0] * 4


def test_connections_to_a_new_file_wait_for_one_another(tmp_path: Path) -> None:
    """Each sets the file's journal mode, for which SQLite itself does not wait."""
    at_once = threading.Barrier(8)

    def connect(url: str) -> str:
        engine = create_engine(url)
        event.listen(engine, "connect", configure_sqlite)
        at_once.wait()
        with engine.connect() as connection:
            mode = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())
        engine.dispose()
        return mode

    with ThreadPoolExecutor(at_once.parties) as pool:
        for number in range(300):
            url = f"sqlite:///{tmp_path}/{number}.db"
            assert list(pool.map(connect, [url] * at_once.parties)) == ["wal"] * at_once.parties


def test_a_transaction_is_whole_or_not_at_all(database: Database) -> None:
    def fail_in_the_middle() -> None:
        with database.session() as session:
            session.add(FormerName(institution_code=YUNLING, name="云岭学堂"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_in_the_middle()
    with database.reading() as session:
        assert session.scalar(select(FormerName).where(FormerName.name == "云岭学堂")) is None


def test_references_are_kept(database: Database) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), database.session() as session:
        session.add(FormerName(institution_code="0000000000", name="无主"))


def test_a_reader_sees_one_moment_and_holds_up_no_writer(database: Database) -> None:
    count = text("SELECT count(*) FROM former_name")
    with database.reading() as reader:
        before = reader.scalar(count)
        with database.session() as writer:
            writer.add(FormerName(institution_code=YUNLING, name="云岭学堂"))
        assert reader.scalar(count) == before
    with database.reading() as reader:
        assert reader.scalar(count) == before + 1


def test_opening_waits_for_no_writer(database: Database) -> None:
    """People look at the status while a crawl writes."""
    with database.session() as writer:
        writer.add(FormerName(institution_code=YUNLING, name="云岭学堂"))
        writer.flush()
        other = Database(database.url, create=False)
        with other.reading() as session:
            assert session.scalar(select(FormerName).where(FormerName.name == "云岭学堂")) is None
        other.close()


def test_every_column_explains_itself_in_two_languages() -> None:
    keys = {"id"}
    for table in Base.metadata.tables.values():
        for column in table.columns:
            assert column.name in keys or " / " in (column.comment or ""), f"{table.name}.{column.name}"


def test_moments_are_utc() -> None:
    moments, dialect = UtcDateTime(), sqlite.dialect()
    shanghai = datetime(2024, 5, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    assert moments.process_bind_param(shanghai, dialect) == datetime(2024, 5, 1, tzinfo=UTC)
    assert moments.process_result_value(datetime(2024, 5, 1), dialect) == datetime(2024, 5, 1, tzinfo=UTC)
    # PostgreSQL answers in the zone of the session.
    assert moments.process_result_value(shanghai, dialect) == shanghai
    with pytest.raises(ValueError, match="time zone"):
        moments.process_bind_param(datetime(2024, 5, 1), dialect)
