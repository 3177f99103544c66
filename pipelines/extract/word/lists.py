"""Word's automatic numbers: styles, abstract lists, counters (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from pipelines.extract.assembly.list_counts import LEVELS, Counter, Instance, Level

Element = etree._Element
_HEADING_NAME = re.compile(r"(?:heading|标题)\s?([1-9])", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "标题"})
_STYLE_DEPTH = 12


def local(element: Element) -> str:
    """Return an element's name without its namespace, "" for comments."""
    return _local(element.tag)


@lru_cache(maxsize=4096)
def _local(tag: object) -> str:
    """Cut a tag: a document has few of them, and asks for them all the time."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute by its local name (transitional and strict files differ in namespace)."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of that local name."""
    if element is not None:
        for node in element:
            if local(node) == name:
                return node
    return None


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of that local name."""
    if element is not None:
        yield from (node for node in element if local(node) == name)


def named(element: Element | None) -> dict[str, Element]:
    """Return the children of properties by local name: one look instead of many."""
    return {} if element is None else {_local(node.tag): node for node in element}


def number(value: str | None, default: int | None = None) -> int | None:
    """Return an integer within bounds, `default` for anything else."""
    if not value:
        return default
    try:
        return max(-1, min(int(value), 100_000))
    except ValueError:
        return default


def heading_of_name(name: str) -> int | None:
    """Return the heading level that a style's name says, 1 to 6, None where it is no heading's."""
    if match := _HEADING_NAME.fullmatch(name):
        return min(6, int(match[1]))
    return 1 if name.lower() in _TITLE_NAMES else None


@dataclass(slots=True)
class Style:
    """A paragraph style: what it says itself, and the style that it extends."""

    name: str = ""
    based_on: str | None = None
    outline: int | None = None
    num_id: int | None = None
    level: int | None = None


class Styles:
    """Paragraph styles of a document, by id."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default: str | None = None
        for node in children(root, "style"):
            identifier = attribute(node, "styleId")
            if identifier is None or attribute(node, "type") not in (None, "paragraph"):
                continue
            properties = child(node, "pPr")
            numbering = child(properties, "numPr")
            self._styles[identifier] = Style(
                name=(attribute(child(node, "name")) or "").strip(),
                based_on=attribute(child(node, "basedOn")),
                outline=number(attribute(child(properties, "outlineLvl"))),
                num_id=number(attribute(child(numbering, "numId"))),
                level=number(attribute(child(numbering, "ilvl"))),
            )
            if attribute(node, "default") in ("1", "true", "on"):
                self.default = identifier

    def chain(self, identifier: str | None) -> Iterator[tuple[str, Style]]:
        """Yield a style and what it is based on, nearest first."""
        for _ in range(_STYLE_DEPTH):
            if identifier is None or identifier not in self._styles:
                return
            style = self._styles[identifier]
            yield identifier, style
            identifier = style.based_on

    def heading_level(self, identifier: str | None) -> int | None:
        """Return the heading level, 1 to 6, that a style stands for, None for body text."""
        for _, style in self.chain(identifier):
            if (level := heading_of_name(style.name)) is not None:
                return level
            if style.outline is not None:
                return min(6, style.outline + 1) if 0 <= style.outline < LEVELS else None
        return None


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for node in children(root, "abstractNum"):
            identifier = attribute(node, "abstractNumId") or ""
            self._abstract[identifier] = dict(map(_level, children(node, "lvl")))
            if name := attribute(child(node, "styleLink")):
                by_style[name] = identifier
            if name := attribute(child(node, "numStyleLink")):
                links[identifier] = name
        for identifier, name in links.items():
            self._abstract[identifier] = self._abstract.get(by_style.get(name, ""), {})
        lists: dict[int, Instance] = {}
        for node in children(root, "num"):
            key = number(attribute(node, "numId"))
            if key is not None:
                lists[key] = _instance(node)
        self._counter = Counter(self._abstract, lists)

    def prefix(self, style: str | None, num_id: int | None, level: int | None) -> str:
        """Return the number of the next paragraph and count it; "" where it has none.

        `num_id` and `level` are the paragraph's own; where it has none its
        style's count. `num_id` 0 takes a style's number away.
        """
        if num_id is None:
            for identifier, candidate in self._styles.chain(style):
                if candidate.num_id is not None:
                    num_id = candidate.num_id
                    level = candidate.level if level is None else level
                    if level is None:
                        level = self._level_of_style(num_id, identifier)
                    break
        return self._counter.next(num_id or 0, level or 0)

    def _level_of_style(self, num_id: int, style: str) -> int | None:
        levels = self._counter.levels(num_id)
        return next((n for n, level in levels.items() if level.style == style), None)


def _level(node: Element) -> tuple[int, Level]:
    fmt = child(node, "numFmt")
    if fmt is None:
        # Newer formats stand in a choice with a fallback.
        fmt = next((n for n in node.iter() if local(n) == "numFmt"), None)
    legal = child(node, "isLgl")
    start = number(attribute(child(node, "start")), 1)
    return number(attribute(node, "ilvl"), 0) or 0, Level(
        fmt=attribute(fmt) or "decimal",
        text=attribute(child(node, "lvlText")) or "",
        start=1 if start is None else start,
        restart=number(attribute(child(node, "lvlRestart"))),
        suffix=attribute(child(node, "suff")) or "tab",
        legal=legal is not None and attribute(legal) not in ("0", "false", "off"),
        style=attribute(child(node, "pStyle")),
    )


def _instance(node: Element) -> Instance:
    out = Instance(attribute(child(node, "abstractNumId")) or "")
    for override in children(node, "lvlOverride"):
        place = number(attribute(override, "ilvl"), 0) or 0
        start = number(attribute(child(override, "startOverride")))
        if start is not None and 0 <= place < LEVELS:
            out.overrides[place] = start
        if (level := child(override, "lvl")) is not None:
            out.levels[place] = _level(level)[1]
    return out
