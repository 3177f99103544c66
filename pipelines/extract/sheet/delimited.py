"""Tables kept as text (CSV) in any encoding and with any of the usual separators."""

import csv
import io
from itertools import islice

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.decode import decode
from pipelines.extract.options import Options
from pipelines.extract.sheet.rows import MAX_COLUMNS, MAX_ROWS, Budget, Sheet, write_sheets
from pipelines.extract.text import Text

_SEPARATORS = (",", ";", "|", "\t")
_SAMPLE_CHARS = 20_000
_SAMPLE_ROWS = 20
_MIN_ROWS = 3


def read_csv(data: bytes, options: Options) -> Text:
    """Read a table of separated values as one page of rows."""
    text, _ = decode(data, options.content_type)
    text = text.replace("\0", "")
    separator = separator_of(text) or ","
    sheet, budget = Sheet(), Budget()
    for number, row in enumerate(_rows(text, separator)):
        if number >= MAX_ROWS:
            sheet.cut = True
            break
        cells = {column: cell.strip() for column, cell in enumerate(row[: MAX_COLUMNS + 1]) if cell.strip()}
        if not sheet.add(number, cells, budget):
            break
    builder = TextBuilder("csv")
    return builder.build(pages=write_sheets(builder, [sheet]) or None)


def separator_of(text: str) -> str | None:
    """Return what separates the cells of a table kept as text, None where it is none.

    A table has at least three rows of the same number of cells, two or more;
    prose has commas, too, but never so evenly.
    """
    if len(text) > _SAMPLE_CHARS:
        text = text[:_SAMPLE_CHARS].rpartition("\n")[0]
    for separator in _SEPARATORS:
        rows = _rows(text, separator, _SAMPLE_ROWS)
        widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
        widest = max(widths, default=0)
        # Titles above and notes below a table have a single cell.
        table = [width for width in widths if width > 1]
        if widest > 1 and len(table) >= _MIN_ROWS and table.count(widest) >= len(widths) - 2:
            return separator
    return None


def _rows(text: str, separator: str, limit: int = MAX_ROWS + 1) -> list[list[str]]:
    """Return the rows; where quotes do not pair they are plain characters."""
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), limit))
    except csv.Error:
        return [line.split(separator) for line in text.splitlines()[:limit]]
