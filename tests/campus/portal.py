"""A portal's folder as dataclasses: what `portal.toml` says, checked, nothing built.

The tables are `school`, `portal`, `columns`, `reports`, `series`, `friends`,
`pages`, `links` and `quirks` (see portals/README.md). A key that is not known is an error.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.campus import series
from tests.campus.quirks import Quirk

SCHOOL_COLUMNS = (
    *("code", "name", "authority", "province", "city"),
    *("level", "ownership", "kind", "homepage", "domain"),
)
SCHOOL_DEFAULTS = {
    "authority": "岚衡省",
    "province": "岚衡省",
    "city": "岚川市",
    "level": "本科",
    "ownership": "公办",
    "kind": "regular",
}
TABLES = {"school", "portal", "columns", "reports", "series", "friends", "pages", "links", "quirks"}
WAYS = frozenset(
    {
        *("attachment", "direct", "viewer", "plain"),
        *("iframe", "embed", "object", "pdfjs", "office", "kk", "script", "onclick", "both"),
        *("base64", "images", "refresh", "location", "moved"),
    }
)
"""How a file is shown or linked: see `carriers`."""
KINDS = frozenset({"pdf", "docx", "zip"})


class PortalError(ValueError):
    """A portal's folder does not say what it must."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The `portal` table: where the portal is, how it is built, how its server behaves.

    `prefix` is the path under which it lives. `charset` is what the header
    declares: `-` for none, empty for the true one. `https` is ok, refused or
    broken. `validators` is etag, last-modified, both or none. `homepage_link`
    is what the school's home page calls the portal; empty for no link. `accept` are
    outcomes that are right besides `outcome`. `hosts` are names that resolve without
    having pages. `endless` answers every unknown address
    with a page that leads on. `session` glues a session id into every link; `twins` links
    to http, https and www. by turns. `known`
    False keeps the portal out of the seeds: it has to be discovered, and `right` are
    further addresses that are as good. `homepage_way` is how the home page links
    (styles/homelinks.toml), `decoys` what it has besides (`homepage.DECOYS`).
    """

    style: str = ""
    host: str = ""
    prefix: str = ""
    title: str = "信息公开网"
    scheme: str = "https"
    https: str = "ok"
    http: str = "ok"
    charset: str = ""
    validators: str = "none"
    robots: str = ""
    cookie: str = ""
    homepage_link: str = "信息公开"
    outcome: str = "found"
    accept: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    endless: bool = False
    session: bool = False
    twins: bool = False
    known: bool = True
    right: tuple[str, ...] = ()
    homepage_way: str = "text"
    decoys: tuple[str, ...] = ()
    short: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One list of the portal; `filler` notices are added to what is put into it.

    `in_navigation` False keeps it off the menu (it is reached by the side column of its
    `parent`). `lists` is how its items come (see `lists`), empty for the style's way.
    """

    id: int
    path: str
    name: str
    parent: str = ""
    per_page: int = 15
    filler: int = 0
    first: int = 2013
    last: int = 2024
    in_navigation: bool = True
    lists: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One report and all the ways it is published.

    `text` names a file of the `texts` folders. `outcome` is that of its document.
    `also` are further columns that list it. `as_column` makes the article the
    column's own page. `values` fill further marks of the text. `pieces` cuts the body
    into so many blocks, of which all but the first are hidden.
    """

    period: str
    title: str
    published: date
    column: int
    id: int
    text: str
    carriers: tuple[str, ...]
    applications: int = 0
    complaints: tuple[int, int, int] = (0, 0, 0)
    also: tuple[int, ...] = ()
    as_column: bool = False
    verbatim: bool = False
    page_title: str = ""
    file_name: str = ""
    outcome: str = "read"
    quirk: Quirk | None = None
    pieces: int = 1
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Other:
    """A page or file that is no report; `why` says what it is."""

    title: str
    published: date
    column: int
    id: int
    why: str
    lines: tuple[str, ...] = ()
    carrier: str = "html"


@dataclass(frozen=True, slots=True)
class OutLink:
    """An item of a list that leads to an address elsewhere."""

    title: str
    published: date
    column: int
    href: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Portal:
    """One school's folder."""

    slug: str
    folder: Path
    school: dict[str, str]
    settings: Settings
    columns: tuple[Column, ...] = ()
    reports: tuple[Report, ...] = ()
    others: tuple[Other, ...] = ()
    links: tuple[OutLink, ...] = ()
    quirks: tuple[tuple[str, str, Quirk], ...] = ()

    @property
    def short(self) -> str:
        """What the school calls itself in passing."""
        return self.settings.short or self.school["name"][:2]

    @property
    def url(self) -> str:
        """The portal's address, empty where the school has none."""
        if not self.settings.host:
            return ""
        return f"{self.settings.scheme}://{self.settings.host}{self.settings.prefix}/"

    @property
    def home_host(self) -> str:
        """The host of the school's home page."""
        return self.school["homepage"].partition("://")[2].strip("/")


def load(folder: Path) -> Portal:
    """Read one folder; raises `PortalError` with the folder's name."""
    try:
        with (folder / "portal.toml").open("rb") as file:
            table = tomllib.load(file)
        return _portal(folder, table)
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise PortalError(f"{folder.name}: {error!r}") from error


def load_all(folder: Path) -> list[Portal]:
    """Read every folder below that holds a `portal.toml`, in the order of their names."""
    return [load(found.parent) for found in sorted(folder.rglob("portal.toml"))]


def _portal(folder: Path, table: dict[str, Any]) -> Portal:
    """Turn the TOML tables into dataclasses."""
    unknown = set(table) - TABLES | set(table["school"]) - set(SCHOOL_COLUMNS)
    if unknown:
        raise PortalError(f"unknown: {', '.join(sorted(unknown))}")
    school = _school(table["school"])
    made = [series.expand(row, school["name"]) for row in table.get("series", ())]
    columns = [*table.get("columns", ()), *(row for _, rows in made for row in rows)]
    pages = [*table.get("pages", ()), *series.friends(table.get("friends", {}))]
    return Portal(
        slug=folder.name,
        folder=folder,
        school=school,
        settings=_settings(table.get("portal", {})),
        columns=tuple(Column(**row) for row in columns),
        reports=tuple(
            _report(row) for row in [*table.get("reports", ()), *(row for rows, _ in made for row in rows)]
        ),
        others=tuple(_other(row) for row in pages),
        links=tuple(OutLink(**row) for row in table.get("links", ())),
        quirks=tuple(
            (row.get("host", ""), row.get("path", "*"), Quirk.from_table(row))
            for row in table.get("quirks", ())
        ),
    )


def _school(row: dict[str, Any]) -> dict[str, str]:
    """Read the `school` table; what it leaves out is an ordinary school's."""
    row = SCHOOL_DEFAULTS | {"homepage": f"http://www.{row.get('domain', '')}"} | row
    school = {name: str(row.get(name, "")) for name in SCHOOL_COLUMNS}
    if not (school["code"].isdigit() and len(school["code"]) == 10):
        raise PortalError("a code has ten digits")
    return school


def _settings(row: dict[str, Any]) -> Settings:
    """Read the `portal` table."""
    lists = ("accept", "hosts", "right", "decoys")
    return Settings(**{**row, **{key: tuple(row.get(key, ())) for key in lists}})


def _report(row: dict[str, Any]) -> Report:
    """Read one `reports` table."""
    row = dict(row)
    row["carriers"] = tuple(row["carriers"])
    row["also"] = tuple(row.get("also", ()))
    one, two, three = row.get("complaints", (0, 0, 0))
    row["complaints"] = (one, two, three)
    if "quirk" in row:
        row["quirk"] = Quirk.from_table(row["quirk"])
    if not row["carriers"] or not all(map(_is_carrier, row["carriers"])):
        raise PortalError(f"carriers of {row['title']}: {row['carriers']}")
    return Report(**row)


def _is_carrier(carrier: str) -> bool:
    """Whether a carrier is `html` or a known way with a known kind."""
    way, colon, kind = carrier.partition(":")
    return carrier == "html" or (bool(colon) and way in WAYS and kind in KINDS)


def _other(row: dict[str, Any]) -> Other:
    """Read one `pages` table; `lines` is one text."""
    row = dict(row)
    row["lines"] = tuple(line for line in row.get("lines", "").splitlines() if line.strip())
    return Other(**row)
