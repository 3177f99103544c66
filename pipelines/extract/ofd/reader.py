"""OFD documents (GB/T 33190): pages of placed text to lines, and lines to paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.bundle.reader import read_held
from pipelines.extract.bundle.zip import Held, tidy
from pipelines.extract.ofd.page import Shown, blank, gather, to_page
from pipelines.extract.ofd.render import render
from pipelines.extract.ofd.tree import (
    MAX_PAGES,
    Document,
    documents,
    page_area,
    resources_of_page,
    soft,
)
from pipelines.extract.office.package import Package, open_package
from pipelines.extract.options import Options
from pipelines.extract.pages.eye import Raster
from pipelines.extract.pages.leaves import Leaf, bind, seen
from pipelines.extract.pages.lines import Page
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

# A page with no more characters than a stamp has is the picture that covers half of it.
_STAMPED, _COVERED = 120, 0.5
_ANY = 0.02
# Glyphs without characters per character above which a page's text is not to be trusted.
_HOLES = 0.08
_UNREAD_ANNOTATIONS = frozenset({"Watermark", "Link"})


def read_ofd(data: bytes, options: Options) -> Text:
    """Read an OFD: all its documents, pages in order; its attachments are listed as members.

    Templates and visible annotations count as the page's own, watermarks do
    not. Raises `Unreadable`: ENCRYPTED, BROKEN, TRUNCATED, TOO_LARGE,
    AWAITS_OCR, NO_TEXT.
    """
    with open_package(data) as package:
        found = list(documents(package))
        sheets = [(doc, page) for doc in found for page in doc.pages]
        if not sheets:
            raise Unreadable(DocumentOutcome.BROKEN, "an OFD without pages")
        leaves = [
            _leaf(package, doc, page, number, options)
            for number, (doc, page) in enumerate(sheets[:MAX_PAGES], 1)
        ]
        builder = TextBuilder("ofd")
        if len(sheets) > MAX_PAGES:
            builder.warn("pages_cut")
        attached = list(_attached(package, found))
        try:
            own = bind(builder, leaves, total=len(sheets))
        except Unreadable:
            if not attached:
                raise
            return replace(read_held(attached, options, None), format="ofd")
        return replace(read_held(attached, options, own), format="ofd") if attached else own


def _leaf(package: Package, doc: Document, sheet: tuple[str, str], number: int, options: Options) -> Leaf:
    """Read one page; its picture is asked for where its characters do not tell what it shows."""
    shown = _shown(package, doc, sheet)
    page = to_page(shown, number)
    holed = page.holes > max(1.0, _HOLES * page.solid)
    share = shown.covered()
    if share > _ANY and (holed or not page.solid or (page.solid <= _STAMPED and share >= _COVERED)):
        return seen(options.eye.see(number, partial(_render, package, doc, shown)), number)
    if holed:
        return Leaf(Page(number, 0.0, 0.0), "unread", DocumentOutcome.NO_TEXT)
    return Leaf(page)


def _shown(package: Package, doc: Document, sheet: tuple[str, str]) -> Shown:
    """Gather a page with its templates below and above it, and what is annotated on it."""
    identity, path = sheet
    content = soft(package, path)
    area = page_area(content.find("{*}Area")) if content is not None else None
    shown = blank(area or doc.area)
    if content is None:
        return shown
    resources_of_page(package, doc, content, path)
    used = [doc.templates.get(e.get("TemplateID") or "") for e in content.iterchildren("{*}Template")]
    orders = [e.get("ZOrder") for e in content.iterchildren("{*}Template")]
    templates = [
        (template.path, template.over if order is None else order == "Foreground")
        for template, order in zip(used, orders, strict=True)
        if template is not None
    ][:8]
    below = [place for place, over in templates if not over]
    above = [place for place, over in templates if over]
    for place in (*below, path, *above):
        root = content if place == path else soft(package, place)
        if root is not None:
            for body in root.iterchildren("{*}Content"):
                gather(shown, body, doc.units)
    _annotate(package, doc, shown, doc.annotations.get(identity, ""))
    return shown


def _annotate(package: Package, doc: Document, shown: Shown, path: str) -> None:
    root = soft(package, path)
    if root is None:
        return
    for note in root.iterchildren("{*}Annot"):
        if note.get("Type") not in _UNREAD_ANNOTATIONS and note.get("Visible") != "false":
            for appearance in note.iterchildren("{*}Appearance"):
                gather(shown, appearance, doc.units)


def _render(package: Package, doc: Document, shown: Shown) -> Raster:
    def load(resource: str) -> bytes | None:
        path = doc.pictures.get(resource)
        return package.member(path) if path else None

    return render(shown.width, shown.height, shown.pictures, load)


def _attached(package: Package, found: Sequence[Document]) -> Iterator[Held]:
    for doc in found:
        for name, path in doc.attachments:
            if package.size(path) is not None:
                yield Held(tidy(name), package.size(path) or 0, partial(_member, package, path))


def _member(package: Package, path: str, most: int) -> bytes:
    if (package.size(path) or 0) > most:
        raise Unreadable(DocumentOutcome.TOO_LARGE, "an attachment beyond what may be unpacked")
    return package.member(path) or b""
