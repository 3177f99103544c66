"""xxgk parse: one document, no database, whatever the document is."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.campus.documents import docx_bytes, html_body, pdf_bytes
from tests.corpus.home import XXGK, Home, one_line, write_text
from tests.pipelines.extract import scans
from tests.pipelines.store.kit import YUNLING, report_lines

TITLE, *LINES = report_lines()
PAGE = f"<html><body><div id='vsb_content'><h1>{TITLE}</h1>{html_body(LINES)}</div></body></html>"
FILES = {
    "a.txt": "\n".join([TITLE, *LINES]).encode(),
    "gbk.txt": "\n".join([TITLE, *LINES]).encode("gb18030"),
    "a.html": PAGE.encode(),
    "a.pdf": pdf_bytes(TITLE, LINES),
    "a.docx": docx_bytes(TITLE, LINES),
    "name-says.doc": PAGE.encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_each_format(home: Home, name: str) -> None:
    (home.folder / name).write_bytes(FILES[name])
    ended = home.inside("parse", name, "--json", "--with-text")
    assert (ended.code, ended.err) == (0, "")
    record = json.loads(ended.out)
    assert record["schema"] == "xxgk.report/1"
    assert record["kind"] == "annual_report"
    assert record["school"] == {"name": "云岭理工学院", "code": YUNLING}
    assert record["period"]["label"] == "2021-2022"
    assert record["requests"]["received"] == 5
    assert [section["code"] for section in record["sections"]][:2] == ["overview", "proactive"]
    start, end = record["evidence"]["requests.received"]
    assert "5" in record["text"][start:end]
    first = record["sections"][0]
    assert "概述" in record["text"][first["start"] : first["end"]]
    assert list(home.folder.glob("*.db")) == []


def test_a_scan_is_read(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = scans.printed([("title", TITLE), *(("p", line) for line in LINES)], number="")
    (home.folder / "a.png").write_bytes(scans.as_file(picture, "PNG"))
    ended = home.inside("parse", "a.png", "--json")
    assert ended.code == 0
    assert ended.err.splitlines() == ["scans: 1/1 documents, 1 pages"]
    record = json.loads(ended.out)
    assert (record["period"]["label"], record["requests"]["received"]) == ("2021-2022", 5)
    monkeypatch.setenv("XXGK_OCR", "0")
    ended = home.inside("parse", "a.png")
    assert ended.code == 1
    assert one_line(ended) == "xxgk: a.png: awaits_ocr (1 of 1 pages are pictures)\n"


def test_without_text_there_is_none(home: Home) -> None:
    write_text(home.folder / "a.txt")
    ended = home.inside("parse", "a.txt", "--json")
    assert "text" not in json.loads(ended.out)


def test_for_the_eye(home: Home) -> None:
    write_text(home.folder / "a.txt")
    ended = home.run("parse", "a.txt")
    assert (ended.code, ended.err) == (0, "")
    for words in ("annual_report", "云岭理工学院", "2021-2022", "2021-09-01", "requests.received", TITLE):
        assert words in ended.out
    assert "evidence" not in ended.out
    assert all(line == line.rstrip() or len(line) <= 120 for line in ended.out.splitlines())


def test_what_is_no_report_is_said_to_be_none(home: Home) -> None:
    (home.folder / "a.txt").write_text("今天天气很好，操场上有人踢球。")
    ended = home.inside("parse", "a.txt", "--json")
    record = json.loads(ended.out)
    assert (ended.code, record["kind"], record["title"], record["sections"]) == (0, "other", None, [])


def test_markup_in_a_text_is_text(home: Home) -> None:
    lines = [line.replace("云岭理工学院2021", "云岭理工学院[bold]2021") for line in [TITLE, *LINES]]
    (home.folder / "a.txt").write_text("\n".join(lines))
    assert "[bold]" in home.inside("parse", "a.txt").out


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("garbage.bin", bytes(range(256)) * 3, "unsupported"),
        ("cut.pdf", FILES["a.pdf"][:900], ""),
        ("cut.docx", FILES["a.docx"][:900], ""),
        ("空文件.pdf", b"", "空文件.pdf"),
    ],
)
def test_an_unreadable_document_is_one_line(home: Home, name: str, data: bytes, words: str) -> None:
    (home.folder / name).write_bytes(data)
    ended = home.run("parse", name)
    assert ended.code == 1
    assert words in one_line(ended)
    assert name in ended.err


def drawing_itself() -> bytes:
    """A PDF with a form field whose picture draws itself, by its own name and by PDFium's for it."""
    form, contents = b"/X Do /FFT0 Do", b"/X Do"
    page = b"/MediaBox[0 0 595 842]/Annots[4 0 R 4 0 R]/Contents 6 0 R/Resources 7 0 R"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R%s>>" % page,
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[9 9 99 29]/F 4/P 3 0 R/AP<</N 5 0 R>>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 90 20]/Length %d>>stream\n%s\nendstream" % (len(form), form),
        b"<</Length %d>>stream\n%s\nendstream" % (len(contents), contents),
        b"<</XObject<</X 5 0 R/FFT0 5 0 R>>>>",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<</Size 8/Root 1 0 R>>\n%%EOF\n"


def test_a_document_that_kills_its_reader_is_one_line(home: Home) -> None:
    (home.folder / "own.pdf").write_bytes(drawing_itself())
    ended = home.run("parse", "own.pdf")
    assert ended.code == 1
    assert "worker_killed (killed by signal" in one_line(ended)
    taken = home.run("ingest", "own.pdf")
    assert (taken.code, taken.err) == (3, "")
    assert "worker_killed" in taken.out


@pytest.mark.parametrize("name", ["nosuch.txt", ".", "", "a" * 300, "nosuch/a.txt", "长" * 5000])
def test_what_is_no_file_is_one_line(home: Home, name: str) -> None:
    ended = home.inside("parse", name)
    assert ended.code == (1 if name else 2)
    one_line(ended)


def test_a_name_that_is_no_utf8(home: Home) -> None:
    """Unpacked archives have names in GBK."""
    name = "年报.txt".encode("gb18030")
    (home.folder / os.fsdecode(name)).write_bytes(FILES["a.txt"])
    ended = home.run("parse", name, "--json")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out)["kind"] == "annual_report"
    ended = home.run("parse", name + b".nosuch")
    assert ended.code == 1
    one_line(ended)


def test_the_standard_input_as_a_file(home: Home) -> None:
    done = subprocess.run(
        [XXGK, "parse", "/dev/stdin", "--json"], input=FILES["a.txt"], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["kind"] == "annual_report"


ENDLESS = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1500 << 20, 1500 << 20))
from corpus import cli
sys.argv = ["xxgk", "parse", "/dev/zero"]
cli.main()
"""


def test_a_file_without_end_is_too_large(home: Home) -> None:
    python = XXGK.with_name("python")
    done = subprocess.run(
        [python, "-c", ENDLESS],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 1
    assert "too_large" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_that_is_too_large_is_not_read(home: Home) -> None:
    with (home.folder / "large.pdf").open("wb") as file:
        file.truncate(3 << 30)
    ended = home.inside("parse", "large.pdf")
    assert ended.code == 1
    assert "too_large" in one_line(ended)


def test_missing_seeds_are_one_line(home: Home) -> None:
    write_text(home.folder / "a.txt")
    (home.folder / "seeds" / "universities.csv").unlink()
    ended = home.inside("parse", "a.txt")
    assert ended.code == 1
    assert "universities.csv" in one_line(ended)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(
        [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"]
    ),
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
def test_any_bytes_are_parsed_or_refused_in_one_line(home: Home, start: bytes, rest: bytes) -> None:
    (home.folder / "any").write_bytes(start + rest)
    for more in ((), ("--json", "--with-text")):
        ended = home.inside("parse", "any", *more)
        if ended.code == 0:
            assert ended.err == ""
            assert not more or json.loads(ended.out)["schema"] == "xxgk.report/1"
        else:
            assert ended.code == 1
            one_line(ended)
