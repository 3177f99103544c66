"""Where a portal's pages and files are: address shapes of its style, filled."""

import posixpath
from datetime import date

from tests.campus import prose
from tests.campus.portal import Column, Portal
from tests.campus.style import Style


class Addresses:
    """The addresses of one portal; a target is a path with its query, from the host's root."""

    def __init__(self, portal: Portal, style: Style) -> None:
        self.slug = portal.slug
        self.settings = portal.settings
        self.style = style
        self.paths = {column.id: column.path for column in portal.columns}
        self.owner = str(int(prose.hexes(portal.slug, length=8), 16) % 2_000_000_000)

    def absolute(self, target: str) -> str:
        """Return the whole address of one of the portal's targets."""
        return f"{self.settings.scheme}://{self.settings.host}{target}"

    def target(self, shape: str, values: dict[str, str]) -> str:
        """Fill an address shape under the portal's prefix."""
        return self.settings.prefix + self.style.url(shape, values)

    def list_target(self, column: Column, page: int, pages: int) -> str:
        """Return the address of one page of a list."""
        values = {
            "path": column.path,
            "column": str(column.id),
            "page": str(page),
            "page0": str(page - 1),
            "number": str(pages - page + 1),
            "pages": str(pages),
            "total": str(pages * column.per_page),
        }
        return self.target("list" if page == 1 else "list_page", values)

    def article_values(self, id_: int, column: int, published: date) -> dict[str, str]:
        """Return what address shapes of articles and files are filled with."""
        name = prose.hexes(self.slug, id_)
        return {
            "path": self.paths[column],
            "column": str(column),
            "id": str(id_),
            "year": f"{published:%Y}",
            "month": f"{published:%m}",
            "day": f"{published:%d}",
            "hex": name,
            "h1": name[0].upper(),
            "h2": name[1:3].upper(),
            "h3": name[3:5].upper(),
            "aa": name[:2],
            "bb": name[2:4],
            "rest": name[4:],
            "uuid": "-".join((name[:8], name[8:12], name[12:16], name[16:20], name[20:])),
            "owner": self.owner,
        }

    def file_target(self, shape: str, id_: int, number: int, kind: str, published: date) -> str:
        """Return the address of a file of an article."""
        values = self.article_values(id_, next(iter(self.paths)), published)
        name = prose.hexes(self.slug, id_, number)
        values |= {"ext": kind, "file_id": str(3_000_000 + id_ * 10 + number), "hex": name}
        values |= {"number": str(number)}
        values["uuid"] = "-".join((name[:8], name[8:12], name[12:16], name[16:20], name[20:]))
        return self.target(shape if shape in self.style.urls else "file", values)

    def href(self, here: str, target: str) -> str:
        """Return what a page at `here` writes to link to `target`."""
        if "://" in target or target.startswith("#"):
            return target
        if self.settings.twins:
            turn = int(prose.hexes(here, target, length=2), 16)
            www = "www." if turn & 2 else ""
            return f"http{'s' if turn & 1 else ''}://{www}{self.settings.host}{target}"
        if not self.style.relative:
            return target
        path, question, query = target.partition("?")
        folder = posixpath.dirname(here.partition("?")[0])
        relative = posixpath.relpath(path, folder or "/")
        slash = "/" if path.endswith("/") and relative != "." else ""
        if relative == "." and path.endswith("/"):
            relative = "./"
        return relative + slash + self.session(here, path) + question + query

    def session(self, here: str, path: str) -> str:
        """Return the session id that the server glues to the pages' addresses, another on each page."""
        if not self.settings.session or not path.endswith((".htm", ".html", ".jsp")):
            return ""
        return ";jsessionid=" + prose.hexes(self.slug, here).upper()

    @property
    def home(self) -> str:
        """The target of the portal's home page."""
        return self.target("home", {})

    @property
    def root(self) -> str:
        """The target of the portal's folder, its home page's other address."""
        return self.settings.prefix + "/"
