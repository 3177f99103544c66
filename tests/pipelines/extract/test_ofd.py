"""OFD: every paragraph whole, every cell in its row, pages that are pictures to the eye."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from pipelines.extract import Unreadable, extract
from pipelines.extract.options import Options
from pipelines.extract.pages.eye import Eye, Render
from pipelines.extract.pages.lines import Line, Page
from pipelines.extract.reader import read
from pipelines.outcomes import DocumentOutcome
from tests.pipelines.extract.ofd_maker import (
    NAMESPACE,
    SIZE,
    Maker,
    image_object,
    path_object,
    report,
    text_object,
)
from tests.pipelines.extract.sample import BLOCKS, HEADER, INVENTORY, from_plain, lines_of, squeeze

REPORTS = sorted((Path(__file__).resolve().parents[4] / "shared" / "reports").glob("*.txt"))
SENTENCE = "学校高度重视信息公开工作，定期研究部署，狠抓落实。"


def outcome(data: bytes) -> DocumentOutcome:
    with pytest.raises(Unreadable) as caught:
        extract(data)
    return caught.value.outcome


def code(x: float, y: float, text: str, extra: str = "", box: str = "20 40 150 60", own: str = "") -> str:
    return (
        f'<ofd:TextObject ID="9" Boundary="{box}" Font="2" Size="{SIZE}" {own}>'
        f'<ofd:TextCode X="{x}" Y="{y}" {extra}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def test_every_paragraph_is_whole() -> None:
    text = extract(report(BLOCKS, header="云岭理工学院信息公开").build())
    lines = lines_of(text.text)
    assert [block for _, block in BLOCKS if squeeze(block) not in lines] == []
    assert text.format == "ofd"
    assert text.pages == len(report(BLOCKS).pages) > 1
    headings = {text.text[b.start : b.end] for b in text.blocks if b.kind == "heading"}
    assert {t for kind, t in BLOCKS if kind in ("h1", "h2")} <= headings
    assert "云岭理工学院信息公开" not in text.text.split("\n")
    assert not any(line.startswith("—") for line in text.text.split("\n"))
    assert text.readings == ("text",) * text.pages


@pytest.mark.skipif(not REPORTS, reason="the shared reports are not here")
@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_real_reports_are_whole(path: Path) -> None:
    blocks = from_plain(path.read_text(encoding="utf-8"))
    lines = lines_of(extract(report(blocks, header="信息公开年度报告").build()).text)
    assert [text for _, text in blocks if squeeze(text) not in lines] == []


def test_ruled_tables_are_rows_with_merged_cells_once() -> None:
    text = extract(report(BLOCKS, table=True).build())
    rows = [text.text[b.start : b.end].split("\t") for b in text.blocks if b.kind == "table_row"]
    squeezed = [[squeeze(cell) for cell in row] for row in rows]
    assert squeezed[0] == HEADER
    assert squeezed[1:] == [[squeeze(cell) for cell in row] for row in INVENTORY]


def test_thin_filled_shapes_are_rules() -> None:
    objects = [
        path_object(20, 40 + 10 * i, "M 0 0 L 100 0 L 100 0.3 L 0 0.3 C", 'Fill="true" Stroke="false"')
        for i in range(3)
    ]
    objects += [
        path_object(20 + 50 * i, 40, "M 0 0 L 0.3 0 L 0.3 20 L 0 20 C", 'Fill="true" Stroke="false"')
        for i in range(3)
    ]
    for i, cell in enumerate(("类别", "条数", "招生信息", "1,286")):
        objects.append(text_object(25 + 50 * (i % 2), 47 + 10 * (i // 2), cell))
    text = extract(Maker([objects]).build())
    assert text.text == "类别\t条数\n招生信息\t1,286"
    assert text.readings == ("table",)


def test_one_text_code_may_hold_several_lines() -> None:
    """Distances lead back to the margin and down."""
    upper, lower = SENTENCE[:12], SENTENCE[12:]
    size = SIZE
    right = f"g 11 {size} {-11 * size} g {len(lower) - 1} {size}"
    down = f"g 11 0 {1.75 * size} g {len(lower) - 1} 0"
    text = extract(Maker([[code(0, 5, SENTENCE, f'DeltaX="{right}" DeltaY="{down}"')]]).build())
    assert text.text in (SENTENCE, f"{upper}\n{lower}")


def test_matrices_scale_and_move() -> None:
    small = code(0, 5, "缩放后的正文", f'DeltaX="g 5 {SIZE}"', own='CTM="0.5 0 0 0.5 10 0"')
    beside = code(0, 2.5, "紧接其后", f'DeltaX="g 3 {SIZE / 2}"', box=f"{30 + 3 * SIZE} 40 50 9")
    text = extract(Maker([[small, beside]]).build())
    assert text.text == "缩放后的正文紧接其后"


def test_wide_gaps_part_words_wide_titles_do_not() -> None:
    gap = f'DeltaX="{SIZE} {SIZE * 6} {SIZE}"'
    title = f'DeltaX="g 3 {2.4 * SIZE}"'
    text = extract(Maker([[code(0, 5, "类别条数", gap), code(0, 30, "年度报告", title)]]).build())
    assert text.text.split("\n") == ["类别\t条数", "年度报告"]


def test_templates_and_notes_are_part_of_the_page() -> None:
    made = Maker(
        [[text_object(60, 50, "云岭理工学院"), text_object(60, 70, "二〇二二年")]],
        [[text_object(30, 50, "学校名称："), text_object(30, 70, "填报时间：")]],
        {
            0: f'<ofd:Annot Type="Stamp" ID="3"><ofd:Appearance Boundary="20 100 100 20">'
            f"{text_object(10, 5, '已经学校审核')}</ofd:Appearance></ofd:Annot>"
            f'<ofd:Annot Type="Watermark" ID="4"><ofd:Appearance Boundary="20 150 100 20">'
            f"{text_object(10, 5, '仅供内部使用')}</ofd:Appearance></ofd:Annot>"
            f'<ofd:Annot Type="Stamp" Visible="false" ID="5"><ofd:Appearance Boundary="20 180 100 20">'
            f"{text_object(10, 5, '隐藏的批注')}</ofd:Appearance></ofd:Annot>"
        },
    )
    lines = [squeeze(line) for line in extract(made.build()).text.split("\n")]
    assert lines == ["学校名称：云岭理工学院", "填报时间：二〇二二年", "已经学校审核"]


def test_what_is_askew_or_hidden_stays_out() -> None:
    slanted = code(0, 5, "内部资料", f'DeltaX="g 3 {SIZE}"', own='CTM="0.7 0.7 -0.7 0.7 0 0"')
    hidden = text_object(20, 90, "看不见的字", extra='Visible="false"')
    text = extract(Maker([[slanted, hidden, text_object(20, 60, SENTENCE)]]).build())
    assert text.text == SENTENCE


def test_composite_objects_are_opened_but_not_for_ever() -> None:
    unit = (
        '<ofd:CompositeGraphicUnit ID="77" Width="100" Height="20"><ofd:Content>'
        f"{text_object(0, 5, '组合图元里的字')}"
        '<ofd:CompositeObject ID="5" Boundary="0 20 100 20" ResourceID="77"/></ofd:Content>'
        "</ofd:CompositeGraphicUnit>"
    )
    made = Maker([['<ofd:CompositeObject ID="4" Boundary="20 50 100 20" ResourceID="77"/>']], units=unit)
    assert 1 <= extract(made.build()).text.count("组合图元里的字") < 20


def test_several_documents_follow_each_other() -> None:
    made = report(BLOCKS[:4])
    made.documents = 2
    text = extract(made.build())
    assert text.pages == 2
    assert text.text.count(BLOCKS[0][1]) == 2
    assert [b.page for b in text.blocks if b.kind == "heading"][-1] == 2


def test_text_in_no_order_is_put_in_order() -> None:
    made = report(BLOCKS[:6])
    made.pages[0] = made.pages[0][1::2][::-1] + made.pages[0][::2]
    lines = lines_of(extract(made.build()).text)
    assert all(squeeze(text) in lines for _, text in BLOCKS[:6])


class Reader(Eye):
    """Looks at the picture and says how large it is."""

    def _see(self, question: int, number: int, render: Render) -> Page:
        raster = render()
        high, wide = raster.pixels.shape[:2]
        dark = int((raster.pixels[:, :, 0] < 128).sum())
        line = Line(
            f"第{question}问第{number}页{wide}乘{high}暗{dark * 100 // (wide * high)}",
            50,
            500,
            700,
            12,
            number,
        )
        page = Page(number, 595, 842, [line])
        page.count()
        return page


def picture(colour: str, size: tuple[int, int] = (300, 400), fmt: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, fmt)
    return out.getvalue()


def scanned() -> Maker:
    made = report(BLOCKS[:3])
    made.pages += [[image_object("20")], [image_object("20", "0 0 210 148.5"), text_object(90, 285, "3")]]
    made.images["20"] = picture("black")
    return made


def test_pages_that_are_pictures_are_asked_for() -> None:
    data = scanned().build()
    without = extract(data)
    assert without.awaits_ocr == (2, 3)
    assert without.readings == ("text", "unread", "unread")
    seen = read(data, Options(eye=Reader()))
    assert "第1问第2页1654乘2339暗100" in seen.text
    assert "第2问第3页1654乘2339暗" in seen.text
    assert any(f"暗{n}" in seen.text for n in (49, 50))
    assert seen.awaits_ocr == ()


def test_an_ofd_of_pictures_waits() -> None:
    made = Maker([[image_object("20")]], images={"20": picture("white")})
    assert outcome(made.build()) is DocumentOutcome.AWAITS_OCR


def test_pictures_that_cannot_be_drawn_are_named() -> None:
    made = Maker([[image_object("20")]], images={"20": b"\x97JB2\r\n\x1a\n" + bytes(50)})
    with pytest.raises(Unreadable, match="JBIG2"):
        read(made.build(), Options(eye=Reader()))


def test_glyphs_without_characters_are_not_passed_as_text() -> None:
    made = Maker([[text_object(30, 50 + 10 * i, "¤" * 20 + "公开") for i in range(10)]])
    assert outcome(made.build()) is DocumentOutcome.NO_TEXT


def test_attachments_are_members() -> None:
    made = report(BLOCKS)
    table = "\n".join("\t".join(row) for row in [HEADER, *INVENTORY]).encode()
    made.attachments = {"附件：清单事项公开情况表.txt": table, "../会议照片.png": picture("red")}
    text = extract(made.build())
    assert text.chosen is None
    assert {m.name for m in text.members} == {"附件：清单事项公开情况表.txt", "../会议照片.png"}
    member = next(m for m in text.members if m.kind == "txt")
    assert member.outcome is DocumentOutcome.READ
    assert text.text[member.start : member.end].split("\n")[0] == "\t".join(HEADER)


def test_damage_is_named_or_passed_over() -> None:
    whole = report(BLOCKS)
    pages = len(whole.pages)
    whole.others["Doc_0/Pages/Page_0/Content.xml"] = b"<ofd:Page"
    with pytest.warns(UserWarning, match="Duplicate"):
        data = whole.build()
    text = extract(data)
    assert text.pages == pages
    assert BLOCKS[0][1] not in text.text
    assert outcome(Maker([]).build()) is DocumentOutcome.BROKEN
    data = report(BLOCKS).build()
    assert outcome(data[: len(data) // 2]) is DocumentOutcome.TRUNCATED


def test_entities_and_strange_references_do_nothing() -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    bomb = f'<!DOCTYPE a [<!ENTITY l0 "公">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = f"<ofd:Content><ofd:Layer>{code(0, 5, '&l9;&f;')}</ofd:Layer></ofd:Content>"
    page = f"{bomb}<ofd:Page {NAMESPACE}>{body}</ofd:Page>"
    made = Maker([[text_object(20, 60, SENTENCE)], [text_object(20, 60, SENTENCE)]])
    made.others["Doc_0/Pages/Page_1/Content.xml"] = page.encode()
    with pytest.warns(UserWarning, match="Duplicate"):
        data = made.build()
    assert extract(data).text == SENTENCE
    far = made = Maker([[text_object(20, 60, SENTENCE)]], area="0 0 1e300 nan")
    assert extract(far.build()).text == SENTENCE


def test_an_encrypted_package_is_named() -> None:
    made = Maker(
        [[text_object(20, 60, SENTENCE)]], entry="<ofd:Encryptions>Encryptions.xml</ofd:Encryptions>"
    )
    assert outcome(made.build()) is DocumentOutcome.ENCRYPTED


def test_absurd_numbers_give_a_named_outcome_or_text() -> None:
    wild = ["1e308", "-1e308", "nan", "inf", "0", "x", "g", "99999999999"]
    for a in wild:
        objects = [
            code(
                0,
                5,
                SENTENCE,
                f'DeltaX="g {a} {a}" DeltaY="g 99999999 {a}"',
                own=f'CTM="{a} 0 0 {a} {a} {a}"',
            ),
            code(0, 5, SENTENCE, box=f"{a} {a} {a} {a}"),
            path_object(0, 0, f"M {a} {a} L {a} 5 B 1 2 3 C C C A 1 1 1 1 1 {a} {a}"),
            image_object("20", f"{a} {a} {a} {a}"),
        ]
        try:
            extract(Maker([objects], images={"20": picture("white")}).build())
        except Unreadable as reason:
            assert reason.outcome in DocumentOutcome  # noqa: PT017


def test_a_member_bomb_is_refused() -> None:
    made = Maker([[text_object(20, 60, SENTENCE)]])
    made.others["Doc_0/Pages/Page_0/x.xml"] = b""
    out = io.BytesIO(made.build())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        archive.writestr("Doc_0/Pages/Page_0/Content.xml", b"<a>" + b" " * (70 << 20))
    assert outcome(out.getvalue()) is DocumentOutcome.TOO_LARGE
