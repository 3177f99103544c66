"""A report in an archive: what lies beside it is kept, and how it was read is told."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.campus.documents import docx_bytes, pdf_bytes
from tests.corpus.home import HEZHOU, YUNLING, Home
from tests.pipelines.extract import scans
from tests.pipelines.store.kit import report_lines

REPORT, NOTE, TABLE = "年报/信息公开年度报告.docx", "年报/报送说明.pdf", "年报/统计.dat"


def bundle() -> bytes:
    title, *lines = report_lines(YUNLING, 2021)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(NOTE, pdf_bytes("报送说明", ["本压缩包含年度报告一份，请查收。"] * 4))
        archive.writestr(REPORT, docx_bytes(title, lines))
        archive.writestr(TABLE, bytes(range(256)))
    return out.getvalue()


@pytest.fixture
def packed(home: Home) -> Home:
    (home.files / "年报.zip").write_bytes(bundle())
    assert home.inside("ingest", home.files).code == 0
    return home


def exported(home: Home, name: str) -> list[dict[str, Any]]:
    assert home.inside("export", "--out", "o").code == 0
    return [
        json.loads(line) for line in (home.folder / "o" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]


def test_what_lies_beside_the_report_is_kept(packed: Home) -> None:
    rows = {row["name"]: row for row in exported(packed, "members")}
    assert set(rows) == {REPORT, NOTE, TABLE}
    assert {name: (row["format"], row["outcome"]) for name, row in rows.items()} == {
        REPORT: ("docx", "read"),
        NOTE: ("pdf", "read"),
        TABLE: ("unknown", "unsupported"),
    }
    assert rows[REPORT]["start"] == 0
    assert rows[NOTE]["start"] is rows[NOTE]["end"] is None
    assert all(len(row["sha256"]) == 64 and row["school_code"] == YUNLING for row in rows.values())
    (document,) = exported(packed, "documents")
    assert (document["chosen"], document["quality"], document["format"]) == (REPORT, 1.0, "zip")
    (report,) = exported(packed, "reports")
    assert (report["quality"], report["extraction_warnings"]) == (1.0, [])
    assert exported(packed, "page_pictures") == []


def test_it_is_shown(packed: Home) -> None:
    shown = packed.inside("show", "云岭理工学院", "2021-2022").out
    assert "quality 1.000\n" in shown
    (line,) = [line for line in shown.splitlines() if "beside it" in line]
    chosen, beside = line.strip().split("; beside it: ")
    assert (chosen, sorted(beside.split(", "))) == (f"from {REPORT}", sorted([NOTE, TABLE]))


def test_the_columns_of_a_table(packed: Home) -> None:
    assert packed.inside("export", "--out", "c", "--format", "csv").code == 0
    with Path(packed.folder / "c" / "members.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert sorted(names) == sorted([REPORT, NOTE, TABLE])
    assert (packed.folder / "c" / "page_pictures.csv").read_text("utf-8-sig").startswith("school_code,")


def test_how_certain_a_scan_was_read(home: Home) -> None:
    title, *lines = report_lines(HEZHOU, 2021)
    page = scans.printed([("title", title), *(("p", line) for line in lines)], number="")
    (home.files / "scan.png").write_bytes(scans.as_file(page, "PNG"))
    assert home.inside("ingest", home.files).code == 0
    (document,) = exported(home, "documents")
    assert 0.9 < document["quality"] < 1
    assert document["readings"] == [["ocr", 0]]
    assert all(0 <= start < end and 0 < sure <= 1 for start, end, sure in document["confidence"])
    assert len(document["confidence"]) >= 15
    assert "pages: 1 by ocr; quality 0.9" in home.inside("show", "河洲师范大学", "2021-2022").out
