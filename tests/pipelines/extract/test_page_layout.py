"""What stands on a page besides paragraphs: notes, chapter heads, contents, seals, tables without rules."""

import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from pipelines.extract import Text, extract
from pipelines.extract.pages.furniture import without_furniture
from pipelines.extract.pages.lines import Line, Page
from pipelines.extract.pages.loose import loose_tables
from pipelines.extract.pages.reflow import reflow
from pipelines.extract.pages.stacks import side_by_side
from pipelines.extract.pdf.trust import untrusted

FONT = "STSong-Light"
LEFT, EM, PITCH = 80.0, 14.0, 24.0
SENTENCE = "学校通过门户网站和信息公开专栏发布各类信息，师生员工和社会公众可以随时查阅，"


def line(text: str, x0: float, y: float, size: float = EM, page: int = 1) -> Line:
    width = len(text) - 0.5 * len(text.encode("ascii", "ignore"))
    return Line(text, x0, x0 + width * size, y, size, page)


def prose(lines: int, page: int = 1, top: float = 740, start: int = 0) -> list[Line]:
    """Paragraphs of three full lines and a short one, the first line indented; from line `start` on."""
    out = []
    for n in range(start, start + lines):
        text = (SENTENCE * 2)[:30] if n % 4 else (SENTENCE * 2)[:28]
        text = "形成了长效机制。" if n % 4 == 3 else text
        out.append(line(text, LEFT if n % 4 else LEFT + 2 * EM, top - (n - start) * PITCH, page=page))
    return out


def page(number: int, lines: list[Line]) -> Page:
    return Page(number, 595.0, 842.0, lines)


def texts(pages: Sequence[Page]) -> list[str]:
    return [piece.text for piece in reflow(without_furniture(list(pages)))]


def drawn(
    *pages: Sequence[tuple[float, float, float, float, str]],
    rules: Sequence[tuple[float, float, float]] = (),
) -> bytes:
    """A PDF of strings (x, y, size, angle), on each page with level rules (y, x0, x1)."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for strings in pages:
        for level, start, end in rules:
            canvas.line(start, level, end, level)
        for x, y, size, angle, text in strings:
            canvas.saveState()
            canvas.setFont(FONT, size)
            canvas.translate(x, y)
            canvas.rotate(angle)
            canvas.drawString(0, 0, text)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def rows_of(text: Text) -> list[list[str]]:
    """Rows of cells; white space within cells aside."""
    rows = [text.text[b.start : b.end].split("\t") for b in text.blocks if b.kind == "table_row"]
    return [["".join(cell.split()) for cell in row] for row in rows]


def test_notes_do_not_part_the_paragraph_that_runs_on_over_them() -> None:
    first, second = prose(26), prose(8, page=2, start=26)
    notes = [
        line("①指新建校区的三个学院。", LEFT, 90, 9),
        line("②按实际报到人数计算，不含休学、", LEFT, 78, 9),
        line("保留入学资格的学生。", LEFT, 66, 9),
    ]
    whole = texts([page(1, first), page(2, second)])
    noted = texts([page(1, first + notes), page(2, second)])
    told = ["①指新建校区的三个学院。", "②按实际报到人数计算，不含休学、保留入学资格的学生。"]
    place = noted.index(told[0])
    assert noted[place : place + 2] == told
    assert [text for text in noted if text not in told] == whole
    assert noted[place - 1].endswith("形成了长效机制。")


def test_small_lines_without_a_mark_are_no_notes() -> None:
    small = [line("填表说明见附件，由各单位自行填写。", LEFT, 90, 9)]
    assert texts([page(1, prose(8) + small), page(2, prose(8, 2))])[2] == small[0].text


def test_footers_with_other_words_on_left_and_right_pages_go() -> None:
    pages = []
    for n in range(1, 8):
        foot = f"{n} · 信息公开年度报告" if n % 2 else f"松壑学院 · {n}"
        lines = prose(8, n)
        pages.append(page(n, [*lines, line(foot, 80 if n % 2 else 400, 30, 9, n)] if n > 2 else lines))
    assert not [text for text in texts(pages) if "·" in text]


def test_chapter_heads_go_where_the_heading_is() -> None:
    def head(text: str, n: int) -> Line:
        return line(text, LEFT, 800, 9, n)

    heading = line("二、主动公开情况", LEFT + 2 * EM, 740 - 8 * PITCH, 14, 1)
    pages = [page(1, [head("一、概述", 1), *prose(8), heading, *prose(8, 1, 740 - 9 * PITCH)])]
    pages += [page(n, [head("二、主动公开情况", n), *prose(8, n)]) for n in (2, 3)]
    pages += [page(n, [head(f"{'三四五六七'[n - 4]}、其他", n), *prose(8, n)]) for n in range(4, 9)]
    found = texts(pages)
    assert found.count("二、主动公开情况") == 1
    assert "一、概述" in found  # said nowhere else


def test_contents_are_no_sign_of_a_broken_font() -> None:
    entries = [line(f"（{n}）公开渠道" + "." * 60 + str(n), LEFT, 700 - n * PITCH) for n in range(1, 9)]
    contents = page(1, [line("目  录", 260, 740), *entries])
    contents.count()
    assert untrusted([contents], [0.0]) == {}


def test_a_heading_that_fills_its_line_is_no_part_of_the_paragraph() -> None:
    heading = line("（一）完善信息公开制度体系，健全各部门协调联动工作推进机制", LEFT + 2 * EM, 740)
    found = texts([page(1, [heading, *prose(12, 1, 740 - PITCH)])])
    assert found[0] == heading.text


def test_a_title_of_two_lines_is_one() -> None:
    title = [
        line("临沧理工大学二〇二二至二〇二三学年信", LEFT, 760, 23),
        line("息公开年度报告", 80 + 130, 760 - 42, 23),
    ]
    assert (
        texts([page(1, title + prose(20, 1, 660))])[0] == "临沧理工大学二〇二二至二〇二三学年信息公开年度报告"
    )


def test_characters_below_each_other_are_one_line() -> None:
    seam = [line(char, 560, 500 - 15 * n, 11) for n, char in enumerate("骑缝专用章")]
    pair = [line(char, 560, 300 - 15 * n, 11) for n, char in enumerate("印章")]
    found = side_by_side([*prose(4), *seam, *prose(4), *pair])
    assert [one.text for one in found if one.size == 11] == ["骑缝专用章", "印", "章"]
    assert len(found) == 4 + 1 + 4 + 2


def test_letters_of_a_seal_are_no_part_of_the_line_below_them() -> None:
    body = [(LEFT, 700 - n * PITCH, 14, 0, SENTENCE[:30]) for n in range(6)]
    date = (400, 400, 14, 0, "2023年10月27日")
    seal = [(487 + 9 * n, 402 + 5 * n, 11, 30, char) for n, char in enumerate("学院")]
    assert extract(drawn([*body, date, *seal])).text.split("\n")[-1] == "2023年10月27日"


def test_a_line_that_begins_with_a_character_set_by_itself_is_a_line() -> None:
    """PDFium takes it for the end of the line before."""
    strings = [(LEFT, 700, 14, 0, "报送情况："), (430, 700, 14, 0, "截至十月底")]
    strings += [(LEFT, 676, 14, 0, "一"), (LEFT + 14, 676, 14, 0, "份材料待报送")]
    assert extract(drawn(strings)).text.split("\n")[-1] == "一份材料待报送"


COLUMNS = (70, 125, 210, 430)
TABLE = [
    [["序号"], ["类别"], ["公开事项"], ["责任部门"]],
    [["1"], ["基本信息"], ["办学规模、校级领导班子简介及分", "工、机构设置"], ["学校办公", "室"]],
    [["2"], ["基本信息"], ["学校章程及各项规章制度"], ["学校办公", "室"]],
    [["3"], ["招生考试", "信息"], ["分批次、分科类招生计划"], ["招生处"]],
    [["4"], ["招生考试", "信息"], ["考生个人录取信息查询渠道和办", "法，最低录取分数"], ["招生处"]],
]


@pytest.mark.parametrize("padding", [0, 8])
@pytest.mark.parametrize("centred", [False, True])
def test_a_table_without_rules_keeps_its_cells(padding: int, centred: bool) -> None:
    strings: list[tuple[float, float, float, float, str]] = [(LEFT, 760, 11, 0, "八、清单事项公开情况表")]
    y = 720.0
    for row in TABLE:
        for x, cell in zip(COLUMNS, row, strict=True):
            for n, text in enumerate(cell):
                shift = 6 - 3 * len(text) if centred and x == COLUMNS[0] else 0
                strings.append((x + shift, y - 15 * n, 11, 0, text))
        y -= 15 * max(map(len, row)) + padding
    read = extract(drawn(strings))
    assert rows_of(read) == [["".join(cell) for cell in row] for row in TABLE]
    assert read.text.split("\n")[0] == "八、清单事项公开情况表"


@pytest.mark.parametrize("rules", [0, 3, 6])
def test_cells_in_the_middle_of_their_rows_and_few_rules(rules: int) -> None:
    """A table with three rules in all, or one between rows; the signature below is not its own."""
    strings: list[tuple[float, float, float, float, str]] = []
    y = 720.0
    lines = [(y + 16, 60.0, 520.0)]
    for row in TABLE:
        tall = max(map(len, row))
        for x, cell in zip(COLUMNS, row, strict=True):
            down = 7.5 * (tall - len(cell))
            strings += [(x, y - down - 15 * n, 11, 0, text) for n, text in enumerate(cell)]
        y -= 15 * tall + 9
        lines.append((y + 16, 60, 520))
    strings += [(COLUMNS[3], y - 30, 14, 0, "松壑学院"), (COLUMNS[3], y - 54, 14, 0, "2023年10月27日")]
    chosen = {0: [], 3: [*lines[:2], lines[-1]], 6: lines}[rules]
    read = extract(drawn(strings, rules=chosen))
    assert rows_of(read) == [["".join(cell) for cell in row] for row in TABLE]
    assert read.text.split("\n")[-2:] == ["松壑学院", "2023年10月27日"]


def test_a_merged_cell_between_rules_comes_once_in_its_first_row() -> None:
    names = ["序号", "1", "2", "3"]
    items = ["公开事项", "办学规模与机构设置", "学校章程及制度", "发展规划"]
    strings: list[tuple[float, float, float, float, str]] = []
    for n in range(4):
        strings += [(70, 700 - 25 * n, 11, 0, names[n]), (210, 700 - 25 * n, 11, 0, items[n])]
    strings += [(125, 700, 11, 0, "类别"), (125, 650, 11, 0, "基本信息")]
    rules = [(y, 60.0, 400.0) for y in (716, 691, 616)]
    rules += [(y, *ends) for y in (666, 641) for ends in ((60.0, 120.0), (200.0, 400.0))]
    assert rows_of(extract(drawn(strings, rules=rules))) == [
        ["序号", "类别", "公开事项"],
        ["1", "基本信息", "办学规模与机构设置"],
        ["2", "", "学校章程及制度"],
        ["3", "", "发展规划"],
    ]


def test_rows_whose_distances_are_rounded_stay_apart() -> None:
    strings: list[tuple[float, float, float, float, str]] = []
    rows = [
        ["渠道", "本学年", "上学年"],
        ["校园网", "311", "287"],
        ["公众号", "96", "8"],
        ["校报", "12", "12"],
    ]
    for y, row in zip((700, 680.5, 662.5, 643), rows, strict=True):
        strings += [(x, y, 11, 0, text) for x, text in zip((70, 180, 300), row, strict=True)]
    assert rows_of(extract(drawn(strings))) == rows


def test_rules_between_groups_of_rows_do_not_make_one_row_of_each_group() -> None:
    strings: list[tuple[float, float, float, float, str]] = []
    rows = [["序号", "公开事项", "责任部门"]]
    rows += [[str(n), f"事项名称之{n}", "教务处" if n < 5 else "财务处"] for n in range(1, 9)]
    for n, row in enumerate(rows):
        strings += [(x, 700 - 20 * n, 11, 0, text) for x, text in zip((70, 125, 430), row, strict=True)]
    rules = [(700 + 14 - 20 * n, 60.0, 500.0) for n in (0, 1, 3, 5, 7, 9)]
    assert rows_of(extract(drawn(strings, rules=rules))) == rows


def test_three_columns_of_prose_are_no_table() -> None:
    words = SENTENCE * 4
    lines = [line(words[n : n + 10], x, 740 - n * 15, 11) for x in (60, 220, 380) for n in range(20)]
    assert loose_tables(lines, []) == []


COORDINATE = st.floats(-1e4, 1e4)


@given(
    st.lists(st.tuples(COORDINATE, COORDINATE, st.floats(1, 40), st.integers(0, 3)), max_size=60),
    st.lists(st.tuples(COORDINATE, COORDINATE, COORDINATE), max_size=20),
)
def test_any_lines_and_rules_give_tables_or_none(
    places: list[tuple[float, float, float, int]], rules: list[tuple[float, float, float]]
) -> None:
    lines = [
        Line(
            "章",
            x,
            x + 9 * size,
            y,
            size,
            1,
            gaps=tuple((x + n * size, x + (n + 1) * size, y - n) for n in range(gaps)),
        )
        for x, y, size, gaps in places
    ]
    for table in loose_tables(lines, [(y, min(a, b), max(a, b)) for y, a, b in rules]):
        assert len(table.xs) > 2
        assert table.xs == sorted(table.xs)
