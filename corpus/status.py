"""xxgk status: what the database holds, and how the last runs ended."""

import json
import sys
from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipelines.outcomes import LABELS_ZH
from pipelines.store.database import Database
from pipelines.store.models import (
    Capture,
    CrawlRun,
    Document,
    Institution,
    Portal,
    Rendition,
    Report,
    SiteRun,
    TextBody,
)

COUNTED = {
    "schools": Institution,
    "portals": Portal,
    "captures": Capture,
    "documents": Document,
    "texts": TextBody,
    "renditions": Rendition,
    "reports": Report,
}
RECENT_RUNS = 5


def status_of(session: Session) -> dict[str, Any]:
    """Return counts, outcomes by school (each school's last) and documents, and the last runs."""
    last = select(func.max(SiteRun.id)).group_by(SiteRun.institution_code)
    outcomes = session.scalars(select(SiteRun.outcome).where(SiteRun.id.in_(last)))
    runs = session.scalars(select(CrawlRun).order_by(CrawlRun.id.desc()).limit(RECENT_RUNS)).all()
    return {
        "counts": {
            name: session.scalar(select(func.count()).select_from(table)) for name, table in COUNTED.items()
        },
        "schools_with_reports": session.scalar(select(func.count(Report.institution_code.distinct()))),
        "school_outcomes": dict(Counter(outcome or "running" for outcome in outcomes).most_common()),
        "document_outcomes": dict(Counter(session.scalars(select(Rendition.outcome))).most_common()),
        "reports_by_period": dict(
            sorted(
                Counter(
                    period or "unknown" for period in session.scalars(select(Report.period_label))
                ).items(),
                reverse=True,
            )
        ),
        "runs": [
            {
                "id": run.id,
                "command": run.command,
                "state": run.state,
                "started_at": run.started_at.isoformat(),
                "finished_at": run.finished_at.isoformat() if run.finished_at else None,
                "summary": run.summary,
            }
            for run in runs
        ],
    }


def print_status(console: Console, database: Database, *, as_json: bool) -> None:
    """Print the status as tables, or as one JSON object."""
    with database.reading() as session:
        status = status_of(session)
    if as_json:
        sys.stdout.write(json.dumps(status, ensure_ascii=False, indent=2) + "\n")
        return
    counts = status["counts"]
    console.print(
        f"{counts['reports']} reports of {status['schools_with_reports']} schools "
        f"(of {counts['schools']} on the list, {counts['portals']} portals known); "
        f"{counts['documents']} documents, {counts['captures']} captures",
        highlight=False,
    )
    for title, key in (("schools", "school_outcomes"), ("documents", "document_outcomes")):
        if status[key]:
            words = ", ".join(f"{code} {LABELS_ZH.get(code, '')}: {n}" for code, n in status[key].items())
            console.print(f"{title}: {words}", highlight=False)
    if status["reports_by_period"]:
        periods = ", ".join(f"{period}: {n}" for period, n in status["reports_by_period"].items())
        console.print(f"periods: {periods}", highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("run", "started", "state", "command"):
        table.add_column(name, overflow="fold")
    for run in status["runs"]:
        started = run["started_at"][:19].replace("T", " ")
        table.add_row(str(run["id"]), started, run["state"], Text(run["command"]))
    if status["runs"]:
        console.print(table)
