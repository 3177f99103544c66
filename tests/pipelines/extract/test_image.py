"""Pictures of every format: unpacked upright, on white, no larger than is needed; or a named outcome."""

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipelines.extract import Unreadable, extract
from pipelines.extract.options import Options
from pipelines.extract.pages.eye import Eye, Raster, Render
from pipelines.extract.pages.lines import Page
from pipelines.extract.reader import read
from pipelines.outcomes import DocumentOutcome
from tests.pipelines.extract.scans import as_file

MARK = (20, 120, 220)


class Onlooker(Eye):
    """Keeps what it is shown and has nothing to say about it."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Raster] = []

    def _see(self, question: int, number: int, render: Render) -> Page | DocumentOutcome:
        self.shown.append(render())
        return DocumentOutcome.AWAITS_OCR


def marked(mode: str = "RGB", size: tuple[int, int] = (1200, 1700)) -> Image.Image:
    """White, with a patch in the upper left corner."""
    picture = Image.new("RGB", size, "white")
    picture.paste(MARK, (0, 0, size[0] // 3, size[1] // 4))
    return picture.convert(mode)


def shown(data: bytes) -> list[Raster]:
    eye = Onlooker()
    with pytest.raises(Unreadable) as caught:
        read(data, Options(eye=eye))
    assert caught.value.outcome is DocumentOutcome.AWAITS_OCR
    return eye.shown


def outcome(data: bytes) -> DocumentOutcome:
    with pytest.raises(Unreadable) as caught:
        read(data, Options(eye=Onlooker()))
    return caught.value.outcome


def dark_corner(raster: Raster) -> tuple[bool, bool]:
    """Whether the patch is in the upper left corner, and white in the lower right."""
    corner = raster.pixels[40:80, 40:80].mean()
    return bool(corner < 200), bool(raster.pixels[-40:, -40:].mean() > 240)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "I;16"),
        ("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("GIF", "P"), ("WEBP", "RGB"), ("WEBP", "RGBA"),
        ("TIFF", "RGB"), ("TIFF", "CMYK"), ("TIFF", "1"), ("TIFF", "I;16"), ("TIFF", "F"),
    ],
)  # fmt: skip
def test_formats_and_colours(kind: str, mode: str) -> None:
    picture = (
        marked("L").convert("I").point(lambda v: v * 257).convert("I;16") if mode == "I;16" else marked(mode)
    )
    (raster,) = shown(as_file(picture, kind))
    assert raster.pixels.shape == (1700, 1200, 3)
    assert raster.pixels.dtype == np.uint8
    assert dark_corner(raster) == (True, True)
    assert raster.scale == pytest.approx(595 / 1200, rel=0.01)


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_lzw", "jpeg", "packbits"])
def test_compressed_tiff(compression: str) -> None:
    picture = marked("1") if compression.startswith("group") else marked("RGB")
    (raster,) = shown(as_file(picture, "TIFF", compression=compression))
    assert dark_corner(raster) == (True, True)


def test_pages_of_a_tiff() -> None:
    pages = [marked(), Image.new("RGB", (600, 800), "white"), marked(size=(1300, 1800))]
    data = as_file(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    rasters = shown(data)
    assert [dark_corner(raster)[0] for raster in rasters] == [True, False, True]


def test_an_animation_is_one_picture() -> None:
    frames = [marked("P"), Image.new("P", (1200, 1700), 255)]
    rasters = shown(as_file(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert len(rasters) == 1


def test_transparent_is_white() -> None:
    clear = Image.new("RGBA", (1200, 1700), (0, 0, 0, 0))
    clear.paste((*MARK, 255), (0, 0, 400, 425))
    (raster,) = shown(as_file(clear, "PNG"))
    assert dark_corner(raster) == (True, True)


@pytest.mark.parametrize("turn", [3, 6, 8])
@pytest.mark.parametrize("size", [(1200, 1700), (5000, 7000)])
def test_cameras_note_how_they_were_held(turn: int, size: tuple[int, int]) -> None:
    back = {3: 180, 6: 90, 8: 270}[turn]
    exif = Image.Exif()
    exif[0x0112] = turn
    (raster,) = shown(as_file(marked(size=size).rotate(back, expand=True), "JPEG", exif=exif))
    assert raster.pixels.shape[0] > raster.pixels.shape[1]
    assert dark_corner(raster) == (True, True)


@pytest.mark.parametrize("mode", ["RGB", "L", "1"])
def test_large_scans_are_made_smaller(mode: str) -> None:
    (raster,) = shown(as_file(marked(mode, (4960, 7016)), "TIFF" if mode == "1" else "JPEG"))
    assert 2300 <= raster.pixels.shape[1] <= 2600
    assert dark_corner(raster) == (True, True)


def test_small_ones_are_enlarged() -> None:
    (raster,) = shown(as_file(marked(size=(620, 877)), "PNG"))
    assert raster.pixels.shape == (1697, 1200, 3)


@pytest.mark.parametrize(
    ("dpi", "shape"),
    [
        ((204, 98), (2280, 1728)),
        ((98, 204), (1140, 3526)),
        ((204, 196), (1140, 1728)),
        ((72, 9000), (1140, 1728)),
        ((0, 0), (1140, 1728)),
    ],
)
def test_a_fax_with_oblong_pixels_is_stretched(dpi: tuple[int, int], shape: tuple[int, int]) -> None:
    (raster,) = shown(as_file(marked("1", (1728, 1140)), "TIFF", compression="group4", dpi=dpi))
    assert raster.pixels.shape[:2] == pytest.approx(shape, rel=0.06)
    assert dark_corner(raster) == (True, True)


def test_a_long_strip_keeps_its_width() -> None:
    (raster,) = shown(as_file(marked(size=(1080, 9000)), "PNG"))
    assert raster.pixels.shape == (9000, 1080, 3)
    assert raster.scale == pytest.approx(595 / 1080)


def test_without_an_eye_it_waits() -> None:
    with pytest.raises(Unreadable, match="1 of 1 pages") as caught:
        extract(as_file(marked(), "PNG"), name="年报.doc")
    assert caught.value.outcome is DocumentOutcome.AWAITS_OCR


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is this large, and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(9000)))
        + chunk(b"IEND", b"")
    )


def test_bombs_are_refused() -> None:
    assert outcome(png_of(50_000, 50_000)) is DocumentOutcome.TOO_LARGE
    assert outcome(png_of(2**31 - 1, 2)) in (DocumentOutcome.TOO_LARGE, DocumentOutcome.NO_TEXT)


def test_ornaments_have_no_text() -> None:
    assert outcome(as_file(marked(size=(16, 300)), "GIF")) is DocumentOutcome.NO_TEXT


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "WEBP"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_truncated(kind: str, share: float) -> None:
    noise = Image.fromarray(np.random.default_rng(3).integers(0, 255, (400, 300, 3), np.uint8))
    data = as_file(noise, kind)
    assert outcome(data[: int(len(data) * share)]) in (DocumentOutcome.TRUNCATED, DocumentOutcome.BROKEN)


@given(st.sampled_from(["PNG", "JPEG", "TIFF", "GIF", "WEBP"]), st.data())
def test_damaged_bytes_give_a_picture_or_an_outcome(kind: str, data: st.DataObject) -> None:
    whole = bytearray(as_file(marked(size=(80, 90)), kind))
    for place in data.draw(st.lists(st.integers(4, len(whole) - 1), max_size=8)):
        whole[place] = data.draw(st.integers(0, 255))
    with pytest.raises(Unreadable):
        read(bytes(whole), Options(eye=Onlooker()))


def test_a_lying_name() -> None:
    data = as_file(marked(), "WEBP")
    with pytest.raises(Unreadable) as caught:
        extract(data, name="信息公开年度报告.pdf", content_type="application/pdf")
    assert caught.value.outcome is DocumentOutcome.AWAITS_OCR
    assert io.BytesIO(data).read(4) == b"RIFF"
