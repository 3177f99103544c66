"""How much of a known text was read: wrong characters, whole paragraphs, headings, cells."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.extract import Text
from tests.formats.source import Source

Share = tuple[int, int]
"""How many were kept, of how many."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One reading beside its source: `errors` (edits) of `length` characters, and what was kept."""

    errors: int
    length: int
    paragraphs: Share
    headings: Share
    cells: Share
    lost: tuple[str, ...] = ()


def measure(text: Text, source: Source, *, picture: bool = False, marked: bool = True) -> Measure:
    """Compare a reading with its source, white space aside.

    Of a picture a paragraph counts as whole with up to one character in thirty
    wrong, a cell with one in eight, and one in any: what is judged there are
    their borders, the characters are counted by themselves. Headings count
    where the format marks them. A row of one cell may stand as a line.
    """
    reference, read = squeeze("".join(source.lines())), squeeze(text.text)
    lines = Counter(squeeze(line) for line in text.text.split("\n"))
    blocks = [b for b in text.blocks if b.kind == "heading"]
    heads = Counter(squeeze(text.text[b.start : b.end]) for b in blocks)
    slack = 30 if picture else 0
    paragraphs, gone = kept(source.paragraphs(), lines, slack)
    headings, unmarked = kept(source.headings() if marked else [], heads, slack)
    rows = [
        [squeeze(cell) for cell in text.text[b.start : b.end].split("\t") if cell.strip()]
        for b in text.blocks
    ]
    cells, missing = kept_cells(source.rows(), rows, 8 if picture else 0)
    lost = (*(f"paragraph {x}" for x in gone), *(f"heading {x}" for x in unmarked), *missing)
    return Measure(distance(reference, read), len(reference), paragraphs, headings, cells, lost)


def together(measures: Iterable[Measure]) -> Measure:
    """Add measures up."""
    all_of = list(measures)

    def sum_of(name: str) -> Share:
        pairs = [getattr(m, name) for m in all_of]
        return sum(p[0] for p in pairs), sum(p[1] for p in pairs)

    return Measure(
        sum(m.errors for m in all_of),
        sum(m.length for m in all_of),
        sum_of("paragraphs"),
        sum_of("headings"),
        sum_of("cells"),
        tuple(line for m in all_of for line in m.lost),
    )


def squeeze(text: str) -> str:
    """Drop all white space."""
    return "".join(text.split())


def kept(wanted: Sequence[str], found: Counter[str], slack: int) -> tuple[Share, list[str]]:
    """Count the wanted lines that are found, each found one once; returns the lost ones too."""
    left, lost = found.copy(), []
    for line in map(squeeze, wanted):
        match = line if left[line] > 0 else _near(line, left, slack)
        if match is None:
            lost.append(line)
        else:
            left[match] -= 1
    return (len(wanted) - len(lost), len(wanted)), lost


def kept_cells(
    wanted: Sequence[Sequence[str]], found: Sequence[Sequence[str]], slack: int
) -> tuple[Share, list[str]]:
    """Count the wanted cells that stand in one row with their neighbours, row by row."""
    left = [Counter(row) for row in found]
    total, right, lost = 0, 0, []
    for row in wanted:
        total += len(row)
        tried = [(kept(row, other, slack), n) for n, other in enumerate(left)]
        best, number = max(tried, key=lambda entry: entry[0][0][0], default=(((0, 0), list(row)), -1))
        if best[0][0]:
            right += best[0][0]
            left[number] = Counter()
        lost += [f"cell {cell} (of {'|'.join(row)})" for cell in (best[1] if best[0][0] else row)]
    return (right, total), lost


def _near(line: str, found: Counter[str], slack: int) -> str | None:
    """Find a line that has at most one character in `slack` wrong."""
    if not slack:
        return None
    room = max(1, len(line) // slack)
    for other, count in found.items():
        close = count > 0 and abs(len(other) - len(line)) <= room
        if close and distance(line, other) <= room and room < len(line):
            return other
    return None


def distance(one: str, other: str) -> int:
    """Edit distance, bit-parallel in one long integer (Myers 1999, in Hyyrö's form)."""
    if not one or not other:
        return len(one) + len(other)
    size = len(one)
    mask, last = (1 << size) - 1, 1 << (size - 1)
    places: dict[str, int] = {}
    for i, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << i
    plus, minus, score = mask, 0, size
    for char in other:
        match = places.get(char, 0)
        diagonal = (((match & plus) + plus) ^ plus) | match | minus
        up = minus | ~(diagonal | plus) & mask
        down = plus & diagonal
        score += bool(up & last) - bool(down & last)
        up = (up << 1 | 1) & mask
        plus = (down << 1) & mask | ~(diagonal | up) & mask
        minus = up & diagonal
    return score
