"""Answers about short wordings, kept: a table asks the same of the same cell many times."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
_LONGEST = 300
_KEPT = 4096


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """Keep the answers of a pure function of one text; long texts are asked anew and not kept."""
    return _Kept(function).__getitem__


class _Kept(dict[str, T], Generic[T]):
    """Answers by text; all are forgotten once they are too many."""

    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> T:
        answer = self._function(text)
        if len(text) <= _LONGEST:
            if len(self) >= _KEPT:
                self.clear()
            self[text] = answer
        return answer
