"""python -m tests.campus.real: real reports on imitation portals, crawled by name, beside their annotations.

The texts are read from the folder of real material beside the project. Each
is published on a portal at its school's true address, in one of three
carriers; the schools come from the project's own roster. A rotation gives each
report the next carrier, so three rotations are all nine combinations.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.store.database import Database
from pipelines.store.models import Report
from pipelines.store.records import record_of
from tests.campus.client import Campus
from tests.campus.make import Publication, make_portal

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CARRIERS = ("html", "pdf", "docx")
HEADER = (
    *("kind", "title", "school.name", "period.kind", "period.label", "period.start", "period.end"),
    *("period.declared", "document_number", "addressee", "signed_by", "signed_on", "portal_url"),
    *("contact.office", "contact.address", "contact.postcode", "contact.phone", "contact.email"),
)
GROUPS = ("header", "requests", "complaints", "legal basis", "sections")
ALIKE = str.maketrans("〈〉（），：；“”～—–－．", '<>(),:;""~---.')


@dataclass(frozen=True, slots=True)
class Source:
    """A real report: where it lies, whose it is, how its page is titled."""

    name: str
    school: str
    code: str
    portal: str
    style: str
    listed_portal: bool
    published: date

    @property
    def period(self) -> str:
        """The period that its name says."""
        return self.name.partition("-")[2]

    @property
    def host(self) -> str:
        """The portal's host."""
        return self.portal.split("/")[2]


SOURCES = (
    Source(
        "ustb-2017-2018",
        "北京科技大学",
        "4111010008",
        "https://xxgk.ustb.edu.cn/",
        "vsb",
        True,
        date(2018, 10, 29),
    ),
    Source(
        "wust-2022-2023",
        "武汉科技大学",
        "4142010488",
        "https://xxgk.wust.edu.cn/",
        "webplus",
        True,
        date(2023, 11, 20),
    ),
    Source(
        "ustl-2019-2020",
        "辽宁科技大学",
        "4121010146",
        "http://xxgk.ustl.edu.cn/",
        "vsb",
        False,
        date(2020, 10, 30),
    ),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not what a person read."""

    group: str
    field: str
    wanted: Any
    found: Any


@dataclass(frozen=True, slots=True)
class Judged:
    """A report as the database has it, beside its annotation."""

    source: Source
    carrier: str
    record: dict[str, Any] | None
    differences: tuple[Difference, ...]


def carrier_of(number: int, rotation: int) -> str:
    """Return how a source is carried in a rotation."""
    return CARRIERS[(number + rotation) % len(CARRIERS)]


def publish(campus: Campus, folder: Path, rotation: int) -> None:
    """Put each report on its school's portal."""
    for number, source in enumerate(SOURCES):
        text = (SHARED / "reports" / f"{source.name}.txt").read_text(encoding="utf-8")
        title = f"{source.school}{source.period}学年信息公开年度报告"
        report = Publication(
            period=source.period,
            title=title,
            text=text.strip(),
            carrier=carrier_of(number, rotation),
            published=source.published,
        )
        campus.publish(
            make_portal(
                folder / source.name,
                style=source.style,
                host=source.host,
                school=source.school,
                code=source.code,
                scheme=source.portal.partition(":")[0],
                reports=[report],
            )
        )


def environment(campus: Campus, folder: Path) -> dict[str, str]:
    """Return the variables of a crawl; the roster is the project's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XXGK_")}
    return (
        kept
        | campus.environment()
        | {
            "XXGK_DATABASE_URL": f"sqlite:///{folder / 'xxgk.db'}",
            "XXGK_ARCHIVE_URL": str(folder / "archive"),
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
        }
    )


def crawl(campus: Campus, folder: Path) -> Iterator[subprocess.CompletedProcess[str]]:
    """Crawl the schools by name; one whose portal the project does not know is given it."""
    listed = ",".join(source.school for source in SOURCES if source.listed_portal)
    commands = [[f"school={listed}"]]
    commands += [[f"school={s.school}", f"portal={s.portal}"] for s in SOURCES if not s.listed_portal]
    for arguments in commands:
        words = [word for argument in arguments for word in ("-a", argument)]
        yield subprocess.run(
            [Path(sys.executable).with_name("scrapy"), "crawl", "reports", *words, "-s", "DOWNLOAD_DELAY=0"],
            cwd=ROOT,
            env=environment(campus, folder),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


def judge(folder: Path, rotation: int) -> list[Judged]:
    """Compare what a database holds with the annotations."""
    database = Database(f"sqlite:///{folder / 'xxgk.db'}", create=False)
    judged = []
    try:
        for number, source in enumerate(SOURCES):
            with database.reading() as session:
                report = (
                    session.query(Report)
                    .filter_by(institution_code=source.code, period_label=source.period)
                    .one_or_none()
                )
                record = record_of(report.parse) if report else None
            gold = json.loads((SHARED / "gold" / f"{source.name}.json").read_text(encoding="utf-8"))
            found = tuple(compare(gold, record)) if record else ()
            judged.append(Judged(source, carrier_of(number, rotation), record, found))
    finally:
        database.close()
    return judged


# Comparison -------------------------------------------------------------------


def compare(gold: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[Difference]:
    """Give every field group's differences; what a person would call the same is equal."""
    for field in HEADER:
        yield from _values("header", field, _leaf(gold, field), _leaf(record, field))
    for group in ("requests", "complaints"):
        for field, wanted in _flat(gold[group]):
            yield from _values(group, field, wanted, _leaf(record[group], field))
    yield from _lists("legal basis", _basis(gold), _basis(record))
    codes = [[section["code"] for section in side["sections"]] for side in (gold, record)]
    if codes[0] != codes[1]:
        yield Difference("sections", "codes", codes[0], codes[1])


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same, white space and width of characters aside."""
    if one is None or other is None:
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other
    return folded(one) == folded(other)


def folded(value: Any) -> str:
    """Fold what people write differently."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(value)).translate(ALIKE))


def _values(group: str, field: str, wanted: Any, found: Any) -> Iterator[Difference]:
    if not same(wanted, found):
        yield Difference(group, field, wanted, found)


def _lists(group: str, wanted: list[str], found: list[str]) -> Iterator[Difference]:
    yield from (Difference(group, "missing", item, None) for item in wanted if item not in found)
    yield from (Difference(group, "too many", None, item) for item in found if item not in wanted)


def _basis(record: Mapping[str, Any]) -> list[str]:
    return [folded(f"{row['title']} {row['number'] or '-'}") for row in record["legal_basis"]]


def _leaf(record: Any, path: str) -> Any:
    for key in path.split("."):
        record = (record or {}).get(key)
    return record


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


# By hand ------------------------------------------------------------------------


def main() -> int:
    """Publish, crawl, compare and print; exit code 1 where anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.campus.real", description=__doc__)
    parser.add_argument("--rotations", type=int, default=3, choices=(1, 2, 3))
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"there is no folder {SHARED.name} beside the project: nothing to crawl", file=sys.stderr)
        return 1
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        nothing = Path(scratch) / "nothing"
        nothing.mkdir()
        with Campus(nothing) as campus:
            for rotation in range(options.rotations):
                folder = Path(scratch) / f"rotation{rotation}"
                publish(campus, folder / "portals", rotation)
                for run in crawl(campus, folder):
                    print(run.stdout + run.stderr)
                for judged in judge(folder, rotation):
                    wrong += print_judged(judged)
                print()
    return 1 if wrong else 0


def print_judged(judged: Judged) -> int:
    """Print a report's field groups and return how many differ."""
    head = f"{judged.source.name} {judged.carrier}"
    if judged.record is None:
        print(f"{head}: not found")
        return 1
    wrong = 0
    for group in GROUPS:
        found = [difference for difference in judged.differences if difference.group == group]
        wrong += bool(found)
        print(f"{head:20} {group:12} {'different' if found else 'equal'}")
        for difference in found:
            print(f"    {difference.field}: annotated {difference.wanted!r}, read {difference.found!r}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
