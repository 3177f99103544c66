"""Pages that a script fills: how to know them, and what their data say when they are in plain sight.

Pure: the addresses that an inline script would fetch come out of the page, links
come out of the JSON that they answered. Where neither is to be had, a browser is
needed, which is the caller's business.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from urllib.parse import urlsplit

from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import read_page, sentences, short_text
from xxgk_spiders.discovery.records import as_list, rows_of_json
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.templates import own_number, templates, with_parameters
from xxgk_spiders.discovery.urls import registered_domain, resolve

EMPTY_CHARS = 200
"""Below this much text a page has no content of its own."""
FEW_LINKS = 8
MAX_DATA_ADDRESSES = 3
MAX_WRAPPINGS = 5
"""An article lies in so many objects at most: `{"data": {"article": …}}`."""
MAX_SCRIPT_CHARS = 400_000

ARTICLE_START = '<html><head><meta charset="utf-8">'
_DATA = table("scripted")
_CONTENTS: tuple[str, ...] = tuple(_DATA["contents"])
_TITLES: tuple[str, ...] = tuple(_DATA["titles"])
_FETCHES: tuple[str, ...] = tuple(_DATA["fetches"])
_MARKS: tuple[str, ...] = tuple(_DATA["data_marks"])
_HOLDERS: tuple[str, ...] = tuple(_DATA["placeholders"])
_MOUNTS = frozenset(_DATA["mounts"])
_DOCUMENTS = (
    "pdfsrc",
    "showvsbpdfiframe",
    "<iframe",
    "<frame",
    "<embed",
    "<object",
    'http-equiv="refresh',
    "location.href",
    "location.replace",
)
# A whole address: what a script goes on to build with `+` is none.
_QUOTED = re.compile(r"""(?<!\+)(?<!\+\s)(["'`])([^"'`\s<>{}$\\]{2,300})\1(?!\s{0,3}\+)""")


# An address that ends where a number has to follow: '/api/info?id=' + id.
_BEGUN = re.compile(r"""["'`]([^"'`\s<>{}$\\]{2,300}(?:[?&]\w{1,30}=|/))(?:["']\s{0,3}\+|\$\{)""")


def is_script_only(page: Page) -> bool:
    """Whether a page shows nothing until its script has run.

    A mark of a framework alone is no proof (whole pages use them for parts): there
    must be a script, hardly any text, few links and no document in a frame.
    """
    html = page.html.lower()
    if "<script" not in html or html.count("<a ") > FEW_LINKS or any(mark in html for mark in _DOCUMENTS):
        return False
    if short_text(page, EMPTY_CHARS * 4) is None or len(sentences(page)) >= EMPTY_CHARS:
        return False
    has_mount = any(element.get("id") in _MOUNTS for element in page.tree.iter("div"))
    return has_mount or "src=" in html or any(mark in html for mark in _FETCHES)


def is_filled_by_script(page: Page) -> bool:
    """Whether a page has its frame, but shows that a script fills its list."""
    scripts = _scripts(page).lower()
    if not any(mark in scripts for mark in _FETCHES):
        return False
    return bool(data_addresses(page)) or any(holder in sentences(page).lower() for holder in _HOLDERS)


def data_addresses(page: Page) -> list[str]:
    """Return the addresses of data that the page's own scripts name in full, of its own domain."""
    return addresses_in(_scripts(page), page)


def addresses_in(script: str, page: Page) -> list[str]:
    """Return the addresses of data that a script of a page names in full."""
    domain = registered_domain(urlsplit(page.url).hostname or "")
    found: dict[str, None] = {}
    for match in _QUOTED.finditer(script[:MAX_SCRIPT_CHARS]):
        lowered = match[2].lower()
        if "/" not in lowered and not lowered.endswith(".json"):
            continue
        if not any(mark in lowered for mark in _MARKS) or lowered.endswith((".js", ".css")):
            continue
        url = resolve(page.base, with_parameters(match[2], script, match.end()))
        if url and registered_domain(urlsplit(url).hostname or "") == domain:
            found[url] = None
        if len(found) >= MAX_DATA_ADDRESSES:
            break
    return list(found) or _completed(script, page, domain)


def _completed(script: str, page: Page, domain: str) -> list[str]:
    """The data of an article, where a script goes on with a variable: the number of the page itself."""
    number = own_number(page)
    for match in _BEGUN.finditer(script[:MAX_SCRIPT_CHARS]) if number else ():
        if any(mark in match[1].lower() for mark in _MARKS):
            url = resolve(page.base, match[1] + number)
            if url and registered_domain(urlsplit(url).hostname or "") == domain:
                return [url]
    return []


def own_scripts(page: Page) -> list[str]:
    """Return the addresses of the page's own script files, the last (the site's own) first."""
    host = urlsplit(page.url).hostname
    urls = [resolve(page.base, element.get("src") or "") for element in page.tree.iter("script")]
    return [url for url in reversed(urls) if url and urlsplit(url).hostname == host]


def page_of_data(page: Page, body: bytes) -> Page | None:
    """Return a page with the items of a JSON answer as its links; None where it has none."""
    answer = read_page(page.url, body, "application/json")
    article = _article(answer.html)
    if article is not None:
        shown = read_page(page.url, article.encode("utf-8", "replace"), "text/html; charset=utf-8")
        return replace(shown, base=page.base)
    rows = rows_of_json(answer.html, templates(page))
    if not rows:
        return None
    shown = read_page(page.url, as_list(rows).encode("utf-8", "replace"), "text/html; charset=utf-8")
    return replace(shown, html=answer.html, base=page.base, title=page.title)


def with_more(shown: Page, more: Sequence[Page]) -> Page:
    """A page of data with the items of the pages behind it."""
    body = next(shown.tree.iter("body"), shown.tree)
    for page in more:
        body.extend(list(next(page.tree.iter("body"), page.tree)))
    return shown


def is_article_of_data(shown: Page) -> bool:
    """Whether a page of data is an article, whose source is worth keeping as what the page shows."""
    return shown.html.startswith(ARTICLE_START)


def _article(text: str) -> str | None:
    """Return the source of the article that a JSON answer is, with its files; None where it is none."""
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return None
    for _ in range(MAX_WRAPPINGS):
        node = waiting.pop() if waiting else None
        if not isinstance(node, dict):
            break
        fields = {str(key).lower(): value for key, value in node.items()}
        content = next((v for k in _CONTENTS if isinstance(v := fields.get(k), str) and v.strip()), "")
        title = next((v for k in _TITLES if isinstance(v := fields.get(k), str) and v.strip()), "")
        if content and title:
            links = "".join(
                f'<p><a href="{escape(url)}">{escape(name)}</a></p>' for url, name, _ in rows_of_json(text)
            )
            name = escape(title)
            body = f"<body><h1>{name}</h1>{content}{links}</body>"
            return f"{ARTICLE_START}<title>{name}</title></head>{body}</html>"
        waiting = [value for value in node.values() if isinstance(value, dict)][:1]
    return None


def _scripts(page: Page) -> str:
    """Return the text of the page's inline scripts."""
    return "\n".join(
        element.text for element in page.tree.iter("script") if element.text and not element.get("src")
    )[:MAX_SCRIPT_CHARS]
