"""Published quantities: every number with a unit or counter in the running text."""

from pipelines.parser.model import Figure, Period, Section
from pipelines.parser.view import Document, Span


def read_figures(
    doc: Document, sections: list[Section], period: Period, skip: list[Span]
) -> tuple[list[Figure], list[str]]:
    """Every figure in order of appearance, and warnings.

    `skip` are stretches that are not running text (the inventory's table, the
    title, a covering letter's head), by original offsets.
    """
    return [], []
