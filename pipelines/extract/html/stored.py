"""Markup that a page stores where nobody sees it, for a script to show: hidden text areas, templates."""

import re

from lxml.html import HtmlElement

from pipelines.extract.html.parsing import parse

_TYPES = re.compile(
    r"text/(?:html|template|x-template|x-handlebars-template|ng-template)|html", re.IGNORECASE
)
_MARKUP = re.compile(r"<(?:p|div|span|br|table|section|h[1-6])[\s/>]", re.IGNORECASE)
_LEAST = 300
"""Characters below which nothing stored is an article."""
_MOST = 20_000_000
_WHITE = re.compile(r"\s+")


def stored(tree: HtmlElement) -> HtmlElement | None:
    """Return the longest stored markup, None where a page stores none as long as an article."""
    best: HtmlElement | None = None
    size = _LEAST - 1
    for holder in tree.iter("textarea", "template", "script"):
        if holder.tag == "script" and not _TYPES.fullmatch((holder.get("type") or "").strip()):
            continue
        if len(holder):
            # Not escaped: the parser took it for part of the page.
            found: HtmlElement | None = holder
        else:
            text = holder.text or ""
            found = parse(text) if len(text) <= _MOST and _MARKUP.search(text) else None
        if found is not None and (length := running(found)) > size:
            best, size = found, length
    return best


def running(element: HtmlElement, *, shown: bool = False) -> int:
    """Count the characters outside links, white space aside; with `shown` only those that a page shows."""
    apart = ("a", "script", "style", "noscript", "textarea", "template") if shown else ("a",)
    return _solid(element) - sum(map(_solid, element.iter(*apart)))


def _solid(element: HtmlElement) -> int:
    return len(_WHITE.sub("", element.text_content()))
