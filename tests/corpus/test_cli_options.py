"""Options that every command takes, and arguments as Scrapy's command line writes them."""

from pathlib import Path

from tests.corpus.home import Home


def test_the_database_may_be_named_before_the_command(home: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "x.db"
    ended = home.run("--db", f"sqlite:///{elsewhere}", "status")
    assert ended.code == 1
    assert str(elsewhere) in ended.err


def test_arguments_as_scrapy_writes_them(home: Home) -> None:
    ended = home.run("crawl", "-a", "school=没有这所大学", "--delay", "0")
    assert ended.code == 2
    assert "没有这所大学" in ended.err
    unknown = home.run("crawl", "-a", "colour=red")
    assert (unknown.code, unknown.out) == (2, "")
    assert "colour" in unknown.err
