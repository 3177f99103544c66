"""Decoded HTML to a tree, whatever it is."""

import re

from lxml import etree, html
from lxml.html import HtmlElement

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


def parse(text: str) -> HtmlElement | None:
    """Parse decoded HTML; None where there is no element at all. Never raises."""
    # As bytes of a known encoding: lxml refuses str with an XML declaration.
    # Tags left open nest deeper than the parser's usual limit, which drops text.
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=True)
    data = _CONTROL.sub("", text).encode("utf-8", "replace")
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
