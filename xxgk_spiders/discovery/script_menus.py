"""Menus and trees that a page's own script builds of names and addresses: read, never run.

var zNodes = [{id: 16, name: "信息公开年度报告", url: "list.aspx?id=16"}];
d.add(16, 1, '年度报告', 'list.asp?id=16');
{id: 16, name: "年度报告"} … location.href = "list.aspx?id=" + node.id;
"""

import re
from collections.abc import Iterator

from xxgk_spiders.discovery.model import Page, Verdict
from xxgk_spiders.discovery.page import fold
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.templates import Template, templates
from xxgk_spiders.discovery.urls import resolve
from xxgk_spiders.discovery.wording import judge

MARKS: tuple[str, ...] = tuple(table("scripted")["menu_words"])
"""A script without any of these words has no menu that matters."""
MAX_NAME_CHARS = 60
MAX_NEAR_CHARS = 200
NEIGHBOURS = 3

# A quoted address and a quoted text within one object or call of a script.
_QUOTED = re.compile(r"[\"']([^\"'\n]{1,300})[\"']")
_ADDRESS = re.compile(
    r"(?:https?:)?/[^\s<>]+|[\w./\-]{1,200}\.(?:[sj]?html?|psp|jspx?|aspx?|php|do|action|pdf|docx?)(?:\?\S{0,200})?",
    re.ASCII,
)
_FIELD = re.compile(r"[\"']?(\w{1,30})[\"']?\s{0,3}:\s{0,3}[\"']?([\w\-]{1,60})\b")


def entries(page: Page, code: str) -> Iterator[tuple[str, str]]:
    """Yield address and name of what a script names like disclosure or a column of the reports."""
    literals = [(m.start(), m[1]) for m in _QUOTED.finditer(code)]
    made: list[Template] | None = None
    for index, (start, text) in enumerate(literals):
        if not _may_be_named(text):
            continue
        address = _beside(code, literals, index)
        if address is None:
            made = templates(page) if made is None else made
            address = _of_template(code, start, made)
        url = resolve(page.base, address.replace("\\/", "/")) if address else None
        if url:
            yield url, fold(text)


def _may_be_named(text: str) -> bool:
    if len(text) > MAX_NAME_CHARS or "<" in text or not any(word in text for word in MARKS):
        return False
    return "信息公开" in text or judge(text).verdict is Verdict.COLUMN


def _beside(code: str, literals: list[tuple[int, str]], index: int) -> str | None:
    """The nearest quoted address, if it is of the same object or call."""
    start = literals[index][0]
    best: tuple[int, str] | None = None
    for near in range(max(0, index - NEIGHBOURS), min(len(literals), index + NEIGHBOURS + 1)):
        place, value = literals[near]
        distance = abs(place - start)
        if near == index or distance > MAX_NEAR_CHARS or not _ADDRESS.fullmatch(value):
            continue
        if "}" in code[min(place, start) : max(place, start)]:
            continue  # another object of the menu
        if best is None or distance < best[0]:
            best = (distance, value)
    return best[1] if best else None


def _of_template(code: str, start: int, made: list[Template]) -> str | None:
    """The address that a script makes of a field of the object that a name stands in."""
    opening = code.rfind("{", max(0, start - MAX_NEAR_CHARS), start)
    closing = code.find("}", start, start + MAX_NEAR_CHARS)
    if opening < 0 or closing < 0 or "}" in code[opening:start]:
        return None
    fields = {match[1].lower(): match[2] for match in _FIELD.finditer(code, opening, closing)}
    fit = (t for t in made if t.field in fields)
    return next((f"{t.before}{fields[t.field]}{t.after}" for t in fit), None)
