"""A report's text and its documents, each at its address."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from urllib.parse import quote

from tests.campus import carriers, documents, lists, prose
from tests.campus import style as styles
from tests.campus.addresses import Addresses
from tests.campus.carriers import INSIDE, MIME, Attachment
from tests.campus.portal import Portal, PortalError, Report
from tests.campus.site import Route, Site
from tests.campus.wire import Answer

TEXTS = Path(__file__).parent / "texts"


class Publisher:
    """The routes of one portal, and what adds documents to them."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.settings = portal.settings
        self.style = styles.load(portal.settings.style, portal.folder)
        self.site = Site(host=portal.settings.host, validators=portal.settings.validators)
        self.at = Addresses(portal, self.style)
        self.pictures: set[str] = set()

    def headers(self) -> tuple[tuple[str, str], ...]:
        """Headers of every answer."""
        pairs = [("Server", self.style.server), ("Set-Cookie", self.settings.cookie)]
        return tuple((name, value) for name, value in pairs if value)

    def route(self, target: str, make: Callable[[], Answer], published: date | None = None) -> None:
        """Add an address, with the quirk that the portal has for it."""
        if target in self.site.routes:
            raise PortalError(f"{self.portal.slug}: two pages at {target}")
        moment = datetime.combine(published or date(2024, 12, 1), time(9, 30), tzinfo=UTC)
        route = Route(make, moment)
        for host, pattern, quirk in self.portal.quirks:
            if host in ("", self.settings.host) and fnmatchcase(target, pattern):
                route.quirk = quirk
        self.site.routes[target] = route

    def compose(self, report: Report) -> prose.Composed:
        """Make a report's text."""
        source = self.portal.folder / "texts" / report.text
        if not source.is_file():
            source = TEXTS / report.text
        base = source.read_text(encoding="utf-8")
        if report.verbatim:
            lines = tuple(line.strip() for line in base.splitlines() if line.strip())
            return prose.Composed(lines[0], lines[1:], prose.Facts(0, 0, 0, 0, {}))
        values = {
            **prose.period_values(report.period),
            "school": self.portal.school["name"],
            "short": self.portal.short,
            "site": self.portal.url,
            "code": self.portal.school["code"],
            "signed": f"{report.published.year}年{report.published.month}月{report.published.day}日",
            **report.values,
        }
        return prose.compose(base, values, report.applications, report.complaints)

    def add_redirect(self, report: Report, file: Attachment) -> str:
        """Add what the list links to and the file follows."""
        shape = "redirect" if "redirect" in self.style.urls else "article"
        target = self.at.target(shape, self.at.article_values(report.id, report.column, report.published))
        make = partial(carriers.redirect, self.at, file.way, file.target, report.title)
        self.route(target, make, report.published)
        return target

    def add_detail(
        self, id_: int, title: str, published: date, lines: tuple[str, ...], files: list[Attachment]
    ) -> None:
        """Add the JSON that an article's page fetches, where the style has it so."""
        if self.style.details != "json":
            return
        body = documents.html_body(lines)
        linked = [(file.name, file.target) for file in files]
        make = partial(lists.detail_json, title, published.isoformat(), body, linked)
        self.route(self.at.target("api_detail", {"id": str(id_)}), make, published)

    def add_file(
        self, report: Report, number: int, way: str, kind: str, composed: prose.Composed
    ) -> Attachment:
        """Add a report's document, unless its page holds it."""
        name = report.file_name or f"{report.title}.{kind}"
        shown = way in ("attachment", "both") and self.style.attachment_disposition
        headers = (("Content-Disposition", f"attachment; filename={quote(name)}"),) if shown else ()
        make_bytes = partial(carriers.content, kind, composed, name)
        if way in INSIDE:
            return self.add_inside(report, way, kind, name, make_bytes)

        def make() -> Answer:
            return Answer(
                body=make_bytes(),
                content_type="application/octet-stream" if shown else MIME[kind],
                headers=headers,
                head_type=self.style.attachment_head_type if shown else "",
            )

        shape = "attachment" if way == "both" else way
        target = self.at.file_target(shape, report.id, number, kind, report.published)
        self.route(target, make, report.published)
        if report.quirk:
            self.site.routes[target].quirk = report.quirk
        second = ""
        if way == "both":  # the same file at an address that nothing stands before
            second = self.at.file_target("file", report.id, number, kind, report.published)
            self.route(second, lambda: Answer(body=make_bytes(), content_type=MIME[kind]), report.published)
        return Attachment(name, target, kind, way, second)

    def add_inside(
        self, report: Report, way: str, kind: str, name: str, make_bytes: Callable[[], bytes]
    ) -> Attachment:
        """Note a document that the page holds: as text of a script, or as images of its pages."""
        values = self.at.article_values(report.id, report.column, report.published)
        page = self.at.target("article", values)
        if way == "base64":
            return Attachment(name, page, kind, way, data=make_bytes)
        images = [
            self.at.file_target("file", report.id, number, "png", report.published)
            for number in range(carriers.IMAGES)
        ]
        for number, target in enumerate(images):
            draw = partial(documents.page_image, number)
            self.route(target, partial(_image, draw), report.published)
            self.pictures.add(target)
        return Attachment(name, page, kind, way, images=tuple(images))


def _image(draw: Callable[[], bytes]) -> Answer:
    """Answer with a page's image."""
    return Answer(body=draw(), content_type=MIME["png"])
