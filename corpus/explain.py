"""xxgk explain: how each report of a school was found, and where and why the crawl gave up."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.outcomes import LABELS_ZH
from pipelines.store.database import Database
from pipelines.store.models import Institution, Rendition, Report, SiteRun
from pipelines.store.schools import find_school, portal_of

DONE = 0
_WORDS: dict[str, dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "explain.toml").read_text(encoding="utf-8")
)
_FINE = ("looked", "unchanged", "moved")


def explain_school(
    console: Console, database: Database, wanted: str, *, pages: bool = False, as_json: bool = False
) -> int:
    """Print the ways to a school's reports and where its crawl gave up; `pages` adds every page looked at."""
    with database.reading() as session:
        found = facts(session, find_school(session, wanted))
    if as_json:
        console.print_json(json.dumps(found, ensure_ascii=False))
        return DONE
    for line in lines(found, pages=pages):
        console.print(Text(line), soft_wrap=True, highlight=False)
    return DONE


def facts(session: Session, school: Institution) -> dict[str, Any]:
    """Return all that is known of how a school was crawled, as plain data.

    `runs` has the last whole crawl and, where it is later, the last look at the known
    lists; `reports` a chain of steps a rendition; `unread` what was found and not read.
    """
    portal = portal_of(session, school.code)
    rows = session.execute(
        select(Rendition, Report.period_label)
        .outerjoin(Report, Report.id == Rendition.report_id)
        .where(Rendition.institution_code == school.code)
        .order_by(Report.period_label.desc(), Rendition.id)
    ).all()
    return {
        "school": school.name,
        "code": school.code,
        "portal": portal.url if portal else None,
        "runs": [_run(run) for run in _runs(session, school.code)],
        "reports": [_way(row, period) for row, period in rows if row.report_id is not None],
        "unread": [_way(row, row.period_hint) for row, _ in rows if row.report_id is None],
    }


def lines(found: dict[str, Any], *, pages: bool) -> Iterator[str]:
    """Give the lines that people read."""
    yield f"{found['school']} {found['code']}"
    yield f"portal: {found['portal'] or 'none known'}"
    for way in found["reports"]:
        yield ""
        yield f"{way['period'] or '?'}  {way['title']}"
        yield from _chain(way)
    if found["unread"]:
        yield ""
        yield "found, and no report by what it says, or not read:"
        for way in found["unread"]:
            why = f": {way['detail']}" if way["detail"] else ""
            yield ""
            yield f"{way['period'] or '?'}  {way['title']}  {_outcome(way['outcome'])}{why}"
            yield from _chain(way)
    for run in found["runs"]:
        yield ""
        yield from _run_lines(run, pages=pages)
    if not found["runs"]:
        yield ""
        yield f"never crawled · next: xxgk crawl {found['school']}"


def _runs(session: Session, code: str) -> list[SiteRun]:
    newest = select(SiteRun).where(SiteRun.institution_code == code).order_by(SiteRun.id.desc()).limit(1)
    last = session.scalar(newest)
    whole = session.scalar(newest.where(SiteRun.whole.is_(True)))
    return [run for run in dict.fromkeys((whole, last)) if run is not None]


def _run(run: SiteRun) -> dict[str, Any]:
    trail = run.trail or {}
    return {
        "whole": run.whole,
        "outcome": run.outcome or run.state,
        "detail": run.detail,
        "started_at": run.started_at.isoformat() if run.started_at else None,
        "requests": run.requests,
        "pages": run.pages,
        "reports": run.reports,
        "visits": trail.get("visits", []),
        "stopped": trail.get("stopped", ""),
        "left": trail.get("left", []),
        "hosts": run.hosts or {},
    }


def _way(row: Rendition, period: str | None) -> dict[str, Any]:
    return {
        "period": period,
        "title": row.title,
        "document_url": row.document_url,
        "page_url": row.page_url,
        "carrier": row.carrier,
        "outcome": row.outcome,
        "detail": row.detail,
        "steps": row.path,
    }


def _chain(way: dict[str, Any]) -> Iterator[str]:
    """A line a page on the way; the document where it is another address than the last page."""
    depth = 0
    for depth, step in enumerate(way["steps"], 1):
        yield f"{'  ' * depth}{_link(step)}"
    if not way["steps"] or way["steps"][-1]["url"] != way["document_url"]:
        yield f"{'  ' * (depth + 1)}{way['document_url']}  ({way['carrier']})"


def _link(step: dict[str, Any]) -> str:
    text = f"“{step['text']}”: " if step.get("text") else ""
    return f"{step['url']}  {text}{_word('reasons', step['reason'])}, {step.get('score', 0):.2f}"


def _run_lines(run: dict[str, Any], *, pages: bool) -> Iterator[str]:
    kind = "whole crawl" if run["whole"] else "look at the known lists"
    why = f": {_word('details', run['detail'])}" if run["detail"] else ""
    when = (run["started_at"] or "")[:16].replace("T", " ")
    yield f"{kind} of {when} UTC: {_outcome(run['outcome'])}{why}"
    yield f"  {run['requests']} requests, {run['pages']} pages, {run['reports']} reports"
    if run["stopped"]:
        yield f"  stopped: {run['stopped']}"
    for host, kept in run["hosts"].items():
        yield f"  {host}: {', '.join(f'{name} {value}' for name, value in kept.items())}"
    lost = [visit for visit in run["visits"] if visit["outcome"] not in _FINE]
    if lost:
        yield "  gave up at:"
        yield from (f"    {_visit(visit)}" for visit in lost)
    if run["left"]:
        yield "  not followed, the best of them:"
        yield from (f"    {_link(lead)}" for lead in run["left"])
    if pages and run["visits"]:
        yield "  pages, in their order:"
        yield from (f"    {number:3} {_visit(visit)}" for number, visit in enumerate(run["visits"], 1))


def _visit(visit: dict[str, Any]) -> str:
    counts = ", ".join(f"{visit[name]} {name}" for name in ("documents", "leads") if visit.get(name))
    said = " – ".join(
        filter(None, (_outcome(visit["outcome"]), _word("details", visit.get("detail", "")), counts))
    )
    return f"{_link(visit)} → {said}"


def _word(kind: str, code: str) -> str:
    """Return a code in words; one that has none as it is."""
    return _WORDS[kind].get(code, code.replace("_", " ") if kind == "reasons" else code)


def _outcome(code: str) -> str:
    return _WORDS["outcomes"].get(code) or f"{code.replace('_', ' ')} {LABELS_ZH.get(code, '')}".strip()
