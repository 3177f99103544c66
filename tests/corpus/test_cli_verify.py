"""xxgk verify: sound, or exit code 4 and the thing that is wrong by name."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.archive import sha256_of
from pipelines.store import ledger
from pipelines.store.pages import Answer
from tests.corpus.home import YUNLING, Home, one_line

URL = "http://xxgk.ylit.example.cn/"


def some_body(home: Home) -> Path:
    return min(path for path in home.archive.rglob("*") if path.is_file() and path.stat().st_size > 200)


def alter(home: Home, statement: str) -> None:
    with closing(sqlite3.connect(home.folder / "xxgk.db")) as connection:
        assert connection.execute(statement).rowcount > 0
        connection.commit()


def test_a_clean_one(stocked: Home) -> None:
    ended = stocked.run("verify")
    assert (ended.code, ended.err) == (0, "")
    assert "7 archived bodies" in ended.out
    assert "all sound" in ended.out


def test_altered_bytes(copied: Home) -> None:
    path = some_body(copied)
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    ended = copied.run("verify")
    assert (ended.code, ended.err) == (4, "")
    assert f"altered in the archive: {path}" in ended.out.replace("\n", "")
    assert "problems: 1" in ended.out


def test_missing_bytes(copied: Home) -> None:
    path = some_body(copied)
    path.unlink()
    ended = copied.inside("verify")
    assert ended.code == 4
    assert f"missing from the archive: {path.name}" in ended.out


def test_a_document_whose_bytes_a_kill_kept_away(copied: Home) -> None:
    """Its row comes first; nothing was read of it, so nothing is lost: the next run brings it."""
    alter(
        copied,
        f"INSERT INTO document (sha256, size, first_seen_at) VALUES ('{'a' * 64}', 9, '2024-01-01')",
    )
    assert copied.inside("verify").code == 0
    alter(
        copied,
        "INSERT INTO extraction (document_sha256, extractor_version, outcome, warnings)"
        f" VALUES ('{'a' * 64}', '1', 'empty', '[]')",
    )
    ended = copied.inside("verify")
    assert ended.code == 4
    assert f"missing from the archive: {'a' * 64}" in ended.out


def test_an_archive_that_is_gone(copied: Home) -> None:
    ended = copied.inside("verify", "--archive", copied.folder / "nowhere")
    assert ended.code == 4
    assert "problems: 7" in ended.out
    assert not (copied.folder / "nowhere").exists()


def test_bytes_that_nothing_refers_to(copied: Home) -> None:
    workspace = copied.workspace()
    sha256 = workspace.archive.put(b"nobody knows me")
    workspace.close()
    ended = copied.inside("verify")
    assert ended.code == 4
    assert f"nothing refers to: {sha256}" in ended.out


def test_a_long_list_is_cut_and_counted(copied: Home) -> None:
    workspace = copied.workspace()
    for i in range(30):
        workspace.archive.put(b"%d" % i)
    workspace.close()
    ended = copied.inside("verify")
    assert "… and 10 more" in ended.out
    assert "problems: 30" in ended.out
    assert len(ended.out.splitlines()) == 22


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE text SET text = text || '。' WHERE rowid = 1", "altered text"),
        ('UPDATE section SET "end" = 999999 WHERE position = 7', "offsets outside the text"),
        ("UPDATE section SET start = -1 WHERE position = 1", "offsets outside the text"),
        ('UPDATE figure SET "end" = 999999 WHERE position = 1', "figure outside the text"),
        ("UPDATE point SET start = -1 WHERE position = 1", "point outside the text"),
        ("UPDATE parse SET evidence = '{\"title\": [3, 999999]}'", "offsets outside the text"),
        ("UPDATE rendition SET parse_id = 4711 WHERE id = 1", "broken reference: rendition"),
        ("UPDATE rendition SET report_id = NULL WHERE report_id IS NOT NULL", "not its own"),
        (
            "UPDATE extraction SET text_sha256 = 'x' WHERE text_sha256 IS NOT NULL",
            "broken reference: extraction",
        ),
    ],
)
def test_rows_that_do_not_hold(copied: Home, statement: str, words: str) -> None:
    alter(copied, statement)
    ended = copied.inside("verify")
    assert ended.code == 4
    assert words in ended.out


def test_a_damaged_database(copied: Home) -> None:
    path = copied.folder / "xxgk.db"
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8192] = b"\xa5" * 8192
    path.write_bytes(data)
    ended = copied.run("verify")
    assert ended.code in (1, 4)
    assert "Traceback" not in ended.err
    assert ended.code == 4 or one_line(ended)


def test_a_kill_between_row_and_bytes_is_no_damage(copied: Home) -> None:
    """While the school is unfinished its bytes are fetched again; afterwards they are missing."""
    workspace = copied.workspace()
    with workspace.database.session() as session:
        run = ledger.start_run(session, "crawl")
        ledger.start_site(session, run, YUNLING, URL)
    answer = Answer(YUNLING, URL, URL, 200, b"never archived", {}, ledger.now())
    workspace.pages.add(answer)
    workspace.pages.flush()
    Path(workspace.archive.path(answer.sha256)).unlink()
    workspace.close()
    assert copied.inside("verify").code == 0
    alter(copied, "UPDATE site_run SET state = 'done'")
    ended = copied.inside("verify")
    assert ended.code == 4
    assert sha256_of(b"never archived") in ended.out
