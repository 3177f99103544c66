"""The seed tables: every school, its former names, its known portals."""

import csv
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Session

from pipelines.store.models import FormerName, Institution, Portal
from pipelines.store.upsert import upsert

Row = Mapping[str, str]


class SeedError(Exception):
    """A seed file is missing or has not the columns it should; one line for people."""


def seed_folder() -> Path:
    """Return the folder of the seeds that the project ships."""
    return Path(str(files("seeds")))


def read_rows(path: Path, columns: tuple[str, ...], filled: tuple[str, ...] = ()) -> list[dict[str, str]]:
    """Read a CSV file (UTF-8, header line) that has at least these columns.

    Cells come without white space at their ends. A row without a value in a
    `filled` column is an error.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, restval="")
            header = list(reader.fieldnames or ())
            rows = [{name: (row[name] or "").strip() for name in header} for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SeedError(f"cannot read the seed file {path}: {error}") from error
    missing = [column for column in columns if column not in header]
    if missing:
        raise SeedError(f"the seed file {path} has no column {', '.join(missing)}")
    for number, row in enumerate(rows, 2):
        blank = [column for column in filled if not row[column]]
        if blank:
            raise SeedError(f"the seed file {path} has no {', '.join(blank)} in row {number}")
    return rows


def load_seeds(session: Session, folder: Path | None = None) -> None:
    """Bring institutions, former names and portals to what the seed files say.

    Rows are added and updated, never removed: something may refer to them.
    """
    folder = folder or seed_folder()
    schools = read_rows(folder / "universities.csv", ("code", "name", "homepage", "domain"), ("code", "name"))
    upsert(session, Institution, [_school(row) for row in schools], ("code",))
    known = {row["code"] for row in schools}
    upsert(
        session,
        FormerName,
        [row for row in former_names(folder) if row["institution_code"] in known],
        ("institution_code", "name"),
    )
    portals = read_rows(folder / "portals.csv", ("code", "portal_url", "grade"))
    upsert(
        session,
        Portal,
        [row for row in map(_portal, portals) if row["institution_code"] in known and row["url"]],
        ("institution_code", "url"),
        _new_grade,
    )


def _new_grade(new: Any) -> dict[str, Any]:
    """Of a known portal what the seeds say of it: one that was given by hand stays given."""
    return {
        "grade": new.grade,
        "derived": new.derived,
        "annual_report_list_url": func.coalesce(new.annual_report_list_url, Portal.annual_report_list_url),
    }


def _school(row: Row) -> dict[str, Any]:
    fields = (
        "code",
        "name",
        "authority",
        "province",
        "city",
        "level",
        "ownership",
        "kind",
        "homepage",
        "domain",
    )
    return {field: row.get(field) or None for field in fields}


def _portal(row: Row) -> dict[str, Any]:
    return {
        "institution_code": row["code"],
        "url": row["portal_url"],
        "grade": row["grade"] or None,
        "source": "seed",
        "annual_report_list_url": row.get("annual_report_list_url") or None,
        "derived": row.get("derived") == "yes",
    }


def collections(folder: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Return the pages that list reports of a province's schools, by province, in the order of the file."""
    path, found = (folder or seed_folder()) / "collections.csv", dict[str, tuple[str, ...]]()
    if path.exists():
        for row in read_rows(path, ("province", "url"), ("province", "url")):
            found[row["province"]] = (*found.get(row["province"], ()), row["url"])
    return found


def former_names(folder: Path) -> Iterator[dict[str, str]]:
    """Give (institution_code, name) of every name that a school had before."""
    path, seen = folder / "renamed.csv", set()
    if not path.exists():
        return
    for row in read_rows(path, ("change", "code", "old_name")):
        key = (row["code"], row["old_name"])
        if row["change"] == "renamed" and key[1] and key not in seen:
            seen.add(key)
            yield {"institution_code": key[0], "name": key[1]}
