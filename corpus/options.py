"""What every command takes: where the database and the archive are."""

import os
from pathlib import Path
from typing import Annotated

import typer

from pipelines.archive import DEFAULT_URL as DEFAULT_ARCHIVE
from pipelines.store.database import DEFAULT_URL as DEFAULT_DATABASE
from pipelines.store.database import Database
from pipelines.workspace import Workspace

DatabaseOption = Annotated[
    str, typer.Option("--db", envvar="XXGK_DATABASE_URL", help="Database address.", show_default=True)
]
ArchiveOption = Annotated[
    str,
    typer.Option(
        "--archive", envvar="XXGK_ARCHIVE_URL", help="Archive folder or address.", show_default=True
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
SchoolOption = Annotated[str | None, typer.Option("--school", help="Only this school: name or code.")]
DelayOption = Annotated[
    float | None, typer.Option("--delay", min=0, max=600, help="Seconds between requests to a site.")
]


def path(value: str) -> Path:
    """Return a path that somebody typed; an empty one is none, not the folder one is in."""
    if not value:
        raise typer.BadParameter("the path is empty")
    return Path(value)


OutOption = Annotated[Path, typer.Option("--out", parser=path, help="Folder to write to.")]


def seeds_folder() -> Path | None:
    """Return the folder of seeds that the environment names in place of the project's."""
    named = os.environ.get("XXGK_SEEDS")
    return Path(named) if named else None


def open_workspace(database_url: str, archive_url: str) -> Workspace:
    """Open database and archive, the seeds loaded."""
    workspace = Workspace(database_url, archive_url)
    workspace.load_seeds(seeds_folder())
    return workspace


def open_existing(database_url: str) -> Database:
    """Open a database that must exist, to read it."""
    return Database(database_url, create=False)


__all__ = [
    "DEFAULT_ARCHIVE",
    "DEFAULT_DATABASE",
    "ArchiveOption",
    "DatabaseOption",
    "DelayOption",
    "JsonOption",
    "OutOption",
    "SchoolOption",
    "open_existing",
    "open_workspace",
    "path",
    "seeds_folder",
]
