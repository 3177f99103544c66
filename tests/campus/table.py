"""python -m tests.campus.table: crawl the whole campus and lay what was found beside what is there.

For every school: how it ended, reports found of those that are there, reports that
are none, requests, the least that a person needs who knows the site, and what a
breadth-first crawler needs with the same budget. `--off` switches platforms' tables
off, one crawl each, for what the generic ladder does alone.
"""

import argparse
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from tests.campus.breadth_first import Walk, crawl
from tests.campus.client import Campus
from tests.campus.expect import ExpectedSchool
from tests.campus.homepage import CLONE_HOST

ROOT = Path(__file__).parents[2]
Value = TypeVar("Value")
OFF = "XXGK_PLATFORMS_OFF"
LATENCY = 0.02
PAUSE = 0.2
SETTINGS = {
    "DOWNLOAD_DELAY": "0",
    "DOWNLOAD_TIMEOUT": "5",
    "XXGK_PROGRESS": "0",
    "XXGK_SITE_MAX_PAGES": "300",
}
RECALL, PRECISION, OF_LEAST, OF_BREADTH, SECONDS, MEGABYTES = 0.95, 1.0, 2.5, 0.1, 180.0, 400


@dataclass(frozen=True, slots=True)
class Crawled:
    """What one crawl left behind: by school its outcome, detail, periods and documents; what it asked for.

    `seconds` are of the clock, `core_seconds` of the processor, browser and extractors included;
    `megabytes` are of the crawl's own process.
    `documents` are (period hint, outcome) of what was seen and may be unreadable. `leads` are
    how many of the addresses off the web that can be crawled were recorded, of how many.
    """

    sites: dict[str, tuple[str, str]]
    periods: dict[str, set[str]]
    documents: dict[str, set[tuple[str, str]]]
    requests: Counter[str]
    strayed: list[str]
    leads: tuple[int, int]
    seconds: float
    megabytes: int
    core_seconds: float = 0.0


@dataclass(slots=True)
class Row:
    """One school's line."""

    slug: str
    outcome: str
    detail: str
    right: bool
    there: int
    found: int
    wrong: list[str]
    missed: list[str]
    requests: int
    least: int
    breadth: int = 0
    breadth_found: int = 0


@dataclass(slots=True)
class Totals:
    """The sums of a table."""

    rows: list[Row] = field(default_factory=list)

    def of(self, name: str) -> int:
        """Sum one column; of lists their lengths."""
        values = [getattr(row, name) for row in self.rows]
        return sum(len(value) if isinstance(value, list) else int(value) for value in values)

    @property
    def recall(self) -> float:
        """The share of the reports that were found."""
        return self.of("found") / max(self.of("there"), 1)

    @property
    def precision(self) -> float:
        """The share of what was found that is there."""
        return self.of("found") / max(self.of("found") + self.of("wrong"), 1)


def run(campus: Campus, slugs: list[str], off: str = "") -> Crawled:
    """Crawl the schools in a process of their own, with a database of its own."""
    with tempfile.TemporaryDirectory(prefix="campus-table-") as scratch:
        folder, before = Path(scratch), len(campus.log)
        campus.write_seeds(folder / "seeds", slugs)
        environment = {
            "XXGK_SEEDS": str(folder / "seeds"),
            "XXGK_DATABASE_URL": f"sqlite:///{folder}/xxgk.db",
            "XXGK_ARCHIVE_URL": f"{folder}/archive",
        } | ({OFF: off} if off else {})
        scrapy = str(Path(sys.executable).with_name("scrapy"))
        options = [part for name, value in SETTINGS.items() for part in ("-s", f"{name}={value}")]
        start = time.monotonic()
        process = subprocess.Popen(
            [scrapy, "crawl", "reports", "-a", "all=1", *options],
            cwd=ROOT,
            env=os.environ | campus.environment() | environment,
            stdout=subprocess.DEVNULL,
        )
        megabytes, ended = 0, 0
        while not ended:
            megabytes = max(megabytes, peak_of(process.pid))
            time.sleep(PAUSE)
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        if process.returncode not in (0, 3):  # 3: some schools failed, as some must
            raise RuntimeError(f"the crawl ended with {process.returncode}")
        schools = [campus.school(slug) for slug in slugs]
        served = campus.log[before:]
        with closing(sqlite3.connect(folder / "xxgk.db")) as database:
            recorded = {address for row in database.execute(ADDRESSES) for address in row}
            leads = leads_of(schools)
            return Crawled(
                sites={c: (o, d or "") for c, o, d in database.execute(SITES)},
                periods=_gathered(database.execute(REPORTS)),
                documents=_gathered((c, (p or "", o)) for c, p, o in database.execute(DOCUMENTS)),
                requests=by_school(schools, (row.url for row in served if row.method in ("GET", "POST"))),
                leads=(len(leads & recorded), len(leads)),
                strayed=sorted(
                    {row.url for row in served if any(host in row.url for host in foreign(schools))}
                ),
                seconds=seconds,
                megabytes=megabytes,
                core_seconds=usage.ru_utime + usage.ru_stime,
            )


def peak_of(pid: int) -> int:
    """Return the most memory that a process has had, in MB, its children's apart; 0 where it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s{0,9}([0-9]{1,12}) kB", status)
    return int(found[1]) // 1024 if found else 0


ADDRESSES = "SELECT document_url, page_url FROM rendition"
UNASKED = "robots"
"""Nobody may look at these, so nobody can know what they are."""
AS_GOOD = {"not_a_document": ("gone",), "awaits_ocr": ("no_text", "pending", "read")}
SITES = "SELECT institution_code, coalesce(outcome, ''), detail FROM site_run ORDER BY id"
REPORTS = "SELECT institution_code, period_label FROM report"
DOCUMENTS = "SELECT institution_code, period_hint, outcome FROM rendition"


def _gathered(rows: Iterable[tuple[str, Value]]) -> dict[str, set[Value]]:
    """Gather rows of (school, value)."""
    made: dict[str, set[Value]] = {}
    for code, value in rows:
        made.setdefault(code, set()).add(value)
    return made


def by_school(schools: list[ExpectedSchool], urls: Iterable[str]) -> Counter[str]:
    """Count requests by school; robots.txt is not counted, hosts of nobody are under their name."""
    owners = {host: school.code for school in schools for host in school.hosts}
    counted: Counter[str] = Counter()
    for url in urls:
        parts = urlsplit(url)
        if parts.path != "/robots.txt":
            counted[owners.get(parts.hostname or "", parts.hostname or "")] += 1
    return counted


def leads_of(schools: list[ExpectedSchool], kinds: Iterable[str] = ("wechat", "netdisk")) -> set[str]:
    """Return the addresses at which a report is said to be, and where no crawl may go."""
    return {other.url for school in schools for other in school.must_not if other.why in kinds}


def foreign(schools: list[ExpectedSchool]) -> set[str]:
    """Name the hosts that a crawl must leave alone: social networks, drives, copies of portals."""
    links = leads_of(schools, ("wechat", "netdisk", "clone"))
    return {CLONE_HOST, *(str(urlsplit(link).hostname) for link in links)}


def row_of(school: ExpectedSchool, crawled: Crawled) -> Row:
    """Judge one school's crawl."""
    outcome, detail = crawled.sites.get(school.code, ("", ""))
    periods = crawled.periods.get(school.code, set())
    named = {(r.period, r.outcome) for r in school.reports if r.outcome not in ("read", UNASKED)}
    named |= {(period, other) for period, how in named for other in AS_GOOD.get(how, ())}
    there = set(school.periods)
    # What cannot be read by its nature is found when it is named.
    dark = {period for period, _ in named} - there
    lit = {period for period, how in named & crawled.documents.get(school.code, set()) if period in dark}
    found = (periods & (there | dark)) | lit
    return Row(
        slug=school.slug,
        outcome=outcome,
        detail=detail,
        right=outcome in (school.outcome, *school.accept),
        there=len(there | dark),
        found=len(found),
        wrong=sorted(periods - there - dark),
        missed=sorted((there | dark) - found),
        requests=crawled.requests[school.code],
        least=school.least_requests,
    )


def lines_of(rows: list[Row]) -> Iterator[str]:
    """Print the table's lines."""
    yield f"{'school':22} {'outcome':14} {'found':>7} wrong requests least {'breadth-first':>16}"
    for row in rows:
        mark = "" if row.right else " (!)"
        breadth = f"{row.breadth} for {row.breadth_found}" if row.breadth else "-"
        yield (
            f"{row.slug:22} {row.outcome + mark:14} {row.found:>3}/{row.there:<3} {len(row.wrong):>5} "
            f"{row.requests:>8} {row.least:>5} {breadth:>16}"
        )
        for what, periods in (("missed", row.missed), ("not there", row.wrong)):
            if periods:
                yield f"    {what}: {' '.join(periods)}  [{row.detail}]"


def figures(rows: list[Row], crawled: Crawled) -> Iterator[tuple[str, str, bool]]:
    """Give the figures: what, how much, whether the target is met."""
    total = Totals(rows)
    holding = Totals([row for row in rows if row.there and row.found])
    per_report = holding.of("requests") / max(holding.of("found"), 1)
    least = holding.of("least") / max(holding.of("there"), 1)
    yield "recall of reports", f"{total.recall:.3f}", total.recall >= RECALL
    yield "precision", f"{total.precision:.3f}", total.precision >= PRECISION
    right = total.of("right")
    yield "outcomes right", f"{right} of {len(rows)}", right == len(rows)
    yield (
        "requests a report, beside the least",
        f"{per_report:.2f} / {least:.2f}",
        per_report <= OF_LEAST * least,
    )
    if any(row.breadth for row in rows):
        breadth = holding.of("breadth") / max(holding.of("breadth_found"), 1)
        yield "requests a report, breadth first", f"{breadth:.2f}", per_report <= OF_BREADTH * breadth
    a_site = total.of("requests") / max(len(rows), 1)
    yield (
        "requests a site, beside breadth first",
        f"{a_site:.1f} / {total.of('breadth') / len(rows):.1f}",
        True,
    )
    yield "requests to what is to be left alone", str(len(crawled.strayed)), not crawled.strayed
    recorded, leads = crawled.leads
    yield "leads recorded", f"{recorded} of {leads}", recorded == leads
    seconds = f"{crawled.seconds:.0f}, {crawled.core_seconds:.0f} of the processor"
    yield "seconds", seconds, crawled.seconds < SECONDS
    yield "peak memory of the crawl, MB", str(crawled.megabytes), crawled.megabytes < MEGABYTES


def compare(rows: list[Row], schools: list[ExpectedSchool]) -> None:
    """Have the breadth-first crawler do the same, on a campus that answers at once."""
    with Campus() as campus:
        for row, school in zip(rows, schools, strict=True):
            walk = crawl(campus, school) if school.reports else Walk()
            row.breadth, row.breadth_found = walk.requests, len(walk.found(school))


def platforms(schools: list[ExpectedSchool]) -> list[str]:
    """Name the platforms that the portals are built with."""
    return sorted({school.platform for school in schools} - {"", "generic"})


def print_without(campus: Campus, off: str, rows: list[Row], schools: list[ExpectedSchool]) -> bool:
    """Crawl a platform's portals anew with its table switched off; the others are as they were.

    Returns whether the recall over all of them is what it should be.
    """
    chosen = [school for school in schools if school.platform == off]
    crawled = run(campus, [school.slug for school in chosen], off)
    fresh = {school.slug: row_of(school, crawled) for school in chosen}
    total = Totals([fresh.get(row.slug, row) for row in rows])
    alone = Totals(list(fresh.values()))
    print(
        f"without {off}: recall {total.recall:.3f} over all, {alone.recall:.3f} on its {len(chosen)} portals,"
        f" precision {total.precision:.3f}"
    )
    for row in fresh.values():
        if row.missed or row.wrong:
            print(f"    {row.slug}: missed {' '.join(row.missed)}; not there {' '.join(row.wrong)}")
    return total.recall >= RECALL


def main() -> int:
    """Crawl and print; the exit code is 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.campus.table", description=__doc__)
    parser.add_argument("schools", nargs="*", help="folders of portals (default: all)")
    parser.add_argument("--off", nargs="*", default=[], metavar="PLATFORM", help="once without each of these")
    parser.add_argument("--each-off", action="store_true", help="once without each platform there is")
    parser.add_argument("--latency", type=float, default=LATENCY, help="seconds before every answer")
    parser.add_argument("--no-breadth", action="store_true", help="leave the breadth-first crawler out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    options = parser.parse_args()
    with Campus(latency=options.latency) as campus:
        slugs = options.schools or [school.slug for school in campus.expected]
        schools = [campus.school(slug) for slug in slugs]
        crawled = run(campus, slugs)
        rows = [row_of(school, crawled) for school in schools]
        if not options.no_breadth:
            compare(rows, schools)
        print("\n".join(lines_of(rows)))
        met = True
        for what, value, reached in figures(rows, crawled):
            print(f"{what}: {value}{'' if reached else '   target missed'}")
            met &= reached
        for off in options.off or (platforms(schools) if options.each_off else ()):
            met &= print_without(campus, off, rows, schools)
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
