"""Pages to one `Text`: those with characters of their own, those read from pictures, those that wait."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.pages.furniture import without_furniture
from pipelines.extract.pages.lines import Page
from pipelines.extract.pages.reflow import reflow
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

_UNSURE = 0.9
"""Mean certainty of a page below which its reading is doubtful: clean scans have 0.98."""
_LISTED = 40


@dataclass(slots=True)
class Leaf:
    """One page: its lines, and whether they are the file's own (`text`) or a picture's (`ocr`).

    `missing` says why there are no lines although the page shows something.
    """

    page: Page
    reading: str = "text"
    missing: DocumentOutcome | None = None


def seen(answer: Page | DocumentOutcome, number: int) -> Leaf:
    """Make a leaf of what an eye answered."""
    if isinstance(answer, DocumentOutcome):
        return Leaf(Page(number, 0.0, 0.0), "unread", answer)
    return Leaf(answer, "ocr")


def bind(builder: TextBuilder, leaves: Sequence[Leaf], *, total: int) -> Text:
    """Reflow the lines of all pages into `builder` and build the text; `total` counts the document's pages.

    Raises `Unreadable` where no page gave text: AWAITS_OCR where one still
    may, why none could be read, NO_TEXT where there is nothing to read.
    """
    missing = [leaf.missing for leaf in leaves if leaf.missing is not None]
    if not any(leaf.page.lines for leaf in leaves):
        _refuse(missing, len(leaves))
    # Judged before page numbers and headers go.
    readings = tuple(_reading(leaf) for leaf in leaves)
    quality = _quality(leaves)
    for leaf in leaves:
        if leaf.reading == "ocr" and leaf.page.lines and leaf.page.quality < _UNSURE:
            builder.warn(f"ocr_low_confidence:{leaf.page.number}")
    waiting = _numbers(leaf for leaf in leaves if leaf.missing is DocumentOutcome.AWAITS_OCR)
    lost = _numbers(leaf for leaf in leaves if leaf.missing not in (None, DocumentOutcome.AWAITS_OCR))
    if waiting:
        builder.warn(f"awaits_ocr:{_listed(waiting)}")
    if lost:
        builder.warn(f"ocr_failed:{_listed(lost)}")
    for piece in reflow(without_furniture([leaf.page for leaf in leaves if leaf.missing is None])):
        if piece.cells is not None:
            builder.row(piece.cells, page=piece.page, sure=piece.sure)
        else:
            builder.add(piece.text, piece.kind, level=piece.level, page=piece.page, sure=piece.sure)
    text = builder.build(pages=total)
    return replace(text, readings=readings, quality=quality, awaits_ocr=waiting)


def _refuse(missing: Sequence[DocumentOutcome], pages: int) -> None:
    if DocumentOutcome.AWAITS_OCR in missing:
        raise Unreadable(DocumentOutcome.AWAITS_OCR, f"{len(missing)} of {pages} pages are pictures")
    if missing:
        raise Unreadable(missing[0], "no page could be read from its picture")
    raise Unreadable(DocumentOutcome.NO_TEXT, f"{pages} pages without text")


def _reading(leaf: Leaf) -> str:
    if leaf.reading != "text":
        return leaf.reading
    rows = sum(sum(map(len, line.cells)) for line in leaf.page.lines if line.cells)
    return "table" if rows > sum(len(line.text) for line in leaf.page.lines) else "text"


def _quality(leaves: Sequence[Leaf]) -> float:
    """Mean quality of the pages by their characters; an unread page is as long as the others."""
    sizes = [leaf.page.solid for leaf in leaves if leaf.missing is None]
    usual = max(1.0, sum(sizes) / len(sizes)) if sizes else 1.0
    weight = total = 0.0
    for leaf in leaves:
        size = usual if leaf.missing is not None else leaf.page.solid
        weight += size
        total += size * (0.0 if leaf.missing is not None else leaf.page.quality)
    return round(total / weight, 4) if weight else 1.0


def _numbers(leaves: Iterable[Leaf]) -> tuple[int, ...]:
    return tuple(leaf.page.number for leaf in leaves)


def _listed(numbers: Sequence[int]) -> str:
    """Page numbers as a warning has them: `2,5`, cut where there are many."""
    return ",".join(map(str, numbers[:_LISTED])) + (",…" if len(numbers) > _LISTED else "")
