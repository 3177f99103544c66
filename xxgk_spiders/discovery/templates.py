"""Addresses that a page's script puts together, where all the pieces are in plain sight.

Of articles, from a quoted piece and a field of their record (`'/detail/' + row.articleId`);
of data, from a quoted address and the parameters beside it, or the number in the page's own address.
"""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.records import number_in
from xxgk_spiders.discovery.tables import table

MAX_TEMPLATES = 6
MAX_HTML_CHARS = 400_000
MAX_PARAMETERS = 12

_FIELDS: frozenset[str] = frozenset(table("pagers")["fields"]) | {"current"}
_SIZES: frozenset[str] = frozenset(table("records")["sizes"])
_FIELD = r"(?:[A-Za-z_$][\w$]{0,30}\.){1,3}([A-Za-z_]\w{0,30})"
_ADDED = re.compile(
    rf"[\"']([^\"'\s<>{{}}]{{1,200}})[\"']\s{{0,3}}\+\s{{0,3}}{_FIELD}(?:\s{{0,3}}\+\s{{0,3}}[\"']([^\"'\s<>]{{0,60}})[\"'])?"
)
_FILLED = re.compile(rf"`([^`$\s<>]{{1,200}})\$\{{{_FIELD}\}}([^`$\s<>]{{0,60}})`")
_PUSHED = re.compile(
    rf"path\s?:\s?[\"'](/[^\"'\s]{{1,200}})[\"']\s{{0,3}},\s{{0,20}}query\s?:\s?\{{\s{{0,20}}(\w{{1,30}})\s?:\s?{_FIELD}"
)
# What follows a quoted address: its parameters, all in one pair of braces.
_BESIDE = re.compile(r"\s{0,5},?\s{0,20}(?:\{\s{0,20})?(?:(?:params|data)\s?:\s?)?\{([^{}]{1,600})\}")
_PAIR = re.compile(
    r"[\"']?([A-Za-z_]\w{0,30})[\"']?\s{0,3}:\s{0,3}(?:[\"']([^\"'\n]{0,100})[\"']|(-?\d{1,9})|(?:\w{1,10}\.)?([A-Za-z_]\w{0,30}))"
    r"\s{0,20}(?:,|$)"
)
_NUMBER = re.compile(r"\d{1,20}|[0-9a-fA-F]{32}|[0-9a-fA-F\-]{36}")


class Template(NamedTuple):
    """An article's address: what stands before and after the value of a field of its record."""

    before: str
    field: str
    after: str


def templates(page: Page) -> list[Template]:
    """The addresses that the page's scripts and attributes make of a record's field."""
    html = page.html[:MAX_HTML_CHARS].replace("&quot;", '"').replace("&#39;", "'")
    found: dict[Template, None] = {}
    for match in (*_ADDED.finditer(html), *_FILLED.finditer(html)):
        if "/" in match[1] or "?" in match[1] or ".htm" in match[1]:
            found[Template(match[1], match[2].lower(), match[3] or "")] = None
    for match in _PUSHED.finditer(html):
        found[Template(f"{match[1]}?{match[2]}=", match[3].lower(), "")] = None
    # Data, pictures and files of a record are not its page.
    return [t for t in found if "api" not in t.before.lower() and "#" not in t.before][:MAX_TEMPLATES]


def with_parameters(address: str, script: str, end: int) -> str:
    """A quoted address with the parameters that stand behind it in a script, where their values are known."""
    beside = _BESIDE.match(script, end)
    if beside is None or "?" in address:
        return address
    pairs = []
    for match in list(_PAIR.finditer(beside[1].strip()))[:MAX_PARAMETERS]:
        value = match[2] if match[2] is not None else match[3]
        value = _value_of(match[4], script) if value is None else value
        if value is None:
            return address
        pairs.append((match[1], value))
    return f"{address}?{urlencode(pairs)}" if pairs else address


def _value_of(name: str, script: str) -> str | None:
    """What a script sets a variable to, where that is a number or a quoted word."""
    match = re.search(
        rf"\b{re.escape(name)}\s{{0,3}}[:=]\s{{0,3}}(?:(\d{{1,9}})|[\"']([\w\-]{{1,60}})[\"'])", script
    )
    return (match[1] or match[2]) if match else None


def own_number(page: Page) -> str:
    """The number by which a page's own address names its article; empty where there is none."""
    parts = urlsplit(page.url)
    for text in (parts.query, parts.path):
        found = _NUMBER.findall(text)
        if found:
            return str(max(found[-2:], key=len) if text == parts.query else found[-1])
    return ""


def next_of_data(url: str, answer: str) -> str | None:
    """The address of the following items of a list of data; None where there are none or nothing says so."""
    head, _, query = url.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=30) if query.count("&") < 30 else []
    at = next((int(v) for k, v in pairs if k.lower() in _FIELDS and v.isdecimal() and len(v) < 5), 0)
    size = next((int(v) for k, v in pairs if k.lower() in _SIZES and v.isdecimal() and len(v) < 5), 0)
    total = number_in(answer)
    if not at or not size or total is None or at * size >= total:
        return None
    moved = [(k, str(at + 1) if k.lower() in _FIELDS and v == str(at) else v) for k, v in pairs]
    return f"{head}?{urlencode(moved)}"
