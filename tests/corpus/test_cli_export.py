"""xxgk export: a file a table, whole, with the columns that were promised."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pipelines.outcomes import SiteOutcome
from pipelines.store import ledger
from pipelines.store.models import Extraction, Rendition
from pipelines.store.reports import settle_reports
from tests.corpus.home import HEZHOU, XXGK, YUNLING, Home, one_line
from tests.pipelines.store.kit import add_rendition, report_text

REQUIRED = {
    "reports": {
        "school_code", "school_name", "period_label", "kind", "title",
        "page_url", "document_url", "sha256", "text",
    },
    "documents": {"school_code", "page_url", "document_url", "outcome", "detail", "sha256"},
    "site_runs": {"school_code", "portal_url", "outcome", "detail", "requests", "reports"},
}  # fmt: skip
TABLES = {
    "reports", "documents", "site_runs", "sections", "legal_basis", "figures", "points", "inventory",
    "warnings", "changes", "captures", "pages", "members", "page_pictures",
}  # fmt: skip


def jsonl(path: Path) -> list[dict[str, Any]]:
    content = path.read_text("utf-8")
    assert content == "" or content.endswith("\n")
    return [json.loads(line) for line in content.split("\n")[:-1]]


def rows_of(path: Path) -> list[dict[str, str]]:
    before = csv.field_size_limit(10_000_000)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    finally:
        csv.field_size_limit(before)


def with_a_run(home: Home) -> Home:
    database = home.opened()
    with database.session() as session:
        run = ledger.start_run(session, "crawl")
        site, _ = ledger.start_site(session, run, HEZHOU, "http://xxgk.hznu.example.cn/")
        site.requests, site.reports = 12, 1
        ledger.finish_site(site, SiteOutcome.FOUND, "as ever")
    database.close()
    return home


def test_json_lines(copied: Home) -> None:
    ended = with_a_run(copied).run("export", "--out", "deep/er")
    assert (ended.code, ended.err) == (0, "")
    out = copied.folder / "deep" / "er"
    assert {path.name for path in out.iterdir()} == {f"{name}.jsonl" for name in TABLES}
    for name, columns in REQUIRED.items():
        for row in jsonl(out / f"{name}.jsonl"):
            assert columns <= set(row), name
    for name in TABLES:
        assert f"{name}.jsonl: {len(jsonl(out / f'{name}.jsonl'))} rows" in ended.out


def test_a_row_is_a_report_and_its_cited_document(copied: Home) -> None:
    copied.inside("export", "--out", "o")
    reports = jsonl(copied.folder / "o" / "reports.jsonl")
    keys = [(row["school_code"], row["period_label"]) for row in reports]
    assert keys == [
        (YUNLING, "2019-2020"),
        (YUNLING, "2020-2021"),
        (YUNLING, "2021-2022"),
        (HEZHOU, "2021-2022"),
    ]
    documents = {row["document_url"]: row for row in jsonl(copied.folder / "o" / "documents.jsonl")}
    assert len(documents) == 7
    for row in reports:
        cited = documents[row["document_url"]]
        assert cited["canonical"] is True
        assert (cited["sha256"], cited["page_url"]) == (row["sha256"], row["page_url"])
        body = next(copied.archive.rglob(row["sha256"]))
        assert body.stat().st_size == cited["size"]
        assert row["school_name"] in row["text"]
        assert row["kind"] == "annual_report"
        start, end = row["evidence"]["requests.received"]
        assert str(row["requests"]["received"]) in row["text"][start:end]
    assert sorted(row["outcome"] for row in documents.values() if not row["canonical"]) == [
        "empty",
        "read",
        "unsupported",
    ]


def test_a_rendition_is_one_row_whatever_versions_have_read_it(copied: Home) -> None:
    database = copied.opened()
    with database.session() as session:
        for row in session.scalars(select(Extraction)).all():
            session.add(
                Extraction(
                    document_sha256=row.document_sha256, extractor_version="0", outcome="broken", warnings=[]
                )
            )
    database.close()
    copied.inside("export", "--out", "o")
    documents = jsonl(copied.folder / "o" / "documents.jsonl")
    assert len(documents) == len({row["document_url"] for row in documents}) == 7
    assert {row["format"] for row in documents if row["outcome"] == "read"} == {"docx", "html", "pdf", "txt"}


def test_site_runs(copied: Home) -> None:
    with_a_run(copied).inside("export", "--out", "o")
    (row,) = jsonl(copied.folder / "o" / "site_runs.jsonl")
    assert (row["school_code"], row["portal_url"]) == (HEZHOU, "http://xxgk.hznu.example.cn/")
    assert (row["outcome"], row["detail"], row["requests"], row["reports"]) == ("found", "as ever", 12, 1)


def test_csv_has_the_same_columns_and_values(copied: Home) -> None:
    with_a_run(copied)
    for form in ("jsonl", "csv"):
        assert copied.inside("export", "--out", "o", "--format", form).code == 0
    for name, columns in REQUIRED.items():
        lines, cells = (
            jsonl(copied.folder / "o" / f"{name}.jsonl"),
            rows_of(copied.folder / "o" / f"{name}.csv"),
        )
        assert len(lines) == len(cells) > 0
        assert columns <= set(cells[0])
        for line, row in zip(lines, cells, strict=True):
            for column in columns:
                assert row[column] == ("" if line[column] is None else str(line[column]))
    (row,) = [
        row for row in rows_of(copied.folder / "o" / "reports.csv") if row["period_label"] == "2020-2021"
    ]
    assert row["requests.received"] == "5"


def test_every_table_has_a_header_in_csv(home: Home) -> None:
    home.workspace().close()
    assert home.inside("export", "--out", "o", "--format", "csv").code == 0
    for name in TABLES:
        header = (home.folder / "o" / f"{name}.csv").read_text("utf-8-sig").splitlines()
        assert len(header) == 1, name
        assert REQUIRED.get(name, set()) <= set(header[0].split(","))


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")')


def test_a_spreadsheet_finds_no_formula(copied: Home) -> None:
    database = copied.opened()
    with database.session() as session:
        for i, formula in enumerate(FORMULAS):
            text = f"{formula}\n{report_text(HEZHOU, 2000 + i)}"
            add_rendition(session, HEZHOU, f"http://h/{i}", text, kind="annual_report", title=formula)
        for row in session.scalars(select(Rendition).where(Rendition.document_url.startswith("http://h/"))):
            row.title = row.detail = FORMULAS[int(row.document_url[-1])]
        settle_reports(session, HEZHOU)
    database.close()
    copied.inside("export", "--out", "o", "--format", "csv")
    cells = [
        cell
        for path in (copied.folder / "o").glob("*.csv")
        for row in rows_of(path)
        for column, cell in row.items()
        if not cell.lstrip("-").replace(".", "", 1).isdigit() or column in ("title", "text", "detail")
    ]
    assert sum(cell.startswith("'") for cell in cells) >= 3 * len(FORMULAS)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    copied.inside("export", "--out", "o")
    titles = {row["title"] for row in jsonl(copied.folder / "o" / "reports.jsonl")}
    assert set(FORMULAS) <= titles  # only spreadsheets need it


def test_again_is_whole_again(copied: Home) -> None:
    copied.inside("export", "--out", "o")
    out = copied.folder / "o"
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    (out / "reports.jsonl").write_text("half a li")
    (out / "mine.txt").write_text("stays")
    copied.inside("export", "--out", "o")
    after = {path.name: path.read_bytes() for path in out.iterdir()}
    assert after.pop("mine.txt") == b"stays"
    assert after == before


def test_who_reads_the_earlier_export_reads_it_to_its_end(copied: Home) -> None:
    """A file is put in the place of the earlier one, not written over it."""
    copied.inside("export", "--out", "o")
    path = copied.folder / "o" / "reports.jsonl"
    path.write_text("the earlier one")
    with path.open() as reading:
        copied.inside("export", "--out", "o")
        assert reading.read() == "the earlier one"
    assert len(jsonl(path)) == 4


FULL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
from corpus import cli
cli.main()
"""


def test_a_full_disk_leaves_the_earlier_export(copied: Home) -> None:
    copied.inside("export", "--out", "o")
    out = copied.folder / "o"
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, "export", "--out", str(out), "--db", copied.db],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.parametrize("out", ["/proc/nowhere", "/dev/null/x", "/dev/null", "xxgk.db", "长" * 100])
def test_a_folder_that_cannot_be_written(stocked: Home, out: str) -> None:
    ended = stocked.inside("export", "--out", out)
    assert ended.code == 1
    one_line(ended)


def test_a_folder_in_the_place_of_a_file(copied: Home) -> None:
    (copied.folder / "o" / "reports.jsonl").mkdir(parents=True)
    ended = copied.inside("export", "--out", "o")
    assert ended.code == 1
    one_line(ended)
    assert [path.name for path in (copied.folder / "o").iterdir()] == ["reports.jsonl"]


@pytest.mark.parametrize("args", [(), ("--out", "o", "--format", "nosuch"), ("--out",)])
def test_wrong_usage(stocked: Home, args: tuple[str, ...]) -> None:
    ended = stocked.inside("export", *args)
    assert ended.code == 2
    assert ended.err
    assert not (stocked.folder / "o").exists()


def test_python_is_the_one_of_the_tests() -> None:
    assert XXGK.parent == Path(sys.executable).parent
