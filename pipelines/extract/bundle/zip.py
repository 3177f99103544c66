"""The members of a ZIP archive, with the names that their writer saw."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from pipelines.extract.text import Unreadable
from pipelines.outcomes import DocumentOutcome

MAX_FILE_BYTES = 200 << 20
"""Bytes of the largest member that is unpacked."""

_UTF8 = 0x800
_LOCKED = 0x1
_UNICODE_PATH = 0x7075
_LINK = 0o120000
# Beyond a mebibyte nothing but a bomb shrinks to a thousandth.
_MAX_RATIO = 1000
_SMALL = 1 << 20
_CHUNK = 1 << 20
_SIP = 1 << 12
_END = b"PK\x05\x06"


class Held(NamedTuple):
    """A member not yet unpacked; `read` gives at most so many bytes and raises `Unreadable`."""

    name: str
    size: int
    read: Callable[[int], bytes]


@contextmanager
def open_zip(data: bytes) -> Iterator[list[Held]]:
    """List the files of a ZIP archive; raises `Unreadable` where there is no directory."""
    try:
        # As Latin-1 every name keeps its bytes, so that `_name` can judge them.
        archive = zipfile.ZipFile(io.BytesIO(data), metadata_encoding="latin-1")
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, struct.error) as error:
        cut = _END not in data[-66_000:]
        outcome = DocumentOutcome.TRUNCATED if cut else DocumentOutcome.BROKEN
        raise Unreadable(outcome, f"ZIP: {error}"[:200]) from error
    with archive:
        yield [
            Held(_name(info), info.file_size, partial(_read, archive, info))
            for info in archive.infolist()
            if not info.is_dir() and (info.external_attr >> 16) & 0o170000 != _LINK
        ]


def label(raw: bytes) -> str:
    """Decode a name without a stated encoding: UTF-8 where it is that, else GB 18030."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return tidy(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return tidy(raw.decode("gb18030", "replace"))


def tidy(name: str) -> str:
    """Make a label of a name: one kind of slash, no control characters, bounded."""
    kept = "".join(c for c in name.replace("\\", "/") if c.isprintable())
    return kept.encode("utf-8", "replace").decode()[-400:]


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8:
        return tidy(info.filename)
    raw = info.filename.encode("latin-1", "replace")
    return _unicode_path(info.extra) or label(raw)


def _unicode_path(extra: bytes) -> str | None:
    """Return the name of the Unicode Path extra field (APPNOTE 4.6.9)."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and 5 < size <= len(extra) - 4 and extra[4] == 1:
            try:
                return tidy(extra[9 : 4 + size].decode())
            except UnicodeDecodeError:
                return None
        extra = extra[4 + size :]
    return None


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack one member; what comes out is limited, whatever its header says."""
    if info.flag_bits & _LOCKED:
        raise Unreadable(DocumentOutcome.ENCRYPTED, "a member with a password")
    size = info.file_size
    most = min(most, MAX_FILE_BYTES)
    if size > most or (size > _SMALL and size > _MAX_RATIO * max(1, info.compress_size)):
        raise Unreadable(DocumentOutcome.TOO_LARGE, f"a member of {size} bytes")
    try:
        with archive.open(info) as member:
            assert isinstance(member, zipfile.ZipExtFile)
            # Only deflate is unpacked by portions; of the others little goes in at a time.
            step = _CHUNK if info.compress_type == zipfile.ZIP_DEFLATED else _SIP
            return b"".join(iter(lambda: member.read1(step), b""))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error) as error:
        raise Unreadable(DocumentOutcome.BROKEN, f"a member: {error}"[:200]) from error
    except (NotImplementedError, RuntimeError, ValueError, LookupError) as error:
        raise Unreadable(DocumentOutcome.UNSUPPORTED, f"a member: {error}"[:200]) from error
