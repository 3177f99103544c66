"""The programs that make files: LibreOffice and Chromium, each with a profile of its own."""

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

PATIENCE = 180
"""Seconds after which a program counts as hanging."""
_CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@cache
def soffice() -> str | None:
    """Where LibreOffice is, if it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@cache
def chromium() -> str | None:
    """Where Chromium is, if it is installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def convert(files: Sequence[Path], target: str, folder: Path) -> dict[Path, bytes]:
    """Have LibreOffice convert files; `target` is an extension, or one with a filter behind a colon."""
    program = soffice()
    if program is None or not files:
        return {}
    out = folder / f"out-{target.partition(':')[0]}-{files[0].stem}"
    out.mkdir(parents=True, exist_ok=True)
    profile = (folder / "profile").resolve().as_uri()
    subprocess.run(
        [
            program, f"-env:UserInstallation={profile}", "--headless", "--norestore",
            "--convert-to", target, "--outdir", str(out), *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )  # fmt: skip
    extension = target.partition(":")[0]
    return {path: (out / f"{path.stem}.{extension}").read_bytes() for path in files}


def print_page(page: str, folder: Path, *, furniture: bool = False) -> bytes:
    """Have Chromium print a page; with `furniture`, with its date, title, address and page number."""
    program = chromium()
    assert program is not None
    work = folder / f"print-{len(list(folder.glob('print-*')))}"
    work.mkdir(parents=True)
    source, target = work / "page.html", work / "page.pdf"
    source.write_text(page, encoding="utf-8")
    subprocess.run(
        [
            program, *_CHROMIUM, f"--user-data-dir={work / 'profile'}", f"--print-to-pdf={target}",
            *([] if furniture else ["--no-pdf-header-footer"]), source.resolve().as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )  # fmt: skip
    return target.read_bytes()
