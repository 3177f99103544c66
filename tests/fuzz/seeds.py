"""Valid files of every format, small, made here."""

import base64
import gzip
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.pipelines.extract import renderers
from tests.pipelines.extract.archive_maker import by_program, rar4, rar5, zipped
from tests.pipelines.extract.libreoffice import converted
from tests.pipelines.extract.ofd_maker import image_object, report
from tests.pipelines.extract.office_source import SHOW
from tests.pipelines.extract.sample import BLOCKS

SHORT = BLOCKS[:9]
_OFFICE = {"docx": ("doc", "rtf", "odt"), "csv": ("xls:MS Excel 97", "xlsx", "ods")}
_SLIDES = ("ppt", "pptx")


def plain() -> Iterator[tuple[str, str, bytes]]:
    """Yield format, file name and bytes of what needs no office program."""
    docx = renderers.docx(SHORT, table=True, numbered=True)
    pdf = renderers.pdf(SHORT, table=True)
    page = renderers.web(SHORT, "vsb_p", table=True)
    text = "\n".join(text for _, text in SHORT)
    ofd = report(SHORT, table=True)
    ofd.pages.append([image_object("20")])
    ofd.images["20"] = picture("PNG")
    ofd.attachments["附表.txt"] = text.encode()
    yield "docx", "a.docx", docx
    yield "pdf", "a.pdf", pdf
    yield "pdf", "plain.pdf", renderers.pdf(SHORT, pageCompression=0)
    yield "pdf", "carrying.pdf", _carrying(docx)
    yield "pdf", "scan.pdf", _saved("PDF")
    yield "html", "a.html", page
    yield "html", "gbk.html", renderers.web(SHORT, "wild_div", table=True, encoding="gb18030")
    yield "html", "embedded.html", _embedding(pdf)
    yield "txt", "a.txt", text.encode("gb18030")
    yield "txt", "u.txt", text.encode("utf-16")
    yield "csv", "a.csv", "\n".join("序号,类别,公开事项,网址" for _ in range(30)).encode("gb18030")
    yield "mht", "a.mht", _mht(page)
    yield "ofd", "a.ofd", ofd.build()
    files = {"年报/2022年信息公开年度报告.docx": docx, "年报/附表.txt": text.encode(), "通知.html": page}
    yield "zip", "a.zip", zipped(files, "gb18030")
    yield "zip", "nested.zip", zipped({"inner.zip": zipped(files), "说明.txt": b"x" * 99})
    yield "gz", "a.gz", gzip.compress(docx)
    yield "rar", "4.rar", rar4({name.encode("gb18030"): data for name, data in files.items()})
    yield "rar", "5.rar", rar5(files)
    with tempfile.TemporaryDirectory() as folder:
        yield "7z", "a.7z", by_program(files, Path(folder), "7z")
    for fmt in ("PNG", "JPEG", "GIF", "TIFF", "WEBP"):
        yield fmt.lower(), f"a.{fmt.lower()}", picture(fmt)


def office() -> Iterator[tuple[str, str, bytes]]:
    """Yield what LibreOffice makes; nothing where it is not installed."""
    if shutil.which("soffice") is None:
        return
    sources = {"docx": renderers.docx(SHORT, table=True, numbered=True), "csv": _sheet()}
    for suffix, targets in _OFFICE.items():
        for target in targets:
            name = target.partition(":")[0]
            yield name, f"a.{name}", converted(sources[suffix], suffix, target)
    for name in _SLIDES:
        yield name, f"a.{name}", converted(SHOW, "odp", name)


def real(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield small files of a folder, by their suffixes."""
    for path in sorted(folder.glob("*")):
        suffix = path.suffix.lstrip(".")
        if suffix in ("pdf", "doc", "docx", "xls", "ppt", "ofd") and path.stat().st_size < 700_000:
            yield suffix, path.name, path.read_bytes()


def picture(fmt: str) -> bytes:
    """A page of stripes: pictures without text say nothing about readers, but much about decoders."""
    image = Image.new("RGB", (600, 800), "white")
    for top in range(60, 760, 40):
        image.paste((20, 20, 20), (60, top, 540, top + 14))
    out = io.BytesIO()
    if fmt == "TIFF":
        image.convert("1").save(out, fmt, save_all=True, append_images=[image], compression="tiff_lzw")
    else:
        image.save(out, fmt)
    return out.getvalue()


def _saved(fmt: str) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(picture("JPEG"))).save(out, fmt)
    return out.getvalue()


def _carrying(docx: bytes) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, "A portfolio")
    canvas.acroForm.textfield(name="a", value="4917", x=140, y=652, width=90, height=20)
    canvas.save()
    document = pypdfium2.PdfDocument(out.getvalue())
    document.new_attachment("年度报告.docx").set_data(docx)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _embedding(pdf: bytes) -> bytes:
    coded = base64.b64encode(pdf).decode()
    shown = base64.b64encode(picture("PNG")).decode()
    return (
        '<html><head><meta charset="utf-8"><title>年度报告</title></head><body><div id="vsb_content">'
        f'<img src="data:image/png;base64,{shown}"></div>'
        f'<script>var d = atob("{coded}");</script></body></html>'
    ).encode()


def _mht(page: bytes) -> bytes:
    body = base64.encodebytes(page).decode()
    return (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="==b"\r\n\r\n--==b\r\n'
        'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{body}\r\n--==b--\r\n"
    ).encode()


def _sheet() -> bytes:
    return "\n".join(f"{i},basic,item {i},2022-10-{i % 28 + 1:02}" for i in range(40)).encode()
