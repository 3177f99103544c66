"""A place with seeds, a database and an archive, and the command run there."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus import cli
from pipelines.store.database import Database
from pipelines.workspace import Workspace
from tests.pipelines.store.kit import HEZHOU, YUNLING, report_lines, write_seeds

XXGK = Path(sys.executable).with_name("xxgk")
SHARED = Path(__file__).parents[3] / "shared"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what people saw of it."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Home:
    """A folder to run the command in: `run` as a process, `inside` without one."""

    folder: Path

    @property
    def db(self) -> str:
        return f"sqlite:///{self.folder}/xxgk.db"

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "XXGK_SEEDS": str(self.folder / "seeds"),
            "XXGK_DATABASE_URL": self.db,
            "XXGK_ARCHIVE_URL": str(self.archive),
            "COLUMNS": "120",
        }

    def run(self, *args: str | bytes | Path, timeout: float = 60, **environment: str) -> Ended:
        """Run the command as people do."""
        done = subprocess.run(
            [XXGK, *args],
            cwd=self.folder,
            env=os.environ | self.environment | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
        return Ended(
            done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        )

    def inside(self, *args: str | Path) -> Ended:
        """Run the command in this process; what is not one line of error passes through."""
        out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
        err = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace", write_through=True)
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.chdir(self.folder)
            patch.setattr(sys, "argv", ["xxgk", *map(str, args)])
            for name, value in self.environment.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as caught:
                cli.main()
        seen = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
        code = caught.value.code
        return Ended(code if isinstance(code, int) else 0, *seen)

    def opened(self) -> Database:
        return Database(self.db, create=False)

    def workspace(self) -> Workspace:
        made = Workspace(self.db, str(self.archive))
        made.load_seeds(self.folder / "seeds")
        return made


def settle_in(folder: Path) -> Home:
    """Make a home in an empty folder, its seeds written."""
    write_seeds(folder / "seeds")
    (folder / "files").mkdir()
    return Home(folder)


def write_text(path: Path, code: str = YUNLING, start: int = 2021, encoding: str = "utf-8") -> Path:
    """Write a whole report as a text file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("\n".join(report_lines(code, start)).encode(encoding))
    return path


def one_line(ended: Ended) -> str:
    """The error of a command that failed: one line on stderr, nothing else."""
    assert ended.err.count("\n") == 1, ended.err
    assert ended.err.startswith("xxgk: ")
    assert ended.out == ""
    return ended.err


__all__ = ["HEZHOU", "SHARED", "XXGK", "YUNLING", "Ended", "Home", "one_line", "settle_in", "write_text"]
