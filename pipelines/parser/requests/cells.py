"""Tables of applications whose counter stands in their head: 数量(件), then rows of label and bare number."""

import re
from collections.abc import Iterator

from pipelines.parser.requests.amounts import Amount
from pipelines.parser.vocab import load

_HEAD = re.compile(load("requests")["cells"]["head"])
_ROW = re.compile(r"([^\d,。;!?]{2,30}?):?(\d{1,4})(?=[\u4e00-\u9fff(]|$)")


def cells(text: str) -> Iterator[tuple[str, Amount]]:
    """Give each row below such a head: its label, and its count with offsets into the squeezed text.

    The first row's label may have the head's other words before it. A single row is no table.
    """
    for head in _HEAD.finditer(text):
        rows = []
        row = _ROW.match(text, head.end())
        while row:
            # The next head stands between two rows: 传真1办理结果数量(件)同意公开11.
            label = _HEAD.split(row[1])[-1]
            rows.append((label, Amount(int(row[2]), row.start(2), row.end())))
            row = _ROW.match(text, row.end())
        if len(rows) > 1:
            yield from rows
