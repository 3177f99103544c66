"""Where things are printed for people."""

import sys

from rich.console import Console

PLAIN_WIDTH = 120
"""Columns where the output is no terminal: a pipe has no width, and tables need one."""


def console(*, stderr: bool = False) -> Console:
    """Return a console as wide as the terminal, or wide enough for a table elsewhere."""
    made = Console(stderr=stderr)
    return made if made.is_terminal else Console(stderr=stderr, width=PLAIN_WIDTH)


def complain(message: str) -> None:
    """Write an error as one line on stderr, whatever line ends it has inside."""
    sys.stderr.write(f"xxgk: {' '.join(message.split())}\n")
