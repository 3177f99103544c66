"""Plain text in any encoding: one block a line, as its writer broke them."""

import re

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.decode import decode
from pipelines.extract.options import Options
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

_MAX_FAULTS = 0.05
_MIN_ORDINARY = 0.5
# ASCII, general and Chinese punctuation, Han, full-width forms: what a Chinese text consists of.
_ORDINARY = re.compile(r"[!-~\u2010-\u203b\u2460-\u24ff\u3000-\u303f\u3400-\u9fff\uff01-\uffee]")


def read_plain(data: bytes, options: Options) -> Text:
    """Read a text file; raises `Unreadable` (BROKEN) where no encoding fits."""
    text, _ = decode(data, options.content_type)
    if text.count("�") > len(text) * _MAX_FAULTS:
        raise Unreadable(DocumentOutcome.BROKEN, "no known text encoding")
    if not _is_written(text):
        raise Unreadable(DocumentOutcome.UNSUPPORTED, "unknown format")
    builder = TextBuilder("txt")
    for line in text.splitlines():
        # A line with tabs between words was a row of a table.
        row = "\t" in line.strip()
        builder.add(line, "table_row" if row else "paragraph")
    return builder.build()


def _is_written(text: str) -> bool:
    """Whether somebody wrote this: bytes of no meaning make characters of any script."""
    visible = "".join(text.split())
    return len(_ORDINARY.findall(visible)) >= len(visible) * _MIN_ORDINARY
