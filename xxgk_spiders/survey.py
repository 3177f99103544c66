"""Look at one page: which documents does it hold, and where does it lead?

Pure: a decoded page and the lead that led here go in, candidates and new leads
come out. What discovery knows of words and platforms is used here, not written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from pipelines.store.renditions import BODY, Candidate
from xxgk_spiders.candidates import from_article, linked_file, period_within, told
from xxgk_spiders.discovery.article import article
from xxgk_spiders.discovery.links import links, says_nothing
from xxgk_spiders.discovery.model import Article, Judgement, Link, Page, Verdict
from xxgk_spiders.discovery.numbered import list_of
from xxgk_spiders.discovery.pagers import next_page
from xxgk_spiders.discovery.ranking import ENTRANCE, FORMER, MONTH, rank
from xxgk_spiders.discovery.rows import oldest_date
from xxgk_spiders.discovery.surroundings import behind_cover, elsewhere, settled
from xxgk_spiders.discovery.urls import canonical, kind_of, registered_domain
from xxgk_spiders.discovery.wording import CUT_SHORT, judge
from xxgk_spiders.economy import may_tire
from xxgk_spiders.frontier import Lead
from xxgk_spiders.items import Step
from xxgk_spiders.last_resort import Spare, spare_of

MAX_LIST_PAGES = 30
"""A list is leafed through this far: reports began in 2010, lists are younger."""
REPORT_BODY_CHARS = 1_000
REPORT_MARKS = ("概述", "主动公开", "依申请公开", "评议", "举报")
ENOUGH_MARKS = 3
SHORT_REPORT_CHARS = 400
MOST_MARKS = 4
"""A page that is called a report, but for the year, may be a short one if it has nearly all parts."""
SPEAKING_REPORTS = 2
"""Where so many items of a column are reports by their titles, the others are something else."""
LIST_OF_REPORTS = Judgement(Verdict.LIST, "has_reports")
"""A page that is called nothing known, and yet links reports: its next page may do so as well."""
FORMER_SITE = Judgement(Verdict.PORTAL, "former_site")
IN_COLUMN = frozenset({"year_in_column", "item_of_column", "under_column"})
"""Reasons of links that the column speaks for: what they lead to is a report if it reads like one."""
MAX_NUMBER_CHARS = 3
PAGER = "pager"
"""The reason of a step to a list's next page."""


@dataclass(slots=True)
class Findings:
    """What one page gives: candidates, leads worth a look, and spares for where there are none.

    `is_any_text` is set where its one candidate is its text, and that says nothing
    that reports say: a cover note, or a notice that there is no such page. `period` is
    that of a report whose title names none, by the start of its text or when it appeared:
    enough to know which years are still missing.
    """

    candidates: list[Candidate] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    spares: list[Spare] = field(default_factory=list)
    is_any_text: bool = False
    period: str | None = None

    @property
    def has_report_leads(self) -> bool:
        """Whether a link on the page leads to a report, by its wording."""
        return any(lead.judgement.verdict is Verdict.REPORT for lead in self.leads)

    @property
    def has_promise(self) -> bool:
        """Whether there is a report, or a link to one or to a column of them."""
        promising = (Verdict.REPORT, Verdict.COLUMN)
        return bool(self.candidates) or any(lead.judgement.verdict in promising for lead in self.leads)


def survey(
    page: Page,
    lead: Lead,
    *,
    school_code: str,
    school_name: str,
    sha256: str,
    size: int,
    menu: set[tuple[str, str]],
) -> Findings:
    """Judge a page and everything on it.

    `sha256` and `size` (bytes) are of the page's archived body. Candidates carry the chain of pages
    that led to them, this page last. `menu` collects the links of the site's menus,
    which are the same on every page and are judged once.
    """
    path = (*lead.path, lead.step)
    own = _own_judgement(page, lead, school_name)
    findings = Findings()
    found_links = links(page, menu)
    detail = _detail(page, own, found_links, in_column=lead.reason in IN_COLUMN)
    if detail is not None:
        findings.candidates.extend(from_article(page, detail, lead, own, school_name))
        said = any(mark in detail.body_text for mark in REPORT_MARKS)
        findings.period = period_within(detail) if said and not own.period else None
        findings.is_any_text = not said and [c.carrier for c in findings.candidates] == [BODY]
    taken = {canonical(candidate.document_url) for candidate in findings.candidates}
    judgements = [
        (link, _judged(link, link.context or _context(page, own), school_name)) for link in found_links
    ]
    for link, judged in settled(page, judgements, own):
        if taken and canonical(link.url) in taken:
            continue
        if _leads_on(page, link, lead, findings):
            # Nothing but a way on: what is there is what the link here promised.
            findings.leads.append(Lead(link.url, lead.text, lead.score, link.carrier, lead.judgement, path))
            continue
        if judged.verdict is Verdict.REPORT and (place := elsewhere(link.url)):
            findings.candidates.append(told(page, link, link.text, judged.period, place))
            continue
        if _is_report_file(link, judged, own):
            findings.candidates.append(linked_file(page, link, link.text, judged.period))
            continue
        score, reason = rank(link, judged, page_judgement=own, platform=page.platform)
        if not link.in_content and not _has_digit(link.text):
            menu.add((link.url, link.text))
        if (reason == "slug" or _is_page_number(link)) and list_of(link.url) == list_of(page.url):
            continue
        if score > 0 and not reason.startswith(PAGER):  # the pager is looked at on its own
            judgement = _as_followed(judged, reason, own)
            findings.leads.append(Lead(link.url, link.text, score, reason, judgement, path))
        elif reason == "nothing_promising" and (spare := spare_of(page, link, judged, path)):
            findings.spares.append(spare)
    findings.leads = _promising(findings, own)
    findings.leads.extend(_entrance(page, lead, found_links, path))
    has_reports = findings.has_report_leads or (detail is None and bool(findings.candidates))
    is_list = own.verdict is Verdict.OTHER and has_reports
    findings.leads.extend(_pager(page, lead, LIST_OF_REPORTS if is_list else own, path))
    steps = [step.record() for step in path] if findings.candidates else []
    for candidate in findings.candidates:
        candidate.institution_code, candidate.path = school_code, steps
        if candidate.document_url == page.url:
            candidate.sha256, candidate.size = sha256, size
    return findings


def _leads_on(page: Page, link: Link, lead: Lead, findings: Findings) -> bool:
    """Whether what a link promised is behind a redirect, or, of a report, in a frame of an empty page."""
    if link.carrier == "refresh":
        return lead.judgement.verdict in (Verdict.REPORT, Verdict.COLUMN)
    if link.carrier != "frame" or link.is_file or lead.judgement.verdict is not Verdict.REPORT:
        return False
    hosts = (urlsplit(url).hostname or "" for url in (page.url, link.url))
    return not findings.candidates and len(set(map(registered_domain, hosts))) == 1


def _promising(findings: Findings, own: Judgement) -> list[Lead]:
    """Without the rest of a column whose reports say what they are, with a year or by their name alone.

    Nor with what stands beside a report on its own page, which was called like a column.
    """
    if own.verdict is not Verdict.COLUMN:
        return findings.leads
    named = {canonical(lead.url) for lead in findings.leads if lead.judgement.names_report}
    is_report = any(candidate.carrier == BODY for candidate in findings.candidates)
    if not is_report and len(named) + len(findings.candidates) < SPEAKING_REPORTS:
        return findings.leads
    return [lead for lead in findings.leads if lead.reason != "item_of_column"]


def _entrance(page: Page, lead: Lead, found: list[Link], path: tuple[Step, ...]) -> Iterator[Lead]:
    """Where a cover leads to: what is behind it is what the link here promised."""
    way = behind_cover(page, found) if lead.reason != ENTRANCE else None
    if way is not None:
        yield replace(lead, url=way.url, reason=ENTRANCE, path=path)


def _is_report_file(link: Link, judged: Judgement, own: Judgement) -> bool:
    """Whether a link is a report's file: by its name with a year, or by the report's name alone.

    One that says nothing is what its page is called.
    """
    if not link.is_file and link.carrier not in ("viewer", "object"):
        return False
    named_by_page = own.verdict is Verdict.COLUMN and own.reason != "column_generic"
    if named_by_page and link.in_content and judged.reason in ("plain", "empty") and says_nothing(link.text):
        return kind_of(link.url) == "document"
    named = judged.verdict is Verdict.COLUMN and judged.reason != "column_generic" and link.in_content
    return judged.verdict is Verdict.REPORT or (named and kind_of(link.url) == "document")


def _has_digit(text: str) -> bool:
    """Whether a text may be a year: `2023年` is a report in the right column, and nothing elsewhere."""
    return any(character.isdigit() for character in text)


def _judged(link: Link, context: str, school: str) -> Judgement:
    """Judge a link by its words; a year by the label of its row, where that says what it is of."""
    of = judge(link.label, school=school) if link.label else None
    if of is not None and of.verdict is Verdict.FALSE_FRIEND:
        return of
    if of is not None and of.verdict is Verdict.COLUMN:
        context = link.label
    return judge(link.text, context=context, school=school)


def _own_judgement(page: Page, lead: Lead, school: str) -> Judgement:
    """What the page is: what its link said, unless its own title says more."""
    if lead.judgement.verdict in (Verdict.REPORT, Verdict.COLUMN):
        return lead.judgement
    own = judge(page.title, school=school)
    if lead.judgement == CUT_SHORT and own.verdict in (Verdict.OTHER, Verdict.PORTAL):
        titled = judge(article(page).title, school=school)
        own = titled if titled.verdict is Verdict.REPORT else own
    return own if own.verdict is not Verdict.OTHER else lead.judgement


def _as_followed(judged: Judgement, reason: str, own: Judgement) -> Judgement:
    """Return what a link is judged to be, where the reason to follow it says more."""
    if reason == FORMER:
        return FORMER_SITE
    return replace(judged, period=own.period) if reason == MONTH else judged


def _is_page_number(link: Link) -> bool:
    """Whether a link is one of a pager's numbers, and no year."""
    return len(link.text) <= MAX_NUMBER_CHARS and link.text.isdecimal()


def _context(page: Page, own: Judgement) -> str:
    return page.title if own.verdict is Verdict.COLUMN else ""


def _detail(page: Page, own: Judgement, found: list[Link], *, in_column: bool) -> Article | None:
    """Return the page's article where it may be, or carry, a report.

    A page that a report link led to; a column, or an item of one, that is one article; any page
    whose body reads like a report, whatever it is called.
    """
    if own.verdict is Verdict.REPORT:
        return article(page)
    shows_file = any(link.carrier in ("viewer", "frame", "object") and link.is_file for link in found)
    if own.verdict is Verdict.COLUMN and shows_file:
        return article(page)
    if sum(mark in page.html for mark in REPORT_MARKS) < ENOUGH_MARKS:
        return None
    detail = article(page)
    marks = sum(mark in detail.body_text for mark in REPORT_MARKS)
    if (own.verdict is Verdict.COLUMN or in_column) and marks >= MOST_MARKS:
        return detail if detail.body_chars >= SHORT_REPORT_CHARS else None
    return detail if detail.body_chars >= REPORT_BODY_CHARS and marks >= ENOUGH_MARKS else None


def _pager(page: Page, lead: Lead, own: Judgement, path: tuple[Step, ...]) -> Iterator[Lead]:
    """The list's next page, worth nearly what the list was; lists end at a bound."""
    following = next_page(page)
    if following is None or lead.list_pages >= MAX_LIST_PAGES:
        return
    score, _ = rank(following, Judgement(Verdict.OTHER, PAGER), page_judgement=own, platform=page.platform)
    if score > 0:
        # A list is what its first page is; in a path its later pages follow the first.
        before = lead.path if lead.list_pages else path
        yield Lead(
            following.url,
            lead.text,
            score,
            PAGER,
            own,
            before,
            lead.list_pages + 1,
            following.form,
            oldest=oldest_date(page) if may_tire(lead.barren) else None,
        )
