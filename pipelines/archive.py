"""Content-addressed bytes: stored once under their SHA-256, whole or not at all.

The address is a folder, or any file system that fsspec knows (`s3://…`).
"""

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

DEFAULT_URL = "data/archive"
DAY = 86_400


class ArchiveError(Exception):
    """The archive cannot be used; the message is for people, one line."""


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Archive:
    """Bytes by hash, in 256 folders: `ab/abcd…`."""

    def __init__(self, url: str = DEFAULT_URL) -> None:
        self.url = url
        try:
            self.files, self.root = fsspec.core.url_to_fs(url)
        except Exception as error:  # each of fsspec's backends raises what it likes
            raise ArchiveError(f"cannot use the archive {url}: {error}") from error
        self._local = isinstance(self.files, LocalFileSystem)
        self._folders: set[str] = set()

    def path(self, sha256: str) -> str:
        """Return where the bytes of a hash lie."""
        return f"{self.root}/{sha256[:2]}/{sha256}"

    def put(self, data: bytes, *, durable: bool = True) -> str:
        """Store bytes and return their hash; a no-op where they are stored.

        `durable` waits until the disk has them: for what cannot be had again.
        """
        sha256 = sha256_of(data)
        path = self.path(sha256)
        if self._local:
            self._put_local(path, data, durable)
        elif not self.files.exists(path):
            self.files.pipe_file(path, data)
        return sha256

    def _put_local(self, path: str, data: bytes, durable: bool) -> None:
        # A page costs a file, so this is written with as few calls as it takes.
        folder, name = os.path.split(path)
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        if os.path.exists(path):
            return
        temporary = f"{folder}/.{name}.{threading.get_ident()}.{os.getpid()}.tmp"
        try:
            with open(temporary, "wb", buffering=0) as file:
                written = 0
                while written < len(data):
                    written += file.write(data[written:] if written else data)
                if durable:
                    os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def get(self, sha256: str) -> bytes:
        """Return the bytes of a hash; `FileNotFoundError` where there are none."""
        data: bytes = self.files.cat_file(self.path(sha256))
        return data

    def has(self, sha256: str) -> bool:
        """Whether the bytes of a hash are stored."""
        if self._local:
            return os.path.exists(self.path(sha256))
        return bool(self.files.exists(self.path(sha256)))

    def __iter__(self) -> Iterator[str]:
        """Give the hash of everything stored."""
        found: dict[str, Any] = (
            self.files.find(self.root, detail=True) if self.files.exists(self.root) else {}
        )
        for path in found:
            name = path.rsplit("/", 1)[-1]
            if len(name) == 64:
                yield name

    def sweep(self) -> int:
        """Remove what killed writers left half written; return how many."""
        if not self._local or not Path(self.root).exists():
            return 0
        leftovers = [path for path in Path(self.root).glob("*/.*.tmp") if _writer_is_gone(path)]
        for path in leftovers:
            path.unlink(missing_ok=True)
        return len(leftovers)


def _writer_is_gone(temporary: Path) -> bool:
    """Whether the process that a temporary file's name gives has ended."""
    pid = temporary.name.rsplit(".", 2)[-2]
    try:
        if time.time() - temporary.stat().st_mtime > DAY:  # numbers of processes are given out again
            return True
        os.kill(int(pid), 0)
    except (ProcessLookupError, FileNotFoundError, ValueError, OverflowError):
        return True
    except PermissionError:
        return False
    return False
