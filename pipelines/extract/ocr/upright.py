"""Pages the right way up: quarter turns and skew, told by where the lines of text run."""

import math

import cv2
import numpy as np

from pipelines.extract.ocr.engine import Picture, Quads
from pipelines.extract.ocr.median import weighted_median

_LONG = 2.0
"""Least length of a line in its heights for it to tell a direction."""
_SURELY = 2.0
_STRAIGHT = 0.08
"""Degrees that may stay: less than two pixels over the width of a page."""
_MOST_SKEW = 30.0


def quarter_turned(picture: Picture, quads: Quads) -> tuple[Picture, Quads]:
    """Turn a page whose lines run upwards or downwards by 90 degrees.

    Whether it then stands on its head, only its characters can tell.
    """
    across = down = 0.0
    for quad in quads:
        along, over = _length(quad[0], quad[1]), _length(quad[1], quad[2])
        width, height = np.ptp(quad[:, 0]), np.ptp(quad[:, 1])
        if max(along, over) < _LONG * min(along, over):
            continue
        if width >= height:
            across += width
        else:
            down += height
    if down <= _SURELY * across or not down:
        return picture, quads
    turned = np.ascontiguousarray(np.rot90(picture))  # counter-clockwise
    moved = np.stack((quads[:, :, 1], picture.shape[1] - 1 - quads[:, :, 0]), axis=2)
    return turned, _ordered(moved)


def straightened(picture: Picture, quads: Quads) -> tuple[Picture, Quads]:
    """Turn a page by its skew, so that its lines are level."""
    angle = skew(quads)
    if abs(angle) < _STRAIGHT:
        return picture, quads
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    new_width, new_height = int(height * sin + width * cos), int(height * cos + width * sin)
    matrix[0, 2] += (new_width - width) / 2
    matrix[1, 2] += (new_height - height) / 2
    turned = cv2.warpAffine(
        picture, matrix, (new_width, new_height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    moved = quads @ matrix[:, :2].T + matrix[:, 2]
    return np.asarray(turned, np.uint8), moved.astype(np.float32)


def skew(quads: Quads) -> float:
    """Return the angle of the lines in degrees, positive where they fall to the right: a weighted median."""
    angles: list[tuple[float, float]] = []
    for quad in quads:
        along, over = _length(quad[0], quad[1]), _length(quad[1], quad[2])
        if along < 2 * _LONG * over:
            continue
        middle = (quad[1] + quad[2] - quad[0] - quad[3]) / 2
        angle = math.degrees(math.atan2(float(middle[1]), float(middle[0])))
        if abs(angle) <= _MOST_SKEW:
            angles.append((angle, along))
    return weighted_median(angles, none=0.0)


def _ordered(quads: Quads) -> Quads:
    """Corners of turned lines, again clockwise from the upper left."""
    out = np.empty_like(quads)
    for i, quad in enumerate(quads):
        left = quad[np.argsort(quad[:, 0], kind="stable")]
        (tl, bl), (tr, br) = (side[np.argsort(side[:, 1])] for side in (left[:2], left[2:]))
        out[i] = tl, tr, br, bl
    return out.astype(np.float32)


def _length(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.hypot(*(a - b)))
