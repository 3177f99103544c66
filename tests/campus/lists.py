"""How the items of a list come to a visitor: as pages, records, answers to a script, post-backs.

Each way adds a column's addresses to its portal and returns what it takes to see the
items: pairs of (the requests, the items), for the count of least requests.
"""

import html
import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

from tests.campus import generators
from tests.campus.addresses import Addresses
from tests.campus.pages import Entry, Pages
from tests.campus.portal import Column
from tests.campus.site import Site
from tests.campus.wire import Answer, html_answer

Shown = list[tuple[frozenset[str], Sequence[Entry]]]
CALLS = 3
"""A call of dataproxy gives so many pages of records."""


class Portals(Protocol):
    """What a list needs of the portal that is built."""

    at: Addresses
    pages: Pages
    site: Site
    entries: dict[int, list[Entry]]
    listed: dict[str, Column]

    def route(self, target: str, make: Callable[[], Answer]) -> None:
        """Add an address."""


def add_pages(portal: Portals, column: Column) -> Shown:
    """Add a page a part of the list."""
    shown: Shown = []
    for page, pages, entries in generators.paginate(portal.entries[column.id], column.per_page):
        here = portal.at.list_target(column, page, pages)
        portal.route(here, partial(portal.pages.list_page, here, column, page, pages, entries))
        shown.append((frozenset({here}), entries))
    return shown


def add_records(portal: Portals, column: Column) -> Shown:
    """Add a jcms column: the first records as CDATA in the page, the others from dataproxy.jsp."""
    entries, size = portal.entries[column.id], CALLS * column.per_page
    here = portal.at.list_target(column, 1, 1)
    pages = max(-(-len(entries) // column.per_page), 1)

    def store(first: int) -> str:
        """Return the records from `first` (from 0) on, with the address of those after them."""
        records = "".join(
            f"<record><![CDATA[{portal.pages.items(here, [entry], 'record')}]]></record>\n"
            for entry in entries[first : first + size]
        )
        group = portal.at.style.fragment("nextgroup", {"id": str(column.id), "owner": portal.at.owner})
        after = f"<nextgroup><![CDATA[{group}]]></nextgroup>" if first + size < len(entries) else ""
        return (
            f'<datastore>{after}<recordset total="{len(entries)}">\n{records}</recordset>'
            f"<totalrecord>{len(entries)}</totalrecord><totalpage>{pages}</totalpage></datastore>"
        )

    def page(_: Mapping[str, str] | None = None) -> Answer:
        items = portal.at.style.fragment(
            "records",
            {
                "store": store(0),
                "id": str(column.id),
                "per_page": str(column.per_page),
                "total": str(len(entries)),
                "owner": portal.at.owner,
            },
        )
        return portal.pages.list_page(here, column, 1, pages, entries, items)

    def proxy(form: Mapping[str, str]) -> Answer:
        if form.get("columnid") != str(column.id):
            return html_answer("<datastore></datastore>")
        start = int(form.get("startrecord", "1")) - 1
        return Answer(body=store(max(start, 0)).encode(), content_type="text/xml; charset=utf-8")

    portal.route(here, page)
    portal.site.scripts[here] = page  # uid and pageNum are the browser's own business
    path = portal.at.target("proxy", {"id": str(column.id)})
    portal.site.scripts[path] = _first_that_fits(portal.site.scripts.get(path), proxy)
    first = frozenset({here})
    groups = [entries[start : start + size] for start in range(0, max(len(entries), 1), size)]
    return [(first | ({f"{path}#{column.id}-{n}"} if n else set()), g) for n, g in enumerate(groups)]


def _first_that_fits(
    older: Callable[[Mapping[str, str]], Answer] | None, newer: Callable[[Mapping[str, str]], Answer]
) -> Callable[[Mapping[str, str]], Answer]:
    """Ask the newer script, and the older one where that has nothing."""
    if older is None:
        return newer

    def ask(form: Mapping[str, str]) -> Answer:
        answer = newer(form)
        return answer if b"<record>" in answer.body else older(form)

    return ask


def add_query(portal: Portals, column: Column) -> Shown:
    """Add a Webplus column that generalQuery fills."""
    here = portal.at.list_target(column, 1, 1)
    values = {"id": str(column.id), "per_page": str(column.per_page)}
    items = portal.at.style.fragment("query", values)
    portal.route(here, partial(portal.pages.list_page, here, column, 1, 1, [], items))
    path = "/_wp3services/generalQuery"
    portal.listed[str(column.id)] = column
    portal.site.scripts[path] = partial(_query, portal)
    return _answered(portal, column, here, path)


def _query(portal: Portals, form: Mapping[str, str]) -> Answer:
    """Answer as generalQuery does."""
    column = portal.listed.get(form.get("columnId", ""))
    page, size = _number(form, "pageIndex", 1), _number(form, "rows", 20)
    entries = portal.entries[column.id] if column else []
    rows = [
        {"title": e.title, "url": e.target, "publishTime": e.published.isoformat()}
        for e in entries[(page - 1) * size : page * size]
    ]
    data = {"total": len(entries), "pageCount": -(-len(entries) // size), "pageIndex": page, "data": rows}
    return _json(data)


def add_json(portal: Portals, column: Column) -> Shown:
    """Add a list whose page fetches it as JSON."""
    here = portal.at.list_target(column, 1, 1)
    values = {"id": str(column.id), "per_page": str(column.per_page), "path": column.path}
    items = portal.at.style.fragment("fetch", values)
    portal.route(here, partial(portal.pages.list_page, here, column, 1, 1, [], items))
    path = portal.at.target("api", {})
    portal.listed[str(column.id)] = column
    portal.site.scripts[path] = partial(_listing, portal)
    return _answered(portal, column, here, path)


def _listing(portal: Portals, form: Mapping[str, str]) -> Answer:
    """Answer a page of a list as such interfaces do."""
    column = portal.listed.get(form.get("channelId", ""))
    page, size = _number(form, "pageNum", 1), _number(form, "pageSize", 10)
    entries = portal.entries[column.id] if column else []
    rows = [
        {"id": number, "title": e.title, "url": e.target, "publishDate": f"{e.published} 09:30:00"}
        for number, e in enumerate(entries, 1)
    ]
    part = rows[(page - 1) * size : page * size]
    return _json({"code": 200, "msg": "success", "data": {"total": len(rows), "list": part}})


def _answered(portal: Portals, column: Column, here: str, path: str) -> Shown:
    """What a script's answers show, a page of the list each."""
    parts = generators.paginate(portal.entries[column.id], column.per_page)
    return [(frozenset({here, f"{path}#{column.id}-{page}"}), entries) for page, _, entries in parts]


def add_postback(portal: Portals, column: Column) -> Shown:
    """Add an ASP.NET list: its first page is fetched, the others are posted back to it."""
    parts = list(generators.paginate(portal.entries[column.id], column.per_page))
    here = portal.at.list_target(column, 1, 1)
    path = here.partition("?")[0]
    portal.listed[str(column.id)] = column
    portal.site.scripts[path] = partial(_post_back, portal)
    page, pages, entries = parts[0]
    portal.route(here, partial(portal.pages.list_page, here, column, page, pages, entries))
    return [(frozenset({here if page == 1 else f"{here}#{page}"}), entries) for page, _, entries in parts]


def _post_back(portal: Portals, form: Mapping[str, str]) -> Answer:
    """Answer a post-back; without the page's own hidden fields it is an error."""
    column = portal.listed.get(form.get("cid", ""))
    if column is None:
        return html_answer("<h1>404</h1>", status=404)
    here = portal.at.list_target(column, 1, 1)
    state = portal.pages.frame(here, column, "")["viewstate"]
    if "__EVENTTARGET" in form and form.get("__VIEWSTATE") != state:
        return html_answer("<title>验证视图状态 MAC 失败</title>", status=500)
    wanted = _number(form, "__EVENTARGUMENT", 1)
    for page, pages, entries in generators.paginate(portal.entries[column.id], column.per_page):
        if page == min(wanted, pages):
            return portal.pages.list_page(here, column, page, pages, entries)
    return html_answer("", status=404)


def _number(form: Mapping[str, str], name: str, default: int) -> int:
    """Read a positive number of a form."""
    value = form.get(name, "")
    return max(int(value), 1) if value.isascii() and value.isdigit() and len(value) < 6 else default


def _json(data: object) -> Answer:
    """Encode an answer as JSON."""
    body = json.dumps(data, ensure_ascii=False).encode()
    return Answer(body=body, content_type="application/json; charset=utf-8")


def detail_json(title: str, published: str, body: str, files: Sequence[tuple[str, str]]) -> Answer:
    """Answer an article as JSON: its body as HTML, its files as (name, address)."""
    links = "".join(f'<p><a href="{html.escape(u)}">{html.escape(n)}</a></p>' for n, u in files)
    return _json({"code": 200, "data": {"title": title, "publishDate": published, "content": body + links}})


WAYS: dict[str, Callable[[Portals, Column], Shown]] = {
    "pages": add_pages,
    "records": add_records,
    "query": add_query,
    "json": add_json,
    "postback": add_postback,
}
"""By the name that a style or a column gives."""
