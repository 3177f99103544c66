"""The house: which way imports go, how long a module may be, what must not be in it."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 350
FLOORS = {"pipelines": ("xxgk_spiders", "corpus"), "xxgk_spiders": ("corpus",), "corpus": ()}
SKIPPED = {".git", ".venv", "data", "build", "dist"}
TEXT = ("", ".py", ".toml", ".md", ".csv", ".txt", ".cfg", ".yml", ".html", ".json", ".mako", ".lock")
COMMON = {"/", "/home", "/mnt", "/opt", "/root", "/srv", "/tmp", "/usr", "/usr/local", "/var"}
"""Folders that any text may name."""


def files(*suffixes: str) -> Iterator[Path]:
    """The project's own files: those that git tracks or would."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        own = parts[0] not in SKIPPED and not any(p.startswith(".") and p.endswith("_cache") for p in parts)
        own = own and not any(p in ("__pycache__", ".hypothesis") or p.endswith(".egg-info") for p in parts)
        if own and path.is_file() and (not suffixes or path.suffix in suffixes):
            yield path


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


PYTHON = tuple(files(".py"))


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, at any depth of its code."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0] if not node.level else "relative")
    return found


@pytest.mark.parametrize("floor", FLOORS)
def test_imports_go_down_only(floor: str) -> None:
    modules = [path for path in PYTHON if path.relative_to(ROOT).parts[0] == floor]
    assert modules
    upward = {name(path): imported(path) & {*FLOORS[floor], "tests", "relative"} for path in modules}
    assert {path: packages for path, packages in upward.items() if packages} == {}


def test_parser_and_discovery_ask_nobody() -> None:
    """They are pure: no network, no database, no process."""
    busy = {"socket", "urllib3", "requests", "sqlite3", "sqlalchemy", "subprocess", "asyncio", "twisted"}
    for folder in ("pipelines/parser", "xxgk_spiders/discovery"):
        for path in (ROOT / folder).rglob("*.py"):
            allowed = {"socket"} if path.name == "urls.py" else set()  # inet_aton reads numbers
            assert not imported(path) & (busy - allowed), name(path)


def test_no_module_is_long() -> None:
    counts = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON}
    generated = ("migrations/versions", "tests/")
    long = {path: n for path, n in counts.items() if n > LONGEST and not any(g in path for g in generated)}
    # The tables stand together, a line a column: splitting them would hide their references.
    long.pop("pipelines/store/models.py", None)
    assert long == {}


def test_every_public_module_says_what_it_does() -> None:
    silent = [
        name(path)
        for path in PYTHON
        if path.relative_to(ROOT).parts[0] in FLOORS
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        and path.read_text(encoding="utf-8").strip()
    ]
    assert silent == []


def test_the_lock_has_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert len(pins) > 30
    for pin in pins:
        assert "==" in pin.splitlines()[0], pin[:80]
        assert "--hash=sha256:" in pin, pin[:80]
    assert not re.search(r"https?://|--index-url|--extra-index-url|--find-links|--trusted-host", text)


def test_the_lock_has_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=~!\[; ]", requirement)[0].lower() for requirement in wanted}
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = {line.partition("==")[0].lower() for line in text.splitlines() if "==" in line}
    assert names - pinned == set()


def test_no_path_of_one_machine() -> None:
    """Nothing in the project depends on where it lies, or tells who made it."""
    places = {str(place) for place in (ROOT, *ROOT.parents, Path.home())} - COMMON
    words = {f"{place}/" for place in places}
    found = [
        f"{name(path)}: {word}"
        for path in files(*TEXT)
        for word in words
        if word in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert found == []


def test_no_data_is_committed() -> None:
    """`data/` is what runs produce."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--", "data", ".venv"], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git repository")
    assert set(listed.stdout.split()) <= {"data/README.md"}
