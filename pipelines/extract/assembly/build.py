"""Blocks in reading order to one `Text`: the only place that counts offsets."""

import re
from collections.abc import Iterable, Sequence

from pipelines.extract.assembly.glyphs import ordinary
from pipelines.extract.assembly.links import MAX_LINKS, Anchor, acceptable
from pipelines.extract.text import Block, BlockKind, Link, Text

MAX_CHARS = 5_000_000
"""Characters after which a document is cut (a report has some 10,000)."""

# Line and paragraph separators of every kind would break "one block a line".
_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SPACES = re.compile(r"[ \xa0\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_TAB = re.compile(r" ?\t ?")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_BULLETS = re.compile("^[\ue000-\uf8ff]+[ \t]?")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]+")
_WHITE = re.compile(r"\s+")
# Anything that `clean` would change, apart from glyphs: most lines of a report have none.
_UNTIDY = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ud800-\udfff\ue000-\uf8ff"
    "\ufeff\ufff9-\ufffb]|  |^ | $"
)


def clean(text: str, *, row: bool = False) -> str:
    """Make one line of `text`: breaks and runs of spaces to one space.

    With `row`, tabs stay (they separate cells), leading ones too: an empty
    first cell is a merged one. Symbol-font bullets at the start are dropped.
    """
    if not _UNTIDY.search(text):
        return ordinary(text)
    text = ordinary(_INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", _BREAKS.sub(" ", text))
    if row:
        return _AROUND_TAB.sub("\t", text).strip(" ").rstrip("\t ")
    return _BULLETS.sub("", text.replace("\t", " ").strip(" "), count=1).strip(" ")


def solid(text: str) -> int:
    """How many characters of a raw text will not be white space once it is cleaned."""
    return len(_WHITE.sub("", ordinary(_INVISIBLE.sub("", text))))


def han_share(text: str) -> float:
    """Share of Han characters among all that are not white space, 0 to 1."""
    solid = len("".join(text.split()))
    return sum(map(len, _HAN.findall(text))) / solid if solid else 0.0


class TextBuilder:
    """Collects blocks; empty ones vanish, each of the others is one line."""

    def __init__(self, fmt: str) -> None:
        self._format = fmt
        self._lines: list[str] = []
        self._blocks: list[Block] = []
        self._size = 0
        self._warnings: list[str] = []
        self._links: list[Link] = []

    def __len__(self) -> int:
        """Count the blocks."""
        return len(self._blocks)

    def add(
        self,
        text: str,
        kind: BlockKind = "paragraph",
        *,
        level: int | None = None,
        page: int | None = None,
        links: Sequence[Anchor] = (),
        sure: float | None = None,
    ) -> None:
        """Append one block; `level` counts for headings only, `links` stand in this block."""
        row = kind == "table_row"
        line = clean(text, row=row)
        if not line.strip():
            return
        if self._size + len(line) > MAX_CHARS:
            self.warn("text_cut")
            return
        level = level if kind == "heading" else None
        sure = None if sure is None else round(sure, 3)
        self._blocks.append(Block(kind, self._size, self._size + len(line), level, page, sure))
        if links:
            self._link(line, links)
        self._lines.append(line)
        self._size += len(line) + 1

    def row(
        self,
        cells: Iterable[str],
        *,
        page: int | None = None,
        links: Sequence[Sequence[Anchor]] = (),
        sure: float | None = None,
    ) -> None:
        """Append one table row: its cells joined by tabs, an empty row not at all.

        `links` are those of each cell, in the cells' order.
        """
        flat = [clean(cell) for cell in cells]
        if not any(flat):
            return
        anchors: list[Anchor] = []
        if any(links):
            behind = 0
            for cell, own in zip(reversed(flat), reversed(links), strict=True):
                anchors[:0] = [Anchor(a.start + behind, a.end + behind, a.url) for a in own]
                behind += solid(cell)
        self.add("\t".join(flat), "table_row", page=page, links=anchors, sure=sure)

    def _link(self, line: str, anchors: Sequence[Anchor]) -> None:
        """Find where anchors stand in a cleaned line: their characters are counted from its end."""
        places = [i for i, c in enumerate(line) if not c.isspace()]
        size = len(places)
        for anchor in anchors:
            first, last = max(0, size - anchor.start), size - anchor.end - 1
            if first > last or not acceptable(anchor.url):
                continue
            if len(self._links) >= MAX_LINKS:
                self.warn("links_cut")
                return
            self._links.append(Link(self._size + places[first], self._size + places[last] + 1, anchor.url))

    def warn(self, code: str) -> None:
        """Note a warning once."""
        if code not in self._warnings:
            self._warnings.append(code)

    def build(self, *, title: str | None = None, pages: int | None = None) -> Text:
        """Return the finished text."""
        text = "\n".join(self._lines)
        return Text(
            text=text,
            format=self._format,
            blocks=tuple(self._blocks),
            pages=pages,
            han_share=round(han_share(text), 4),
            title=clean(title) or None if title else None,
            warnings=tuple(self._warnings),
            links=tuple(self._links),
        )
