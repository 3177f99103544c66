"""What every reader returns: one `Text`, or `Unreadable` with a named outcome."""

from dataclasses import dataclass
from typing import Literal

from pipelines.outcomes import DocumentOutcome

BlockKind = Literal["heading", "paragraph", "list_item", "table_row"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document in reading order.

    `start` and `end` are half-open character offsets into `Text.text`;
    `level` is the heading level (1 to 6), `page` the source page from 1,
    None where the format has no pages.
    """

    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one document: whole paragraphs, one a line.

    `format` is what the bytes are (`html`, `pdf`, `docx`, `txt`), whatever the
    name said. `han_share` is the share of Han characters among all that are
    not white space, 0 to 1. `title` is the format's own title (HTML `<title>`,
    None elsewhere): it is not part of `text`. `warnings` are short codes.
    """

    text: str
    format: str
    blocks: tuple[Block, ...] = ()
    pages: int | None = None
    han_share: float = 0.0
    title: str | None = None
    warnings: tuple[str, ...] = ()


class Unreadable(Exception):
    """A document gives no text; `outcome` says why, `detail` in words."""

    def __init__(self, outcome: DocumentOutcome, detail: str = "") -> None:
        super().__init__(f"{outcome.value}: {detail}" if detail else outcome.value)
        self.outcome = outcome
        self.detail = detail

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[DocumentOutcome, str]]:
        """Pickle by the two arguments, so that it crosses process borders."""
        return (Unreadable, (self.outcome, self.detail))
