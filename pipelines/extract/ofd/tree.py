"""The files of an OFD package as they refer to each other: documents, pages, templates, resources."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipelines.extract.ofd.space import Box, box
from pipelines.extract.office.package import Package
from pipelines.extract.text import Unreadable
from pipelines.outcomes import DocumentOutcome

MAX_PAGES = 500
_A4: Box = (0.0, 0.0, 210.0, 297.0)
_MAX_SIDE = 20_000.0
_MAX_DOCUMENTS = 20


@dataclass(slots=True)
class Template:
    """A template page: where its content is, and whether it lies over the page's own."""

    path: str
    over: bool


@dataclass(slots=True)
class Document:
    """One document of the package; paths are those of members."""

    area: Box = _A4
    pages: list[tuple[str, str]] = field(default_factory=list)  # id, path
    templates: dict[str, Template] = field(default_factory=dict)
    annotations: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    units: "dict[str, etree._Element]" = field(default_factory=dict)
    attachments: list[tuple[str, str]] = field(default_factory=list)  # name, path


def documents(package: Package) -> Iterator[Document]:
    """Yield the documents of a package; raises `Unreadable` where its entry cannot be read."""
    entry = package.xml("OFD.xml")
    if entry is None:
        raise Unreadable(DocumentOutcome.BROKEN, "an OFD without OFD.xml")
    roots = [text(body, "DocRoot") for body in entry.iterchildren("{*}DocBody")][:_MAX_DOCUMENTS]
    if text(entry, "Encryptions") or any("encrypt" in name for name in package.names()):
        raise Unreadable(DocumentOutcome.ENCRYPTED, "an encrypted OFD")
    for path in filter(None, roots):
        root = soft(package, resolve("", path))
        if root is not None:
            yield _document(package, root, resolve("", path))


def _document(package: Package, root: "etree._Element", path: str) -> Document:
    out = Document()
    common = root.find("{*}CommonData")
    if common is not None:
        out.area = page_area(common.find("{*}PageArea")) or _A4
        for page in common.iterchildren("{*}TemplatePage"):
            over = page.get("ZOrder") == "Foreground"
            out.templates[page.get("ID") or ""] = Template(resolve(path, page.get("BaseLoc")), over)
        for kind in ("PublicRes", "DocumentRes"):
            for element in common.iterchildren(f"{{*}}{kind}"):
                _resources(package, out, resolve(path, element.text))
    pages = root.find("{*}Pages")
    if pages is not None:
        found = [(p.get("ID") or "", resolve(path, p.get("BaseLoc"))) for p in pages.iterchildren("{*}Page")]
        out.pages = found
    _annotations(package, out, resolve(path, text(root, "Annotations")))
    _attachments(package, out, resolve(path, text(root, "Attachments")))
    return out


def _resources(package: Package, out: Document, path: str) -> None:
    """Note the pictures and the composite units that a resource file defines."""
    root = soft(package, path)
    if root is None:
        return
    base = resolve(path, (root.get("BaseLoc") or ".").rstrip("/") + "/_")
    for media in root.iterfind("{*}MultiMedias/{*}MultiMedia"):
        if media.get("Type") == "Image" and (file := text(media, "MediaFile")):
            out.pictures[media.get("ID") or ""] = resolve(base, file)
    for unit in root.iterfind("{*}CompositeGraphicUnits/{*}CompositeGraphicUnit"):
        content = unit.find("{*}Content")
        if content is not None:
            out.units[unit.get("ID") or ""] = content


def resources_of_page(package: Package, out: Document, content: "etree._Element", path: str) -> None:
    """Note the resources that only a page has."""
    for element in content.iterchildren("{*}PageRes"):
        _resources(package, out, resolve(path, element.text))


def _annotations(package: Package, out: Document, path: str) -> None:
    root = soft(package, path)
    if root is not None:
        for page in root.iterchildren("{*}Page"):
            out.annotations[page.get("PageID") or ""] = resolve(path, text(page, "FileLoc"))


def _attachments(package: Package, out: Document, path: str) -> None:
    root = soft(package, path)
    if root is not None:
        for file in root.iterchildren("{*}Attachment"):
            if place := resolve(path, text(file, "FileLoc")):
                out.attachments.append((file.get("Name") or posixpath.basename(place), place))


def page_area(area: "etree._Element | None") -> Box | None:
    """Return the physical size of a page in millimetres, None where none or an absurd one is given."""
    if area is None:
        return None
    found = box(text(area, "PhysicalBox"))
    return found if found and 1 < found[2] < _MAX_SIDE and 1 < found[3] < _MAX_SIDE else None


def soft(package: Package, path: str) -> "etree._Element | None":
    """Return a member's root, None where it is missing or damaged: the rest is still worth reading."""
    try:
        return package.xml(path) if path else None
    except Unreadable as reason:
        if reason.outcome is DocumentOutcome.BROKEN:
            return None
        raise


def resolve(origin: str, reference: str | None) -> str:
    """Name the member that a reference in `origin` (a member's name) means, "" for none."""
    reference = (reference or "").strip().replace("\\", "/")
    if not reference:
        return ""
    joined = posixpath.join("/", posixpath.dirname(origin), reference)
    return posixpath.normpath(joined).lstrip("/")


def text(element: "etree._Element", child: str) -> str:
    """Return the text of a child without white space around it."""
    return (element.findtext(f"{{*}}{child}") or "").strip()
