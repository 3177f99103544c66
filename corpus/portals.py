"""xxgk portals: every school's best known portal, and the seed file made anew for review."""

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.whole import written_whole
from pipelines.outcomes import LABELS_ZH, SiteOutcome
from pipelines.store.database import Database
from pipelines.store.models import Institution, Portal, PortalSearch
from pipelines.store.portals import best_portals
from pipelines.store.schools import find_school

COLUMNS = ("code", "name", "portal_url", "annual_report_list_url", "grade", "derived", "source", "evidence")
"""Those of seeds/portals.csv, then what a reviewer wants to know."""


def portal_rows(session: Session) -> list[dict[str, str]]:
    """Return a row a school, by code, in the columns of the seed file and two more."""
    return [_row(school, portal) for school, portal in best_portals(session)]


def _row(school: Institution, portal: Portal) -> dict[str, str]:
    return {
        "code": school.code,
        "name": school.name,
        "portal_url": portal.url,
        "annual_report_list_url": portal.annual_report_list_url or "",
        "grade": portal.grade or "",
        "derived": "yes" if portal.derived else "no",
        "source": portal.source,
        "evidence": evidence_in_words(portal.evidence),
    }


def evidence_in_words(evidence: dict[str, Any] | None) -> str:
    """Say in one line how a portal is known: who links it with which words, what its page shows."""
    if not evidence:
        return ""
    said = [f"{evidence.get('why', '')} {evidence.get('text', '')}".strip()]
    if evidence.get("on"):
        said.append(f"on {evidence['on']}")
    if evidence.get("title"):
        said.append(f"titled {evidence['title']}")
    signs = evidence.get("signs")
    if isinstance(signs, dict) and signs:
        said.append(", ".join(f"{name} {count}" for name, count in sorted(signs.items())))
    return " ".join("; ".join(filter(None, said)).split())


def write_seed_file(console: Console, database: Database, file: Path) -> int:
    """Write the seed file anew for review, whole or not at all; return the exit code."""
    with database.reading() as session:
        rows = portal_rows(session)
    file.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(file) as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    found = sum(row["source"] == "discovered" for row in rows)
    console.print(Text(f"{file}: {len(rows)} portals, {found} of them discovered"), soft_wrap=True)
    return 0


def print_portals(console: Console, database: Database, school: str | None, *, as_json: bool) -> int:
    """Print the portals, or of one school everything that is known; return the exit code."""
    with database.reading() as session:
        if school is not None:
            told = _told(session, find_school(session, school))
        else:
            told = {"portals": portal_rows(session), "searched_in_vain": _in_vain(session)}
    if as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    elif school is not None:
        _print_one(console, told)
    else:
        _print_all(console, told["portals"], told["searched_in_vain"])
    return 0


def _told(session: Session, school: Institution) -> dict[str, Any]:
    """Return a school's portals and its last search."""
    portals = session.scalars(select(Portal).where(Portal.institution_code == school.code)).all()
    search = session.scalars(
        select(PortalSearch)
        .where(PortalSearch.institution_code == school.code)
        .order_by(PortalSearch.id.desc())
        .limit(1)
    ).first()
    last = search and {
        "searched_at": search.searched_at.isoformat(),
        "outcome": search.outcome,
        "detail": search.detail,
        "portal_url": search.portal_url,
        "requests": search.requests,
        "tried": search.tried,
    }
    return {
        "code": school.code,
        "name": school.name,
        "homepage": school.homepage,
        "portals": [_row(school, portal) for portal in portals],
        "last_search": last,
    }


def _in_vain(session: Session) -> list[dict[str, str]]:
    """Return the schools whose last search found nothing."""
    last = select(func.max(PortalSearch.id)).group_by(PortalSearch.institution_code)
    rows = session.execute(
        select(Institution.code, Institution.name, PortalSearch.outcome, PortalSearch.detail)
        .join(PortalSearch, PortalSearch.institution_code == Institution.code)
        .where(PortalSearch.id.in_(last), PortalSearch.outcome != SiteOutcome.FOUND.value)
        .order_by(Institution.code)
    )
    return [
        {"code": code, "name": name, "outcome": outcome, "detail": detail or ""}
        for code, name, outcome, detail in rows
    ]


def _print_all(
    console: Console, portals: Iterable[dict[str, str]], in_vain: Iterable[dict[str, str]]
) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("school", "portal", "grade", "source"):
        table.add_column(name, overflow="fold")
    for row in portals:
        table.add_row(row["name"], Text(row["portal_url"]), row["grade"], row["source"])
    console.print(table)
    for row in in_vain:
        label = LABELS_ZH.get(row["outcome"], "")
        console.print(Text(f"{row['name']}: {row['outcome']} {label}; {row['detail']}"), soft_wrap=True)


def _print_one(console: Console, told: dict[str, Any]) -> None:
    console.print(Text(f"{told['name']} {told['code']}, home page {told['homepage'] or '–'}"), soft_wrap=True)
    for row in told["portals"]:
        words = f"{row['portal_url']} grade {row['grade'] or '–'}, {row['source']}"
        column = f", reports in {row['annual_report_list_url']}" if row["annual_report_list_url"] else ""
        why = f": {row['evidence']}" if row["evidence"] else ""
        console.print(Text(f"{words}{column}{why}"), soft_wrap=True)
    search = told["last_search"]
    if not search:
        console.print(Text("never searched: scrapy crawl portals -a school=" + told["name"]), soft_wrap=True)
        return
    console.print(
        Text(f"searched {search['searched_at'][:10]}: {search['outcome']}, {search['detail'] or ''}"),
        soft_wrap=True,
    )
    for each in search["tried"]:
        words = f"  {each['url']} {each.get('text', '')} {each.get('kind', '')} {each.get('reason', '')}"
        console.print(Text(" ".join(words.split())), soft_wrap=True)
