"""Whatever the bytes: a text, or an outcome with a name."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract import Unreadable, extract
from pipelines.outcomes import DocumentOutcome
from tests.pipelines.extract import renderers
from tests.pipelines.extract.sample import BLOCKS, TITLE

PDF = renderers.pdf(BLOCKS, table=True)
DOCX = renderers.docx(BLOCKS, table=True)
WEB = renderers.web(BLOCKS, "vsb_p", table=True)


def outcome(data: bytes, name: str = "") -> DocumentOutcome:
    with pytest.raises(Unreadable) as caught:
        extract(data, name=name)
    return caught.value.outcome


def package(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def document(body: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f"<w:document {space}><w:body>{body}</w:body></w:document>".encode()


def test_empty() -> None:
    assert outcome(b"") == outcome(b"  \n\t") == DocumentOutcome.EMPTY
    assert outcome(b"<html><body><script>x()</script></body></html>") == DocumentOutcome.EMPTY
    assert outcome(package(word__document_xml=document("<w:p/>"))) == DocumentOutcome.EMPTY


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bytes(range(256)), "unknown"),
    ],
)
def test_unsupported_formats_are_named(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as caught:
        extract(data)
    assert caught.value.outcome is DocumentOutcome.UNSUPPORTED


def test_a_broken_picture() -> None:
    assert outcome(b"\x89PNG\r\n\x1a\n123") is DocumentOutcome.BROKEN


def test_encrypted() -> None:
    locked = renderers.pdf(BLOCKS, encrypt=StandardEncryption("secret"))
    assert outcome(locked) is DocumentOutcome.ENCRYPTED
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert outcome(ole, "a.docx") is DocumentOutcome.ENCRYPTED


def test_truncated() -> None:
    assert outcome(PDF[: len(PDF) // 3]) is DocumentOutcome.TRUNCATED
    assert outcome(DOCX[: len(DOCX) * 2 // 3]) is DocumentOutcome.TRUNCATED


def test_broken() -> None:
    assert outcome(b"%PDF-1.4\nnothing\n%%EOF") is DocumentOutcome.BROKEN
    assert outcome(package(word__document_xml=b"<w:document")) is DocumentOutcome.BROKEN
    assert outcome(package(word__other_xml=b"<a/>")) is DocumentOutcome.BROKEN


def pages(draw) -> bytes:  # type: ignore[no-untyped-def]
    out = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont(renderers.FONT))
    canvas = Canvas(out, pagesize=A4)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def test_a_pdf_of_pictures_waits() -> None:
    assert outcome(pages(lambda c: c.rect(10, 10, 90, 90))) is DocumentOutcome.AWAITS_OCR


def test_a_blank_pdf_has_no_text() -> None:
    assert outcome(pages(lambda c: c.showPage())) is DocumentOutcome.NO_TEXT


def test_a_pdf_without_chinese_has_no_usable_text() -> None:
    def draw(canvas: Canvas) -> None:
        for i in range(30):
            canvas.drawString(60, 800 - 20 * i, "glyphs without a map come out as latin letters")

    assert outcome(pages(draw)) is DocumentOutcome.AWAITS_OCR


def test_a_pdf_that_lost_its_commas_and_more_is_not_passed_as_text() -> None:
    """Glyphs that are drawn but have no character leave holes in the lines."""
    line = "学校高度重视信息公开工作，成立领导小组，定期研究，逐级落实，接受监督"

    def draw(canvas: Canvas) -> None:
        canvas.setFont(renderers.FONT, 12)
        for row in range(40):
            for column, char in enumerate(line):
                if char != "，":
                    canvas.drawString(60 + 12 * column, 800 - 18 * row, char)

    assert outcome(pages(draw)) is DocumentOutcome.AWAITS_OCR


def test_single_characters_in_fonts_that_are_not_embedded() -> None:
    """On a machine without Chinese fonts these runs used to vanish."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(renderers.FONT, 12)
        canvas.drawString(60, 780, "三、依申请公开和不予公开情况，本学年共收到申请如下所示")
        x = 60.0
        for part, font in (
            ("5", "Helvetica"),
            ("件", renderers.FONT),
            ("12", "Helvetica"),
            ("人", renderers.FONT),
        ):
            canvas.setFont(font, 12)
            canvas.drawString(x, 760, part)
            x += canvas.stringWidth(part, font, 12)
        canvas.setFont(renderers.FONT, 12)
        canvas.drawString(60, 700, "无")

    assert extract(pages(draw)).text.split("\n")[1:] == ["5件12人", "无"]


def test_slanted_watermarks_stay_out() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(renderers.FONT, 40)
        canvas.saveState()
        canvas.translate(200, 500)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()
        canvas.setFont(renderers.FONT, 12)
        for i in range(20):
            canvas.drawString(60, 800 - 24 * i, "学校高度重视信息公开工作，定期研究部署，狠抓落实。")

    text = extract(pages(draw)).text
    assert "内部资料" not in text
    assert text.count("定期研究部署") == 20


def test_a_zip_bomb_is_too_large() -> None:
    bomb = document("<w:p><w:r><w:t>" + "公" * (30 << 20) + "</w:t></w:r></w:p>")
    assert outcome(package(word__document_xml=bomb)) is DocumentOutcome.TOO_LARGE


def test_entities_are_refused() -> None:
    xml = b'<!DOCTYPE a [<!ENTITY b "cccc">]>' + document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")
    assert outcome(package(word__document_xml=xml)) is DocumentOutcome.BROKEN


def test_deep_markup() -> None:
    deep = "<div>" * 50_000 + "信息公开" + "</div>" * 50_000
    try:
        text = extract(f"<html><body>{deep}</body></html>".encode())
    except Unreadable:
        return
    assert "信息公开" in text.text


def readable_or_named(data: bytes, name: str = "") -> None:
    try:
        text = extract(data, name=name)
    except Unreadable as fault:
        assert isinstance(fault.outcome, DocumentOutcome)  # noqa: PT017
        return
    assert text.text
    assert [text.text[b.start : b.end] for b in text.blocks] == text.text.split("\n")
    text.text.encode()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2000))
def test_random_bytes(data: bytes) -> None:
    readable_or_named(data)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=2000))
def test_random_text(text: str) -> None:
    readable_or_named(text.encode("utf-8", "replace"))
    readable_or_named(f"<html><body>{text}</body></html>".encode("utf-8", "replace"))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([PDF, DOCX, WEB]),
    st.floats(0, 1),
    st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=8)), max_size=6),
)
def test_damaged_files(data: bytes, keep: float, changes: list[tuple[float, bytes]]) -> None:
    damaged = bytearray(data if keep > 0.5 else data[: int(len(data) * keep * 2)])
    for place, patch in changes:
        at = int(place * len(damaged))
        damaged[at : at + len(patch)] = patch
    readable_or_named(bytes(damaged))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=1500))
def test_any_document_part(body: bytes) -> None:
    readable_or_named(package(word__document_xml=body))
    readable_or_named(package(word__document_xml=document(TITLE), word__numbering_xml=body))
