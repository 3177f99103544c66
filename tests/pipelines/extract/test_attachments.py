"""PDFs that carry files, form fields, and notes that were typed on."""

import io
from collections.abc import Callable

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract import Unreadable, extract
from pipelines.outcomes import DocumentOutcome
from tests.pipelines.extract import renderers
from tests.pipelines.extract.sample import BLOCKS, HEADER, INVENTORY, lines_of, squeeze

COVER = "要获得最佳体验，请用支持包的阅读器打开此文件包，然后查看其中的文件。"
TABLE = ("附件：清单事项公开情况表\n" + "\n".join("\t".join(row) for row in [HEADER, *INVENTORY])).encode()


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    out = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont(renderers.FONT))
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(renderers.FONT, 12)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def carrying(data: bytes, files: dict[str, bytes]) -> bytes:
    document = pypdfium2.PdfDocument(data)
    for name, content in files.items():
        document.new_attachment(name).set_data(content)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def cover(canvas: Canvas) -> None:
    canvas.drawString(72, 700, COVER)


def test_the_report_of_a_portfolio_is_read() -> None:
    files = {
        "会议通知.txt": "关于召开会议的通知\n".encode() * 30,
        "信息公开年度报告.docx": renderers.docx(BLOCKS),
    }
    text = extract(carrying(drawn(cover), files))
    assert text.format == "pdf"
    assert text.chosen == "信息公开年度报告.docx"
    assert {m.name for m in text.members} == set(files)
    lines = lines_of(text.text)
    assert [block for _, block in BLOCKS if squeeze(block) not in lines] == []
    assert COVER not in text.text


def test_a_portfolio_without_any_text_is_read() -> None:
    text = extract(carrying(drawn(lambda c: None), {"年度报告.docx": renderers.docx(BLOCKS)}))
    assert text.chosen == "年度报告.docx"


def test_a_report_with_attachments_stays_the_report() -> None:
    own = renderers.pdf(BLOCKS)
    text = extract(carrying(own, {"信息公开年度报告.docx": renderers.docx(BLOCKS), "附表.txt": TABLE}))
    assert text.chosen is None
    plain = extract(own)
    assert text.text.startswith(plain.text)
    assert text.text[len(plain.text) :].strip().split("\n")[1] == "\t".join(HEADER)
    assert text.pages == plain.pages


def test_a_pdf_without_files_has_no_members() -> None:
    text = extract(renderers.pdf(BLOCKS))
    assert text.members == ()
    assert text.chosen is None


def test_broken_attachments_cost_nothing() -> None:
    own = renderers.pdf(BLOCKS)
    text = extract(carrying(own, {"a.pdf": b"%PDF-1.4 nothing", "../../x.exe": bytes(range(256)) * 9}))
    assert text.text == extract(own).text
    assert {m.name: m.outcome.value for m in text.members} == {
        "a.pdf": "truncated",
        "../../x.exe": "unsupported",
    }


def test_pdfs_in_pdfs_end_somewhere() -> None:
    data = drawn(cover)
    for _ in range(6):
        data = carrying(drawn(cover), {"年度报告.pdf": data})
    assert extract(data).text == COVER


def form(value: str) -> bytes:
    def draw(canvas: Canvas) -> None:
        for i in range(8):
            label = "学校名称：" if i == 3 else "本表由学校办公室填写，内容真实有效，接受监督。"
            canvas.drawString(72, 780 - 40 * i, label)
        canvas.acroForm.textfield(
            name="school", value=value, x=140, y=652, width=250, height=20, fontSize=12, borderWidth=0
        )

    return drawn(draw)


def test_form_fields_are_text_where_they_stand() -> None:
    lines = [squeeze(line) for line in extract(form("Yunling 4917")).text.split("\n")]
    assert "学校名称：Yunling4917" in lines
    assert lines.index("学校名称：Yunling4917") == 3 or len(lines) < 8


def test_form_fields_without_an_appearance_are_drawn() -> None:
    data = form("Yunling 4917").replace(b"/AP", b"/XX")
    chinese = data.replace(b"/V (Yunling 4917)", b"/V <FEFF4E915CAD74065DE55B669662>")
    assert data != chinese
    assert "云岭理工学院" in extract(chinese).text


def prose(canvas: Canvas) -> None:
    for i in range(9):
        canvas.drawString(72, 780 - 30 * i, "学校高度重视信息公开工作。")


def test_typed_on_notes_are_text() -> None:
    """A note that a PDF program laid over the page: its appearance is not the page's content."""
    data = drawn(prose)
    stream = b"BT /F1 12 Tf 300 100 Td (2022-10-28) Tj ET"
    note = b"<</Type/Annot/Subtype/FreeText/F 4/Rect[300 90 400 120]/Contents(2022-10-28)/AP<</N 91 0 R>>>>"
    font = b"<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    form = b"<</Type/XObject/Subtype/Form/BBox[300 90 400 120]/Resources<</Font%s>>/Length %d>>" % (
        font,
        len(stream),
    )
    objects = b"90 0 obj%sendobj\n91 0 obj%sstream\n%s\nendstream endobj\n" % (note, form, stream)
    at = data.index(b"/Type /Page\n") if b"/Type /Page\n" in data else data.index(b"/Type /Page ")
    data = data[:at] + b"/Annots[90 0 R] " + data[at:]
    end = data.rindex(b"xref")
    end = data.rindex(b"\nxref", 0, end + 1)
    data = data[: end + 1] + objects + data[end + 1 :]
    lines = extract(data).text.split("\n")
    assert lines.count("学校高度重视信息公开工作。") == 9
    assert "2022-10-28" in lines


def test_a_locked_pdf_is_still_locked() -> None:
    with pytest.raises(Unreadable) as caught:
        extract(renderers.pdf(BLOCKS, encrypt="geheim"))
    assert caught.value.outcome is DocumentOutcome.ENCRYPTED
