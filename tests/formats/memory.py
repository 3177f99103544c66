"""What a process that reads scans holds, page after page."""

import subprocess
import sys
from pathlib import Path

from rich.console import Console

from tests.formats import scans
from tests.formats.make import Workshop
from tests.formats.scans import Wear

PAGES = 200
MOST = 1.5e9
"""Bytes that it may hold at any time."""
GROWTH = 1.1
"""How much more it may hold at the end than after its first quarter."""
_STEP = 20

_PROGRAM = """
import resource, sys
from pathlib import Path
from pipelines.extract import extract
files = [Path(name).read_bytes() for name in sys.argv[2:]]
for number in range(int(sys.argv[1])):
    extract(files[number % len(files)], ocr=True)
    status = Path("/proc/self/status").read_text()
    print(*(1024 * int(status.split(name)[1].split()[0]) for name in ("VmRSS:", "VmHWM:")), flush=True)
"""


def show(console: Console, *, pages: int = PAGES) -> int:
    """Read scanned pages, different ones by turns, and print what the process holds; 1 where it grows."""
    with Workshop() as workshop:
        names = []
        for name, wear in (
            ("helin", Wear(150, 0.7, 8)), ("qiaozhou", Wear(150, 1.0, 8)), ("lanxi", Wear(100, 0.5, 4)),
        ):  # fmt: skip
            for number, image in enumerate(scans.scanned(workshop.pdf[name], wear)):
                path = workshop.folder / f"{name}-{number}.pdf"
                path.write_bytes(scans.pdf_of([image], wear))
                names.append(str(path))
        command = [sys.executable, "-c", _PROGRAM, str(pages), *names]
        held: list[int] = []
        peak = 0
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                now, peak = map(int, line.split())
                held.append(now)
                if len(held) % _STEP == 0:
                    console.print(f"{len(held)} pages: {held[-1] / 1e6:.0f} MB")
    early = max(held[: max(1, pages // 4)])
    grown = max(held) / early
    console.print(
        f"after a page {max(held) / 1e6:.0f} MB, within one {peak / 1e6:.0f} MB (at most {MOST / 1e6:.0f}), "
        f"growth {grown:.2f} (≤ {GROWTH})"
    )
    return 1 if len(held) < pages or peak > MOST or grown > GROWTH else 0
