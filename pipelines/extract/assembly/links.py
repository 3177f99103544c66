"""Links of a document: which are kept, and what their addresses are."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from pipelines.extract.text import Link

MAX_LINKS = 2_000
"""Links after which a document's others are left out (an inventory has some 50)."""
MAX_URL = 2_000
"""Characters of the longest address that is kept."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:")
_UNWRITTEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff]")


class Anchor(NamedTuple):
    """A link in one block: how many characters, white space aside, follow its start and its end.

    Counted from the block's end, because numbers and bullets change its start.
    """

    start: int
    end: int
    url: str


def acceptable(url: str) -> bool:
    """Whether an address can be one of another page: relative, or on the web."""
    if not 0 < len(url) <= MAX_URL or url.startswith("#") or _UNWRITTEN.search(url):
        return False
    scheme = _SCHEME.match(url)
    return scheme is None or scheme.group().lower() in ("http:", "https:")


def absolute(links: Iterable[Link], base: str | None) -> tuple[Link, ...]:
    """The links with web addresses; relative ones are resolved against the document's own address.

    Without a `base` relative links are left out, and so is what cannot be resolved.
    """
    found = []
    for link in links:
        try:
            url = urljoin(base, link.url) if base else link.url
            parts = urlsplit(url)
        except ValueError:
            continue
        if parts.scheme.lower() in ("http", "https") and parts.netloc and len(url) <= MAX_URL:
            found.append(link._replace(url=url))
    return tuple(found)
