"""Addresses that nobody linked: other ways to write the home page's, and where portals often are."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.urls import registered_domain, resolve

NOWHERE = "http://x.invalid/"
_ADDRESSES: tuple[str, ...] = tuple(table("portal")["guesses"]["addresses"])


def guesses(homepage: str, domains: Sequence[str]) -> list[str]:
    """Where a school's portal may be, the most frequent places first.

    `homepage` is the address that answered (or the roster's), `domains` the school's
    registered domains, the first one first.
    """
    first = resolve(NOWHERE, homepage) or f"http://www.{next(iter(domains), '')}/"
    parts = urlsplit(resolve(NOWHERE, first) or NOWHERE)
    host = parts.netloc
    found: dict[str, None] = {}
    for domain in dict.fromkeys(filter(None, domains)):
        site = (
            f"{parts.scheme}://{host}"
            if registered_domain(parts.hostname or "") == domain
            else f"http://www.{domain}"
        )
        for pattern in _ADDRESSES:
            url = resolve(NOWHERE, pattern.format(scheme=parts.scheme, domain=domain, site=site))
            if url:
                found.setdefault(url)
    return list(found)


def homepages(homepage: str, domain: str) -> list[str]:
    """The home page's address, then the other ways to write it: scheme, www, the roster's domain."""
    first = resolve(NOWHERE, homepage if "://" in homepage else f"http://{homepage}") if homepage else None
    found = [first] if first else []
    if first:
        parts = urlsplit(first)
        host = parts.netloc
        scheme = "https" if parts.scheme == "http" else "http"
        found.append(f"{scheme}://{host}/")
        registered = registered_domain(parts.hostname or "")
        if host == registered:
            found.append(f"{parts.scheme}://www.{host}/")
        elif host == f"www.{registered}":
            found.append(f"{parts.scheme}://{registered}/")
    if domain:
        found.append(f"http://www.{domain}/")
    sound = (resolve(NOWHERE, url) for url in found)
    return list(dict.fromkeys(url for url in sound if url))
