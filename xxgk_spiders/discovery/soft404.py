"""Soft 404: a host that answers 200 for pages that do not exist, known by one page that cannot.

What such a host says to an impossible address is its signature; a page that says
the same is missing, too. Only pages that gave nothing are compared, so an honest
host costs no request.
"""

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import sentences

_VARYING = re.compile(r"[0-9A-Fa-f]{6,64}|\d+|https?://\S{1,300}|/[\w\-./]{1,200}")
"""What differs between two answers that say the same: numbers, addresses, tokens."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What an answer says, without what varies: its title and the text outside of links."""

    title: str
    text: str


def signature(page: Page) -> Signature:
    """Return the signature of a page."""
    return Signature(_VARYING.sub("", page.title), _VARYING.sub("", sentences(page)))


def impossible(url: str) -> str:
    """Return an address beside another one at which there can be nothing; the same one each time."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    made = hashlib.sha256(f"{parts.netloc}{folder}{stem}".encode()).hexdigest()[:12]
    ending = f".{extension}" if dot and extension.isalnum() else ".htm"
    return f"{parts.scheme}://{parts.netloc}{folder}/{made}{ending}"
