"""From arguments to a plan: which schools, where each begins, what its crawl may touch."""

import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.store.models import Institution, Portal
from pipelines.store.portals import unconfirmed
from pipelines.store.schools import UnknownSchool, find_school, portal_of, schools_of_province
from pipelines.store.seeds import collections
from pipelines.workspace import Workspace
from xxgk_spiders import settings as defaults
from xxgk_spiders.discovery.portal_nouns import School
from xxgk_spiders.discovery.urls import is_public_address, registered_domain, resolve
from xxgk_spiders.plan import Order, Plan
from xxgk_spiders.site import Budget

COUNTED = ("CONCURRENT_", "XXGK_SITES_")
"""Settings of how many at once: with none nothing would ever be done."""
NO_COLLECTIONS: Mapping[str, tuple[str, ...]] = {}


class PlanError(ValueError):
    """The arguments name nothing that can be crawled; the message is one line."""


def open_workspace(settings: Mapping[str, Any]) -> Workspace:
    """Open database and archive as the environment or the settings say, seeds loaded.

    Raises `PlanError` where a setting or a proxy is none.
    """
    _check_numbers(settings)
    _check_proxies()
    workspace = Workspace(settings["XXGK_DATABASE_URL"], settings["XXGK_ARCHIVE_URL"])
    workspace.load_seeds(_seeds(settings))
    return workspace


def _check_numbers(settings: Mapping[str, Any]) -> None:
    for name, default in vars(defaults).items():
        if isinstance(default, bool) or not isinstance(default, int | float):
            continue
        given = settings.get(name, default)
        least = 1 if name.startswith(COUNTED) else 0
        try:
            is_number = least <= type(default)(given) < math.inf
        except (TypeError, ValueError):
            is_number = False
        if not is_number:
            kind = "a whole number" if isinstance(default, int) else "a number"
            raise PlanError(f"the setting {name} takes {kind} from {least} on, not {given!r}")


def _check_proxies() -> None:
    proxies = getproxies()
    for scheme in ("http", "https"):
        url = proxies.get(scheme, "http://unset")
        if not url.startswith(("http://", "https://")) or not urlsplit(url).hostname:
            raise PlanError(f"{scheme}_proxy is no address as http://host:port/")


def _seeds(settings: Mapping[str, Any]) -> Path | None:
    seeds = settings.get("XXGK_SEEDS")
    return Path(seeds) if seeds else None


def plan_of(settings: Any, arguments: Mapping[str, Any]) -> Plan:
    """Make the plan of a command line; raises `PlanError` where it names nothing."""
    unknown = set(arguments) - {"school", "portal", "since", "province", "all"}
    if unknown:
        raise PlanError(
            f"unknown argument {', '.join(sorted(unknown))}: there are school, portal, since, province, all"
        )
    since = _year(arguments.get("since"))
    workspace = open_workspace(settings)
    try:
        with workspace.database.session() as session:
            orders = _orders(session, arguments, collections(_seeds(settings)))
    except (UnknownSchool, PlanError) as error:
        workspace.close()
        raise PlanError(str(error)) from error
    return make_plan(settings, workspace, orders, " ".join(sys.argv[1:]), since)


def make_plan(
    settings: Any, workspace: Workspace, orders: list[Order], command: str, since: int | None = None
) -> Plan:
    """Make a plan of orders, with the bounds that the settings give."""
    budget = Budget(
        settings.getint("XXGK_SITE_MAX_PAGES"),
        settings.getfloat("XXGK_SITE_MAX_MINUTES") * 60,
        settings.getint("XXGK_SITE_MAX_BYTES"),
    )
    return Plan(workspace, orders, budget, command, since, settings.getint("XXGK_SITES_AT_ONCE"))


def _orders(
    session: Session, arguments: Mapping[str, Any], collected: Mapping[str, tuple[str, ...]]
) -> list[Order]:
    given = [name for name in ("school", "province", "all") if arguments.get(name)]
    if len(given) != 1:
        raise PlanError("say which schools, one of: school (names or codes, with commas), province, all")
    if arguments.get("portal") and (given != ["school"] or "," in arguments["school"]):
        raise PlanError("a portal is given for one school only")
    if given == ["school"]:
        wanted = [name for name in arguments["school"].replace("，", ",").split(",") if name.strip()]
        if not wanted:
            raise PlanError("school names no school")
        schools = [find_school(session, name.strip()) for name in wanted]
    elif given == ["province"]:
        schools = schools_of_province(session, arguments["province"])
    else:
        schools = list(session.scalars(select(Institution).order_by(Institution.code)))
    if arguments.get("portal"):
        _remember_portal(session, schools[0], arguments["portal"])
    unique = {school.code: school for school in schools}
    return [order_for(session, school, collected=collected) for school in unique.values()]


def order_for(
    session: Session,
    school: Institution,
    *,
    hubs_only: bool = False,
    collected: Mapping[str, tuple[str, ...]] = NO_COLLECTIONS,
) -> Order:
    """Return the order for a school, with the domains that its crawl may touch.

    `collected` are a province's pages that list its schools' reports, by province.
    Where no portal is confirmed, the order asks for a search first.
    """
    portal = portal_of(session, school.code)
    portals = session.scalars(select(Portal.url).where(Portal.institution_code == school.code)).all()
    hosts = [urlsplit(url).hostname or "" for url in [*portals, school.homepage or ""]]
    domains = {registered_domain(host) for host in [*hosts, school.domain or ""] if host}
    hints = None if hubs_only else unconfirmed(session, school.code)
    wanted = School(
        names=school.name,
        homepage=school.homepage or "",
        domain=school.domain or "",
        hints=tuple(hints or portals),
        collections=collected.get(school.province or "", ()),
    )
    return Order(
        school.code,
        school.name,
        portal.url if portal else None,
        frozenset(domains),
        hubs_only,
        wanted,
        search=hints is not None,
    )


def _remember_portal(session: Session, school: Institution, url: str) -> None:
    address = resolve(url, url) if "://" in url else resolve("https://x.invalid", f"https://{url}")
    if address is None or not is_public_address(urlsplit(address).hostname or ""):
        raise PlanError(f"not a public http or https address: {url}")
    for portal in session.scalars(select(Portal).where(Portal.institution_code == school.code)):
        portal.source = "given" if portal.url == address else "seed"
        if portal.url == address:
            return
    session.add(Portal(institution_code=school.code, url=address, source="given"))
    session.flush()


def _year(value: str | None) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) == 4):
        raise PlanError(f"since is a year of four digits, not {value!r}")
    return int(value)
