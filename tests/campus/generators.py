"""Small generators: what fills the lists around the reports, and list pages."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from tests.campus.prose import seeded
from tests.campus.wire import Answer, html_answer

HERE = Path(__file__).parent
Item = TypeVar("Item")


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """Load a word list beside this module."""
    with (HERE / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True, slots=True)
class Filler:
    """An item that no one looks for; its `lines` are made when they are read."""

    title: str
    published: date
    values: dict[str, str]
    seed: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The paragraphs."""
        rng = seeded(self.seed)
        chosen = rng.sample(vocabulary("filler")["sentences"], k=rng.randint(3, 6))
        return tuple(line.format(**self.values) for line in chosen)


def fillers(school: str, short: str, seed: str, count: int, first: int, last: int) -> list[Filler]:
    """Make `count` notices of the years `first` to `last`, spread evenly, newest first."""
    words = vocabulary("filler")
    rng = seeded("filler", seed, school)
    newest = date(last, 12, 20)
    span = max((newest - date(first, 1, 10)).days, 1)
    out = []
    for index in range(count):
        published = newest - timedelta(days=span * index // max(count, 1))
        values = {
            "school": school,
            "short": short,
            "year": str(published.year),
            "month": str(published.month),
            "number": str(rng.randint(2, 60)),
            "office": rng.choice(words["offices"]),
            "college": rng.choice(words["colleges"]),
            "thing": rng.choice(words["things"]),
            "person": rng.choice(words["surnames"]) + "某",
        }
        title = rng.choice(words["titles"]).format(**values)
        out.append(Filler(title, published, values, f"{school} {seed} {index}"))
    return out


def paginate(items: Sequence[Item], per_page: int) -> Iterator[tuple[int, int, Sequence[Item]]]:
    """Yield (page from 1, pages, items on it); an empty list still has one page."""
    pages = max(-(-len(items) // per_page), 1)
    for page in range(1, pages + 1):
        yield page, pages, items[(page - 1) * per_page : page * per_page]


def prose_of(why: str, values: dict[str, str]) -> tuple[str, ...]:
    """Return the paragraphs of a page of the kind `why` (falsefriends.toml)."""
    texts = vocabulary("falsefriends")
    lines = texts.get(why) or texts["ordinary"]
    return tuple(line.format(**values) for line in lines)


def endless_page(target: str) -> Answer:
    """Answer any address with a calendar and a list that never end.

    The next address counts on from the last number of this one, so no two are alike.
    """
    numbers = re.findall(r"[0-9]{1,12}", target)
    number = int(numbers[-1]) + 1 if numbers else 1
    day = date(2000, 1, 1) + timedelta(days=number % 15000)
    days = "".join(
        f'<td><a href="/rl/{(day + timedelta(days=k)):%Y/%m}/{number + k}.htm">{k + 1}</a></td>'
        for k in range(28)
    )
    items = "".join(
        f'<li><a href="/zxgk/{number * 10 + k}.htm">关于第{number * 10 + k}号事项的通知</a>'
        f"<span>{day - timedelta(days=k)}</span></li>"
        for k in range(10)
    )
    return html_answer(
        f"<html><head><title>最新公开信息 第{number}页</title></head><body>"
        f'<table class="calendar"><caption>{day:%Y年%m月}</caption><tr>{days}</tr></table>'
        f"<ul>{items}</ul>"
        f'<div class="pages">第{number}页 <a href="/zxgk/list.htm?page={number}">下一页</a></div>'
        "</body></html>"
    )
