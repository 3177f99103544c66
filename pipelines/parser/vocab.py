"""Vocabulary of the parser: TOML beside the code, compiled once at import.

`XXGK_VOCABULARY` names a folder of one's own: a file in it takes the place of
the file of the same name here. It must have that file's tables and keys, and
patterns that compile.
"""

import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, reduce
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

VARIABLE = "XXGK_VOCABULARY"


class VocabularyError(SystemExit):
    """The vocabulary cannot be used; one line for people.

    It is met while modules are imported, where no command can catch it yet, so
    it ends the program itself: the line on stderr, exit code 1.
    """

    def __init__(self, message: str) -> None:
        super().__init__(f"xxgk: {' '.join(message.split())}")


@contextmanager
def blamed() -> Iterator[None]:
    """Put down to one's own vocabulary what fails inside, as patterns are compiled there."""
    try:
        yield
    except Exception as error:
        if not _own_files():
            raise
        folder = os.environ[VARIABLE]
        raise VocabularyError(f"the vocabulary in {folder} cannot be used: {error!r}") from error


@cache
def load(name: str) -> dict[str, Any]:
    """The table of `name`.toml: one's own, else the one in this package."""
    shipped = _read(files(__package__).joinpath(f"{name}.toml"))
    own = _own_files().get(name)
    if own is None:
        return shipped
    table = _read(own)
    for fault in _faults(shipped, table, ""):
        raise VocabularyError(f"the vocabulary file {own}: {fault}")
    return table


@cache
def fingerprint() -> str:
    """Eight hexadecimal digits of everything that the vocabulary says.

    Comments and layout do not count, the order of words and rules does.
    """
    tables = {name: load(name) for name in sorted(_names())}
    said = json.dumps(tables, ensure_ascii=False, default=str)
    return sha256(said.encode("utf-8")).hexdigest()[:8]


def alternation(words: Iterable[str], behind: Mapping[str, str] | None = None) -> str:
    """A group that matches any of the words; longer ones first, so that none hides another.

    `behind` are patterns that must match where a word ends. Common beginnings are
    tried once, so that many words cost hardly more than few.
    """
    tree = _tree({word: (behind or {}).get(word, "") for word in words})
    return tree or "(?!)"  # no word is no match, not a match anywhere


def _tree(words: Mapping[str, str]) -> str:
    branches: dict[str, dict[str, str]] = {}
    for word, behind in words.items():
        branches.setdefault(word[:1], {})[word[1:]] = behind
    end = branches.pop("", {})
    choices = [re.escape(first) + _tree(rests) for first, rests in branches.items()]
    choices += end.values()
    return f"(?:{'|'.join(choices)})" if branches else "".join(choices)


def _names() -> set[str]:
    here = (item.name for item in files(__package__).iterdir())
    return {name.removesuffix(".toml") for name in here if name.endswith(".toml")}


@cache
def _own_files() -> Mapping[str, Path]:
    """The files of the folder that the environment names, by name; all must be known."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        return {}
    try:
        found = {path.stem: path for path in sorted(Path(folder).iterdir()) if path.suffix == ".toml"}
    except (OSError, ValueError) as error:
        raise VocabularyError(f"cannot read the folder {VARIABLE}={folder!r}: {error}") from error
    for name in found.keys() - _names():
        known = ", ".join(f"{known}.toml" for known in sorted(_names()))
        raise VocabularyError(f"{found[name]} is no file of the vocabulary; there are: {known}")
    return found


def _read(path: Traversable | Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:  # ValueError: no UTF-8, no TOML
        raise VocabularyError(f"cannot read the vocabulary file {path}: {error}") from error


def _faults(shipped: Any, own: Any, where: str) -> Iterator[str]:
    """Say what of the shipped value one's own lacks or has otherwise."""
    if type(own) is not type(shipped):
        yield f"{where} should be {_KINDS.get(type(shipped), 'another kind of value')}"
    elif isinstance(shipped, dict):
        yield from _lacking(set(shipped), own, where)
        yield from _faults_inside(shipped, own, where)
    elif isinstance(shipped, list):
        like, needed = _like(shipped)
        for i, value in enumerate(own):
            place = f"{where}[{i}]"
            if isinstance(like, dict) and isinstance(value, dict):
                yield from _lacking(needed, value, place)
                yield from _faults_inside(like, value, place)
            elif like is not None:
                yield from _faults(like, value, place)
    elif isinstance(shipped, str) and _compiles(shipped) is None and (fault := _compiles(own)):
        yield f"{where} is no pattern: {fault}"


def _lacking(needed: set[str], own: dict[str, Any], where: str) -> Iterator[str]:
    for key in sorted(needed - own.keys()):
        yield f"{where or 'the file'} lacks {key}"


def _faults_inside(shipped: dict[str, Any], own: dict[str, Any], where: str) -> Iterator[str]:
    for key, value in own.items():
        if key in shipped:
            yield from _faults(shipped[key], value, f"{where}.{key}" if where else key)


_KINDS: dict[type, str] = {
    dict: "a table",
    list: "a list",
    str: "a text",
    int: "a number",
    bool: "true or false",
}


def _like(items: list[Any]) -> tuple[Any, set[str]]:
    """Return what any item of a list is like, and the keys that all of its tables have.

    None where its items are of several kinds. Texts are words, not patterns,
    where one of them compiles to nothing.
    """
    if not items or any(type(item) is not type(items[0]) for item in items):
        return None, set()
    if isinstance(items[0], dict):
        keys = reduce(lambda a, b: a & b, (set(item) for item in items))
        return {key: value for item in reversed(items) for key, value in item.items()}, keys
    if isinstance(items[0], str):
        return next((item for item in items if _compiles(item)), items[0]), set()
    return items[0], set()


def _compiles(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return str(error)
    return None
