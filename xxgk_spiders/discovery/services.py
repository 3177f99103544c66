"""Lists that a platform's script fetches: where it asks, written as an address.

All parameters go into the address: both servers read them there as well as from
a form. The answers are read by `records`.
"""

import json
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.records import number_in
from xxgk_spiders.discovery.urls import resolve

ROWS = 200
"""Rows that one question to generalQuery asks for: more than nearly every column has."""
MAX_PARAMETERS = 40
GROUP_PAGES = 3
"""So many pages of records a jcms page holds, and a call of dataproxy gives."""
MAX_SCRIPT_CHARS = 400_000

_QUERY = "/_wp3services/generalQuery"
_SITE = re.compile(r"\bsiteId[\"']?\s{0,5}[:=]\s{0,5}[\"']?(\d{1,8})\b")
_COLUMN = re.compile(r"\bcolumnId[\"']?\s{0,5}[:=]\s{0,5}[\"']?(\d{1,9})\b")
_OWN_COLUMN = re.compile(r"/_visitcount\?siteId=(\d{1,8})&(?:amp;)?type=2&(?:amp;)?columnId=(\d{1,9})")
_ARTICLE = re.compile(r"/_visitcount\?siteId=\d{1,8}&(?:amp;)?type=3&")
_PLACEHOLDERS = ("{标题", "{文章标题", "{title}", "{发布时间}")
_FIELDS = [{"field": name, "name": name} for name in ("title", "publishTime", "url")]

_PROXY = re.compile(
    r"[\"']?(?:proxyUrl|dataUrl|url)[\"']?\s{0,5}[:=]\s{0,5}[\"']([^\"'\s]{1,300}dataproxy\.jsp[^\"'\s]{0,600})[\"']"
)
_NEXT_GROUP = re.compile(r"<nextgroup>.{0,60}?href\s{0,3}=\s{0,3}[\"']([^\"'<>]{1,800})[\"']", re.DOTALL)
_PARAMETERS = re.compile(r"ajaxParam[\"']?\s{0,5}:\s{0,5}\{([^{}]{1,2000})\}", re.IGNORECASE)
_PAIR = re.compile(
    r"[\"']?([A-Za-z_]\w{0,40})[\"']?\s{0,5}:\s{0,5}(?:\"([^\"]{0,300})\"|'([^']{0,300})'|(-?\d{1,9}))"
)
_PER_PAGE = re.compile(r"\bperPage[\"']?\s{0,5}[:=]\s{0,5}[\"']?(\d{1,4})\b", re.IGNORECASE)
Target = tuple[str, str]


def following(page: Page) -> Target | None:
    """Return where the (rest of the) list of a page is fetched from; None where nothing fetches it."""
    if _QUERY in page.url:
        return _next_query(page)
    if "dataproxy.jsp" in page.url or "dataproxy.jsp" in page.html:
        return _proxy(page)
    if "general_query" in page.platform.services or "generalQuery" in page.html:
        return _query(page)
    return None


# 苏迪 Webplus: generalQuery -----------------------------------------------------


def _query(page: Page) -> Target | None:
    """The question of a column whose items a script fills in."""
    asks = "generalQuery" in page.html
    if not asks and not any(mark in page.html for mark in _PLACEHOLDERS):
        return None
    own = _OWN_COLUMN.search(page.html)
    if (not asks and not own) or _ARTICLE.search(page.html):
        return None
    site, column = (own[1], own[2]) if own else ("", "")
    code = _scripts_with(page, "columnId") if asks else ""
    named = _COLUMN.search(code)
    if named:
        column = named[1]
    elif asks and "teacherHome" in page.html:
        return None  # the directory of teachers asks the same service
    found = _SITE.search(code or page.html)
    site = found[1] if found else site
    if not site or not column:
        return None
    parameters = {
        "queryObj": "articles",
        "siteId": site,
        "columnId": column,
        "pageIndex": "1",
        "rows": str(ROWS),
        "orders": '[{"field":"publishTime","type":"desc"}]',
        "returnInfos": json.dumps(_FIELDS, separators=(",", ":")),
        "conditions": "[]",
    }
    return _address(page, f"{_QUERY}?{urlencode(parameters)}")


def _next_query(page: Page) -> Target | None:
    head, _, query = page.url.partition("?")
    parameters = dict(parse_qsl(query, max_num_fields=30))
    index, rows = _number(parameters.get("pageIndex")), _number(parameters.get("rows"))
    total = number_in(page.html)
    if total is None or not index or not rows or index * rows >= total:
        return None
    parameters["pageIndex"] = str(index + 1)
    return _address(page, f"{head}?{urlencode(parameters)}")


def _scripts_with(page: Page, word: str) -> str:
    codes = (element.text for element in page.tree.iter("script"))
    return "\n".join(code for code in codes if code and word in code)[:MAX_SCRIPT_CHARS]


# 大汉 jcms: dataproxy -----------------------------------------------------------


def _proxy(page: Page) -> Target | None:
    """The next group of records: behind those that are here, at the address that the page names."""
    here = page.html.count("<record>")
    total = number_in(page.html, "records")
    parts = urlsplit(page.url)
    answered = parts.path if "dataproxy.jsp" in parts.path else ""
    group = _NEXT_GROUP.search(page.html)
    proxy = _PROXY.search(page.html)
    if group:
        address = group[1].replace("&amp;", "&")
    elif answered:
        address = f"{parts.path}?{parts.query}"
    elif proxy:
        address = proxy[1]
    else:
        return None
    path, _, query = address.partition("?")
    parameters = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_PARAMETERS))
    given = _PARAMETERS.search(page.html)
    if given and not answered:
        parameters |= {m[1]: m[2] or m[3] or m[4] or "" for m in _PAIR.finditer(given[1])}
    asked = dict(parse_qsl(parts.query, max_num_fields=MAX_PARAMETERS)) if answered else {}
    if group and answered and "endrecord" not in asked:
        return _address(page, address)
    end = _number(asked.get("endrecord")) or here
    per_page = _PER_PAGE.search(page.html)
    size = _number(asked.get("perpage")) or (int(per_page[1]) if per_page else -(-here // GROUP_PAGES))
    if not here or not size or (end >= total if total is not None else not group):
        return None
    numbers = {"startrecord": end + 1, "endrecord": end + GROUP_PAGES * size, "perpage": size}
    return _address(page, f"{path}?{urlencode({**parameters, **numbers})}")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0


def _address(page: Page, href: str) -> Target | None:
    url = resolve(page.base, href)
    return (url, "") if url else None
