"""A database of an earlier version is brought up to date with its rows."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, select

from pipelines.store import database as module
from pipelines.store.database import Database
from pipelines.store.models import Extraction, InventoryItem, Parse, Point, Section
from pipelines.store.records import record_of
from tests.pipelines.store.kit import YUNLING


def to_revision(path: Path, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(module.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A database as the first version left it, with one report in it."""
    path = tmp_path / "xxgk.db"
    to_revision(path, "0001")
    with closing(sqlite3.connect(path)) as rows, rows:
        rows.execute("PRAGMA foreign_keys=ON")
        rows.execute("INSERT INTO institution (code, name) VALUES (?, ?)", (YUNLING, "云岭理工学院"))
        rows.execute("INSERT INTO document (sha256, size, first_seen_at) VALUES ('d', 1, '2024-01-01')")
        rows.execute("INSERT INTO text (sha256, text, characters, han_share) VALUES ('t', '年报', 2, 1.0)")
        rows.execute(
            "INSERT INTO extraction (document_sha256, extractor_version, outcome, text_sha256, warnings)"
            " VALUES ('d', '1', 'read', 't', '[]')"
        )
        rows.execute(
            "INSERT INTO parse"
            " (id, text_sha256, parser_version, institution_code, context_title, kind, evidence)"
            " VALUES (1, 't', '1', ?, '', 'annual_report', '{}')",
            (YUNLING,),
        )
        rows.execute(
            "INSERT INTO section (parse_id, position, code, ordinal, heading, start, end)"
            " VALUES (1, 1, 'overview', 1, '概述', 0, 2)"
        )
        rows.execute("INSERT INTO point (parse_id, position, kind, text) VALUES (1, 1, 'practice', '公开')")
        rows.execute("INSERT INTO inventory_item (parse_id, position, number) VALUES (1, 1, 6)")
        rows.execute(
            "INSERT INTO rendition"
            " (id, institution_code, page_url, document_url, title, carrier, expects_file, outcome,"
            " document_sha256, parse_id, path, found_at)"
            " VALUES (1, ?, 'p', 'u', '年报', 'file', 0, 'read', 'd', 1, '[]', '2024-01-01')",
            (YUNLING,),
        )
        rows.execute(
            "INSERT INTO report (id, institution_code, period_label, parse_id, canonical_id)"
            " VALUES (1, ?, '2022-2023', 1, 1)",
            (YUNLING,),
        )
    return path


def test_its_rows_are_all_there(first: Path) -> None:
    database = Database(f"sqlite:///{first}", create=False)
    with database.reading() as session:
        parse = session.scalars(select(Parse)).one()
        assert (parse.parser_version, parse.kind) == ("1", "annual_report")
        assert session.scalars(select(Section)).one().subheadings == []
        extraction = session.scalars(select(Extraction)).one()
        assert (extraction.links, extraction.readings, extraction.confidence) == ([], [], [])
        assert (extraction.quality, extraction.chosen, extraction.members) == (None, None, [])
        point, item = session.scalars(select(Point)).one(), session.scalars(select(InventoryItem)).one()
        assert (point.text, point.start, point.end) == ("公开", None, None)
        assert (item.number, item.start, item.end) == (6, None, None)
        assert record_of(parse)["sections"][0]["subheadings"] == []
    database.close()
    with closing(sqlite3.connect(first)) as rows:
        assert rows.execute("PRAGMA foreign_key_check").fetchall() == []
        assert json.loads(rows.execute("SELECT subheadings FROM section").fetchone()[0]) == []
