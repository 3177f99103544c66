"""Compound files ([MS-CFB]), the containers of Office 97 to 2003, read within bounds.

Chains of sectors are followed at most as long as the file has sectors, so
loops end; what a cut file lost is missing at the end of its streams.
"""

import struct
from dataclasses import dataclass

from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_HEADER_DIFAT = 109
_ENTRY = 128
_MAX_ENTRIES = 20_000
_LAST = 0xFFFFFFFA
_NONE = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


def refuse(data: bytes, options: object) -> Text:
    """Say why a compound file of no known kind is not read: it was cut, or is something else."""
    if CompoundFile(data).cut:
        raise Unreadable(DocumentOutcome.TRUNCATED, "compound file without its end")
    raise Unreadable(DocumentOutcome.UNSUPPORTED, "compound file of an unknown kind")


class CompoundFile:
    """The streams of a compound file's root, by name without regard to case.

    Raises `Unreadable`: TRUNCATED where the file ends before its directory,
    BROKEN where it has none.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(MAGIC):
            raise Unreadable(DocumentOutcome.TRUNCATED, "compound file without a header")
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Unreadable(DocumentOutcome.BROKEN, "compound file with odd sectors")
        directory, _, self._cutoff, mini_start, _, difat, _ = struct.unpack_from("<IIIIIII", data, 48)
        self._data, self._shift = data, shift
        self._count = max(0, (len(data) - 1 >> shift))
        self.cut = False
        self._fat = self._table(difat)
        self._entries = self._directory(self._chain(directory))
        if not self._entries:
            lost = DocumentOutcome.TRUNCATED if self.cut else DocumentOutcome.BROKEN
            raise Unreadable(lost, "compound file without a directory")
        self._names = self._root_names()
        self._mini_fat = _longs(self._chain(mini_start))
        root = self._entries[0]
        self._mini = self._chain(root.start) if root.kind == _ROOT else b""

    def names(self) -> frozenset[str]:
        """Names of the streams and storages of the root, in lower case."""
        return frozenset(self._names)

    def read(self, name: str) -> bytes | None:
        """Return a stream, as far as it is there; None where there is no such stream."""
        entry = self._names.get(name.lower())
        if entry is None or entry.kind != _STREAM:
            return None
        if entry.size < self._cutoff:
            return self._mini_chain(entry.start, entry.size)
        return self._chain(entry.start)[: entry.size]

    def _sector(self, number: int) -> bytes:
        start = number + 1 << self._shift
        return self._data[start : start + (1 << self._shift)]

    def _table(self, difat: int) -> tuple[int, ...]:
        """Return the allocation table: for each sector the next one."""
        numbers = list(struct.unpack_from(f"<{_HEADER_DIFAT}I", self._data, 76))
        seen: set[int] = set()
        while difat < self._count and difat not in seen:
            seen.add(difat)
            more = _longs(self._sector(difat))
            if not more:
                break
            numbers += more[:-1]
            difat = more[-1]
        fat = bytearray()
        taken: set[int] = set()
        for number in numbers:
            if number >= _LAST:
                continue
            if number >= self._count or number in taken:
                self.cut = True
                fat += b"\xff" * (1 << self._shift)
            else:
                taken.add(number)
                fat += self._sector(number).ljust(1 << self._shift, b"\xff")
            if len(fat) >> 2 >= self._count:
                break
        return _longs(bytes(fat))

    def _chain(self, start: int) -> bytes:
        """Join the sectors of a chain, each at most once."""
        parts: list[bytes] = []
        seen: set[int] = set()
        while start < _LAST:
            if start >= self._count or start in seen:
                self.cut = True
                break
            seen.add(start)
            parts.append(self._sector(start))
            start = self._fat[start] if start < len(self._fat) else _NONE
        return b"".join(parts)

    def _mini_chain(self, start: int, size: int) -> bytes:
        parts: list[bytes] = []
        while start < len(self._mini_fat) and len(parts) << 6 < size:
            parts.append(self._mini[start << 6 : start + 1 << 6])
            start = self._mini_fat[start]
        return b"".join(parts)[:size]

    @staticmethod
    def _directory(data: bytes) -> list[_Entry]:
        out = []
        for at in range(0, min(len(data) - _ENTRY + 1, _MAX_ENTRIES * _ENTRY), _ENTRY):
            length, kind, _, left, right, child = struct.unpack_from("<HBBIII", data, at + 64)
            start, size = struct.unpack_from("<II", data, at + 116)
            name = data[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            out.append(_Entry(name, kind, left, right, child, start, size))
        return out

    def _root_names(self) -> dict[str, _Entry]:
        """Walk the tree of the root's children; a broken tree gives what it still reaches."""
        out: dict[str, _Entry] = {}
        waiting, seen = [self._entries[0].child], set[int]()
        while waiting:
            number = waiting.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            out.setdefault(entry.name.lower(), entry)
            waiting += [entry.left, entry.right]
        return out


def _longs(data: bytes) -> tuple[int, ...]:
    """Read 32-bit numbers, as many as are whole."""
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
