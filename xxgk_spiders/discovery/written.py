"""Menus that a script file writes into a page (`document.write('<a href=…>')`): read, never run."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.urls import resolve

MAX_FILES = 2
MAX_SCRIPT_CHARS = 60_000

_NAMES: tuple[str, ...] = tuple(table("scripted")["menu_files"])
_WRITES: tuple[str, ...] = tuple(table("scripted")["writes"])
_QUOTED = re.compile(r"\"((?:[^\"\\\n]|\\.){1,1500})\"|'((?:[^'\\\n]|\\.){1,1500})'|`([^`\\$]{1,5000})`")
_ESCAPED = re.compile(r"\\(.)")


def menu_files(page: Page) -> list[str]:
    """Return the addresses of the page's own script files that are called like a menu."""
    host = urlsplit(page.url).hostname
    found: dict[str, None] = {}
    for element in page.tree.iter("script"):
        url = resolve(page.base, element.get("src") or "")
        if url is None or urlsplit(url).hostname != host:
            continue
        name = urlsplit(url).path.rpartition("/")[2].lower()
        if name.endswith(".js") and any(word in name for word in _NAMES):
            found[url] = None
    return list(found)[:MAX_FILES]


def written(page: Page, script: str) -> Page | None:
    """Return what a script writes as a page in place of the one it is of; None without a link in it."""
    script = script[:MAX_SCRIPT_CHARS]
    if not any(mark in script for mark in _WRITES):
        return None
    pieces = (match[1] or match[2] or match[3] for match in _QUOTED.finditer(script))
    html = "".join(_ESCAPED.sub(r"\1", piece) for piece in pieces if "<" in piece or ">" in piece)
    if "href" not in html.lower():
        return None
    shown = read_page(page.url, html.encode("utf-8", "replace"), "text/html; charset=utf-8")
    return replace(shown, base=page.base, title=page.title, platform=page.platform)
