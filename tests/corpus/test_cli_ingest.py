"""xxgk ingest: local files as if crawled; every file ends in a row with an outcome."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.outcomes import DocumentOutcome
from pipelines.store.models import Rendition, Report
from tests.corpus.home import HEZHOU, SHARED, YUNLING, Home, one_line, write_text
from tests.pipelines.store.kit import report_lines


def outcomes(home: Home) -> dict[str, str]:
    """Each stored file by its name, and its outcome."""
    database = home.opened()
    with database.reading() as session:
        found = {Path(row.document_url).name: row.outcome for row in session.scalars(select(Rendition))}
    database.close()
    return found


def reports(home: Home) -> set[tuple[str, str | None]]:
    database = home.opened()
    with database.reading() as session:
        found = {(row.institution_code, row.period_label) for row in session.scalars(select(Report))}
    database.close()
    return found


def dump(home: Home) -> list[str]:
    with closing(sqlite3.connect(home.folder / "xxgk.db")) as connection:
        return list(connection.iterdump())


def test_a_folder(stocked: Home) -> None:
    assert outcomes(stocked) == {
        "2020.txt": "read",
        "2021.pdf": "read",
        "2022.docx": "read",
        "2022.htm": "read",
        "other.txt": "read",
        "empty.pdf": "empty",
        "broken.bin": "unsupported",
    }
    assert reports(stocked) == {
        (YUNLING, "2019-2020"),
        (YUNLING, "2020-2021"),
        (YUNLING, "2021-2022"),
        (HEZHOU, "2021-2022"),
    }


def test_twice_is_the_same_database(copied: Home, stocked: Home) -> None:
    """Only when a bad file was tried again may differ, and nothing is."""
    before = dump(stocked)
    ended = stocked.run("ingest", stocked.files)
    assert ended.code == 3
    assert dump(stocked) == before
    assert "5 of 7 files read" in ended.out
    assert copied.inside("verify").code == 0


def test_what_people_see(home: Home) -> None:
    write_text(home.files / "年报.txt")
    (home.files / "空.pdf").write_bytes(b"")
    ended = home.run("ingest", "files")
    assert (ended.code, ended.err) == (3, "")
    (good,) = [line for line in ended.out.splitlines() if line.startswith("年报.txt")]
    assert good.split() == ["年报.txt", "read", "已读取", "txt", "annual_report", "2021-2022"]
    assert "empty 空文件" in ended.out
    assert "1 of 2 files read" in ended.out


@pytest.mark.parametrize(
    "name", ["[final]年报.txt", ":smile:.txt", "年报 (1).txt", "a&b=<i>.txt", "-年报.txt", "%41#?.txt"]
)
def test_names_are_shown_and_stored_as_they_are(home: Home, name: str) -> None:
    path = write_text(home.files / name)
    ended = home.inside("ingest", "files")
    assert ended.code == 0
    assert name in ended.out
    database = home.opened()
    with database.reading() as session:
        assert session.scalars(select(Rendition.document_url)).all() == [path.as_uri()]
    database.close()


def test_a_name_that_is_no_utf8(home: Home) -> None:
    path = home.files / os.fsdecode("云岭年报.txt".encode("gb18030"))
    write_text(path)
    ended = home.run("ingest", "files")
    assert (ended.code, ended.err) == (0, "")
    assert "云岭年报.txt" in ended.out
    assert home.run("show", YUNLING).code == 0


def test_what_cannot_be_opened_costs_only_itself(home: Home) -> None:
    write_text(home.files / "good.txt")
    loop = home.files / "loop"
    loop.symlink_to(loop)
    ended = home.inside("ingest", loop, "nosuch.txt", "x" * 300, home.files / "good.txt")
    assert (ended.code, ended.err) == (3, "")
    assert "1 of 4 files read" in ended.out
    assert "nosuch.txt" in ended.out
    assert reports(home) == {(YUNLING, "2021-2022")}


def test_an_empty_folder(home: Home) -> None:
    ended = home.inside("ingest", "files")
    assert ended.code == 0
    assert "0 of 0 files" in ended.out


def test_the_school_where_the_document_names_none(home: Home) -> None:
    text = "\n".join(report_lines()[1:]).replace("云岭理工学院", "本校")
    (home.files / "2021-2022学年信息公开年度报告.txt").write_text(text)
    assert home.inside("ingest", "files", "--school", "云岭工业专科学校").code == 0
    assert reports(home) == {(YUNLING, "2021-2022")}


def test_the_report_of_another_school_than_said(home: Home) -> None:
    write_text(home.files / "a.txt", HEZHOU)
    ended = home.inside("ingest", "files", "--school", YUNLING)
    assert "河洲师范大学" in ended.out.replace("\n", "")
    assert reports(home) == set()


def test_a_school_that_is_on_no_list_is_not_passed_over(home: Home) -> None:
    """The report is read, but belongs to nobody: that must be said."""
    (home.files / "a.txt").write_text("\n".join(report_lines()).replace("云岭理工学院", "不在册学院"))
    ended = home.inside("ingest", "files")
    assert reports(home) == set()
    assert "school" in ended.out.replace("--school", "school")


def test_an_unknown_school(home: Home) -> None:
    write_text(home.files / "a.txt")
    ended = home.inside("ingest", "files", "--school", "云岭理工大学")
    assert ended.code == 2
    assert "云岭理工学院" in one_line(ended)


def test_a_file_that_has_changed(home: Home) -> None:
    write_text(home.files / "a.txt", start=2021)
    home.inside("ingest", "files")
    write_text(home.files / "a.txt", start=2022)
    assert home.inside("ingest", "files").code == 0
    assert reports(home) == {(YUNLING, "2022-2023")}
    assert home.inside("verify").code == 0


def test_an_archive_that_cannot_be_written(home: Home) -> None:
    write_text(home.files / "a.txt")
    (home.folder / "file").write_text("")
    ended = home.inside("ingest", "files", "--archive", home.folder / "file" / "sub")
    assert ended.code == 1
    one_line(ended)


@pytest.mark.skipif(not (SHARED / "files").is_dir(), reason="no shared files beside the project")
def test_real_files(home: Home) -> None:
    names = {path.name for path in (SHARED / "files").iterdir()}
    ended = home.run("ingest", SHARED / "files", timeout=300)
    assert ended.code in (0, 3)
    assert all(line.startswith("scans: ") for line in ended.err.splitlines())
    found = outcomes(home)
    assert set(found) == names
    assert set(found.values()) <= {outcome.value for outcome in DocumentOutcome}
    assert not {"pending", "timeout", "worker_killed", "awaits_ocr"} & set(found.values())
    assert home.inside("verify").code == 0
    before = dump(home)
    assert home.run("ingest", SHARED / "files", timeout=300).code == ended.code
    assert dump(home) == before


@pytest.mark.skipif(not (SHARED / "reports").is_dir(), reason="no shared reports beside the project")
def test_real_reports_with_the_shipped_seeds(home: Home) -> None:
    shutil.rmtree(home.folder / "seeds")
    texts = sorted((SHARED / "reports").glob("*.txt"))
    shipped = str(Path(__file__).parents[2] / "seeds")
    assert home.run("ingest", *texts, XXGK_SEEDS=shipped).code == 0
    assert len(reports(home)) >= len(texts) * 0.8
