"""Processes that parse: every text gets an answer, whatever happens to a process."""

import os
import signal
from pathlib import Path

import pytest

from pipelines.parser import Context, Roster, parse
from pipelines.readers import Readers
from pipelines.readers.messages import Job, Unparsed
from tests.pipelines.store.kit import HEZHOU, NAMES, YUNLING, report_text

ROWS = [(name, code, False) for code, name in NAMES.items()]


def jobs(count: int) -> list[Job]:
    texts = [report_text(YUNLING if i % 2 else HEZHOU, 2000 + i) for i in range(count)]
    return [Job(i, text, Context(title="年报")) for i, text in enumerate(texts)]


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_every_text_is_parsed_as_it_would_be_here() -> None:
    asked = jobs(60)
    with Readers(ROWS, 2) as readers:
        answers = dict(readers.read(iter(asked)))
        pids = readers.pids
    assert sorted(answers) == list(range(60))
    assert len(pids) == 2
    roster = Roster(ROWS)
    for job in asked[:3]:
        here = parse(job.text, context=job.context, roster=roster).to_dict()
        assert answers[job.key] == {**here, "evidence": answers[job.key]["evidence"]}  # type: ignore[index]
    assert not any(alive(pid) for pid in pids)


def test_few_texts_are_worth_one_process() -> None:
    with Readers(ROWS, 4) as readers:
        assert len(list(readers.read(iter(jobs(3))))) == 3
        assert len(readers.pids) == 1


def test_no_text_starts_no_process() -> None:
    with Readers(ROWS) as readers:
        assert list(readers.read([])) == []
        assert readers.pids == []


def test_a_process_that_was_killed_costs_no_text() -> None:
    first, second = jobs(2)
    with Readers(ROWS, 1) as readers:
        assert dict(readers.read([first]))
        (pid,) = readers.pids
        os.kill(pid, signal.SIGKILL)
        ((key, answer),) = readers.read([second])
        assert key == 1
        assert not isinstance(answer, Unparsed)
        assert readers.pids != [pid]


def test_a_text_that_takes_too_long() -> None:
    long = Job(0, report_text() * 2000, Context())
    with Readers(ROWS, 1, timeout=0) as readers:
        ((_, answer),) = readers.read([long])
    assert answer == Unparsed("not parsed within 0 s")


def test_left_in_the_middle() -> None:
    """Whoever stops asking leaves no process behind."""
    with Readers(ROWS, 1) as readers:
        next(readers.read(iter(jobs(200))))
        pids = readers.pids
    assert pids
    assert not any(alive(pid) for pid in pids)


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "一、" * 1000])
def test_any_text(text: str) -> None:
    with Readers(ROWS, 1) as readers:
        ((_, answer),) = readers.read([Job(0, text, Context())])
    assert isinstance(answer, dict)
