"""A portal's pages as HTML in its encoding: home, lists, details."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tests.campus import documents
from tests.campus.addresses import Addresses
from tests.campus.carriers import Attachment
from tests.campus.portal import Column, Portal
from tests.campus.prose import hexes
from tests.campus.style import Style
from tests.campus.wire import Answer


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list; `target` is a path of the portal or an absolute address."""

    title: str
    published: date
    target: str


class Pages:
    """Makes the pages of one portal; `entries` are its lists, by column, newest first."""

    def __init__(self, portal: Portal, style: Style, at: Addresses, entries: dict[int, list[Entry]]) -> None:
        self.portal = portal
        self.settings = portal.settings
        self.style = style
        self.at = at
        self.entries = entries
        self.columns = {column.id: column for column in portal.columns}

    def answer(self, text: str) -> Answer:
        """Encode a page as the portal does, and declare it as the portal does."""
        charset = self.settings.charset or self.style.encoding
        kind = "text/html" if charset == "-" else f"text/html; charset={charset}"
        # Old sites declare gb2312 and use the larger set.
        codec = "gb18030" if self.style.encoding.startswith("gb") else self.style.encoding
        text = veiled(text) if self.style.veil else text
        return Answer(body=text.encode(codec), content_type=kind)

    def frame(self, here: str, column: Column | None, title: str) -> dict[str, str]:
        """Return what all pages share: names, menu, side column, breadcrumb."""
        fragment = self.style.fragment
        home = self.at.href(here, self.at.home)
        columns = self.portal.columns

        def links(name: str, chosen: list[Column]) -> str:
            return "".join(
                fragment(
                    name,
                    {
                        "href": html.escape(self.at.href(here, self.at.list_target(c, 1, 1))),
                        "name": html.escape(c.name),
                        "id": str(c.id),
                    },
                )
                for c in chosen
            )

        family = [c for c in columns if column and c.parent and c.parent == column.parent]
        crumbs = [name for name in (column.parent, column.name) if name] if column else []
        return {
            "title": html.escape(title),
            "school": html.escape(self.portal.school["name"]),
            "portal": html.escape(self.settings.title),
            "home": home,
            "homepage": self.portal.school["homepage"],
            "nav": links("nav", [c for c in columns if c.in_navigation]),
            "side": links("side", family or [c for c in columns if c.in_navigation]),
            "parent": html.escape(column.parent if column else ""),
            "column": html.escape(column.name if column else ""),
            "column_id": str(column.id if column else 1001),
            "crumbs": "".join(fragment("crumb", {"name": html.escape(n)}) for n in crumbs),
            "owner": self.at.owner,
            "domain": self.portal.school["domain"],
            "path": column.path if column else "",
            "viewstate": hexes(self.at.slug, column.id if column else 0),
        }

    def items(self, here: str, entries: Sequence[Entry], fragment: str = "item") -> str:
        """Return the lines of a list."""
        cut = self.style.cut
        return "\n".join(
            self.style.fragment(
                fragment,
                {
                    "index": str(index),
                    "href": html.escape(self.at.href(here, entry.target), quote=False),
                    "full": html.escape(entry.title),
                    "short": html.escape(
                        entry.title[:cut] + "..." if 0 < cut < len(entry.title) else entry.title
                    ),
                    "date": entry.published.isoformat(),
                    "slashed": f"{entry.published:%Y/%m/%d}",
                    "month_day": f"{entry.published:%m-%d}",
                    "day": f"{entry.published:%d}",
                    "year_month": f"{entry.published:%Y-%m}",
                },
            )
            for index, entry in enumerate(entries)
        )

    def home_page(self, here: str, name: str = "home") -> Answer:
        """Make the portal's home page: the newest of its first columns; or another page of its front."""
        blocks = []
        for column in [c for c in self.portal.columns if c.in_navigation][:3]:
            first = self.at.list_target(column, 1, 1)
            values = {
                "name": html.escape(column.name),
                "href": html.escape(self.at.href(here, first)),
                "items": self.items(here, self.entries[column.id][:5]),
                "id": str(column.id),
                "path": column.path,
            }
            blocks.append(self.style.fragment("block", values))
        values = self.frame(here, None, self.settings.title) | {"blocks": "\n".join(blocks)}
        return self.answer(self.style.page(name, values))

    def list_page(
        self,
        here: str,
        column: Column,
        page: int,
        pages: int,
        entries: Sequence[Entry],
        items: str | None = None,
    ) -> Answer:
        """Make one page of a list; `items` stand in its place where they are no lines of HTML."""
        values = self.frame(here, column, column.name)
        values["items"] = self.items(here, entries) if items is None else items
        values["pager"] = self.pager(here, column, page, pages)
        return self.answer(self.style.page("list", values))

    def pager(self, here: str, column: Column, page: int, pages: int) -> str:
        """Return the links to the other pages of a list."""

        def link(name: str, to: int) -> str:
            dead = to == page or not 1 <= to <= pages
            target = self.at.list_target(column, min(max(to, 1), pages), pages)
            values = {
                "href": html.escape(self.at.href(here, target), quote=False),
                "page": str(to),
                "id": str(column.id),
            }
            return self.style.fragment(f"pager_{name}_off" if dead else f"pager_{name}", values)

        near = range(max(1, page - 3), min(pages, page + 3) + 1)
        return self.style.fragment(
            "pager",
            {
                "total": str(len(self.entries[column.id])),
                "per_page": str(column.per_page),
                "page": str(page),
                "page0": str(page - 1),
                "pages": str(pages),
                "id": str(column.id),
                "first": link("first", 1),
                "previous": link("previous", page - 1),
                "numbers": "".join(link("number", number) for number in near),
                "next": link("next", page + 1),
                "last": link("last", pages),
            },
        )

    def article(
        self,
        here: str,
        column_id: int,
        id_: int,
        title: str,
        published: date,
        lines: tuple[str, ...],
        files: list[Attachment],
        pieces: int = 1,
    ) -> Answer:
        """Make a detail page."""
        column = self.columns[column_id]
        values = self.frame(here, column, title)
        made = {True: "", False: ""}
        for file in files:
            made[file.shown] += file.markup(self.at, here)
        around = [entry.target for entry in self.entries[column_id]]
        at = around.index(here) if here in around else -1
        values |= {
            "id": str(id_),
            "date": published.isoformat(),
            "slashed": f"{published:%Y/%m/%d}",
            "chinese_date": f"{published.year}年{published.month}月{published.day}日",
            "body": self.body(lines, pieces),
            "viewer": made[True],
            "attachments": made[False],
            "previous": self.neighbour(here, column_id, at - 1, "previous") if at > 0 else "",
            "next": self.neighbour(here, column_id, at + 1, "next") if at >= 0 else "",
        }
        return self.answer(self.style.page("article", values))

    def body(self, lines: tuple[str, ...], pieces: int) -> str:
        """Return paragraphs; in several blocks, of which only the first is shown."""
        if pieces == 1:
            return documents.html_body(lines, self.style.paragraph)
        size = -(-len(lines) // pieces)
        return "\n".join(
            self.style.fragment(
                "piece",
                {
                    "index": str(number),
                    "shown": "none" if number else "block",
                    "body": documents.html_body(lines[number * size :][:size], self.style.paragraph),
                },
            )
            for number in range(pieces)
        )

    def neighbour(self, here: str, column_id: int, at: int, name: str) -> str:
        """Return the link to the article before or after."""
        entries = self.entries[column_id]
        if not 0 <= at < len(entries):
            return ""
        values = {
            "href": html.escape(self.at.href(here, entries[at].target), quote=False),
            "name": html.escape(entries[at].title),
        }
        return self.style.fragment(name, values)


def veiled(text: str) -> str:
    """Leave a page's body to its script: what it shows is spelt in the next characters."""
    head, opening, rest = text.partition("<body>")
    body, closing, tail = rest.partition("</body>")
    spelt = "".join(chr(ord(char) + 1) for char in body)
    quoted = spelt.replace("\\", "\\\\").replace("`", "\\`").replace("$", "\\$").replace("</", "<\\/")
    script = (
        '<div id="app"></div><script>(function(){var s=`'
        + quoted
        + "`,t='';for(var i=0;i<s.length;i++)t+=String.fromCharCode(s.charCodeAt(i)-1);"
        + "document.getElementById('app').innerHTML=t;})();</script>"
    )
    return head + opening + script + closing + tail
