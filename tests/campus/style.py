"""A site-building system's looks: address shapes and markup, as data in `styles/`.

`style.toml` has `urls`, `fragments` and `pages` (string.Template); the pages may also
be `home.html`, `list.html` and `article.html` beside it. A style with a `base` says
only where it differs. A portal's own folder may hold any of these pages, and they then
win. Values are escaped by who passes them.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

STYLES = Path(__file__).parent / "styles"
PAGES = ("home", "list", "article")
MAIN = "$main"
"""Where a page stands in its style's `frame`."""


@dataclass(frozen=True, slots=True)
class Style:
    """One site-building system.

    `pages_count` is `up` or `down`: whether the number in a list page's address
    grows with the page or falls. `cut` is how many characters of a title a list
    shows (0: all). `relative` links refer to the page they stand on.
    `missing_status` is what an unknown address answers. `lists` is how the items of a
    list come (see `lists`), `details` whether an article is a page or JSON. `veil`
    leaves every page to its script.
    """

    name: str
    platform: str
    encoding: str
    urls: dict[str, str]
    fragments: dict[str, str]
    pages: dict[str, str]
    pages_count: str = "up"
    cut: int = 0
    relative: bool = True
    missing_status: int = 404
    server: str = ""
    paragraph: str = "<p>{}</p>"
    attachment_disposition: bool = False
    attachment_head_type: str = ""
    lists: str = "pages"
    details: str = "html"
    veil: bool = False
    templates: dict[str, Template] = field(default_factory=dict)

    def url(self, name: str, values: dict[str, str]) -> str:
        """Fill an address shape."""
        return Template(self.urls[name]).substitute(values)

    def fragment(self, name: str, values: dict[str, str]) -> str:
        """Fill a piece of markup; one that the style does not have is empty."""
        return self._fill(name, self.fragments.get(name, ""), values)

    def page(self, name: str, values: dict[str, str]) -> str:
        """Fill a whole page."""
        return self._fill(f"{name}.html", self.pages[name], values)

    def _fill(self, key: str, text: str, values: dict[str, str]) -> str:
        template = self.templates.get(key)
        if template is None:
            template = self.templates[key] = Template(text)
        return template.substitute(values)


@cache
def load(name: str, overrides: Path | None = None) -> Style:
    """Load a style; pages in the folder `overrides` win over the style's own."""
    table = dict(_table(name))
    pages = dict(table["pages"])
    for page in PAGES:
        own = overrides / f"{page}.html" if overrides else None
        if own is not None and own.is_file():
            pages[page] = own.read_text(encoding="utf-8")
    fragments = fragments_of("carriers") | table["fragments"]
    return Style(name=name, **{**table, "pages": pages, "fragments": fragments})


@cache
def fragments_of(name: str) -> dict[str, str]:
    """Load a file of pieces of markup that is no style's own."""
    table: dict[str, str] = tomllib.loads((STYLES / f"{name}.toml").read_text(encoding="utf-8"))
    return table


@cache
def _table(name: str) -> dict[str, Any]:
    """Read a style's table, laid over that of its base."""
    folder = STYLES / name
    table: dict[str, Any] = tomllib.loads((folder / "style.toml").read_text(encoding="utf-8"))
    base = dict(_table(table.pop("base"))) if "base" in table else {}
    frame = table.get("pages", {}).pop("frame", MAIN)
    pages = {key: frame.replace(MAIN, text) for key, text in table.get("pages", {}).items()}
    for page in PAGES:
        own = folder / f"{page}.html"
        if own.is_file():
            pages[page] = own.read_text(encoding="utf-8")
    merged = {key: base.get(key, {}) | table.get(key, {}) for key in ("urls", "fragments")}
    return base | table | merged | {"pages": base.get("pages", {}) | pages}
