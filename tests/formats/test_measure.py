"""The measure itself: edit distances, cells, sources."""

import random
from collections import Counter

import pytest

from pipelines.extract import Block, Text
from tests.formats import measure
from tests.formats.source import load, parse


def slow(one: str, other: str) -> int:
    """Edit distance by the table that everyone knows."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        below = [i]
        for j, b in enumerate(other, start=1):
            below.append(min(row[j] + 1, below[-1] + 1, row[j - 1] + (a != b)))
        row = below
    return row[-1]


def test_distance() -> None:
    chance = random.Random(7)
    for _ in range(400):
        one = "".join(chance.choices("公开信", k=chance.randint(0, 90)))
        other = "".join(chance.choices("公开信息", k=chance.randint(0, 90)))
        assert measure.distance(one, other) == slow(one, other)


def test_a_lost_character_counts_once() -> None:
    source = load("lanxi")
    whole = "".join(source.lines())
    text = Text("\n".join(source.lines())[1:], "txt")
    assert measure.measure(text, source).errors == 1
    assert measure.measure(text, source).length == len(measure.squeeze(whole))


SOURCE = parse("small", "# 标题\n一段话。\n| 甲 | 乙 | 丙 |\n| 一 | ^ | 二 |\n| 三 | < | 四 |")


def test_merged_cells() -> None:
    assert SOURCE.rows() == [["甲", "乙", "丙"], ["一", "二"], ["三", "四"]]
    spans = {cell.text: (cell.rows, cell.columns) for row in SOURCE.blocks[2].cells() for cell in row}
    assert spans["乙"] == (2, 1)
    assert spans["三"] == (1, 2)
    assert spans["丙"] == (1, 1)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([["甲", "乙", "丙"], ["一", "二"], ["三", "四"]], 7),
        ([["甲", "乙", "丙"], ["一", "四"], ["三", "二"]], 5),  # in a wrong row
        ([["甲乙", "丙"], ["一", "二"], ["三", "四"]], 5),  # two in one
        ([], 0),
    ],
)
def test_cells_count_in_their_row(rows: list[list[str]], kept: int) -> None:
    assert measure.kept_cells(SOURCE.rows(), rows, 0)[0] == (kept, 7)


def test_paragraphs_and_headings() -> None:
    lines = ["标题", "一段", "话。"]
    blocks = (Block("heading", 0, 2, 1), Block("paragraph", 3, 5), Block("paragraph", 6, 8))
    result = measure.measure(Text("\n".join(lines), "txt", blocks), SOURCE)
    assert result.paragraphs == (1, 2)
    assert result.headings == (1, 1)
    assert measure.kept(["甲", "甲"], Counter({"甲": 1}), 0)[0] == (1, 2)
