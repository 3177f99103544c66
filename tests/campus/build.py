"""From a portal's folder to routes and expectations."""

from collections.abc import Callable
from functools import partial

from tests.campus import carriers, generators, lists, prose
from tests.campus.carriers import INSIDE, LISTED, MIME, Attachment
from tests.campus.expect import Expected, MustNot
from tests.campus.pages import Entry, Pages
from tests.campus.portal import Column, Other, Portal, Report
from tests.campus.publish import Publisher
from tests.campus.wire import Answer, html_answer


class Builder(Publisher):
    """Builds one portal; `run` is the way in."""

    def __init__(self, portal: Portal) -> None:
        super().__init__(portal)
        self.columns = {column.id: column for column in portal.columns}
        self.entries: dict[int, list[Entry]] = {column.id: [] for column in portal.columns}
        self.expected: list[Expected] = []
        self.must_not: list[MustNot] = []
        self.column_articles: dict[int, Callable[[], Answer]] = {}
        self.listed: dict[str, Column] = {}
        self.shown: lists.Shown = []
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
            self.route(home, partial(self.pages.home_page, home), newest)
        for name in set(self.style.pages) - {"home", "list", "article"}:
            target = self.at.target(name, {})
            self.route(target, partial(self.pages.home_page, target, name), newest)
        # A quirk needs an address to sit on: a portal may have one for a robots.txt that it lacks.
        if self.settings.robots or any(pattern == "/robots.txt" for _, pattern, _ in self.portal.quirks):
            robots = self.settings.robots.encode()
            self.route("/robots.txt", lambda: Answer(body=robots, content_type="text/plain"))
        missing = self.style.fragments.get("missing", "<h1>404</h1>")
        self.site.missing = html_answer(missing, self.style.missing_status, self.style.encoding)
        self.site.headers = self.headers()
        if self.settings.endless:
            self.site.fallback = generators.endless_page

    def add_report(self, report: Report) -> None:
        """Add a report's page, files, lines in lists and expectations."""
        composed = self.compose(report)
        files: list[Attachment] = []
        direct, pages = "", list[str]()
        for number, carrier in enumerate(report.carriers):
            way, _, kind = carrier.partition(":")
            if way == "html":
                continue
            file = self.add_file(report, number, way, kind, composed)
            files.append(file)
            if way in LISTED:
                direct = file.target
                pages = [self.add_redirect(report, file)] if way != "direct" else [direct]
        attached = [file for file in files if file.target != direct]
        pages = pages * (1 + len(report.also)) or self.report_pages(report, composed, attached)
        for number, page in enumerate(pages):
            column = (report.column, *report.also)[number]
            if not report.as_column:
                self.entries[column].append(Entry(report.title, report.published, page))
        self.expect(report, composed, pages, files, direct)

    def report_pages(self, report: Report, composed: prose.Composed, files: list[Attachment]) -> list[str]:
        """Add the article under each of its columns; returns what the lists link to."""
        in_body = "html" in report.carriers
        lines = (composed.title, *composed.lines) if in_body else ("详见附件。",)
        if not in_body and any(file.shown for file in files):
            lines = ()
        title = report.page_title or report.title
        targets = []
        for number, column in enumerate((report.column, *report.also)):
            id_ = report.id + 7 * number
            values = self.at.article_values(id_, column, report.published)
            target = self.at.target("article", values)
            if report.as_column:
                target = self.at.list_target(self.columns[column], 1, 1)
            pieces = report.pieces if in_body else 1
            make = partial(
                self.pages.article,
                target,
                column,
                id_,
                title,
                report.published,
                lines,
                files,
                pieces=pieces,
            )
            if report.as_column:
                self.column_articles[column] = make
            else:
                self.route(target, make, report.published)
                self.add_detail(id_, title, report.published, lines, files)
                if in_body and report.quirk and not files:
                    self.site.routes[target].quirk = report.quirk
            targets.append(target)
        return targets

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
            at = file.second or file.target
            pairs = [(page, page if file.way in INSIDE else at) for page in page_of]
            if file.way in LISTED - {"direct"}:
                pairs.append((pages[0], pages[0]))
            renditions.append((file.kind, pairs))
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
            composed = prose.Composed(title, lines, prose.Facts(0, 0, 0, 0, {}))
            self.route(
                target,
                lambda: Answer(body=carriers.content(kind, composed, title), content_type=MIME[kind]),
                other.published,
            )
        else:
            numbers = self.at.article_values(other.id, other.column, other.published)
            target = self.at.target("article", numbers)
            make = partial(
                self.pages.article, target, other.column, other.id, title, other.published, lines, []
            )
            self.route(target, make, other.published)
            self.add_detail(other.id, title, other.published, lines, [])
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
            self.route(target, partial(self.filler_page, target, column.id, id_, filler), filler.published)
            if self.style.details == "json":
                self.add_detail(id_, filler.title, filler.published, filler.lines, [])
            self.entries[column.id].append(Entry(filler.title, filler.published, target))

    def filler_page(self, target: str, column: int, id_: int, filler: generators.Filler) -> Answer:
        """Make the page of a notice."""
        return self.pages.article(target, column, id_, filler.title, filler.published, filler.lines, [])

    def add_lists(self, column: Column) -> None:
        """Add a column's pages."""
        if column.id in self.column_articles:
            target = self.at.list_target(column, 1, 1)
            self.route(target, self.column_articles[column.id])
            return
        self.shown += lists.WAYS[column.lists or self.style.lists](self, column)

    def least_requests(self) -> int:
        """Count what must be asked for: see `ExpectedSchool.least_requests`."""
        needed = {self.at.root}
        reports = {r.page_url for r in self.expected} | {r.document_url for r in self.expected}
        for report in self.expected:  # a redirect is asked for to see where it leads
            reports |= {page for page, document in report.alternates if page == document}
        for requests, entries in self.shown:
            inside = {self.at.absolute(entry.target) for entry in entries} & reports
            if inside:
                needed |= requests | {self.base_less(address) for address in inside}
        for report in self.expected:
            needed |= {self.base_less(report.page_url), self.base_less(report.document_url)}
        extra = len({report.page_url for report in self.expected}) if self.style.details == "json" else 0
        quirks = [route.quirk for at, route in self.site.routes.items() if at in needed and route.quirk]
        extra += sum(quirk.after for quirk in quirks if quirk.kind == "busy")
        extra += any(quirk.kind == "cookie" for quirk in quirks)
        return len(needed | self.pictures) + extra + (not self.settings.known)

    def base_less(self, address: str) -> str:
        """Return an address from the host's root on."""
        return address.removeprefix(self.at.absolute(""))


def page_documents(pages: list[str]) -> list[tuple[str, str]]:
    """Pair each page with itself: the page is the document."""
    return [(page, page) for page in pages]
