"""xxgk parse: what one document says; needs no database."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.options import seeds_folder
from pipelines.extract import Text as DocumentText
from pipelines.extract import Unreadable
from pipelines.ocr_queue import ocr_enabled, read_now
from pipelines.outcomes import DocumentOutcome
from pipelines.parser import Roster, parse
from pipelines.store import seeds
from pipelines.workers import Extractors
from xxgk_spiders.scans import shown_progress
from xxgk_spiders.settings import XXGK_FILE_MAX_BYTES
from xxgk_spiders.terminal import complain

DONE, FAILED = 0, 1


def parse_file(console: Console, path: Path, *, as_json: bool, with_text: bool) -> int:
    """Print what one document says; exit code 1 where it cannot be read."""
    try:
        text = read_document(path)
    except Unreadable as reason:
        complain(f"{path}: {describe(reason)}")
        return FAILED
    report = parse(text.text, roster=Roster(seed_names(seeds_folder() or seeds.seed_folder())))
    record = report.to_dict()
    if with_text:
        record["text"] = text.text
    if as_json:
        sys.stdout.write(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    else:
        print_record(console, record, text.text)
    return DONE


def read_document(path: Path) -> DocumentText:
    """Read a file, its pictures of pages too unless `XXGK_OCR` is 0; raises `Unreadable`."""
    data = read_limited(path)
    try:
        with Extractors(1) as worker:  # a stranger's document is read within limits
            text = worker.extract_now(data, name=path.name)
        if not text.awaits_ocr or not ocr_enabled():
            return text
    except Unreadable as reason:
        if reason.outcome is not DocumentOutcome.AWAITS_OCR or not ocr_enabled():
            raise
    with shown_progress() as progress:
        return asyncio.run(read_now(data, path.name, progress))


def read_limited(path: Path) -> bytes:
    """Read a file that is no larger than a document may be."""
    with path.open("rb") as file:  # devices have no size, so it is read and not asked for
        data = file.read(XXGK_FILE_MAX_BYTES + 1)
    if len(data) > XXGK_FILE_MAX_BYTES:
        raise Unreadable(DocumentOutcome.TOO_LARGE, f"over {XXGK_FILE_MAX_BYTES / 1e6:.0f} MB")
    return data


def describe(reason: Unreadable) -> str:
    """Return an unreadable document's outcome in words."""
    return f"{reason.outcome.value} ({reason.detail})" if reason.detail else reason.outcome.value


def seed_names(folder: Path) -> list[tuple[str, str, bool]]:
    """Return (name, code, is former) of every school in a folder of seeds."""
    schools = seeds.read_rows(folder / "universities.csv", ("code", "name"))
    current = [(row["name"], row["code"], False) for row in schools]
    return current + [(row["name"], row["institution_code"], True) for row in seeds.former_names(folder)]


def print_record(console: Console, record: dict[str, Any], text: str) -> None:
    """Print a codebook object for the eye, the empty fields left out."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in flat(record):
        if name != "text" and not name.startswith("evidence"):
            table.add_row(name, Text(str(value)))
    console.print(table)
    console.print(f"{len(text)} characters of text; --json gives everything", highlight=False)


def flat(value: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Give (dotted name, value) of every stated field of an object."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{prefix}.{key}" if prefix else key)
    elif isinstance(value, list):
        for i, inner in enumerate(value, 1):
            line = (
                " · ".join(str(v) for v in inner.values() if v is not None)
                if isinstance(inner, dict)
                else inner
            )
            yield f"{prefix} {i}", line
    elif value is not None:
        yield prefix, f"{value:g}" if isinstance(value, float) else value
