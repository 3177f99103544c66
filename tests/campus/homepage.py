"""A school's own home page, with the link to its portal among many others."""

import html
from collections.abc import Callable
from functools import partial
from pathlib import Path
from string import Template

from tests.campus import style as styles
from tests.campus.generators import fillers
from tests.campus.portal import Portal
from tests.campus.site import Route, Site
from tests.campus.wire import Answer, html_answer

PAGE = Path(__file__).parent / "styles" / "homepage.html"
OVERVIEW = "xxgk_is_overview"
IT_OFFICE = "info_is_it_office"
OTHER_OPENNESS = "other_openness"
CLONE = "clone"
DECOYS = frozenset({OVERVIEW, IT_OFFICE, OTHER_OPENNESS, CLONE})
"""What a home page has besides: /xxgk/ that is 学校概况, info. that is the IT office,
xxgk. that is an office's own openness, a link to a foreign copy of the school's portal."""
CLONE_HOST = "www.tongjihuancun.com"


def home_hosts(portal: Portal) -> set[str]:
    """Name the hosts that `add_homepage` adds."""
    host = portal.home_host
    if not host or host in portal.settings.hosts:
        return set()
    domain, decoys = portal.school["domain"], portal.settings.decoys
    return {
        host,
        *([f"info.{domain}"] if IT_OFFICE in decoys else []),
        *([f"xxgk.kyc.{domain}"] if OTHER_OPENNESS in decoys else []),
    }


def add_homepage(portal: Portal, sites: dict[str, Site]) -> None:
    """Add the home page's host, unless it is one that does not answer, and its decoys."""
    host, domain = portal.home_host, portal.school["domain"]
    if not host or host in portal.settings.hosts:
        return
    site = sites.setdefault(host, Site(host=host))
    news = fillers(portal.school["name"], portal.short, "news", 12, 2023, 2024)
    links = "".join(
        f'<li><a href="/xwzx/{number}.htm">{html.escape(item.title)}</a>'
        f"<em>{item.published:%m-%d}</em></li>\n"
        for number, item in enumerate(news)
    )
    pages = {
        "/": ("首页", links),
        "/index.htm": ("首页", links),
        "/xqgk/xxjj.htm": ("学校简介", _about(portal)),
        "/xwzx.htm": ("新闻中心", f"<ul>{links}</ul>"),
    }
    if _overview(portal) != "/xqgk/xxjj.htm":
        # The usual path of a portal holds what the same four letters stand for besides.
        pages |= {path: ("学校概况", _about(portal)) for path in ("/xxgk/index.htm", "/xxgk/", "/xxgk.htm")}
    for number, item in enumerate(news):
        text = "".join(f"<p>{html.escape(line)}</p>" for line in item.lines)
        pages[f"/xwzx/{number}.htm"] = (item.title, text)
    for target, (title, body) in pages.items():
        site.routes.setdefault(target, Route(partial(_page, portal, title, body)))
    for decoy, other, title, words in (
        (
            IT_OFFICE,
            f"info.{domain}",
            "信息化建设与管理中心",
            "校园网开户、一卡通补办、正版软件下载、信息系统备案。",
        ),
        (OTHER_OPENNESS, f"xxgk.kyc.{domain}", "科研信息公开", "科研项目立项、经费与成果公示。"),
    ):
        if decoy in portal.settings.decoys:
            office = sites.setdefault(other, Site(host=other))
            office.routes.setdefault("/", Route(_office(portal, title, words)))


def _overview(portal: Portal) -> str:
    """Return where the school speaks about itself."""
    usual = portal.settings.prefix == "/xxgk1" or OVERVIEW in portal.settings.decoys
    return "/xxgk/index.htm" if usual else "/xqgk/xxjj.htm"


def _about(portal: Portal) -> str:
    """Return a paragraph on the school."""
    school = portal.school
    return (
        f"<p>{html.escape(school['name'])}坐落于{html.escape(school['city'])}，"
        f"是一所{school['level']}层次的{school['ownership']}高等学校。</p>"
    )


def _office(portal: Portal, title: str, words: str) -> Callable[[], Answer]:
    """Make the front page of an office whose address looks like a portal's."""
    school = html.escape(portal.school["name"])
    page = (
        f'<html><head><meta charset="utf-8"><title>{title}-{school}</title></head><body><h1>{title}</h1>'
        f'<p>{words}</p><p><a href="{portal.school["homepage"]}">{school}</a></p></body></html>'
    )
    return partial(html_answer, page)


def portal_link(portal: Portal) -> str:
    """Return how the home page leads to the portal, with what looks like it."""
    settings, domain = portal.settings, portal.school["domain"]
    name, link = settings.homepage_link, ""
    if name and portal.url:
        values = {"url": portal.url, "name": html.escape(name), "domain": domain}
        link = Template(styles.fragments_of("homelinks")[settings.homepage_way]).substitute(values)
    before = {
        IT_OFFICE: f'<a href="http://info.{domain}/">信息化建设</a> | ',
        OTHER_OPENNESS: f'<a href="http://xxgk.kyc.{domain}/">科研信息公开</a> | ',
        CLONE: f'<a href="http://{CLONE_HOST}/">信息公开</a> | ',
    }
    return "".join(text for decoy, text in before.items() if decoy in settings.decoys) + link


def _page(portal: Portal, title: str, body: str) -> Answer:
    """Make one page of the home page's host."""
    own = portal.folder / "homepage.html"
    source = own if own.is_file() else PAGE
    text = Template(source.read_text(encoding="utf-8")).substitute(
        school=html.escape(portal.school["name"]),
        domain=portal.school["domain"],
        title=html.escape(title),
        body=body,
        portal_link=portal_link(portal),
        overview=_overview(portal),
    )
    return html_answer(text)
