"""Plain text in any encoding: one block a line, as its writer broke them."""

from pipelines.extract.build import TextBuilder
from pipelines.extract.decode import decode
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

_MAX_FAULTS = 0.05


def read_plain(data: bytes, content_type: str | None = None) -> Text:
    """Read a text file; raises `Unreadable` (BROKEN) where no encoding fits."""
    text, _ = decode(data, content_type)
    if text.count("�") > len(text) * _MAX_FAULTS:
        raise Unreadable(DocumentOutcome.BROKEN, "no known text encoding")
    builder = TextBuilder("txt")
    for line in text.splitlines():
        # A line with tabs between words was a row of a table.
        row = "\t" in line.strip()
        builder.add(line, "table_row" if row else "paragraph")
    return builder.build()
