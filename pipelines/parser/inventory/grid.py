"""Tables as text has them: a row a line with tabs between its cells, or a line a cell."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.parser.view import Document, Span

MAX_COLUMNS = 40
# Lines without a tab that may stand between two rows: captions, categories, a page's edge.
_GAP = 5
_LOOSE = 80
# Lines that one cell may have where each cell begins with a tab.
_CELL_LINES = 25
_PIPED = re.compile(r"\s*\|.{0,4000}\|\s*")
_MARK = re.compile(r"[\t|]")
_RULE = re.compile(r"[|:\-+=\s]+")
_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)


class Cell(NamedTuple):
    """A cell: the original's stretches that it takes, one a line, and their text as printed."""

    pieces: tuple[Span, ...]
    text: str = ""

    @property
    def span(self) -> Span:
        """From its first character to its last."""
        return (self.pieces[0][0], self.pieces[-1][1])


EMPTY = Cell(())


@dataclass(slots=True)
class Row:
    """A row's cells by column; `loose` for a line between rows that has no cells."""

    cells: list[Cell]
    loose: bool = False


@dataclass(slots=True)
class Table:
    """Rows that belong together, and the stretch of the original that they take."""

    rows: list[Row]
    start: int
    end: int


@dataclass(slots=True)
class _Physical:
    start: int
    end: int
    tabs: int
    solid: bool
    opens: bool
    """Whether its only tab stands before all text, as where each cell has a line of its own."""


def cell_of(doc: Document, spans: Iterable[Span]) -> Cell:
    """The cell of some stretches, without white space at their ends and split at breaks."""
    pieces: list[Span] = []
    for start, end in spans:
        breaks = doc.original.find("<", start, end) >= 0
        for a, b in _split(doc, start, end) if breaks else ((start, end),):
            text = doc.folded[a:b].strip()
            if text:
                at = doc.folded.index(text, a)
                pieces.append((at, at + len(text)))
    if not pieces:
        return EMPTY
    return Cell(tuple(pieces), "\n".join([doc.original[a:b] for a, b in pieces]))


def _split(doc: Document, start: int, end: int) -> Iterator[Span]:
    for m in _BREAK.finditer(doc.original, start, end):
        yield start, m.start()
        start = m.end()
    yield start, end


def read_tables(doc: Document, borders: frozenset[int] = frozenset()) -> list[Table]:
    """Every table that tabs or upright strokes draw, in the text's order.

    No table goes on over one of the `borders`: offsets where a section begins.
    """
    tables: list[Table] = []
    first = _MARK.search(doc.original)
    if first is None:
        return tables
    lines = list(_lines(doc, doc.folded.rfind("\n", 0, first.start()) + 1))
    i = 0
    while i < len(lines):
        if not lines[i].tabs:
            i += 1
            continue
        end = _end_of_run(lines, i, borders)
        run = lines[i:end]
        rows = _by_cell(doc, run) if _is_by_cell(run) else _by_row(doc, run)
        if rows:
            tables.append(Table(rows, run[0].start, run[-1].end))
        i = end
    return tables


def _lines(doc: Document, start: int) -> Iterator[_Physical]:
    """The lines from the one that begins at an offset on."""
    end = start - 1
    for folded in doc.folded[start:].split("\n"):
        start, end = end + 1, end + 1 + len(folded)
        raw = doc.original[start:end]
        solid = not (not folded or folded.isspace())
        tabs = raw.count("\t")
        if not tabs and "|" in raw and _PIPED.fullmatch(raw):
            tabs = raw.count("|") - 1
            solid = not _RULE.fullmatch(raw)
        opens = tabs == 1 and (raw[0] == "\t" or raw[-1] == "\t" or "\t" not in raw.strip())
        yield _Physical(start, end, tabs, solid, opens)


def _end_of_run(lines: list[_Physical], i: int, borders: frozenset[int]) -> int:
    """Where the table that begins at line i ends: behind its last line with a tab."""
    last = i
    gap = 0
    following = next((line for line in lines[i + 1 : i + _CELL_LINES] if line.tabs), None)
    limit = _CELL_LINES if following and lines[i].opens and following.opens else _GAP
    for j in range(i + 1, len(lines)):
        line = lines[j]
        if line.start in borders:
            break
        if line.tabs:
            last, gap = j, 0
        elif line.solid:
            gap += 1
            if gap > limit or line.end - line.start > _LOOSE:
                break
    if _is_by_cell(lines[i : last + 1]):
        # The last cell may go on, up to the next blank line.
        while last + 1 < len(lines) and _goes_on(lines[last + 1], borders):
            last += 1
    return last + 1


def _goes_on(line: _Physical, borders: frozenset[int]) -> bool:
    return line.solid and line.end - line.start <= _LOOSE and line.start not in borders


def _is_by_cell(run: list[_Physical]) -> bool:
    """Whether a tab opens each cell's own line rather than separating cells."""
    single = sum(1 for line in run if line.opens)
    return single >= 6 and single * 10 >= 9 * sum(1 for line in run if line.tabs)


def _by_row(doc: Document, run: list[_Physical]) -> list[Row]:
    rows = []
    for line in run:
        if not line.solid:
            continue
        if line.tabs:
            cells = [cell_of(doc, [span]) for span in _borders(doc, line)][:MAX_COLUMNS]
        else:
            cells = [cell_of(doc, [(line.start, line.end)])]
        if any(cell.pieces for cell in cells):
            rows.append(Row(cells, loose=not line.tabs))
    return rows


def _borders(doc: Document, line: _Physical) -> Iterator[Span]:
    """The stretches between the marks of a line; a stroke at either end is the table's edge."""
    raw = doc.original[line.start : line.end]
    mark, start, end = "\t", line.start, line.end
    if mark not in raw:
        mark, start, end = "|", line.start + raw.index("|") + 1, line.start + raw.rindex("|")
    for piece in doc.original[start:end].split(mark):
        yield start, start + len(piece)
        start += len(piece) + 1


def _by_cell(doc: Document, run: list[_Physical]) -> list[Row]:
    """Cells that begin with a tab, further lines of each behind it; a blank line ends a row."""
    groups: list[list[list[Span]]] = [[]]
    for line in run:
        if not line.solid and not line.tabs:
            if groups[-1]:
                groups.append([])
        elif line.tabs or not groups[-1]:
            groups[-1].append([(line.start, line.end)])
        else:
            groups[-1][-1].append((line.start, line.end))
    rows = []
    for group in groups:
        cells = [cell_of(doc, spans) for spans in group[:MAX_COLUMNS]]
        if any(cell.pieces for cell in cells):
            rows.append(Row(cells, loose=len(cells) == 1))
    # One group for a whole table: where its rows end, its tabs do not say.
    return rows if not any(len(group) > MAX_COLUMNS for group in groups) else []
