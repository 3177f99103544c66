"""What becomes of lines that were read: signs, sizes, columns, tables, order; no model is loaded."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.ocr.cells import overlooked
from pipelines.extract.ocr.engine import Box, Quads, Reading
from pipelines.extract.ocr.gaps import closed, lengthened
from pipelines.extract.ocr.layout import ordered
from pipelines.extract.ocr.lines import Ink, ink_of, to_lines
from pipelines.extract.ocr.median import weighted_median
from pipelines.extract.ocr.rules import find_rules
from pipelines.extract.ocr.signs import has_narrow_commas, with_chinese_signs
from pipelines.extract.ocr.tables import cut, ruled
from pipelines.extract.ocr.upright import quarter_turned, skew, straightened
from pipelines.extract.ocr.vertical import is_stacked, laid_out
from pipelines.extract.pages.eye import Eye
from pipelines.extract.pages.leaves import Leaf, bind, seen
from pipelines.extract.pages.lines import Line, Page, surely
from pipelines.extract.pdf.trust import agree, untrusted
from pipelines.extract.text import Unreadable
from pipelines.outcomes import DocumentOutcome

SCALE = 72 / 200


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("(一)健全机制", "（一）健全机制"),
        ("招生信息 (8项)", "招生信息（8项）"),
        ("(2) 学校章程", "（2）学校章程"),
        ("答复4件,其中信函1件;", "答复4件，其中信函1件；"),
        ("电话:0870-5550123", "电话：0870-5550123"),
        ("http://xxgk.example.cn/a(1).htm", "http://xxgk.example.cn/a(1).htm"),
        ("1,286条，12:30", "1,286条，12:30"),
        ("(GDP)", "(GDP)"),
        ("(3)2023年起每年征集两次", "（3）2023年起每年征集两次"),
        ("(3)", "(3)"),
        ("(3) 2023", "(3) 2023"),
        ("教办函(2014)23号", "教办函（2014）23号"),
        ("目 录", "目 录"),
        ("", ""),
    ],
)
def test_signs(read: str, meant: str) -> None:
    assert with_chinese_signs(read) == meant


def test_pages_with_narrow_commas_keep_them() -> None:
    assert has_narrow_commas(["共4件,其中信函1件", "无,均已答复:见附表"])
    assert not has_narrow_commas(["共4件，其中信函1件", "1,286条"])


@given(st.text("一(（)）,:;《 a1"))
def test_signs_change_nothing_else(text: str) -> None:
    def plain(value: str) -> str:
        return value.translate(str.maketrans("（），：；", "(),:;")).replace(" ", "")

    assert plain(with_chinese_signs(text)) == plain(text)


def text_line(text: str, x0: float, y: float, size: float = 12) -> Line:
    return Line(text, x0, x0 + size * len(text), y, size, 1, sure=0.99)


def test_sizes_are_told_by_width_and_evened_out() -> None:
    found = [
        (Ink(200, 100 * i, 200 + width, 100 * i + height), Reading("信息公开工作年度报告内容如下所述", 0.9))
        for i, (width, height) in enumerate([(530, 31), (538, 36), (522, 29)])
    ]
    found.append((Ink(200, 400, 200 + 8 * 60, 455), Reading("信息公开年度报告", 0.9)))
    found.append((Ink(200, 500, 330, 535), Reading("(xxgk)", 0.9)))
    # High for its size, as where a shadow or the line below touches it.
    mixed = "2022年，学校（Yunling University）公开3,316条。"
    found.append((Ink(200, 600, 200 + 33.3 * 26, 650), Reading(mixed, 0.9)))
    lines = to_lines(found, SCALE, 842, 1)
    assert lines[5].size == lines[0].size
    assert len({line.size for line in lines[:3]}) == 1
    assert lines[0].size == pytest.approx(33.3 * SCALE, rel=0.03)
    assert lines[3].size >= 1.5 * lines[0].size
    assert lines[4].size == lines[0].size


def test_flat_characters_stand_in_the_middle_of_their_line() -> None:
    gray = np.full((60, 200), 255, np.uint8)
    gray[34:37, 20:50] = 0  # 一
    gray[44:50, 60:66] = 0  # 、
    ink = ink_of(gray, Box(10, 8, 80, 56))
    assert (ink.x0, ink.x1) == (20, 66)
    assert (ink.y0 + ink.y1) / 2 == pytest.approx(32, abs=1)
    assert ink.y1 - ink.y0 > 30


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [text_line(f"左栏第{i}行的文字一直写到边上", 60, 700 - 20 * i) for i in range(8)]
    right = [text_line(f"右栏第{i}行的文字一直写到边上", 300, 697 - 20 * i) for i in range(8)]
    title = text_line("横跨两栏的一个大标题占据整行宽度直到右边为止的文字", 100, 760)
    found = [line.text for line in ordered([*right, title, *left], [])]
    assert found == [title.text, *(line.text for line in left), *(line.text for line in right)]


def test_columns_that_stay_in_line_are_a_table() -> None:
    rows = [
        ("序号", "事项", "部门"),
        ("一", "学校章程", "校办"),
        ("二", "", "人事处"),
        ("三", "财务预算", "财务处"),
    ]
    lines = [
        text_line(cell, x, 700 - 18 * i)
        for i, row in enumerate(rows)
        for cell, x in zip(row, (60, 140, 300), strict=True)
        if cell
    ]
    found = ordered([text_line("附表如下所示，供各位查阅使用", 60, 760), *lines], [])
    assert found[0].cells is None
    assert [line.cells for line in found[1:]] == [list(row) for row in rows]


def test_a_signature_is_no_table() -> None:
    lines = [text_line("云岭理工学院", 380, 200), text_line("2022年10月28日", 370, 180)]
    assert [line.cells for line in ordered(lines, [])] == [None, None]


def drawn_table(angle: float = 0) -> np.ndarray:
    """Three columns and rows of 60 pixels; the first column's lower two cells are one."""
    picture = Image.new("L", (700, 500), 255)
    draw = ImageDraw.Draw(picture)
    xs, ys = (100, 160, 400, 600), (100, 160, 220, 280)
    for x in xs:
        draw.line((x, ys[0], x, ys[-1]), fill=60, width=2)
    for y in ys:
        draw.line((xs[1] if y == 220 else xs[0], y, xs[-1], y), fill=60, width=2)
    return np.asarray(picture.rotate(angle, fillcolor=255), np.uint8)


def test_rules_make_cells() -> None:
    (table,) = ruled(find_rules(drawn_table(), SCALE, []), SCALE, 180)
    assert (len(table.xs), len(table.ys)) == (4, 4)
    assert len(set(table.owner.values())) == 8
    assert table.owner[2, 0] == (1, 0)


def test_strokes_of_characters_are_no_rules() -> None:
    picture = Image.new("L", (700, 300), 255)
    draw = ImageDraw.Draw(picture)
    boxes = []
    for i in range(6):
        left = 100 + 60 * i
        draw.rectangle((left, 100, left + 50, 150), outline=0, width=3)  # as 口 and 囗 are
        draw.line((left, 125, left + 50, 125), fill=0, width=3)
        boxes.append(Box(95, 92, 460, 158))
    rules = find_rules(np.asarray(picture, np.uint8), SCALE, boxes)
    assert ruled(rules, SCALE, 108) == []


def test_boxes_are_cut_at_borders_only() -> None:
    tables = ruled(find_rules(drawn_table(), SCALE, []), SCALE, 180)
    across, within, outside = Box(110, 115, 500, 145), Box(170, 175, 390, 205), Box(110, 300, 500, 330)
    pieces = cut([across, within, outside], tables, SCALE, 180)
    assert [(round(p.x0 / 10), round(p.x1 / 10)) for p in pieces] == [
        (11, 16),
        (16, 40),
        (40, 50),
        (17, 39),
        (11, 50),
    ]
    assert pieces[3] is within
    assert pieces[4] is outside


def quads(count: int, angle: float, turn: bool = False) -> Quads:
    """Lines 400 by 30 pixels, one below the other, falling by an angle in degrees."""
    tangent = np.tan(np.radians(angle))
    out = []
    for i in range(count):
        y = 100 + 60 * i
        out.append([(100, y), (500, y + 400 * tangent), (500, y + 30 + 400 * tangent), (100, y + 30)])
    made = np.array(out, np.float32)
    return made[:, :, ::-1].copy() if turn else made


@pytest.mark.parametrize("angle", [-3.0, -0.5, 0.0, 1.8])
def test_skew(angle: float) -> None:
    assert skew(quads(9, angle)) == pytest.approx(angle, abs=0.1)
    level = straightened(np.full((800, 600, 3), 255, np.uint8), quads(9, angle))[1]
    assert skew(level) == pytest.approx(0, abs=0.1)


def test_lines_that_run_down_turn_the_page() -> None:
    page = np.zeros((600, 800, 3), np.uint8)
    turned, moved = quarter_turned(page, quads(5, 0, turn=True))
    assert turned.shape == (800, 600, 3)
    assert np.ptp(moved[0][:, 0]) == 400
    same, _ = quarter_turned(page, quads(5, 0))
    assert same is page


def test_a_character_between_two_boxes_is_read_with_them() -> None:
    gray = np.full((100, 500), 255, np.uint8)
    gray[30:70, 150:190] = 20
    left, right = Box(20, 25, 140, 75), Box(200, 25, 400, 75)
    assert [(b.x0, b.x1) for b in closed([left, right], gray)] == [(20, 400)]
    gray[30:70, 150:190] = 255
    gray[20:80, 168:171] = 20  # a border
    assert len(closed([Box(20, 25, 140, 75), Box(200, 25, 400, 75)], gray)) == 2


def line_of_print() -> tuple[np.ndarray, Box]:
    """Four characters of 40 pixels on white; the box around the last two."""
    gray = np.full((120, 600), 255, np.uint8)
    gray[59:62, 105:145] = 20  # 一
    gray[70:80, 152:160] = 20  # 、
    for left in (200, 250):
        gray[40:80, left : left + 40] = 20
    return gray, Box(195, 34, 295, 86)


def test_characters_at_the_ends_of_a_line_are_read_with_it() -> None:
    gray, box = line_of_print()
    assert [(b.x0, b.x1) for b in lengthened([box], gray)] == [(105, 295)]
    gray, _ = line_of_print()
    mirrored = Box(600 - 295, 34, 600 - 195, 86)
    (wide,) = lengthened([mirrored], np.ascontiguousarray(gray[:, ::-1]))
    assert (wide.x0, wide.x1) == (305, 495)


def test_what_is_no_character_lengthens_no_line() -> None:
    def end(x0: int, x1: int, y0: int, y1: int, *others: Box) -> float:
        gray = np.full((120, 600), 255, np.uint8)
        gray[40:80, 200:290] = 20
        gray[y0:y1, x0:x1] = 20
        return lengthened([Box(195, 34, 295, 86), *others], gray)[0].x1

    assert end(310, 350, 45, 78) == 350
    assert end(310, 313, 0, 120) == 295  # a border
    assert end(300, 590, 60, 63) == 295  # a rule
    assert end(310, 320, 70, 80) == 295  # a mark alone
    assert end(345, 385, 45, 78) == 295  # too far away
    assert end(310, 350, 45, 78, Box(308, 30, 352, 90)) == 295  # another line's


def test_a_lone_figure_in_a_cell_is_read_although_no_line_was_found_there() -> None:
    gray = drawn_table().copy()
    gray[180:204, 190:200] = 30  # 1
    gray[240:243, 440:444] = 30  # a speck
    tables = ruled(find_rules(gray, SCALE, []), SCALE, 180)
    known = [Box(x, y, x + 50, y + 34) for x in (105, 165, 405) for y in (115,)]
    (box,) = overlooked(tables, known, gray, SCALE, 180)
    assert 175 < box.x0 < 190 < 200 < box.x1 < 215
    assert 165 < box.y0 < 180 < 204 < box.y1 < 215
    assert overlooked(tables, [*known, box], gray, SCALE, 180) == []
    assert overlooked([], known, gray, SCALE, 180) == []


def test_a_rule_with_gaps_still_parts_cells() -> None:
    gray = drawn_table().copy()
    gray[155:166, 260:300] = 255  # the middle of a cell's side
    (table,) = ruled(find_rules(gray, SCALE, []), SCALE, 180)
    assert len(set(table.owner.values())) == 8
    gray[155:166, 190:380] = 255
    (table,) = ruled(find_rules(gray, SCALE, []), SCALE, 180)
    assert table.owner[1, 1] == (0, 1)


def test_rules_that_a_coarse_scan_broke_are_whole() -> None:
    gray = drawn_table().copy()
    for left in range(110, 600, 90):
        gray[:, left : left + 28] = 255  # the fax dropped the rule where it passes from row to row
    gray[100:282, [400, 401]] = 60
    (table,) = ruled(find_rules(gray, SCALE, []), SCALE, 180)
    assert (len(table.xs), len(table.ys)) == (4, 4)
    assert len(set(table.owner.values())) == 8
    # A column is wider than such a gap: the cells beside one stay whole.
    assert table.owner[2, 0] == (1, 0)


def test_the_middle_by_weight() -> None:
    assert weighted_median([(3.0, 1), (1.0, 1), (2.0, 1)], none=9.0) == 2.0
    assert weighted_median([(3.0, 9), (1.0, 1), (2.0, 1)], none=9.0) == 3.0
    assert weighted_median([], none=9.0) == 9.0


def test_stacked_characters_are_laid_side_by_side() -> None:
    crop = np.full((130, 40, 3), 255, np.uint8)
    for top in (5, 48, 90):
        crop[top : top + 12, 5:35] = 0
        crop[top + 18 : top + 32, 5:35] = 0
    assert is_stacked(Box(0, 0, 40, 130))
    assert not is_stacked(Box(0, 0, 130, 40))
    row = laid_out(crop)
    assert row.shape[1] == 3 * 42
    assert row.shape[0] < 45


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(0, 800), st.integers(1, 30)), max_size=40))
def test_any_lines_come_out_once(places: list[tuple[float, float, int]]) -> None:
    lines = [text_line("报" * n, x, y) for x, y, n in places]
    out = ordered(lines, [])
    found = "".join("".join(line.cells) if line.cells else line.text for line in out).replace(" ", "")
    assert len(found) == sum(n for _, _, n in places)


def page_of(text: str, number: int, **more: float) -> Page:
    page = Page(number, 595, 842, [text_line(text, 80, 700)])
    page.lines[0].page = number
    page.count()
    for name, value in more.items():
        setattr(page, name, value)
    return page


def test_pages_are_bound_with_what_they_are() -> None:
    good, poor = page_of("第一页的文字写在这里", 1), page_of("第三页的文字不大清楚", 3, quality=0.6)
    leaves = [
        Leaf(good),
        seen(DocumentOutcome.AWAITS_OCR, 2),
        seen(poor, 3),
        seen(DocumentOutcome.TIMEOUT, 4),
    ]
    text = bind(TextBuilder("pdf"), leaves, total=4)
    assert text.readings == ("text", "unread", "ocr", "unread")
    assert text.awaits_ocr == (2,)
    assert set(text.warnings) == {"awaits_ocr:2", "ocr_failed:4", "ocr_low_confidence:3"}
    assert text.quality == pytest.approx((1 + 0 + 0.6 + 0) / 4)


@pytest.mark.parametrize(
    ("missing", "outcome"),
    [
        ([DocumentOutcome.TIMEOUT, DocumentOutcome.AWAITS_OCR], DocumentOutcome.AWAITS_OCR),
        ([DocumentOutcome.TIMEOUT, DocumentOutcome.WORKER_KILLED], DocumentOutcome.TIMEOUT),
    ],
)
def test_no_page_gives_text(missing: list[DocumentOutcome], outcome: DocumentOutcome) -> None:
    with pytest.raises(Unreadable) as caught:
        bind(TextBuilder("pdf"), [seen(why, i) for i, why in enumerate(missing, 1)], total=2)
    assert caught.value.outcome is outcome


def test_certainty_is_weighed_by_characters() -> None:
    own = Line("八个字符的一行字", 0, 1, 0, 12, 1)
    assert surely([own]) is None
    assert surely([own, Line("两字", 0, 1, 0, 12, 1, sure=0.5)]) == pytest.approx(0.9)


def test_every_block_of_a_read_page_says_how_certain_it_is() -> None:
    page = Page(1, 595, 842)
    page.lines = ordered(
        [
            replace(text_line("一、学校概况和有关的说明", 80, 760), sure=0.7),
            *(
                replace(text_line(cell, x, 700 - 18 * i), sure=sure)
                for i, row in enumerate([("序号", "事项"), ("一", "学校章程"), ("二", "年度报告")])
                for cell, x, sure in zip(row, (80, 200), (0.6, 0.9), strict=True)
            ),
        ],
        [],
    )
    page.count()
    blocks = bind(TextBuilder("png"), [Leaf(page, "ocr")], total=1).blocks
    assert [block.kind for block in blocks] == ["heading", *["table_row"] * 3]
    assert [block.confidence for block in blocks] == [0.7, 0.75, 0.84, 0.84]


def test_a_row_over_two_pages_is_as_certain_as_its_parts() -> None:
    def page(number: int, *cells: str, sure: float) -> Page:
        row = Line("", 72, 520, 100, 20, number, cells=list(cells), sure=sure, full=frozenset({1}))
        return Page(number, 595, 842, [row])

    pages = [page(1, "1", "学校章程的全", sure=0.9), page(2, "", "部文字", sure=0.5)]
    (block,) = bind(TextBuilder("pdf"), [Leaf(one, "ocr") for one in pages], total=2).blocks
    assert block.confidence == pytest.approx((0.9 * 7 + 0.5 * 3) / 10)


def test_pages_that_cannot_be_trusted() -> None:
    sound = page_of("学校主动公开信息，其中通知一百条、新闻三百条，均已按时发布。" * 4, 1)
    empty = Page(2, 595, 842)
    garbled = page_of("Gv1 %x &4 lkj ;;p qw 77 xx nm" * 3, 3)
    stamped = page_of("扫描全能王创建", 4)
    holed = page_of("学校主动公开信息其中通知一百条新闻三百条均已按时发布" * 2, 5, holes=9)
    pages = [sound, empty, garbled, stamped, holed]
    assert untrusted(pages, [0, 1, 0, 1, 0]) == {2: False, 3: True, 4: False, 5: False}
    assert untrusted([sound, page_of("附件", 2)], [0, 0.001]) == {}
    assert agree(garbled, garbled)
    assert not agree(garbled, sound)


def test_a_page_of_mostly_addresses_is_sound() -> None:
    row = "学校章程 https://xxgk.example.cn/jbxx/xxzc/2024/index.htm?column=1017 "
    assert untrusted([page_of(row * 9, 1)], [0]) == {}


def test_questions_are_counted() -> None:
    eye = Eye()
    answers = [eye.see(number, lambda: pytest.fail("nobody looks")) for number in (1, 4)]
    assert answers == [DocumentOutcome.AWAITS_OCR] * 2
    assert eye.asked == 2
