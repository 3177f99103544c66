"""Every way a page leads on: anchors, image maps, frames, viewers, scripts, refreshes.

Commented-out links do not count: the tree keeps comments apart, and comments
of scripts are cut before they are searched.
"""

import re
from collections.abc import Container
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

from xxgk_spiders.discovery import carriers, clicks
from xxgk_spiders.discovery.labels import is_bare_year, label_before
from xxgk_spiders.discovery.model import Carrier, Link, Page
from xxgk_spiders.discovery.page import fold, text_of
from xxgk_spiders.discovery.periods import YEARS
from xxgk_spiders.discovery.rows import words_beside
from xxgk_spiders.discovery.tables import any_of, table
from xxgk_spiders.discovery.tabs import tab_of
from xxgk_spiders.discovery.urls import is_document_name, kind_of, resolve
from xxgk_spiders.discovery.zones import Zones

MAX_LINKS = 5_000
MAX_TEXT_CHARS = 300

_GENERIC: frozenset[str] = frozenset(label.lower() for label in table("links")["generic_labels"])
_HEADLINES: frozenset[str] = frozenset(table("links")["headlines"])
_FILES: tuple[str, ...] = tuple(table("urls")["document_extensions"])
_HEADLINE_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LEAST_HEADLINE = 8
LEAST_BEGINNING = 6
MAX_ACTION_CHARS = 48
_CUT = ("…", "...", "..", "⋯")
# 全文下载, 点击查看报告, 附件1.pdf: an action and a kind of file, and nothing else.
_ACTIONS = any_of(table("links")["action_words"])
_SIGNS = r"\d\s()（）\[\]【】:：、>»._\-一二三四五六七八九十"
_ACTION = re.compile(rf"[{_SIGNS}]{{0,8}}{_ACTIONS}(?:{_ACTIONS}|[{_SIGNS}]){{0,19}}", re.IGNORECASE)
_STORED_AS = re.compile(rf"(?!20\d\d\D)[\da-f_\-]{{4,40}}\.{any_of(_FILES)}", re.IGNORECASE)
_TAGS = ("a", "area", "iframe", "frame", "embed", "object", "option")


class Anchor(NamedTuple):
    """An element that leads on, before it is asked where on the page it stands."""

    element: HtmlElement
    url: str
    text: str
    carrier: Carrier

    @property
    def is_file(self) -> bool:
        """Whether it probably answers with a document or a picture of one."""
        return is_file(self.url, self.text)


def links(page: Page, known: Container[tuple[str, str]] = ()) -> list[Link]:
    """All links of a page in document order, each address with each text once.

    `known` are (address, text) pairs to leave out: a menu is the same on all pages
    of a site, and to find out where each of its links stands is half of the work.
    """
    zones = Zones(page)
    found = []
    for anchor in anchors(page):
        if (anchor.url, anchor.text) in known:
            continue
        in_content, context = zones.of(anchor.element)
        found.append(
            Link(
                url=anchor.url,
                text=anchor.text,
                carrier=anchor.carrier,
                context=context,
                is_file=anchor.is_file,
                in_content=in_content or anchor.carrier not in ("anchor", "area"),
                label=label_before(anchor.element) if is_bare_year(anchor.text) else "",
            )
        )
    return found


# The article, the pager and the spider ask for the same page one after another.
@lru_cache(maxsize=2)
def anchors(page: Page) -> tuple[Anchor, ...]:
    """Everything on a page that leads on, in document order, each address with each text once."""
    found: dict[tuple[str, str], Anchor] = {}
    for anchor in _candidates(page):
        found.setdefault((anchor[1], anchor[2]), Anchor(*anchor))
        if len(found) >= MAX_LINKS:
            break
    return tuple(found.values())


def is_file(url: str, text: str) -> bool:
    """Whether a link probably answers with a document or a picture of one."""
    kind = kind_of(url)
    if kind == "page":
        return is_document_name(text)
    return kind != "media"


def _candidates(page: Page) -> list[tuple[HtmlElement, str, str, Carrier]]:
    found: list[tuple[HtmlElement, str, str, Carrier]] = []
    base = page.base
    for element in page.tree.iter(*_TAGS):
        tag = element.tag
        if tag == "a":
            found.extend(_anchor(page, element))
        elif tag == "area":
            url = resolve(base, element.get("href") or "")
            if url:
                text = fold(element.get("title") or element.get("alt"))
                found.append((element, url, text[:MAX_TEXT_CHARS], "area"))
        elif tag == "option":
            url = carriers.option_url(element, base)
            if url:
                found.append((element, url, text_of(element)[:MAX_TEXT_CHARS], "script"))
        else:
            for url, text, carrier in carriers.embedded(element, base):
                found.append((element, url, text[:MAX_TEXT_CHARS], carrier))
    for element, url in clicks.clickable(page):
        found.append((element, url, clicks.line_words(element)[:MAX_TEXT_CHARS], "script"))
    for element, url, text, carrier in carriers.special(page):
        found.append((element, url, text[:MAX_TEXT_CHARS], carrier))
    return found


def _anchor(page: Page, element: HtmlElement) -> list[tuple[HtmlElement, str, str, Carrier]]:
    base, href = page.base, element.get("href")
    url = resolve(base, href) if href else None
    if url is None:
        url = carriers.script_url(element, href or "", base) or clicks.target(page, element, href or "")
        if url is None:
            return []
        return [(element, url, label(element), "script")]
    target = carriers.viewer_target(url, base) if "?" in url else None
    if target is not None:
        return [(element, target, label(element), "viewer")]
    return [(element, url, label(element), "anchor")]


def label(element: HtmlElement) -> str:
    """The fullest label of a link.

    The title attribute where the visible text is cut or says nothing, else the
    text, else the picture's own words, else the name that the editor stored, else
    what the rest of its row says. Of a card its headline.
    """
    text = text_of(element)
    title = fold(element.get("title"))
    if title and title != text and _title_is_fuller(text, title):
        text = title
    elif len(element) and len(text) > LEAST_HEADLINE:
        text = _headline(element, text, title) or _completed(text, title)
    if not text or (text.lower() in _GENERIC and "sudyfile-attr" in element.attrib):
        text = carriers.stored_name(element) or text or _picture_words(element)
    if says_nothing(text):
        text = _named_beside(element, text) or text
    return text[:MAX_TEXT_CHARS]


@lru_cache(maxsize=8_192)
def says_nothing(text: str) -> bool:
    """Whether a label is empty, or names an action or any file: 下载, 附件1.pdf, 20231030112233.pdf."""
    if not text or text.lower() in _GENERIC:
        return True
    if YEARS.search(text.partition(".")[0]) and _STORED_AS.fullmatch(text) is None:
        return False  # 2023.pdf in a column of the reports
    return len(text) <= MAX_ACTION_CHARS and any(p.fullmatch(text) for p in (_ACTION, _STORED_AS))


def _named_beside(element: HtmlElement, text: str) -> str:
    """What the row of a link that says nothing says, or the tab that it stands under; still a file's name."""
    words = words_beside(element, _GENERIC | {text.lower()}) or tab_of(element)
    is_name = is_document_name(text) and words and not is_document_name(words)
    return f"{words}.{text.rpartition('.')[2]}" if is_name else words


def _headline(element: HtmlElement, text: str, title: str) -> str:
    """What a link that is a whole card is about; empty where it has no headline of its own."""
    if len(title) >= LEAST_HEADLINE and title in text:
        return title
    for node in element.iter():
        if node is not element and isinstance(node.tag, str) and len(node) < 4:
            words = (node.get("class") or "").lower().split()
            if node.tag in _HEADLINE_TAGS or not _HEADLINES.isdisjoint(words):
                found = text_of(node)
                if len(found) >= LEAST_HEADLINE:
                    return (
                        fold(node.get("title")) or _completed(found, title) if found.endswith(_CUT) else found
                    )
    return ""


def _completed(text: str, title: str) -> str:
    """The title that a text has the beginning of where it is cut, be a date before it; else the text."""
    end = min((at for mark in _CUT if (at := text.find(mark)) >= 0), default=-1)
    begin = text.find(title[:LEAST_BEGINNING], 0, max(end, 0)) if len(title) >= LEAST_BEGINNING else -1
    return title if begin >= 0 and title.startswith(text[begin:end].rstrip()) else text


def _title_is_fuller(text: str, title: str) -> bool:
    if not text or text.lower() in _GENERIC:
        return title.lower() not in _GENERIC
    stem = text.rstrip(".…⋯ ")
    if text.endswith(_CUT):
        return len(title) > len(stem)
    return len(title) > len(text) and text in title


def _picture_words(element: HtmlElement) -> str:
    for picture in element.iter("img"):
        words = fold(picture.get("alt") or picture.get("title"))
        if words:
            return words
    return ""
