"""Ways to damage a file; the same number gives the same damage."""

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence

_EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_MAX_GROWTH = 2
_PACKED = b"PK\x03\x04"


def mutate(data: bytes, others: Sequence[bytes], number: int) -> bytes:
    """Damage `data` in one to three ways; `others` are what may be spliced in."""
    chance = random.Random(number)
    if data.startswith(_PACKED) and chance.random() < 0.6:
        return _inside(data, others, chance)
    return _damaged(data, others, chance)


def _damaged(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    most = len(data) * _MAX_GROWTH + 4096
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if out:
            chance.choice(_WAYS)(out, others, chance)
        del out[most:]
    return bytes(out)


def _inside(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Damage one member of a package and pack it again: its checksum does not give it away."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        infos = old.infolist()
        chosen = chance.randrange(len(infos)) if infos else -1
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for index, info in enumerate(infos):
                content = old.read(info)
                if index == chosen:
                    if chance.random() < 0.1:
                        continue
                    content = _damaged(content, others, chance)
                same = zipfile.ZipInfo(info.filename, info.date_time)  # else the time of day is in it
                new.writestr(same, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _cut(out: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    del others
    del out[chance.randrange(len(out)) :]


def _flip(out: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    del others
    for _ in range(chance.choice((1, 1, 4, 32))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)


def _set(out: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    del others
    for _ in range(chance.choice((1, 2, 8))):
        out[chance.randrange(len(out))] = chance.choice((0, 0xFF, 0x20, 0x3C, 0x28, chance.randrange(256)))


def _swap(out: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    del others
    a, b = chance.randrange(len(out)), chance.randrange(len(out))
    out[a], out[b] = out[b], out[a]


def _splice(out: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    other = chance.choice(others)
    size = min(len(other), chance.choice((4, 64, 1024, 16_384)))
    start, at = chance.randrange(max(1, len(other) - size)), chance.randrange(len(out))
    out[at : at + chance.choice((0, size))] = other[start : start + size]


def _length(out: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    """Write an extreme number where a length may be: its own place in headers, any place elsewhere."""
    del others
    form, width = chance.choice((("<H", 2), ("<I", 4), (">H", 2), (">I", 4)))
    value = chance.choice(_EXTREMES) & ((1 << 8 * width) - 1)
    near = min(len(out), chance.choice((64, 1024, len(out))))
    at = chance.randrange(near)
    if chance.random() < 0.3:
        at = len(out) - 1 - at
    out[at : at + width] = struct.pack(form, value)[: len(out) - at]


def _digits(out: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    """Write another number where a written one stands."""
    del others
    places = [i for i in (chance.randrange(len(out)) for _ in range(200)) if 0x30 <= out[i] <= 0x39]
    if places:
        at = chance.choice(places)
        out[at : at + 1] = chance.choice((b"0", b"-1", b"99999", b"4294967296", b"1e308", b""))


def _double(out: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    del others
    at = chance.randrange(len(out))
    chunk = out[at : at + chance.choice((1, 16, 512, 8192))]
    out[at:at] = chunk * chance.choice((1, 2, 20))


def _drop(out: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    del others
    at = chance.randrange(len(out))
    del out[at : at + chance.choice((1, 16, 512, 8192))]


_WAYS: tuple[Callable[[bytearray, Sequence[bytes], random.Random], None], ...] = (
    _cut, _flip, _flip, _set, _swap, _splice, _length, _length, _digits, _double, _drop,
)  # fmt: skip
