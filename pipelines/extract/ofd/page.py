"""What one OFD page shows: its runs of text, its strokes, its pictures; and lines made of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from pipelines.extract.ofd.paths import MAX_STROKES, Stroke, strokes
from pipelines.extract.ofd.runs import HOLE, MAX_CHARS, Run, advance, runs
from pipelines.extract.ofd.space import POINTS, Box, box, placed
from pipelines.extract.pages.grid import Segment, Table, grids
from pipelines.extract.pages.lines import Line, Page
from pipelines.extract.pages.matrix import Matrix, moved

MAX_OBJECTS = 100_000
_DEPTH = 8
# Gap in em between two words of a cell.
_WORD = 0.6
_HOLDERS = frozenset({"Content", "Layer", "PageBlock", "Appearance"})
_LEVEL, _MIN_LENGTH = 1.0, 4.0
# Steps back in the file's order, a share of the runs and a few, up to which that is the reading order.
_STEPS, _STEP_SHARE = 3, 0.05


@dataclass(slots=True)
class Shown:
    """The contents of a page as they are gathered; places in points from its lower left.

    `pictures` are resource ids with the matrix of the unit square that each fills.
    """

    width: float
    height: float
    matrix: Matrix
    runs: list[Run] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    pictures: list[tuple[str, Matrix]] = field(default_factory=list)
    sources: int = 0
    size: int = 0
    objects: int = 0

    def covered(self) -> float:
        """Share of the page that its pictures cover, 0 to 1, overlaps counted twice."""
        area = 0.0
        for _, (a, b, c, d, _, _) in self.pictures:
            area += abs(a * d - b * c)
        return min(1.0, area / max(1.0, self.width * self.height))


def blank(area: Box) -> Shown:
    """Return an empty page of this size, in millimetres."""
    left, top, width, height = area
    matrix = (POINTS, 0.0, 0.0, -POINTS, -left * POINTS, (top + height) * POINTS)
    return Shown(width * POINTS, height * POINTS, matrix)


def gather(shown: Shown, root: "etree._Element", units: "Mapping[str, etree._Element]") -> None:
    """Add what an element (a page's content, a template's, an annotation's appearance) shows."""
    before = len(shown.runs)
    outer = shown.matrix
    if _tag(root) == "Appearance":
        outer = placed(box(root.get("Boundary")), None, outer)
    for element, matrix in _objects(shown, root, outer, units):
        kind = _tag(element)
        if kind == "TextObject":
            for run in runs(element, matrix):
                if shown.size < MAX_CHARS and run.text.strip():
                    shown.size += len(run.text)
                    shown.runs.append(run)
        elif kind == "PathObject":
            if len(shown.strokes) < MAX_STROKES:
                shown.strokes += strokes(element, matrix)
        elif kind == "ImageObject" and (resource := element.get("ResourceID")):
            frame = box(element.get("Boundary"))
            ctm = element.get("CTM") or (f"{frame[2]} 0 0 {frame[3]} 0 0" if frame else None)
            shown.pictures.append((resource, placed(frame, ctm, matrix)))
    shown.sources += len(shown.runs) > before


def _objects(
    shown: Shown, root: "etree._Element", outer: Matrix, units: "Mapping[str, etree._Element]"
) -> "Iterator[tuple[etree._Element, Matrix]]":
    """Yield the visible objects in the file's order, each with the matrix of what holds it."""
    stack: list[tuple[etree._Element, Matrix, int]] = [(root, outer, 0)]
    while stack and shown.objects < MAX_OBJECTS:
        element, matrix, depth = stack.pop()
        shown.objects += 1
        if element.get("Visible") == "false":
            continue
        kind = _tag(element)
        if kind in _HOLDERS or element is root:
            stack += [(child, matrix, depth) for child in reversed(element) if isinstance(child.tag, str)]
        elif kind == "CompositeObject":
            unit = units.get(element.get("ResourceID") or "")
            if unit is not None and depth < _DEPTH:
                inner = placed(box(element.get("Boundary")), element.get("CTM"), matrix)
                stack += [(child, inner, depth + 1) for child in reversed(unit) if isinstance(child.tag, str)]
        else:
            yield element, matrix


def to_page(shown: Shown, number: int) -> Page:
    """Lines of a page in reading order; rows of ruled tables stand where the table begins."""
    page = Page(number, shown.width, shown.height)
    tables = grids(*_segments(shown.strokes))
    items: list[Line | Table] = []
    seen: set[int] = set()
    for run in _in_order(shown):
        for part, place in _cells(run, tables):
            page.holes += part.text.count(HOLE)
            line = Line(part.text.strip(), part.x0, part.x1, part.y, part.size, number)
            if place is None:
                items.append(line)
                continue
            index, cell = place
            _into(tables[index].runs.setdefault(cell, []), line)
            if index not in seen:
                seen.add(index)
                items.append(tables[index])
    for item in items:
        page.lines.extend(item.rows(number) if isinstance(item, Table) else [item])
    page.count()
    return page


def _into(cell: list[Line], line: Line) -> None:
    """Add a line to a cell; a gap on one baseline parts words."""
    if cell:
        last = cell[-1]
        same = abs(last.y - line.y) < 0.35 * line.size
        if same and line.x0 - last.x1 > _WORD * line.size:
            line.text = f" {line.text}"
    cell.append(line)


def _segments(found: list[Stroke]) -> tuple[list[Segment], list[Segment]]:
    across: list[Segment] = []
    down: list[Segment] = []
    for ax, ay, bx, by in found:
        if abs(ay - by) < _LEVEL and abs(ax - bx) >= _MIN_LENGTH:
            across.append(((ay + by) / 2, min(ax, bx), max(ax, bx)))
        elif abs(ax - bx) < _LEVEL and abs(ay - by) >= _MIN_LENGTH:
            down.append(((ax + bx) / 2, min(ay, by), max(ay, by)))
    return across, down


def _cells(run: Run, tables: list[Table]) -> Iterator[tuple[Run, tuple[int, tuple[int, int]] | None]]:
    """Part a run where it passes from one cell to another."""
    if not tables:
        yield run, None
        return
    begun, place = 0, None
    ends = [*run.starts[1:], run.x1]
    for i, char in enumerate(run.text):
        middle = run.starts[i] + advance(char) * run.size / 2
        here = _place(tables, min(middle, max(run.starts[i], ends[i])), run.y + run.size / 3)
        if i and here != place and char.strip():
            yield _part(run, begun, i), place
            begun, place = i, here
        elif not i:
            place = here
    yield _part(run, begun, len(run.text)), place


def _part(run: Run, start: int, end: int) -> Run:
    x1 = run.x1 if end == len(run.text) else run.starts[end]
    return Run(run.text[start:end], run.starts[start:end], x1, run.y, run.size)


def _place(tables: list[Table], x: float, y: float) -> tuple[int, tuple[int, int]] | None:
    for number, table in enumerate(tables):
        if (cell := table.cell_at(x, y)) is not None:
            return number, cell
    return None


def _in_order(shown: Shown) -> list[Run]:
    """Runs in reading order: the file's, unless it jumps about or is laid over a template."""
    found = shown.runs
    back = sum(
        b.y > a.y + 0.5 * a.size or (abs(b.y - a.y) <= 0.5 * a.size and b.x0 < a.x0)
        for a, b in pairwise(found)
    )
    if shown.sources < 2 and back <= _STEPS + _STEP_SHARE * len(found):
        return found
    rows: list[list[Run]] = []
    for run in sorted(found, key=lambda run: -run.y):
        if rows and abs(rows[-1][0].y - run.y) <= 0.35 * max(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [run for row in rows for run in sorted(row, key=lambda run: run.x0)]


def corner(matrix: Matrix) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of the unit square under a matrix."""
    points = [moved(x, y, matrix) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _tag(element: "etree._Element") -> str:
    return str(element.tag).rpartition("}")[2]
