"""Pagers that a script draws from numbers: `createPageHTML(…)`, `countPage`, laypage.

The address is what the script would write. What counts from zero is said in
`pagers.toml`.
"""

import re
from typing import Any

from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.statements import joined
from xxgk_spiders.discovery.tables import any_of, table
from xxgk_spiders.discovery.urls import resolve

MAX_PAGES = 1_000
"""A pager that announces more is not believed."""

_SCRIPTS: list[dict[str, Any]] = table("pagers")["script"]
_CREATE = re.compile(
    r"createPageHTML\(\s{0,9}(?:[\"']\w{1,40}[\"']\s{0,9},\s{0,9})?(\d{1,5})\s{0,9},\s{0,9}(\d{1,5})\s{0,9},"
    r"\s{0,9}[\"']([\w\-]{1,80})[\"']\s{0,9},\s{0,9}[\"']([\w.]{1,10})[\"']"
)
_COUNT = re.compile(
    r"\b"
    + any_of([name for script in _SCRIPTS for name in script["count"]])
    + r"\s{0,9}=\s{0,9}[\"']?(\d{1,5})\b"
)
_INDEX = re.compile(r"/(index)(_?)(\d{0,4})\.(s?html?)$")
_DRAWN = re.compile(
    r"\b(?:laypage|pagination|paging|Paging|paginator|jqPaginator|createPage|pageHelper|kkpager)\b|\.Page\("
)
_PAGES = re.compile(r"\b(?:pages|pageCount|totalPages?|pageTotal)[\"']?\s{0,5}[:=]\s{0,5}[\"']?(\d{1,5})\b")
_ITEMS = re.compile(
    r"\b(?:count|total|totalCount|totalCounts|totalData)[\"']?\s{0,5}[:=]\s{0,5}[\"']?(\d{1,6})\b"
)
_SIZE = re.compile(r"\b(?:limit|pageSize|showData|items_per_page)[\"']?\s{0,5}[:=]\s{0,5}[\"']?(\d{1,4})\b")
_CURRENT = re.compile(
    r"\b(?:curr|current|currentPage|pageNo|pageIndex|pno)[\"']?\s{0,5}[:=]\s{0,5}[\"']?(\d{1,5})\b"
)
# kkpager: `total` are pages, and addresses are made of what stands before and after the number.
_PAGES_OF_KK = re.compile(r"\btotal[\"']?\s{0,5}:\s{0,5}[\"']?(\d{1,5})\b")
_AROUND_NUMBER = re.compile(
    r"hrefFormer\s{0,5}:\s{0,5}[\"']([^\"'\s]{0,300})[\"'].{0,200}?hrefLatter\s{0,5}:\s{0,5}[\"']([^\"'\s]{0,60})[\"']",
    re.DOTALL,
)
_LEADING_ON = ("location", "hrefFormer")
_IN_URL = re.compile(r"[?&](?:pno|page|pageNo)=(\d{1,4})(?=&|$)|_(\d{1,4})\.\w{3,5}$")
_GO = re.compile(r"location(?:\.href)?\s{0,5}=(?!=)\s{0,5}")
_PARAMETER = re.compile(r"\+\s{0,5}\(?([A-Za-z_$][\w$]{0,40})(?:\.(?:curr|current|getCurrent\(\)))?")
_LAST_NUMBER = re.compile(r"(\d{1,4})(?=\D{0,8}$)")

Target = tuple[str, str]


def following(page: Page) -> Target | None:
    """Return the next page of a pager that a script draws; None without one and at its end."""
    html = page.html
    match = _CREATE.search(html) if "createPageHTML(" in html else None
    if match:
        count, current = int(match[1]), int(match[2])
        if current + 1 >= min(count, MAX_PAGES):
            return None
        return _target(page, f"{match[3]}_{current + 1}.{match[4]}")
    counted = _counted(page) if "Page" in html or "page_count" in html else None
    return counted or (_widget(page) if any(mark in html for mark in _LEADING_ON) else None)


def _target(page: Page, href: str) -> Target | None:
    url = resolve(page.url, href)
    return (url, "") if url else None


def _counted(page: Page) -> Target | None:
    """Where a variable says how many pages there are, and index pages are numbered from zero."""
    match = _COUNT.search(page.html)
    if match is None:
        return None
    place = _INDEX.search(page.url)
    if place is None and not page.url.endswith("/"):
        return None
    script = next(s for s in _SCRIPTS if match[0].startswith(tuple(s["count"])))
    name, extension = script["name"], script["extension"]
    if place is not None:
        extension = place[4]
        if place[3]:
            name = f"index{place[2]}{{number}}"
    current = int(place[3] or 0) if place else 0
    if current + 1 >= min(int(match[1]), MAX_PAGES):
        return None
    return _target(page, f"{name.format(number=current + 1)}.{extension}")


def _widget(page: Page) -> Target | None:
    """A pager of a script library: its number of pages, the current one, and where a click leads."""
    for element in page.tree.iter("script"):
        code = element.text or ""
        if len(code) > 100_000 or not any(mark in code for mark in _LEADING_ON) or not _DRAWN.search(code):
            continue
        current = _current(page, code)
        if current + 1 > min(_page_count(code), MAX_PAGES):
            continue
        around = _AROUND_NUMBER.search(code)
        if around:
            return _target(page, f"{around[1]}_{current + 1}{around[2]}")
        for go in _GO.finditer(code):
            named = _PARAMETER.search(code, go.end(), go.end() + 300)
            text = joined(code, go.end(), {named[1]: str(current + 1)}) if named else None
            if text:
                return _target(page, text)
    return None


def _current(page: Page, code: str) -> int:
    """The number of this page: as the script or the address says it, else one."""
    found = _CURRENT.search(code) or _IN_URL.search(page.url)
    return int(found[found.lastindex or 1]) if found else 1


def _page_count(code: str) -> int:
    pages = _PAGES.search(code) or (_PAGES_OF_KK.search(code) if "kkpager" in code else None)
    if pages:
        return int(pages[1])
    items, size = _ITEMS.search(code), _SIZE.search(code)
    return -(-int(items[1]) // max(int(size[1]), 1)) if items and size else 0


def before_last(page: Page, last: str) -> str | None:
    """Return the next page's address by the last one's: the same with this page's number and one more.

    None where the numbers fall (page one leads to the highest) or nothing tells where we are.
    """
    end = _LAST_NUMBER.search(last)
    if end is None or not 1 < int(end[1]) < MAX_PAGES:
        return None
    head, tail = last[: end.start()], last[end.end() :]
    if page.url.startswith(head) and page.url.endswith(tail):
        own = page.url[len(head) : len(page.url) - len(tail)]
        if own.isdigit() and int(own) < int(end[1]):
            return f"{head}{int(own) + 1}{tail}"
        if own:
            return None
    if page.url.rpartition("/")[0] == head.rpartition("/")[0]:
        total = re.search(r"(?<!\d)1\s?/\s?(\d{1,4})(?!\d)|共\s?(\d{1,4})\s?页", page.html)
        if total:
            first = int(end[1]) - int(total[1] or total[2]) + 1  # what page one would be called
            return f"{head}{first + 1}{tail}" if first in (0, 1) else None
    return None
