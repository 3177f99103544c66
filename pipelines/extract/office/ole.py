"""Compound files ([MS-CFB]), the containers of Office 97 to 2003: olefile, held within bounds.

olefile follows chains as far as sizes in the file say, which may be
gigabytes over a loop, so every size is capped by the file's own before it is used.
"""

import io
import struct

from olefile import MAGIC, STGTY_STREAM, OleFileIO

from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

_HEADER = 512
_MAX_ENTRIES = 4000
# What olefile says of chains and tables that lead out of the file.
_CUT = ("incomplete", "out of range")


def refuse(data: bytes, options: object) -> Text:
    """Say why a compound file of no known kind is not read: it was cut, or is something else."""
    if CompoundFile(data).cut:
        raise Unreadable(DocumentOutcome.TRUNCATED, "compound file without its end")
    raise Unreadable(DocumentOutcome.UNSUPPORTED, "compound file of an unknown kind")


class CompoundFile:
    """The streams of a compound file's root, by name without regard to case.

    Raises `Unreadable`: TRUNCATED where the file ends before its tables or its
    directory, BROKEN where these are none.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(MAGIC):
            raise Unreadable(DocumentOutcome.TRUNCATED, "compound file without a header")
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Unreadable(DocumentOutcome.BROKEN, "compound file with odd sectors")
        if struct.unpack_from("<I", data, 72)[0] > (len(data) >> 3 * shift - 4) + 2:
            raise Unreadable(DocumentOutcome.TRUNCATED, "compound file shorter than its tables")
        try:
            self._ole = _Bounded(io.BytesIO(data), path_encoding=None)
        except (OSError, RecursionError, ValueError, IndexError, struct.error) as error:
            lost = any(word in str(error) for word in _CUT)
            outcome = DocumentOutcome.TRUNCATED if lost else DocumentOutcome.BROKEN
            raise Unreadable(outcome, f"compound file without a directory: {error}") from error
        root = self._ole.root
        self._names = frozenset(entry.name.lower() for entry in root.kids)
        for entry in (root, *root.kids):
            entry.size = min(entry.size, len(data))
        self._ole.num_mini_fat_sectors = min(self._ole.num_mini_fat_sectors, len(data) >> shift)

    @property
    def cut(self) -> bool:
        """Whether something that was read so far is not all there."""
        return any(word in str(said) for _, said in self._ole.parsing_issues for word in _CUT)

    def names(self) -> frozenset[str]:
        """Names of the streams and storages of the root, in lower case."""
        return self._names

    def read(self, name: str) -> bytes | None:
        """Return a stream, as far as it is there; None where there is no such stream."""
        if self._ole.get_type(name) != STGTY_STREAM:
            return None
        found: bytes = self._ole.openstream(name).read()
        return found

    def main(self, *names: str) -> bytes:
        """Return the first of these streams, without which there is no document; raises `Unreadable`."""
        for name in names:
            if stream := self.read(name):
                return stream
        raise self.lost(f"compound file without {names[0]}")

    def lost(self, what: str) -> Unreadable:
        """Name the outcome where something is missing: the file was cut, or is broken."""
        return Unreadable(DocumentOutcome.TRUNCATED if self.cut else DocumentOutcome.BROKEN, what)


class _Bounded(OleFileIO):  # type: ignore[misc]
    """A file of at most so many entries: olefile's time grows with their square."""

    _left = _MAX_ENTRIES

    def _load_direntry(self, sid: int) -> object:
        self._left -= 1
        if not self._left:
            raise OSError("too many entries")
        return super()._load_direntry(sid)
