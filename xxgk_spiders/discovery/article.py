"""A detail page: its title, its date, its body, and the files that belong to it."""

from collections.abc import Iterator
from datetime import date

from lxml.html import HtmlElement

from pipelines.extract.html.carriers import is_bare, pictures
from pipelines.extract.html.reader import find_container
from xxgk_spiders.discovery.dates import find_date, labelled_date
from xxgk_spiders.discovery.links import anchors
from xxgk_spiders.discovery.model import Article, Link, Page
from xxgk_spiders.discovery.page import fold, text_of, visible_parts
from xxgk_spiders.discovery.selectors import select
from xxgk_spiders.discovery.surroundings import elsewhere
from xxgk_spiders.discovery.urls import kind_of, resolve
from xxgk_spiders.discovery.zones import Zones, page_heading, title_head

MAX_TITLE_CHARS = 200
SHORT_BODY_CHARS = 1_000
"""A body below this is no report: its document must be somewhere."""
# `JVBERi` is what base64 makes of `%PDF-`.
_WITHIN = ("JVBERi", "data:application/")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_OWN_CARRIERS = frozenset({"viewer", "object"})
_DATE_METAS = ("pubdate", "publishdate", "article:published_time", "releasedate")
_SITE_END = ("大学", "学院", "学校", "网", "网站", "信息公开", "平台", "专栏")
_NEIGHBOURS = ("上一篇", "下一篇", "上一条", "下一条", "上篇", "下篇", "前一篇", "后一篇")


def article(page: Page) -> Article:
    """Read a page as an article. Never raises; a page that is none has an empty body.

    `published` comes from the page's own metadata or a labelled date only: the
    date in an address may be that of a migration.
    """
    body = find_container(page.tree)
    text = fold("".join(visible_parts(body))) if body is not None else ""
    chars = sum(map(len, text.split()))
    files = tuple(_files(page, body))
    if not files and chars < SHORT_BODY_CHARS:
        files = tuple(_elsewhere_on_page(page))
    bare = is_bare(chars) and not files
    holds, shown = _held(page, body) if bare else ("", ())
    return Article(
        title=_title(page, body),
        published=_published(page, body),
        body_chars=chars,
        body_text=text,
        files=files,
        holds=holds,
        pictures=shown,
        elsewhere=tuple(_elsewhere(page, body)) if bare else (),
    )


def _held(page: Page, body: HtmlElement | None) -> tuple[str, tuple[str, ...]]:
    """What document a page holds within itself: a file as base64, or pictures of pages; and these."""
    if any(mark in page.html for mark in _WITHIN):
        return "embedded", ()
    written = pictures(body, page.tree) if "<img" in page.html or "<IMG" in page.html else []
    shown = [url if url[:5].lower() == "data:" else resolve(page.base, url) for url in written]
    found = tuple(dict.fromkeys(url for url in shown if url))
    return ("images", found) if found else ("", ())


def _elsewhere(page: Page, body: HtmlElement | None) -> Iterator[Link]:
    """Links of the body, or of a page without one, to places outside of the school."""
    inside = _inside(body)
    zones = Zones(page)
    for anchor in anchors(page):
        if elsewhere(anchor.url) and (anchor.element in inside or not inside) and zones.of(anchor.element)[0]:
            yield Link(anchor.url, anchor.text)


def _title(page: Page, body: HtmlElement | None) -> str:
    """The fullest of the places that may hold the title, in order of trust."""
    found = [text for text in _titles(page, body) if len(text) >= 2]
    if not found:
        return ""
    first = found[0]
    stem = first.rstrip(".…⋯ ")
    if stem != first:
        # Cut with dots: another place has it in full.
        first = next((text for text in found[1:] if text.startswith(stem)), first)
    return first[:MAX_TITLE_CHARS]


def _titles(page: Page, body: HtmlElement | None) -> Iterator[str]:
    for element in select(page.tree, page.platform.article_title):
        text = text_of(element)
        if text:
            yield text
    yield from _metas(page.tree, ("articletitle",))
    yield from _headings_in_title(page)
    head = title_head(page.title)
    # Sites that give all pages their own name: then the heading over the body decides.
    if body is not None and (not head or head.endswith(_SITE_END)):
        column = page_heading(page)
        yield from (text for text in _headings_before(body) if text != column)
    yield head


def _metas(tree: HtmlElement, names: tuple[str, ...]) -> Iterator[str]:
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name in names:
            yield fold(meta.get("content"))


def _headings_before(body: HtmlElement) -> Iterator[str]:
    """Headings among what stands right before the body, the nearest parent first."""
    node = body
    for _ in range(3):
        for sibling in node.itersiblings(preceding=True):
            for element in sibling.iter(*_HEADINGS):
                text = text_of(element)
                if 4 <= len(text) <= MAX_TITLE_CHARS:
                    yield text
        parent = node.getparent()
        if parent is None or parent.tag in ("body", "html"):
            return
        node = parent


def _headings_in_title(page: Page) -> Iterator[str]:
    """Yield the longest heading that the page's own `<title>` repeats: no column's, no site's."""
    squeezed = page.title.replace(" ", "")
    found = []
    for element in page.tree.iter("h1", "h2", "h3"):
        text = text_of(element)
        if len(text) >= 6 and not text.endswith(_SITE_END) and text.replace(" ", "") in squeezed:
            found.append(text)
    if found:
        yield max(found, key=len)


def _published(page: Page, body: HtmlElement | None) -> date | None:
    for text in _metas(page.tree, _DATE_METAS):
        found = find_date(text)
        if found:
            return found
    # What stands around the body, never the body itself: it is full of dates.
    node = body
    for _ in range(3):
        if node is None:
            break
        for sibling in (*node.itersiblings(preceding=True), *node.itersiblings()):
            text = _short(sibling)
            if text:
                found = labelled_date(text)
                if found:
                    return found
        node = node.getparent()
    return None


def _short(element: HtmlElement) -> str:
    parts, size = [], 0
    for part in visible_parts(element):
        size += len(part)
        if size > 2_000:
            return ""
        parts.append(part)
    return fold("".join(parts))


def _files(page: Page, body: HtmlElement | None) -> Iterator[Link]:
    """Viewers of the page, and documents linked in the body, its attachments or right after it."""
    inside = _inside(body)
    near = {node for element in select(page.tree, page.platform.attachments) for node in _inside(element)}
    after = _after(body)
    done: set[str] = set()
    for link in anchors(page):
        own = link.carrier in _OWN_CARRIERS or (link.carrier == "frame" and link.is_file)
        if not own:
            if not link.is_file or kind_of(link.url) == "picture":
                continue
            if not (link.element in inside or link.element in near or link.element in after):
                continue
        if link.url not in done:
            done.add(link.url)
            yield Link(link.url, link.text, link.carrier, is_file=link.is_file)


def _elsewhere_on_page(page: Page) -> Iterator[Link]:
    """Documents linked anywhere in the content of a page: for an article that has none near its body."""
    zones = Zones(page)
    for anchor in anchors(page):
        if not anchor.is_file or anchor.carrier not in ("anchor", "script"):
            continue
        if kind_of(anchor.url) != "document" or anchor.text.startswith(_NEIGHBOURS):
            continue
        if zones.of(anchor.element)[0]:
            yield Link(anchor.url, anchor.text, anchor.carrier, is_file=True)


def _inside(element: HtmlElement | None) -> set[HtmlElement]:
    return set(element.iter("a", "iframe", "embed", "object", "area")) if element is not None else set()


def _after(body: HtmlElement | None) -> set[HtmlElement]:
    """Links in what follows the body within its own box, but for the next article's."""
    found: set[HtmlElement] = set()
    node = body
    for _ in range(2):
        if node is None or node.tag in ("body", "html"):
            break
        for sibling in node.itersiblings():
            if isinstance(sibling.tag, str):
                found |= _inside(sibling)
        node = node.getparent()
    return {link for link in found if not text_of(link).startswith(_NEIGHBOURS)}
