"""A report is a school and a period; its renditions are settled into it here."""

from collections import defaultdict

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from pipelines.store.models import Parse, Rendition, Report, Section

ANNUAL_REPORT = "annual_report"

Key = tuple[str | None, str]
Carried = tuple[Rendition, Parse, int]


def settle_reports(session: Session, code: str) -> list[Report]:
    """Make a school's reports what its renditions say; return them by period.

    One report a period; where no period is known, one a text. The canonical
    rendition is the one that says most, then the page's own body, then the
    first address: the same whatever order they came in.
    """
    carriers: dict[Key, list[Carried]] = defaultdict(list)
    known_sections = (
        select(func.count())
        .where(Section.parse_id == Parse.id, Section.code != "extra")
        .correlate(Parse)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Rendition, Parse, known_sections)
        .join(Parse, Rendition.parse_id == Parse.id)
        .where(Rendition.institution_code == code, Parse.kind == ANNUAL_REPORT)
    )
    for rendition, parse, sections in rows:
        if belongs_to(parse, code):
            carriers[_key(parse.period_label, parse)].append((rendition, parse, sections))
    existing = session.execute(
        select(Report, Parse).join(Parse, Parse.id == Report.parse_id).where(Report.institution_code == code)
    )
    by_key = {_key(report.period_label, parse): report for report, parse in existing}
    session.execute(
        update(Rendition)
        .where(Rendition.institution_code == code, Rendition.report_id.is_not(None))
        .values(report_id=None)
    )
    for key, found in carriers.items():
        rendition, parse, _ = min(found, key=_preference)
        report = by_key.pop(key, None)
        if report is None:
            report = Report(institution_code=code, period_label=key[0])
            session.add(report)
        report.parse_id, report.canonical_id = parse.id, rendition.id
        session.flush()
        for carrier, _, _ in found:
            carrier.report_id = report.id
    session.flush()
    if by_key:
        session.execute(delete(Report).where(Report.id.in_([report.id for report in by_key.values()])))
    return list(
        session.scalars(
            select(Report).where(Report.institution_code == code).order_by(Report.period_label.desc())
        )
    )


def belongs_to(parse: Parse, code: str) -> bool:
    """Whether a report is this school's: the printed name is not another school's."""
    return parse.school_code is None or parse.school_code == code


def _key(period: str | None, parse: Parse) -> Key:
    return period, "" if period else parse.text_sha256


def _preference(carried: Carried) -> tuple[int, bool, str]:
    rendition, _, sections = carried
    return -sections, rendition.carrier != "body", rendition.document_url
