"""One way for every document: archived bytes to extraction to parse to report.

Each step is keyed by hashes and versions, so it is done once and can be taken
up again wherever a run was stopped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from pipelines.extract import VERSION as EXTRACTOR_VERSION
from pipelines.extract import Text, Unreadable
from pipelines.outcomes import DocumentOutcome
from pipelines.parser import VERSION as PARSER_VERSION
from pipelines.parser import Context, parse
from pipelines.store import renditions
from pipelines.store.models import Extraction, Parse, TextBody
from pipelines.store.renditions import Candidate
from pipelines.store.reports import ANNUAL_REPORT, belongs_to, settle_reports
from pipelines.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Processed:
    """What became of a candidate, for whoever shows it to people."""

    institution_code: str | None
    document_url: str
    outcome: DocumentOutcome
    kind: str | None
    period_label: str | None
    format: str | None
    detail: str | None
    is_report: bool


async def process_candidates(workspace: Workspace, candidates: Sequence[Candidate]) -> list[Processed]:
    """Extract, parse and store candidates; `settle` then makes reports of them.

    A candidate without bytes is stored with its outcome. What a killed run had
    already stored is found by its hash and not done again.
    """
    results = [await _extract(workspace, candidate) for candidate in candidates]

    def store(session: Session) -> list[Processed]:
        return [
            _store(session, workspace, candidate, result)
            for candidate, result in zip(candidates, results, strict=True)
        ]

    return await workspace.write(store)


def settle(session: Session, codes: Iterable[str | None]) -> None:
    """Make the reports of schools what their renditions now say."""
    for code in sorted(filter(None, set(codes))):
        settle_reports(session, code)


async def _extract(workspace: Workspace, candidate: Candidate) -> Text | Unreadable | None:
    """Have a candidate's bytes read; None where there are none, or this extractor has read them."""
    sha256 = candidate.sha256
    if sha256 is None:
        return None
    if not workspace.pages.is_new(sha256) and await workspace.in_writer(lambda: _is_read(workspace, sha256)):
        return None
    try:
        data = workspace.pages.body(sha256)
        return await workspace.extractors.extract(
            data, name=candidate.name or candidate.document_url, content_type=candidate.content_type
        )
    except Unreadable as reason:
        return reason
    except FileNotFoundError:
        return Unreadable(DocumentOutcome.PENDING, "its bytes are missing from the archive")


def _is_read(workspace: Workspace, sha256: str) -> bool:
    with workspace.database.reading() as session:
        known = renditions.known_extraction(session, sha256, EXTRACTOR_VERSION)
        return known is not None and known.outcome not in RETRYABLE


RETRYABLE = {
    DocumentOutcome.PENDING.value,
    DocumentOutcome.TIMEOUT.value,
    DocumentOutcome.WORKER_KILLED.value,
}
"""Extraction outcomes after which another try may read the document."""


def _store(
    session: Session, workspace: Workspace, candidate: Candidate, result: Text | Unreadable | None
) -> Processed:
    found: Parse | None = None
    extraction: Extraction | None = None
    detail = None
    if candidate.sha256:
        renditions.save_document(session, candidate)
        if result is None:
            extraction = renditions.known_extraction(session, candidate.sha256, EXTRACTOR_VERSION)
        else:
            extraction = renditions.save_extraction(session, candidate.sha256, EXTRACTOR_VERSION, result)
        assert extraction is not None
        candidate.outcome, candidate.detail = DocumentOutcome(extraction.outcome), extraction.detail
        if extraction.text_sha256:
            text = result.text if isinstance(result, Text) else None
            found = _parse(session, workspace, extraction.text_sha256, text, candidate)
            if candidate.expects_file and extraction.format == "html" and found.kind != ANNUAL_REPORT:
                candidate.outcome = DocumentOutcome.NOT_A_DOCUMENT
                candidate.detail = "an HTML page instead of a file"
            if candidate.institution_code is None:  # a local file says itself whose it is
                candidate.institution_code = found.school_code
                if found.kind == ANNUAL_REPORT and found.school_code is None:
                    detail = f"its school is not on the list: {found.school_name or 'no name printed'}"
            elif found.kind == ANNUAL_REPORT and not belongs_to(found, candidate.institution_code):
                detail = f"the report of another school: {found.school_name}"
    rendition = renditions.save_rendition(session, candidate, found, detail)
    return Processed(
        institution_code=rendition.institution_code,
        document_url=candidate.document_url,
        outcome=DocumentOutcome(rendition.outcome),
        kind=rendition.kind,
        period_label=found.period_label if found else None,
        format=extraction.format if extraction else None,
        detail=rendition.detail,
        is_report=bool(
            found and found.kind == ANNUAL_REPORT and detail is None and rendition.institution_code
        ),
    )


def _parse(
    session: Session, workspace: Workspace, text_sha256: str, text: str | None, candidate: Candidate
) -> Parse:
    """Return the parse of a text in the candidate's context, made once a version."""
    code, title = candidate.institution_code, candidate.title
    known = renditions.known_parse(session, text_sha256, PARSER_VERSION, code, title)
    if known is not None:
        return known
    if text is None:
        text = session.get_one(TextBody, text_sha256).text
    name = workspace.names.get(code) if code else None
    context = Context(title=title or None, school_name=name, school_code=code)
    report = parse(text, context=context, roster=workspace.roster)
    return renditions.save_parse(session, text_sha256, PARSER_VERSION, code, title, report.to_dict())
