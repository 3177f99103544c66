"""The element of a page that holds the article, by the table in containers.toml."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

_DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("containers.toml").read_text(encoding="utf-8"))
FURNITURE: dict[str, list[str]] = _DATA["furniture"]
ELEMENTS: dict[str, list[str]] = _DATA["elements"]
_WILD: dict[str, float] = _DATA["wild"]
_WHITE = re.compile(r"\s+")
_MIN_CHARS = 30
_MEDIA = frozenset({"img", "iframe", "embed", "object", "a", "video"})
_UNREAD = frozenset(FURNITURE["tags"])


@dataclass(frozen=True, slots=True)
class _Rule:
    """One row of the table; empty fields do not matter."""

    id: str = ""
    cls: str = ""
    attr: str = ""
    value: str = ""
    pieces: bool = False

    def matches(self, element: HtmlElement) -> bool:
        if self.id:
            found = element.get("id") or ""
            prefix = self.id.rstrip("*")
            if not (found.startswith(prefix) if self.id.endswith("*") else found == self.id):
                return False
        if self.cls and self.cls not in (element.get("class") or "").split():
            return False
        return not self.attr or element.get(self.attr) == self.value


def _rules() -> tuple[_Rule, ...]:
    rules = []
    for row in _DATA["container"]:
        attr, _, value = row.get("attr", "").partition("=")
        pieces = row.get("pieces", False)
        rules.append(_Rule(row.get("id", ""), row.get("class", ""), attr, value, pieces))
    return tuple(rules)


_RULES = _rules()


def find_container(tree: HtmlElement) -> HtmlElement | None:
    """Return the element that holds a page's article, None where nothing does.

    Named containers come first, in the table's order, as long as they hold
    text; then named ones that hold only files or pictures; last the densest
    block of text. Costs one pass over the tree, no trafilatura.
    """
    named = named_container(tree)
    return densest(tree) if named is None else named


def named_container(tree: HtmlElement) -> HtmlElement | None:
    """Return the container of a known site-building system, None if there is none."""
    marked = [e for e in tree.iter() if isinstance(e.tag, str) and _marked(e)]
    carrier = None
    for rule in _RULES:
        if not (found := _outermost([e for e in marked if rule.matches(e)])):
            continue
        best = _common(found) if rule.pieces else max(found, key=_chars)
        if best is None or best.tag in ("body", "html"):
            continue
        if _chars(best) >= _MIN_CHARS:
            return best
        if carrier is None and any(e.tag in _MEDIA for e in best.iter()):
            carrier = best
    return carrier


def densest(tree: HtmlElement) -> HtmlElement | None:
    """Return the smallest element with nearly all running text, None below 200 characters.

    Running text is what stands outside links. Scores go to the parent and, at
    half, to the grandparent of each text, as readability tools do.
    """
    scores: dict[HtmlElement, float] = {}
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in _UNREAD or element.tag == "a":
            continue
        own = len(_WHITE.sub("", element.text or ""))
        own += sum(len(_WHITE.sub("", child.tail or "")) for child in element)
        weight, place = 1.0, element
        # A paragraph's words count for what holds the paragraph.
        for _ in range(4):
            parent = place.getparent()
            if own < 2 or parent is None or parent.tag == "html":
                break
            scores[place] = scores.get(place, 0.0) + own * weight
            weight, place = weight * 0.7, parent
    if not scores:
        return None
    best = max(scores, key=lambda e: scores[e])
    while best.tag in ("p", "span", "font", "strong", "b", "em") and best.getparent() is not None:
        best = best.getparent()
    return best if _chars(best) - _link_chars(best) >= _WILD["body_chars"] else None


def is_menu(element: HtmlElement) -> bool:
    """Whether an element is a list of links rather than text with links."""
    links = sum(1 for _ in element.iter("a"))
    if links < _WILD["links"]:
        return False
    return _link_chars(element) >= _WILD["link_share"] * max(1, _chars(element))


def _marked(element: HtmlElement) -> bool:
    return bool(element.get("id") or element.get("class") or element.get("itemprop"))


def _chars(element: HtmlElement) -> int:
    """Characters without white space; scripts and styles do not count."""
    total = len(_WHITE.sub("", element.text_content()))
    for unread in element.iter("script", "style", "noscript"):
        total -= len(_WHITE.sub("", unread.text or ""))
    return total


def _link_chars(element: HtmlElement) -> int:
    return sum(len(_WHITE.sub("", link.text_content())) for link in element.iter("a"))


def _outermost(found: list[HtmlElement]) -> list[HtmlElement]:
    """Drop those that lie within another; `found` is in document order."""
    kept: list[HtmlElement] = []
    inside = set(found)
    for element in found:
        if not any(ancestor in inside for ancestor in element.iterancestors()):
            kept.append(element)
    return kept


def _common(found: list[HtmlElement]) -> HtmlElement | None:
    """Return the nearest element that holds all of `found`."""
    if len(found) == 1:
        return found[0]
    shared = list(found[0].iterancestors())
    for element in found[1:]:
        above = set(element.iterancestors())
        shared = [ancestor for ancestor in shared if ancestor in above]
    return shared[0] if shared else None
