"""Pages with two columns: where they are parted, which line is whose, whole paragraphs in their order."""

from pipelines.extract.ocr.layout import ordered
from pipelines.extract.pages.columns import gutter_of, side_of
from pipelines.extract.pages.lines import Line, Page
from pipelines.extract.pages.reflow import reflow

SIZE = 10.0
LEFT, RIGHT, WIDE = 60.0, 310.0, 22


def line(text: str, x0: float, y: float, page: int = 1) -> Line:
    return Line(text, x0, x0 + SIZE * len(text), y, SIZE, page)


def column(name: str, x0: float, top: float, page: int = 1, paragraphs: int = 3) -> list[Line]:
    """Paragraphs of three lines: indented, full, short."""
    out = []
    for n in range(paragraphs):
        texts = [
            f"{name}栏第{n}段{'字' * (WIDE - 7)}",
            "续" * WIDE,
            f"到{name}{n}为止。",
        ]
        for i, text in enumerate(texts):
            y = top - 18 * (3 * n + i)
            out.append(line(text, x0 + (2 * SIZE if i == 0 else 0), y, page))
    return out


def test_two_columns_are_parted_between_them() -> None:
    gutter = gutter_of([*column("左", LEFT, 700), *column("右", RIGHT, 691)])
    assert gutter is not None
    assert LEFT + WIDE * SIZE < gutter < RIGHT
    assert [side_of(*ends, gutter) for ends in ((60, 280), (310, 500), (100, 480), (60, 305))] == [1, 2, 0, 1]


def test_other_pages_have_one() -> None:
    single = [line("通栏的文字一直写到右边为止" * 3, LEFT, 700 - 18 * i) for i in range(20)]
    assert gutter_of(single) is None
    cells = [
        line(cell, x, 700 - 18 * i)
        for i in range(9)
        for x, cell in ((LEFT, "校办" * (i % 3 + 1)), (RIGHT, "年度报告" * (i % 4 + 1)))
    ]
    assert gutter_of(cells) is None
    below = [*column("左", LEFT, 700), *column("右", RIGHT, 400)]
    assert gutter_of(below) is None
    assert gutter_of([]) is None
    wild = column("左", LEFT, 700) + column("右", RIGHT, 700)
    wild[3].x1, wild[4].x0 = float("inf"), float("nan")
    assert gutter_of(wild) is None


def test_a_scan_is_read_column_by_column_between_what_spans_both() -> None:
    title = line("横跨两栏的一个大标题占据整行的宽度直到右边为止", 130, 760)
    number = line("— 3 —", 260, 60)
    left, right = column("左", LEFT, 700), column("右", RIGHT, 691)
    scattered = sorted([*left, *right, number, title], key=lambda one: one.x0 % 7)
    assert [one.text for one in ordered(scattered, [])] == [
        one.text for one in (title, *left, *right, number)
    ]


def test_paragraphs_of_columns_are_whole() -> None:
    left, right = column("左", LEFT, 700), column("右", RIGHT, 700)
    # The last paragraph on the left goes on at the top of the right.
    left[-1].text = "半" * WIDE
    left[-1].x1 = LEFT + SIZE * WIDE
    right[0].text = f"下半{right[0].text}"
    right[0].x0 = RIGHT
    found = [piece.text for piece in reflow([Page(1, 595, 842, [*left, *right])])]
    assert len(found) == 5
    assert found[0].endswith("到左0为止。")
    assert "半下半右栏第0段" in found[2]
    assert found[2].endswith("到右0为止。")


def test_the_last_page_has_the_columns_of_the_others() -> None:
    pages = [
        Page(1, 595, 842, [*column("左", LEFT, 700), *column("右", RIGHT, 700)]),
        Page(2, 595, 842, [line("云岭学院", RIGHT, 702, 2), *column("末", LEFT, 700, page=2, paragraphs=2)]),
    ]
    last = [piece.text for piece in reflow(pages) if piece.page == 2]
    assert [text[-6:] for text in last] == ["到末0为止。", "到末1为止。", "云岭学院"]
