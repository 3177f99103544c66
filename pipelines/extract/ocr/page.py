"""A picture of a page to its lines, by character recognition."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.extract.ocr import tables as ruling
from pipelines.extract.ocr.cells import overlooked
from pipelines.extract.ocr.engine import Box, Engine, Picture, Quads, Reading, engine
from pipelines.extract.ocr.gaps import closed, lengthened
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
_LONE = 0.85
"""Least certainty of what stands where no line was found: a stain reads as a figure, but not surely."""
_LEAST_PIXELS = 3.0
_MARGIN = 0.1
"""Paper around a line: it reads a little better than without, and sooner."""


class Sheet(NamedTuple):
    """A level picture, its greys, and its lines."""

    picture: Picture
    gray: NDArray[np.uint8]
    boxes: list[Box]


def read_raster(raster: Raster, number: int) -> Page:
    """Read the picture of page `number`: turned upright, its lines in reading order, in points.

    The page is as wide and high as the upright picture. `quality` is the mean
    certainty of its lines, by their lengths.
    """
    models, scale = engine(), raster.scale
    sheet, known = _upright(models, without_seals(raster.pixels, scale))
    picture, gray, boxes = sheet
    height, width = picture.shape[0] * scale, picture.shape[1] * scale
    page = Page(number, width, height)
    if not boxes:
        return page
    tables = ruling.ruled(find_rules(gray, scale, boxes), scale, height)
    pieces = ruling.cut(boxes, tables, scale, height)
    lone = overlooked(tables, pieces, gray, scale, height)
    pieces += lone
    # In tables the margin would show their rules.
    bare = {box for box in pieces if ruling.holds(tables, box, scale, height)}
    readings = _as_printed(_read(models, picture, pieces, known, bare))
    found = [
        (ink_of(gray, box), reading)
        for box, reading in zip(pieces, readings, strict=True)
        if reading.text and (box not in lone or reading.sure >= _LONE)
    ]
    page.quality = _quality(pieces, readings)
    outside, filled = ruling.into(tables, to_lines(found, scale, height, number))
    page.lines = ordered(outside, filled)
    page.count()
    return page


def _upright(models: Engine, picture: Picture) -> tuple[Sheet, dict[Box, Reading]]:
    """Turn a page upright and find its lines; what was read on the way is kept.

    On a page that lies on its side or its head the models overlook lines (a
    single 1 is a dash): they are looked for again when it is turned.
    """
    turned, quads = quarter_turned(picture, find_lines(models, picture))
    sheet = _sheet(*straightened(turned, quads))
    known, on_head = _sampled(models, sheet)
    if turned is picture and not on_head:
        return sheet, known
    upright = np.ascontiguousarray(np.rot90(sheet.picture, 2)) if on_head else sheet.picture
    return _sheet(upright, find_lines(models, upright)), {}


def _sheet(picture: Picture, quads: Quads) -> Sheet:
    """Lines found on a level page, within the picture, with what was overlooked between and beside them."""
    high, wide = picture.shape[:2]
    boxes = []
    for quad in quads:
        x0, x1 = sorted((float(quad[[0, 3], 0].mean()), float(quad[[1, 2], 0].mean())))
        y0, y1 = sorted((float(quad[[0, 1], 1].mean()), float(quad[[2, 3], 1].mean())))
        box = Box(max(0.0, x0), max(0.0, y0), min(float(wide), x1), min(float(high), y1))
        if box.width >= _LEAST_PIXELS and box.height >= _LEAST_PIXELS:
            boxes.append(box)
    gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    return Sheet(picture, gray, lengthened(closed(boxes, gray), gray))


def _sampled(models: Engine, sheet: Sheet) -> tuple[dict[Box, Reading], bool]:
    """Read the longest lines of a page; whether they read better when it is turned by half."""
    longest = sorted(sheet.boxes, key=lambda box: -box.width)[:_SAMPLE]
    crops = [_crop(sheet.picture, box, _MARGIN) for box in longest]
    readings = models.read(crops)
    if _mean(readings) >= _SURE:
        return dict(zip(longest, readings, strict=True)), False
    turned = models.read([np.ascontiguousarray(np.rot90(crop, 2)) for crop in crops])
    return dict(zip(longest, readings, strict=True)), _mean(turned) > _mean(readings)


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
