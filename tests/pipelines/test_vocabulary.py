"""A vocabulary of one's own: it takes the shipped one's place, or says in one line why not."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import reduce
from pathlib import Path

import pytest

from pipelines.parser import vocab

SHIPPED = Path(vocab.__file__).parent
PROGRAM = "from pipelines.parser import vocab; print(vocab.fingerprint())"


def printed(folder: Path | str | None) -> subprocess.CompletedProcess[str]:
    """What the parser's fingerprint is, or the error, with a folder of one's own."""
    environment = {k: v for k, v in os.environ.items() if k != vocab.VARIABLE}
    if folder is not None:
        environment[vocab.VARIABLE] = str(folder)
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=SHIPPED.parents[1],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def own(folder: Path, change: Callable[[str], str], name: str = "outline.toml") -> Path:
    """Write a changed copy of a shipped file."""
    text = (SHIPPED / name).read_text("utf-8")
    changed = change(text)
    assert changed != text
    (folder / name).write_text(changed, "utf-8")
    return folder


def test_the_stock_vocabulary_has_one_fingerprint(tmp_path: Path) -> None:
    stock = printed(None).stdout
    assert re.fullmatch(r"[0-9a-f]{8}\n", stock)
    assert printed("").stdout == printed(tmp_path).stdout == stock
    assert vocab.fingerprint() == stock.strip()


def test_what_it_says_counts_and_not_how_it_is_laid_out(tmp_path: Path) -> None:
    stock = printed(None).stdout
    own(tmp_path, lambda text: "# mine\n\n" + text.replace("\n", "\r\n"))
    assert printed(tmp_path).stdout == stock
    own(tmp_path, lambda text: text.replace("概述|", "开篇的话|概述|"))
    assert printed(tmp_path).stdout not in ("", stock)


def test_every_shipped_file_passes_its_own_check(tmp_path: Path) -> None:
    names = sorted(path.name for path in SHIPPED.glob("*.toml"))
    assert "outline.toml" in names
    for name in names:
        own(tmp_path, lambda text: text + "\n", name)
    ended = printed(tmp_path)
    assert (ended.stdout, ended.stderr) == (printed(None).stdout, "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("[order]", "[orders]"), "lacks order"),
        (lambda text: text.replace("codes = [", "codes = 5 # ["), "order.codes should be a list"),
        (lambda text: re.sub(r"(\ncode = \"overview\"\nfind = ').", r"\1((", text), "is no pattern"),
        (lambda text: re.sub(r"\ncode = \"overview\"\n", "\n", text), "lacks code"),
        (lambda text: text + "\n[[[", "cannot read the vocabulary file"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, change: Callable[[str], str], said: str) -> None:
    ended = printed(own(tmp_path, change))
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith("xxgk: ")
    assert ended.stderr.count("\n") == 1
    assert said in ended.stderr
    assert "outline.toml" in ended.stderr


def test_a_rule_of_ones_own_is_checked_where_only_some_have_its_keys(tmp_path: Path) -> None:
    table = {"rule": [{"code": "a"}, {"code": "b", "find": "x|y"}]}
    assert list(vocab._faults(table, {"rule": [{"code": "c", "find": "x"}, {"code": "d"}]}, "")) == []
    assert list(vocab._faults(table, {"rule": [{"code": "c", "find": "("}]}, ""))
    assert list(vocab._faults(table, {"rule": [{"find": "x"}]}, "")) == ["rule[0] lacks code"]
    words = {"words": ["上", "("]}
    assert list(vocab._faults(words, {"words": ["(", "[", "x"]}, "")) == []


def test_a_name_that_is_no_vocabulary(tmp_path: Path) -> None:
    (tmp_path / "outlines.toml").write_text("")
    ended = printed(tmp_path)
    assert ended.returncode == 1
    assert "outlines.toml" in ended.stderr
    assert "outline.toml" in ended.stderr.replace("outlines.toml", "")
    assert ended.stderr.count("\n") == 1


def test_what_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "outline.toml").write_bytes(b"\xb8\xc5\xca\xf6")
    ended = printed(tmp_path)
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)


@pytest.mark.parametrize("folder", ["nosuch", "/dev/null", "x" * 5000])
def test_a_folder_that_is_none(folder: str) -> None:
    ended = printed(folder)
    assert ended.returncode == 1
    assert ended.stderr.startswith("xxgk: cannot read the folder")
    assert ended.stderr.count("\n") == 1


def test_patterns_that_fit_together_wrongly_are_put_down_to_their_folder(tmp_path: Path) -> None:
    """Each is a pattern; the program makes one of them, and that is none."""
    named = {"\nlead = '": "\nlead = '(?P<a>x)?", "\ntail = '": "\ntail = '(?P<a>y)?"}
    folder = own(tmp_path, lambda text: reduce(lambda said, pair: said.replace(*pair), named.items(), text))
    ended = printed(folder)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"xxgk: the vocabulary in {folder} cannot be used")
    assert ended.stderr.count("\n") == 1


def test_no_word_is_no_match() -> None:
    assert re.search(vocab.alternation([]), "任何文字") is None
    assert re.match(vocab.alternation(["公开", "公开网"]), "公开网")[0] == "公开网"  # type: ignore[index]
