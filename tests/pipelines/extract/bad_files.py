"""Files that mean harm, or that a careless program made."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from reportlab.lib.pdfencrypt import StandardEncryption

from tests.pipelines.extract import renderers
from tests.pipelines.extract.archive_maker import rar5, zipped
from tests.pipelines.extract.ofd_maker import Maker, text_object
from tests.pipelines.extract.sample import BLOCKS

SENTENCE = "学校高度重视信息公开工作，定期研究部署，狠抓落实，接受师生监督。"
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 11))
_DOCTYPES = {
    "laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>',
    "file": '<!DOCTYPE x [<!ENTITY l10 SYSTEM "file:///etc/passwd">]>',
    "network": '<!DOCTYPE x [<!ENTITY l10 SYSTEM "http://127.0.0.1:9/x">]>',
    "dtd": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY l10 "x">]>',
}


def packed(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def entities() -> Iterator[tuple[str, bytes]]:
    """Entities that grow without end or lead outside, in every package of XML."""
    for kind, doctype in _DOCTYPES.items():
        for late in ("", "<!--" + " " * 9000 + "-->"):
            head = f"<?xml version='1.0'?>{late}{doctype}"
            where = f"{kind}{' late' if late else ''}"
            body = f"<w:p><w:r><w:t>{SENTENCE}&l10;</w:t></w:r></w:p>"
            word = f"{head}<w:document {_WORD}><w:body>{body}</w:body></w:document>"
            yield f"docx {where}", packed({"word/document.xml": word})
            book = f'{head}<workbook {_SHEET}><sheets><sheet name="a&l10;" sheetId="1"/></sheets></workbook>'
            row = '<row r="1"><c r="A1"><v>1</v></c></row>'
            rows = f"<worksheet {_SHEET}><sheetData>{row}</sheetData></worksheet>"
            strings = f"{head}<sst {_SHEET}><si><t>{SENTENCE}&l10;</t></si></sst>"
            yield (
                f"xlsx {where}",
                packed(
                    {
                        "xl/workbook.xml": book,
                        "xl/worksheets/sheet1.xml": rows,
                        "xl/sharedStrings.xml": strings,
                    }
                ),
            )
            made = Maker([[text_object(20, 60, SENTENCE)]])
            broken = f"{head}<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'>&l10;</ofd:OFD>"
            yield f"ofd {where}", _with(made.build(), "OFD.xml", broken.encode())
            content = f"{head}<office:document-content>&l10;</office:document-content>"
            yield (
                f"odt {where}",
                packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}),
            )
            yield f"html {where}", f"{doctype}<html><body><p>{SENTENCE}&l10;</p></body></html>".encode()


def _with(package: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return out.getvalue()


def pdf(*objects: str, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer\n<</Size {len(places) + 1}/Root {root} 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


def _stream(code: str, more: str = "") -> str:
    return f"<</Length {len(code)}{more}>>\nstream\n{code}\nendstream"


_TREE = "<</Type/Catalog/Pages 2 0 R>>"
_KIDS = "<</Type/Pages/Count 1/Kids[3 0 R]>>"
_BOX = "/MediaBox[0 0 595 842]"


def loops() -> Iterator[tuple[str, bytes]]:
    """PDFs whose parts contain themselves."""
    yield "pages within pages", pdf(_TREE, "<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>")
    yield (
        "pages in a ring",
        pdf(_TREE, _KIDS, "<</Type/Pages/Parent 2 0 R/Count 5/Kids[4 0 R]>>", "<</Type/Pages/Kids[3 0 R]>>"),
    )
    page = f"<</Type/Page/Parent 2 0 R{_BOX}/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
    form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"
    yield "a form that draws itself", pdf(_TREE, _KIDS, page, _stream("/F Do"), _stream("/F Do /F Do", form))
    yield "a page inherits from itself", pdf(_TREE, _KIDS, "<</Type/Page/Parent 3 0 R/Contents 3 0 R>>")
    yield "a length that is itself", pdf(_TREE, _KIDS, page, "<</Length 4 0 R>>\nstream\nx\nendstream")
    whole = renderers.pdf(BLOCKS[:3])
    start = whole.rindex(b"startxref")
    place = whole[start + 10 :].split(b"\n")[0]
    looped = whole.replace(b"trailer\n<<", b"trailer\n<</Prev %s " % place)
    yield "tables of contents in a ring", looped
    outline = "<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R/Names<</EmbeddedFiles 5 0 R>>>>"
    item = "<</First 4 0 R/Last 4 0 R/Next 4 0 R/Title(x)>>"
    names = "<</Kids[5 0 R 5 0 R]/Names[(a)5 0 R]/EF<</F 5 0 R>>>>"
    yield "outlines and names in a ring", pdf(outline, _KIDS, page, item, names)


def many_pages(count: int = 10_000) -> bytes:
    """A PDF of so many pages of Latin text."""
    kids = " ".join(f"{5 + n} 0 R" for n in range(count))
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = f"<</Type/Page/Parent 2 0 R{_BOX}/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    text = _stream("BT /F 12 Tf 72 700 Td (2022) Tj ET")
    return pdf(_TREE, f"<</Type/Pages/Count {count}/Kids[{kids}]>>", text, font, *[page] * count)


def many_ofd_pages(count: int = 10_000) -> bytes:
    """An OFD that names one page so many times."""
    data = Maker([[text_object(20, 60, SENTENCE)]]).build()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = archive.read("Doc_0/Document.xml").decode()
    page = document[document.index("<ofd:Page ID") : document.index("</ofd:Pages>")]
    return _with(data, "Doc_0/Document.xml", document.replace(page, page * count).encode())


def huge_picture(side: int = 50_000) -> bytes:
    """A true PNG of so many by so many pixels, a bit each, in a few hundred kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer, parts = zlib.compressobj(1), []
    row = bytes(1 + (side + 7) // 8) * 100
    for _ in range(side // 100):
        parts.append(packer.compress(row))
    parts.append(packer.flush())
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"".join(parts)) + chunk(b"IEND", b"")


def huge_picture_in_pdf(side: int = 50_000) -> bytes:
    """A page whose picture says that it has so many pixels; its data are few."""
    page = f"<</Type/Page/Parent 2 0 R{_BOX}/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    image = f"/Type/XObject/Subtype/Image/Width {side}/Height {side}/BitsPerComponent 8/ColorSpace/DeviceRGB"
    return pdf(_TREE, _KIDS, page, _stream("595 0 0 842 0 0 cm /I Do"), _stream("x" * 100, image))


def locked() -> Iterator[tuple[str, bytes]]:
    """Files that ask for a password."""
    yield "pdf", renderers.pdf(BLOCKS[:3], encrypt=StandardEncryption("secret"))
    yield "office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    flagged = bytearray(zipped({"a.txt": SENTENCE.encode()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        flagged[flagged.index(mark) + offset] |= 1
    yield "zip", bytes(flagged)
    yield "ofd", Maker([[]], entry="<ofd:Encryptions>e.xml</ofd:Encryptions>").build()


def bombs() -> Iterator[tuple[str, bytes]]:
    """Little that unpacks to much."""
    zeros = bytes(250 << 20)
    flat = zipped({"a.txt": zeros})
    yield "zip", flat
    yield "zip in zip", zipped({f"{n}.zip": flat for n in range(10)})
    yield "zip in zip in zip", zipped({f"{n}.zip": zipped({"a.zip": flat, "b.zip": flat}) for n in range(5)})
    yield "rar of zips", rar5({f"{n}.zip": flat for n in range(10)})
    yield "docx", packed({"word/document.xml": zeros})
    yield "xlsx", packed({"xl/workbook.xml": f"<workbook {_SHEET}/>", "xl/sharedStrings.xml": zeros})
    yield "ofd", packed({"OFD.xml": zeros})
    # Every member is the same stream of bytes.
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(300):
            archive.writestr(f"{n}.txt", bytes(900_000))
    yield "many small ones", out.getvalue()


def macros() -> bytes:
    """A Word document with a macro project beside its text."""
    body = "".join(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>" for _ in range(3))
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    override = f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'
    return packed(
        {
            "[Content_Types].xml": f"<Types>{override}</Types>",
            "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Attribut\0e VB_Name" * 400,
        }
    )
