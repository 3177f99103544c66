"""Pictures of an OFD page put together as one, for pages that show nothing else."""

import io
import math
import warnings
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image

from pipelines.extract.ofd.page import corner
from pipelines.extract.pages.eye import Raster
from pipelines.extract.pages.matrix import Matrix
from pipelines.extract.text import Unreadable
from pipelines.outcomes import DocumentOutcome

_DPI = 200
_POINTS_PER_INCH = 72
_MOST_PIXELS = 24_000_000
_MOST_SOURCE = 150_000_000
_MOST_PICTURES = 200


def render(
    width: float,
    height: float,
    pictures: Sequence[tuple[str, Matrix]],
    load: Callable[[str], bytes | None],
) -> Raster:
    """Draw pictures at their places on a white page of so many points.

    `load` gives a picture's bytes by its resource. Raises `Unreadable` where
    none of them can be drawn: UNSUPPORTED, TOO_LARGE.
    """
    scale = min(_DPI / _POINTS_PER_INCH, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
    page = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
    drawn = 0
    for resource, matrix in pictures[:_MOST_PICTURES]:
        data = load(resource)
        if data is None:
            continue
        left, bottom, right, top = corner(matrix)
        wide, high = round((right - left) * scale), round((top - bottom) * scale)
        if not (0 < wide <= 4 * page.width and 0 < high <= 4 * page.height):
            continue
        picture = _opened(data, (wide, high))
        if picture is not None:
            place = (round(left * scale), round((height - top) * scale))
            page.paste(picture, place, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
            drawn += 1
    if not drawn:
        raise Unreadable(DocumentOutcome.UNSUPPORTED, "pictures in a format that is not read (JBIG2)")
    return Raster(np.asarray(page, np.uint8), 1 / scale)


def _opened(data: bytes, size: tuple[int, int]) -> Image.Image | None:
    """Unpack a picture in this size, None where that cannot be done."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > _MOST_SOURCE:
                    raise Unreadable(DocumentOutcome.TOO_LARGE, f"{image.width} x {image.height} pixels")
                image.draft("RGB", size)
                clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
                return image.convert("RGBA" if clear else "RGB").resize(size, Image.Resampling.LANCZOS)
    except Image.DecompressionBombError as error:
        raise Unreadable(DocumentOutcome.TOO_LARGE, str(error)[:200]) from error
    except (OSError, EOFError, SyntaxError, ValueError, TypeError, IndexError, KeyError):
        return None
