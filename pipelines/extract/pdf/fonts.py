"""A stand-in for Chinese fonts that a PDF names but does not carry.

PDFium leaves out text whose glyphs have no outline, so on a machine without
Chinese fonts every run of a single character in such a font is lost: 件 in
"5 件", a lone 无. The stand-in has one square glyph that stands for every
character, which gives each its place; what the character is, PDFium knows from
the file. So the text of a file does not depend on the fonts of the machine.

A page that is drawn to be read from its picture needs real glyphs instead: the
machine's fonts, inside `real_fonts`.
"""

import ctypes
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

# Windows character sets: Japanese, Korean, simplified and traditional Chinese.
_CJK_CHARSETS = frozenset({128, 129, 134, 136})
_HANDLE = 1
_SIMPLIFIED = 134
_EM = 1000
_ASCENT = 880

_installed: list[Any] = []
_drawing = [False]


@contextmanager
def real_fonts() -> Iterator[None]:
    """Have documents that are opened inside drawn with the machine's fonts."""
    install()
    _drawing[0] = True
    try:
        yield
    finally:
        _drawing[0] = False


def install() -> None:
    """Hand the stand-in to PDFium, once a process; fonts in a file are used as before."""
    if _installed:
        return
    data = _font()
    types = dict(pdfium.FPDF_SYSFONTINFO._fields_)

    # PDFium's own way to the machine's fonts; None where it has none.
    found = pdfium.FPDF_GetDefaultSystemFontInfo()
    real = found.contents if found else None

    def enumerate_fonts(_: Any, mapper: Any) -> None:
        if real is not None:
            real.EnumFonts(found, mapper)

    def map_font(_: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int:
        if _drawing[0]:
            if real is None:
                return 0
            return real.MapFont(found, weight, italic, charset, pitch, face, exact) or 0
        # Others get PDFium's own fonts, whatever the machine has.
        return _HANDLE if charset in _CJK_CHARSETS else 0

    def get_font(_: Any, face: Any) -> int:
        return real.GetFont(found, face) or 0 if _drawing[0] and real is not None else 0

    def font_data(_: Any, handle: Any, table: int, buffer: Any, size: int) -> int:
        if handle != _HANDLE:
            return int(real.GetFontData(found, handle, table, buffer, size)) if real is not None else 0
        if table != 0:
            return 0
        if size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    def face_name(_: Any, handle: Any, buffer: Any, size: int) -> int:
        if handle == _HANDLE or real is None:
            return 0
        return int(real.GetFaceName(found, handle, buffer, size))

    def font_charset(_: Any, handle: Any) -> int:
        return _SIMPLIFIED if handle == _HANDLE or real is None else int(real.GetFontCharset(found, handle))

    def delete_font(_: Any, handle: Any) -> None:
        if handle != _HANDLE and real is not None:
            real.DeleteFont(found, handle)

    info = pdfium.FPDF_SYSFONTINFO()
    info.version = 1
    info.Release = types["Release"](lambda _: None)
    info.EnumFonts = types["EnumFonts"](enumerate_fonts)
    info.MapFont = types["MapFont"](map_font)
    info.GetFont = types["GetFont"](get_font)
    info.GetFontData = types["GetFontData"](font_data)
    info.GetFaceName = types["GetFaceName"](face_name)
    info.GetFontCharset = types["GetFontCharset"](font_charset)
    info.DeleteFont = types["DeleteFont"](delete_font)
    pdfium.FPDF_SetSystemFontInfo(info)
    # PDFium keeps the pointer, so the callbacks must live as long as the process.
    _installed.extend((info, found))


def _font() -> bytes:
    """Build a TrueType font: glyph 1, a full square, for all of Unicode (cmap format 13)."""
    square = struct.pack(">hhhhh", 1, 0, 0, _EM, _EM)
    square += struct.pack(">HH", 3, 0)  # last point of the contour; no instructions
    square += bytes([1, 1, 1, 1])  # four points on the curve
    square += struct.pack(">hhhh", 0, _EM, 0, -_EM) + struct.pack(">hhhh", 0, 0, _EM, 0)
    groups = struct.pack(">III", 0x21, 0x10FFFF, 1)
    subtable = struct.pack(">HHIII", 13, 0, 16 + len(groups), 0, 1) + groups
    tables = {
        b"OS/2": bytes(78),
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable,
        b"glyf": square + bytes(-len(square) % 4),
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh",
            0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0, 0, 0, _EM, _EM, 0, 8, 2, 1, 0,
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH",
            0x10000, _ASCENT, _ASCENT - _EM, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 0, 0, 0, 0, 2,
        ),
        b"hmtx": struct.pack(">HhHh", _EM, 0, _EM, 0),
        b"loca": struct.pack(">III", 0, 0, len(square)),
        b"maxp": struct.pack(">IH13H", 0x10000, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": struct.pack(">HHH", 0, 0, 6),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 1, 0, 0, 0, 0),
    }  # fmt: skip
    head = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, len(tables) * 16 - 128)
    offset = len(head) + 16 * len(tables)
    directory, body = b"", b""
    for tag, table in tables.items():
        directory += struct.pack(">4sIII", tag, 0, offset + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return head + directory + body
