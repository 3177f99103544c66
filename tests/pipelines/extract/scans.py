"""Reports as a scanner gives them: drawn by PDFium with the machine's Chinese fonts, then made worse."""

import io
import math

import numpy as np
from PIL import Image, ImageDraw

from pipelines.extract.pdf.render import Pictures
from tests.pipelines.extract.renderers import pdf
from tests.pipelines.extract.sample import Block, squeeze

RED = (205, 30, 40)


def printed(blocks: list[Block], page: int = 1, **options: object) -> Image.Image:
    """A page of the report at 200 dpi; fails where the machine has no Chinese font."""
    picture = Image.fromarray(Pictures(pdf(blocks, **options)).render(page).pixels)  # type: ignore[arg-type]
    dark = float((np.asarray(picture.convert("L")) < 128).mean())
    assert dark > 0.0005, "the page is blank: these tests need a Chinese font (Debian: fonts-noto-cjk)"
    return picture


def scanned(
    picture: Image.Image, *, skew: float = 0.8, noise: float = 10, quality: int = 75, shade: float = 0
) -> Image.Image:
    """Turned a little, with noise, a shadow to one side, and saved as JPEG."""
    turned = picture.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor="white")
    values = np.asarray(turned, np.float64)
    values = values * np.linspace(1 - shade, 1, values.shape[1])[None, :, None]
    values = values + np.random.default_rng(11).normal(0, noise, values.shape)
    out = io.BytesIO()
    Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def sealed(picture: Image.Image, x: int, y: int, across: int) -> Image.Image:
    """A red seal over what is printed: a ring, a star, marks around it."""
    stamp = Image.new("L", picture.size, 0)
    draw = ImageDraw.Draw(stamp)
    draw.ellipse((x, y, x + across, y + across), outline=255, width=max(3, across // 35))
    middle_x, middle_y = x + across / 2, y + across / 2
    star = [
        (
            middle_x + across * (0.15 if k % 2 == 0 else 0.06) * math.sin(math.radians(36 * k)),
            middle_y - across * (0.15 if k % 2 == 0 else 0.06) * math.cos(math.radians(36 * k)),
        )
        for k in range(10)
    ]
    draw.polygon(star, fill=255)
    for k in range(-3, 4):
        angle = math.radians(40 * k)
        at_x, at_y = middle_x + across * 0.37 * math.sin(angle), middle_y - across * 0.37 * math.cos(angle)
        for bar in (-1, 0, 1):
            draw.line((at_x - 14, at_y + 9 * bar, at_x + 14, at_y + 9 * bar), fill=255, width=4)
        draw.line((at_x, at_y - 16, at_x, at_y + 16), fill=255, width=4)
    below = np.asarray(picture, np.float64)
    ink = np.minimum(below, np.asarray(RED, np.float64))
    share = np.asarray(stamp, np.float64)[:, :, None] / 255 * 0.85
    return Image.fromarray((below * (1 - share) + ink * share).astype(np.uint8))


def as_pdf(*pictures: Image.Image, dpi: int = 200) -> bytes:
    """A PDF of pictures, a page each."""
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=list(pictures[1:]))
    return out.getvalue()


def as_file(picture: Image.Image, kind: str, **options: object) -> bytes:
    """The bytes of a picture in a format of Pillow's."""
    out = io.BytesIO()
    picture.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def error_rate(found: str, wanted: str) -> float:
    """Edit distance over the reference's length, white space and the width of signs aside."""
    same = str.maketrans("（），：；．", "(),:;.")
    a = np.array(list(squeeze(wanted).translate(same)))
    b = np.array(list(squeeze(found).translate(same)))
    places = np.arange(len(b) + 1)
    row = places.copy()
    for i, char in enumerate(a, 1):
        new = np.empty_like(row)
        new[0] = i
        new[1:] = np.minimum(row[1:] + 1, row[:-1] + (b != char))
        row = np.minimum.accumulate(new - places) + places
    return float(row[-1]) / max(1, len(a))
