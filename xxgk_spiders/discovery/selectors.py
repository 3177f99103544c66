"""CSS selectors of the platform tables, compiled once."""

from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement


@lru_cache(maxsize=256)
def _compiled(selectors: tuple[str, ...]) -> etree.XPath:
    return CSSSelector(", ".join(selectors))


def select(tree: HtmlElement, selectors: Iterable[str]) -> list[HtmlElement]:
    """All elements that any of the selectors matches, in document order."""
    chosen = tuple(selectors)
    if not chosen:
        return []
    return cast("list[HtmlElement]", _compiled(chosen)(tree))
