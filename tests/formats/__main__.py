"""python -m tests.formats [--only WORD] [--examples N] [--keep FOLDER] [--gold] [--memory]."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from tests.formats import gold, memory
from tests.formats.make import Sample, Workshop
from tests.formats.table import read_all, show


def main() -> int:
    """Make the files, read them, print the table; 1 where a format is under target."""
    parser = argparse.ArgumentParser(prog="python -m tests.formats", description=__doc__)
    parser.add_argument("--only", default="", help="formats whose name holds this")
    parser.add_argument("--examples", type=int, default=0, help="losses to print, a format")
    parser.add_argument("--keep", type=Path, help="folder in which the files are left")
    parser.add_argument("--gold", action="store_true", help="the reports with gold, rendered and parsed")
    parser.add_argument("--memory", action="store_true", help="memory of workers over many pages")
    options = parser.parse_args()
    console = Console(width=130)
    if options.memory:
        return memory.show(console)
    if options.gold:
        return gold.show(console, examples=options.examples)
    with Workshop() as workshop:
        chosen = (sample for sample in workshop.samples() if options.only in sample.group)
        return 1 if show(read_all(_kept(chosen, options.keep)), console, examples=options.examples) else 0


def _kept(samples: Iterator[Sample], folder: Path | None) -> Iterator[Sample]:
    """Write files as they pass, where a folder is given."""
    for sample in samples:
        if folder is not None:
            place = folder / sample.group.replace(" ", "-")
            place.mkdir(parents=True, exist_ok=True)
            (place / sample.name).write_bytes(sample.data)
        yield sample


if __name__ == "__main__":
    sys.exit(main())
