"""Word's automatic numbers: styles, abstract lists, counters (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipelines.extract.numbering import render

Element = etree._Element
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_HEADING_NAME = re.compile(r"(?:heading|标题)\s?([1-9])", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "标题"})
_STYLE_DEPTH = 12


def local(element: Element) -> str:
    """Return an element's name without its namespace, "" for comments."""
    tag = element.tag
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


def number(value: str | None, default: int | None = None) -> int | None:
    """Return an integer within bounds, `default` for anything else."""
    try:
        return max(-1, min(int(value or ""), 100_000))
    except ValueError:
        return default


@dataclass(slots=True)
class Style:
    """A paragraph style: what it says itself, and the style that it extends."""

    name: str = ""
    based_on: str | None = None
    outline: int | None = None
    num_id: int | None = None
    level: int | None = None


@dataclass(slots=True)
class Level:
    """One level of a list: number format, pattern and first number."""

    fmt: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    suffix: str = "tab"
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    abstract: str
    overrides: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


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
            if match := _HEADING_NAME.fullmatch(style.name):
                return min(6, int(match[1]))
            if style.name.lower() in _TITLE_NAMES:
                return 1
            if style.outline is not None:
                return min(6, style.outline + 1) if 0 <= style.outline < _LEVELS else None
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
        self._lists: dict[int, _List] = {}
        for node in children(root, "num"):
            key = number(attribute(node, "numId"))
            if key is not None:
                self._lists[key] = _instance(node)
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[int] = set()

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
        level = level or 0
        instance = self._lists.get(num_id or 0)
        if instance is None or not 0 <= level < _LEVELS:
            return ""
        levels = self._abstract.get(instance.abstract, {}) | instance.levels
        if level not in levels:
            return ""
        counts = self._counts.setdefault(instance.abstract, [None] * _LEVELS)
        if num_id is not None and num_id not in self._begun:
            self._begun.add(num_id)
            for place in instance.overrides:
                counts[place] = None
        self._count(counts, levels, instance, level)
        return _rendered(counts, levels, level)

    def _level_of_style(self, num_id: int, style: str) -> int | None:
        instance = self._lists.get(num_id)
        if instance is None:
            return None
        levels = self._abstract.get(instance.abstract, {}) | instance.levels
        return next((n for n, level in levels.items() if level.style == style), None)

    @staticmethod
    def _count(counts: list[int | None], levels: dict[int, Level], instance: _List, level: int) -> None:
        """Step this level on; deeper ones start anew, higher ones not yet used stand at 1."""

        def start(place: int) -> int:
            own = levels[place].start if place in levels else 1
            return instance.overrides.get(place, own)

        current = counts[level]
        counts[level] = start(level) if current is None else current + 1
        for place in range(level):
            if counts[place] is None:
                counts[place] = start(place)
        for place in range(level + 1, _LEVELS):
            restart = levels[place].restart if place in levels else None
            # 0: never starts anew; n: only after level n (counted from 1) or a higher one.
            if restart is None or (restart > 0 and level < restart):
                counts[place] = None


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


def _instance(node: Element) -> _List:
    out = _List(attribute(child(node, "abstractNumId")) or "")
    for override in children(node, "lvlOverride"):
        place = number(attribute(override, "ilvl"), 0) or 0
        start = number(attribute(child(override, "startOverride")))
        if start is not None and 0 <= place < _LEVELS:
            out.overrides[place] = start
        if (level := child(override, "lvl")) is not None:
            out.levels[place] = _level(level)[1]
    return out


def _rendered(counts: list[int | None], levels: dict[int, Level], level: int) -> str:
    """Fill the level's pattern: "%1、", "（%2）", "%1.%2"."""
    own = levels[level]
    if own.fmt in ("bullet", "none") and "%" not in own.text:
        return ""

    def place(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        fmt = levels[index].fmt if index in levels else "decimal"
        if own.legal and fmt != "decimalZero":
            fmt = "decimal"
        return render(counts[index] or 0, fmt)

    text = _PLACE.sub(place, own.text[:100])
    if own.suffix != "nothing" and text and text[-1].isascii():
        text += " "
    return text
