"""Where on a page a link stands: in the content or not, and under which heading."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

from xxgk_spiders.discovery.labels import term_above
from xxgk_spiders.discovery.model import Page, Verdict
from xxgk_spiders.discovery.page import fold
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.wording import is_of_sub_units, judge

_DATA = table("links")
_OUTSIDE: frozenset[str] = frozenset(_DATA["outside"])
_INSIDE: frozenset[str] = frozenset(_DATA["inside"])
_OUTSIDE_TAGS: frozenset[str] = frozenset(_DATA["outside_tags"])
_HEADING: frozenset[str] = frozenset(_DATA["heading"])
_BREADCRUMB: frozenset[str] = frozenset(_DATA["breadcrumb"])
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption", "legend", "th"})
# Inline and item tags: what stands before them is a neighbour, not a heading.
_NO_HEADING = frozenset({"a", "span", "em", "b", "strong", "font", "i", "li", "img", "td", "dd", "tbody"})

_MORE = ("更多", "more", "查看更多")
MAX_HEADING_CHARS = 60
_WORD = re.compile(r"[A-Za-z][A-Za-z]*")
_WHERE = re.compile(r"(?:您?(?:当前|现在|所在)?的?(?:位置|所在位置)|当前位置|所在位置)\s?[:：]?")
_OUT_OF_SIGHT = re.compile(
    r"display\s?:\s?none|visibility\s?:\s?hidden|(?:left|top|right|text-indent)\s?:\s?-\d{3,5}"
    r"|font-size\s?:\s?0|(?:height|width)\s?:\s?0(?!\.)(?:px)?(?![\d%])|opacity\s?:\s?0(?![.\d])",
    re.IGNORECASE,
)

Zone = tuple[bool, str]
_Traits = tuple[bool | None, bool, bool]


@lru_cache(maxsize=8_192)
def _traits(tag: str, names: str) -> _Traits:
    """Of a tag with its class and id: inside (None: as its parent), is a heading, is a breadcrumb."""
    words = {word.lower() for word in _WORD.findall(names)} if names else set()
    inside: bool | None = None
    if tag in _OUTSIDE_TAGS or words & _OUTSIDE:
        inside = False
    if words & _INSIDE and tag not in _OUTSIDE_TAGS and not (words & {"nav", "menu", "footer", "header"}):
        inside = True
    return inside, tag in _HEADING_TAGS or bool(words & _HEADING), bool(words & _BREADCRUMB)


def _names(element: HtmlElement) -> str:
    cls, name = element.get("class"), element.get("id")
    if cls is None:
        return name or ""
    return f"{cls} {name}" if name else cls


class Zones:
    """The zones of one page, each element judged once."""

    def __init__(self, page: Page) -> None:
        self._known: dict[HtmlElement, Zone] = {}
        self._page_heading = page_heading(page)

    def of(self, element: HtmlElement) -> Zone:
        """Whether the element is in the content, and the heading that it stands under."""
        chain: list[HtmlElement] = []
        node: HtmlElement | None = element.getparent()
        zone: Zone = (True, "")
        while node is not None:
            known = self._known.get(node)
            if known is not None:
                zone = known
                break
            chain.append(node)
            node = node.getparent()
        for node in reversed(chain):
            zone = self._step(node, zone)
            self._known[node] = zone
        return zone[0], zone[1] or self._page_heading

    def _step(self, node: HtmlElement, outer: Zone) -> Zone:
        """The zone of an element inside the zone of its parent."""
        inside, context = outer
        tag = node.tag if isinstance(node.tag, str) else ""
        own = _traits(tag, _names(node))[0]
        if own is not None:
            inside = own
        if tag == "dd":
            context = self._term(node, context)
        elif tag not in _NO_HEADING:
            context = self._heading_before(node, tag) or context
        return inside, context

    def _term(self, definition: HtmlElement, outer: str) -> str:
        """What a `dd` stands under: its term where that is a known name, or nothing stands over the list."""
        term = term_above(definition)
        words = _short(term) if term is not None else ""
        return words if words and (not outer or _is_known(words)) else outer

    def _heading_before(self, node: HtmlElement, tag: str) -> str:
        """The heading right before an element, or its first child that is one."""
        before = node.getprevious()
        for _ in range(2):
            if before is None:
                break
            if isinstance(before.tag, str):
                text = self._as_heading(before, known_only=tag in ("tr", "p"))
                if text:
                    return text
                if before.tag not in ("a", "span", "script", "style", "img", "hr", "br"):
                    break
            before = before.getprevious()
        if tag in ("div", "section", "fieldset", "table") and len(node) > 1:
            first = node[0]
            if isinstance(first.tag, str) and _traits(first.tag, _names(first))[1]:
                return self._as_heading(first, known_only=False)
        return ""

    def _as_heading(self, element: HtmlElement, *, known_only: bool) -> str:
        """An element's text when it is short and marked as a heading, or a known column's name."""
        names = _names(element)
        if _traits(str(element.tag), names)[2]:
            return ""  # a breadcrumb: `page_heading` reads it
        if is_hidden(element):
            return ""
        marked = not known_only and _traits(str(element.tag), names)[1]
        if not marked and len(element) > 6:
            return ""
        text = _short(element)
        if not text:
            return ""
        pieces = [piece for piece in text.split(" ") if not piece.lower().startswith(_MORE)]
        # A bar of several names is a menu; only a marked heading may go on after its name.
        if pieces and (marked or len(pieces) == 1) and _is_known(pieces[0]):
            return pieces[0]
        return " ".join(pieces) if marked else ""


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element's own style keeps it out of sight, as what strangers put into a page is."""
    style = element.get("style")
    return bool(style) and _OUT_OF_SIGHT.search(style) is not None


@lru_cache(maxsize=8_192)
def _is_known(text: str) -> bool:
    """Whether a text is the name of a column, list or portal, or of the reports of parts of the school."""
    return judge(text).verdict in (Verdict.COLUMN, Verdict.LIST, Verdict.PORTAL) or is_of_sub_units(text)


def _short(element: HtmlElement) -> str:
    if len(element) == 0:
        text = fold(element.text)
        return text if len(text) <= MAX_HEADING_CHARS else ""
    parts, size = [], 0
    for part in element.itertext():
        words = part.strip()
        size += len(words)
        if size > MAX_HEADING_CHARS:
            return ""
        parts.append(words)
    return fold(" ".join(parts))


# The links and the pager of a page ask one after another.
@lru_cache(maxsize=2)
def page_heading(page: Page) -> str:
    """What the page as a whole stands under: the end of its breadcrumb, else its title's head."""
    crumb = breadcrumb(page)
    if crumb:
        return crumb[-1]
    return title_head(page.title)


def title_head(title: str) -> str:
    """A page title without the name of its site."""
    for match in _TITLE_SEPARATOR.finditer(title):
        head = title[: match.start()].strip()
        if len(head) >= 2:
            return head
    return title


# A dash between digits joins years.
_TITLE_SEPARATOR = re.compile(r"\s?(?:(?<![\d\s])[-–—_|]+|[-–—_|]+(?![\d\s])|\s[-–—|]+\s)\s?")


def breadcrumb(page: Page) -> list[str]:
    """The steps behind 当前位置：, outermost first; empty where the page has none."""
    if "位置" not in page.html:
        return []
    for element in page.tree.iter("div", "p", "td", "span", "ul", "ol", "li", "section", "h2", "h3"):
        text = element.text
        if text and "位置" in text and _WHERE.search(text):
            return _steps(element)
    return []


def _steps(element: HtmlElement) -> list[str]:
    whole = _short_steps(element)
    if len(whole) < 2:
        parent = element.getparent()
        if parent is not None:
            whole = _short_steps(parent) or whole
    return whole


def _short_steps(element: HtmlElement) -> list[str]:
    text = ""
    for part in element.itertext():
        text += f" {part.strip()} "
        if len(text) > 400:
            return []
    text = _WHERE.sub("", fold(text), count=1)
    steps = [step.strip() for step in re.split(r"[>›»/→|]+|\s-\s|\s{1,}", text)]
    return [step for step in steps if step and step not in ("正文", "首页", "列表", "内容", ":", "：")]
