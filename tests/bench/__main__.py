"""python -m tests.bench: measure, and print one small table."""

from rich.console import Console
from rich.table import Table

from tests.bench import crawl, parsing


def main() -> None:
    """Run every benchmark in turn."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("measure", "value", "target"):
        table.add_column(name, overflow="fold")
    for part in (crawl, parsing):
        for row in part.measure():
            table.add_row(*row)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
