"""python -m tests.campus.scale [--copies N]: many plain portals under as many hosts, one crawl.

What the crawl does early on is laid beside what it does near its end: pages a
second must stay within a tenth, and memory must grow by less than 100 KB a site. Seconds
are the process's own: others may use the machine. Too long for the suite.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.campus.client import Campus
from tests.campus.make import make_portal

ROOT = Path(__file__).parents[2]
COPIES, PERIODS, FILLER = 1000, 5, 12
MEMORY = Path("/dev/shm")
"""The data lies there where it can: a busy disk is no slow crawl."""
STYLES = ("vsb", "webplus", "plain", "gpower")
SLOWER, KILOBYTES = 0.10, 100
EARLY, LATE = (0.15, 0.40), (0.65, 0.90)
"""Shares of the pages between which the crawl is measured: neither start nor end, when few sites are left."""
SETTINGS = {"DOWNLOAD_DELAY": "0", "XXGK_PROGRESS": "0"}
PAUSE = 0.5


class Sample(NamedTuple):
    """A process at a moment: KB resident, processor seconds so far."""

    time: float
    kilobytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Crawl:
    """One crawl: `times` of its pages, `samples` of its process, how many sites were complete."""

    sites: int
    complete: int
    times: list[float]
    samples: list[Sample]

    def sample(self, share: float) -> Sample:
        """Return how the process stood when a share of the pages had come."""
        moment = self.times[int(share * (len(self.times) - 1))]
        at = bisect(self.samples, moment, key=lambda sample: sample.time)
        return self.samples[min(at, len(self.samples) - 1)]

    def rate(self, shares: tuple[float, float], *, by_clock: bool) -> float:
        """Pages a second between two shares of the pages, of the clock or of the processor."""
        first, last = map(self.sample, shares)
        pages = bisect(self.times, last.time) - bisect(self.times, first.time)
        return pages / max(last.time - first.time if by_clock else last.seconds - first.seconds, 1e-9)

    @property
    def growth(self) -> float:
        """KB more for each site between the middles of the early and the late part."""
        early, late = sum(EARLY) / 2, sum(LATE) / 2
        return (self.sample(late).kilobytes - self.sample(early).kilobytes) / ((late - early) * self.sites)


def publish(folder: Path, number: int) -> Path:
    """Write one copy: reports as pages, so that no time goes into reading files."""
    return make_portal(
        folder / f"copy{number:04}",
        style=STYLES[number % len(STYLES)],
        host=f"xxgk.fuben{number:04}.edu.cn",
        school=f"副本第{number:04}学院",
        code=f"99030{number:05}",
        generated=[f"{year}-{year + 1}" for year in range(2023 - PERIODS, 2023)],
        carrier="html",
        filler=FILLER,
    )


def crawl(campus: Campus, data: Path, sites: int) -> Crawl:
    """Crawl everything in a process of its own, and watch its memory."""
    campus.write_seeds(data / "seeds")
    environment = {
        "XXGK_SEEDS": str(data / "seeds"),
        "XXGK_DATABASE_URL": f"sqlite:///{data}/xxgk.db",
        "XXGK_ARCHIVE_URL": f"{data}/archive",
    }
    scrapy = str(Path(sys.executable).with_name("scrapy"))
    options = [part for key, value in SETTINGS.items() for part in ("-s", f"{key}={value}")]
    process = subprocess.Popen(
        [scrapy, "crawl", "reports", "-a", "all=1", *options],
        cwd=ROOT,
        env=os.environ | campus.environment() | environment,
        stdout=subprocess.DEVNULL,
    )
    samples: list[Sample] = []
    while process.poll() is None:
        samples.extend(look_at(process.pid))
        time.sleep(PAUSE)
    with closing(sqlite3.connect(data / "xxgk.db")) as database:
        counted = database.execute(
            "SELECT count(DISTINCT period_label) FROM report GROUP BY institution_code"
        )
        complete = sum(number == PERIODS for (number,) in counted)
    times = [row.time for row in campus.log if row.status == 200 and row.method == "GET"]
    return Crawl(sites, complete, times, samples)


def look_at(pid: int) -> Iterator[Sample]:
    """Give a sample of a process, nothing when it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    except (OSError, IndexError, ValueError):
        return
    seconds = sum(map(int, times)) / os.sysconf("SC_CLK_TCK")
    yield Sample(time.time(), pages * os.sysconf("SC_PAGE_SIZE") // 1024, seconds)


def main() -> int:
    """Crawl and print; the exit code is 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.campus.scale", description=__doc__)
    parser.add_argument("--copies", type=int, default=COPIES)
    options = parser.parse_args()
    place = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="campus-scale-", dir=place) as scratch:
        folder = Path(scratch) / "portals"
        for number in range(options.copies):
            publish(folder, number)
        with Campus(folder) as campus:
            made = crawl(campus, Path(scratch) / "data", options.copies)
    peak = max(sample.kilobytes for sample in made.samples) // 1024
    seconds = made.times[-1] - made.times[0]
    print(
        f"{made.sites} sites, {made.complete} complete: {len(made.times)} pages in {seconds:.0f} s, {peak} MB"
    )
    for name, by_clock in (("core second", False), ("second of the clock", True)):
        early, late = (made.rate(shares, by_clock=by_clock) for shares in (EARLY, LATE))
        print(f"pages a {name}: {early:.0f}, later {late:.0f} ({late / early - 1:+.0%})")
    slower = 1 - made.rate(LATE, by_clock=False) / made.rate(EARLY, by_clock=False)
    print(f"target: pages a core second within {SLOWER:.0%}, memory below {KILOBYTES} KB a site")
    print(f"memory: {made.growth:.0f} KB more a site")
    return 0 if slower <= SLOWER and made.growth < KILOBYTES and made.complete == made.sites else 1


if __name__ == "__main__":
    sys.exit(main())
