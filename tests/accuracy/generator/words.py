"""The vocabulary of the composed reports, from the TOML files beside this module."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def words(name: str) -> dict[str, Any]:
    """One file's tables, by its name without the ending; read once."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
