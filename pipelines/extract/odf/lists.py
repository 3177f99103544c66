"""Styles and lists of OpenDocument texts."""

import re
import tomllib
from pathlib import Path
from typing import Any

from lxml import etree

from pipelines.extract.assembly.list_counts import LEVELS, Counter, Instance, Level
from pipelines.extract.word.lists import attribute, local, number

Element = etree._Element
DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("odf.toml").read_text(encoding="utf-8"))
_FORMATS: dict[str, str] = DATA["number_formats"]
_LEVEL_NAMES = frozenset({"list-level-style-number", "outline-level-style", "list-level-style-bullet"})
_PLACE = re.compile(r"%\d{1,2}%")
OUTLINE = "\0outline"
"""The name under which the numbers of headings are kept."""
_STYLE_DEPTH = 12


class Lists:
    """List styles by name, and how far each list has counted."""

    def __init__(self, roots: list[Element]) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._list_of_style: dict[str, str] = {}
        self._parent: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._instances: dict[int, Instance] = {}
        for root in roots:
            for node in root.iter():
                name = local(node)
                if name in ("list-style", "outline-style"):
                    key = OUTLINE if name == "outline-style" else attribute(node, "name") or ""
                    self._abstract[key] = dict(_level(n) for n in node if local(n) in _LEVEL_NAMES)
                elif name == "style" and (key := attribute(node, "name") or ""):
                    if (own := attribute(node, "list-style-name")) is not None:
                        self._list_of_style[key] = own
                    self._parent[key] = attribute(node, "parent-style-name") or ""
        self._counter = Counter(self._abstract, self._instances)

    def of_style(self, style: str | None) -> str:
        """Return the list that a paragraph style names, itself or by what it extends."""
        for _ in range(_STYLE_DEPTH):
            if not style:
                break
            if style in self._list_of_style:
                return self._list_of_style[style]
            style = self._parent.get(style)
        return ""

    def is_title(self, style: str | None) -> bool:
        """Whether a paragraph style is the document title's, or extends it."""
        for _ in range(_STYLE_DEPTH):
            if not style:
                break
            if style in ("Title", "标题"):
                return True
            style = self._parent.get(style)
        return False

    def knows(self, name: str) -> bool:
        """Whether there is such a list style."""
        return name in self._abstract

    def restart(self, name: str) -> None:
        """Begin a list style's count anew."""
        self._counter.forget(name)

    def next(self, name: str, level: int, start: int | None = None) -> str:
        """Count one item of level 0 to 8 and return its number, "" where it has none."""
        if name not in self._numbers:
            self._numbers[name] = len(self._numbers) + 1
            self._instances[self._numbers[name]] = Instance(name)
        if start is not None:
            self._counter.set(name, level, start)
        return self._counter.next(self._numbers[name], min(level, LEVELS - 1))


def _level(node: Element) -> tuple[int, Level]:
    place = (number(attribute(node, "level"), 1) or 1) - 1
    form = attribute(node, "num-format") or ""
    if local(node) == "list-level-style-bullet" or not form:
        return place, Level(fmt="none")
    before, after = attribute(node, "num-prefix") or "", attribute(node, "num-suffix") or ""
    pattern = attribute(node, "num-list-format")
    if pattern is not None:
        # LibreOffice's own: "第%1%章", also of several levels.
        text = _PLACE.sub(lambda m: m.group()[:-1], pattern)
    else:
        shown = max(1, min(number(attribute(node, "display-levels"), 1) or 1, place + 1))
        text = before + ".".join(f"%{n + 1}" for n in range(place + 1 - shown, place + 1)) + after
    start = number(attribute(node, "start-value"), 1)
    # Separators are drawn by the layout; a space after a Latin sign reads the same.
    return place, Level(_FORMATS.get(form, "decimal"), text, 1 if start is None else max(0, start))
