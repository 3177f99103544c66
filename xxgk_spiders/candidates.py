"""What a page holds: its candidates, from an article, a link to a file, or an address that is only told."""

from collections.abc import Iterator

from pipelines.outcomes import DocumentOutcome
from pipelines.store.renditions import BODY, Candidate, Picture
from xxgk_spiders.discovery.model import Article, Judgement, Link, Page, Verdict
from xxgk_spiders.discovery.surroundings import elsewhere
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.urls import is_document_name, kind_of
from xxgk_spiders.discovery.wording import judge, period_of
from xxgk_spiders.economy import PUBLISHED_FROM
from xxgk_spiders.frontier import Lead

MIN_BODY_CHARS = 150
"""A body below this says nothing that a report says (a cover note may)."""
START_CHARS = 200

_OTHER_PAPERS: tuple[str, ...] = tuple(table("wording")["other_papers"])


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


def from_article(page: Page, detail: Article, lead: Lead, own: Judgement, school: str) -> Iterator[Candidate]:
    """Yield what an article holds: its text or what it shows instead, its files, what is told elsewhere."""
    title = _fullest(lead, detail, own, school)
    if detail.body_chars >= MIN_BODY_CHARS or detail.holds:
        yield Candidate(
            institution_code="",
            page_url=page.url,
            document_url=page.url,
            title=title,
            carrier=detail.holds or BODY,
            period_hint=own.period,
            content_type=f"text/html; charset={page.encoding}",
            pictures=[Picture(url) for url in detail.pictures],
        )
    for link in detail.files:
        judged = judge(link.text, context=title, school=school)
        if judged.verdict is not Verdict.FALSE_FRIEND and not _is_other_paper(link.text, judged):
            name = link.text if judged.verdict is Verdict.REPORT else title
            yield linked_file(page, link, name, judged.period or own.period)
    for link in detail.elsewhere:
        yield told(page, link, title, own.period, elsewhere(link.url) or "")


def _is_other_paper(text: str, judged: Judgement) -> bool:
    """Whether a file is by its name what reports have beside them: a form, the guide."""
    return judged.verdict is Verdict.OTHER and any(word in text for word in _OTHER_PAPERS)


def _fullest(lead: Lead, detail: Article, own: Judgement, school: str) -> str:
    """The fullest wording of what the article is: a link's text may be cut, or say 查看."""
    if own.verdict is Verdict.REPORT and len(lead.text) >= len(detail.title):
        return lead.text
    if lead.judgement.names_report and not judge(detail.title, school=school).names_report:
        return lead.text  # what is taken for the title is another heading, or the site's name
    return detail.title or lead.text


def linked_file(page: Page, link: Link, title: str, period: str | None) -> Candidate:
    """Return the candidate of a file that a page links or shows."""
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


def told(page: Page, link: Link, title: str, period: str | None, place: str) -> Candidate:
    """A report that is told to be outside of the school: recorded, not asked for."""
    return Candidate(
        institution_code="",
        page_url=page.url,
        document_url=link.url,
        title=title,
        name=link.text,
        carrier="lead",
        period_hint=period,
        outcome=DocumentOutcome.OUT_OF_SCOPE,
        detail=place,
    )


def period_within(detail: Article) -> str | None:
    """The period that a report's text begins with; else the year it appeared in, in the months it is due."""
    named = period_of(detail.body_text[:START_CHARS])
    if named is None and detail.published and detail.published.month >= PUBLISHED_FROM[0]:
        return str(detail.published.year)
    return named
