"""A picture of a page to its lines, by character recognition."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.extract.ocr import tables as ruling
from pipelines.extract.ocr.engine import Box, Engine, Picture, Quads, Reading, engine
from pipelines.extract.ocr.gaps import closed
from pipelines.extract.ocr.layout import ordered
from pipelines.extract.ocr.lines import ink_of, to_lines
from pipelines.extract.ocr.rules import find_rules
from pipelines.extract.ocr.seals import without_seals
from pipelines.extract.ocr.signs import has_narrow_commas, with_chinese_signs
from pipelines.extract.ocr.tiles import find_lines
from pipelines.extract.ocr.upright import quarter_turned, straightened
from pipelines.extract.ocr.vertical import is_stacked, laid_out
from pipelines.extract.pages.eye import Raster
from pipelines.extract.pages.lines import Page

_SAMPLE = 5
_SURE = 0.85
"""Mean certainty of a few lines above which a page surely does not stand on its head."""
_LEAST_PIXELS = 3.0
_MARGIN = 0.1
"""Paper around a line: it reads a little better than without, and sooner."""


def read_raster(raster: Raster, number: int) -> Page:
    """Read the picture of page `number`: turned upright, its lines in reading order, in points.

    The page is as wide and high as the upright picture. `quality` is the mean
    certainty of its lines, by their lengths.
    """
    models, scale = engine(), raster.scale
    picture = without_seals(raster.pixels, scale)
    picture, quads = quarter_turned(picture, find_lines(models, picture))
    picture, quads = straightened(picture, quads)
    height, width = picture.shape[0] * scale, picture.shape[1] * scale
    page = Page(number, width, height)
    if not len(quads):
        return page
    gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    boxes = closed(_boxes(quads, picture), gray)
    picture, gray, boxes, known = _head_up(models, picture, gray, boxes)
    tables = ruling.ruled(find_rules(gray, scale, boxes), scale, height)
    pieces = ruling.cut(boxes, tables, scale, height)
    # In tables the margin would show their rules.
    bare = {box for box in pieces if ruling.holds(tables, box, scale, height)}
    readings = _as_printed(_read(models, picture, pieces, known, bare))
    found = [
        (ink_of(gray, box), reading) for box, reading in zip(pieces, readings, strict=True) if reading.text
    ]
    page.quality = _quality(pieces, readings)
    outside, filled = ruling.into(tables, to_lines(found, scale, height, number))
    page.lines = ordered(outside, filled)
    page.count()
    return page


def _boxes(quads: Quads, picture: Picture) -> list[Box]:
    """Edges of level lines, within the picture."""
    high, wide = picture.shape[:2]
    out = []
    for quad in quads:
        x0, x1 = sorted((float(quad[[0, 3], 0].mean()), float(quad[[1, 2], 0].mean())))
        y0, y1 = sorted((float(quad[[0, 1], 1].mean()), float(quad[[2, 3], 1].mean())))
        box = Box(max(0.0, x0), max(0.0, y0), min(float(wide), x1), min(float(high), y1))
        if box.width >= _LEAST_PIXELS and box.height >= _LEAST_PIXELS:
            out.append(box)
    return out


def _head_up(
    models: Engine, picture: Picture, gray: NDArray[np.uint8], boxes: list[Box]
) -> tuple[Picture, NDArray[np.uint8], list[Box], dict[Box, Reading]]:
    """Turn the page by half where its longest lines read better so; what was read for that is kept."""
    longest = sorted(boxes, key=lambda box: -box.width)[:_SAMPLE]
    crops = [_crop(picture, box, _MARGIN) for box in longest]
    upright = models.read(crops)
    known = dict(zip(longest, upright, strict=True))
    if _mean(upright) >= _SURE:
        return picture, gray, boxes, known
    turned = models.read([np.ascontiguousarray(np.rot90(crop, 2)) for crop in crops])
    if _mean(turned) <= _mean(upright):
        return picture, gray, boxes, known
    high, wide = picture.shape[:2]
    for box in boxes:
        box.x0, box.x1 = wide - box.x1, wide - box.x0
        box.y0, box.y1 = high - box.y1, high - box.y0
    known = dict(zip(longest, turned, strict=True))
    return (
        np.ascontiguousarray(np.rot90(picture, 2)),
        np.ascontiguousarray(np.rot90(gray, 2)),
        boxes,
        known,
    )


def _mean(readings: list[Reading]) -> float:
    return sum(reading.sure for reading in readings) / len(readings) if readings else 1.0


def _read(
    models: Engine, picture: Picture, boxes: list[Box], known: dict[Box, Reading], bare: set[Box]
) -> list[Reading]:
    """Read every box, those in `bare` without a margin; stacked characters are laid side by side first."""
    out: list[Reading] = []
    for box in boxes:
        reading = known.get(box)
        if reading is None:
            crop = _crop(picture, box, 0.0 if box in bare else _MARGIN)
            if is_stacked(box):
                ways = models.read([np.ascontiguousarray(np.rot90(crop)), laid_out(crop)])
                reading = max(ways, key=lambda way: way.sure)
            else:
                (reading,) = models.read([crop])
        out.append(reading)
    return out


def _as_printed(readings: list[Reading]) -> list[Reading]:
    """Give signs the width that Chinese print has, unless the page is set with narrow ones."""
    if has_narrow_commas(reading.text for reading in readings):
        return readings
    return [Reading(with_chinese_signs(one.text), one.sure) for one in readings]


def _crop(picture: Picture, box: Box, margin: float = 0.0) -> Picture:
    """Cut a box out, with a margin above and below in shares of its height, and half of it at the sides."""
    over = margin * box.height
    top, left = int(max(0.0, box.y0 - over)), int(max(0.0, box.x0 - over / 2))
    bottom, right = round(box.y1 + over), round(box.x1 + over / 2)
    return picture[top : max(top + 2, bottom), left : max(left + 2, right)]


def _quality(boxes: list[Box], readings: list[Reading]) -> float:
    """Mean certainty by length; what could not be read counts with its little certainty."""
    weight = sum(box.width for box in boxes)
    total = sum(box.width * reading.sure for box, reading in zip(boxes, readings, strict=True))
    return total / weight if weight else 1.0
