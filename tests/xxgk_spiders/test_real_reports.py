"""Real reports, from their portals' true addresses to the database, beside what a person read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.campus import Campus
from tests.campus.real import CARRIERS, GROUPS, SHARED, SOURCES, Judged, carrier_of, crawl, judge, publish

pytestmark = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="no real material beside the project")
COMBINATIONS = [(source.name, carrier) for source in SOURCES for carrier in CARRIERS]


@dataclass(frozen=True, slots=True)
class Rotation:
    """Three schools crawled, each report in another carrier."""

    codes: list[int]
    errors: str
    asked: set[str]
    judged: list[Judged]


@pytest.fixture(scope="module")
def real_campus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campus]:
    """A web of these three portals only."""
    with Campus(tmp_path_factory.mktemp("nothing")) as running:
        yield running


@pytest.fixture(scope="module")
def rotations(real_campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> list[Rotation]:
    """All nine combinations of report and carrier."""
    done = []
    for rotation in range(len(CARRIERS)):
        folder = tmp_path_factory.mktemp(f"rotation{rotation}")
        publish(real_campus, folder / "portals", rotation)
        before = len(real_campus.log)
        runs = list(crawl(real_campus, folder))
        served = real_campus.log[before:]
        hosts = {s.url if s.method == "CONNECT" else s.url.split("/")[2] for s in served}
        errors = "".join(run.stdout + run.stderr for run in runs)
        done.append(Rotation([run.returncode for run in runs], errors, hosts, judge(folder, rotation)))
    return done


@pytest.fixture(params=COMBINATIONS, ids=" ".join)
def judged(request: pytest.FixtureRequest, rotations: list[Rotation]) -> Judged:
    """One report in one carrier."""
    name, carrier = request.param
    number = [source.name for source in SOURCES].index(name)
    rotation = next(r for r in range(len(CARRIERS)) if carrier_of(number, r) == carrier)
    return rotations[rotation].judged[number]


def test_the_crawls_end_well(rotations: list[Rotation]) -> None:
    for rotation in rotations:
        assert rotation.codes == [0, 0], rotation.errors
        assert "Traceback" not in rotation.errors


def test_only_their_portals_are_asked(rotations: list[Rotation]) -> None:
    for rotation in rotations:
        assert rotation.asked == {source.host for source in SOURCES}


@pytest.mark.parametrize("group", GROUPS)
def test_a_report_says_what_a_person_read(judged: Judged, group: str) -> None:
    assert judged.record is not None, "not found"
    assert [difference for difference in judged.differences if difference.group == group] == []


def test_the_texts_stay_outside() -> None:
    """Nothing of the real reports lies in the project; a phrase may be the ministry's own."""
    root = Path(__file__).parents[2]
    sentences = {
        line.strip()[10:40]
        for source in SOURCES
        for line in (SHARED / "reports" / f"{source.name}.txt").read_text(encoding="utf-8").splitlines()
        if len(line.strip()) > 60
    }
    for path in (root / "tests").rglob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert len([sentence for sentence in sentences if sentence in text]) < 2, path.name
