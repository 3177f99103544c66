"""One way for every document: archived bytes to extraction to parse to report.

Each step is keyed by hashes and versions, so it is done once and can be taken
up again wherever a run was stopped.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from pipelines.extract import VERSION as EXTRACTOR_VERSION
from pipelines.extract import Text, Unreadable
from pipelines.extract.assembly.links import absolute
from pipelines.extract.text import Link
from pipelines.names import Names
from pipelines.outcomes import DocumentOutcome
from pipelines.parser import VERSION, Context, parse
from pipelines.parser.vocab import fingerprint
from pipelines.store import renditions
from pipelines.store.models import Extraction, Parse, TextBody
from pipelines.store.renditions import Candidate
from pipelines.store.reports import settle_reports
from pipelines.verdicts import Verdict, judge
from pipelines.workspace import Workspace

PARSER_VERSION = f"{VERSION}+{fingerprint()}"
"""The parser that reads here: its version, and what its vocabulary says."""


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
    return await workspace.keep(store_candidates, list(candidates), results)


def store_candidates(
    session: Session,
    names: Names,
    candidates: Sequence[Candidate],
    results: Sequence[Text | Unreadable | None],
) -> list[Processed]:
    """Store candidates with what the extractor made of them (None: what it made before)."""
    return [
        _store(session, names, candidate, result)
        for candidate, result in zip(candidates, results, strict=True)
    ]


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
    session: Session, names: Names, candidate: Candidate, result: Text | Unreadable | None
) -> Processed:
    found: Parse | None = None
    extraction: Extraction | None = None
    verdict: Verdict | None = None
    if candidate.sha256:
        renditions.save_document(session, candidate)
        if result is None:
            extraction = renditions.known_extraction(session, candidate.sha256, EXTRACTOR_VERSION)
        else:
            extraction = renditions.save_extraction(session, candidate.sha256, EXTRACTOR_VERSION, result)
        assert extraction is not None
        candidate.outcome, candidate.detail = DocumentOutcome(extraction.outcome), extraction.detail
        if extraction.text_sha256:
            found = _parse(session, names, extraction, result, candidate)
            verdict = judge(
                found, candidate.institution_code, extraction.format, expects_file=candidate.expects_file
            )
            candidate.institution_code = verdict.institution_code
            candidate.outcome, candidate.detail = verdict.outcome, verdict.detail
    rendition = renditions.save_rendition(session, candidate, found)
    return Processed(
        institution_code=rendition.institution_code,
        document_url=candidate.document_url,
        outcome=DocumentOutcome(rendition.outcome),
        kind=rendition.kind,
        period_label=found.period_label if found else None,
        format=extraction.format if extraction else None,
        detail=rendition.detail,
        is_report=verdict is not None and verdict.is_report,
    )


def _parse(
    session: Session,
    names: Names,
    extraction: Extraction,
    result: Text | Unreadable | None,
    candidate: Candidate,
) -> Parse:
    """Return the parse of an extraction's text in the candidate's context, made once a version."""
    code, title, sha256 = candidate.institution_code, candidate.title, str(extraction.text_sha256)
    known = renditions.known_parse(session, sha256, PARSER_VERSION, code, title)
    if known is not None:
        return known
    text = result.text if isinstance(result, Text) else session.get_one(TextBody, sha256).text
    context = context_of(names.current, code, title, extraction.links, candidate.document_url)
    report = parse(text, context=context, roster=names.roster)
    return renditions.save_parse(session, sha256, PARSER_VERSION, code, title, report.to_dict())


def context_of(
    names: Mapping[str, str], code: str | None, title: str, links: Iterable[Sequence[Any]], base: str
) -> Context:
    """Return what is known of a text beside it: whose it is, what led to it, what it links to.

    `links` are (start, end, address as written); `base` is the document's own address.
    """
    return Context(
        title=title or None,
        school_name=names.get(code) if code else None,
        school_code=code,
        links=absolute((Link(*row) for row in links), base),
    )
