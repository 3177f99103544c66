"""Straight strokes of an OFD page's path objects: the rules of its tables."""

from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from pipelines.extract.ofd.space import box, placed, real
from pipelines.extract.pages.matrix import Matrix, moved

MAX_STROKES = 20_000
_MAX_TOKENS = 8_000
# A filled shape this thin, in points, is a rule; a thicker one is shading.
_THIN = 3.0
# How many numbers follow each operator, and where among them the end point stands.
_OPERATORS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_STRAIGHT = frozenset("SMLC")

Stroke = tuple[float, float, float, float]
Point = tuple[float, float]


def strokes(element: "etree._Element", outer: Matrix) -> list[Stroke]:
    """Straight segments that a path object draws; `outer` leads to points."""
    matrix = placed(box(element.get("Boundary")), element.get("CTM"), outer)
    drawn = (element.get("Stroke") or "true") != "false"
    filled = element.get("Fill") == "true"
    data = element.findtext("{*}AbbreviatedData") or ""
    outlines = [[moved(x, y, matrix) for x, y in outline] for outline in _outlines(data)]
    out: list[Stroke] = []
    for points in outlines:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if min(wide, high) <= _THIN and len(points) > 1 and (drawn or filled):
            middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
            if wide >= high:
                out.append((min(xs), middle_y, max(xs), middle_y))
            else:
                out.append((middle_x, min(ys), middle_x, max(ys)))
        elif drawn:
            out += [(*a, *b) for a, b in pairwise(points)]
    return out[:MAX_STROKES]


def _outlines(data: str) -> Iterator[list[Point]]:
    """Corner points of each part of a path; a curve parts them."""
    points: list[Point] = []
    parts = iter(data.split()[:_MAX_TOKENS])
    for operator in parts:
        count = _OPERATORS.get(operator)
        values = [real(next(parts, None)) for _ in range(count or 0)]
        if count is None or None in values:
            break
        if operator == "C":
            if points:
                points.append(points[0])
            continue
        end = (values[-2] or 0.0, values[-1] or 0.0)
        if operator in "SM" or operator not in _STRAIGHT:
            if len(points) > 1:
                yield points
            points = []
        points.append(end)
    if len(points) > 1:
        yield points
