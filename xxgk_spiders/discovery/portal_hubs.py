"""Pages of a school's own site that may have the link to its portal where the home page has none."""

from urllib.parse import urlsplit

from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.normal import normalise
from xxgk_spiders.discovery.portal_links import PortalLead
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.urls import kind_of, registered_domain

_KINDS: dict[str, list[str]] = table("portal")["hubs"]


def hubs(page: Page, kinds: tuple[str, ...] = tuple(_KINDS)) -> list[PortalLead]:
    """Return the first page of each kind that a page of the school's links, the likeliest kind first.

    `kinds` are keys of `hubs` in `portal.toml`. Never leaves the page's registered domain.
    """
    domain = registered_domain(urlsplit(page.url).hostname or "")
    first: dict[str, PortalLead] = {}
    for link in links(page):
        if kind_of(link.url) != "page" or registered_domain(urlsplit(link.url).hostname or "") != domain:
            continue
        text = normalise(link.text)
        for kind in kinds:
            if kind not in first and text in _KINDS[kind]:
                first[kind] = PortalLead(link.url, link.text[:60], "hub", 0.0, link.carrier, page.url)
    return [first[kind] for kind in kinds if kind in first]
