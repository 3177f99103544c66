"""The search for one school's portal, step by step: which page to ask for next, what the answers show.

Pure: whoever asks for pages hands the answers in. The school's home page first, then
what it links, the menus it loads, the usual places, pages of the school's that may
have the link instead, at last a province's collection.
"""

import heapq
from itertools import count
from urllib.parse import urlsplit

from pipelines.outcomes import DocumentOutcome, SiteOutcome
from xxgk_spiders.discovery.blocks import block_of
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.portal_collections import collection_of
from xxgk_spiders.discovery.portal_doors import doors, frames, stub_leads
from xxgk_spiders.discovery.portal_guesses import guesses, homepages
from xxgk_spiders.discovery.portal_hubs import hubs
from xxgk_spiders.discovery.portal_links import PortalLead, portal_leads
from xxgk_spiders.discovery.portal_nouns import (
    STRONG,
    WORDED,
    Ask,
    FoundPortal,
    School,
    Tried,
    evidence_of,
    portal_of_collection,
    site_outcome,
    why_none,
)
from xxgk_spiders.discovery.portal_page import Appraisal, appraise, names_school
from xxgk_spiders.discovery.portal_ways import parts, script_page
from xxgk_spiders.discovery.urls import canonical, registered_domain

SETTLED = 0.85
"""A portal of this worth ends the search; of a lesser one the school's other links are looked at."""
MAX_HOMEPAGES = 3
MAX_DOORS = 3
MAX_LOADED = 3
FIRST_GUESSES = 3
"""The most frequent places come before the school's pages that may have a link, the others behind them."""
MAX_HUBS = 4
OF_ITS_OWN = 0.7
"""Below this worth a page has no more than the name: it may lead on, or be that of an office."""
MAX_DEPTH = 2
MAX_TRIED = 40
MAX_STEPS = 40
"""A page may name portals without end."""
_SEED_SCORE = 0.6


class Hunt:
    """The state of one search: `next()` gives a page to ask for, `answered` and `failed` take what came."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.tried: list[Tried] = []
        self.stopped = ""
        self.home: Page | None = None
        self._door: Page | None = None
        self._home_named = False
        self._homes = homepages(school.homepage, school.domain)[:MAX_HOMEPAGES]
        self._parts: list[str] = []
        self._frames: list[str] = []
        self._hubs: list[PortalLead] = []
        self._loaded = self._steps = self._doors = self._guessed = self._hubs_seen = 0
        self._heap: list[tuple[float, int, PortalLead]] = []
        self._order = count()
        self._asked: set[str] = set()
        self._known: set[tuple[str, str]] = set()
        self._column = ""
        self._best: tuple[float, FoundPortal] | None = None
        self._home_failure = ""
        self._lead_failure: tuple[SiteOutcome, str] | None = None
        self._guesses: list[str] | None = None
        self._collections = list(school.collections)
        for hint in school.hints:
            self._push(PortalLead(hint, "", "seed", _SEED_SCORE))

    # What to ask for -------------------------------------------------------------

    def next(self) -> Ask | None:
        """The next page to ask for; None where the search is at its end."""
        self._steps += 1
        if self._steps > MAX_STEPS or (self._best and self._best[0] >= SETTLED):
            return None
        if self.home is None:
            while self._homes:
                url = self._homes.pop(0)
                if self._take(url):
                    return Ask(url, "home")
            if self._door:
                self._enter(self._door, is_worded=False)
        return self._lead(STRONG) or self._part() or (None if self._best else self._weaker())

    def _weaker(self) -> Ask | None:
        first = self._lead(0.0) or (self._guess() if self._guessed < FIRST_GUESSES else None)
        return first or self._hub() or self._guess() or self._collection()

    def _lead(self, least: float) -> Ask | None:
        while self._heap and -self._heap[0][0] >= least:
            lead = heapq.heappop(self._heap)[2]
            if self._take(lead.url):
                return Ask(lead.url, "collection" if lead.why == "collection" else "lead", lead)
        return None

    def _part(self) -> Ask | None:
        while self._parts and self._loaded < MAX_LOADED and not self._best:
            url = self._parts.pop(0)
            if self._take(url):
                self._loaded += 1
                return Ask(url, "part")
        return None

    def _hub(self) -> Ask | None:
        while self._hubs and self._hubs_seen < MAX_HUBS:
            lead = self._hubs.pop(0)
            if self._take(lead.url):
                self._hubs_seen += 1
                return Ask(lead.url, "lead", lead)
        return None

    def _guess(self) -> Ask | None:
        if self._guesses is None:
            home = self.home.url if self.home else next(iter(homepages(self.school.homepage, "")), "")
            self._guesses = guesses(home or f"http://www.{self.school.domain}/", self.domains)
        while self._guesses:
            url = self._guesses.pop(0)
            self._guessed += 1
            if self._take(url):
                return Ask(url, "lead", PortalLead(url, "", "guess", 0.0))
        return None

    def _collection(self) -> Ask | None:
        while self._collections:
            url = self._collections.pop(0)
            if self._take(url):
                return Ask(url, "collection")
        return None

    def _take(self, url: str) -> bool:
        # Written out: for a home page http and https, with and without www., are different tries.
        key = url if self.home is None else canonical(url)
        if key in self._asked or url in self._asked:
            return False
        self._asked.add(key)
        return True

    def _push(self, lead: PortalLead) -> None:
        heapq.heappush(self._heap, (-lead.score, next(self._order), lead))

    @property
    def domains(self) -> list[str]:
        """The school's registered domains: the roster's, and that of a home page which names the school."""
        home = self.home.url if self.home and self._home_named else ""
        roster = next(iter(homepages(self.school.homepage, "")), "")
        hosts = [urlsplit(url).hostname or "" for url in (home, roster)]
        return list(dict.fromkeys(registered_domain(h) for h in [*hosts, self.school.domain] if h))

    def too_costly(self, ask: Ask) -> None:
        """Take that a page was not asked for, because too few requests are left."""
        self.stopped = "not all was tried: the requests for one search are spent"
        self._note(ask.url, ask.lead, "untried", "")

    # What came --------------------------------------------------------------------

    def answered(self, ask: Ask, page: Page, status: int) -> None:
        """Take an answer; `page.url` is the address after redirects."""
        block = block_of(page, status, {}) if ask.role != "part" else None
        if block is not None or status != 200:
            outcome, code = block or (DocumentOutcome.SERVER_ERROR, f"status_{status}")
            self.failed(ask, outcome, code)
        elif not page.html.strip():
            self.failed(ask, DocumentOutcome.EMPTY, "empty")
        elif ask.role == "home":
            self._read_home(page)
        elif ask.role == "part" and self.home is not None:
            framed = ask.url in self._frames
            self._collect(page if framed else script_page(self.home, page.url, page.html), 0)
        elif ask.role == "collection":
            self._read_collection(page, ask.lead)
        elif ask.lead is not None:
            (self._read_hub if ask.lead.why == "hub" else self._read_lead)(ask.lead, page)

    def failed(self, ask: Ask, outcome: SiteOutcome | DocumentOutcome, words: str) -> None:
        """Take that a page did not come, or is no content."""
        site = site_outcome(outcome)
        lead, is_gone = ask.lead, outcome is DocumentOutcome.GONE
        self._note(ask.url, lead, "none", words)
        if ask.is_guess:  # a link may still lead there, otherwise written
            self._asked -= {canonical(ask.url)}
            self._asked.add(ask.url)
        if ask.role == "home":
            self._home_failure = self._home_failure or f"home page {ask.url}: {words}"
            if outcome not in (
                DocumentOutcome.UNREACHABLE,
                DocumentOutcome.SERVER_ERROR,
                DocumentOutcome.GONE,
            ):
                self._homes.clear()  # it answers, and says no: otherwise written it says the same
        elif lead is not None and lead.why in WORDED and lead.on and lead.depth == 0 and not is_gone:
            words = f"the school's link {lead.text} leads to {ask.url}: {words}"
            self._lead_failure = self._lead_failure or (site, words)
            if site is not SiteOutcome.UNREACHABLE and registered_domain(_host(ask.url)) in self.domains:
                self._guesses, self._hubs = [], []  # this is where it is, and it may not be seen

    def _read_home(self, page: Page) -> None:
        """Take the leads of the home page; a door is no home page yet."""
        is_worded = any(lead.why in WORDED for lead in self._collect(page, 0))
        ways = [] if is_worded else [url for url in doors(page) if url not in self._asked]
        if ways and self._doors < MAX_DOORS:
            self._doors += 1
            self._door = page
            self._homes = [*ways[:2], *self._homes][:2]
            self._note(page.url, None, "door", "leads_on", page)
        else:
            self._enter(page, is_worded)

    def _enter(self, page: Page, is_worded: bool) -> None:
        """Take a page as the school's home page."""
        self.home = page
        self._asked = {canonical(url) for url in self._asked} | {canonical(page.url)}
        self._home_named = names_school(page, self.school.names)
        self._known = {(link.url, link.text) for link in links(page)}
        if not is_worded:
            self._frames = frames(page)
            self._parts = [*self._frames] or parts(page)
        self._hubs = hubs(page)
        self._note(page.url, None, "home", "" if self._home_named else "does_not_name_the_school", page)

    def _collect(self, page: Page, depth: int) -> list[PortalLead]:
        leads, refused = portal_leads(page, self.school.names, depth=depth)
        for lead in leads:
            self._push(lead)
            if lead.why == "column" and not self._column:
                self._column = lead.url
        for link in refused if depth == 0 else ():
            if len(self.tried) < MAX_TRIED:
                self.tried.append(Tried(link.url, link.text, "text", page.url, "none", link.why))
        return leads

    def _read_hub(self, lead: PortalLead, page: Page) -> None:
        """Take what a page of the school's own site links besides the home page's menu."""
        self._hubs = [*hubs(page, ("offices",)), *self._hubs]
        self._note(page.url, lead, "hub", "", page)
        self._onward(page, lead.depth + 1)

    def _onward(self, page: Page, depth: int) -> None:
        for each in portal_leads(page, self.school.names, depth=depth)[0]:
            if each.why in WORDED and (each.url, each.text) not in self._known:
                self._push(each)

    def _read_lead(self, lead: PortalLead, page: Page) -> None:
        """Appraise a page that may be the portal; what it links onward may be it, too."""
        seen = appraise(page, self.school.names, self._known)
        reason = self._objection(lead, page, seen)
        door = lead.why == "report" or (lead.why in ("inside", "mentions") and seen.worth < SETTLED)
        if (seen.worth < OF_ITS_OWN or door) and not reason and lead.depth < MAX_DEPTH:
            self._onward(page, lead.depth + 1)
            for each in stub_leads(page, lead) if seen.worth < OF_ITS_OWN else ():
                self._push(each)
        if reason or not seen.is_portal:
            scripted = seen.kind == "scripted" and lead.why in ("portal", "card") and not reason
            if scripted and self._best is None:
                self._keep(lead, page, seen, "C", 0.1)
            self._note(page.url, lead, "scripted" if scripted else "none", reason or seen.reason, page, seen)
            return
        self._note(page.url, lead, seen.kind, seen.reason, page, seen)
        worth = seen.worth if lead.why != "report" else 0.3
        self._keep(lead, page, seen, "A" if seen.has_reports else "B", worth)

    def _objection(self, lead: PortalLead, page: Page, seen: Appraisal) -> str:
        """Why a page cannot be this school's portal, whatever it looks like; empty for none."""
        if self.home is not None and canonical(page.url) == canonical(self.home.url):
            return "is_the_home_page"
        if (
            self.home is not None
            and page.title
            and page.title == self.home.title
            and not seen.signs.get("called")
        ):
            return "is_the_home_page" if seen.worth < SETTLED else ""
        if self._is_an_offices(lead, page) and seen.worth < OF_ITS_OWN:
            return "of_an_office"
        own = registered_domain(urlsplit(page.url).hostname or "") in self.domains
        vouched = own and (self._home_named or (self.home is None and lead.why != "guess"))
        return "" if vouched or seen.names_school else "does_not_name_the_school"

    def _is_an_offices(self, lead: PortalLead, page: Page) -> bool:
        """Whether only a site other than the school's own leads to a page, and it is on that site."""
        home = _host(self.home.url) if self.home else ""
        return bool(home) and lead.depth > 0 and _host(lead.on) == _host(page.url) != home

    def _keep(self, lead: PortalLead, page: Page, seen: Appraisal, grade: str, worth: float) -> None:
        if self._best is not None and self._best[0] >= worth:
            return
        column = page.url if seen.kind == "column" else seen.column_url
        if not column and self._column and _host(self._column) == _host(page.url):
            column = self._column
        kept = evidence_of(lead, seen)
        self._best = (worth, FoundPortal(page.url, column, grade, lead.why == "guess", kept))

    def _read_collection(self, page: Page, lead: PortalLead | None) -> None:
        """Take the school's entry of a province's collection; without one, where the school itself leads."""
        seen = collection_of(page, self.school.names)
        if not seen.entry and not (lead and (seen.reports or seen.column)):
            self._note(page.url, lead, "none", "no_entry_of_the_school", page)
            return
        self._note(page.url, lead, "collection", seen.entry and "has_an_entry", page)
        self._best = (SETTLED, portal_of_collection(seen, page, lead))

    def _note(
        self,
        url: str,
        lead: PortalLead | None,
        kind: str,
        reason: str,
        page: Page | None = None,
        seen: Appraisal | None = None,
    ) -> None:
        if len(self.tried) < MAX_TRIED:
            text, why, on = (lead.text, lead.why, lead.on) if lead else ("", "", "")
            title = page.title[:120] if page else ""
            self.tried.append(Tried(url, text, why, on, kind, reason, title, seen.signs if seen else {}))

    # How it ended -----------------------------------------------------------------

    @property
    def portal(self) -> FoundPortal | None:
        """The best portal so far."""
        return self._best[1] if self._best else None

    def outcome(self) -> tuple[SiteOutcome, str]:
        """Say how the search ended, and why there is no portal where there is none."""
        if self.portal is not None:
            how = self.portal.evidence
            return SiteOutcome.FOUND, f"{how['why']} {how.get('text', '')}".strip()
        if self._lead_failure:
            return self._lead_failure
        if not self.school.homepage and not self.school.domain:
            return SiteOutcome.NO_PORTAL, "no home page is known"
        words = why_none("" if self.home else self._home_failure or "no home page", self.tried)
        return SiteOutcome.NO_PORTAL, f"{words}; {self.stopped}" if self.stopped else words


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
