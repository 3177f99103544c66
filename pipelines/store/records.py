"""Between the codebook's object and its rows: the same fields under the same names."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pipelines.store.models import (
    Base,
    Figure,
    InventoryItem,
    LegalBasis,
    Parse,
    ParseWarning,
    Point,
    Section,
)

CONTACT = ("office", "address", "postcode", "phone", "email")
REQUESTS = (
    "received",
    "answered",
    "granted",
    "partly_granted",
    "refused",
    "not_held",
    "already_public",
    "other",
)
CHANNELS = ("email", "letter", "in_person", "online", "phone", "fax")
COMPLAINTS = ("reports", "reconsiderations", "lawsuits")
PLAIN = ("kind", "title", "document_number", "addressee", "signed_by", "portal_url")
SECTION = ("code", "ordinal", "heading", "start", "end", "subheadings")
INVENTORY = ("number", "category", "item", "department", "url")
POINTS = {"practices": "practice", "problems": "problem", "measures": "measure"}


def parse_from_record(record: Mapping[str, Any]) -> Parse:
    """Build the `parse` row of a codebook object (schema xxgk.report/1), without its children."""
    school, period = record["school"], record["period"]
    requests, complaints = record["requests"], record["complaints"]
    return Parse(
        **{name: record[name] for name in PLAIN},
        school_name=school["name"],
        school_code=school["code"],
        period_kind=period["kind"],
        period_label=period["label"],
        period_declared=period["declared"],
        period_start=_date(period["start"]),
        period_end=_date(period["end"]),
        signed_on=_date(record["signed_on"]),
        **{f"contact_{name}": record["contact"][name] for name in CONTACT},
        **{f"requests_{name}": requests[name] for name in REQUESTS},
        **{f"requests_by_{name}": requests["by_channel"][name] for name in CHANNELS},
        fee_charged=requests["fee_charged"],
        fee_waived=requests["fee_waived"],
        **{f"complaints_{name}": complaints[name] for name in COMPLAINTS},
        evidence=record.get("evidence") or {},
    )


def child_rows(record: Mapping[str, Any]) -> Iterator[tuple[type[Base], list[dict[str, Any]]]]:
    """Give the rows of a codebook object's lists, a table at a time, in the object's order."""
    spans = record.get("evidence") or {}
    points = [
        {"kind": kind, "text": text, **_span(spans, f"{field}.{i}")}
        for field, kind in POINTS.items()
        for i, text in enumerate(record[field])
    ]
    tables: list[tuple[type[Base], list[dict[str, Any]]]] = [
        (Section, [{key: row[key] for key in SECTION} for row in record["sections"]]),
        (LegalBasis, [{"title": row["title"], "number": row["number"]} for row in record["legal_basis"]]),
        (Figure, [{**row, "as_of": _date(row["as_of"])} for row in record["figures"]]),
        (Point, points),
        (
            InventoryItem,
            [dict(row) | _span(spans, f"inventory.{i}") for i, row in enumerate(record["inventory"])],
        ),
        (ParseWarning, [{"code": code} for code in record["warnings"]]),
    ]
    for table, rows in tables:
        if rows:
            yield table, [{"position": i, **row} for i, row in enumerate(rows, 1)]


def record_of(parse: Parse) -> dict[str, Any]:
    """Build the codebook object of stored rows: what `parse_from_record` took."""
    record: dict[str, Any] = {"schema": "xxgk.report/1", "kind": parse.kind}
    record["school"] = {"name": parse.school_name, "code": parse.school_code}
    record["title"] = parse.title
    record["period"] = {
        "kind": parse.period_kind,
        "label": parse.period_label,
        "start": _iso(parse.period_start),
        "end": _iso(parse.period_end),
        "declared": parse.period_declared,
    }
    record |= {name: getattr(parse, name) for name in ("document_number", "addressee", "signed_by")}
    record["signed_on"] = _iso(parse.signed_on)
    record["contact"] = {name: getattr(parse, f"contact_{name}") for name in CONTACT}
    record["portal_url"] = parse.portal_url
    record["legal_basis"] = [{"title": row.title, "number": row.number} for row in parse.legal_basis]
    record["sections"] = [{key: getattr(row, key) for key in SECTION} for row in parse.sections]
    record["requests"] = {name: getattr(parse, f"requests_{name}") for name in REQUESTS} | {
        "by_channel": {name: getattr(parse, f"requests_by_{name}") for name in CHANNELS},
        "fee_charged": parse.fee_charged,
        "fee_waived": parse.fee_waived,
    }
    record["complaints"] = {name: getattr(parse, f"complaints_{name}") for name in COMPLAINTS}
    record["figures"] = [
        {
            column.name: getattr(row, column.name)
            for column in Figure.__table__.columns
            if column.name not in KEYS
        }
        | {"as_of": _iso(row.as_of)}
        for row in parse.figures
    ]
    for field, kind in POINTS.items():
        record[field] = [row.text for row in parse.points if row.kind == kind]
    record["inventory"] = [{name: getattr(row, name) for name in INVENTORY} for row in parse.inventory]
    record["warnings"] = [row.code for row in parse.warnings]
    record["evidence"] = parse.evidence
    return record


KEYS = ("parse_id", "position")


def _span(spans: Mapping[str, Any], path: str) -> dict[str, int | None]:
    start, end = spans.get(path) or (None, None)
    return {"start": start, "end": end}


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
