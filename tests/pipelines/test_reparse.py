"""Stored texts read anew: the new parse in the earlier one's place, and both kept."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from pipelines.extract import VERSION as EXTRACTOR_VERSION
from pipelines.extract.text import Text
from pipelines.outcomes import DocumentOutcome
from pipelines.parser import parse
from pipelines.process import PARSER_VERSION
from pipelines.reparse import BATCH, Reparse, reparse
from pipelines.reread import reread_by
from pipelines.store import renditions
from pipelines.store.database import Database
from pipelines.store.models import Extraction, Parse, Rendition, Reparsed, ReparseRun, Report
from pipelines.store.reports import settle_reports
from pipelines.store.seeds import load_seeds
from tests.pipelines.store.kit import HEZHOU, YUNLING, add_rendition, candidate, report_text, write_seeds
from tests.support import ROOT

URL = "http://xxgk.ylit.example.cn/{}.txt"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path}/xxgk.db")
    with opened.session() as session:
        load_seeds(session, write_seeds(tmp_path / "seeds"))
    yield opened
    opened.close()


def stock(database: Database, code: str, years: range, **record: Any) -> None:
    """Store reports as another parser had read them, fields of its records as given."""
    with database.session() as session:
        for year in years:
            add_rendition(session, code, URL.format(year), report_text(code, year), **record)
        settle_reports(session, code)


def run(database: Database, code: str | None = None) -> Reparse:
    return reparse(database, code, lambda done, of: None)


def versions(database: Database) -> dict[str, int]:
    with database.reading() as session:
        rows = session.execute(select(Parse.parser_version, func.count()).group_by(Parse.parser_version))
        return {row[0]: row[1] for row in rows}


def test_the_new_parse_takes_the_earlier_one_s_place(database: Database) -> None:
    stock(database, YUNLING, range(2019, 2022), title="旧题")
    done = run(database)
    assert (done.texts, len(done.reread), done.left, done.taken_up) == (3, 3, [], False)
    assert versions(database) == {"1": 3, PARSER_VERSION: 3}
    for one, year in zip(done.reread, (2021, 2020, 2019), strict=True):
        assert (one.institution_code, one.period_label) == (YUNLING, f"{year}-{year + 1}")
        assert (one.version_before, one.version_after) == ("1", PARSER_VERSION)
        assert one.document_urls == [URL.format(year)]
        (title,) = [change for change in one.changes if change["field"] == "title"]
        assert (title["before"], title["change"]) == ("旧题", "changed")
        assert title["after"].startswith("云岭理工学院")
    with database.reading() as session:
        for row in session.scalars(select(Rendition)):
            assert session.get_one(Parse, row.parse_id).parser_version == PARSER_VERSION
            assert row.report_id is not None
        for report in session.scalars(select(Report)):
            assert report.parse.parser_version == PARSER_VERSION
            assert report.parse_id == report.canonical.parse_id
        earlier = session.scalars(select(Reparsed.earlier_id)).all()
        assert {session.get_one(Parse, key).title for key in earlier} == {"旧题"}


def test_again_there_is_nothing_to_do(database: Database) -> None:
    stock(database, YUNLING, range(2019, 2022))
    run(database)
    done = run(database)
    assert (done.texts, done.reread, done.left) == (3, [], [])
    assert versions(database) == {"1": 3, PARSER_VERSION: 3}
    with database.reading() as session:
        assert len(session.scalars(select(ReparseRun)).all()) == 1


def test_an_empty_database(database: Database) -> None:
    assert run(database) == Reparse(0, [], [], False)
    with database.reading() as session:
        assert session.scalars(select(ReparseRun)).all() == []


def test_one_school(database: Database) -> None:
    stock(database, YUNLING, range(2019, 2021))
    stock(database, HEZHOU, range(2019, 2022))
    done = run(database, HEZHOU)
    assert (done.texts, {one.institution_code for one in done.reread}) == (3, {HEZHOU})
    assert versions(database) == {"1": 5, PARSER_VERSION: 3}
    assert len(run(database).reread) == 2


def test_a_report_that_is_read_otherwise_changes_the_school_s_reports(database: Database) -> None:
    """Kind and period of the new parse decide, as they did for the earlier one."""
    unknown = {"kind": None, "label": None, "start": None, "end": None, "declared": False}
    stock(database, YUNLING, range(2020, 2021), kind="other")
    stock(database, YUNLING, range(2021, 2022), period=unknown)
    with database.reading() as session:
        assert session.scalars(select(Report.period_label)).all() == [None]
    run(database)
    with database.reading() as session:
        assert sorted(map(str, session.scalars(select(Report.period_label)))) == ["2020-2021", "2021-2022"]
        assert set(session.scalars(select(Rendition.kind))) == {"annual_report"}


def test_several_renditions_of_a_text_rest_on_one_parse(database: Database) -> None:
    with database.session() as session:
        for name in "abc":
            add_rendition(session, YUNLING, URL.format(name), report_text())
    (one,) = run(database).reread
    assert one.document_urls == [URL.format(name) for name in "abc"]
    with database.reading() as session:
        assert len(set(session.scalars(select(Rendition.parse_id)))) == 1


def test_a_page_that_turns_out_to_be_a_report_is_read(database: Database) -> None:
    """What was refused for its kind is judged again, and only then."""
    with database.session() as session:
        for name, kind in (("was-none", "other"), ("is-one", "annual_report")):
            row = add_rendition(
                session, YUNLING, URL.format(name), report_text(start=2000 + len(name)), kind=kind
            )
            row.expects_file = True
            session.get_one(Extraction, (row.document_sha256, EXTRACTOR_VERSION)).format = "html"
            if kind == "other":
                row.outcome, row.detail = "not_a_document", "an HTML page instead of a file"
            else:
                row.detail = "gone when asked again"
    run(database)
    with database.reading() as session:
        rows = {row.document_url: (row.outcome, row.detail) for row in session.scalars(select(Rendition))}
    assert rows == {
        URL.format("was-none"): ("read", None),
        URL.format("is-one"): ("read", "gone when asked again"),
    }


def local(database: Database, url: str, text: str, **record: Any) -> None:
    """A local file that names its school itself, as another parser had read it."""
    with database.session() as session:
        body = renditions.save_text(session, Text(text, "txt"))
        row = renditions.save_parse(session, body, "1", None, "年报", parse(text).to_dict() | record)
        one = candidate(row.school_code, url, carrier="local", outcome=DocumentOutcome.READ)
        renditions.save_rendition(session, one, row)


def test_a_local_file_goes_to_the_school_that_it_now_names(database: Database) -> None:
    local(database, "file:///a.txt", report_text(HEZHOU), school={"name": "河洲", "code": None})
    local(database, "file:///b.txt", report_text(HEZHOU, 2019), school={"name": "x", "code": YUNLING})
    done = run(database)
    assert {one.institution_code for one in done.reread} == {HEZHOU}
    with database.reading() as session:
        assert set(session.scalars(select(Rendition.institution_code))) == {HEZHOU}
        assert len(session.scalars(select(Report)).all()) == 2


def test_what_something_else_has_read_meanwhile_is_taken(database: Database) -> None:
    """A crawl of the present parser met the same text."""
    stock(database, YUNLING, range(2020, 2021))
    with database.session() as session:
        text = report_text(YUNLING, 2020)
        body = renditions.save_text(session, Text(text, "txt"))
        known = renditions.save_parse(session, body, PARSER_VERSION, YUNLING, "", parse(text).to_dict()).id
    assert len(run(database).reread) == 1
    with database.reading() as session:
        assert session.scalars(select(Rendition.parse_id)).all() == [known]
    assert versions(database) == {"1": 1, PARSER_VERSION: 1}


def test_links_reach_the_parser(database: Database) -> None:
    """They are the extraction's; a text alone does not have them."""
    table = "清单事项公开情况表\n序号\t公开事项\t网址\n1\t学校章程\t查看\n"
    text = report_text() + "\n" + table
    with database.session() as session:
        row = add_rendition(session, YUNLING, URL.format(1), text, inventory=[])
        extraction = session.get_one(Extraction, (row.document_sha256, EXTRACTOR_VERSION))
        start = text.index("查看")
        extraction.links = [[start, start + 2, "/zc.htm"]]
    run(database)
    with database.reading() as session:
        found = session.scalars(select(Parse).where(Parse.parser_version == PARSER_VERSION)).one()
        assert "http://xxgk.ylit.example.cn/zc.htm" in {item.url for item in found.inventory}


# A run that is killed --------------------------------------------------------------

KILLED = """
import os, signal, sys
from pipelines.reparse import reparse
from pipelines.store.database import Database
reparse(Database(sys.argv[1]), None, lambda done, of: os.kill(os.getpid(), signal.SIGKILL))
"""


def outcome(done: Reparse) -> str:
    return json.dumps([asdict(one) for one in done.reread], ensure_ascii=False)


def test_a_killed_run_is_taken_up(database: Database, tmp_path: Path) -> None:
    count = BATCH + 7
    stock(database, YUNLING, range(2000, 2000 + count), title="旧题")
    database.close()
    whole = tmp_path / "whole.db"
    shutil.copy(tmp_path / "xxgk.db", whole)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, database.url], cwd=ROOT, capture_output=True, check=False, timeout=120
    )
    assert killed.returncode == -signal.SIGKILL
    halfway = versions(database)
    assert 0 < halfway[PARSER_VERSION] < count
    assert halfway["1"] == count
    with closing(Database(f"sqlite:///{whole}")) as other:
        straight = run(other)
    again = run(database)
    assert again.taken_up
    assert len(again.reread) == count
    assert outcome(again) == outcome(straight)
    assert versions(database) == {"1": count, PARSER_VERSION: count}
    assert run(database).reread == []
    with database.reading() as session:
        assert len(session.scalars(select(Report)).all()) == count
        assert len(reread_by(session)) == count


def test_a_run_that_was_killed_at_its_very_end_is_shown(database: Database) -> None:
    stock(database, YUNLING, range(2000, 2002))
    run(database)
    with database.session() as session:
        session.scalars(select(ReparseRun)).one().finished_at = None
    done = run(database)
    assert (len(done.reread), done.taken_up) == (2, True)
    assert run(database).reread == []
