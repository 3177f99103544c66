"""The known texts: a few marks, one block a line.

`# ` a title, `= ` and `== ` headings, `* ` an item that the format itself numbers,
`> ` a signature, `| a | b |` a table row, anything else a paragraph. A cell `^` is
covered by the one above, `<` by the one on its left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal

TEXTS = Path(__file__).parent / "texts"
Kind = Literal["title", "h1", "h2", "item", "sign", "p", "table"]
_MARKS: dict[str, Kind] = {"# ": "title", "= ": "h1", "== ": "h2", "* ": "item", "> ": "sign"}
HEADINGS = ("title", "h1", "h2")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is printed: `row` and `column` from 0, and how many it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """One block as it is shown: `text` with its number; `rows` (marks and all) of a table."""

    kind: Kind
    text: str = ""
    number: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def bare(self) -> str:
        """The text without the number that the format shows."""
        return self.text.removeprefix(f"{self.number}. ") if self.number else self.text

    def cells(self) -> list[list[Cell]]:
        """The printed cells of a table, row by row."""
        return [list(self._row(r)) for r in range(len(self.rows))]

    def _row(self, r: int) -> Iterator[Cell]:
        row = self.rows[r]
        for c, text in enumerate(row):
            if text not in ("^", "<"):
                columns = 1 + _run(row[c + 1 :], "<")
                rows = 1 + _run([below[c] for below in self.rows[r + 1 :]], "^")
                yield Cell(text, r, c, rows, columns)


@dataclass(frozen=True, slots=True)
class Source:
    """A known text: its blocks in reading order."""

    name: str
    blocks: tuple[Block, ...] = field(default=())

    @property
    def title(self) -> str:
        """The document's title."""
        return self.blocks[0].text

    def lines(self) -> list[str]:
        """What a reader must give, one block a line, cells of a row without anything between."""
        out = []
        for block in self.blocks:
            if block.kind == "table":
                out += ["".join(cell.text for cell in row) for row in block.cells()]
            else:
                out.append(block.text)
        return out

    def paragraphs(self) -> list[str]:
        """Every block that is no table, number and all."""
        return [block.text for block in self.blocks if block.kind != "table"]

    def headings(self) -> list[str]:
        """The title and the headings."""
        return [block.text for block in self.blocks if block.kind in HEADINGS]

    def rows(self) -> list[list[str]]:
        """The printed cells of every table, row by row, empty ones left out."""
        rows = [row for block in self.blocks for row in block.cells()]
        return [[cell.text for cell in row if cell.text] for row in rows]


def _run(cells: Sequence[str], mark: str) -> int:
    """Count the marks that a run begins with."""
    first = next(groupby(cells), None)
    return len(list(first[1])) if first and first[0] == mark else 0


@cache
def load(name: str) -> Source:
    """Read one of the texts in `texts/` by its name."""
    return parse(name, (TEXTS / f"{name}.txt").read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Source:
    """Read a text with marks."""
    return build(name, [_marked(line) for line in text.splitlines() if line.strip()])


def build(name: str, lines: Sequence[tuple[Kind, str | tuple[str, ...]]]) -> Source:
    """Make a source of kinds and texts: a table's rows become one block, items are counted."""
    blocks: list[Block] = []
    for kind, group in groupby(lines, key=lambda line: line[0]):
        content = [line[1] for line in group]
        if kind == "table":
            rows = [row for row in content if isinstance(row, tuple)]
            width = max(map(len, rows))
            blocks.append(Block("table", rows=tuple(row + ("",) * (width - len(row)) for row in rows)))
            continue
        for number, text in enumerate(map(str, content), start=1):
            item = kind == "item"
            blocks.append(Block(kind, f"{number}. {text}" if item else text, number if item else 0))
    return Source(name, tuple(blocks))


def _marked(line: str) -> tuple[Kind, str | tuple[str, ...]]:
    if line.startswith("|"):
        return "table", tuple(cell.strip() for cell in line.strip()[1:-1].split("|"))
    for mark, kind in _MARKS.items():
        if line.startswith(mark):
            return kind, line.removeprefix(mark).strip()
    return "p", line.strip()
