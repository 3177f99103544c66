"""Files in office formats, made by LibreOffice from others."""

import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

_SECONDS = 120


@lru_cache(maxsize=256)
def converted(data: bytes, suffix: str, to: str) -> bytes:
    """Convert a file with the ending `suffix` to `to` (an ending, or ending:filter).

    Fails where LibreOffice is missing: these formats come from no other program.
    """
    program = shutil.which("soffice")
    assert program, "LibreOffice (soffice) makes the files of these tests: install libreoffice-writer-nogui"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"source.{suffix}")
        source.write_bytes(data)
        out = Path(folder, "out")
        done = subprocess.run(
            [program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless",
             "--convert-to", to, "--outdir", str(out), str(source)],
            capture_output=True, timeout=_SECONDS, check=False, text=True,
        )  # fmt: skip
        made = list(out.glob("source.*")) if out.exists() else []
        assert made, done.stdout + done.stderr
        return made[0].read_bytes()
