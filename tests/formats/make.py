"""The files: which texts, in which formats, by which programs."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from tests.formats import archives, libraries, ofd, pages, scans
from tests.formats.odf import document, sheet, slides
from tests.formats.programs import chromium, convert, print_page, soffice
from tests.formats.scans import CLEAN, POOR, Wear
from tests.formats.source import Source, load

LONG = ("lanxi", "qiaozhou", "linshan")
ALL = ("lanxi", "helin", "qiaozhou", "linshan")
SHORT = "helin"
"""The report that fits on a page."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One file: its row in the table, its bytes, what it says; `ocr` where it is made of pictures."""

    group: str
    name: str
    data: bytes
    source: Source
    ocr: bool = False
    poor: bool = False
    headings: bool = True
    """Whether the file marks its headings, or shows them so that they can be told."""


def _prose(name: str) -> Source:
    """A text without its tables."""
    return Source(name, tuple(block for block in load(name).blocks if block.kind != "table"))


class Workshop:
    """Makes the files, in a folder of its own that goes with it."""

    def __init__(self) -> None:
        self._temporary = TemporaryDirectory(prefix="formats-")
        self.folder = Path(self._temporary.name)

    def __enter__(self) -> "Workshop":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._temporary.cleanup()

    def samples(self) -> Iterator[Sample]:
        """Yield every file that the installed programs can make."""
        makers: list[Callable[[], Iterator[Sample]]] = [
            self.texts, self.web, self.word, self.books, self.prints, self.fixed, self.bundles, self.scans,
        ]  # fmt: skip
        for maker in makers:
            yield from maker()

    def texts(self) -> Iterator[Sample]:
        """Plain text in many encodings, comma-separated values."""
        for name, encoding in (
            ("lanxi", "utf-8"), ("helin", "gbk"), ("linshan", "gb18030"), ("qiaozhou", "utf-16"),
            ("helin", "utf-8-sig"), ("fangyuan", "big5"),
        ):  # fmt: skip
            yield Sample(
                "text",
                f"{name}.{encoding}.txt",
                libraries.plain(load(name), encoding),
                load(name),
                headings=False,
            )
        for encoding, separator in (("utf-8-sig", ","), ("gbk", ","), ("gb18030", "\t")):
            data = libraries.separated(load("tongji"), encoding, separator)
            yield Sample("csv", f"tongji.{encoding}.csv", data, load("tongji"), headings=False)

    def web(self) -> Iterator[Sample]:
        """Pages of sites in every style, and pages in other clothes."""
        for number, style in enumerate(pages.STYLES):
            for name in (ALL[number % 4], ALL[(number + 2) % 4]):
                source = load(name)
                yield Sample(
                    "html",
                    f"{name}.{style}.htm",
                    pages.page(source, style),
                    source,
                    headings=style in pages.MARKED,
                )
        for name in ("lanxi", "helin"):
            source = load(name)
            yield Sample("mht", f"{name}.mht", pages.mht_quoted(source), source, headings=False)
            yield Sample("mht named doc", f"{name}.doc", pages.mht(source), source, headings=False)
        for name in ("qiaozhou", "linshan"):
            source = load(name)
            yield Sample(
                "html named doc", f"{name}.doc", pages.page(load(name), "word"), source, headings=False
            )

    def word(self) -> Iterator[Sample]:
        """Word processors' formats, headings numbered by hand and by style."""
        for name in ("helin", "qiaozhou"):
            yield Sample("docx (python-docx)", f"{name}.docx", libraries.python_docx(load(name)), load(name))
        flat = self.flat
        for target, group, names in (
            ("docx", "docx", ALL), ("doc:MS Word 97", "doc", ALL), ("rtf", "rtf", LONG),
            ("odt", "odt", ("lanxi", "linshan")), ("docx", "wps named", ("helin",)),
            ("html:HTML (StarWriter)", "html (LibreOffice)", ("helin", "qiaozhou")),
        ):  # fmt: skip
            made = convert([flat[name] for name in names], target, self.folder)
            extension = "wps" if group == "wps named" else target.partition(":")[0]
            for name in names:
                if made:
                    yield Sample(group, f"{name}.{extension}", made[flat[name]], load(name))

    def books(self) -> Iterator[Sample]:
        """Workbooks and slides."""
        for make, names, targets in (
            (sheet, ("tongji", "qiaozhou"), ("xlsx:Calc MS Excel 2007 XML", "xls:MS Excel 97", "ods")),
            (slides, ("jianbao", "helin"), ("pptx:Impress MS PowerPoint 2007 XML", "ppt:MS PowerPoint 97")),
        ):
            for target in targets:
                group = target.partition(":")[0]
                extension = "fods" if make is sheet else "fodp"
                files = {name: self._flat(name, extension, make(load(name))) for name in names}
                made = convert(list(files.values()), target, self.folder)
                for name in names:
                    if made:
                        data = made[files[name]]
                        yield Sample(group, f"{name}.{group}", data, load(name), headings=make is slides)

    def prints(self) -> Iterator[Sample]:
        """PDFs by three programs."""
        for name in ALL:
            if chromium():
                page = pages.printed(
                    load(name), "Noto Serif CJK SC" if name != "helin" else "Noto Sans CJK SC"
                )
                data = print_page(page, self.folder, furniture=name == "qiaozhou")
                yield Sample("pdf (Chromium)", f"{name}.chromium.pdf", data, load(name))
            if name in self.pdf:
                yield Sample("pdf (LibreOffice)", f"{name}.lo.pdf", self.pdf[name], load(name))
            data = libraries.reportlab_pdf(load(name), size=12 if name != "linshan" else 14)
            yield Sample("pdf (reportlab)", f"{name}.rl.pdf", data, load(name))
        for style in (pages.THREE_RULES, pages.ROW_RULES) if chromium() else ():
            page = pages.printed(load(SHORT), style=style)
            name = f"{SHORT}.rules{style.count('border-top')}.pdf"
            yield Sample("pdf, few rules", name, print_page(page, self.folder), load(SHORT))
        for name in ("qiaozhou", "linshan") if chromium() else ():
            yield Sample("pdf, two columns", f"{name}.columns.pdf", self._columned(name), _prose(name))

    def fixed(self) -> Iterator[Sample]:
        """OFD."""
        for name in ALL:
            yield Sample("ofd", f"{name}.ofd", ofd.ofd(load(name)), load(name))

    def bundles(self) -> Iterator[Sample]:
        """Archives of a report."""
        source = load("helin")
        report = {"2022-2023学年信息公开年度报告.docx": libraries.python_docx(source)}
        yield Sample("zip", "年报.zip", archives.zip_gbk(report), source)
        yield Sample("tar.gz", "年报.tar.gz", archives.tar_gz(report), source)
        if shutil.which("7z"):
            yield Sample("7z", "年报.7z", archives.seven_zip(report, self.folder), source)

    def scans(self) -> Iterator[Sample]:
        """Pictures of pages: in PDFs and by themselves, clean, poor, turned."""
        if not self.pdf:
            return
        for name, wear in (
            ("helin", CLEAN), ("qiaozhou", CLEAN), ("lanxi", CLEAN), ("helin", Wear(150, 0.7, 8)),
            ("helin", Wear(300, 1.0, 8)), ("qiaozhou", Wear(200, turn=180)),
            ("qiaozhou", Wear(200, turn=90)), ("lanxi", Wear(200, -0.7, 8, turn=270)),
        ):  # fmt: skip
            yield self.scan(name, wear, f"scan {wear.dpi} dpi" if not wear.turn else "scan turned")
        for name, dpi in (("helin", 200), ("qiaozhou", 200), ("helin", 150)):
            wear = Wear(dpi, POOR.skew, POOR.noise, POOR.shade, POOR.seal, POOR.blur, POOR.quality)
            yield self.scan(name, wear, f"poor scan {dpi} dpi", poor=True)
        source, pdf = load(SHORT), self.pdf[SHORT]
        for kind, wear in (
            ("PNG", Wear()), ("JPEG", Wear(skew=0.7, noise=8, quality=75)), ("GIF", Wear(150)),
            ("WEBP", CLEAN), ("JPEG", Wear(quality=75, turn=90)),
        ):  # fmt: skip
            page = scans.scanned(pdf, wear)[0]
            group = "picture" if not wear.turn else "picture turned"
            yield Sample(group, f"{SHORT}.{kind.lower()}", scans.picture(page, kind, wear), source, ocr=True)
        for name in ("qiaozhou", "linshan"):
            data = scans.tiff(scans.scanned(self.pdf[name], Wear()))
            yield Sample("tiff", f"{name}.tif", data, load(name), ocr=True)
        for name in ("qiaozhou", "lanxi"):
            data = scans.tiff(scans.scanned(self.pdf[name], Wear(skew=0.6)), scans.FAX)
            group = f"fax {scans.FAX[0]} x {scans.FAX[1]}"
            yield Sample(group, f"{name}.tif", data, load(name), ocr=True, poor=True)

        if chromium():
            images = scans.scanned(self._columned("qiaozhou"), CLEAN)
            data = scans.pdf_of(images, CLEAN)
            yield Sample("scan, two columns", "qiaozhou.columns.pdf", data, _prose("qiaozhou"), ocr=True)

    def _columned(self, name: str) -> bytes:
        """A text without its tables, in two columns."""
        return print_page(pages.printed(_prose(name), columns=2), self.folder)

    def scan(self, name: str, wear: Wear, group: str, *, poor: bool = False) -> Sample:
        """A scanned PDF of one of the texts."""
        images = scans.scanned(self.pdf[name], wear)
        return Sample(group, f"{name}.scan.pdf", scans.pdf_of(images, wear), load(name), ocr=True, poor=poor)

    @cached_property
    def flat(self) -> dict[str, Path]:
        """The texts as flat OpenDocument; two have numbers by style, two a running title."""
        return {
            name: self._flat(
                name,
                "fodt",
                document(
                    load(name), automatic=name in ("lanxi", "qiaozhou"), running=name in ("lanxi", "linshan")
                ),
            )
            for name in ALL
        }

    @cached_property
    def pdf(self) -> dict[str, bytes]:
        """The texts printed by LibreOffice; empty where it is not installed."""
        if soffice() is None:
            return {}
        made = convert(list(self.flat.values()), "pdf", self.folder)
        return {name: made[path] for name, path in self.flat.items()}

    def _flat(self, name: str, extension: str, text: str) -> Path:
        path = self.folder / f"{name}.{extension}"
        path.write_text(text, encoding="utf-8")
        return path
