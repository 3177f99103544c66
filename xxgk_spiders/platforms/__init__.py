"""One small table a site-building system: fingerprints and selectors, not code.

A new system is a new `NN_name.toml` beside this file, of some twenty lines: a
comment with the shape of its addresses (see `10_vsb.toml`), `name`,
`fingerprints`, and what it has that `discovery` does not find by itself. The
number in the name is the order of trial: the common and the sure ones first.
"""

import os
import re
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Platform:
    """What is known of one site-building system.

    `fingerprints` are plain substrings of the HTML, any one of which is proof.
    `addresses` are regular expressions of the paths (with query) that its pages have:
    the page's own one proves it, of links on the page it takes two. Selectors are
    CSS: `items` a list's rows, `next_page` the link to its next page, `article_title`
    and `attachments` on a detail page. `never_follow` are substrings of addresses.
    `services` are the lists that its scripts fetch (see `discovery.services`).
    """

    name: str
    fingerprints: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    next_page: tuple[str, ...] = ()
    article_title: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    never_follow: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


GENERIC = Platform(name="generic")
"""No system recognised: the ladders of `discovery` decide."""

OFF = "XXGK_PLATFORMS_OFF"
"""Setting and environment variable: names of tables to leave out, with commas; `all` for all."""

HEAD_CHARS = 20_000
TAIL_CHARS = 1_500
MAX_LINK_CHARS = 200_000
"""So much of a page is searched for links by which it may be known."""
LINKS_PROVE = 2

_LINK = re.compile(r"(?:href|action)\s{0,3}=\s{0,3}[\"']?([^\"'\s<>]{2,300})", re.IGNORECASE)
_ORIGIN = re.compile(r"(?:https?:)?//([^/?#]{1,255})")


def detect(html: str, url: str = "") -> Platform:
    """Name the site-building system of a page; `GENERIC` when none shows.

    Only the head and the end of the page are searched for fingerprints: generators
    announce themselves there, and article bodies quote each other's markup. Where
    there is none, the shapes of the page's own address and of its links decide.
    """
    head, tail = html[:HEAD_CHARS], html[-TAIL_CHARS:] if len(html) > HEAD_CHARS else ""
    for platform in PLATFORMS:
        for fingerprint in platform.fingerprints:
            if fingerprint in head or fingerprint in tail:
                return platform
    return _by_addresses(html, url)


def _by_addresses(html: str, url: str) -> Platform:
    host = url.split("/", 3)[2].lower() if url.count("/") > 1 else ""
    here = urlsplit(url) if host else None
    own = f"{here.path}?{here.query}" if here and here.query else here.path if here else ""
    links = {_local(link, host) for link in _LINK.findall(html[:MAX_LINK_CHARS])}
    for platform, pattern in _shapes(PLATFORMS):
        if own and pattern.search(own):
            return platform
        if sum(1 for link in links if pattern.search(link)) >= LINKS_PROVE:
            return platform
    return GENERIC


def _local(link: str, host: str) -> str:
    """A link without its own site's host; empty for another site's."""
    origin = _ORIGIN.match(link)
    if origin is None:
        return link
    return link[origin.end() :] if origin[1].lower() == host else ""


@lru_cache(maxsize=8)
def _shapes(platforms: tuple[Platform, ...]) -> list[tuple[Platform, re.Pattern[str]]]:
    return [(p, re.compile("|".join(p.addresses))) for p in platforms if p.addresses]


def load(path: Traversable) -> Platform:
    """Read one platform's table; an unknown key is an error (`TypeError`), not a silent loss."""
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    return Platform(**values)


def known() -> tuple[Platform, ...]:
    """Return all tables, in the order of their file names."""
    files = sorted(resources.files(__name__).iterdir(), key=lambda path: path.name)
    return tuple(load(path) for path in files if path.name.endswith(".toml"))


def without(names: str) -> tuple[Platform, ...]:
    """Return the tables but those named (`vsb,webplus`); an unknown name is a `ValueError`."""
    off = {name.strip() for name in names.split(",") if name.strip()}
    tables = known()
    unknown = off - {platform.name for platform in tables} - {"all"}
    if unknown:
        raise ValueError(f"{OFF}: no platform {', '.join(sorted(unknown))}")
    return () if "all" in off else tuple(p for p in tables if p.name not in off)


def switch_off(names: str) -> None:
    """Have `detect` go without some tables from now on, as if nobody had written them."""
    global PLATFORMS  # noqa: PLW0603 - a switch for measuring, set once before a crawl
    PLATFORMS = without(names)


PLATFORMS: tuple[Platform, ...] = without(os.environ.get(OFF, ""))
"""The platforms in use; the order of the file names is the order of trial."""

FIELDS = frozenset(field.name for field in fields(Platform))
"""The keys that a table may have."""
