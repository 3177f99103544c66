"""Pages a second of the crawl, beside a bare Scrapy spider that only fetches the same pages."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.meter import VARIABLE
from tests.campus.client import Campus
from tests.campus.make import make_portal

SCHOOLS = 16
NUMERALS = [f"{ten}{one}" for ten in ("", "十", "二十") for one in ("", *"一二三四五六七八九")][1:]
STYLES = ("vsb", "webplus")
ROUNDS = 3
SETTINGS = {"DOWNLOAD_DELAY": "0", "XXGK_SITE_MAX_PAGES": "1000", "XXGK_PROGRESS": "0"}

MEMORY = Path("/dev/shm")
"""Measured besides, where there is one: the difference is what the disk costs."""

Row = tuple[str, str, str]


def measure() -> Iterator[Row]:
    """Give the rows of this benchmark.

    Both crawls ask for the same pages through the same proxy, one connection a
    domain, as many domains as schools. Extraction runs in processes of its own, so "on one
    core" is pages by processor seconds of the crawling process; the wall clock
    is given too. Rounds take turns.
    """
    ours, bare = _rounds(None)
    pages = len(ours[0].urls)
    rate = f"crawl of {pages} pages and files: pages a core second"
    yield rate, _spread([pages / run.cpu for run in ours]), ""
    yield "bare Scrapy, the same pages, fetched only", _spread([pages / run.cpu for run in bare]), ""
    yield "ratio on one core", _ratio(ours, bare, "cpu"), "≥ 0.50"
    yield "ratio by the clock", _ratio(ours, bare, "wall"), "≥ 0.50"
    if MEMORY.is_dir():
        yield "ratio on one core, data in memory", _ratio(*_rounds(MEMORY), "cpu"), ""
    yield "crawl: peak memory of the crawling process", f"{max(run.memory for run in ours)} MB", ""


def _rounds(place: Path | None) -> tuple[list["Run"], list["Run"]]:
    """Run both crawls in turn, their data in a folder of `place` (None: the usual one)."""
    with tempfile.TemporaryDirectory(dir=place) as scratch, Campus(_empty(scratch)) as campus:
        codes = [_publish(campus, Path(scratch), number) for number in range(SCHOOLS)]
        campus.write_seeds(Path(scratch) / "seeds")
        ours, bare = [], []
        for number in range(ROUNDS):
            ours.append(_our_crawl(campus, Path(scratch), codes, number))
            bare.append(_bare_crawl(campus, Path(scratch), ours[-1].urls))
    return ours, bare


def _ratio(ours: list["Run"], bare: list["Run"], seconds: str) -> str:
    """Return theirs by ours, pair by pair."""
    pairs = zip(ours, bare, strict=True)
    return _spread([getattr(theirs, seconds) / getattr(mine, seconds) for mine, theirs in pairs], 2)


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl: the pages it asked for, core and wall seconds, peak memory in MB."""

    urls: list[str]
    cpu: float
    wall: float
    memory: int


def _spread(values: list[float], digits: int = 0) -> str:
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def _empty(scratch: str) -> Path:
    folder = Path(scratch) / "empty"
    folder.mkdir()
    return folder


def _publish(campus: Campus, scratch: Path, number: int) -> str:
    folder = make_portal(
        scratch / f"portal{number}",
        style=STYLES[number % 2],
        host=f"xxgk.celiang{number}.edu.cn",
        school=f"测量第{NUMERALS[number]}大学",
        code=f"99020000{number:02}",
        generated=[f"{year}-{year + 1}" for year in range(2021, 2024)],
        filler=450,
        lists=4,
    )
    return campus.publish(folder).code


def _our_crawl(campus: Campus, scratch: Path, codes: list[str], number: int) -> Run:
    data = scratch / f"ours{number}"
    environment = {
        "XXGK_SEEDS": str(scratch / "seeds"),
        "XXGK_DATABASE_URL": f"sqlite:///{data}/xxgk.db",
        "XXGK_ARCHIVE_URL": f"{data}/archive",
        "SCRAPY_SETTINGS_MODULE": "tests.bench.settings",
    }
    options = [part for name, value in SETTINGS.items() for part in ("-s", f"{name}={value}")]
    scrapy = str(Path(sys.executable).with_name("scrapy"))
    command = [scrapy, "crawl", "reports", "-a", f"school={','.join(codes)}", *options]
    return _run(campus, scratch, command, environment)


def _bare_crawl(campus: Campus, scratch: Path, urls: list[str]) -> Run:
    listed = scratch / "urls.json"
    listed.write_text(json.dumps(urls), encoding="utf-8")
    return _run(campus, scratch, [sys.executable, "-m", "tests.bench.bare", str(listed)], {})


def _run(campus: Campus, scratch: Path, command: list[str], environment: dict[str, str]) -> Run:
    before = len(campus.log)
    meter = scratch / "meter.json"
    process = subprocess.Popen(
        command,
        env=os.environ | campus.environment() | environment | {VARIABLE: str(meter)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    seconds = json.loads(meter.read_text(encoding="utf-8"))
    urls = [row.url for row in campus.log[before:] if row.status == 200 and row.method == "GET"]
    return Run(urls, seconds["cpu"], seconds["wall"], usage.ru_maxrss // 1024)
