"""The members of tar archives, compressed by gzip or not, and single files in gzip."""

import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO

from pipelines.extract.bundle.tar import members
from pipelines.extract.bundle.zip import Held
from pipelines.extract.text import Unreadable
from pipelines.outcomes import DocumentOutcome

_STEP = 1 << 20
_GZIP = 16 + zlib.MAX_WBITS
_MARK = slice(257, 262)


@contextmanager
def open_tar(data: bytes, kind: str, most: int) -> Iterator[tuple[list[Held], bool]]:
    """List the files of a tar or gzip file, unpacked to at most `most` bytes; also whether they are all.

    Raises `Unreadable`: TRUNCATED, BROKEN, TOO_LARGE, EMPTY.
    """
    with tempfile.TemporaryFile() as spool:
        size, whole = (spool.write(data), True) if kind == "tar" else _unpack(data, spool, most)
        if not size and not whole:
            raise Unreadable(DocumentOutcome.BROKEN, "gzip: not to be unpacked")
        spool.seek(0)
        if spool.read(512)[_MARK] != b"ustar":
            if not whole and size < most:
                raise Unreadable(DocumentOutcome.TRUNCATED, "gzip: its end is missing")
            yield [Held("content", size, partial(_all, spool, size, size < most))], whole
            return
        spool.seek(0)
        yield [file for file, _ in members(spool)], whole


def _unpack(data: bytes, spool: IO[bytes], most: int) -> tuple[int, bool]:
    """Unpack gzip into a file; returns how much, and whether that is all."""
    unpacker = zlib.decompressobj(_GZIP)
    size, rest = 0, data
    try:
        while rest and size < most and not unpacker.eof:
            chunk = unpacker.decompress(rest, min(_STEP, most - size))
            spool.write(chunk)
            size += len(chunk)
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return size, False
    return size, unpacker.eof


def _all(spool: IO[bytes], size: int, whole: bool, most: int) -> bytes:
    if size > most or not whole:
        raise Unreadable(DocumentOutcome.TOO_LARGE, f"a file of {size} bytes or more")
    spool.seek(0)
    return spool.read(size)
