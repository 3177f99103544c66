"""Office packages (ZIP with XML), opened without trusting them.

Limits stop archive bombs before anything is unpacked; member names are only
ever compared, never used as paths; XML is parsed without entities or network.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from pipelines.extract.office.xml_stream import parse
from pipelines.extract.text import Unreadable
from pipelines.outcomes import DocumentOutcome

MAX_MEMBERS = 20_000
MAX_MEMBER_BYTES = 64 << 20
MAX_TOTAL_BYTES = 512 << 20
"""Bytes that are unpacked of one package, whatever is asked for how often."""
# Text-heavy XML deflates to about a fiftieth; bombs go beyond a thousandth.
MAX_RATIO = 500
_SMALL = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = b"PK\x05\x06"
_TAIL = 66_000


class Package:
    """The members of one package, read whole and within limits."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._infos = {info.filename.lower(): info for info in archive.infolist()}
        self._left = MAX_TOTAL_BYTES

    def xml(self, name: str) -> "etree._Element | None":
        """Return the parsed root of a member, None where there is no such member.

        Raises `Unreadable`: BROKEN for bad XML or data, TOO_LARGE past the
        limits, ENCRYPTED for a member with a password.
        """
        data = self.member(name)
        if data is None:
            return None
        return parse(data, name[-80:])

    def names(self) -> tuple[str, ...]:
        """Names of the members in lower case, in the order of the directory."""
        return tuple(self._infos)

    def size(self, name: str) -> int | None:
        """Return the stated size of a member in bytes, None where there is no such member."""
        info = self._infos.get(name.lower().lstrip("/"))
        return None if info is None else info.file_size

    def member(self, name: str) -> bytes | None:
        """Return a member's bytes, None where there is no such member; raises as `xml` does."""
        info = self._infos.get(name.lower().lstrip("/"))
        return None if info is None else self._read(info)

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & 1:
            raise Unreadable(DocumentOutcome.ENCRYPTED, "package member with a password")
        # The stated size can lie, so what comes out is limited as well.
        size = info.file_size
        if size > MAX_MEMBER_BYTES or (size > _SMALL and size > MAX_RATIO * info.compress_size):
            raise Unreadable(DocumentOutcome.TOO_LARGE, f"package member of {size} bytes")
        try:
            with self._archive.open(info) as member:
                data = member.read(MAX_MEMBER_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise Unreadable(DocumentOutcome.BROKEN, f"package member: {error}") from error
        except (NotImplementedError, RuntimeError, ValueError) as error:
            raise Unreadable(DocumentOutcome.UNSUPPORTED, f"package member: {error}") from error
        if len(data) > MAX_MEMBER_BYTES:
            raise Unreadable(DocumentOutcome.TOO_LARGE, "package member beyond its stated size")
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(DocumentOutcome.TOO_LARGE, "a package of too many bytes")
        return data


@contextmanager
def open_package(data: bytes) -> Iterator[Package]:
    """Open an Office package; raises `Unreadable` where it is none or is dangerous."""
    if data.startswith(_OLE):
        # Office wraps encrypted packages in a compound file.
        raise Unreadable(DocumentOutcome.ENCRYPTED, "asks for a password")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        cut = _END not in data[-_TAIL:]
        outcome = DocumentOutcome.TRUNCATED if cut else DocumentOutcome.BROKEN
        raise Unreadable(outcome, f"package: {error}") from error
    with archive:
        if len(archive.infolist()) > MAX_MEMBERS:
            raise Unreadable(DocumentOutcome.TOO_LARGE, "package with too many members")
        yield Package(archive)
