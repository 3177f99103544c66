"""Archives: the report among the members, with its table; the others are listed.

Members are judged by name, read, judged by text. Whatever they are called,
their names are labels: nothing is ever written under them.
"""

import hashlib
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from pipelines.extract import reader
from pipelines.extract.bundle.choice import (
    FORMATS,
    LIKELY,
    SURE,
    format_rank,
    is_inventory,
    is_system,
    name_points,
    natural,
    text_points,
)
from pipelines.extract.bundle.gz import open_tar
from pipelines.extract.bundle.join import join_texts
from pipelines.extract.bundle.tar import open_archive
from pipelines.extract.bundle.zip import Held, open_zip
from pipelines.extract.options import Options
from pipelines.extract.sniff import sniff
from pipelines.extract.text import Member, Text, Unreadable
from pipelines.outcomes import DocumentOutcome

MAX_DEPTH = 3
"""Archives within archives: how many are opened, the outermost counted."""
MAX_READ = 40
"""Members that are read as documents, the likeliest first."""
MAX_PICTURES = 200
"""Pictures that are read as the pages of one document."""
_LOOKED_AT = 3
"""Members whose pictures are read where no name says which is the report."""

_PICTURES = frozenset(FORMATS["pictures"])
_PICTURE_NAMES = (*(f".{kind}" for kind in FORMATS["pictures"]), ".jpg", ".tif")
# What a bundle without any text is called after: the first of these that a member ended in.
_TELLING = (
    DocumentOutcome.AWAITS_OCR,
    DocumentOutcome.ENCRYPTED,
    DocumentOutcome.TOO_LARGE,
    DocumentOutcome.TIMEOUT,
    DocumentOutcome.TRUNCATED,
    DocumentOutcome.BROKEN,
    DocumentOutcome.NO_TEXT,
    DocumentOutcome.UNSUPPORTED,
)


@dataclass(slots=True)
class _Item:
    """A member on its way: what is known of it so far."""

    name: str
    size: int
    sha256: str | None = None
    kind: str = ""
    outcome: DocumentOutcome = DocumentOutcome.PENDING
    text: Text | None = None
    points: float = 0
    asked: bool = False  # whether its pictures were, or are to be, looked at
    span: tuple[int | None, int | None] = (None, None)
    page_of: "_Item | None" = None  # the picture that a series is read as

    def member(self) -> Member:
        return Member(self.name, self.size, self.sha256, self.kind, self.outcome, *self.span)


def read_bundle(data: bytes, options: Options) -> Text:
    """Read an archive (ZIP, RAR, 7z, tar): the text of the report in it, its table after it.

    `Text.members` lists every file. Raises `Unreadable` where no member gives
    text, with the most telling outcome, and AWAITS_OCR where the likeliest
    member is a scan that is not read yet.
    """
    kind = sniff(data, options.name)
    if options.depth >= MAX_DEPTH:
        raise Unreadable(DocumentOutcome.TOO_LARGE, f"archives nested deeper than {MAX_DEPTH}")
    with _opened(data, kind, options) as (held, whole):
        if not held:
            raise Unreadable(DocumentOutcome.EMPTY, "an archive without files")
        items, cut = _read_members(held, options)
    return replace(choose(items, cut or not whole), format=kind)


def read_held(held: Sequence[Held], options: Options, own: Text | None) -> Text:
    """Choose among files that a document carries, and the document's `own` text, if any."""
    if options.depth >= MAX_DEPTH:
        if own is None:
            raise Unreadable(DocumentOutcome.TOO_LARGE, f"files nested deeper than {MAX_DEPTH}")
        return own
    items, cut = _read_members(held, options)
    if own is None:
        return choose(items, cut)
    # A document that surely is a report is meant itself, and so it is with equal points.
    points = text_points(own)
    points = math.inf if points >= SURE else points + 1
    itself = _Item("", 0, None, own.format, DocumentOutcome.READ, own, points)
    return choose([itself, *items], cut)


@contextmanager
def _opened(data: bytes, kind: str, options: Options) -> Iterator[tuple[list[Held], bool]]:
    if kind in ("rar", "7z"):
        with open_archive(data, kind, options.budget.bytes) as found:
            yield found
    elif kind in ("gz", "tar"):
        with open_tar(data, kind, options.budget.bytes) as found:
            yield found
    else:
        with open_zip(data) as held:
            yield held, True


def _read_members(held: Sequence[Held], options: Options) -> tuple[list[_Item], bool]:
    """Read what may be the report, the likeliest first; the items are in that order.

    Neither the order nor whose pictures are looked at depends on what an eye
    sees: its questions come in the same order every time.
    """
    budget = options.budget
    allowed = max(0, min(len(held), budget.members))
    budget.members -= allowed
    ranked = sorted(held[:allowed], key=lambda file: (-name_points(file.name), natural(file.name)))
    likely = any(name_points(file.name) >= LIKELY for file in ranked)
    items: list[_Item] = []
    pictures: list[tuple[_Item, bytes]] = []
    tries = 0
    for place, file in enumerate(ranked):
        item = _Item(file.name, file.size, points=name_points(file.name))
        items.append(item)
        if is_system(file.name):
            item.outcome = DocumentOutcome.NOT_A_DOCUMENT
            continue
        content = _unpack(item, file, options)
        if content is None:
            continue
        item.kind = sniff(content, file.name)
        lost_page = not content and file.name.lower().endswith(_PICTURE_NAMES)
        if item.kind in _PICTURES or lost_page:
            pictures.append((item, content))
        elif item.kind not in reader.READERS:
            empty = item.kind == "empty"
            item.outcome = DocumentOutcome.EMPTY if empty else DocumentOutcome.UNSUPPORTED
        elif tries < MAX_READ:
            tries += 1
            looking = item.points >= LIKELY if likely else place < _LOOKED_AT
            _read_one(item, content, options, looking=looking)
    if pictures and not any(item.asked or (item.text and item.points >= LIKELY) for item in items):
        _read_pictures(pictures, options)
    return items, allowed < len(held)


def _unpack(item: _Item, file: Held, options: Options) -> bytes | None:
    try:
        content = file.read(options.budget.bytes)
    except Unreadable as reason:
        item.outcome = reason.outcome
        return None
    options.budget.bytes -= len(content)
    item.size, item.sha256 = len(content), hashlib.sha256(content).hexdigest()
    return content


def _read_one(item: _Item, content: bytes, options: Options, *, looking: bool) -> None:
    before = options.eye.asked
    try:
        item.text = reader.read(content, options.inside(item.name, looking=looking))
    except Unreadable as reason:
        item.outcome = reason.outcome
        return
    finally:
        item.asked = options.eye.asked > before
    item.outcome = DocumentOutcome.READ
    item.points += text_points(item.text)


def _read_pictures(pictures: list[tuple[_Item, bytes]], options: Options) -> None:
    """Read pictures as the pages of one document, in the order of their names."""
    from pipelines.extract.ocr.image import read_images  # noqa: PLC0415 - few archives hold only these

    pictures.sort(key=lambda pair: natural(pair[0].name))
    pages = pictures[:MAX_PICTURES]
    first = next((item for item, content in pages if content), pages[0][0])
    outcome = DocumentOutcome.READ
    try:
        first.text = read_images([content for _, content in pages], options.inside(first.name))
        first.points = name_points(first.name) + text_points(first.text)
    except Unreadable as reason:
        outcome = reason.outcome
    for item, content in pages:
        item.outcome = outcome if content else DocumentOutcome.EMPTY
        item.page_of = first


def choose(items: Sequence[_Item], cut: bool) -> Text:
    """Make one text of what was read: the likeliest, its table after it; raises `Unreadable`."""
    able = [item for item in items if item.text is not None or item.outcome is DocumentOutcome.AWAITS_OCR]
    if not able:
        _refuse(items, cut)
    best = max(able, key=lambda item: (item.points, -format_rank(item.kind)))
    main = best.text
    if main is None:
        pages = sum(item.page_of is not None for item in items)
        detail = f"{pages} pictures" if best.page_of is not None else f"{best.name}: pictures"
        raise Unreadable(DocumentOutcome.AWAITS_OCR, detail)
    tables = [
        item
        for item in sorted(items, key=lambda item: natural(item.name))
        if item is not best and item.text is not None and is_inventory(item.name, item.text, main)
    ]
    # One table: the same in two formats would come twice.
    parts = [best, *tables[:1]]
    text, spans = join_texts([item.text for item in parts if item.text is not None])
    for item, span in zip(parts, spans, strict=True):
        item.span = span
    for item in items:
        if item.page_of is not None and item.outcome is DocumentOutcome.READ:
            item.span = item.page_of.span
    warnings = (*text.warnings, "members_cut") if cut else text.warnings
    members = [member for item in items if item.name for member in _listed(item)]
    return replace(text, warnings=warnings, members=tuple(members), chosen=_chosen(best))


def _listed(item: _Item) -> Iterator[Member]:
    """A member, and below it its own."""
    yield item.member()
    if item.text is not None:
        for inner in item.text.members:
            yield inner._replace(name=f"{item.name}/{inner.name}", start=None, end=None)


def _chosen(item: _Item) -> str | None:
    if not item.name:
        return None
    inner = item.text.chosen if item.text is not None else None
    return f"{item.name}/{inner}" if inner else item.name


def _refuse(items: Sequence[_Item], cut: bool) -> None:
    outcomes = [item.outcome for item in items]
    detail = f"{len(items)} members, none with text" + (", more were left out" if cut else "")
    for outcome in _TELLING:
        if outcome in outcomes:
            raise Unreadable(outcome, detail)
    raise Unreadable(DocumentOutcome.EMPTY, detail)
