"""A short run of the fuzz: every format that is made without an office program."""

from pathlib import Path

import pytest

from tests.fuzz.drive import cases, damaged, drive
from tests.fuzz.guard import Guard, straced
from tests.fuzz.seeds import plain

COUNT = 300
FIRST = 7


def test_damaged_files_end_in_a_named_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XXGK_OFFICE", "0")
    seeds = list(plain())
    guard = Guard(tmp_path)
    with guard.watching():
        tally = drive(seeds, cases(seeds, COUNT, FIRST))
    assert tally.wrong == []
    assert tally.costly == []
    assert guard.faults() == []
    assert tally.total == COUNT
    assert set(tally.outcomes) == {kind for kind, _, _ in seeds}
    # The damage is neither so small that nobody minds, nor so great that nobody can read.
    read = sum(counts["read"] for counts in tally.outcomes.values())
    assert COUNT // 10 < read < COUNT * 9 // 10


def test_the_same_number_is_the_same_damage() -> None:
    seeds = list(plain())[:2]
    assert [damaged(seeds, case) for case in cases(seeds, 20, 1)] == [
        damaged(seeds, case) for case in cases(seeds, 20, 1)
    ]


MISCHIEF = """
import socket, sys
from pathlib import Path
from pipelines.child import READY, attach
pipe, _ = attach(sys.argv[1:])
Path("left.txt").write_text("x")
try:
    socket.create_connection(("127.0.0.1", 9), 0.1)
except OSError:
    pass
pipe.send(READY)
"""


def test_the_guard_sees_what_it_is_for(tmp_path: Path) -> None:
    """A module in a worker's place that writes a file and asks the network."""
    from pipelines.child import Child  # noqa: PLC0415 - only here

    guard = Guard(tmp_path)
    (tmp_path / "hook" / "mischief.py").write_text(MISCHIEF, encoding="utf-8")
    with guard.watching():
        child = Child("mischief")
        child.wait()
        during = guard.faults()
        child.stop()
    faults = guard.faults()
    assert any(fault.startswith("network: socket.connect") for fault in faults)
    assert "written: PosixPath('left.txt')" in faults or "written: 'left.txt'" in faults
    assert any(fault.startswith("left behind") and fault.endswith("left.txt") for fault in faults)
    assert any(fault.startswith("still there") for fault in during)
    assert not any(fault.startswith("still there") for fault in faults)


def test_system_calls_are_judged(tmp_path: Path) -> None:
    log = tmp_path / "strace.txt"
    log.write_text(
        '11 connect(5, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = -1 ENOENT\n'
        '12 connect(6, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 0\n'
        "13 socket(AF_INET, SOCK_DGRAM, 0) = 7\n"
    )
    assert len(straced(log)) == 1
