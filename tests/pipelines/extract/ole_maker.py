"""Compound files and a Word 95 document, put together byte by byte."""

import struct

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALL = 4096


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams in its root; each is padded to 4,096 bytes at least."""
    contents = {name: data.ljust(_SMALL, b"\0") for name, data in streams.items()}
    sectors: list[bytes] = []
    fat: list[int] = []

    def put(data: bytes) -> int:
        first = len(sectors)
        count = -(-len(data) // _SECTOR)
        for i in range(count):
            sectors.append(data[i * _SECTOR : (i + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            fat.append(first + i + 1 if i + 1 < count else _END)
        return first

    places = {name: put(data) for name, data in contents.items()}
    # Siblings hang in a line to the right: names sort by length, then by letters.
    names = sorted(contents, key=lambda name: (len(name), name.upper()))
    entries = [_entry("Root Entry", 5, _FREE, 1, _END, 0)]
    for i, name in enumerate(names, 1):
        entries.append(
            _entry(name, 2, i + 1 if i < len(names) else _FREE, _FREE, places[name], len(contents[name]))
        )
    while len(entries) % 4:
        entries.append(bytes(128))
    directory = put(b"".join(entries))
    count = -(-(len(sectors) + 4) * 4 // _SECTOR)
    table = len(sectors)
    fat += [_FAT] * count
    packed = b"".join(struct.pack("<I", n) for n in fat).ljust(count * _SECTOR, b"\xff")
    sectors += [packed[i * _SECTOR : (i + 1) * _SECTOR] for i in range(count)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory)
    header += struct.pack("<IIIIII", 0, _SMALL, _END, 0, _END, 0)
    header += b"".join(struct.pack("<I", table + i) for i in range(count)).ljust(109 * 4, b"\xff")
    return header + b"".join(sectors)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw) + 2, kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def word95(paragraphs: list[tuple[str, str]]) -> bytes:
    """A Word 95 document in GBK; each paragraph is (text, "", "number", "cell" or "row")."""
    text = b""
    ends: list[tuple[int, bytes]] = []
    first = 0x300
    for words, kind in paragraphs:
        text += words.encode("gb18030") + (b"\x07" if kind in ("cell", "row") else b"\r")
        modifiers = {"": b"", "number": b"\x0d\x01", "cell": b"\x18\x01", "row": b"\x18\x01\x19\x01"}[kind]
        ends.append((first + len(text), modifiers))
    page_at = -(-(first + len(text)) // _SECTOR) * _SECTOR
    page = _paragraph_page(first, ends)
    bins = struct.pack("<IIH", first, first + len(text), page_at // _SECTOR)
    bins_at = page_at + _SECTOR
    characters_at = bins_at + _SECTOR
    characters = struct.pack("<II", first, first + len(text)) + b"\0"
    characters = characters.ljust(_SECTOR - 1, b"\0") + b"\x01"
    character_bins = struct.pack("<IIH", first, first + len(text), characters_at // _SECTOR)
    character_bins_at = characters_at + _SECTOR
    fib = bytearray(0x300)
    struct.pack_into("<HHHH", fib, 0, 0xA5DC, 104, 0x4000, 0x0804)
    struct.pack_into("<H", fib, 12, 104)
    struct.pack_into("<III", fib, 24, first, first + len(text), character_bins_at + _SECTOR)
    struct.pack_into("<I", fib, 52, len(text))
    struct.pack_into("<II", fib, 88 + 8 * 12, character_bins_at, len(character_bins))
    struct.pack_into("<II", fib, 88 + 8 * 13, bins_at, len(bins))
    struct.pack_into("<HHH", fib, 0x18A, 1, 1, 1)
    stream = bytes(fib) + text
    stream = stream.ljust(page_at, b"\0") + page + bins.ljust(_SECTOR, b"\0") + characters
    stream += character_bins.ljust(_SECTOR, b"\0")
    return compound({"WordDocument": stream})


def _paragraph_page(first: int, ends: list[tuple[int, bytes]]) -> bytes:
    count = len(ends)
    page = bytearray(_SECTOR)
    places = [first, *(end for end, _ in ends)]
    struct.pack_into(f"<{count + 1}I", page, 0, *places)
    at = _SECTOR - 2
    for i, (_, modifiers) in enumerate(ends):
        stored = b"\0" + modifiers + b"\0" * (len(modifiers) % 2 == 0)
        at -= len(stored) + 1
        at -= at % 2
        page[at] = len(stored) // 2
        page[at + 1 : at + 1 + len(stored)] = stored
        page[4 * (count + 1) + 7 * i] = at // 2
    page[-1] = count
    return bytes(page)
