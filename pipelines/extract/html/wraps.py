"""Blocks that a page's writer cut up, made whole: lines of fixed width, numbers apart from their headings.

A report that was pasted from a print has one element a visual line; editors of
posts set a heading's number into a box of its own.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipelines.extract.assembly.build import solid
from pipelines.extract.assembly.links import Anchor
from pipelines.extract.html.walk import Piece
from pipelines.extract.pages.joining import join
from pipelines.extract.pages.reflow import heading_level

Measure = Callable[[str], float]

# Widths in em, or in characters. Lines of one width end up to two before it: nothing may begin with a comma.
_NARROWEST, _WIDEST, _SLACK = 16.0, 64.0, 2.0
_INDENT = 2
_LINES = 8
"""Full lines that show that a text was broken at a width."""
_FULL, _OPEN, _OVER = 0.3, 0.6, 0.03
"""Shares: of all lines full ones, of these such that end within a sentence; of lines that are wider."""
_ENDED = re.compile(r"[。！？；：!?;:][”’」』）)》]{0,2}$")
_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}\s?[、.．]|[（(]\s?(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s?[）)]"
    r"|\d{1,2}\s?[.．、]|第\s?[一二三四五六七八九十]{1,3}\s?(?:部分|章)\s?[、:：]?"
)
_HEADING_CHARS = 60
_LATIN_START, _LATIN_END = re.compile(r"[!-~]{1,200}"), re.compile(r"[A-Za-z0-9._-]$")


def whole(pieces: Sequence[Piece]) -> list[Piece]:
    """Put lines of a fixed width together again, and lone numbers before what they number."""
    numbered = list(_numbered(pieces))
    # Some programs count characters, whatever their width.
    for measure in (_em, len):
        if (width := _width_of(numbered, measure)) is not None:
            return list(_unwrapped(numbered, measure, width))
    return numbered


def _numbered(pieces: Sequence[Piece]) -> Iterator[Piece]:
    number: Piece | None = None
    for piece in pieces:
        if number is not None:
            heads = piece.cells is None and len(piece.text) <= _HEADING_CHARS
            if heads and not _NUMBER.match(piece.text):
                piece = replace(piece, text=number.text + piece.text)  # noqa: PLW2901
            else:
                yield number
            number = None
        if piece.cells is None and piece.kind != "list_item" and _NUMBER.fullmatch(piece.text):
            number = piece
        else:
            yield piece
    if number is not None:
        yield number


def _width_of(pieces: Sequence[Piece], measure: Measure) -> float | None:
    """Return the width at which a text was broken, None for whole paragraphs."""
    lines = [piece for piece in pieces if piece.kind == "paragraph" and piece.cells is None]
    if any(len(piece.text) > 3 * _WIDEST for piece in lines):
        return None
    widths = sorted(_width(piece, measure) for piece in lines)
    if len(widths) < _LINES:
        return None
    width = widths[-1 - int(_OVER * len(widths))]
    if not _NARROWEST <= width <= _WIDEST or widths[-1] > width + 2 * _SLACK:
        return None
    full = [piece for piece in lines if _width(piece, measure) >= width - _SLACK]
    within = sum(not _ENDED.search(piece.text) for piece in full)
    enough = len(full) >= max(_LINES, _FULL * len(lines))
    return width if enough and within >= _OPEN * len(full) else None


def _unwrapped(pieces: Sequence[Piece], measure: Measure, width: float) -> Iterator[Piece]:
    indented = sum(piece.indented for piece in pieces) > 1
    held: Piece | None = None
    last: Piece | None = None
    for piece in pieces:
        room = width if last is None else width - _width(last, measure)
        if (
            held is not None
            and last is not None
            and room <= _SLACK
            and _goes_on(last, piece, indented=indented)
        ):
            text = _joined(held.text, piece.text, exact=room <= 0.5)
            behind = solid(piece.text)
            moved = tuple(Anchor(a.start + behind, a.end + behind, a.url) for a in held.links)
            held = replace(held, text=text, links=moved + piece.links)
        else:
            if held is not None:
                yield held
            held = piece
        last = piece
    if held is not None:
        yield held


def _goes_on(last: Piece, piece: Piece, *, indented: bool) -> bool:
    """Whether `piece` can be the next line of the paragraph to which `last` belongs.

    `indented`: paragraphs begin with spaces in this text.
    """
    if piece.indented or any(part.kind != "paragraph" or part.cells is not None for part in (last, piece)):
        return False
    ended, headed = _ENDED.search(last.text) is not None, heading_level(piece.text) is not None
    # An address may go on with "3.htm", a sentence with a bracketed number.
    return not (ended and headed) if indented else not (ended or headed)


def _joined(before: str, after: str, *, exact: bool) -> str:
    """Join two lines; `exact`: the first is broken at the very width, within a word if need be."""
    word = _LATIN_START.match(after)
    if exact and word and "@" in word[0] and _LATIN_END.search(before):
        return before + after
    return join(before, after)


def _width(piece: Piece, measure: Measure) -> float:
    return measure(piece.text) + (_INDENT if piece.indented else 0)


def _em(text: str) -> float:
    """Width of a text, Latin characters half as wide as Chinese ones."""
    return len(text) - 0.5 * len(text.encode("ascii", "ignore"))
