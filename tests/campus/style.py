"""A site-building system's looks: address shapes and markup, as data in `styles/`.

`style.toml` has `urls` and `fragments` (string.Template), beside it `home.html`,
`list.html` and `article.html`. A portal's own folder may hold any of these
pages, and they then win. Values are escaped by who passes them.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Template

STYLES = Path(__file__).parent / "styles"


@dataclass(frozen=True, slots=True)
class Style:
    """One site-building system.

    `pages_count` is `up` or `down`: whether the number in a list page's address
    grows with the page or falls. `cut` is how many characters of a title a list
    shows (0: all). `relative` links refer to the page they stand on.
    `missing_status` is what an unknown address answers.
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
    folder = STYLES / name
    with (folder / "style.toml").open("rb") as file:
        table = tomllib.load(file)
    pages = {}
    for page in ("home", "list", "article"):
        own = overrides / f"{page}.html" if overrides else None
        source = own if own is not None and own.is_file() else folder / f"{page}.html"
        pages[page] = source.read_text(encoding="utf-8")
    return Style(name=name, pages=pages, **table)
