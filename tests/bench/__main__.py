"""python -m tests.bench: measure, and print the tables."""

from rich.console import Console
from rich.table import Table

from tests.bench import crawl, formats, generated, parsing


def main() -> None:
    """Run every benchmark in turn."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("measure", "value", "target"):
        table.add_column(name, overflow="fold")
    for part in (crawl, parsing, formats):
        for row in part.measure():
            table.add_row(*row)
    console = Console(width=120)
    console.print(table)
    console.print()
    generated.show(console)


if __name__ == "__main__":
    main()
