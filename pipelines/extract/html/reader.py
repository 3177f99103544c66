"""Web pages: the article's blocks, without the page around it."""

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace

from lxml.html import HtmlElement

from pipelines.extract.assembly.build import TextBuilder, solid
from pipelines.extract.assembly.links import absolute
from pipelines.extract.decode import decode
from pipelines.extract.html.carriers import files, is_bare, pictures, read_carried
from pipelines.extract.html.containers import FURNITURE, find_container, named_container
from pipelines.extract.html.parsing import parse
from pipelines.extract.html.stored import running, stored
from pipelines.extract.html.walk import Piece, walk
from pipelines.extract.html.wraps import whole
from pipelines.extract.options import Options
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

__all__ = ["find_container", "parse", "read_html"]

_LINES = re.compile(r"\s*(?:" + "|".join(FURNITURE["lines"]) + r")\s*", re.IGNORECASE)
_EDGE_LINES = re.compile(r"\s*(?:" + "|".join(FURNITURE["edge_lines"]) + r")\s*", re.IGNORECASE)
_EDGE = 4
_FURNITURE_CHARS = 240
_WHITE = re.compile(r"\s+")
# Share of the text that trafilatura kept which the chosen element must hold.
_COVER = 0.9
_WITNESS_CHARS = 8


def read_html(data: bytes, options: Options) -> Text:
    """Read the article of a page; raises `Unreadable` (EMPTY, NO_TEXT) where there is no text.

    The body of a known site-building system is walked as it is. On any other
    page trafilatura says which text is the article, and the smallest element
    with that text is walked: so cells, headings and order are never lost.
    A page that carries the article as a file or as pictures is read by
    `carriers`.
    """
    decoded, _ = decode(data, options.content_type)
    tree = parse(decoded)
    if tree is None:
        raise Unreadable(DocumentOutcome.EMPTY, "no markup")
    builder = TextBuilder("html")
    title = tree.findtext(".//title")
    container = named_container(tree)
    hidden = stored(tree)
    if hidden is not None and running(hidden) > running(tree if container is None else container, shown=True):
        # A script would show it.
        container = hidden
    pieces = walk(container) if container is not None else []
    urls = pictures(container, tree) if "<img" in decoded or "<IMG" in decoded else []
    if not any(piece.text or piece.cells for piece in pieces):
        if container is not None and urls:
            # Nothing but pictures: the page around them is not the article.
            pieces = [Piece("heading", _heading(tree), 1)]
        else:
            pieces = _wild(tree)
            builder.warn("container_unknown")
    _add(builder, whole(pieces))
    own = _based(builder.build(title=title), tree) if len(builder) else None
    held = files(tree, decoded)
    if own is not None and not held and not (urls and is_bare(solid(own.text))):
        return own
    return read_carried(held, urls, own, options)


def _heading(tree: HtmlElement) -> str:
    """Return the heading of a page whose body has none."""
    for path in (".//h1", ".//h2", ".//title"):
        for element in tree.iterfind(path):
            if text := " ".join(element.text_content().split()):
                return text
    return ""


def _based(text: Text, tree: HtmlElement) -> Text:
    """Resolve the links where the page itself says against what."""
    base = next((str(element.get("href") or "").strip() for element in tree.iter("base")), "")
    if not base.lower().startswith(("http://", "https://")):
        return text
    return replace(text, links=absolute(text.links, base))


def _add(builder: TextBuilder, pieces: Iterable[Piece]) -> None:
    """Pass on the pieces that are the author's own."""
    for piece in pieces:
        if piece.cells is not None:
            builder.row([c.text for c in piece.cells], links=[c.links for c in piece.cells])
        elif len(piece.text) > _FURNITURE_CHARS or not _LINES.fullmatch(piece.text):
            edge = len(builder) < _EDGE and len(piece.text) <= _FURNITURE_CHARS
            if not (edge and _EDGE_LINES.fullmatch(piece.text)):
                builder.add(piece.text, piece.kind, level=piece.level, links=piece.links)


def _wild(tree: HtmlElement) -> list[Piece]:
    """Blocks of a page that no table entry fits."""
    body = tree.find("body")
    root = tree if body is None else body
    everything = walk(root, wild=True)
    kept = _squeeze(_trafilatura(tree))
    chosen = _cover(root, everything, kept) if kept else find_container(tree)
    return everything if chosen is None or chosen is root else walk(chosen, wild=True)


def _trafilatura(tree: HtmlElement) -> str:
    """Return the article's text as trafilatura sees it, "" where it sees none."""
    from trafilatura import extract  # noqa: PLC0415

    # It changes the tree that it is given.
    found = extract(deepcopy(tree), favor_recall=True, fast=True, include_comments=False)
    return found or ""


def _cover(root: HtmlElement, pieces: list[Piece], kept: str) -> HtmlElement | None:
    """Return the smallest element that holds nearly all pieces found in `kept`."""
    weights: dict[HtmlElement, int] = {}
    total = 0
    for piece in pieces:
        text = _squeeze(piece.text or "".join(cell.text for cell in piece.cells or ()))
        # Short lines (a date, a menu entry) stand in many places: no witness.
        if len(text) < _WITNESS_CHARS or text not in kept or piece.element is None:
            continue
        total += len(text)
        place: HtmlElement | None = piece.element
        while place is not None:
            weights[place] = weights.get(place, 0) + len(text)
            place = None if place is root else place.getparent()
    if not total:
        return None
    holding = [element for element, weight in weights.items() if weight >= _COVER * total]
    # Those that hold nearly all lie on one line: the deepest has the most ancestors.
    return max(holding, key=lambda e: sum(1 for _ in e.iterancestors()), default=None)


def _squeeze(text: str) -> str:
    return _WHITE.sub("", text)
