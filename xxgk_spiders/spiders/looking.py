"""One page of a school: asked for, looked at, its ways of failing named."""

import asyncio

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from pipelines.download import outcome_of_status
from pipelines.extract.sniff import sniff
from pipelines.outcomes import DocumentOutcome, SiteOutcome
from pipelines.store.ledger import now
from pipelines.store.renditions import BODY, Candidate
from xxgk_spiders import failures
from xxgk_spiders.candidates import file_candidate
from xxgk_spiders.discovery.blocks import Blocked, block_of
from xxgk_spiders.discovery.continued import MAX_PARTS, chapters, joined
from xxgk_spiders.discovery.continued import following as continued
from xxgk_spiders.discovery.model import Page, Verdict
from xxgk_spiders.discovery.page import sentences
from xxgk_spiders.discovery.scripted import is_article_of_data, is_filled_by_script, is_script_only
from xxgk_spiders.discovery.surroundings import UNSURE
from xxgk_spiders.discovery.urls import canonical
from xxgk_spiders.frontier import Lead
from xxgk_spiders.hijack import Hijacked, refuse_hijacked
from xxgk_spiders.items import ReportPage
from xxgk_spiders.middlewares.patience import BUSY, retry_after
from xxgk_spiders.middlewares.rendering import NoBrowser, NotRendered
from xxgk_spiders.middlewares.revisit import UNCHANGED, plain_headers
from xxgk_spiders.plan import Plan
from xxgk_spiders.site import Site
from xxgk_spiders.spiders.scripts import ScriptSpider
from xxgk_spiders.spiders.soft404 import SoftErrorSpider
from xxgk_spiders.spiders.strangers import NotTheSchools, admit, is_stranger, put_last, refuse_stranger
from xxgk_spiders.survey import PAGER, Findings, survey
from xxgk_spiders.trail import LOOKED

FEW_LINKS = 4
"""A page without anything to follow and so few links is a notice, and no portal's page."""


def is_poor(lead: Lead, found: Findings) -> bool:
    """Whether a page gave less than its link promised."""
    if any(new.reason == PAGER for new in found.leads):
        return False
    if found.candidates:
        return found.is_any_text
    if lead.judgement.verdict in (Verdict.REPORT, Verdict.COLUMN):
        return not found.has_report_leads
    return not found.leads


class LookingSpider(SoftErrorSpider, ScriptSpider):
    """A spider that looks at the pages of a plan's schools."""

    plan: Plan

    async def visit(self, site: Site, lead: Lead) -> list[ReportPage]:
        """Ask for a page and look at the answer; every way it can fail has a name."""
        assert self.crawler.engine is not None
        if is_stranger(site, lead) and not admit(site, lead):
            site.passed_over.append(lead)
            return []
        try:
            response = await self.crawler.engine.download_async(self._page_request(site, lead))
        except asyncio.CancelledError:
            raise
        except Exception as error:  # whatever a download ends with, the school goes on
            return self._failed(site, lead, *failures.outcome_of_failure(error))
        site.pages += 1
        site.bytes += len(response.body)
        if self.workspace.pages.is_full:
            self.plan.flush_soon()
        if UNCHANGED in response.flags:
            site.unchanged += 1
            if site.hubs_only:
                site.trail.note(lead, UNCHANGED)
                return []
        if response.status != 200:
            return self._refused(site, lead, response)
        return await self._look(site, lead, response)

    def _page_request(self, site: Site, lead: Lead) -> Request:
        meta = self.request_meta(site, lead.url) | {
            "download_maxsize": self.settings.getint("XXGK_PAGE_MAX_BYTES")
        }
        headers = {"Referer": lead.path[-1].url} if lead.path else {}
        if lead.form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            return Request(
                lead.url, method="POST", headers=headers, body=lead.form, meta=meta, callback=NO_CALLBACK
            )
        return Request(lead.url, meta=meta, headers=headers, callback=NO_CALLBACK)

    async def _look(self, site: Site, lead: Lead, response: Response) -> list[ReportPage]:
        """Look at a full answer: a document, a notice that stands in the way, or a page."""
        if sniff(response.body) not in ("html", "txt", "empty", "unknown"):
            return self._document(site, lead, response)
        if response.url != lead.url and self._is_seen(site, lead, response.url):
            return self._sent_elsewhere(site, lead, response.url)
        page = self.read(response)
        try:
            refuse_hijacked(page)
            refuse_stranger(site, lead, page, self.plan.names[site.code])
        except (Hijacked, NotTheSchools) as error:
            return self._failed(site, lead, *failures.outcome_of_failure(error))
        block = block_of(page, response.status, {})
        if block is not None:
            outcome = failures.document_outcome(block[0])
            return self._failed(site, lead, outcome, block[1], block)
        found = await self._look_at_whole(site, lead, page, response)
        if lead.judgement.verdict is Verdict.PORTAL and not found.has_promise:
            menu = await self.written_menu(site, page)
            if menu is not None:
                more = self._survey(site, lead, menu, response.meta["sha256"], len(response.body))
                found.leads.extend(more.leads)
                found.spares.extend(more.spares)
        if is_poor(lead, found):
            if is_script_only(page) or (lead.is_list and is_filled_by_script(page)):
                found = await self._look_behind_scripts(site, lead, page, response) or found
            if await self.is_soft_404(site, lead, page):
                return self._failed(site, lead, DocumentOutcome.GONE, "like a page that cannot exist")
        if site.unrendered is None and not found.leads and not found.candidates:
            self._note_dead_end(site, lead, page)
        site.trail.note(lead, LOOKED, documents=len(found.candidates), leads=len(found.leads))
        return self._take(site, lead, page.url, found)

    def _survey(self, site: Site, lead: Lead, page: Page, sha256: str, size: int) -> Findings:
        return survey(
            page,
            lead,
            school_code=site.code,
            school_name=self.plan.names[site.code],
            sha256=sha256,
            size=size,
            menu=site.menu,
        )

    def _take(self, site: Site, lead: Lead, url: str, found: Findings) -> list[ReportPage]:
        """Queue what a page leads to, hand over what it holds."""
        if lead.judgement.verdict is Verdict.COLUMN and not lead.list_pages:
            site.columns.add(lead.url)
        site.spares.note(found.spares)
        items = self._item(site, url, found.candidates)
        wanted = [new for new in found.leads if not (site.hubs_only and self._is_old(site, new))]
        wanted = [put_last(site, new) for new in wanted]
        site.queue(lead, wanted, found_documents=bool(items))
        site.periods.update(c.period_hint for item in items for c in item.candidates if c.period_hint)
        if items and found.period:
            site.periods.add(found.period)
        site.has_looked(lead, found_something=bool(items) or found.has_report_leads)
        return items

    async def _look_at_whole(self, site: Site, lead: Lead, page: Page, response: Response) -> Findings:
        """Look at a page, or at all pages of a report as one; what did not come is told."""
        is_report = lead.judgement.verdict is Verdict.REPORT
        pages, lost = await self._parts(site, page) if is_report else ([page], [])
        whole = joined(pages, lead.text) if len(pages) > 1 else None
        if whole is None:
            found = self._survey(site, lead, page, response.meta["sha256"], len(response.body))
        else:
            kept = self.keep_rendered(site, whole)
            found = self._survey(site, lead, whole, kept, len(whole.html.encode()))
        for candidate in found.candidates if lost else ():
            if candidate.carrier == BODY:
                candidate.lacks = f"without its page {lost[0]}"
        return found

    async def _parts(self, site: Site, page: Page) -> tuple[list[Page], list[str]]:
        """Bring the pages that a report goes on over; give them, and the addresses of those lost."""
        pages, by_chapters = [page], chapters(page)
        lost: list[str] = []
        waiting = by_chapters or continued(page, page)
        while waiting and len(pages) + len(lost) <= MAX_PARTS:
            url = waiting.pop(0)
            answer = await self._fetch(site, url, page.url)
            if answer is None:
                lost.append(url)
            else:
                pages.append(self.read(answer))
                waiting = waiting if by_chapters else continued(pages[-1], page)
        return pages, [*lost, *waiting]

    async def _look_behind_scripts(
        self, site: Site, lead: Lead, page: Page, response: Response
    ) -> Findings | None:
        """Look at what a page's script would show: by its data, else in a browser; None in vain."""
        shown = await self.page_of_its_data(site, page)
        if shown is not None:
            sha256 = response.meta["sha256"]
            if is_article_of_data(shown):
                sha256 = self.keep_rendered(site, shown)
            found = self._survey(site, lead, shown, sha256, len(shown.html.encode()))
            if not is_poor(lead, found):
                return found
        try:
            shown, sha256 = await self.rendered(site, page, response)
        except (NoBrowser, NotRendered) as error:
            words = f"only a script fills it; {error}"
            site.trail.note(lead, SiteOutcome.UNREADABLE.value, words)
            site.unrendered = site.unrendered or words
            return None
        if is_script_only(shown):
            site.unrendered = (
                site.unrendered or "only a script fills it; it shows nothing in a browser either"
            )
        return self._survey(site, lead, shown, sha256, len(shown.html.encode()))

    def _document(self, site: Site, lead: Lead, response: Response) -> list[ReportPage]:
        """Hand over a document that a report's link led to, or one whose link leaves open what it is."""
        if (
            lead.judgement.verdict not in (Verdict.REPORT, Verdict.COLUMN)
            and lead.judgement.reason not in UNSURE
        ):
            site.trail.note(lead, LOOKED, "a document, no report by its link")
            return []
        candidate = file_candidate(
            lead,
            school_code=site.code,
            sha256=response.meta["sha256"],
            content_type=(response.headers.get("Content-Type") or b"").decode("latin-1"),
            size=len(response.body),
        )
        site.trail.note(lead, LOOKED, documents=1)
        site.has_looked(lead, found_something=True)
        return self._item(site, lead.url, [candidate])

    def _is_seen(self, site: Site, lead: Lead, url: str) -> bool:
        """Whether a redirect led to a page that was looked at already; it now is."""
        return canonical(url) != canonical(lead.url) and not site.frontier.take(url)

    def _sent_elsewhere(self, site: Site, lead: Lead, url: str) -> list[ReportPage]:
        """Note a redirect to a known page: a missing one where it is the site's first page."""
        if "/" not in canonical(url):
            return self._failed(site, lead, DocumentOutcome.GONE, "sent to the site's first page")
        site.trail.note(lead, "moved", url)
        return []

    def _is_old(self, site: Site, lead: Lead) -> bool:
        """Whether a nightly look can leave a lead out: seen before, or no report."""
        worth = lead.judgement.verdict in (Verdict.REPORT, Verdict.COLUMN)
        return not worth or self.workspace.pages.known(site.code, site.stored_as(lead.url)) is not None

    def _item(self, site: Site, url: str, candidates: list[Candidate]) -> list[ReportPage]:
        """Return the candidates that were not handed over before, as one item or none."""
        fresh = []
        for candidate in candidates:
            key = canonical(candidate.document_url)
            if key not in site.documents and self.plan.wants(candidate):
                site.documents.add(key)
                candidate.document_url = site.stored_as(candidate.document_url)
                fresh.append(candidate)
        return [ReportPage(site.code, url, fresh)] if fresh else []

    # What went wrong ---------------------------------------------------------------

    def _failed(
        self, site: Site, lead: Lead, outcome: DocumentOutcome, words: str, block: Blocked | None = None
    ) -> list[ReportPage]:
        """Note why a page did not come; a report's page is a document with an outcome, not silence."""
        site.trail.note(lead, (block[0] if block else outcome).value, words)
        if block is not None:
            self._note_block(site, lead, *block)
        else:
            self._note_start(site, lead, failures.site_outcome(outcome), words)
        if lead.judgement.verdict is not Verdict.REPORT:
            return []
        candidate = file_candidate(lead, school_code=site.code, sha256=None, content_type=None, size=0)
        candidate.outcome, candidate.detail = outcome, words
        return self._item(site, lead.url, [candidate])

    def _refused(self, site: Site, lead: Lead, response: Response) -> list[ReportPage]:
        """Note what an answer says that is no success."""
        block = block_of(self.read(response), response.status, plain_headers(response.headers))
        outcome = outcome_of_status(response.status) or DocumentOutcome.SERVER_ERROR
        asked = retry_after(response, now())
        later = f", asks to come back in {asked:.0f} s" if asked and response.status in BUSY else ""
        if block is not None:
            block = (block[0], block[1] + later)
        return self._failed(site, lead, outcome, f"HTTP {response.status}{later}", block)

    def _note_start(self, site: Site, lead: Lead, outcome: SiteOutcome, words: str) -> None:
        """Note that the crawl's first page failed; a lost list has the portal looked at instead."""
        if lead.path:
            return
        looking_elsewhere = site.hubs_only and self.plan.push_portal(site)
        site.hubs_only = False
        if not looking_elsewhere:
            site.start_failure = (outcome, words)

    def _note_dead_end(self, site: Site, lead: Lead, page: Page) -> None:
        """Note that the first page is a notice, in whatever words: not that nothing was published."""
        if page.html.count("</a") <= FEW_LINKS:
            words = sentences(page)[:60]
            said = f"says only: {words}" if words else "is empty"
            self._note_start(site, lead, SiteOutcome.UNREADABLE, f"the portal's page {said}")

    def _note_block(self, site: Site, lead: Lead, outcome: SiteOutcome | DocumentOutcome, words: str) -> None:
        if isinstance(outcome, DocumentOutcome):
            outcome = failures.site_outcome(outcome)
        if lead.judgement.verdict in (Verdict.REPORT, Verdict.COLUMN):
            site.blocked = site.blocked or (outcome, words)
        self._note_start(site, lead, outcome, words)
