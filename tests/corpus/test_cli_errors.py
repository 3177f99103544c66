"""Errors: one clear line on stderr, the right exit code, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.corpus.home import XXGK, Home, one_line, write_text

COMMANDS = ("crawl", "nightly", "show", "status", "parse", "ingest", "process", "verify", "export")
NEEDED = {"show": ("云岭理工学院",), "parse": ("a.txt",), "ingest": ("files",), "export": ("--out", "o")}
WITH_DB = [name for name in COMMANDS if name != "parse"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, stocked: Home) -> Home:
    """A home for wrong arguments: its database is another's."""
    made = Home(tmp_path_factory.mktemp("place"))
    for name in ("seeds", "xxgk.db", "archive"):
        (made.folder / name).symlink_to(stocked.folder / name)
    (made.folder / "files").mkdir()
    write_text(made.folder / "a.txt")
    return made


def test_help_names_every_command(place: Home) -> None:
    ended = place.inside("--help")
    assert (ended.code, ended.err) == (0, "")
    for name in COMMANDS:
        assert f"  {name} " in ended.out


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(place: Home, command: str) -> None:
    ended = place.inside(command, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert f"xxgk {command} " in ended.out.splitlines()[0]


@pytest.mark.parametrize(
    "args",
    [
        ("nosuch",),
        ("--nosuch",),
        ("show",),
        ("parse",),
        ("ingest",),
        ("export",),
        ("status", "more"),
        ("export", "--out", "o", "--format", "doc"),
        ("crawl", "云岭理工学院", "--delay", "soon"),
        ("crawl", "云岭理工学院", "--delay", "-1"),
        ("nightly", "--delay", "nan"),
        ("crawl",),
        ("crawl", "云岭理工大学"),
        ("crawl", "云岭理工学院", "--since", "lately"),
        ("crawl", "云岭理工学院", "--province", "云江省"),
        ("crawl", "--province", "火星省"),
        ("crawl", "云岭理工学院,河洲师范大学", "--portal", "http://x.example.cn/"),
        ("crawl", "云岭理工学院", "--portal", "ftp://x.example.cn/"),
        ("crawl", "云岭理工学院", "--portal", "http://127.0.0.1/"),
        ("crawl", "云岭理工学院", "--portal", "http://a\nb/"),
        ("crawl", "-a"),
        ("parse", ""),
        ("ingest", ""),
        ("ingest", "files", "--school", ""),
        ("process", "--school", ""),
        ("reparse", "--school", ""),
        ("portals", ""),
        ("portals", "--refresh-seeds", ""),
        ("export", "--out", ""),
        ("dictionary", "--out", ""),
    ],
    ids=" ".join,
)
def test_wrong_usage(copied: Home, args: tuple[str, ...]) -> None:
    ended = copied.inside(*args)
    assert ended.code == 2
    one_line(ended)


def test_a_wrong_argument_says_where_the_help_is(place: Home) -> None:
    ended = place.inside("show")
    assert ended.err == "xxgk: Missing argument 'school': see xxgk show --help\n"


def test_no_arguments_at_all_show_the_help(place: Home) -> None:
    ended = place.inside()
    assert (ended.code, ended.out) == (2, "")
    assert "  crawl " in ended.err


def test_the_help_cuts_no_command_short(place: Home) -> None:
    assert "..." not in place.run("--help", COLUMNS="80").out.partition("Commands:")[2]


@pytest.mark.parametrize("command", ["crawl", "nightly"])
def test_a_platform_that_is_none(place: Home, command: str) -> None:
    ended = place.run(command, XXGK_PLATFORMS_OFF="vsb,nosuch")
    assert ended.code == 1
    assert "nosuch" in one_line(ended)


def test_a_name_with_a_line_end_is_told_in_one_line(place: Home) -> None:
    assert place.inside("parse", "no\nfile.pdf").code == 1
    (place.folder / "no\npdf.pdf").touch()
    one_line(place.inside("parse", "no\npdf.pdf"))
    one_line(place.inside("show", "云岭理工学院", "20\n21"))


@pytest.mark.parametrize("file", [".", "/", "files", "/proc/x.csv"])
def test_a_seed_file_that_cannot_be_written_leaves_nothing(place: Home, file: str) -> None:
    before = sorted(place.folder.iterdir())
    ended = place.inside("portals", "--refresh-seeds", file)
    assert ended.code == 1
    one_line(ended)
    assert sorted(place.folder.iterdir()) == before


@pytest.mark.parametrize("command", WITH_DB)
@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "",
        "nosuch://x/y",
        "postgresql://h:port/db",
        "sqlite:////dev/null/x.db",
        "sqlite:////proc/x.db",
    ],
)
def test_a_wrong_database_address(place: Home, command: str, url: str) -> None:
    ended = place.inside(command, *NEEDED.get(command, ()), "--db", url)
    if command == "crawl":  # without a school it is wrong usage, whatever the database
        ended = place.inside(command, "云岭理工学院", "--db", url)
    assert ended.code == 1
    one_line(ended)


@pytest.mark.parametrize("command", WITH_DB)
def test_a_file_that_is_no_database(place: Home, command: str) -> None:
    needed = ("云岭理工学院",) if command == "crawl" else NEEDED.get(command, ())
    ended = place.inside(command, *needed, "--db", f"sqlite:///{place.folder}/a.txt")
    assert ended.code == 1
    assert "not a database" in one_line(ended)


@pytest.mark.parametrize("command", ["crawl", "nightly", "show", "ingest", "process", "verify"])
@pytest.mark.parametrize("url", ["nosuch://x", "dir://x", "reference://x", "s3://nowhere/x"])
def test_a_wrong_archive_address(home: Home, command: str, url: str) -> None:
    home.workspace().close()
    needed = ("云岭理工学院",) if command == "crawl" else NEEDED.get(command, ())
    ended = home.inside(command, *needed, "--archive", url)
    assert ended.code == 1
    assert "archive" in one_line(ended)


@pytest.mark.parametrize("command", ["crawl", "nightly", "ingest", "process"])
def test_broken_seeds(home: Home, command: str) -> None:
    (home.folder / "seeds" / "portals.csv").write_text("not,what,was\n1,2,3\n")
    needed = ("云岭理工学院",) if command == "crawl" else NEEDED.get(command, ())
    ended = home.inside(command, *needed)
    assert ended.code == 1
    assert "portals.csv" in one_line(ended)


def test_a_night_without_work(home: Home) -> None:
    (home.folder / "seeds" / "portals.csv").write_text("code,portal_url,grade\n")
    ended = home.inside("nightly")
    assert (ended.code, ended.err) == (0, "")
    assert "no school is due" in ended.out


odd = st.text(st.characters(), max_size=12) | st.sampled_from(
    [
        "",
        "-",
        "--",
        "\0",
        "\udcff",
        "[/b]",
        "%s%n",
        "../..",
        "~",
        "*",
        "\x1b[31m",
        "sqlite://",
        "\n",
        "长" * 3000,
    ]
)


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from(["show", "status", "parse", "verify", "export", "nosuch"]), st.lists(odd, max_size=3))
@example("show", ["\udcff"])
@example("show", ["云岭理工学院", "\udcff"])
@example("show", ["\0"])
@example("parse", ["\0"])
@example("parse", ["\udcff"])
@example("verify", ["--archive", "\0"])
@example("verify", ["--archive", "\udcff"])
@example("status", ["--db", "sqlite:///\0"])
@example("status", ["--db", "sqlite:///\udcff"])
@example("export", ["--out", "\0"])
@example("export", ["--out", "/proc/\udcff"])
def test_any_arguments(place: Home, command: str, args: list[str]) -> None:
    """Nothing but a clean exit, whatever is typed: no exception leaves the command."""
    ended = place.inside(command, *args)
    assert ended.code in (0, 1, 2, 4)
    assert "Traceback" not in ended.err
    assert (ended.code in (0, 4)) or ended.err.strip()


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
@pytest.mark.parametrize(
    ("args", "code"), [(("status",), 0), (("show", "云岭理工学院"), 0), (("show", "无此大学"), 2)]
)
def test_a_terminal_that_cannot_show_everything(
    place: Home, encoding: str, args: tuple[str, ...], code: int
) -> None:
    ended = place.run(*args, PYTHONIOENCODING=encoding)
    assert ended.code == code
    assert "Traceback" not in ended.err
    assert ended.out or ended.err


def test_a_reader_that_has_gone(place: Home) -> None:
    """`xxgk parse … | head -0`."""
    process = subprocess.Popen(
        [XXGK, "parse", "a.txt", "--json", "--with-text"],
        cwd=place.folder,
        env=os.environ | place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 1
    assert err == ""


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
@pytest.mark.parametrize("args", [("parse", "a.txt", "--json"), ("status",)], ids=" ".join)
def test_output_that_cannot_be_written_is_an_error(place: Home, args: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [XXGK, *args],
            cwd=place.folder,
            env=os.environ | place.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("xxgk: ")


def test_a_place_of_its_own_is_made_where_none_is_named(home: Home) -> None:
    """Without options and environment everything is below data/ of the folder one is in."""
    write_text(home.folder / "a.txt")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XXGK_")}
    for args, code in ((("status",), 1), (("ingest", "a.txt"), 0), (("status",), 0), (("verify",), 0)):
        done = subprocess.run(
            [XXGK, *args],
            cwd=home.folder,
            env=environment | {"XXGK_SEEDS": str(home.folder / "seeds")},
            capture_output=True,
            check=False,
        )
        assert done.returncode == code
    assert (home.folder / "data" / "xxgk.db").exists()
    assert (home.folder / "data" / "archive").is_dir()
