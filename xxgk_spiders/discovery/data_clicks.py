"""Where a click leads that a script listens for: an address made of what the element itself keeps.

<li data-id="12">…</li>
$("li").click(function () { location.href = "/view/" + $(this).data("id") + ".html"; });
"""

import re
from functools import lru_cache

from lxml.html import HtmlElement

from xxgk_spiders.discovery.carriers import without_comments
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.statements import MAX_SCRIPT_CHARS, addresses
from xxgk_spiders.discovery.urls import resolve

MAX_HANDLER_CHARS = 600
MAX_HANDLERS = 6
MAX_VALUE_CHARS = 80

# $(this).data("id"), $(this).attr("data-id"), this.dataset.id, e.target.getAttribute('data-id')
_READ = re.compile(
    r"(?:\$\([\w.]{1,30}\)|\b[\w.]{1,30}(?=\.dataset|\.getAttribute))"
    r"\.(?:data\(\s?[\"'](\w{1,30})[\"']\s?\)|attr\(\s?[\"']data-(\w{1,30})[\"']\s?\)"
    r"|dataset\.(\w{1,30})|getAttribute\(\s?[\"']data-(\w{1,30})[\"']\s?\))"
)
_LISTENS = re.compile(r"(?:\.click\(|\.on\(|\.live\(|\.delegate\(|addEventListener\()")
_KEPT = "kept_"


@lru_cache(maxsize=2)
def listeners(page: Page) -> tuple[tuple[str, frozenset[str]], ...]:
    """What listens for clicks and reads what the clicked element keeps: its text, the names that it reads."""
    if "data-" not in page.html:
        return ()
    found = []
    for element in page.tree.iter("script"):
        code = (element.text or "")[:MAX_SCRIPT_CHARS]
        if "location" not in code and "open(" not in code:
            continue
        for match in _LISTENS.finditer(code):
            handler = without_comments(code[match.end() : match.end() + MAX_HANDLER_CHARS])
            following = _LISTENS.search(handler)
            handler = _READ.sub(_name, handler[: following.start()] if following else handler)
            names = frozenset(re.findall(rf"\b{_KEPT}(\w{{1,30}})", handler))
            if names:
                found.append((handler, names))
            if len(found) >= MAX_HANDLERS:
                return tuple(found)
    return tuple(found)


def _name(match: re.Match[str]) -> str:
    return _KEPT + str(match[match.lastindex or 1]).lower()


def kept_by(page: Page, element: HtmlElement) -> bool:
    """Whether an element keeps something that a listener of the page reads."""
    return any(element.get(f"data-{name}") is not None for _, names in listeners(page) for name in names)


def target(page: Page, element: HtmlElement) -> str | None:
    """The address that a listener goes to when an element is clicked; None where it keeps too little."""
    for handler, names in listeners(page):
        values = {f"{_KEPT}{name}": (element.get(f"data-{name}") or "").strip() for name in names}
        if all(0 < len(value) <= MAX_VALUE_CHARS for value in values.values()):
            text = next(addresses(handler, values), None)
            url = resolve(page.base, text) if text else None
            if url:
                return url
    return None
