"""Pages as pictures: rendered by PDFium, then worn as copies and scanners wear them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter


@dataclass(frozen=True, slots=True)
class Wear:
    """What a scan goes through: `skew` in degrees, `noise` in grey levels, `quality` of its JPEG."""

    dpi: int = 200
    skew: float = 0.0
    noise: float = 0.0
    shade: float = 0.0
    seal: bool = False
    blur: float = 0.0
    quality: int = 90
    turn: int = 0


CLEAN = Wear(skew=0.7, noise=8)
FAX = (204, 98)
"""Dots an inch of a fax of standard resolution, across and down."""
POOR = Wear(skew=1.8, noise=14, shade=0.35, seal=True, blur=0.6, quality=55)


def render(pdf: bytes, dpi: int) -> list[Image.Image]:
    """Return the pages of a PDF as pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def scanned(pdf: bytes, wear: Wear, seed: int = 1) -> list[Image.Image]:
    """Return the pages of a PDF as a scanner would give them."""
    random = np.random.default_rng(seed)
    return [_worn(page, wear, random, last=False) for page in render(pdf, wear.dpi)[:-1]] + [
        _worn(render(pdf, wear.dpi)[-1], wear, random, last=True)
    ]


def _worn(page: Image.Image, wear: Wear, random: np.random.Generator, *, last: bool) -> Image.Image:
    if wear.seal and last:
        _stamp(page)
    if wear.skew:
        page = page.rotate(wear.skew, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    if wear.blur:
        page = page.filter(ImageFilter.GaussianBlur(wear.blur * wear.dpi / 200))
    if wear.noise or wear.shade:
        values = np.asarray(page, dtype=np.float32)
        height, width = values.shape[:2]
        if wear.shade:
            # Darker towards one edge, as beside the spine of a bound volume.
            ramp = 1 - wear.shade * np.linspace(0, 1, width, dtype=np.float32) ** 2
            values = values * ramp[None, :, None]
        values = values + random.normal(0, wear.noise, (height, width, 1)).astype(np.float32)
        page = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    if wear.turn:
        page = page.rotate(wear.turn, expand=True)
    return page


def _stamp(page: Image.Image) -> None:
    """A round red seal over the lower right, where the signature stands."""
    width, height = page.size
    radius = width // 9
    x, y = int(width * 0.74), _lowest_ink(page) - radius // 2
    layer = Image.new("RGBA", page.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    red = (215, 30, 30, 170)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=red, width=max(3, radius // 18))
    star = []
    for n in range(10):
        reach = radius * (0.38 if n % 2 == 0 else 0.15)
        angle = np.pi * (n / 5 - 0.5)
        star.append((x + reach * float(np.cos(angle)), y + reach * float(np.sin(angle))))
    pen.polygon(star, fill=red)
    page.paste(layer, (0, 0), layer)
    page.info["height"] = height


def _lowest_ink(page: Image.Image) -> int:
    """The lowest row with text on it, page numbers aside."""
    grey = np.asarray(page.convert("L"))
    rows = np.flatnonzero((grey < 128).any(axis=1))
    rows = rows[rows < grey.shape[0] * 0.9]
    return int(rows[-1]) if len(rows) else grey.shape[0] // 2


def pdf_of(pages: Sequence[Image.Image], wear: Wear) -> bytes:
    """A PDF of nothing but pictures, as scanners write it."""
    out = io.BytesIO()
    first, *rest = pages
    first.save(out, "PDF", resolution=wear.dpi, save_all=True, append_images=rest, quality=wear.quality)
    return out.getvalue()


def picture(page: Image.Image, kind: str, wear: Wear) -> bytes:
    """One page as PNG, JPEG, GIF or WEBP."""
    out = io.BytesIO()
    if kind == "GIF":
        page = page.convert("L").quantize(16)
    page.save(out, kind, quality=wear.quality, dpi=(wear.dpi, wear.dpi))
    return out.getvalue()


def tiff(pages: Sequence[Image.Image], dpi: tuple[int, int] = (200, 200)) -> bytes:
    """All pages, made at 200 dpi, as a black and white TIFF: of a scanner, or of a fax by its `dpi`."""
    out = io.BytesIO()
    first, *rest = [
        page.convert("L")
        .resize((page.width * dpi[0] // 200, page.height * dpi[1] // 200), Image.Resampling.BOX)
        .point(lambda v: 255 * (v > 150))
        .convert("1")
        for page in pages
    ]
    first.save(out, "TIFF", save_all=True, append_images=rest, compression="group4", dpi=dpi)
    return out.getvalue()
