"""From a portal's folder to routes and expectations."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from urllib.parse import quote

from tests.campus import documents, generators, prose
from tests.campus import style as styles
from tests.campus.addresses import Addresses
from tests.campus.expect import Expected, MustNot
from tests.campus.pages import Attachment, Entry, Pages
from tests.campus.portal import Column, Other, Portal, PortalError, Report
from tests.campus.site import Route, Site
from tests.campus.wire import Answer, html_answer

TEXTS = Path(__file__).parent / "texts"
MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Builder:
    """Builds one portal; `build` is the way in."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.settings = portal.settings
        self.style = styles.load(portal.settings.style, portal.folder)
        self.site = Site(host=portal.settings.host, validators=portal.settings.validators)
        self.columns = {column.id: column for column in portal.columns}
        self.entries: dict[int, list[Entry]] = {column.id: [] for column in portal.columns}
        self.expected: list[Expected] = []
        self.must_not: list[MustNot] = []
        self.column_articles: dict[int, Callable[[], Answer]] = {}
        self.at = Addresses(portal, self.style)
        self.pages = Pages(portal, self.style, self.at, self.entries)

    def run(self) -> None:
        """Make all routes; documents and pages themselves come on first request."""
        for report in self.portal.reports:
            self.add_report(report)
        for other in self.portal.others:
            self.add_other(other)
        for link in self.portal.links:
            self.entries[link.column].append(Entry(link.title, link.published, link.href))
            if link.why:
                url = link.href if "://" in link.href else self.at.absolute(link.href)
                self.must_not.append(MustNot(url, link.title, link.why))
        for column in self.portal.columns:
            self.add_fillers(column)
            self.entries[column.id].sort(key=lambda entry: entry.published, reverse=True)
        for column in self.portal.columns:
            self.add_lists(column)
        newest = max((e.published for entries in self.entries.values() for e in entries), default=None)
        for home in {self.at.home, self.at.root}:
            self.route(home, self.pages.home_page, newest)
        # A quirk needs an address to sit on: a portal may have one for a robots.txt that it lacks.
        if self.settings.robots or any(pattern == "/robots.txt" for _, pattern, _ in self.portal.quirks):
            robots = self.settings.robots.encode()
            self.route("/robots.txt", lambda: Answer(body=robots, content_type="text/plain"))
        missing = self.style.fragments.get("missing", "<h1>404</h1>")
        self.site.missing = html_answer(missing, self.style.missing_status, self.style.encoding)
        self.site.headers = self.headers()
        if self.settings.endless:
            self.site.fallback = generators.endless_page

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

    def add_report(self, report: Report) -> None:
        """Add a report's page, files, lines in lists and expectations."""
        composed = self.compose(report)
        files: list[Attachment] = []
        direct = ""
        for number, carrier in enumerate(report.carriers):
            way, _, kind = carrier.partition(":")
            if way == "html":
                continue
            target = self.at.file_target(way, report.id, number, kind, report.published)
            self.add_file(report, target, kind, composed, way)
            name = report.file_name or f"{report.title}.{kind}"
            files.append(Attachment(name, target, kind, way == "viewer"))
            direct = target if way == "direct" else direct
        attached = [file for file in files if file.target != direct]
        pages = self.report_pages(report, composed, attached, direct)
        for number, page in enumerate(pages):
            column = (report.column, *report.also)[number]
            if not report.as_column:
                self.entries[column].append(Entry(report.title, report.published, page))
        self.expect(report, composed, pages, files, direct)

    def report_pages(
        self, report: Report, composed: prose.Composed, files: list[Attachment], direct: str
    ) -> list[str]:
        """Add the article under each of its columns; returns what the lists link to."""
        if direct:
            return [direct] * (1 + len(report.also))
        in_body = "html" in report.carriers
        lines = (composed.title, *composed.lines) if in_body else ("详见附件。",)
        if not in_body and any(file.viewer for file in files):
            lines = ()
        title = report.page_title or report.title
        targets = []
        for number, column in enumerate((report.column, *report.also)):
            id_ = report.id + 7 * number
            values = self.at.article_values(id_, column, report.published)
            target = self.at.target("article", values)
            if report.as_column:
                target = self.at.list_target(self.columns[column], 1, 1)
            make = partial(self.pages.article, target, column, id_, title, report.published, lines, files)
            if report.as_column:
                self.column_articles[column] = make
            else:
                self.route(target, make, report.published)
                if in_body and report.quirk and not files:
                    self.site.routes[target].quirk = report.quirk
            targets.append(target)
        return targets

    def add_file(self, report: Report, target: str, kind: str, composed: prose.Composed, way: str) -> None:
        """Add a report's document."""
        make_bytes = documents.pdf_bytes if kind == "pdf" else documents.docx_bytes
        shown = way == "attachment" and self.style.attachment_disposition
        name = quote(report.file_name or f"{report.title}.{kind}")
        headers = (("Content-Disposition", f"attachment; filename={name}"),) if shown else ()

        def make() -> Answer:
            return Answer(
                body=make_bytes(composed.title, composed.lines),
                content_type="application/octet-stream" if shown else MIME[kind],
                headers=headers,
                head_type=self.style.attachment_head_type if shown else "",
            )

        self.route(target, make, report.published)
        if report.quirk:
            self.site.routes[target].quirk = report.quirk

    def expect(
        self,
        report: Report,
        composed: prose.Composed,
        pages: list[str],
        files: list[Attachment],
        direct: str,
    ) -> None:
        """Note what must be found of one report."""
        renditions = [("html", page_documents(pages))] if "html" in report.carriers else []
        for file in files:
            page_of = [file.target] if file.target == direct else pages
            renditions.append((file.kind, [(page, file.target) for page in page_of]))
        for format_, pairs in renditions:
            whole = [(self.at.absolute(page), self.at.absolute(at)) for page, at in pairs]
            misbehaves = report.quirk is not None and (format_ != "html" or not files)
            self.expected.append(
                Expected(
                    school_code=self.portal.school["code"],
                    school_name=self.portal.school["name"],
                    period=report.period,
                    title=report.title,
                    page_url=whole[0][0],
                    document_url=whole[0][1],
                    format=format_,
                    published=report.published,
                    text=composed.text,
                    facts=None if report.verbatim else composed.facts,
                    outcome=report.outcome if misbehaves or report.quirk is None else "read",
                    alternates=tuple(whole[1:]),
                )
            )

    def add_other(self, other: Other) -> None:
        """Add a page or file that is no report."""
        way, _, kind = other.carrier.partition(":")
        values = {"school": self.portal.school["name"], "short": self.portal.short}
        title = other.title.format(**values)
        lines = tuple(line.format(**values) for line in other.lines) or generators.prose_of(other.why, values)
        if way == "direct":
            target = self.at.file_target("direct", other.id, 0, kind, other.published)
            make_bytes = documents.pdf_bytes if kind == "pdf" else documents.docx_bytes
            self.route(
                target,
                lambda: Answer(body=make_bytes(title, lines), content_type=MIME[kind]),
                other.published,
            )
        else:
            numbers = self.at.article_values(other.id, other.column, other.published)
            target = self.at.target("article", numbers)
            make = partial(
                self.pages.article, target, other.column, other.id, title, other.published, lines, []
            )
            self.route(target, make, other.published)
        self.entries[other.column].append(Entry(title, other.published, target))
        if other.why != "ordinary":
            self.must_not.append(MustNot(self.at.absolute(target), title, other.why))

    def add_fillers(self, column: Column) -> None:
        """Add the notices that fill a list."""
        school = self.portal.school["name"]
        made = generators.fillers(
            school, self.portal.short, column.path, column.filler, column.first, column.last
        )
        for number, filler in enumerate(made):
            id_ = column.id * 1000 + number
            values = self.at.article_values(id_, column.id, filler.published)
            target = self.at.target("article", values)
            make = partial(
                self.pages.article,
                target,
                column.id,
                id_,
                filler.title,
                filler.published,
                filler.lines,
                [],
            )
            self.route(target, make, filler.published)
            self.entries[column.id].append(Entry(filler.title, filler.published, target))

    def add_lists(self, column: Column) -> None:
        """Add a column's pages."""
        if column.id in self.column_articles:
            self.route(self.at.list_target(column, 1, 1), self.column_articles[column.id])
            return
        for page, pages, entries in generators.paginate(self.entries[column.id], column.per_page):
            here = self.at.list_target(column, page, pages)
            make = partial(self.pages.list_page, here, column, page, pages, list(entries))
            newest = self.entries[column.id][0].published if entries else None
            self.route(here, make, newest)

    def least_requests(self) -> int:
        """Count what must be asked for: see `ExpectedSchool.least_requests`."""
        needed = {self.at.root}
        for column in self.portal.columns:
            if column.id in self.column_articles:
                needed.add(self.at.list_target(column, 1, 1))
            reports = {r.page_url for r in self.expected} | {r.document_url for r in self.expected}
            for page, pages, entries in generators.paginate(self.entries[column.id], column.per_page):
                if any(self.at.absolute(entry.target) in reports for entry in entries):
                    needed.add(self.at.list_target(column, page, pages))
        for report in self.expected:
            needed |= {report.page_url, report.document_url}
        base = self.at.absolute("")
        return len({address.removeprefix(base) for address in needed})


def page_documents(pages: list[str]) -> list[tuple[str, str]]:
    """Pair each page with itself: the page is the document."""
    return [(page, page) for page in pages]
