"""What passes between the crawl and the process that writes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipelines.store.pages import Answer

Work = tuple[Callable[..., Any], tuple[Any, ...]]
"""A function of a module, called with a session, the school names, and these arguments."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Full answers, and the moments at which unchanged addresses answered."""

    answers: list[Answer]
    unchanged: dict[tuple[str, str], datetime]


@dataclass(frozen=True, slots=True)
class Works:
    """What is to be done in one transaction."""

    works: list[Work]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something was not written."""

    words: str
