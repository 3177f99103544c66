"""xxgk reparse: what a changed vocabulary reads otherwise, shown and kept."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipelines.parser import vocab
from tests.corpus.home import HEZHOU, YUNLING, Home, one_line
from tests.pipelines.store.kit import GUTANG, report_lines

OPENING = "开篇的话"


def write(home: Home, code: str, start: int, first: str = "概述") -> None:
    lines = report_lines(code, start)
    place = lines.index("一、概述")
    lines[place : place + 2] = [f"一、{first}", "学校把信息公开作为依法治校的基础工作。"]
    (home.files / f"{code}-{start}.txt").write_text("\n".join(lines), "utf-8")


def rows(home: Home, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(home.folder / "xxgk.db")) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def kept(home: Home) -> Home:
    """Three reports of two schools; one of them opens with a heading that is none of the outline's."""
    write(home, YUNLING, 2021, OPENING)
    write(home, YUNLING, 2020)
    write(home, HEZHOU, 2021)
    assert home.run("ingest", home.files).code == 0
    return home


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A vocabulary with one more word for the overview."""
    folder = tmp_path / "words"
    folder.mkdir()
    shipped = Path(vocab.__file__).with_name("outline.toml").read_text("utf-8")
    more, times = re.subn(r"(\ncode = \"overview\"\nfind = ')", rf"\g<1>{OPENING}|", shipped, count=1)
    assert times == 1
    (folder / "outline.toml").write_text(more, "utf-8")
    return folder


def test_one_more_word(kept: Home, words: Path) -> None:
    ended = kept.run("reparse", "--json", XXGK_VOCABULARY=str(words))
    assert (ended.code, ended.err) == (0, "")
    said = json.loads(ended.out)
    assert (said["texts"], said["read"], said["changed"], said["unchanged"]) == (3, 3, 1, 2)
    assert said["left"] == []
    assert len(said["documents"]) == 3
    (one,) = [document for document in said["documents"] if document["changes"]]
    assert (one["institution_code"], one["school_name"], one["period_label"]) == (
        YUNLING,
        "云岭理工学院",
        "2021-2022",
    )
    assert one["document_urls"] == [(kept.files / f"{YUNLING}-2021.txt").as_uri()]
    assert one["version_after"] == said["parser_version"] != one["version_before"]
    section, warning = one["changes"]
    assert (section["field"], section["change"]) == ("sections", "changed")
    assert section["before"] | {"code": "overview"} == section["after"]
    assert section["before"]["code"] == "extra"
    assert section["after"]["heading"] == OPENING
    assert (warning["field"], warning["change"]) == ("warnings", "removed")
    assert warning["before"] == {"code": "section_missing:overview"}
    codes = "SELECT parser_version, code FROM parse JOIN section ON parse_id = parse.id WHERE heading = '{}'"
    assert sorted(rows(kept, codes.format(OPENING))) == sorted(
        [(one["version_before"], "extra"), (one["version_after"], "overview")]
    )
    assert rows(kept, "SELECT count(*) FROM parse") == [(6,)]
    assert kept.run("verify").code == 0


def test_for_people(kept: Home, words: Path) -> None:
    ended = kept.run("reparse", XXGK_VOCABULARY=str(words))
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == f"云岭理工学院 {YUNLING}"
    assert "2021-2022  2 changes" in lines[1]
    assert "~ sections" in lines[2]
    assert f"{OPENING}: code extra → overview" in lines[2]
    assert "- warnings" in lines[3]
    assert "section_missing:overview" in lines[3]
    assert "2020-2021  unchanged" in lines[4]
    assert lines[5].rstrip() == f"河洲师范大学 {HEZHOU}"
    assert lines[-1].startswith("3 of 3 texts read anew by ")
    assert lines[-1].endswith(": 1 changed, 2 unchanged")


def test_only_what_changed(kept: Home, words: Path) -> None:
    ended = kept.run("reparse", "--changed-only", XXGK_VOCABULARY=str(words))
    assert "unchanged  " not in ended.out
    assert "河洲师范大学" not in ended.out
    assert "1 changed, 2 unchanged" in ended.out
    again = kept.run("reparse", XXGK_VOCABULARY=str(words))
    assert again.code == 0
    assert "all 3 texts have been read by this parser" in again.out
    assert "nothing to do" in again.out


def test_there_and_back(kept: Home, words: Path) -> None:
    """The first vocabulary's parses are still there, and are taken again."""
    kept.run("reparse", XXGK_VOCABULARY=str(words))
    ended = kept.run("reparse", "--json", "--changed-only")
    said = json.loads(ended.out)
    (one,) = said["documents"]
    assert [change["change"] for change in one["changes"]] == ["changed", "added"]
    assert rows(kept, "SELECT count(*) FROM parse") == [(6,)]
    assert set(rows(kept, "SELECT parser_version FROM rendition JOIN parse ON parse.id = parse_id")) == {
        (said["parser_version"],)
    }
    kept.run("export", "--out", "o")
    changes = (kept.folder / "o" / "changes.jsonl").read_text("utf-8").splitlines()
    assert len(changes) == 4
    assert {json.loads(line)["field"] for line in changes} == {"sections", "warnings"}
    assert kept.run("export", "--out", "o", "--format", "csv").code == 0
    assert (kept.folder / "o" / "changes.csv").read_text("utf-8").count("section_missing") == 2


def test_one_school(kept: Home, words: Path) -> None:
    ended = kept.run("reparse", "--school", "河洲师范大学", "--json", XXGK_VOCABULARY=str(words))
    said = json.loads(ended.out)
    assert (said["texts"], said["read"]) == (1, 1)
    ended = kept.run("reparse", "--school", GUTANG, XXGK_VOCABULARY=str(words))
    assert (ended.code, ended.out) == (0, "no texts are stored yet · next: xxgk crawl or xxgk ingest\n")
    assert json.loads(kept.run("reparse", "--json", XXGK_VOCABULARY=str(words)).out)["read"] == 2


def test_an_unknown_school(kept: Home) -> None:
    ended = kept.inside("reparse", "--school", "云岭理工大学")
    assert ended.code == 2
    assert "云岭理工学院" in one_line(ended)


def test_no_database(home: Home) -> None:
    ended = home.inside("reparse")
    assert ended.code == 1
    assert "there is no database" in one_line(ended)
    assert not (home.folder / "xxgk.db").exists()


def test_an_empty_database(home: Home) -> None:
    home.workspace().close()
    ended = home.inside("reparse")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "no texts are stored yet · next: xxgk crawl or xxgk ingest\n"
    said = json.loads(home.inside("reparse", "--json").out)
    assert (said["texts"], said["documents"]) == (0, [])


def test_a_text_that_is_missing(kept: Home, words: Path) -> None:
    """The others are read; the one without a text is named, and its parse stays."""
    with closing(sqlite3.connect(kept.folder / "xxgk.db")) as connection, connection:
        connection.execute(
            "DELETE FROM text WHERE sha256 = (SELECT text_sha256 FROM parse WHERE period_label = '2020-2021')"
        )
    for _ in range(2):
        ended = kept.run("reparse", "--json", XXGK_VOCABULARY=str(words))
        assert ended.code == 3
        assert ended.err.count("\n") == 1
        assert f"{YUNLING}-2020.txt: its text is not in the database" in ended.err
        (left,) = json.loads(ended.out)["left"]
        assert left["document_url"].endswith(f"{YUNLING}-2020.txt")
    assert rows(kept, "SELECT count(*) FROM parse") == [(5,)]


def test_a_vocabulary_that_cannot_be_used(kept: Home, tmp_path: Path) -> None:
    for folder in ("nosuch", str(tmp_path / "files")):
        (tmp_path / "files" / "outline.toml").write_text("x = 1")
        for command in (("reparse",), ("ingest", kept.files), ("parse", kept.files / f"{YUNLING}-2020.txt")):
            ended = kept.run(*command, XXGK_VOCABULARY=folder)
            assert ended.code == 1
            one_line(ended)
    assert rows(kept, "SELECT count(*) FROM parse") == [(3,)]


@pytest.mark.parametrize("args", [("--school",), ("--nosuch",), ("extra",)])
def test_wrong_usage(kept: Home, args: tuple[str, ...]) -> None:
    ended = kept.inside("reparse", *args)
    assert ended.code == 2
    assert ended.err


def test_arguments_that_are_no_utf8(kept: Home) -> None:
    ended = kept.run(b"reparse", b"--school", b"\xc4\xea")
    assert ended.code == 2
    one_line(ended)
