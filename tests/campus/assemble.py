"""All hosts of a school, of a folder: portal, home page, static files, host-wide quirks."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.campus import freehand
from tests.campus import portal as portals
from tests.campus.build import Builder
from tests.campus.expect import Expected, ExpectedSchool, MustNot
from tests.campus.homepage import add_homepage, home_hosts
from tests.campus.portal import Portal
from tests.campus.site import Route, Site, Web
from tests.campus.wire import Answer


def load_web(folder: Path) -> Web:
    """Read all portals of a folder; each is built when its first host is asked for."""
    web = Web()
    for portal in portals.load_all(folder):
        web.add_later(hosts_of(portal), partial(_sites, portal))
    return web


def _sites(portal: Portal) -> dict[str, Site]:
    return build(portal)[0]


def hosts_of(portal: Portal) -> set[str]:
    """Name the hosts that `build` makes, without making them."""
    root = portal.folder / "sites"
    static = {path.name for path in root.iterdir() if path.is_dir()} if root.is_dir() else set()
    host = portal.settings.host
    own = {host} if host and (portal.settings.style or freehand.is_made(portal.folder)) else set()
    twins = {f"www.{host}"} if portal.settings.twins else set()
    return {*portal.settings.hosts, *home_hosts(portal), *static, *own, *twins}


def build(portal: Portal) -> tuple[dict[str, Site], ExpectedSchool]:
    """Return a portal's hosts and what is expected of it."""
    sites: dict[str, Site] = {}
    reports: tuple[Expected, ...] = ()
    must_not: tuple[MustNot, ...] = ()
    least, platform = 1, ""
    settings = portal.settings
    if settings.style:
        builder = Builder(portal)
        builder.run()
        reports, must_not = tuple(builder.expected), tuple(builder.must_not)
        least, platform = builder.least_requests(), builder.style.platform
        sites[settings.host] = builder.site
        if settings.twins:
            sites[f"www.{settings.host}"] = builder.site
    elif freehand.is_made(portal.folder):
        hand = freehand.make(portal)
        reports, must_not = tuple(hand.expected), tuple(hand.must_not)
        least = hand.least_requests
        sites |= hand.sites
    for host in settings.hosts:
        sites.setdefault(host, Site(host=host))
    add_homepage(portal, sites)
    add_static(portal, sites)
    for host, pattern, quirk in portal.quirks:
        chosen = sites.get(host or settings.host)
        if pattern == "*" and chosen is not None:
            chosen.quirk = quirk
    if settings.host in sites:
        sites[settings.host].http, sites[settings.host].https = settings.http, settings.https
    school = ExpectedSchool(
        slug=portal.slug,
        code=portal.school["code"],
        name=portal.school["name"],
        homepage=portal.school["homepage"],
        portal_url=portal.url,
        hosts=tuple(sites),
        platform=platform,
        outcome=settings.outcome,
        accept=settings.accept,
        least_requests=least,
        reports=reports,
        must_not=must_not,
        known=settings.known,
        right=tuple(filter(None, (portal.url if settings.outcome != "no_portal" else "", *settings.right))),
    )
    return sites, school


def add_static(portal: Portal, sites: dict[str, Site]) -> None:
    """Add the files below `sites/<host>/`; an `index.html` also answers for its folder."""
    root = portal.folder / "sites"
    if not root.is_dir():
        return
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        host, *rest = path.relative_to(root).parts
        site = sites.setdefault(host, Site(host=host))
        target = "/" + "/".join(rest)
        route = Route(partial(_static, path))
        site.routes[target] = route
        if rest[-1] == "index.html":
            site.routes[target.removesuffix("index.html")] = replace(route)


def _static(path: Path) -> Answer:
    """Read a file as an answer."""
    kind = "text/plain" if path.suffix == ".txt" else "text/html"
    return Answer(body=path.read_bytes(), content_type=f"{kind}; charset=utf-8")
