"""Formats are told by their bytes."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.sniff import sniff
from tests.pipelines.extract import renderers
from tests.pipelines.extract.sample import BLOCKS

SHARED = Path(__file__).resolve().parents[4] / "shared" / "files"
KNOWN = {
    "html", "pdf", "docx", "doc", "xls", "xlsx", "pptx", "ppt", "ofd", "zip", "rar", "7z", "gz", "tar", "rtf",
    "mht", "csv", "odt", "ods", "odp", "wordml", "sheetml", "works", "word2",
    "ole", "xlsb", "png", "jpeg", "gif", "tiff", "webp", "txt", "empty", "unknown",
}  # fmt: skip


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"%PDF-1.4\n", "pdf"),
        (b"\r\n\r\n%PDF-1.7\n", "pdf"),
        (b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + b"j" * 900 + b"%PDF-1.7\n", "pdf"),
        (b"j" * 2000 + b"%PDF-1.7\n", "txt"),
        (b"<p>how to read %PDF-1.4 files</p>", "html"),
        ("\ufeff \n<!-- 说明 -->\n<html><body>".encode(), "html"),
        (b"<!DOCTYPE HTML PUBLIC><html>", "html"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "html"),
        ("\ufeff<html><p>年报</p>".encode("utf-16-le"), "html"),
        (b"<div class='a'>x</div>", "html"),
        ("本报告如下".encode("gb18030"), "txt"),
        ("本报告如下".encode("utf-16"), "txt"),
        ("1 < 2，不是标记".encode(), "txt"),
        (packed("word/document.xml", "[Content_Types].xml"), "docx"),
        (packed("xl/workbook.xml"), "xlsx"),
        (packed("ppt/presentation.xml"), "pptx"),
        (packed("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (packed("年报.doc"), "zip"),
        (packed("word/document.xml")[:-30], "docx"),
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; type=x\r\n", "mht"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"GIF89a", "gif"),
        (b"II*\x00", "tiff"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "ppt"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "docx"),
        (OLE, "ole"),
        (bytes(range(256)) * 4, "unknown"),
    ],
)
def test_kind(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_a_name_never_decides() -> None:
    page = renderers.web(BLOCKS, "vsb_p")
    assert {sniff(page, f"年报.{suffix}") for suffix in ("pdf", "doc", "zip", "txt")} == {"html"}


def test_a_name_parts_encrypted_packages() -> None:
    data = OLE + "EncryptedPackage".encode("utf-16-le")
    assert sniff(data, "a.xlsx") == "xlsx"


@given(st.binary(max_size=3000))
def test_any_bytes(data: bytes) -> None:
    assert sniff(data) in KNOWN


@pytest.mark.skipif(not SHARED.exists(), reason="the shared files are not here")
def test_real_files() -> None:
    files = [path for path in SHARED.iterdir() if path.suffix != ".csv"]
    wrong = {p.name: sniff(p.read_bytes()) for p in files if sniff(p.read_bytes()) != p.suffix[1:]}
    assert not wrong
