"""Word documents as one XML file: that of Word 2003, and the flat form of .docx."""

import io
import zipfile
from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import replace

from lxml import etree

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.doc.styles import NUMBER_FORMATS
from pipelines.extract.office.xml_stream import parse
from pipelines.extract.options import Options
from pipelines.extract.text import Text, Unreadable
from pipelines.extract.word.lists import Numbering, Styles, attribute, child, local, number
from pipelines.extract.word.reader import read_body, read_docx
from pipelines.outcomes import DocumentOutcome

Element = etree._Element
# Printed apart from the body, or not at all.
_APART = frozenset({"footnote", "endnote", "hdr", "ftr", "binData", "docPr", "docOleData", "docSuppData"})
_RENAMED = {
    "vmerge": "vMerge", "hmerge": "hMerge", "hlink": "hyperlink", "listDef": "abstractNum", "list": "num",
    "nfc": "numFmt", "ilst": "abstractNumId", "ilfo": "numId", "listPr": "numPr",
}  # fmt: skip
_RENAMED_ATTRIBUTES = {"listDefId": "abstractNumId", "ilfo": "numId", "dest": "id"}


def read_wordml(data: bytes, options: Options) -> Text:
    """Read a Word 2003 document or a flat .docx; raises `Unreadable`."""
    root = parse(data)
    if local(root) == "package":
        return replace(read_docx(_zipped(root), options), format="wordml")
    body = child(root, "body")
    if body is None:
        raise Unreadable(DocumentOutcome.BROKEN, "no document body")
    links = _modernise(root)
    builder = TextBuilder("wordml")
    styles = Styles(child(root, "styles"))
    read_body(builder, body, styles, Numbering(child(root, "lists"), styles), links)
    return builder.build()


def _modernise(root: Element) -> dict[str, str]:
    """Say what Word 2003 says in the newer form's words; returns the links, each its own name."""
    links: dict[str, str] = {}
    for node in list(root.iter()):
        name = local(node)
        if name in _APART:
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
            continue
        if name == "listPr" and child(node, "t") is not None:
            _write_number(node)
            continue
        if name == "nfc":
            code = number(attribute(node), 0) or 0
            _set(node, "val", NUMBER_FORMATS.get(code, "decimal"))
        elif name == "hlink" and (url := attribute(node, "dest")):
            links[url] = url
        if name in _RENAMED:
            node.tag = f"{{{etree.QName(node).namespace}}}{_RENAMED[name]}"
            for old, new in _RENAMED_ATTRIBUTES.items():
                if (value := attribute(node, old)) is not None:
                    _set(node, new, value)
    return links


def _set(node: Element, name: str, value: str) -> None:
    """Set an attribute, replacing one of that local name."""
    for key in [key for key in node.attrib if str(key).rpartition("}")[2] == name]:
        del node.attrib[key]
    node.set(name, value)


def _write_number(node: Element) -> None:
    """Put a list paragraph's number, where the file holds it as printed, before its text."""
    shown = (attribute(child(node, "t")) or "").strip()
    properties = node.getparent()
    paragraph = None if properties is None else properties.getparent()
    if properties is None or paragraph is None:
        return
    properties.remove(node)
    # A bullet is drawn from a symbol font.
    if not any(c.isalnum() for c in shown):
        return
    space = f"{{{etree.QName(node).namespace}}}"
    run = etree.Element(f"{space}r")
    etree.SubElement(run, f"{space}t").text = shown + (" " if shown[-1].isascii() else "")
    paragraph.insert(paragraph.index(properties) + 1, run)


def _zipped(root: Element) -> bytes:
    """Pack the parts of a flat package as the usual form has them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        seen: set[str] = set()
        for part in root:
            name = (attribute(part, "name") or "").lstrip("/")
            inner = child(part, "xmlData")
            if not name or name in seen:
                continue
            seen.add(name)
            if inner is not None and len(inner):
                archive.writestr(name, etree.tostring(inner[0]))
            elif (binary := child(part, "binaryData")) is not None and name.endswith(".xml"):
                try:
                    archive.writestr(name, b64decode("".join((binary.text or "").split())))
                except Base64Error as error:
                    raise Unreadable(DocumentOutcome.BROKEN, f"flat package: {error}") from error
    return out.getvalue()
