"""xxgk reparse: every stored text read anew, and what changed by it.

Every text that another parser has read gets a parse of the present one, and
the earlier parse stays. `changed_only` leaves out of the list what the parsers
read alike; it is stored all the same, so that the next run need not read it.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from pipelines.changes import Change
from pipelines.process import PARSER_VERSION
from pipelines.reparse import Reparse, reparse
from pipelines.reread import Reread
from pipelines.store.database import Database
from pipelines.store.schools import find_school
from xxgk_spiders.terminal import complain
from xxgk_spiders.terminal import console as standard

DONE, SOME_FAILED = 0, 3
SHOWN_ROWS = 5
"""Rows of one list and one kind of change that are shown of a text; --json has all."""
SHOWN_CHARACTERS = 120


def reparse_texts(
    console: Console, database: Database, wanted: str | None, *, changed_only: bool, as_json: bool
) -> int:
    """Read stored texts anew and print what changed; exit code 3 where some could not be read."""
    code = None
    if wanted is not None:
        with database.reading() as session:
            code = find_school(session, wanted).code
    with _progress() as progress:
        done = reparse(database, code, progress)
    listed = [one for one in done.reread if one.changes or not changed_only]
    if as_json:
        sys.stdout.write(json.dumps(_record(done, listed), ensure_ascii=False, indent=2) + "\n")
    else:
        _print(console, done, listed)
    for left in done.left:
        complain(f"not read anew: {left.document_url}: {left.words}")
    return SOME_FAILED if done.left else DONE


def _record(done: Reparse, listed: list[Reread]) -> dict[str, Any]:
    changed = sum(bool(one.changes) for one in done.reread)
    return {
        "parser_version": PARSER_VERSION,
        "texts": done.texts,
        "read": len(done.reread),
        "changed": changed,
        "unchanged": len(done.reread) - changed,
        "left": [asdict(one) for one in done.left],
        "documents": [asdict(one) for one in listed],
    }


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Give what is told how far it got: a bar on a terminal, nothing elsewhere."""
    bar = Progress(
        TextColumn("texts read anew"),
        BarColumn(),
        MofNCompleteColumn(),
        console=standard(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _print(console: Console, done: Reparse, listed: list[Reread]) -> None:
    if not done.texts:
        console.print("no texts are stored yet · next: xxgk crawl or xxgk ingest", highlight=False)
        return
    if not done.reread and not done.left:
        words = f"all {done.texts} texts have been read by this parser, {PARSER_VERSION}: nothing to do"
        console.print(words, highlight=False)
        return
    if done.taken_up:
        console.print("taken up from a run that was stopped; what it changed is listed too", highlight=False)
    for (code, name), texts in groupby(listed, lambda one: (one.institution_code, one.school_name)):
        console.print(Text(f"{name or 'school unknown'} {code or ''}".rstrip(), style="bold"))
        for one in texts:
            _print_text(console, one)
    changed = [one for one in done.reread if one.changes]
    if changed:
        _print_totals(console, changed)
    console.print(
        f"{len(done.reread)} of {done.texts} texts read anew by {PARSER_VERSION}: "
        f"{len(changed)} changed, {len(done.reread) - len(changed)} unchanged",
        highlight=False,
    )


def _print_text(console: Console, one: Reread) -> None:
    words = f"{len(one.changes)} changes, read before by {one.version_before}" if one.changes else "unchanged"
    where = one.document_urls[0] if one.document_urls else one.text_sha256
    more = f" and {len(one.document_urls) - 1} more" if len(one.document_urls) > 1 else ""
    console.print(Text(f"  {one.period_label or '?'}  {words}  {where}{more}"), soft_wrap=True)
    if not one.changes:
        return
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(width=2)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for (name, kind), changes in groupby(one.changes, lambda c: (c["field"], c["change"])):
        rows = list(changes)
        for change in rows[:SHOWN_ROWS]:
            table.add_row("", f"{SIGNS[kind]} {name}", Text(_words(change)))
        if len(rows) > SHOWN_ROWS:
            table.add_row("", "", Text(f"… and {len(rows) - SHOWN_ROWS} more {kind}", style="dim"))
    console.print(table)


SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def _words(change: Change) -> str:
    """Return a change in one line: what was added or removed, or before → after."""
    before, after = change["before"], change["after"]
    if isinstance(before, dict) and isinstance(after, dict):  # a row: what names it, and what differs
        kept = {key: value for key, value in after.items() if before.get(key) == value}
        name = next((value for value in kept.values() if isinstance(value, str)), "")
        differs = (
            f"{key} {_short(before.get(key))} → {_short(after[key])}" for key in after if key not in kept
        )
        return f"{_short(name)}: {', '.join(differs)}" if name else ", ".join(differs)
    if change["change"] == "changed":
        return f"{_short(before)} → {_short(after)}"
    return _short(before if after is None else after)


def _short(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, dict):
        places = ("start", "end")
        return _short(" · ".join(_short(v) for k, v in value.items() if v is not None and k not in places))
    words = f"{value:g}" if isinstance(value, float) else str(value)
    words = " ".join(words.split())
    return words if len(words) <= SHOWN_CHARACTERS else f"{words[: SHOWN_CHARACTERS - 1]}…"


def _print_totals(console: Console, changed: list[Reread]) -> None:
    counts = Counter((change["field"], change["change"]) for one in changed for change in one.changes)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("field", *SIGNS):
        table.add_column(name, justify="left" if name == "field" else "right")
    for field in dict.fromkeys(field for field, _ in counts):
        table.add_row(field, *(str(counts[field, kind] or "") for kind in SIGNS))
    console.print(table)
