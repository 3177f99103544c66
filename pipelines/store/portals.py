"""Portals as they are known: what a search found is kept with its evidence, the best one is named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipelines.outcomes import SiteOutcome
from pipelines.store.ledger import now
from pipelines.store.models import Institution, Portal, PortalSearch, Report
from pipelines.store.schools import GRADES, portal_of

UNCONFIRMED = ("C", "D")
"""Grades of seeds that are a guess, or were reported dead: hints for a search."""
SEARCHED_FOR = timedelta(days=30)
"""So long a search in vain is not repeated for a school that has at least a hint."""


@dataclass(frozen=True, slots=True)
class Search:
    """How a search ended: `portal` are the columns of a `Portal`, None where none was found."""

    code: str
    outcome: SiteOutcome
    detail: str
    requests: int
    tried: Sequence[Mapping[str, Any]]
    portal: Mapping[str, Any] | None


def keep_search(session: Session, run_id: int, search: Search) -> None:
    """Write a search and the portal that it found; one that was known keeps its source and a better grade."""
    session.add(
        PortalSearch(
            crawl_run_id=run_id,
            institution_code=search.code,
            outcome=search.outcome.value,
            detail=search.detail or None,
            portal_url=search.portal["url"] if search.portal else None,
            requests=search.requests,
            tried=list(search.tried),
            searched_at=now(),
        )
    )
    if search.portal is None:
        return
    found = dict(search.portal)
    row = session.scalar(
        select(Portal).where(Portal.institution_code == search.code, Portal.url == found["url"])
    )
    if row is None:
        session.add(Portal(institution_code=search.code, source="discovered", **found))
        return
    if GRADES.get(found["grade"], 2) < GRADES.get(row.grade, 2):
        row.grade = found["grade"]
    row.evidence = found["evidence"]
    row.annual_report_list_url = found["annual_report_list_url"] or row.annual_report_list_url


def unconfirmed(session: Session, code: str) -> list[str] | None:
    """Return the hints of a school whose portal has to be searched; None where it is known.

    It is known where a portal of grade A or B is, one that was given, or one that
    led to reports; and, for a while, where a search has just been in vain.
    """
    best = portal_of(session, code)
    if best is None:
        return []
    if best.source == "given" or best.grade not in UNCONFIRMED:
        return None
    if session.scalar(select(Report.id).where(Report.institution_code == code).limit(1)):
        return None
    last = session.scalar(
        select(func.max(PortalSearch.searched_at)).where(PortalSearch.institution_code == code)
    )
    if last is not None and last > now() - SEARCHED_FOR:
        return None
    rows = session.scalars(select(Portal).where(Portal.institution_code == code))
    return [row.url for row in sorted(rows, key=lambda row: GRADES.get(row.grade, 2))]


def best_portals(session: Session) -> Iterator[tuple[Institution, Portal]]:
    """Give every school that has a portal, with its best known one, by code."""
    codes = select(Portal.institution_code).distinct()
    for school in session.scalars(
        select(Institution).where(Institution.code.in_(codes)).order_by(Institution.code)
    ):
        portal = portal_of(session, school.code)
        if portal is not None:
            yield school, portal


def searches_of_run(session: Session, run_id: int) -> list[tuple[str, PortalSearch]]:
    """Return (school's name, search) of a run, in the order of the codes."""
    rows = session.execute(
        select(Institution.name, PortalSearch)
        .join(PortalSearch, PortalSearch.institution_code == Institution.code)
        .where(PortalSearch.crawl_run_id == run_id)
        .order_by(Institution.code)
    )
    return [(name, search) for name, search in rows]
