"""What a run of `reparse` changed, text by text: for the terminal, for JSON, for exports."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from pipelines.changes import Change
from pipelines.store.models import Institution, Parse, Rendition, Reparsed


@dataclass(frozen=True, slots=True)
class Reread:
    """One text that was read anew: where it is from, and what its parse now says otherwise.

    `period_label` is the new parse's; `document_urls` are where the text was found.
    """

    institution_code: str | None
    school_name: str | None
    period_label: str | None
    document_urls: list[str]
    text_sha256: str
    version_before: str
    version_after: str
    changes: list[Change]


def reread_by(session: Session, run_id: int | None = None) -> list[Reread]:
    """Return what a run has read anew (all runs where None), by school, the newest period first."""
    earlier = aliased(Parse)
    query = (
        select(
            Reparsed.changes,
            Parse.text_sha256,
            Parse.institution_code,
            Parse.context_title,
            Parse.school_name,
            Parse.period_label,
            Parse.parser_version,
            earlier.parser_version.label("version_before"),
        )
        .join(Parse, Parse.id == Reparsed.parse_id)
        .join(earlier, earlier.id == Reparsed.earlier_id)
        .order_by(Reparsed.run_id, Reparsed.earlier_id)
    )
    places = _places(session)
    names = {row.code: row.name for row in session.execute(select(Institution.code, Institution.name))}
    found = []
    for row in session.execute(query if run_id is None else query.where(Reparsed.run_id == run_id)):
        where = places.get((row.text_sha256, row.institution_code, row.context_title), [])
        code = next((code for code, _ in where), row.institution_code)
        found.append(
            Reread(
                institution_code=code,
                school_name=names.get(code) if code else row.school_name,
                period_label=row.period_label,
                document_urls=sorted({url for _, url in where}),
                text_sha256=row.text_sha256,
                version_before=row.version_before,
                version_after=row.parser_version,
                changes=row.changes,
            )
        )
    found.sort(key=lambda one: (one.document_urls, one.text_sha256))
    found.sort(key=lambda one: one.period_label or "", reverse=True)
    found.sort(key=lambda one: (one.institution_code or "~", one.school_name or ""))
    return found


def _places(session: Session) -> dict[tuple[str, str | None, str], list[tuple[str | None, str]]]:
    """Return (school, address) of the renditions of each text, as the parses are keyed."""
    places = defaultdict(list)
    rows = session.execute(
        select(
            Parse.text_sha256,
            Parse.institution_code,
            Parse.context_title,
            Rendition.institution_code,
            Rendition.document_url,
        )
        .join(Rendition, Rendition.parse_id == Parse.id)
        .order_by(Rendition.id)
    )
    for sha256, found_at, title, code, url in rows:
        places[sha256, found_at, title].append((code, url))
    return dict(places)
