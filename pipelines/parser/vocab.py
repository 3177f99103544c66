"""Vocabulary of the parser: TOML beside the code, compiled once at import."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The table of `name`.toml in this package."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def alternation(words: list[str]) -> str:
    """A group that matches any of the words; longer ones first, so that none hides another."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"
