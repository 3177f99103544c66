"""xxgk export: the corpus as files, one a table, in JSON Lines or CSV.

A file is written beside its place and moved there when it is whole. CSV cells
that a spreadsheet would take for a formula get a leading apostrophe.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from rich.console import Console
from sqlalchemy.orm import Session

from corpus.export_rows import TABLES, ExportTable, Row
from corpus.whole import written_whole
from pipelines.store.database import Database

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WHOLE = ("evidence", "before", "after")
"""Objects that stay one cell of a CSV row."""


def export_tables(console: Console, database: Database, out: Path, form: str) -> None:
    """Write every table to a folder and print what was written."""
    out.mkdir(parents=True, exist_ok=True)
    write = _write_jsonl if form == "jsonl" else _write_csv
    with database.reading() as session:
        for name, table in TABLES.items():
            path = out / f"{name}.{form}"
            count = _write_whole(path, table, session, write)
            console.print(f"{path}: {count} rows", markup=False, highlight=False, soft_wrap=True)


Writer = Callable[[IO[str], Iterable[Row], Row], int]


def _write_whole(path: Path, table: ExportTable, session: Session, write: Writer) -> int:
    with written_whole(path) as file:
        return write(file, table.rows(session), table.blank)


def _write_jsonl(file: IO[str], rows: Iterable[Row], _blank: Row) -> int:
    count = 0
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _write_csv(file: IO[str], rows: Iterable[Row], blank: Row) -> int:
    writer = csv.DictWriter(file, dict(_cells(blank)))
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow(dict(_cells(row)))
        count += 1
    return count


def _cells(row: Row, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Give a row's cells: objects as dotted columns, lists as JSON, formulas disarmed."""
    for key, value in row.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and key not in WHOLE:
            yield from _cells(value, f"{name}.")
        elif isinstance(value, dict | list):
            yield name, json.dumps(value, ensure_ascii=False)
        elif isinstance(value, str) and value.startswith(FORMULA_STARTS):
            yield name, f"'{value}"
        else:
            yield name, value
