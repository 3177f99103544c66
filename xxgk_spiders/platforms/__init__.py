"""One small table a site-building system: fingerprints and selectors, not code.

A new system is a new `NN_name.toml` beside this file, of some twenty lines: a
comment with the shape of its addresses (see `10_vsb.toml`), `name`,
`fingerprints`, and those selectors in which it differs from what
`discovery.pagers` and `discovery.article` find by themselves. The number in
the name is the order of trial: the common and the sure ones first.
"""

import tomllib
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any


@dataclass(frozen=True, slots=True)
class Platform:
    """What is known of one site-building system.

    `fingerprints` are plain substrings of the HTML, any one of which is proof.
    Selectors are CSS; `never_follow` are substrings of addresses. Page numbers are
    never built: the pager's own link is followed.
    """

    name: str
    fingerprints: tuple[str, ...] = ()
    next_page: tuple[str, ...] = ()
    article_title: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    never_follow: tuple[str, ...] = ()


GENERIC = Platform(name="generic")
"""No system recognised: the ladder of `discovery.pagers` and `discovery.article` decides."""


def detect(html: str) -> Platform:
    """Name the site-building system of a page by its fingerprints; `GENERIC` when none shows.

    Only the head and the end of the page are searched: generators announce
    themselves there, and article bodies quote each other's markup.
    """
    head, tail = html[:HEAD_CHARS], html[-TAIL_CHARS:] if len(html) > HEAD_CHARS else ""
    for platform in PLATFORMS:
        for fingerprint in platform.fingerprints:
            if fingerprint in head or fingerprint in tail:
                return platform
    return GENERIC


def load(path: Traversable) -> Platform:
    """Read one platform's table; an unknown key is an error (`TypeError`), not a silent loss."""
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    return Platform(**values)


HEAD_CHARS = 8_000
TAIL_CHARS = 1_500

PLATFORMS: tuple[Platform, ...] = tuple(
    load(path)
    for path in sorted(resources.files(__name__).iterdir(), key=lambda p: p.name)
    if path.name.endswith(".toml")
)
"""All known platforms; the order of the file names is the order of trial."""
