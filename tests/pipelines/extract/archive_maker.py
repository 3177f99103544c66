"""Archives made by the real programs, and RAR, which none of them writes, by its description."""

import struct
import subprocess
import warnings
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

Files = dict[str, bytes]


class _Named(zipfile.ZipInfo):
    """An entry whose name is written as these bytes, with these flags."""

    raw: bytes
    flags: int

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the library's name
        return self.raw, self.flag_bits | self.flags


def zipped(files: Files, encoding: str = "utf-8", *, flagged: bool = True) -> bytes:
    """A ZIP whose names have this encoding; only UTF-8 ones can say so."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in files.items():
            info = _Named(name)
            info.raw = name.encode(encoding)
            info.flags = 0x800 if flagged and encoding == "utf-8" else 0
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)
    return out.getvalue()


def by_program(files: Files, folder: Path, kind: str, *options: str) -> bytes:
    """A zip or 7z made by `7z` from files on the disk."""
    source = folder / "source"
    for name, data in files.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    target = folder / f"made.{kind}"
    command = ["7z", "a", "-bd", f"-t{kind}", *options, str(target), "."]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return target.read_bytes()


def rar4(files: dict[bytes, bytes], *, flags: int = 0x8000) -> bytes:
    """RAR 4 with stored members, as Windows writes it: names in its code page."""

    def block(kind: int, mark: int, body: bytes) -> bytes:
        head = struct.pack("<BHH", kind, mark, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    out = b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6))
    for name, data in files.items():
        crc = zlib.crc32(data)
        body = struct.pack("<IIBIIBBHI", len(data), len(data), 2, crc, 0x5A000000, 29, 0x30, len(name), 0x20)
        out += block(0x74, flags, body + name) + data
    return out + block(0x7B, 0x4000, b"")


def rar5(files: Files) -> bytes:
    """RAR 5 with stored members; names are UTF-8."""

    def number(value: int) -> bytes:
        out = b""
        while value > 0x7F:
            out += bytes([value & 0x7F | 0x80])
            value >>= 7
        return out + bytes([value])

    def block(body: bytes) -> bytes:
        body = number(len(body)) + body
        return struct.pack("<I", zlib.crc32(body)) + body

    out = b"Rar!\x1a\x07\x01\x00" + block(number(1) + number(0) + number(0))
    for name, data in files.items():
        raw = name.encode()
        body = number(2) + number(2) + number(len(data)) + number(4) + number(len(data)) + number(0x20)
        body += struct.pack("<I", zlib.crc32(data)) + number(0) + number(0) + number(len(raw)) + raw
        out += block(body) + data
    return out + block(number(5) + number(4) + number(0))
