"""Reading documents beside the bare libraries underneath, on the same bytes in the same run."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from statistics import median

import pypdfium2

from pipelines.extract import extract
from pipelines.workers import Extractors
from tests.formats import libraries, ofd, pages, scans
from tests.formats.make import ALL, Workshop
from tests.formats.programs import soffice
from tests.formats.source import Source, load

ROUNDS = 9
PAGES = 10
"""Pages of the Word document."""
SCANNED = 2
"""Scanned pages: each takes seconds."""

Row = tuple[str, str, str]


def measure() -> Iterator[Row]:
    """Give the rows of this benchmark."""
    with Workshop() as workshop:
        yield from _pdf(workshop)
        yield from _html()
        yield from _word()
        yield from _workers()
        if soffice():
            yield from _ocr(workshop)


def _pdf(workshop: Workshop) -> Iterator[Row]:
    """Whole reports, then pages of prose and pages of tables by themselves."""
    mix = [sample.data for sample in workshop.prints()]
    prose = [libraries.reportlab_pdf(_only(load(name), tables=False)) for name in ALL]
    table = [libraries.reportlab_pdf(_only(load(name), tables=True)) for name in ("lanxi", "linshan")]
    for what, files, target in (("reports", mix, "≥ 0.6"), ("prose", prose, ""), ("tables", table, "")):
        count = sum(map(_pages_of, files))
        bare, own = _by_turns(partial(_each, _bare_pdf, files), partial(_each, extract, files))
        yield f"PDF text with reflow, {what}: pages a second", f"{count / own:.0f}", ""
        yield f"PDF text with reflow, {what}: beside pypdfium2's own text", f"{bare / own:.2f}", target


def _each(read: Callable[[bytes], object], files: list[bytes]) -> list[object]:
    return [read(data) for data in files]


def _bare_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "".join(document[i].get_textpage().get_text_range() for i in range(len(document)))
    finally:
        document.close()


def _pages_of(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def _only(source: Source, *, tables: bool) -> Source:
    """The blocks of a source that are tables, or those that are not; long enough for some pages."""
    kept = [block for block in source.blocks if (block.kind == "table") == tables]
    return Source(source.name, tuple(kept * 3))


def _html() -> Iterator[Row]:
    """Pages of sites, beside trafilatura with the body in an `<article>` already."""
    from trafilatura import extract as bare  # noqa: PLC0415

    styles = ("br", "div", "paragraphs", "headings", "word", "lists")
    sites = [pages.page(load(name), style) for name in ALL for style in styles]
    wrapped = []
    for number, site in enumerate(sites):
        _, opening, _, charset = pages.STYLES[styles[number % len(styles)]]
        wrapped.append(site.decode(charset).replace(opening, "<article>", 1))

    def theirs() -> list[object]:
        return [bare(text, favor_recall=True, fast=True, include_tables=True) for text in wrapped]

    other, own = _by_turns(theirs, lambda: [extract(site) for site in sites])
    yield "HTML: a page", f"{1000 * own / len(sites):.1f} ms", ""
    yield "HTML: time beside bare trafilatura on the article", f"{own / other:.2f}", "≤ 1.5"


def _word() -> Iterator[Row]:
    long = load("linshan")
    source = Source("long", long.blocks * 3)
    data = libraries.python_docx(source)
    extract(data)
    seconds = median(_seconds(lambda: extract(data)) for _ in range(ROUNDS))
    yield f"DOCX of {PAGES} pages", f"{1000 * seconds:.1f} ms", "≤ 20 ms"
    package = ofd.ofd(source)
    extract(package)
    seconds = median(_seconds(lambda: extract(package)) for _ in range(ROUNDS))
    yield "OFD of the same text", f"{1000 * seconds:.1f} ms", ""


def _workers() -> Iterator[Row]:
    """What a worker holds that has read a web page, a PDF and a Word document, and waits."""
    source = load("helin")
    with Extractors(1) as pool:
        for data in (
            pages.page(source, "paragraphs"),
            libraries.reportlab_pdf(source),
            libraries.python_docx(source),
        ):
            pool.extract_now(data)
        (pid,) = pool.pids
        yield (
            "idle worker that has read three formats: resident memory",
            f"{resident(pid) / 1e6:.0f} MB",
            "< 150 MB",
        )


def resident(pid: int) -> int:
    """Resident bytes of a process."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    return 0


_BARE = """
import io, sys, time
import numpy as np
from PIL import Image
from rapidocr import RapidOCR
engine = RapidOCR(params={"EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Global.use_cls": False, "Global.log_level": "critical"})
import pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
pages = range(len(document))
def read(i):
    picture = np.asarray(document[i].render(scale=200 / 72).to_pil().convert("RGB"))
    return engine(picture, use_cls=False)
read(0)
begun = time.process_time()
for i in pages:
    read(i)
print((time.process_time() - begun) / len(pages))
"""
_OWN = """
import sys, time
from pathlib import Path
from pipelines.extract import extract
data = Path(sys.argv[1]).read_bytes()
extract(Path(sys.argv[2]).read_bytes(), ocr=True)
begun = time.process_time()
pages = extract(data, ocr=True).pages
print((time.process_time() - begun) / pages)
"""


def _ocr(workshop: Workshop) -> Iterator[Row]:
    """Scanned pages: both processors busy, one thread a process, loading apart; processor time."""
    reports = [scans.scanned(workshop.pdf[name], scans.CLEAN) for name in ("qiaozhou", "lanxi")]
    images = [page for report in reports for page in report]
    many, one = workshop.folder / "bench.pdf", workshop.folder / "warm.pdf"
    many.write_bytes(scans.pdf_of(images[:SCANNED], scans.CLEAN))
    one.write_bytes(scans.pdf_of(images[:1], scans.CLEAN))
    bare = _busy(_BARE, many, one)
    own = _busy(_OWN, many, one)
    yield "OCR: processor seconds a page, both processors busy", f"{own:.2f}", ""
    yield "OCR: beside bare RapidOCR", f"{own / bare:.2f}", "≤ 1.15"


def _busy(program: str, *files: Path) -> float:
    """Run a program on every processor at once; the mean of what they print."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(Path(__file__).parents[2])}

    def run(_: int) -> float:
        command = [sys.executable, "-c", program, *map(str, files)]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        return float(done.stdout.split()[-1])

    count = os.cpu_count() or 1
    with ThreadPoolExecutor(count) as threads:
        return sum(threads.map(run, range(count))) / count


def _by_turns(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Return the median seconds of two works, measured by turns."""
    one()
    other()
    pairs = [(_seconds(one), _seconds(other)) for _ in range(ROUNDS)]
    return median(p[0] for p in pairs), median(p[1] for p in pairs)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
