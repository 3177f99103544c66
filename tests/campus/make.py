"""Portals made at run time, as folders like those in `portals/`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.campus.prose import hexes

CARRIER_OF = {
    "vsb": {"pdf": "attachment:pdf", "docx": "attachment:docx"},
    "webplus": {"pdf": "viewer:pdf", "docx": "attachment:docx"},
}


@dataclass(frozen=True, slots=True)
class Publication:
    """One report to publish.

    `text` is served as it is, its first line is its title. `carrier` is html, pdf
    or docx (as the style usually does it) or one of `portal.CARRIERS`.
    """

    period: str
    title: str
    text: str
    carrier: str = "html"
    published: date = date(2023, 10, 30)


def make_portal(
    folder: Path,
    *,
    style: str,
    host: str,
    school: str,
    code: str = "",
    domain: str = "",
    reports: Sequence[Publication] = (),
    generated: Sequence[str] = (),
    carrier: str = "",
    filler: int = 20,
    lists: int = 1,
    per_page: int = 15,
    scheme: str = "https",
    validators: str = "etag",
    home_host: str = "",
) -> Path:
    """Write a portal's folder into `folder`; returns it, for `Campus.publish`.

    `style` is the name of a folder in `styles/`. `generated` are periods for which a
    report is composed, every third as a PDF, every third as DOCX, or each as
    `carrier` says. `filler` is the
    number of ordinary notices in each of `lists` mixed lists: 40 lists of 500 make a
    portal of 20,000 details.
    """
    domain = domain or host.split(".", 1)[-1]
    code = code or "99" + str(int(hexes(host, length=10), 16))[-8:].zfill(8)
    tables: list[tuple[str, dict[str, Any]]] = [
        (
            "[school]",
            {
                "code": code,
                "name": school,
                "authority": "岚衡省",
                "province": "岚衡省",
                "city": "岚川市",
                "level": "本科",
                "ownership": "公办",
                "kind": "regular",
                "homepage": f"{scheme}://{home_host or 'www.' + domain}",
                "domain": domain,
            },
        ),
        (
            "[portal]",
            {
                "style": style,
                "host": host,
                "title": f"{school}信息公开网",
                "scheme": scheme,
                "validators": validators,
                "outcome": "found" if reports or generated else "not_published",
            },
        ),
        ("[[columns]]", {"id": 50, "path": "ndbg", "name": "信息公开年度报告", "per_page": 10}),
    ]
    for number in range(lists):
        name = "最新公开信息" if number == 0 else f"公开信息第{number}类"
        row = {"id": 60 + number, "path": f"zxgk{number or ''}", "name": name}
        tables.append(("[[columns]]", row | {"filler": filler, "per_page": per_page}))
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    for number, report in enumerate(reports):
        text = f"report-{number}.txt"
        (folder / "texts" / text).write_text(report.text, encoding="utf-8")
        tables.append(("[[reports]]", _published(report, style, number, text)))
    for number, period in enumerate(generated):
        tables.append(("[[reports]]", _composed(school, period, style, number, carrier)))
    (folder / "portal.toml").write_text(_toml(tables), encoding="utf-8")
    return folder


def _carrier(style: str, carrier: str) -> str:
    """Name the way in which a style usually carries a format."""
    return CARRIER_OF.get(style, {}).get(carrier) or {
        "pdf": "direct:pdf",
        "docx": "direct:docx",
    }.get(carrier, carrier)


def _published(report: Publication, style: str, number: int, text: str) -> dict[str, Any]:
    """Return the table of a report whose text is given."""
    return {
        "period": report.period,
        "title": report.title,
        "published": report.published,
        "column": 50,
        "id": 7000 + 20 * number,
        "text": text,
        "carriers": [_carrier(style, report.carrier)],
        "verbatim": True,
    }


def _composed(school: str, period: str, style: str, number: int, carrier: str) -> dict[str, Any]:
    """Return the table of a report that is composed."""
    year = int(period[-4:])
    return {
        "period": period,
        "title": f"{school}{period}学年信息公开年度报告",
        "published": date(year, 10, 20 + number % 10),
        "column": 50,
        "id": 8000 + 20 * number,
        "text": "tongyong.txt",
        "carriers": [_carrier(style, carrier or ("html", "pdf", "docx")[number % 3])],
        "applications": number % 4,
    }


def _toml(tables: list[tuple[str, dict[str, Any]]]) -> str:
    """Write tables of plain values; JSON's strings, lists and numbers are TOML's too."""
    lines = []
    for header, row in tables:
        lines.append(header)
        for key, value in row.items():
            plain = value.isoformat() if isinstance(value, date) else _json(value)
            lines.append(f"{key} = {plain}")
        lines.append("")
    return "\n".join(lines)


def _json(value: object) -> str:
    """Write a value as JSON; DEL is the one character that TOML escapes and JSON does not."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
