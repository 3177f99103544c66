"""What a reader must not do, seen from within its worker and from outside.

Workers are started with a module on their path that Python imports by itself:
it notes every use of the network and every file opened for writing, by the
interpreter's own audit events. Programs that workers start, and what native
code does, are seen from outside: by what is left in the folders, and by
`strace` where the whole run is under it.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HOOK = """
import os, sys

_log = os.open({log!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
_scratch = {scratch!r}
_busy = [False]

def _watch(event, arguments):
    if _busy[0]:
        return
    _busy[0] = True
    try:
        if event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"):
            os.write(_log, f"network: {{event}} {{arguments[1:]!r}}\\n".encode())
        elif event == "open" and isinstance(arguments[2], int):
            path, _, flags = arguments
            writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            inside = isinstance(path, int) or os.path.abspath(os.fsdecode(path)).startswith(_scratch)
            if writes and not inside and os.fsdecode(path) != os.devnull:
                os.write(_log, f"written: {{path!r}}\\n".encode())
        elif event in ("os.rename", "os.symlink", "os.link", "os.mkdir"):
            places = [os.path.abspath(os.fsdecode(a)) for a in arguments[:2] if isinstance(a, (str, bytes))]
            if not any(place.startswith(_scratch) for place in places):
                os.write(_log, f"written: {{event}} {{places!r}}\\n".encode())
    finally:
        _busy[0] = False

sys.addaudithook(_watch)
"""

_MARK = "XXGK_FUZZ_RUN"
_STRACED = re.compile(r"^\d+ +(?:connect|sendto|sendmsg)\(.*sa_family=AF_INET6?.*$", re.MULTILINE)


class Guard:
    """The folders that workers may use, and what they noted."""

    def __init__(self, folder: Path) -> None:
        self.scratch = folder / "scratch"
        self.work = folder / "work"
        self._hook = folder / "hook"
        self._log = folder / "noted.txt"
        for place in (self.scratch, self.work, self._hook):
            place.mkdir()
        code = _HOOK.format(log=str(self._log), scratch=str(self.scratch))
        (self._hook / "sitecustomize.py").write_text(code, encoding="utf-8")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Have workers that are started now watch themselves, in a folder where nothing belongs."""
        before = {key: os.environ.get(key) for key in ("TMPDIR", _MARK, "PYTHONDONTWRITEBYTECODE")}
        here = Path.cwd()
        os.environ |= {"TMPDIR": str(self.scratch), _MARK: str(self._log), "PYTHONDONTWRITEBYTECODE": "1"}
        sys.path.insert(0, str(self._hook))
        if str(here) not in sys.path:
            sys.path.append(str(here))
        os.chdir(self.work)
        try:
            yield
        finally:
            os.chdir(here)
            sys.path.remove(str(self._hook))
            for key, value in before.items():
                if value is None:
                    os.environ.pop(key, None)
                else:
                    os.environ[key] = value

    def faults(self) -> list[str]:
        """Say what is wrong now that all workers are closed."""
        noted = (
            self._log.read_text(encoding="utf-8").splitlines()
            if self._log.exists()
            else ["no worker watched"]
        )
        left = [f"left behind: {path}" for place in (self.scratch, self.work) for path in place.rglob("*")]
        return sorted(set(noted)) + left + [f"still there: {line}" for line in self._processes()]

    def _processes(self) -> Iterator[str]:
        """Yield zombies of ours and processes that a worker started and that outlived it."""
        for place in Path("/proc").glob("[0-9]*"):
            if int(place.name) == os.getpid():
                continue
            try:
                status = (place / "status").read_text()
                ours = f"\nPPid:\t{os.getpid()}\n" in status and "\nState:\tZ" in status
                marked = f"{_MARK}={self._log}".encode() in (place / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if ours or marked:
                yield status.partition("\n")[0]


def straced(log: Path) -> list[str]:
    """Return the calls of a `strace -f -e trace=network` that went beyond the machine's own pipes."""
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    return [f"network: {line[:160]}" for line in _STRACED.findall(text)]
