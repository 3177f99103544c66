"""Pictures of pages: PNG, JPEG, GIF, TIFF of several pages, WebP."""

import io
import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.options import Options
from pipelines.extract.pages.eye import Raster
from pipelines.extract.pages.leaves import Leaf, bind, seen
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

MAX_PAGES = 500
_MOST_PIXELS = 150_000_000
"""Pixels that are unpacked: a page at 1,200 dpi has 140 million."""
_MOST_BYTES = 450_000_000
"""Bytes that an unpacked picture may take."""
_LEAST_SIDE = 24
"""Pixels: what is smaller is an ornament."""
_BEST, _LEAST = 2400, 1200
"""Pixels of the shorter side that are enough, and to which a small picture is enlarged."""
_MOST_ENLARGED = 2.0
_MOST_RASTER = 24_000_000
_A4 = (595.0, 842.0)
_PAGE = 1.9
"""Longer side for one of the shorter up to which a picture is taken for a page."""
_OBLONG = (1.6, 2.6)
"""Sides of a fax's pixel for one of the other: 204 by 98 dots an inch, 200 by 100, 204 by 391."""
_LAYOUTS = {"1": 1, "L": 1, "P": 1, "LA": 2, "I;16": 2, "I": 4, "F": 4, "RGB": 3, "RGBA": 4, "CMYK": 4}
_SEVERAL = frozenset({"TIFF"})
"""Formats whose frames are pages; elsewhere they are an animation."""


def read_image(data: bytes, options: Options) -> Text:
    """Read a picture by `options.eye`, each page of a TIFF by itself; others are one page.

    Raises `Unreadable`: BROKEN, TRUNCATED, TOO_LARGE, NO_TEXT, AWAITS_OCR.
    """
    kind, frames = _opened(data)
    builder = TextBuilder(kind)
    if frames > MAX_PAGES:
        builder.warn("pages_cut")
    return bind(builder, list(_leaves(data, frames, 0, options)), total=frames)


def read_images(series: Sequence[bytes], options: Options) -> Text:
    """Read pictures as the pages of one document, in this order; raises as `read_image`.

    One that cannot be read is an unread page.
    """
    leaves: list[Leaf] = []
    kinds = set()
    for data in series:
        before = len(leaves)
        if before >= MAX_PAGES:
            break
        try:
            kind, frames = _opened(data)
        except Unreadable as reason:
            leaves.append(seen(reason.outcome, before + 1))
            continue
        kinds.add(kind)
        leaves += _leaves(data, frames, before, options)
    builder = TextBuilder(kinds.pop() if len(kinds) == 1 else "pictures")
    if len(leaves) >= MAX_PAGES:
        builder.warn("pages_cut")
    return bind(builder, leaves, total=len(leaves))


def _opened(data: bytes) -> tuple[str, int]:
    """Return the format of a picture and how many pages it has."""
    with _faults(), Image.open(io.BytesIO(data)) as image:
        kind = image.format or ""
        frames = int(getattr(image, "n_frames", 1)) if kind in _SEVERAL else 1
        _measure(image)
    return kind.lower(), frames


def _leaves(data: bytes, frames: int, before: int, options: Options) -> Iterator[Leaf]:
    """Ask for each page of a picture that stands behind so many others."""
    for frame in range(min(frames, MAX_PAGES - before)):
        number = before + frame + 1
        yield seen(options.eye.see(number, partial(_raster, data, frame)), number)


@contextmanager
def _faults() -> Iterator[None]:
    """Turn Pillow's faults into named outcomes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except UnidentifiedImageError as error:
            raise Unreadable(DocumentOutcome.BROKEN, "no picture that is known") from error
        except Image.DecompressionBombError as error:
            raise Unreadable(DocumentOutcome.TOO_LARGE, str(error)[:200]) from error
        except (OSError, EOFError, SyntaxError, ValueError, TypeError, IndexError, KeyError) as error:
            short = any(
                word in str(error) for word in ("truncated", "not enough image data", "unexpected end")
            )
            outcome = DocumentOutcome.TRUNCATED if short else DocumentOutcome.BROKEN
            raise Unreadable(outcome, f"{type(error).__name__}: {error}"[:200]) from error


def _measure(image: Image.Image) -> None:
    width, height = image.size
    pixels = width * height
    if pixels > _MOST_PIXELS or pixels * _LAYOUTS.get(image.mode, 4) > _MOST_BYTES:
        raise Unreadable(DocumentOutcome.TOO_LARGE, f"{width} x {height} pixels")
    if min(width, height) < _LEAST_SIDE:
        raise Unreadable(DocumentOutcome.NO_TEXT, f"a picture of {width} x {height} pixels")


def _raster(data: bytes, index: int) -> Raster:
    """Unpack one frame: upright by its EXIF mark, on white, in three colours, no larger than is needed."""
    with _faults(), Image.open(io.BytesIO(data)) as image:
        if index:
            image.seek(index)
        _measure(image)
        if image.format == "JPEG":
            # Halved while it is unpacked, where it is much larger than needed.
            factor = min(image.size) / _BEST
            if factor >= 2 and image.mode in ("L", "RGB"):
                image.draft(image.mode, (int(image.width / factor), int(image.height / factor)))
        image.load()
        longer = _oblong(image)
        plain = _coloured(_shrunk(image))
        return _at_scale(np.asarray(ImageOps.exif_transpose(_squared(plain, longer))))


def _oblong(image: Image.Image) -> float:
    """Return how many times as high as wide a pixel is: 2 in a coarse fax, 1 where nobody says so."""
    across, down = _pair(image.info.get("dpi") or image.info.get("resolution"))
    if min(across, down) <= 0:
        return 1.0
    low, high = _OBLONG
    return across / down if low <= max(across, down) / min(across, down) <= high else 1.0


def _pair(said: object) -> tuple[float, float]:
    """Read a resolution that a file states; (0, 0) where it is none."""
    try:
        across, down = (float(value) for value in said)  # type: ignore[attr-defined]
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return 0.0, 0.0
    return (across, down) if math.isfinite(across) and math.isfinite(down) else (0.0, 0.0)


def _squared(image: Image.Image, ratio: float) -> Image.Image:
    """Stretch a picture of oblong pixels along its coarse side."""
    if ratio == 1.0:
        return image
    wide, high = max(1.0, 1 / ratio), max(1.0, ratio)
    out = image.resize((round(image.width * wide), round(image.height * high)), Image.Resampling.BICUBIC)
    out.info = image.info
    return out


def _shrunk(image: Image.Image) -> Image.Image:
    """Make a far too large picture smaller before it takes three bytes a pixel."""
    factor = min(image.size) / _BEST
    factor = max(factor, math.sqrt(image.width * image.height / _MOST_RASTER))
    if factor <= 1.2:
        return image
    exif = image.getexif()
    source = image.convert("L") if image.mode == "1" else image
    if source.mode in ("P", "PA"):
        source = source.convert("RGBA" if "transparency" in source.info else "RGB")
    size = (max(1, round(image.width / factor)), max(1, round(image.height / factor)))
    small = source.resize(
        size, Image.Resampling.BOX if image.mode.startswith("I") else Image.Resampling.LANCZOS
    )
    small.info["exif"] = exif.tobytes() if exif else b""
    return small


def _coloured(image: Image.Image) -> Image.Image:
    """Convert any mode to RGB; what is transparent becomes white, 16 bits become 8."""
    exif = image.getexif()
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, np.float64)
        low, high = (
            (0.0, 65535.0) if image.mode.startswith("I") else (float(values.min()), float(values.max()))
        )
        scaled = np.clip((values - low) / max(high - low, 1e-9) * 255, 0, 255).astype(np.uint8)
        out = Image.fromarray(scaled).convert("RGB")
    elif image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        clear = image.convert("RGBA")
        out = Image.new("RGB", clear.size, "white")
        out.paste(clear, mask=clear.getchannel("A"))
    else:
        out = image.convert("RGB")
    if exif:
        out.info["exif"] = exif.tobytes()
    return out


def _at_scale(pixels: np.ndarray) -> Raster:
    """Enlarge a small picture; say how many points a pixel is, as if it were an A4 page or as wide as one."""
    height, width = pixels.shape[:2]
    short, long = sorted((height, width))
    if short < _LEAST and long < 2 * _LEAST:
        factor = min(_MOST_ENLARGED, _LEAST / short)
        size = (round(width * factor), round(height * factor))
        pixels = np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC))
        height, width = pixels.shape[:2]
        short, long = sorted((height, width))
    points = _A4[0] / width if long > _PAGE * short else min(_A4[0] / short, _A4[1] / long)
    return Raster(np.ascontiguousarray(pixels, np.uint8), points)
