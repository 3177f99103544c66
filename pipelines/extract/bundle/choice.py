"""Which file of a bundle is the report: points for its name and for its text."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.extract.text import Text

DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("bundle.toml").read_text(encoding="utf-8"))
FORMATS: dict[str, list[str]] = DATA["formats"]
LIKELY: int = DATA["limits"]["likely"]
SURE: int = DATA["limits"]["sure"]

_LIMITS: dict[str, float] = DATA["limits"]
_OUTLINE: dict[str, Any] = DATA["outline"]
_HELD: float = DATA["table"]["held"]
_WHITE = re.compile(r"\s+")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_NUMBER = re.compile(r"(\d{1,18})")


def _rules(rows: list[dict[str, Any]]) -> list[tuple[int, re.Pattern[str]]]:
    return [(row["points"], re.compile("|".join(row["any"]), re.IGNORECASE)) for row in rows]


_NAME, _TEXT = _rules(DATA["name"]), _rules(DATA["text"])
_SYSTEM = re.compile("|".join(DATA["system"]["names"]), re.IGNORECASE)
_TABLE_NAME = re.compile("|".join(DATA["table"]["name"]))
_TABLE_TEXT = re.compile("|".join(DATA["table"]["text"]))


def is_system(name: str) -> bool:
    """Whether a file is the operating system's or an editor's own."""
    return _SYSTEM.search(name) is not None


@lru_cache(maxsize=4096)
def name_points(name: str) -> int:
    """Points of a file by its name; of its folder only what speaks for it, at half."""
    folder, _, last = name.rpartition("/")
    own = _EXTENSION.sub("", last)
    points = sum(points for points, rule in _NAME if rule.search(own))
    above = sum(points for points, rule in _NAME if points > 0 and rule.search(folder))
    return points + above // 2


def text_points(text: Text) -> float:
    """Points of a document by what it says."""
    solid = _WHITE.sub("", text.text)
    head = solid[: int(_LIMITS["head_chars"])]
    points: float = sum(points for points, rule in _TEXT if rule.search(head))
    points += _OUTLINE["points"] * sum(word in solid for word in _OUTLINE["any"])
    if len(solid) < _LIMITS["short"]:
        points += _LIMITS["short_points"]
    if row_share(text) > _LIMITS["rows"]:
        points += _LIMITS["rows_points"]
    return points


def row_share(text: Text) -> float:
    """Share of a text's characters that stand in table rows."""
    rows = sum(block.end - block.start for block in text.blocks if block.kind == "table_row")
    return rows / max(1, len(text.text))


def format_rank(kind: str) -> int:
    """Place of a format among those that hold the same report; smaller is better."""
    order = FORMATS["order"]
    return order.index(kind) if kind in order else len(order)


def is_inventory(name: str, text: Text, main: Text) -> bool:
    """Whether a file is the table that belongs to `main` and is not in it yet."""
    if not _TABLE_NAME.search(name.rpartition("/")[2]) or row_share(text) <= 0.5:
        return False
    if not _TABLE_TEXT.search(_WHITE.sub("", text.text)):
        return False
    have = {_WHITE.sub("", line) for line in main.text.split("\n")}
    lines = [_WHITE.sub("", line) for line in text.text.split("\n")]
    return sum(line in have for line in lines) < _HELD * len(lines)


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that counts: 2.jpg before 10.jpg."""
    parts = _NUMBER.split(name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)
