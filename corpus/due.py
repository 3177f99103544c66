"""Which schools a night looks at: those whose portal is known, and some whose portal is still to be found.

A school is due when no night has looked at it for 20 hours. A night asks only
for the lists that led to reports, unless the school has none yet or was last
crawled whole 30 days ago. Portals are searched for so many schools a night that
each is tried about once a month.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipelines.store.ledger import now
from pipelines.store.models import CrawlRun, Institution, Portal, PortalSearch, SiteRun
from pipelines.store.portals import SEARCHED_FOR
from xxgk_spiders.orders import order_for
from xxgk_spiders.plan import Order

COMMAND = "nightly"
DUE_AFTER = timedelta(hours=20)
WHOLE_AFTER = timedelta(days=30)
SEARCHES_A_NIGHT = 100
"""A roster of 3,000 schools in a month."""

Collected = Mapping[str, tuple[str, ...]]
"""A province's pages that list its schools' reports, by province."""


def due_orders(session: Session, collected: Collected, *, everything: bool) -> list[Order]:
    """Return an order for every school with a known portal that is due."""
    codes = session.scalars(select(Portal.institution_code).distinct()).all()
    nights = _last(session, nightly_only=True)
    crawls = _last(session, nightly_only=False)
    orders = []
    for school in session.scalars(
        select(Institution).where(Institution.code.in_(codes)).order_by(Institution.code)
    ):
        night, whole = nights.get(school.code), crawls.get(school.code)
        if not everything and night is not None and night > now() - DUE_AFTER:
            continue
        recently_whole = whole is not None and whole > now() - WHOLE_AFTER
        orders.append(order_for(session, school, hubs_only=recently_whole, collected=collected))
    return orders


def search_orders(session: Session, collected: Collected) -> list[Order]:
    """Return orders that search the portals of schools without any: never searched ones first, not too many.

    Whoever was searched in vain is tried again after `SEARCHED_FOR`; a school of which nothing is
    known that a search could begin with is left out.
    """
    last = (
        select(PortalSearch.institution_code, func.max(PortalSearch.searched_at).label("at"))
        .group_by(PortalSearch.institution_code)
        .subquery()
    )
    schools = session.scalars(
        select(Institution)
        .outerjoin(last, last.c.institution_code == Institution.code)
        .where(Institution.code.not_in(select(Portal.institution_code)))
        .where(last.c.at.is_(None) | (last.c.at < now() - SEARCHED_FOR))
        .order_by(last.c.at.is_not(None), last.c.at, Institution.code)
    )
    begun = [s for s in schools if s.homepage or s.domain or collected.get(s.province or "")]
    return [order_for(session, school, collected=collected) for school in begun[:SEARCHES_A_NIGHT]]


def _last(session: Session, *, nightly_only: bool) -> dict[str, Any]:
    """Return when each school was last looked at by a night, or last crawled whole."""
    query = (
        select(SiteRun.institution_code, func.max(SiteRun.finished_at))
        .join(CrawlRun, CrawlRun.id == SiteRun.crawl_run_id)
        .where(SiteRun.state == "done")
        .group_by(SiteRun.institution_code)
    )
    query = query.where(CrawlRun.command == COMMAND) if nightly_only else query.where(SiteRun.whole)
    return {code: at for code, at in session.execute(query) if at is not None}
