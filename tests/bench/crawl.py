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

SCHOOLS = 8
STYLES = ("vsb", "webplus")
ROUNDS = 3
SETTINGS = {"DOWNLOAD_DELAY": "0", "XXGK_SITE_MAX_PAGES": "1000", "XXGK_PROGRESS": "0"}

MEMORY_DISK = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Archive and database lie here, so that a busy disk is not taken for a slow crawl."""

Row = tuple[str, str, str]


def measure() -> Iterator[Row]:
    """Give the rows of this benchmark.

    Both crawls ask for the same pages through the same proxy, one connection a
    domain, eight domains. Extraction runs in processes of its own, so "on one
    core" is pages by processor seconds of the crawling process; the wall clock
    is given too. Rounds take turns.
    """
    with tempfile.TemporaryDirectory(dir=MEMORY_DISK) as scratch, Campus(_empty(scratch)) as campus:
        codes = [_publish(campus, Path(scratch), number) for number in range(SCHOOLS)]
        campus.write_seeds(Path(scratch) / "seeds")
        ours, bare = [], []
        for number in range(ROUNDS):
            ours.append(_our_crawl(campus, Path(scratch), codes, number))
            bare.append(_bare_crawl(campus, Path(scratch), ours[-1].urls))
    pages = len(ours[0].urls)
    yield (
        f"crawl of {pages} pages and files: pages a core second",
        _spread([pages / run.cpu for run in ours]),
        "",
    )
    yield "bare Scrapy, the same pages, fetched only", _spread([pages / run.cpu for run in bare]), ""
    pairs = list(zip(ours, bare, strict=True))
    yield "ratio on one core", _spread([theirs.cpu / mine.cpu for mine, theirs in pairs], 2), "≥ 0.50"
    yield "ratio by the clock", _spread([theirs.wall / mine.wall for mine, theirs in pairs], 2), "≥ 0.50"
    yield "crawl: peak memory of the crawling process", f"{max(run.memory for run in ours)} MB", ""


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
        school=f"测量第{'一二三四五六七八'[number]}大学",
        code=f"99020000{number:02}",
        generated=[f"{year}-{year + 1}" for year in range(2014, 2024)],
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
