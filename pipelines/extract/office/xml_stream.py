"""Large XML parts read element by element, without entities, network or a tree of the whole."""

import io
from collections.abc import Iterator

from lxml import etree

from pipelines.extract.text import Unreadable
from pipelines.outcomes import DocumentOutcome


def parse(data: bytes, name: str = "XML") -> "etree._Element":
    """Parse a whole part, called `name` in the detail of what is raised; raises as `elements` does."""
    _refuse_types(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(DocumentOutcome.BROKEN, f"{name}: {error}") from error


def elements(data: bytes, names: frozenset[str]) -> Iterator[tuple[str, "etree._Element"]]:
    """Yield (local name, element) for each ended element of these names, then forget it.

    An element inside another of the names is forgotten before that one comes.
    Raises `Unreadable` (BROKEN) for a document type, entities or bad XML.
    """
    _refuse_types(data)
    events = etree.iterparse(
        io.BytesIO(data), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for _, node in events:
            tag = node.tag
            name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
            if name not in names:
                continue
            yield name, node
            node.clear()
            parent = node.getparent()
            while parent is not None and node.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise Unreadable(DocumentOutcome.BROKEN, f"XML: {error}") from error


def _refuse_types(data: bytes) -> None:
    """Refuse a document type: office formats have none, entities come with one."""
    head = data[:4096].replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Unreadable(DocumentOutcome.BROKEN, "a part with a document type")
