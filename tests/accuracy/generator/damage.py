"""What extraction does to a text: for each character what comes of it, and junk before it."""

import random
import re
from bisect import bisect_right
from collections.abc import Callable

from tests.accuracy.generator.paper import Paper, Printed, Span
from tests.accuracy.generator.words import words

CONFUSED = 0.02
"""Of the characters that have a look-alike; some four in a thousand of all."""

FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def damage(paper: Paper, kind: str, rng: random.Random, fill: dict[str, str]) -> Printed:
    """Apply one class of damage; `fill` has the school, the title and a date for running headers."""
    pieces = [("", char) for char in paper.text]
    step = STEPS.get(kind)
    return Printed(step(paper, pieces, rng, fill) if step else pieces)


Pieces = list[tuple[str, str]]
Step = Callable[[Paper, Pieces, random.Random, dict[str, str]], Pieces]


def _inside(spans: list[Span]) -> Callable[[int], bool]:
    """Whether a position is in any of the spans."""
    ordered: list[Span] = []
    for start, end in sorted(spans):
        if ordered and start <= ordered[-1][1]:
            ordered[-1] = (ordered[-1][0], max(end, ordered[-1][1]))
        else:
            ordered.append((start, end))
    starts = [start for start, _ in ordered]

    def asks(at: int) -> bool:
        found = bisect_right(starts, at) - 1
        return found >= 0 and at < ordered[found][1]

    return asks


def _latin(char: str) -> bool:
    return char.isascii() and not char.isspace()


def _may_break(pieces: Pieces, at: int) -> bool:
    """Whether a line may end before this character: not inside numbers and addresses, nor before a stop."""
    before, char = pieces[at - 1][1], pieces[at][1]
    if char in "，。、；：）》”" or (_latin(char) and _latin(before)):
        return False
    around = "".join(c for _, c in pieces[max(0, at - 2) : at + 2])
    return not re.search(r"\d \d", around)


def _wrap(paper: Paper, pieces: Pieces, rng: random.Random, fill: dict[str, str], *, pages: bool) -> Pieces:
    """Break lines at a width, mid-word; never inside numbers and addresses, never in tables."""
    width, blank = 2 * rng.randrange(26, 42), rng.random() < 0.5
    whole = _inside(paper.whole)
    headings = _inside([(h.start, h.words[1]) for h in paper.headings])
    lines_are_cells = any(paper.text[start] == "\t" for start, _ in paper.whole)
    page = _Pages(rng, fill) if pages else None
    column, out = 0, []

    def inside_row(at: int) -> bool:
        """Whether a table's row goes on after this line's end: its cells are lines."""
        return lines_are_cells and whole(at) and whole(at + 1) and pieces[at - 1][1] != "\n"

    for at, (junk, char) in enumerate(pieces):
        if char == "\n":
            out.append((junk, "\n\n" if blank and not whole(at) else "\n"))
            column = 0
            if page and at + 1 < len(pieces) and not inside_row(at):
                pieces[at + 1] = (page.line(inside=False), pieces[at + 1][1])
            continue
        column += 1 if char.isascii() else 2
        if column > width and not whole(at) and _may_break(pieces, at):
            cut = "\n"
            if page and not headings(at) and not headings(at - 1):
                cut += page.line(inside=True)
            out.append((junk + cut, char))
            column = 2
        else:
            out.append((junk, char))
    return out


class _Pages:
    """Counts lines and gives a footer and a header where a page ends."""

    def __init__(self, rng: random.Random, fill: dict[str, str]) -> None:
        self.rng, self.fill = rng, fill
        self.length, self.lines, self.page = rng.randrange(20, 34), 0, 1
        table = words("words")["junk"]
        self.header = str(rng.choice(table["header"])) if rng.random() < 0.4 else ""
        self.footer = str(rng.choice(table["footer"]))
        self.blank = rng.choice(("\n", "\n\n"))

    def line(self, *, inside: bool) -> str:
        """What stands between this line and the next: nothing, or a page's end."""
        self.lines += 1
        if self.lines < self.length:
            return ""
        self.lines = 0
        text = self.footer.format(n=self.page, m=self.page + 7)
        self.page += 1
        header = self.header.format(**self.fill) + self.blank if self.header else ""
        return (self.blank if inside and self.blank == "\n\n" else "") + text + self.blank + header


def _wrapped(paper: Paper, pieces: Pieces, rng: random.Random, fill: dict[str, str]) -> Pieces:
    return _wrap(paper, pieces, rng, fill, pages=False)


def _paged(paper: Paper, pieces: Pieces, rng: random.Random, fill: dict[str, str]) -> Pieces:
    return _wrap(paper, pieces, rng, fill, pages=True)


def _dashes(paper: Paper, pieces: Pieces, rng: random.Random, fill: dict[str, str]) -> Pieces:
    """A converter's list marks before items, not before every one."""
    mark = rng.choice(("- ", "- ", "• ", "· "))
    for at in paper.items:
        if at < len(pieces) and rng.random() < 0.6:
            pieces[at] = (mark + pieces[at][0], pieces[at][1])
    return pieces


def _ocr(paper: Paper, pieces: Pieces, rng: random.Random, fill: dict[str, str]) -> Pieces:
    """Look-alike characters in words that carry no value; rarely a stray space."""
    table, kept = words("words")["ocr"], _inside(paper.kept)
    for at, (junk, char) in enumerate(pieces):
        if not kept(at) and char in table and rng.random() < CONFUSED:
            pieces[at] = (junk, str(table[char]))
    return pieces


def _spaced(paper: Paper, pieces: Pieces, rng: random.Random, fill: dict[str, str]) -> Pieces:
    """Spaces between characters: here and there, and between digits and words."""
    share, always = rng.choice((0.02, 0.05, 0.1)), rng.random() < 0.6
    whole = _inside(paper.whole)
    for at in range(1, len(pieces)):
        before, char = pieces[at - 1][1], pieces[at][1]
        if before.isspace() or char.isspace() or whole(at) or (_latin(before) and _latin(char)):
            continue
        border = before.isdigit() != char.isdigit()
        if (border and always and (before.isalpha() or char.isalpha())) or rng.random() < share:
            pieces[at] = (" ", char)
    return pieces


def _fullwidth(paper: Paper, pieces: Pieces, rng: random.Random, fill: dict[str, str]) -> Pieces:
    """Full-width digits and percent signs, save in addresses of the web."""
    text = "".join(char for _, char in pieces)
    run, latin = 0, False
    for at in range(len(text) + 1):
        if at < len(text) and _latin(text[at]):
            latin = latin or text[at].isalpha()
            continue
        if not latin:
            for i in range(run, at):
                pieces[i] = (pieces[i][0], pieces[i][1].translate(FULL).replace("%", "％"))
        run, latin = at + 1, False
    return pieces


def _web(paper: Paper, pieces: Pieces, rng: random.Random, fill: dict[str, str]) -> Pieces:
    """The page's navigation before the text and its byline after the title."""
    table = words("words")["junk"]
    byline = str(rng.choice(table["byline"])).format(date=fill["date"], n=rng.randrange(20, 4000))
    crumbs = str(rng.choice(table["crumbs"]))
    if not fill["title"]:
        pieces[0] = (f"{crumbs}\n{byline}\n", pieces[0][1])
        return pieces
    pieces[0] = (crumbs + "\n", pieces[0][1])
    after = int(fill["after"])
    pieces[after] = (byline + "\n", pieces[after][1])
    return pieces


STEPS: dict[str, Step] = {
    "wrapped": _wrapped,
    "paged": _paged,
    "dashes": _dashes,
    "ocr": _ocr,
    "spaced": _spaced,
    "fullwidth": _fullwidth,
    "web": _web,
}
COMPOSED = ("unnumbered", "untitled")
"""Damage that the composing does: automatic numbers or the title are never written."""

DAMAGES = ("clean", *STEPS, *COMPOSED)
