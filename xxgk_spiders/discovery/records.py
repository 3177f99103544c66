"""Lists that are no HTML: JSON answers, and records in CDATA.

They are written as the HTML that the site's own script would make of them, so
that whoever reads pages reads them as well.
"""

import json
import re
from collections.abc import Sequence
from html import escape
from typing import Any

from xxgk_spiders.discovery.tables import table

MAX_RECORDS = 2_000
MAX_NODES = 50_000
MAX_FIELD_CHARS = 1_000
MAX_ID_CHARS = 60

_DATA = table("records")
_KEYS: dict[str, tuple[str, ...]] = {key: tuple(name.lower() for name in _DATA[key]) for key in _DATA}

_OPEN, _CLOSE = "<![CDATA[", "]]>"
_SCRIPT = re.compile(r"<script\b[^<>]{0,200}>", re.IGNORECASE)
_MARKS = ("<record", "<datastore", "<nextgroup")

Row = tuple[str, str, str]


def unwrapped(html: str) -> str:
    """Return a page's HTML with its records as a list in their place; other pages as they are.

    Records stand in a script of a page, or are all that an answer holds.
    """
    if _OPEN in html and any(mark in html for mark in _MARKS):
        return _without_cdata(html)
    start = html[:200].lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "[") and (rows := rows_of_json(html)):
        return as_list(rows)
    return html


def _without_cdata(html: str) -> str:
    """Put what CDATA sections of records hold behind the script that hides them."""
    parts: list[str] = []
    position = 0
    while True:
        start = html.find(_OPEN, position)
        end = html.find(_CLOSE, start + len(_OPEN)) if start >= 0 else -1
        if end < 0:
            parts.append(html[position:])
            break
        before = html[position:start]
        # The section leaves the script, whose text no reader of HTML looks at.
        openings = list(_SCRIPT.finditer(before))
        opening = openings[-1] if openings else None
        if opening is not None and "</script" not in before[opening.end() :].lower():
            before = before[: opening.start()] + before[opening.end() :]
        inside = html[start + len(_OPEN) : end]
        parts += [before, inside if "<record" in before[-300:] else ""]
        position = end + len(_CLOSE)
    return "".join(parts)


def rows_of_json(text: str, made: Sequence[tuple[str, str, str]] = ()) -> list[Row]:
    """Address, title and date of each object of a JSON answer that has the first two; never raises.

    `made` are addresses to be made of a field, where an object has none: (before, field, after).
    """
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return []
    found: list[Row] = []
    waiting: list[Any] = [data]
    for _ in range(MAX_NODES):
        if not waiting or len(found) >= MAX_RECORDS:
            break
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            row = _row(node, made)
            if row:
                found.append(row)
            waiting.extend(value for value in reversed(node.values()) if isinstance(value, dict | list))
    return found


def number_in(text: str, names: str = "total") -> int | None:
    """The first of the answer's own numbers under one of the keys of `records.toml`; None without one."""
    for name in _DATA[names]:
        match = re.search(
            rf"\b{name}\b[\"'>]?\s{{0,5}}[:=]?\s{{0,5}}[\"']?(\d{{1,6}})\b", text, re.IGNORECASE
        )
        if match:
            return int(match[1])
    return None


def _row(node: dict[Any, Any], made: Sequence[tuple[str, str, str]]) -> Row | None:
    values = {str(key).lower(): value for key, value in node.items()}
    url, title = _first(values, "url"), _first(values, "title")
    for before, field, after in made if title and not url else ():
        value = values.get(field)
        if (
            isinstance(value, str | int)
            and not isinstance(value, bool)
            and 0 < len(str(value)) <= MAX_ID_CHARS
        ):
            url = f"{before}{value}{after}"
            break
    return (url, title, _first(values, "date")[:19]) if url and title else None


def _first(values: dict[str, Any], what: str) -> str:
    for key in _KEYS[what]:
        value = values.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:MAX_FIELD_CHARS]
    return ""


def as_list(rows: Sequence[Row]) -> str:
    """Rows as the HTML of a page that is nothing but their list."""
    items = "".join(
        f'<li><a href="{escape(url)}">{escape(title)}</a><span>{escape(day)}</span></li>'
        for url, title, day in rows
    )
    return f'<html><head><title></title></head><body><ul class="list">{items}</ul></body></html>'
