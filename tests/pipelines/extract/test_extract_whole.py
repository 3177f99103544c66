"""Every paragraph comes out whole, once and in order, whatever the format."""

from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from pipelines.extract import Text, extract
from tests.pipelines.extract import renderers, sample
from tests.pipelines.extract.sample import BLOCKS, HEADER, INVENTORY, lines_of, squeeze

SHARED = Path(__file__).resolve().parents[4] / "shared" / "reports"
REPORTS = sorted(SHARED.glob("*.txt"))
ROWS = [squeeze("".join(row)) for row in [HEADER, *INVENTORY]]


def assert_whole(text: Text, blocks: list[sample.Block]) -> None:
    lines = [squeeze(line) for line in text.text.split("\n")]
    wanted = [squeeze(block) for _, block in blocks]
    missing = [block for block in wanted if block not in lines]
    assert not missing
    # Each as often as it was written (a heading may be a line of the table too).
    assert all(lines.count(block) == wanted.count(block) for block in wanted)
    places = [lines.index(block) for block in dict.fromkeys(wanted)]
    assert places == sorted(places)


def assert_consistent(text: Text) -> None:
    """Blocks are the lines of the text, exactly."""
    assert [text.text[b.start : b.end] for b in text.blocks] == text.text.split("\n")
    assert all(line.strip() for line in text.text.split("\n"))


@pytest.mark.parametrize("style", renderers.STYLES)
def test_web_page(style: str) -> None:
    text = extract(renderers.web(BLOCKS, style, table=True), name="page.htm")
    assert_whole(text, BLOCKS)
    assert_consistent(text)
    assert text.title == "云岭理工学院信息公开网"
    assert set(ROWS) <= lines_of(text.text)
    assert not [word for word in renderers.FURNITURE if word in text.text]


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-16"])
def test_web_page_in_other_encodings(encoding: str) -> None:
    text = extract(renderers.web(BLOCKS, "vsb_p", encoding=encoding))
    assert_whole(text, BLOCKS)


def test_web_table_has_its_merged_cells_once() -> None:
    text = extract(renderers.web(BLOCKS, "sudy_p", table=True))
    rows = [b for b in text.blocks if b.kind == "table_row"]
    cells = [text.text[b.start : b.end].split("\t") for b in rows]
    assert cells == [HEADER, *INVENTORY]


def test_pdf() -> None:
    text = extract(renderers.pdf(BLOCKS, header="云岭理工学院文件", table=True))
    assert_whole(text, BLOCKS)
    assert_consistent(text)
    assert text.pages == 2
    assert "云岭理工学院文件" not in text.text
    assert "- 1 -" not in text.text
    rows = [b for b in text.blocks if b.kind == "table_row"]
    cells = [[squeeze(c) for c in text.text[b.start : b.end].split("\t")] for b in rows]
    assert cells == [HEADER, *INVENTORY]


@pytest.mark.parametrize("number", ["{}", "第 {} 页", "第{}页 共9页", "— {} —", "{}/9", "Page {} of 9"])
def test_pdf_page_numbers_go(number: str) -> None:
    text = extract(renderers.pdf(BLOCKS, number=number))
    assert_whole(text, BLOCKS)
    assert len(text.text.split("\n")) == len(BLOCKS)


def test_pdf_headings_are_marked() -> None:
    text = extract(renderers.pdf(BLOCKS))
    headings = {squeeze(text.text[b.start : b.end]): b.level for b in text.blocks if b.kind == "heading"}
    assert headings["一、概述"] == 1
    assert headings["（一）健全工作机制"] == 2
    assert squeeze(sample.TITLE) in headings


def test_pdf_reads_with_an_owner_password_only() -> None:
    locked = StandardEncryption("", ownerPassword="o", canCopy=0)
    assert_whole(extract(renderers.pdf(BLOCKS, encrypt=locked)), BLOCKS)


@pytest.mark.parametrize("numbered", [False, True])
def test_docx(numbered: bool) -> None:
    text = extract(renderers.docx(BLOCKS, table=True, numbered=numbered), name="年报.pdf")
    assert text.format == "docx"
    assert_whole(text, BLOCKS)
    assert_consistent(text)
    rows = [b for b in text.blocks if b.kind == "table_row"]
    assert [text.text[b.start : b.end].split("\t") for b in rows] == [HEADER, *INVENTORY]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain(encoding: str) -> None:
    text = extract("\r\n\r\n".join(t for _, t in BLOCKS).encode(encoding))
    assert text.format == "txt"
    assert_whole(text, BLOCKS)


@pytest.mark.skipif(not REPORTS, reason="the shared reports are not here")
@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
@pytest.mark.parametrize("make", ["pdf", "docx", *renderers.STYLES])
def test_real_reports(path: Path, make: str) -> None:
    blocks = sample.from_plain(path.read_text(encoding="utf-8"))
    if make == "pdf":
        data = renderers.pdf(blocks, header="年度报告")
    elif make == "docx":
        data = renderers.docx(blocks)
    else:
        data = renderers.web(blocks, make)
    text = extract(data)
    lines = lines_of(text.text)
    missing = [block for _, block in blocks if squeeze(block) not in lines]
    assert not missing
