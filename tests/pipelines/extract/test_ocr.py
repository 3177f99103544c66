"""Scans: read as they are printed, however they lie; what is unsure says so."""

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from pipelines.extract import Text, Unreadable, extract
from pipelines.outcomes import DocumentOutcome
from tests.pipelines.extract import scans
from tests.pipelines.extract.renderers import pdf
from tests.pipelines.extract.sample import BLOCKS, DATE, HEADER, INVENTORY, SIGNATURE, lines_of, squeeze
from tests.support import SHARED

SHORT = BLOCKS[:4]
END = [*BLOCKS[-5:-2], ("p", ""), ("signature", SIGNATURE), ("date", DATE)]


def rows_of(text: Text) -> list[list[str]]:
    return [
        [squeeze(cell) for cell in text.text[block.start : block.end].split("\t")]
        for block in text.blocks
        if block.kind == "table_row"
    ]


def joined(blocks: list[tuple[str, str]]) -> str:
    return "".join(text for _, text in blocks)


@pytest.fixture(scope="module")
def report() -> Text:
    """The whole report, scanned at 200 dpi, in two pages."""
    pages = [
        scans.scanned(scans.printed(BLOCKS, n, header="信息公开"), skew=s) for n, s in ((1, 0.8), (2, -1))
    ]
    return extract(scans.as_pdf(*pages), ocr=True)


def test_a_scan_is_read_as_it_is_printed(report: Text) -> None:
    assert scans.error_rate(report.text, joined(BLOCKS)) <= 0.01
    assert (report.format, report.pages, report.readings) == ("pdf", 2, ("ocr", "ocr"))
    assert report.awaits_ocr == ()
    assert report.warnings == ()


def test_its_lines_are_whole_paragraphs(report: Text) -> None:
    """Joined over lines and pages, without header and page numbers."""
    found = lines_of(report.text)
    whole = [
        text for _, text in BLOCKS if any(scans.error_rate(line, text) <= 0.03 for line in found if line)
    ]
    assert len(whole) >= 0.95 * len(BLOCKS)


def test_headings_are_known(report: Text) -> None:
    headings = {squeeze(report.text[b.start : b.end]) for b in report.blocks if b.kind == "heading"}
    assert {squeeze(text) for kind, text in BLOCKS if kind == "h1"} <= headings


def test_confidence_is_kept(report: Text) -> None:
    assert all(block.confidence is not None and 0.5 <= block.confidence <= 1 for block in report.blocks)
    assert 0.95 <= report.quality <= 1


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages(turn: int) -> None:
    page = scans.scanned(scans.printed(SHORT)).rotate(turn, expand=True)
    text = extract(scans.as_file(page, "PNG"), ocr=True)
    assert scans.error_rate(text.text, joined(SHORT)) <= 0.01


def test_a_fax_of_two_pages() -> None:
    """Standard resolution: pixels twice as high as wide, black or white."""
    pages = [scans.printed(SHORT), scans.printed(END)]
    size = (pages[0].width * 204 // 200, pages[0].height * 98 // 200)
    small = [
        page.convert("L").resize(size, Image.Resampling.BOX).point(lambda v: 255 * (v > 150)).convert("1")
        for page in pages
    ]
    data = scans.as_file(
        small[0], "TIFF", save_all=True, append_images=small[1:], compression="group4", dpi=(204, 98)
    )
    text = extract(data, ocr=True)
    assert (text.pages, text.readings) == (2, ("ocr", "ocr"))
    assert scans.error_rate(text.text, joined(SHORT) + joined(END)) <= 0.03
    assert {block.page for block in text.blocks if block.confidence is None} == set()


def test_a_poor_scan() -> None:
    """150 dpi, skew, a shadow, noise, strong compression."""
    page = scans.printed(SHORT)
    page = page.resize((page.width * 3 // 4, page.height * 3 // 4), Image.Resampling.LANCZOS)
    poor = scans.scanned(page, skew=1.8, noise=16, quality=45, shade=0.3)
    text = extract(scans.as_pdf(poor, dpi=150), ocr=True)
    assert scans.error_rate(text.text, joined(SHORT)) <= 0.04


def test_a_seal_hides_nothing() -> None:
    page = scans.printed(END)
    dark = np.flatnonzero((np.asarray(page.convert("L")) < 128).any(axis=1))
    last = int(dark[dark < 1900][-1])
    text = extract(scans.as_file(scans.sealed(page, 1000, last - 250, 330), "JPEG", quality=90), ocr=True)
    found = text.text.split("\n")
    assert SIGNATURE in found
    assert DATE in found


@pytest.mark.parametrize("turn", [0, 90])
def test_a_ruled_table_keeps_its_cells(turn: int) -> None:
    page = scans.scanned(scans.printed([BLOCKS[0]], table=True), skew=-1.2).rotate(turn, expand=True)
    text = extract(scans.as_pdf(page), ocr=True)
    found = [cell for row in rows_of(text) for cell in row]
    wanted = [squeeze(cell) for row in [HEADER, *INVENTORY] for cell in row if cell]
    kept = [w for w in wanted if any(scans.error_rate(cell, w) <= 0.05 for cell in found if cell)]
    assert len(kept) >= 0.95 * len(wanted)
    # A merged cell stands once, its other places are empty.
    assert [row[0] for row in rows_of(text)] == ["序号", "1", "2", "3", "4", "5"]
    assert [bool(row[1]) for row in rows_of(text)] == [True, True, False, False, True, False]


def mixed() -> bytes:
    """A page of text, then one that is a picture."""
    out = io.BytesIO()
    document = pypdfium2.PdfDocument(pdf(SHORT, number=""))
    picture = pypdfium2.PdfDocument(scans.as_pdf(scans.printed(END, number="")))
    document.import_pages(picture)
    document.save(out)
    return out.getvalue()


def test_a_mixed_document_page_by_page() -> None:
    data = mixed()
    fast = extract(data)
    assert squeeze(fast.text) == squeeze(joined(SHORT))
    assert (fast.awaits_ocr, fast.warnings) == ((2,), ("awaits_ocr:2",))
    assert fast.readings == ("text", "unread")
    assert fast.quality < 0.8
    whole = extract(data, ocr=True)
    assert whole.readings == ("text", "ocr")
    assert (whole.awaits_ocr, whole.warnings) == ((), ())
    assert whole.text.startswith(fast.text)
    assert scans.error_rate(whole.text, joined(SHORT) + joined(END)) <= 0.01
    assert {block.page for block in whole.blocks if block.confidence is not None} == {2}


def test_characters_that_the_picture_shows_are_kept() -> None:
    """A page without Chinese may be garbled, or English: its picture tells."""
    line = "This page tells in English what the report says in Chinese, line by line."
    page = pdf([("p", line)] * 8, number="")
    with pytest.raises(Unreadable) as caught:
        extract(page)
    assert caught.value.outcome is DocumentOutcome.AWAITS_OCR
    text = extract(page, ocr=True)
    assert text.readings == ("text",)
    assert line in text.text


def test_a_page_that_shows_no_text() -> None:
    with pytest.raises(Unreadable) as caught:
        extract(scans.as_file(Image.new("RGB", (900, 1200), "white"), "PNG"), ocr=True)
    assert caught.value.outcome is DocumentOutcome.NO_TEXT


def test_a_real_letter_with_table_and_seal() -> None:
    path = SHARED / "files" / "scan_wut_letter.pdf"
    if not path.exists():
        pytest.skip("no shared files")
    text = extract(path.read_bytes(), ocr=True)
    assert text.text.split("\n")[0] == "武汉理工大学"
    assert text.text.split("\n")[-2:] == ["武汉理工大学", "2026年6月18日"]
    rows = rows_of(text)
    assert [len(row) for row in rows] == [7, 7, 7]
    assert rows[2][1:5] == ["1315", "武汉理工大学", "普通本科批", "物理类"]
