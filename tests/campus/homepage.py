"""A school's own home page, with the link to its portal among many others."""

import html
from functools import partial
from pathlib import Path
from string import Template

from tests.campus.generators import fillers
from tests.campus.portal import Portal
from tests.campus.site import Route, Site
from tests.campus.wire import Answer, html_answer

PAGE = Path(__file__).parent / "styles" / "homepage.html"


def add_homepage(portal: Portal, sites: dict[str, Site]) -> None:
    """Add the home page's host, unless it is one that does not answer."""
    host = portal.home_host
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
    if portal.settings.prefix == "/xxgk1":
        # The usual path of a portal holds what the same four letters stand for besides.
        pages["/xxgk/index.htm"] = ("学校概况", _about(portal))
    for number, item in enumerate(news):
        text = "".join(f"<p>{html.escape(line)}</p>" for line in item.lines)
        pages[f"/xwzx/{number}.htm"] = (item.title, text)
    for target, (title, body) in pages.items():
        site.routes.setdefault(target, Route(partial(_page, portal, title, body)))


def _about(portal: Portal) -> str:
    """Return a paragraph on the school."""
    school = portal.school
    return (
        f"<p>{html.escape(school['name'])}坐落于{html.escape(school['city'])}，"
        f"是一所{school['level']}层次的{school['ownership']}高等学校。</p>"
    )


def _page(portal: Portal, title: str, body: str) -> Answer:
    """Make one page of the home page's host."""
    own = portal.folder / "homepage.html"
    source = own if own.is_file() else PAGE
    name, link = portal.settings.homepage_link, ""
    if name and portal.url:
        link = f'<a href="{portal.url}" target="_blank">{html.escape(name)}</a>'
    overview = "/xxgk/index.htm" if portal.settings.prefix == "/xxgk1" else "/xqgk/xxjj.htm"
    text = Template(source.read_text(encoding="utf-8")).substitute(
        school=html.escape(portal.school["name"]),
        domain=portal.school["domain"],
        title=html.escape(title),
        body=body,
        portal_link=link,
        overview=overview,
    )
    return html_answer(text)
