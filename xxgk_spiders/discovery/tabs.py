"""The tab that a panel belongs to: of a link that says only 全文下载, the tab says which year's.

Tabs and panels are two rows of as many boxes, the tabs before the panels; or a tab names
its panel (`href="#y2023"`). Tabs lead nowhere but to their panels.
"""

from itertools import islice

from lxml.html import HtmlElement

from xxgk_spiders.discovery.page import text_of

MAX_CLIMB = 6
"""A panel is at most so many elements above its link."""
MAX_BOXES = 60
"""A box with more parts is a list."""
MAX_TAB_CHARS = 40
MAX_DEPTH = 3
"""The tabs lie in so many boxes at most."""


def tab_of(link: HtmlElement) -> str:
    """The name of the tab whose panel a link stands in; empty where it stands in none."""
    node = link
    for _ in range(MAX_CLIMB):
        parent = node.getparent()
        if parent is None or node.tag == "body":
            return ""
        boxes = list(islice(parent, MAX_BOXES + 1))
        if len(boxes) > MAX_BOXES:
            return ""
        named = _named(node)
        panels = [child for child in boxes if child.tag == node.tag]
        # The strip may itself be the first of the boxes.
        for skipped in (0, 1) if not named else ():
            count, at = len(panels) - skipped, panels.index(node) - skipped
            if count > 1 and at >= 0 and (names := _strip(parent, panels[skipped], count)):
                named = names[at]
                break
        if named:
            return named
        node = parent
    return ""


def _named(panel: HtmlElement) -> str:
    """The tab that names a panel by its id."""
    name, words = panel.get("id"), f"{panel.get('class')} {panel.get('role')}".lower()
    if not name or ("tab" not in words and "pan" not in words):
        return ""
    tabs = panel.getroottree().xpath(
        "//*[@href=$to or @data-target=$to or @data-bs-target=$to]", to=f"#{name}"
    )
    text = text_of(tabs[0]) if tabs else ""
    return text if len(text) <= MAX_TAB_CHARS else ""


def _strip(box: HtmlElement, first: HtmlElement, count: int) -> list[str]:
    """The names on a strip of so many tabs, right before the first panel or before the panels' box."""
    for start in (first, box):
        node = start.getprevious()
        for _ in range(2):
            if node is None:
                break
            names = _tabs(node, count, MAX_DEPTH) if isinstance(node.tag, str) else []
            if names:
                return names
            node = node.getprevious()
    return []


def _tabs(box: HtmlElement, count: int, depth: int) -> list[str]:
    """The texts of a box's children where they are as many tabs; else those of a box within."""
    children = [child for child in islice(box, MAX_BOXES + 1) if isinstance(child.tag, str)]
    if len(children) == count and len({child.tag for child in children}) == 1:
        names = [text_of(child) for child in children]
        if all(0 < len(name) <= MAX_TAB_CHARS for name in names) and not any(map(_leads_away, children)):
            return names
    for child in children[:4] if depth else ():
        names = _tabs(child, count, depth - 1)
        if names:
            return names
    return []


def _leads_away(tab: HtmlElement) -> bool:
    links = (str(link.get("href") or "#") for link in tab.iter("a"))
    return any(not link.startswith(("#", "javascript:")) for link in links)
