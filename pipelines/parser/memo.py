"""Answers about short wordings, kept: a table asks the same of the same cell many times."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")
_LONGEST = 300
_KEPT = 4096


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """Keep the answers of a pure function of one text; long texts are asked anew and not kept."""
    kept = lru_cache(maxsize=_KEPT)(function)

    @wraps(function)
    def ask(text: str) -> T:
        return kept(text) if len(text) <= _LONGEST else function(text)

    return ask
