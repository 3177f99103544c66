"""One page: decoded once, parsed once, and named by what it shows."""

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from lxml import etree
from lxml.html import HtmlComment, HtmlElement, HtmlEntity, HtmlProcessingInstruction

from pipelines.extract.decode import decode
from xxgk_spiders import platforms
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.records import unwrapped
from xxgk_spiders.discovery.urls import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_HTML_CHARS = 5_000_000
"""What is beyond is no page to read links from."""

SHORT_PAGE_CHARS = 1_000
"""Below this much text the words of a notice are the page's own, not quoted from elsewhere."""
MANY_LINKS = 15
"""A page with more links than this is a page of a site, whatever little text it has."""

# Tags whose text is not seen.
HIDDEN_TAGS = frozenset({"script", "style", "noscript", "template", "head", "title", "option", "textarea"})


# One class for all elements: the lookup of lxml.html asks Python for each one.
_parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
_parser.set_element_class_lookup(
    etree.ElementDefaultClassLookup(
        element=HtmlElement,
        comment=HtmlComment,
        pi=HtmlProcessingInstruction,
        entity=HtmlEntity,
    )
)


def read_page(url: str, body: bytes, content_type: str | None) -> Page:
    """Decode and parse one answer. Never raises: any bytes give a page, maybe an empty one.

    `content_type` is the header's value. `base` honours `<base href>`.
    """
    html, encoding = decode(body, content_type)
    html = html[:MAX_HTML_CHARS]
    tree = parse_html(unwrapped(html))
    return Page(
        url=url,
        base=_base(url, tree, html),
        html=html,
        encoding=encoding,
        tree=tree,
        title=_title(tree),
        platform=platforms.detect(html, url),
    )


def parse_html(html: str) -> HtmlElement:
    """Return the tree of a page's text; an empty `<html>` where there is nothing to parse."""
    data = html.replace("\0", "").encode("utf-8", "replace")
    try:
        tree = etree.fromstring(data, _parser) if data.strip() else None
    except (etree.LxmlError, ValueError):
        tree = None
    if not isinstance(tree, HtmlElement):
        tree = etree.fromstring(b"<html><body></body></html>", _parser)
    return cast("HtmlElement", tree)


def _base(url: str, tree: HtmlElement, html: str) -> str:
    if "<base" in html or "<BASE" in html:
        for element in tree.iter("base"):
            href = element.get("href")
            if href:
                return resolve(url, href) or url
    return url


def _title(tree: HtmlElement) -> str:
    for element in tree.iter("title"):
        return fold("".join(element.itertext()))
    return ""


def fold(text: str | None) -> str:
    """Fold white space to single blanks, with none at the ends."""
    if not text:
        return ""
    return " ".join(text.split())


def text_of(element: HtmlElement) -> str:
    """Return all text of an element, folded; scripts inside it do not count."""
    if len(element) == 0:
        return fold(element.text)
    if len(element) == 1 and len(element[0]) == 0 and element[0].tag in ("span", "em", "font", "img"):
        inner = element[0]
        return fold(f"{element.text or ''}{inner.text or ''}{inner.tail or ''}")
    return fold("".join(visible_parts(element)))


def visible_parts(element: HtmlElement) -> "Iterator[str]":
    """Yield the text pieces of an element in order, without comments, scripts and styles."""
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]
    while stack:
        node, closing = stack.pop()
        if closing:
            if node.tail:
                yield node.tail
            continue
        if node is not element:
            stack.append((node, True))
        if isinstance(node.tag, str) and node.tag not in HIDDEN_TAGS:
            if node.text:
                yield node.text
            stack.extend((child, False) for child in reversed(node))


_STRING = cast("Callable[[HtmlElement], str]", etree.XPath("string()"))


# Several questions about one page ask for its text one after another.
@lru_cache(maxsize=2)
def short_text(page: Page, limit: int) -> str | None:
    """Return all text of a page that shows fewer than `limit` characters, else None.

    Scripts and styles are in it, for whoever looks for words first: `sentences` is
    what a person reads.
    """
    body = next(page.tree.iter("body"), page.tree)
    text = _STRING(body)
    hidden = sum(len(_STRING(element)) for element in body.iter(*HIDDEN_TAGS))
    return text if len("".join(text.split())) - hidden < limit else None


@lru_cache(maxsize=2)
def sentences(page: Page) -> str:
    """Return the visible text that stands in no link.

    A notice says in sentences what is the matter; the texts of links are titles,
    and may speak of anything.
    """
    body = next(page.tree.iter("body"), page.tree)
    text = _STRING(body)
    for element in body.iter("a", *HIDDEN_TAGS):
        inside = _STRING(element)
        text = text.replace(inside, " ", 1) if inside else text
    return fold(text)
