"""An empty home, and one that reports were taken into."""

import shutil
from pathlib import Path

import pytest

from tests.campus.documents import docx_bytes, html_body, pdf_bytes
from tests.corpus.home import HEZHOU, YUNLING, Home, settle_in, write_text
from tests.pipelines.store.kit import report_lines


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return settle_in(tmp_path)


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Four reports of two schools in four formats, and two files that cannot be read. Read only."""
    made = settle_in(tmp_path_factory.mktemp("stocked"))
    title, *lines = report_lines(YUNLING, 2021)
    (made.files / "2022.docx").write_bytes(docx_bytes(title, lines))
    body = f"<div id='vsb_content'>{html_body(lines)}</div>"
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    (made.files / "2022.htm").write_bytes(page.encode())
    title, *lines = report_lines(YUNLING, 2020)
    (made.files / "2021.pdf").write_bytes(pdf_bytes(title, lines))
    write_text(made.files / "sub" / "2020.txt", YUNLING, 2019, "gb18030")
    write_text(made.files / "other.txt", HEZHOU, 2021)
    (made.files / "empty.pdf").write_bytes(b"")
    (made.files / "broken.bin").write_bytes(bytes(range(256)) * 3)
    ended = made.run("ingest", made.files)
    assert (ended.code, ended.err) == (3, "")
    return made


@pytest.fixture
def copied(stocked: Home, tmp_path: Path) -> Home:
    """A copy of the stocked home, to do harm to."""
    shutil.copytree(stocked.folder, tmp_path, dirs_exist_ok=True)
    return Home(tmp_path)
