"""Reports that go on over several pages: by chapters, or by page numbers under the article.

Pure: which pages belong to a report comes out of its first, one page with all of their
bodies comes out of them together.
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from html import escape

from lxml import etree
from lxml.html import HtmlElement

from pipelines.extract.html.containers import find_container
from xxgk_spiders.discovery.links import anchors
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import HIDDEN_TAGS, read_page, text_of
from xxgk_spiders.discovery.pagers import next_page
from xxgk_spiders.discovery.scripted import ARTICLE_START
from xxgk_spiders.discovery.tables import any_of, table
from xxgk_spiders.discovery.urls import canonical

MAX_PARTS = 15
LEAST_CHAPTERS = 3
LEAST_NAMED = 2
"""So many chapters are called as those of a report are."""
MAX_CHAPTER_CHARS = 60

_CHAPTER = re.compile(r"(?:第\s?)?[一二三四五六七八九十\d]{1,3}\s?[、.．章部:：]")
_EXTENSION = re.compile(r"\.[A-Za-z]{2,5}$")
_NAMES = re.compile(any_of(table("continued")["chapters"]))
_HEADINGS = ("h1", "h2", "h3", "h4", "strong", "b", "p", "div")


def chapters(page: Page) -> list[str]:
    """The addresses of a report's chapters, where its page is their list; else none."""
    found: dict[str, str] = {}
    for link in anchors(page):
        if len(link.text) <= MAX_CHAPTER_CHARS and _CHAPTER.match(link.text) and link.carrier == "anchor":
            found.setdefault(link.url, link.text)
    named = sum(_NAMES.search(text) is not None for text in found.values())
    if len(found) < LEAST_CHAPTERS or named < LEAST_NAMED:
        return []
    return [url for url in found if canonical(url) != canonical(page.url)][:MAX_PARTS]


def following(page: Page, first: Page) -> list[str]:
    """The address on which an article goes on; none where it is whole.

    It is the first page's with something added (`8.htm`, `8_2.htm`, `8.htm?page=2`): else it is
    the next article.
    """
    link = next_page(page)
    if link is None or link.form or canonical(link.url) == canonical(first.url):
        return []
    stem = _EXTENSION.sub("", first.url.partition("?")[0])
    added = link.url.removeprefix(stem)
    return [] if added == link.url or added[:1].isalnum() else [link.url]


def joined(pages: Sequence[Page], title: str) -> Page | None:
    """One page with the bodies of all, under the first one's address; None where one has no body."""
    own = {canonical(page.url) for page in pages}
    bodies = [_body(page, own) for page in pages]
    if not all(bodies):
        return None
    head = f"{ARTICLE_START}<title>{escape(title)}</title></head>"
    html = f"{head}<body><article>{''.join(bodies)}</article></body></html>"
    return read_page(pages[0].url, html.encode("utf-8", "replace"), "text/html; charset=utf-8")


def _body(page: Page, own: set[str]) -> str:
    """A part's body as HTML, without the links between the parts."""
    found = find_container(page.tree)
    if found is None:
        found = _around_heading(page)
    if found is None:
        return ""
    body = deepcopy(found)
    leading = {(link.text, text_of(link.element)) for link in anchors(page) if canonical(link.url) in own}
    texts = {text for pair in leading for text in pair}
    for element in [e for e in body.iter("a", *HIDDEN_TAGS) if e.tag != "a" or text_of(e) in texts]:
        if element.getparent() is not None:
            element.drop_tree()
    return str(etree.tostring(body, encoding="unicode", method="html", with_tail=False))


def _around_heading(page: Page) -> HtmlElement | None:
    """The box around the heading that the page's title repeats."""
    title = page.title.replace(" ", "")
    for tag in _HEADINGS:
        for element in page.tree.iter(tag):
            words = text_of(element).replace(" ", "") if len(element) < 3 else ""
            if 2 <= len(words) <= MAX_CHAPTER_CHARS * 2 and title.startswith(words):
                return element.getparent()
    return None
