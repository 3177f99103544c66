"""The members of RAR and 7z archives, unpacked by bsdtar where it is installed.

bsdtar turns the archive into a tar stream, which is kept in one unnamed file:
no member's name ever touches the disk, and what bsdtar may write, use and take
is limited.
"""

import ctypes
import os
import re
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import IO

from pipelines.extract.bundle.zip import MAX_FILE_BYTES, Held, label
from pipelines.extract.text import Unreadable
from pipelines.outcomes import DocumentOutcome

PROGRAM = "bsdtar"
SECONDS = 20
"""Time after which bsdtar is killed; what it had unpacked is read."""

_MEMORY = 900 << 20
_MAX_WRITTEN = 1 << 20
_CHUNK = 1 << 20
_MAX_MEMBERS = 20_000
_PR_SET_PDEATHSIG = 1
_LOCKED = re.compile(rb"encrypt|passphrase|password|crypto", re.IGNORECASE)
_CUT = re.compile(rb"truncated|unexpected end|premature", re.IGNORECASE)
_SAID_BY = re.compile(rf"^{PROGRAM}: |\(null\)|Error exit delayed from previous errors\.", re.MULTILINE)
_7Z_HEADER = 32
# End of archive blocks: version 4 with its checksum, version 5 with its checksum.
_RAR_ENDS = (b"\xc4\x3d\x7b\x00\x40\x07\x00", b"\x1d\x77\x56\x51\x03\x05\x04\x00")
_RAR_TAIL = 64
_LIBC = ctypes.CDLL(None)


@contextmanager
def open_archive(data: bytes, kind: str, most: int) -> Iterator[tuple[list[Held], bool]]:
    """List the files of an archive, unpacked to at most `most` bytes; also whether they are all.

    Raises `Unreadable`: UNSUPPORTED without bsdtar, ENCRYPTED, TRUNCATED,
    BROKEN, TOO_LARGE where nothing but the limit stands in the way.
    """
    if shutil.which(PROGRAM) is None:
        detail = f"{kind.upper()} archive: bsdtar (libarchive-tools) would read it"
        raise Unreadable(DocumentOutcome.UNSUPPORTED, detail)
    with tempfile.TemporaryFile() as packed, tempfile.TemporaryFile() as spool:
        if kind == "7z":
            packed.write(data)
            packed.flush()
        source = packed if kind == "7z" else data
        size, whole, said = _convert(source, spool, most)
        spool.seek(0)
        held = members(spool)
        if not any(place + file.size <= size for file, place in held):
            if size >= most:
                raise Unreadable(DocumentOutcome.TOO_LARGE, "an archive beyond what may be unpacked")
            _explain(source, said, cut=_is_cut(data, kind))
        yield [file for file, _ in held], whole


def _convert(source: bytes | IO[bytes], spool: IO[bytes], most: int) -> tuple[int, bool, bytes]:
    """Fill `spool` with the archive as a tar stream; returns its size, if it is whole, complaints."""
    size = 0
    with tempfile.TemporaryFile() as errors:
        with _started(("-c", "-b", "1", "--format=pax", "@-"), source, errors) as child:
            assert child.stdout is not None
            while size < most and (chunk := child.stdout.read(min(_CHUNK, most - size))):
                spool.write(chunk)
                size += len(chunk)
            whole = size < most and child.wait() == 0
        return size, whole, _said(errors)


@contextmanager
def _started(
    arguments: tuple[str, ...], source: bytes | IO[bytes], errors: IO[bytes]
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run bsdtar with the archive as its input; killed at the end, and when its time is up.

    7z must be read from a file. RAR must not: bsdtar would look at the end of
    the file first and take a member that is a ZIP for the archive.
    """
    if not isinstance(source, bytes):
        source.seek(0)
    child = subprocess.Popen(  # noqa: S603 - a fixed program, no shell, no name from outside
        [PROGRAM, "-f", "-", *arguments],
        stdin=subprocess.PIPE if isinstance(source, bytes) else source,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
        start_new_session=True,
        preexec_fn=_confine,  # noqa: PLW1509 - calls nothing but the kernel
    )
    timer = threading.Timer(SECONDS, child.kill)
    timer.start()
    feeder = None
    if isinstance(source, bytes):
        feeder = threading.Thread(target=_feed, args=(child, source))
        feeder.start()
    try:
        yield child
    finally:
        timer.cancel()
        child.kill()
        child.wait()
        if feeder is not None:
            feeder.join()
        assert child.stdout is not None
        child.stdout.close()


def _feed(child: "subprocess.Popen[bytes]", data: bytes) -> None:
    """Give a process its input; it may have ended before all is read."""
    assert child.stdin is not None
    with suppress(OSError):
        child.stdin.write(data)
    with suppress(OSError):
        child.stdin.close()


def _confine() -> None:
    """In the child: die with the parent, little memory and time, hardly any written file."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    for limit, value in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, _MAX_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        least = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (least, least))


def members(spool: IO[bytes]) -> list[tuple[Held, int]]:
    """List the regular files of a tar stream that may end anywhere, and where each begins."""
    held: list[tuple[Held, int]] = []
    try:
        with tarfile.open(fileobj=spool, mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
            for info in archive:
                if info.isreg() and not info.issparse():
                    name = label(info.name.encode("utf-8", "surrogateescape"))
                    read = partial(_read, spool, info.offset_data, info.size)
                    held.append((Held(name, info.size, read), info.offset_data))
                if len(held) >= _MAX_MEMBERS:
                    break
    except (tarfile.TarError, OSError, ValueError, EOFError):
        pass  # what came before the end is there
    return held


def _read(spool: IO[bytes], offset: int, size: int, most: int) -> bytes:
    if size > min(most, MAX_FILE_BYTES):
        raise Unreadable(DocumentOutcome.TOO_LARGE, f"a member of {size} bytes")
    spool.seek(offset)
    data = spool.read(size)
    if len(data) < size:
        raise Unreadable(DocumentOutcome.TRUNCATED, "a member that was not unpacked to its end")
    return data


def _is_cut(data: bytes, kind: str) -> bool:
    """Whether the end is missing: 7z says where it is, RAR has a mark there."""
    if kind == "7z":
        return len(data) < _7Z_HEADER or len(data) < _7Z_HEADER + sum(struct.unpack_from("<QQ", data, 12))
    return not any(mark in data[-_RAR_TAIL:] for mark in _RAR_ENDS)


def _explain(source: bytes | IO[bytes], said: bytes, *, cut: bool) -> None:
    """Say why no file came out; unpacking names a password that converting keeps silent about."""
    with tempfile.TemporaryFile() as errors:
        with _started(("-x", "-O", "--passphrase", "-"), source, errors) as child:
            assert child.stdout is not None
            came = bool(child.stdout.read(1))
            if not came:
                child.wait()
        said += _said(errors)
    detail = " ".join(_SAID_BY.sub("", said.decode("utf-8", "replace")).split())[:160]
    if _LOCKED.search(said):
        raise Unreadable(DocumentOutcome.ENCRYPTED, "an archive with a password")
    if cut or _CUT.search(said):
        raise Unreadable(DocumentOutcome.TRUNCATED, detail or "its end is missing")
    if said.strip():
        raise Unreadable(DocumentOutcome.BROKEN, detail)
    raise Unreadable(DocumentOutcome.EMPTY, "an archive without files")


def _said(errors: IO[bytes]) -> bytes:
    errors.seek(0)
    return errors.read(4096)
