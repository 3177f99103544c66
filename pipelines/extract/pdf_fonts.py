"""A stand-in for Chinese fonts that a PDF names but does not carry.

PDFium leaves out text whose glyphs have no outline, so on a machine without
Chinese fonts every run of a single character in such a font is lost: 件 in
"5 件", a lone 无. The stand-in has one square glyph that stands for every
character, which gives each its place; what the character is, PDFium knows from
the file. So the text of a file does not depend on the fonts of the machine.
"""

import ctypes
import struct
from typing import Any

import pypdfium2.raw as pdfium

# Windows character sets: Japanese, Korean, simplified and traditional Chinese.
_CJK_CHARSETS = frozenset({128, 129, 134, 136})
_HANDLE = 1
_EM = 1000
_ASCENT = 880

_installed: list[Any] = []


def install() -> None:
    """Hand the stand-in to PDFium, once a process; fonts in a file are used as before."""
    if _installed:
        return
    data = _font()
    types = dict(pdfium.FPDF_SYSFONTINFO._fields_)

    def map_font(_: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int:
        del weight, italic, pitch, face, exact
        # Others get PDFium's own fonts, whatever the machine has.
        return _HANDLE if charset in _CJK_CHARSETS else 0

    def font_data(_: Any, handle: Any, table: int, buffer: Any, size: int) -> int:
        if table != 0:
            return 0
        if size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    info = pdfium.FPDF_SYSFONTINFO()
    info.version = 1
    info.Release = types["Release"](lambda _: None)
    info.EnumFonts = types["EnumFonts"](lambda _, mapper: None)
    info.MapFont = types["MapFont"](map_font)
    info.GetFont = types["GetFont"](lambda _, face: 0)
    info.GetFontData = types["GetFontData"](font_data)
    info.GetFaceName = types["GetFaceName"](lambda _, handle, buffer, size: 0)
    info.GetFontCharset = types["GetFontCharset"](lambda _, handle: 134)
    info.DeleteFont = types["DeleteFont"](lambda _, handle: None)
    pdfium.FPDF_SetSystemFontInfo(info)
    # PDFium keeps the pointer, so the callbacks must live as long as the process.
    _installed.append(info)


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
