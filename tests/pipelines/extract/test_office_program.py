"""LibreOffice as a helper: its results, its limits, and how it is kept from doing harm."""

import http.server
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.extract import Unreadable, extract
from pipelines.extract.office import program as office
from pipelines.extract.options import Options
from pipelines.outcomes import DocumentOutcome
from tests.pipelines.extract import office_source, word_source
from tests.pipelines.extract.libreoffice import converted
from tests.pipelines.extract.ole_maker import compound, word95

FAULT = Unreadable(DocumentOutcome.BROKEN, "not ours")


@pytest.fixture(autouse=True)
def program() -> Iterator[str]:
    office.program.cache_clear()
    found = office.program()
    assert found, "LibreOffice (soffice) is what these tests try: install libreoffice-writer-nogui"
    yield found
    office.program.cache_clear()


def processes(mark: str) -> list[str]:
    """Command lines of living processes that name `mark`."""
    out = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if mark in line:
            out.append(line)
    return out


def test_it_reads_what_we_read() -> None:
    data = converted(office_source.REPORT, "docx", "doc")
    text = office.read_by_office(data, Options(), "doc", FAULT)
    assert [(b.kind, b.level, text.text[b.start : b.end]) for b in text.blocks] == office_source.BLOCKS
    assert (text.format, text.warnings) == ("doc", ("read_by_office",))


def test_it_reads_workbooks_that_we_cannot() -> None:
    whole = extract(converted(office_source.WORKBOOK, "fods", "xls"))
    data = bytearray(converted(office_source.WORKBOOK, "fods", "xls"))
    # The last cell with a shared string names one that is not there.
    at = data.rindex(b"\xfd\x00\x0a\x00") + 10
    data[at : at + 4] = b"\x77\x77\0\0"
    text = extract(bytes(data))
    assert (text.format, text.warnings) == ("xls", ("read_by_office",))
    assert set(text.text.split()) < set(whole.text.split())


def test_what_it_cannot_read_is_broken() -> None:
    with pytest.raises(Unreadable) as caught:
        office.converted(b"\0\1\2 nothing", "doc")
    assert caught.value.outcome is DocumentOutcome.BROKEN


def test_it_is_killed_at_the_limit() -> None:
    data = converted(office_source.REPORT, "docx", "doc")
    with pytest.raises(Unreadable) as caught:
        office.converted(data, "doc", 0.05)
    assert caught.value.outcome is DocumentOutcome.TIMEOUT
    assert processes(f"xxgk-office-{os.getpid()}-") == []


def test_without_it_the_outcome_says_what_would_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XXGK_OFFICE", "0")
    office.program.cache_clear()
    with pytest.raises(Unreadable, match="not ours; LibreOffice") as caught:
        office.read_by_office(b"x", Options(), "doc", FAULT)
    assert caught.value.outcome is DocumentOutcome.BROKEN
    numbered = word95([("概述", "number"), ("全年公开5条。", "")])
    assert extract(numbered).warnings == ("autonumbers_lost",)


def test_its_folder_goes_with_the_process() -> None:
    script = (
        "from pipelines.extract.office import program; import os; print(program._profile(os.getpid())); "
        "assert program._profile(os.getpid()).is_dir()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "xxgk-office-" in done.stdout
    assert not Path(done.stdout.strip()).exists()


def test_it_dies_with_its_parent(tmp_path: Path) -> None:
    """A worker may be killed at any time; what it started must not live on."""
    source = tmp_path / "a.doc"
    source.write_bytes(converted(office_source.REPORT, "docx", "doc"))
    script = (
        "from pipelines.extract.office import program as office; import pathlib, sys\n"
        "data = pathlib.Path(sys.argv[1]).read_bytes()\n"
        "while True: office.converted(data, 'doc')"
    )
    worker = subprocess.Popen([sys.executable, "-c", script, str(source)])
    mark = f"xxgk-office-{worker.pid}-"
    try:
        while not [line for line in processes(mark) if "soffice.bin" in line]:
            time.sleep(0.01)
    finally:
        worker.kill()
        worker.wait()
    while processes(mark):
        time.sleep(0.01)


class _Listener(http.server.BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the names that the server calls

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def test_it_fetches_nothing() -> None:
    """A document may name pictures and styles elsewhere; left to itself LibreOffice asks for these."""
    asked: list[str] = []
    handler = type("Listener", (_Listener,), {"asked": asked})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/x.png"
    body = word_source.p("前", word_source.field(f' INCLUDEPICTURE "{url}" \\d ', "图"), "后")
    html = f'<html><head><link rel="stylesheet" href="{url}?css"></head><body><img src="{url}?img">文'
    try:
        office.converted(word_source.document(body), "docx")
        assert office.converted(html.encode(), "doc").startswith(b"PK")
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_works_documents_go_to_it() -> None:
    with pytest.raises(Unreadable, match="LibreOffice cannot read it"):
        extract(compound({"MatOST": b"x", "CONTENTS": b"CHNKWKS"}))
