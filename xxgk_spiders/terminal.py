"""Where things are printed for people."""

from rich.console import Console

PLAIN_WIDTH = 120
"""Columns where the output is no terminal: a pipe has no width, and tables need one."""


def console(*, stderr: bool = False) -> Console:
    """Return a console as wide as the terminal, or wide enough for a table elsewhere."""
    made = Console(stderr=stderr)
    return made if made.is_terminal else Console(stderr=stderr, width=PLAIN_WIDTH)
