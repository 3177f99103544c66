"""Pages on other domains that a portal calls its own: looked at last, and only if they name the school.

Some schools keep their reports on a platform of many schools. Copies of portals and
smuggled links are why such an address is asked for only where the school's own pages
have no report at all.
"""

from dataclasses import replace
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from xxgk_spiders.discovery.model import Page, Verdict
from xxgk_spiders.discovery.portal_links import is_nobodys
from xxgk_spiders.discovery.portal_page import names_school
from xxgk_spiders.discovery.surroundings import elsewhere
from xxgk_spiders.discovery.urls import registered_domain
from xxgk_spiders.frontier import Lead
from xxgk_spiders.site import Site

LAST = 0.2
"""The score of a portal or column on another domain: after all that the school has itself."""
MAX_TRIED = 2


class NotTheSchools(IgnoreRequest):
    """A page on another domain does not name the school."""


def domain_of(url: str) -> str:
    """The registered domain of an address."""
    return registered_domain(urlsplit(url).hostname or "")


def is_stranger(site: Site, lead: Lead) -> bool:
    """Whether a lead goes to a portal or column on a domain that is not known to be the school's."""
    if lead.judgement.verdict not in (Verdict.COLUMN, Verdict.PORTAL) or domain_of(lead.url) in site.domains:
        return False
    return not elsewhere(lead.url) and not is_nobodys(urlsplit(lead.url).hostname or "")


def put_last(site: Site, lead: Lead) -> Lead:
    """A lead with the score of what comes last where it goes to a stranger; others as they are."""
    return replace(lead, score=LAST) if is_stranger(site, lead) else lead


def admit(site: Site, lead: Lead) -> bool:
    """Let a stranger be asked where the school's own pages have nothing; whether it may be."""
    if site.periods or site.documents or len(site.strangers) >= MAX_TRIED or not lead.path:
        return False
    if domain_of(lead.path[-1].url) in site.strangers:
        return False  # a stranger's word is none
    site.strangers.add(domain_of(lead.url))
    site.domains = site.domains | {domain_of(lead.url)}
    return True


def refuse_stranger(site: Site, lead: Lead, page: Page, names: str) -> None:
    """Raise `NotTheSchools` where a page on trial does not name the school; its domain is let go."""
    domain = domain_of(page.url)
    if domain not in site.strangers or not lead.path or domain_of(lead.path[-1].url) == domain:
        return
    if not names_school(page, names):
        site.domains = site.domains - {domain}
        raise NotTheSchools(f"{domain} does not name the school")
