"""Every stored text read anew by the present parser, and what changed by it.

No request is made and no document is opened: the texts are in the database.
The earlier parses stay; `reparsed` says which parse took the place of which.
Done in batches, each whole or not at all: a run that was killed is taken up
by the next one of the same parser, and what it had found is shown with the rest.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from pipelines.changes import differences
from pipelines.names import Names, roster_rows
from pipelines.process import PARSER_VERSION, context_of, settle
from pipelines.readers import Readers
from pipelines.readers.messages import Answer, Job, Unparsed
from pipelines.reread import Reread, reread_by
from pipelines.store import renditions
from pipelines.store.database import Database
from pipelines.store.ledger import now
from pipelines.store.models import Extraction, Parse, Rendition, Reparsed, ReparseRun, TextBody
from pipelines.store.records import record_of
from pipelines.verdicts import judge

BATCH = 50
"""Texts to a transaction: what a kill can lose."""


@dataclass(frozen=True, slots=True)
class Left:
    """A text that could not be read anew; its earlier parse stays in its place."""

    document_url: str
    words: str


@dataclass(frozen=True, slots=True)
class Reparse:
    """A run's outcome: `texts` are all that are stored, the others those that it took up.

    `taken_up` says that a run which was stopped before is contained.
    """

    texts: int
    reread: list[Reread]
    left: list[Left]
    taken_up: bool


def reparse(database: Database, code: str | None, progress: Callable[[int, int], None]) -> Reparse:
    """Read anew what another parser has read: of one school, or of all.

    `progress` is told how many texts are done, of how many. Raises
    `ChildStartError` where no process can be started.
    """
    with database.reading() as session:
        texts = len(session.scalars(_present_parses(code)).all())
        waiting = list(session.scalars(_present_parses(code).where(Parse.parser_version != PARSER_VERSION)))
        stopped = _stopped_run(session, code)
        run_id = stopped.id if stopped else None
    if not waiting and run_id is None:
        return Reparse(texts, [], [], False)
    taken_up = run_id is not None
    if run_id is None:
        run_id = _start(database, code)
    left = _read_all(database, run_id, waiting, progress)
    with database.session() as session:
        session.get_one(ReparseRun, run_id).finished_at = now()
        return Reparse(texts, reread_by(session, run_id), left, taken_up)


def _present_parses(code: str | None) -> Select[int]:
    """Return the parses that renditions rest on now, a school's together."""
    query = (
        select(Parse.id)
        .join(Rendition, Rendition.parse_id == Parse.id)
        .group_by(Parse.id)
        .order_by(func.min(Rendition.institution_code), Parse.id)
    )
    return query if code is None else query.where(Rendition.institution_code == code)


def _stopped_run(session: Session, code: str | None) -> ReparseRun | None:
    return session.scalar(
        select(ReparseRun)
        .where(
            ReparseRun.parser_version == PARSER_VERSION,
            ReparseRun.institution_code == code,
            ReparseRun.finished_at.is_(None),
        )
        .order_by(ReparseRun.id.desc())
        .limit(1)
    )


def _start(database: Database, code: str | None) -> int:
    with database.session() as session:
        run = ReparseRun(parser_version=PARSER_VERSION, institution_code=code, started_at=now())
        session.add(run)
        session.flush()
        return run.id


def _read_all(
    database: Database, run_id: int, waiting: Sequence[int], progress: Callable[[int, int], None]
) -> list[Left]:
    names, left, done = Names(database), list[Left](), 0
    missing: list[int] = []
    with database.reading() as session:
        roster = roster_rows(session)
    with Readers(roster) as readers:
        answers = readers.read(_jobs(database, names, waiting, missing))
        while batch := [answer for _, answer in zip(range(BATCH), answers, strict=False)]:
            with database.session() as session:
                left += _store(session, run_id, batch)
            done += len(batch)
            progress(done, len(waiting))
    with database.reading() as session:
        left += [_left(session, parse_id, "its text is not in the database") for parse_id in missing]
    return left


def _jobs(database: Database, names: Names, waiting: Sequence[int], missing: list[int]) -> Iterator[Job]:
    """Give the texts of parses, each with what was known beside it; note those without a text."""
    for start in range(0, len(waiting), BATCH):
        chunk = waiting[start : start + BATCH]
        with database.reading() as session:
            links = _links(session, chunk)
            rows = session.execute(
                select(Parse.id, Parse.institution_code, Parse.context_title, TextBody.text)
                .outerjoin(TextBody, TextBody.sha256 == Parse.text_sha256)
                .where(Parse.id.in_(chunk))
            ).all()
        known = {row.id: row for row in rows}
        for parse_id in chunk:
            _, code, title, text = known[parse_id]
            if text is None:
                missing.append(parse_id)
            else:
                context = context_of(names.current, code, title, *links.get(parse_id, ((), "")))
                yield Job(parse_id, text, context)


def _links(session: Session, parses: Sequence[int]) -> dict[int, tuple[list[Any], str]]:
    """Return what the texts of parses link to, as the first document of each had it, and its address."""
    rows = session.execute(
        select(Parse.id, Extraction.links, Rendition.document_url)
        .join(Rendition, Rendition.parse_id == Parse.id)
        .join(
            Extraction,
            (Extraction.document_sha256 == Rendition.document_sha256)
            & (Extraction.text_sha256 == Parse.text_sha256),
        )
        .where(Parse.id.in_(parses))
        .order_by(Rendition.id.desc(), Extraction.extractor_version)
    )
    return {row.id: (row.links, row.document_url) for row in rows}


def _store(session: Session, run_id: int, batch: Sequence[tuple[int, Answer]]) -> list[Left]:
    """Put new parses in the place of the earlier ones, and settle the schools' reports."""
    left, schools = list[Left](), set[str | None]()
    earlier_parses = _earlier(session, [parse_id for parse_id, _ in batch])
    places = _places(session, list(earlier_parses))
    for parse_id, answer in batch:
        if isinstance(answer, Unparsed):
            left.append(_left(session, parse_id, answer.words))
            continue
        if parse_id not in places:
            continue  # something else has read it meanwhile
        earlier = earlier_parses[parse_id]
        key = (earlier.text_sha256, PARSER_VERSION, earlier.institution_code, earlier.context_title)
        found, record = renditions.known_parse(session, *key), answer
        if found is None:
            found = renditions.save_parse(session, *key, answer)
        else:
            record = record_of(found)
        changes = differences(record_of(earlier), record)
        session.merge(Reparsed(run_id=run_id, earlier_id=parse_id, parse_id=found.id, changes=changes))
        for row, form in places[parse_id]:
            schools.add(row.institution_code)
            _move(session, row, form, earlier, found)
            schools.add(row.institution_code)
    session.flush()
    settle(session, schools)
    return left


def _earlier(session: Session, parses: Sequence[int]) -> dict[int, Parse]:
    """Return parses with all that their records are made of: a query a table, not a row."""
    lists = (
        Parse.sections,
        Parse.legal_basis,
        Parse.figures,
        Parse.points,
        Parse.inventory,
        Parse.warnings,
    )
    query = select(Parse).where(Parse.id.in_(parses)).options(*map(selectinload, lists))
    return {row.id: row for row in session.scalars(query)}


def _places(session: Session, parses: Sequence[int]) -> dict[int, list[tuple[Rendition, str | None]]]:
    """Return the renditions that rest on parses, each with its document's format."""
    rows = session.execute(
        select(Rendition, Extraction.format)
        .join(Parse, Parse.id == Rendition.parse_id)
        .outerjoin(
            Extraction,
            (Extraction.document_sha256 == Rendition.document_sha256)
            & (Extraction.text_sha256 == Parse.text_sha256),
        )
        .where(Rendition.parse_id.in_(parses))
        .order_by(Rendition.id, Extraction.extractor_version)
    )
    found: dict[int, dict[int, tuple[Rendition, str | None]]] = defaultdict(dict)
    for row, form in rows:
        found[row.parse_id or 0][row.id] = (row, form)
    return {parse_id: list(places.values()) for parse_id, places in found.items()}


def _move(session: Session, row: Rendition, form: str | None, earlier: Parse, found: Parse) -> None:
    """Have a rendition rest on another parse; its outcome changes where the parse is why."""
    # A local file says itself whose it is, then as now.
    code = row.institution_code if earlier.institution_code is not None else None
    before = judge(earlier, code, form, expects_file=row.expects_file)
    after = judge(found, code, form, expects_file=row.expects_file)
    row.parse_id, row.kind = found.id, found.kind
    if after == before:
        return
    row.outcome, row.detail = after.outcome.value, after.detail
    taken = renditions.known_rendition(session, after.institution_code, row.document_url)
    if taken is None:  # else that school has this file already, and this row stays where it is
        row.institution_code = after.institution_code


def _left(session: Session, parse_id: int, words: str) -> Left:
    url = session.scalar(
        select(Rendition.document_url).where(Rendition.parse_id == parse_id).order_by(Rendition.id).limit(1)
    )
    return Left(url or f"parse {parse_id}", words)
