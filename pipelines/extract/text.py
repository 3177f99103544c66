"""What every reader returns: one `Text`, or `Unreadable` with a named outcome."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipelines.outcomes import DocumentOutcome

BlockKind = Literal["heading", "paragraph", "list_item", "table_row"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document in reading order.

    `start` and `end` are half-open character offsets into `Text.text`;
    `level` is the heading level (1 to 6), `page` the source page from 1,
    None where the format has no pages. `confidence`, 0 to 1, is how certain
    the reading of a picture is, None where the characters are the file's own.
    """

    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    page: int | None = None
    confidence: float | None = None


class Link(NamedTuple):
    """A stretch of `Text.text` that links somewhere; `url` as written, relative ones too."""

    start: int
    end: int
    url: str


class Member(NamedTuple):
    """A file within a document: an archive's, or a PDF's attachment.

    `name` is a label, folders included, never a path; `kind` as `sniff` names
    it, "" where the bytes were not looked at. `outcome` is `read` for what was
    read as a document, `not_a_document` for the system's own files, else why
    it was not read (`pending`: nobody tried). `start` and `end` tell where in
    `Text.text` its text stands, None where it is not part of it.
    """

    name: str
    size: int
    sha256: str | None
    kind: str
    outcome: DocumentOutcome
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one document: whole paragraphs, one a line.

    `format` is what the bytes are (`html`, `pdf`, `docx`, `txt`), whatever the
    name said. `han_share` is the share of Han characters among all that are
    not white space, 0 to 1. `title` is the format's own title (HTML `<title>`,
    None elsewhere): it is not part of `text`. `warnings` are short codes.
    `links` are in the text's order, at most `links.MAX_LINKS`; `links.absolute`
    makes web addresses of them where the document's own address is known.

    `readings` says for each page how it was read: `text` (its own characters),
    `table` (the same, most of them in tables), `ocr` (from its picture) or
    `unread`. `quality`, 0 to 1, is the share of characters read with certainty:
    on text pages 1 less the glyphs without a character, on pictures the mean
    certainty of the lines; unread pages count as nothing. `awaits_ocr` are the
    pages, from 1, that are pictures and not read yet.

    Of a document made of files `members` lists them all, `chosen` names the one
    that is the text's beginning (None: the document's own text). `images` are
    the addresses, in order and as written, of the pictures that a web page
    shows instead of text: the document is what they show, one page each.
    """

    text: str
    format: str
    blocks: tuple[Block, ...] = ()
    pages: int | None = None
    han_share: float = 0.0
    title: str | None = None
    warnings: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    readings: tuple[str, ...] = ()
    quality: float = 1.0
    awaits_ocr: tuple[int, ...] = ()
    members: tuple[Member, ...] = ()
    chosen: str | None = None
    images: tuple[str, ...] = ()


class Unreadable(Exception):
    """A document gives no text; `outcome` says why, `detail` in words, on one line.

    Details quote libraries, and these quote the document: whatever it says, it
    is printable.
    """

    def __init__(self, outcome: DocumentOutcome, detail: str = "") -> None:
        detail = " ".join("".join(c if c.isprintable() else " " for c in detail[:500]).split())
        super().__init__(f"{outcome.value}: {detail}" if detail else outcome.value)
        self.outcome = outcome
        self.detail = detail

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[DocumentOutcome, str]]:
        """Pickle by the two arguments, so that it crosses process borders."""
        return (Unreadable, (self.outcome, self.detail))
