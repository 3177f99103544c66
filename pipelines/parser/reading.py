"""Text to report: runs the readers over one document and puts the object together."""

from pipelines.parser.checks import check
from pipelines.parser.complaints import read_complaints
from pipelines.parser.figures.reader import read_figures
from pipelines.parser.header.basis import read_basis
from pipelines.parser.header.contact import read_contact, read_portal
from pipelines.parser.header.period import read_period
from pipelines.parser.header.roster import Roster
from pipelines.parser.header.school import Named, in_text, in_title, is_sub_unit, of_context, same
from pipelines.parser.header.signature import read_addressee, read_number, read_signature
from pipelines.parser.header.title import headline, read_title
from pipelines.parser.inventory.reader import read_inventory
from pipelines.parser.kind import judge
from pipelines.parser.model import Context, Kind, Report
from pipelines.parser.outline.reader import read_sections
from pipelines.parser.outline.subheadings import read_subheadings
from pipelines.parser.points.reader import read_points
from pipelines.parser.requests.fees import read_fees
from pipelines.parser.requests.reader import read_requests
from pipelines.parser.view import Document, Span, fold


def parse(text: str, *, context: Context | None = None, roster: Roster | None = None) -> Report:
    """Read one document's text; never raises, whatever the text is.

    `context` fills only what the text does not state, each use with a warning.
    `roster` turns the printed school name into its code.
    """
    return _Reading(text, context or Context(), roster).run()


class _Reading:
    def __init__(self, text: str, context: Context, roster: Roster | None) -> None:
        self.doc = Document(text)
        self.sq = self.doc.squeezed
        self.context = context
        self.roster = roster
        self.report = Report(sections=read_sections(self.doc))
        sections = self.report.sections
        self.first = sections[0].start if sections else min(len(text), 3000)
        self.preamble = self.sq.index(self.first)

    def run(self) -> Report:
        self._header()
        report = self.report
        title = fold(report.title) if report.title else None
        head = headline(self.doc, self._title_start)
        folded_head = fold(head.text) if head else None
        outside = fold("".join((self.context.title or "").split()))
        if not title and not folded_head and outside and not report.sections:
            folded_head = outside
            self.warn("kind_from_title")
        report.kind = judge(
            self.doc,
            title,
            folded_head,
            report.sections,
            report.school.name,
            self._sub_unit(title or folded_head),
            report.addressee is not None,
        )
        if report.kind not in (Kind.ANNUAL_REPORT, Kind.COVER):
            # The first lines of another document are no disclosure report's.
            if report.title is None and head:
                report.title = head.text
                self.keep("title", head.span)
            report.sections = []
        if report.kind is Kind.ANNUAL_REPORT:
            self._body()
            self._lists()
            report.warnings += check(self.doc, report, self.context, self.preamble)
        elif report.kind is Kind.INVENTORY:
            self._basis()
            self._inventory()
        report.warnings = list(dict.fromkeys(report.warnings))
        return report

    def warn(self, code: str) -> None:
        self.report.warnings.append(code)

    def keep(self, path: str, span: Span) -> None:
        self.report.evidence[path] = span

    def _header(self) -> None:
        report, doc = self.report, self.doc
        title = read_title(doc, self.first)
        self._title_start = title.span[0] if title else len(doc.folded)
        if title:
            report.title = title.text
            self.keep("title", title.span)
        title_at = self._indexes(title.span) if title else None
        own = [s for s in report.sections if s.code != "inventory"] or report.sections
        last = own[-1].body if own else 0
        schools = self._school(title_at)
        body, when = read_signature(doc, last, schools)
        addressee = read_addressee(doc, self.first)
        if body is None and when is None and addressee:
            # The covering letter is signed, and the report behind it is not.
            body, when = read_signature(doc, 0, schools, before=self.first)
        if body and self._is_school(body[0]) and report.school.name is None:
            report.school.name = body[0]
            self.keep("school.name", body[1])
        if body:
            report.signed_by = body[0]
            self.keep("signed_by", body[1])
        if when:
            report.signed_on = when[0]
            self.keep("signed_on", when[1])
        self._code()
        overview_end = self.sq.index(report.sections[0].end) if report.sections else 4000
        reading = read_period(
            self.sq,
            self.preamble,
            overview_end,
            title_at,
            report.signed_on,
            fold(self.context.title) if self.context.title else None,
            self.context.published,
        )
        report.period = reading.period
        report.evidence.update(reading.spans)
        report.warnings += reading.warnings
        for path, found in (
            ("document_number", read_number(doc, self.first)),
            ("addressee", addressee),
        ):
            if found:
                setattr(report, path, found[0])
                self.keep(path, found[1])

    def _indexes(self, span: Span) -> tuple[int, int]:
        return self.sq.index(span[0]), self.sq.index(span[1])

    def _school(self, title_at: tuple[int, int] | None) -> set[str]:
        """Set the school's name; returns the names that a signature may have."""
        report, text = self.report, self.sq.text
        named = in_title(text, *title_at, self.roster) if title_at else None
        named = named or in_text(text, 0, self.preamble, self.roster)
        known = self.context.school_name
        if named is None and known:
            named = of_context(self.sq, known)
        named = named or self._sole_line()
        if named is None:
            named = in_text(text, self.preamble, len(text), self.roster)
        if named:
            span = self.sq.span(*named.span)
            report.school.name = self.doc.value(span)
            self.keep("school.name", span)
        return {n for n in (named.name if named else "", fold("".join((known or "").split()))) if n}

    def _sole_line(self) -> Named | None:
        """A line near the end that is a school's name and nothing else."""
        for line in reversed(self.doc.lines[-12:]):
            text = line.squeezed if len(line.text) <= 40 else ""
            start = self.sq.index(line.start)
            for stop in (len(text), text.find("2"), text.find("二")):
                piece = text[: max(stop, 0)]
                if piece.endswith(("大学", "学院", "专科学校")) and 4 <= len(piece) <= 24:
                    return Named(piece, (start, start + len(piece)))
        return None

    def _is_school(self, name: str) -> bool:
        return name.endswith(("大学", "学院", "学校"))

    def _code(self) -> None:
        report, context = self.report, self.context
        name = report.school.name
        if name is None:
            if context.school_name:
                report.school.name, report.school.code = context.school_name, context.school_code
                self.warn("school_from_context")
            return
        if self.roster:
            report.school.code = self.roster.resolve(name)
        if context.school_name and not same(name, context.school_name):
            resolved = report.school.code
            if resolved is None or resolved != context.school_code:
                self.warn(f"school_mismatch:{name}")
        elif (
            report.school.code is None
            and context.school_code
            and Roster.key(name) == Roster.key(context.school_name or "")
        ):
            report.school.code = context.school_code
            self.warn("school_code_from_context")
        signed = report.signed_by
        if signed and signed.endswith(("大学", "学院")) and not same(name, signed):
            self.warn(f"school_mismatch:{signed}")

    def _sub_unit(self, title: str | None) -> bool:
        name = self.report.school.name
        if not title or not name:
            return False
        known = self.report.school.code is not None or name == self.context.school_name
        return is_sub_unit(title, fold(name), known)

    def _places(self, *codes: str) -> list[tuple[int, int, str]]:
        return [
            (self.sq.index(s.body), self.sq.index(s.end), fold(s.heading))
            for s in self.report.sections
            if s.code in codes
        ]

    def _basis(self) -> None:
        for i, (basis, span) in enumerate(read_basis(self.sq, self.preamble)):
            self.report.legal_basis.append(basis)
            self.keep(f"legal_basis.{i}", span)

    def _body(self) -> None:
        report, sq = self.report, self.sq
        self._basis()
        self._contact()
        asked = [p[:2] for p in self._places("on_request")]
        anywhere = [(0, len(sq.text))]
        report.requests, spans, warnings = read_requests(sq, asked or anywhere, not asked)
        fees = asked + [p[:2] for p in self._places("extra") if "费" in p[2]]
        read_fees(sq, fees, report.requests, spans)
        report.warnings += warnings
        report.evidence.update({f"requests.{k}": v for k, v in spans.items()})
        troubled = self._places("complaints") or [
            p for p in self._places("evaluation") if "举报" in p[2] or "投诉" in p[2]
        ]
        report.complaints, spans = read_complaints(sq, troubled or [(0, len(sq.text), "")], not troubled)
        report.evidence.update({f"complaints.{k}": v for k, v in spans.items()})

    def _lists(self) -> None:
        report = self.report
        read_subheadings(self.doc, report.sections)
        tables = self._inventory()
        report.figures, warnings = read_figures(self.doc, report.sections, report.period, tables)
        report.warnings += warnings
        points = read_points(self.doc, report.sections)
        report.practices, report.problems = points.practices, points.problems
        report.measures = points.measures
        report.evidence.update(points.spans)

    def _inventory(self) -> list[Span]:
        """Set the inventory's rows; returns the stretches of the text that its tables take."""
        report = self.report
        found = read_inventory(self.doc, report.sections, self.context.links)
        report.inventory = found.rows
        report.warnings += found.warnings
        for i, span in enumerate(found.spans):
            self.keep(f"inventory.{i}", span)
        return found.tables

    def _contact(self) -> None:
        report, sq = self.report, self.sq
        behind = sq.index(report.sections[-1].body) if report.sections else 0
        tail = max(behind, len(sq.text) - 600)
        overview = self._places("overview")[:1]
        inner = [(a, min(b, a + 800)) for a, b, _ in overview]
        places = [(0, self.preamble), *inner, (tail, len(sq.text))]
        report.contact, spans = read_contact(sq, places, inner)
        for key, span in spans.items():
            self.keep(f"contact.{key}", span)
            if key in ("office", "address"):
                setattr(report.contact, key, self.doc.value(span))
        own = max(end for _, end in places[:-1])
        if portal := read_portal(sq, 0, len(sq.text), own):
            report.portal_url = portal[0]
            self.keep("portal_url", portal[1])
