"""Look at one page: which documents does it hold, and where does it lead?

Pure: a decoded page and the lead that led here go in, candidates and new leads
come out. What discovery knows of words and platforms is used here, not written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.store.renditions import Candidate
from xxgk_spiders.discovery.article import article
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Article, Judgement, Link, Page, Verdict
from xxgk_spiders.discovery.pagers import next_page
from xxgk_spiders.discovery.ranking import rank
from xxgk_spiders.discovery.urls import canonical, is_document_name, kind_of
from xxgk_spiders.discovery.wording import judge
from xxgk_spiders.frontier import Lead
from xxgk_spiders.items import Step

MAX_LIST_PAGES = 30
"""A list is leafed through this far: reports began in 2010, lists are younger."""
MIN_BODY_CHARS = 150
"""A body below this says nothing that a report says (a cover note may)."""
REPORT_BODY_CHARS = 1_000
REPORT_MARKS = ("概述", "主动公开", "依申请公开", "评议", "举报")
ENOUGH_MARKS = 3
PAGER = "pager"
"""The reason of a step to a list's next page."""


@dataclass(slots=True)
class Findings:
    """What one page gives: candidates, and leads worth a look."""

    candidates: list[Candidate] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)


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
    detail = _detail(page, own, found_links)
    if detail is not None:
        findings.candidates.extend(_from_article(page, detail, lead, own, school_name))
    taken = {canonical(candidate.document_url) for candidate in findings.candidates}
    for link in found_links:
        if taken and canonical(link.url) in taken:
            continue
        judged = judge(link.text, context=link.context or _context(page, own), school=school_name)
        if judged.verdict is Verdict.REPORT and (link.is_file or link.carrier in ("viewer", "object")):
            findings.candidates.append(_file_candidate(page, link, link.text, judged.period))
            continue
        score, reason = rank(link, judged, page_judgement=own, platform=page.platform)
        if not link.in_content and not _has_digit(link.text):
            menu.add((link.url, link.text))
        if score > 0 and not reason.startswith(PAGER):  # the pager is looked at on its own
            findings.leads.append(Lead(link.url, link.text, score, reason, judged, path))
    findings.leads.extend(_pager(page, lead, own, path))
    steps = [step.record() for step in path] if findings.candidates else []
    for candidate in findings.candidates:
        candidate.institution_code, candidate.path = school_code, steps
        if candidate.document_url == page.url:
            candidate.sha256, candidate.size = sha256, size
    return findings


def file_candidate(
    lead: Lead, *, school_code: str, sha256: str | None, content_type: str | None, size: int
) -> Candidate:
    """Return the candidate of a lead that turned out to be a document itself."""
    return Candidate(
        institution_code=school_code,
        page_url=lead.path[-1].url if lead.path else lead.url,
        document_url=lead.url,
        title=lead.text,
        carrier="file",
        name=lead.url.rsplit("/", 1)[-1],
        period_hint=lead.judgement.period,
        sha256=sha256,
        size=size,
        content_type=content_type,
        path=[step.record() for step in lead.path],
    )


def _has_digit(text: str) -> bool:
    """Whether a text may be a year: `2023年` is a report in the right column, and nothing elsewhere."""
    return any(character.isdigit() for character in text)


def _own_judgement(page: Page, lead: Lead, school: str) -> Judgement:
    """What the page is: what its link said, unless its own title says more."""
    if lead.judgement.verdict in (Verdict.REPORT, Verdict.COLUMN):
        return lead.judgement
    own = judge(page.title, school=school)
    return own if own.verdict is not Verdict.OTHER else lead.judgement


def _context(page: Page, own: Judgement) -> str:
    return page.title if own.verdict is Verdict.COLUMN else ""


def _detail(page: Page, own: Judgement, found: list[Link]) -> Article | None:
    """Return the page's article where it may be, or carry, a report.

    A page that a report link led to; a column that is one article; any page
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
    return detail if detail.body_chars >= REPORT_BODY_CHARS and marks >= ENOUGH_MARKS else None


def _from_article(
    page: Page, detail: Article, lead: Lead, own: Judgement, school: str
) -> Iterator[Candidate]:
    title = _fullest(lead, detail, own)
    if detail.body_chars >= MIN_BODY_CHARS:
        yield Candidate(
            institution_code="",
            page_url=page.url,
            document_url=page.url,
            title=title,
            carrier="body",
            period_hint=own.period,
            content_type=f"text/html; charset={page.encoding}",
        )
    for link in detail.files:
        judged = judge(link.text, context=title, school=school)
        if judged.verdict is not Verdict.FALSE_FRIEND:
            name = link.text if judged.verdict is Verdict.REPORT else title
            yield _file_candidate(page, link, name, judged.period or own.period)


def _fullest(lead: Lead, detail: Article, own: Judgement) -> str:
    """The fullest wording of what the article is: a link's text may be cut, or say 查看."""
    if own.verdict is Verdict.REPORT and len(lead.text) >= len(detail.title):
        return lead.text
    return detail.title or lead.text


def _file_candidate(page: Page, link: Link, title: str, period: str | None) -> Candidate:
    return Candidate(
        institution_code="",
        page_url=page.url,
        document_url=link.url,
        title=title,
        name=link.text,
        carrier=link.carrier if link.carrier != "anchor" else "file",
        period_hint=period,
        expects_file=kind_of(link.url) == "document" or is_document_name(link.text),
    )


def _pager(page: Page, lead: Lead, own: Judgement, path: tuple[Step, ...]) -> Iterator[Lead]:
    """The list's next page, worth nearly what the list was; lists end at a bound."""
    following = next_page(page)
    if following is None or lead.list_pages >= MAX_LIST_PAGES:
        return
    score, _ = rank(following, Judgement(Verdict.OTHER, PAGER), page_judgement=own, platform=page.platform)
    if score > 0:
        # A list is what its first page is; in a path its later pages follow the first.
        before = lead.path if lead.list_pages else path
        yield Lead(following.url, lead.text, score, PAGER, own, before, lead.list_pages + 1)
