"""Pages that stand before a home page (进入主页): where they lead on to."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from xxgk_spiders.discovery.carriers import without_comments
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.normal import normalise
from xxgk_spiders.discovery.page import sentences, short_text
from xxgk_spiders.discovery.portal_links import DEEPER, PortalLead, is_nobodys
from xxgk_spiders.discovery.portal_ways import own_pages
from xxgk_spiders.discovery.tables import any_of, table
from xxgk_spiders.discovery.urls import kind_of, resolve

FEW_LINKS = 16
"""A page with more links has content of its own."""
LITTLE_TEXT = 200
MAX_TARGETS = 2
MAX_LONE = 3
"""Of so many links each may be the door, whatever it says."""
MAX_JUMPS = 4
MAX_CODE = 4_000
MAX_WORDS = 12
"""Characters that a door's label has at most."""
MAX_CHINESE = 40
"""A page in a foreign language has so many Chinese characters at most."""

_LINKS = table("portal")["links"]
_DOORS = frozenset(_LINKS["doors"])
_WORDS: tuple[str, ...] = tuple(_LINKS["door_words"])
_CHINESE_PAGES = frozenset(_LINKS["chinese_pages"])
_CLICKED = ("anchor", "area", "script")
_MOVED = re.compile(any_of(_LINKS["moved"]))
_MOBILE = frozenset(_LINKS["mobile"])
_JUMP = re.compile(r"\blocation\b|window\.open")
# An address: it begins at a root or a folder, or ends as pages do.
_QUOTED = re.compile(
    r"""["'](https?://[^"'\s<>]{4,300}|\.{0,2}/[\w./?=&%-]{1,300}|[\w./-]{1,200}\.(?:s?html?|jsp|aspx?|php))["']""",
    re.ASCII,
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def doors(page: Page) -> list[str]:
    """The addresses that a page without content leads on to: refreshes, a frame, 进入, a lone picture.

    Of a page in another language the Chinese one. Likeliest first, of the page's own domain.
    """
    every = [
        (normalise(link.text), link.url)
        for link in links(page)
        if kind_of(link.url) == "page" and link.carrier in _CLICKED
    ]
    found = [link.url for link in links(page) if link.carrier == "refresh"]
    few = len(every) <= FEW_LINKS
    inner = frames(page) or ([link.url for link in links(page) if link.carrier == "frame"] if few else [])
    found += inner if len(inner) == 1 else []
    if _is_foreign(page):
        found += [url for text, url in every if text in _CHINESE_PAGES]
    if few:
        found += [url for text, url in every if text in _DOORS]
        for word in _WORDS:
            found += [url for text, url in every if word in text and len(text) <= MAX_WORDS]
    if few and short_text(page, LITTLE_TEXT) is not None:
        found += [url for text, url in every if not text]
        found += _jumps(page)
        found += [url for text, url in every if _CHINESE.search(text)] if len(every) <= MAX_LONE else []
    return own_pages(page, [url for url in found if not _is_mobile(url)])


def _jumps(page: Page) -> list[str]:
    """The pages that the scripts of a bare page jump to, whatever they make it depend on."""
    found: list[str] = []
    for element in page.tree.iter("script"):
        code = without_comments((element.text or "")[:MAX_CODE])
        if _JUMP.search(code):
            found += [match[1] for match in _QUOTED.finditer(code)]
    urls = [url for each in found if (url := resolve(page.base, each)) and kind_of(url) == "page"]
    return urls[:MAX_JUMPS]


def _is_mobile(url: str) -> bool:
    parts = urlsplit(url)
    return not _MOBILE.isdisjoint([(parts.hostname or "").partition(".")[0], *parts.path.lower().split("/")])


def stub_leads(page: Page, lead: PortalLead) -> list[PortalLead]:
    """Return where a page leads that does nothing but lead on, as leads of the words that led to it.

    A refresh to any site, a door, the links of 本站已迁移.
    """
    every = links(page)
    found = [link.url for link in every if link.carrier == "refresh"]
    if short_text(page, LITTLE_TEXT) is None:
        return []
    if len(every) <= FEW_LINKS and _MOVED.search(sentences(page)):
        found += [link.url for link in every if kind_of(link.url) == "page"]
    urls = [
        url for url in dict.fromkeys([*found, *doors(page)]) if not is_nobodys(urlsplit(url).hostname or "")
    ]
    deeper = replace(lead, score=lead.score * DEEPER, way="refresh", on=page.url, depth=lead.depth + 1)
    return [replace(deeper, url=url) for url in urls[:MAX_TARGETS]]


def frames(page: Page) -> list[str]:
    """The pages of its own domain that a set of frames is made of."""
    shown = [link.url for link in links(page) if link.carrier == "frame"]
    return own_pages(page, shown) if next(page.tree.iter("frameset", "frame"), None) is not None else []


def _is_foreign(page: Page) -> bool:
    return len(_CHINESE.findall(page.html)) <= MAX_CHINESE
