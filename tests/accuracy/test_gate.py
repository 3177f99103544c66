"""The accuracy gate: floors a field group, raised when beaten, never lowered."""

import json
from pathlib import Path

import pytest

from pipelines.parser import parse
from tests.accuracy.scorer import GROUPS, Score, compare

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
FLOORS = {
    "header": 1.0,
    "requests": 1.0,
    "complaints": 1.0,
    "legal basis": 1.0,
    "sections": 1.0,
}


def score(folder: Path) -> Score:
    total = Score()
    for path in sorted((folder / "gold").glob("*.json")):
        text = (folder / "reports" / f"{path.stem}.txt").read_text("utf-8")
        gold = json.loads(path.read_text("utf-8"))
        compare(total, path.stem, gold, parse(text).to_dict(), text)
    return total


@pytest.fixture(scope="module")
def own() -> Score:
    return score(HERE)


@pytest.mark.parametrize("group", GROUPS)
def test_own_corpus(own: Score, group: str) -> None:
    notes = [n for n in own.notes if n.startswith(group)]
    assert own.f1(group) >= FLOORS[group], "\n".join(notes)
    assert own.right[group] > 20


def test_own_corpus_is_complete() -> None:
    reports = {p.stem for p in (HERE / "reports").glob("*.txt")}
    assert reports == {p.stem for p in (HERE / "gold").glob("*.json")}
    assert len(reports) >= 12
    assert all(1500 <= len(p.read_text("utf-8")) <= 6000 for p in (HERE / "reports").glob("*.txt"))


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="no shared reports beside the project")
@pytest.mark.parametrize("group", GROUPS)
def test_shared_corpus(group: str) -> None:
    total = score(SHARED)
    assert total.f1(group) >= FLOORS[group], "\n".join(n for n in total.notes if n.startswith(group))


def test_the_gate_can_fail() -> None:
    path = next((HERE / "gold").glob("*.json"))
    gold = json.loads(path.read_text("utf-8"))
    total = Score()
    compare(total, path.stem, gold, parse("").to_dict(), "")
    assert total.f1("header") < 0.5
    assert total.f1("sections") == 0
