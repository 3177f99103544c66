"""LibreOffice, where it is installed, for what our own readers cannot read.

It runs as a process of its own: with a profile folder of this worker's, macros
off, links never updated, without network where the kernel allows, and killed
with its whole group at the time limit. Everything works without it.
"""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pipelines.extract.options import Options
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

SECONDS = 40.0
"""Time limit of one conversion."""

_LAUNCHER = Path(__file__).with_name("child.py")
_SETTINGS = Path(__file__).with_name("settings.xml")
_PREFIX = "xxgk-office-"
_STARTS, _RESTART = 3, 81
_TEXT, _SHEET = ("docx", "MS Word 2007 XML"), ("xlsx", "Calc MS Excel 2007 XML")


@lru_cache(maxsize=1)
def program() -> str | None:
    """Return LibreOffice's program file, None where there is none or XXGK_OFFICE is 0."""
    if os.environ.get("XXGK_OFFICE") == "0":
        return None
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return None
    # The binary itself: its shell script would start it as a child that outlives a kill.
    binary = Path(found).resolve().with_name("soffice.bin")
    return str(binary) if binary.exists() else None


def read_works(data: bytes, options: Options) -> Text:
    """Read a document of Works or of WPS's early days (.wps); raises `Unreadable`."""
    fault = Unreadable(DocumentOutcome.UNSUPPORTED, "document of Works or an early WPS (.wps)")
    return read_by_office(data, options, "wps", fault)


def read_word2(data: bytes, options: Options) -> Text:
    """Read a document of Word 2; raises `Unreadable`."""
    fault = Unreadable(DocumentOutcome.UNSUPPORTED, "Word 2 document (.doc)")
    return read_by_office(data, options, "doc", fault)


def read_or_office(read: Callable[[bytes], Text], data: bytes, options: Options, suffix: str) -> Text:
    """Read with a reader of ours and, where that finds the file broken, by way of LibreOffice."""
    try:
        return read(data)
    except Unreadable as fault:
        if fault.outcome is not DocumentOutcome.BROKEN:
            raise
        return read_by_office(data, options, suffix, fault)


def read_by_office(data: bytes, options: Options, suffix: str, fault: Unreadable) -> Text:
    """Read a text document, or a workbook where `suffix` is xls, by way of LibreOffice.

    Where that cannot be, raises `fault`, whose detail then says that
    LibreOffice would help; raises `Unreadable` (TIMEOUT, BROKEN) else.
    """
    if program() is None:
        detail = f"{fault.detail}; LibreOffice, which is not installed, may read it".removeprefix("; ")
        raise Unreadable(fault.outcome, detail)
    from pipelines.extract.sheet.xlsx import read_xlsx  # noqa: PLC0415 - on first use
    from pipelines.extract.word.reader import read_docx  # noqa: PLC0415

    read = read_xlsx if suffix == "xls" else read_docx
    text = read(converted(data, suffix), options)
    return replace(text, format=suffix, warnings=(*text.warnings, "read_by_office"))


def converted(data: bytes, suffix: str, seconds: float = SECONDS) -> bytes:
    """Convert a text document to .docx, a workbook to .xlsx.

    `suffix` is what LibreOffice should take it for.

    Raises `Unreadable`: UNSUPPORTED without LibreOffice, TIMEOUT, BROKEN where
    nothing comes out.
    """
    binary = program()
    if binary is None:
        raise Unreadable(DocumentOutcome.UNSUPPORTED, "LibreOffice is not installed")
    profile = _profile(os.getpid())
    target, form = _SHEET if suffix == "xls" else _TEXT
    with tempfile.TemporaryDirectory(prefix="job-", dir=profile) as folder:
        source, out = Path(folder, f"document.{suffix}"), Path(folder, "out")
        source.write_bytes(data)
        _run(binary, profile, source, out, f"{target}:{form}", seconds)
        try:
            return (out / f"document.{target}").read_bytes()
        except OSError as error:
            raise Unreadable(DocumentOutcome.BROKEN, "LibreOffice cannot read it") from error


def _run(binary: str, profile: Path, source: Path, out: Path, target: str, seconds: float) -> None:
    command = [
        sys.executable, "-I", "-S", str(_LAUNCHER), str(os.getpid()), binary,
        f"-env:UserInstallation={(profile / 'user-profile').as_uri()}",
        "--headless", "--invisible", "--nologo", "--norestore", "--nolockcheck", "--nodefault",
        "--convert-to", target, "--outdir", str(out), str(source),
    ]  # fmt: skip
    deadline = time.monotonic() + seconds
    # With a new profile it may ask to be started once more.
    for _ in range(_STARTS):
        if _once(command, profile, deadline) != _RESTART:
            return


def _once(command: list[str], profile: Path, deadline: float) -> int:
    """Run it until its end or the deadline; returns its exit code, raises `Unreadable` (TIMEOUT)."""
    process = subprocess.Popen(  # noqa: S603 - our own launcher, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=profile,
        # Nothing of ours: no proxy, no display, no home.
        env={"HOME": str(profile), "PATH": os.defpath, "LANG": "C.UTF-8", "TMPDIR": str(profile)},
        start_new_session=True,
    )
    try:
        return process.wait(max(0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise Unreadable(DocumentOutcome.TIMEOUT, "LibreOffice took too long") from None
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@lru_cache(maxsize=1)
def _profile(pid: int) -> Path:
    """Make this process's folder, with the settings in it; folders of dead processes go."""
    base = Path(tempfile.gettempdir())
    for old in base.glob(f"{_PREFIX}*"):
        owner = old.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdecimal() and not Path("/proc", owner).exists():
            shutil.rmtree(old, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{pid}-", dir=base))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    user = folder / "user-profile" / "user"
    user.mkdir(parents=True)
    shutil.copyfile(_SETTINGS, user / "registrymodifications.xcu")
    return folder
