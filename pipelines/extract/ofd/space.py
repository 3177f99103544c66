"""OFD's coordinates (millimetres from the upper left) and boxes."""

import math

from pipelines.extract.pages.matrix import PLAIN, Matrix, composed

POINTS = 72 / 25.4
"""Points in a millimetre."""
_FARTHEST = 1e6

Box = tuple[float, float, float, float]
"""Left, top, width, height."""


def numbers(value: str | None, most: int = 64) -> list[float]:
    """Numbers of an attribute, [] where one is none; far ones are drawn near."""
    out = []
    for part in (value or "").split()[:most]:
        number = real(part)
        if number is None:
            return []
        out.append(number)
    return out


def real(value: str | None) -> float | None:
    """Return a finite number, None where there is none."""
    try:
        number = float(value or "")
    except ValueError:
        return None
    return max(-_FARTHEST, min(_FARTHEST, number)) if math.isfinite(number) else None


def box(value: str | None) -> Box | None:
    """Return a box (`ST_Box`), None where there is none."""
    found = numbers(value)
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else None


def placed(boundary: Box | None, ctm: str | None, outer: Matrix) -> Matrix:
    """Matrix of an object's own space: its CTM, then its boundary's corner, then what holds it."""
    found = numbers(ctm)
    a, b, c, d, e, f = found if len(found) == 6 else PLAIN
    left, top = boundary[:2] if boundary else (0.0, 0.0)
    return composed((a, b, c, d, e + left, f + top), outer)
