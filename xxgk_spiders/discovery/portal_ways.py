"""Every way a page shows a link that may be the portal's, and what else it is made of.

Beyond what `links` gives: words in the box of a link, elements that open an address
when clicked, links that scripts write, menus that come from files.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from xxgk_spiders.discovery.carriers import without_comments
from xxgk_spiders.discovery.links import label, links
from xxgk_spiders.discovery.model import Link, Page
from xxgk_spiders.discovery.page import parse_html, text_of
from xxgk_spiders.discovery.tables import any_of, table
from xxgk_spiders.discovery.urls import registered_domain, resolve

WORD = "信息公开"
SLUG = "slug"
"""The context of a link without words whose picture or class is named as portals are."""
MAX_CARD_CHARS = 40
"""A card is a heading, a line and a button; what says more is an article."""
MAX_SCRIPT_CHARS = 400_000
MAX_CLICKABLE = 3_000
MAX_PARTS = 4

_LINKS = table("portal")["links"]
_SLUGS = frozenset(_LINKS["slugs"])
_TOKEN = re.compile(r"[a-z0-9]{2,30}")
_GENERIC = frozenset(table("links")["generic_labels"])
_LIBRARY = re.compile(any_of(_LINKS["libraries"]))
_PART = re.compile(any_of(_LINKS["parts"]))

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_WORD_ESCAPED = WORD.encode("unicode_escape").decode()
_LOADED = re.compile(
    r"(?:\.load|\.get|\.post|\.ajax|fetch|getScript|importNode)\s{0,5}\(\s{0,5}[\"']([^\"'\s<>]{1,300})[\"']"
)
_CLICK = re.compile(
    r"(?:window\.open|location(?:\.href)?\s{0,5}=|location\.(?:replace|assign))\s{0,5}\(?\s{0,5}[\"']([^\"'\s<>]{1,500})[\"']"
)
_WRITTEN = re.compile(r"<a[\s>]", re.IGNORECASE)


def parts(page: Page) -> list[str]:
    """Scripts and fragments that a page takes its menus from, the likeliest first."""
    names = [element.get("src") or "" for element in page.tree.iter("script")]
    found = [url for url in names if _PART.search(_file_name(url)) and not _LIBRARY.search(url.lower())]
    for element in page.tree.iter("script"):
        code = element.text or ""
        if code and len(code) <= MAX_SCRIPT_CHARS and "(" in code:
            found += [match[1] for match in _LOADED.finditer(without_comments(code))]
    for key in ("w3-include-html", "data-include"):
        found += [element.get(key) or "" for element in page.tree.xpath(f"//*[@{key}]")]
    frames = [element.get("src") or "" for element in page.tree.iter("iframe")]
    found += [url for url in frames if _PART.search(_file_name(url))]
    found.sort(key=lambda url: _PART.search(_file_name(url)) is None)
    resolved = [url for name in found if (url := resolve(page.base, name))]
    return own_pages(page, resolved)[:MAX_PARTS]


def _file_name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2].lower()


def own_pages(page: Page, urls: list[str]) -> list[str]:
    """The addresses on the page's own registered domain, each once, not the page itself."""
    domain = registered_domain(urlsplit(page.url).hostname or "")
    own = (url for url in urls if registered_domain(urlsplit(url).hostname or "") == domain)
    return [url for url in dict.fromkeys(own) if url != page.url]


def shown_links(page: Page) -> Iterator[Link]:
    """The page's links, those of clickable elements, and those that its scripts write."""
    yield from links(page)
    yield from _wordless(page)
    if WORD not in page.html and _WORD_ESCAPED not in page.html.lower():
        return
    yield from _cards(page)
    yield from _clickable(page)
    yield from _written(page)


def _wordless(page: Page) -> Iterator[Link]:
    """Links without a word whose picture or class is named as portals are: xxgk.png, icon-xxgk."""
    for element in page.tree.iter("a"):
        if not element.get("href") or label(element):
            continue
        names = [element.get("class") or ""]
        for part in islice(element.iterdescendants(), MAX_PARTS):
            names += [part.get("class") or "", _file_name(part.get("src") or "")]
        url = resolve(page.base, element.get("href") or "")
        if url and not _SLUGS.isdisjoint(_TOKEN.findall(" ".join(names).lower())):
            yield Link(url, "", "anchor", SLUG)


def _cards(page: Page) -> Iterator[Link]:
    """Links without words of their own in a box that has them."""
    for element in page.tree.iter("a"):
        url = resolve(page.base, element.get("href") or "")
        words = label(element) if url else ""
        if not url or (words and words not in _GENERIC):
            continue
        box = element.getparent()
        for _ in range(2):
            if box is None or box.tag in ("body", "html"):
                break
            text = _box_text(box)
            if len(text) > MAX_CARD_CHARS:
                break
            if WORD in text:
                yield Link(url, text, "anchor", WORD)
                break
            box = box.getparent()


def _box_text(box: HtmlElement) -> str:
    """What a box says, its first words where it says more than one thing; empty with several links."""
    if len(list(islice(box.iter("a"), 2))) > 1:
        return ""
    words = " ".join(filter(None, (box.get("title"), text_of(box))))
    for heading in box.iter("h1", "h2", "h3", "h4", "h5", "dt", "strong"):
        return text_of(heading)
    return words


def _clickable(page: Page) -> Iterator[Link]:
    """Elements other than anchors that open an address when clicked, or carry it in data."""
    for number, element in enumerate(
        page.tree.xpath("//*[@onclick or @data-url or @data-href][not(self::a)]")
    ):
        if number >= MAX_CLICKABLE:
            return
        text = text_of(element) or label(element)
        if WORD not in text or len(text) > MAX_CARD_CHARS:
            continue
        match = _CLICK.search((element.get("onclick") or "")[:2_000])
        address = match[1] if match else element.get("data-url") or element.get("data-href") or ""
        url = resolve(page.base, address)
        if url:
            yield Link(url, text, "script")


def _written(page: Page) -> Iterator[Link]:
    """Links in the HTML that scripts write, and in scripts whose Chinese is escaped."""
    for element in page.tree.iter("script"):
        code = element.text or ""
        if not code or len(code) > MAX_SCRIPT_CHARS:
            continue
        escaped = _WORD_ESCAPED in code.lower() or "\\/" in code
        if escaped:
            code = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), code).replace("\\/", "/")
        if WORD not in code:
            continue
        code = without_comments(code)
        plain = code.replace('\\"', '"').replace("\\'", "'")
        if _WRITTEN.search(plain):
            yield from links(_as_page(page, plain))
        if escaped:
            code = code.replace("</", "<\\/")  # nothing in it ends the script
            yield from links(_as_page(page, f"<script>{code}</script>"))


def _as_page(page: Page, html: str) -> Page:
    tree = parse_html(f"<html><body>{html}</body></html>")
    return replace(page, html=html, tree=tree, title="")


def script_page(page: Page, url: str, body: str) -> Page:
    """A script or fragment that a page loads, read as if it stood in that page."""
    looks_like_html = body.lstrip().startswith("<")
    code = body if looks_like_html else "<script>" + body.replace("</script", "<\\/script") + "</script>"
    return replace(_as_page(page, code), url=url)
