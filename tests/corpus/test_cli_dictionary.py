"""xxgk dictionary: both pages, wherever they are wanted; no database is needed."""

from pipelines.dictionary import FILES, page
from tests.corpus.home import Home, one_line


def test_both_pages(home: Home) -> None:
    ended = home.run("dictionary", "--out", "deep/docs")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [f"deep/docs/{name}" for name in FILES]
    for name, language in FILES.items():
        assert (home.folder / "deep" / "docs" / name).read_text("utf-8") == page(language)
    assert not (home.folder / "xxgk.db").exists()


def test_a_folder_that_cannot_be_written(home: Home) -> None:
    ended = home.inside("dictionary", "--out", "/dev/null/x")
    assert ended.code == 1
    one_line(ended)
