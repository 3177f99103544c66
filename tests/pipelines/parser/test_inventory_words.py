"""Inventories whose cells were lost, and whatever else may come: any text, any row."""

# ruff: noqa: E501 - the samples are one a line

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.parser.inventory.cells import addresses, departments, item_text
from pipelines.parser.inventory.items import category_name, goes_on, items, match, match_among
from pipelines.parser.inventory.links import Links
from pipelines.parser.inventory.reader import Inventory, read_inventory
from pipelines.parser.outline.reader import read_sections
from pipelines.parser.view import Document, fold
from tests.pipelines.parser.inventories import (
    FULL,
    Print,
    Row,
    bare_lines,
    cells,
    expected,
    report,
    rows,
    spaced,
    tab_lines,
    tabs,
    wrapped,
)

TAIL = "\n滨海师范大学\n2020年10月30日\n"


def read(text: str, links: tuple[tuple[int, int, str], ...] = ()) -> Inventory:
    doc = Document(text)
    return read_inventory(doc, read_sections(doc), links)


def values(found: Inventory) -> list[Row]:
    return [Row(r.number, r.category, r.item or "", r.department, r.url) for r in found.rows]


def squeeze(text: str) -> str:
    return "".join(text.split())


def check(text: str, found: Inventory) -> None:
    """Spans lie in the text and hold the item; tables hold the rows."""
    doc = Document(text)
    assert len(found.rows) == len(found.spans)
    for row, (start, end) in zip(found.rows, found.spans, strict=True):
        assert 0 <= start < end <= len(text)
        assert any(a <= start and end <= b for a, b in found.tables)
        assert row.number is None or 1 <= row.number <= 50
        assert row.item
        # Page numbers and cells of the row's other half may stand between its parts.
        inside = iter(fold(squeeze(doc.folded[start:end])))
        assert all(c in inside for c in fold(squeeze(row.item)))
    for start, end in found.tables:
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("tail", ["", TAIL])
@pytest.mark.parametrize("page", [0, 9])
@pytest.mark.parametrize("columns", [FULL, FULL[1:], FULL[:4], ("ordinal", "category", "item", "url")])
@pytest.mark.parametrize("width", [0, 8, 12])
def test_cells_that_are_lines_or_words(tail: str, page: int, columns: tuple[str, ...], width: int) -> None:
    how = Print(columns=columns, page=page, numbered=page == 0)
    table = rows(page + width, order="own" if width else "list")
    lines = cells(table, how)
    for printed in (
        bare_lines(wrapped(lines, width, "\n") if width else lines),
        spaced(wrapped(lines, width, " ") if width else lines),
    ):
        text = report(printed, tail=tail)
        found = read(text)
        assert values(found) == expected(table, how)
        assert found.warnings == ["inventory_cells_inferred"]
        check(text, found)


def test_a_school_keeps_its_own_items_and_categories() -> None:
    text = report(
        "序号\n类别\n公开事项\n责任部门\n公开网址\n"
        "1\n学风建设信息\n学风建设机构\n科研处\nhttp://a.cn/3\n"
        "2\n学术规范制度\nhttp://a.cn/4\n"
        "3\n学术不端行为的查处机制\n研究生院\nhttp://a.cn/5\n"
        "4\n实验室安全检查结果\n设备处\nhttp://a.cn/1\n"
        "5\n校园一卡通使用说明\n信息中心\nhttp://a.cn/2\n"
        "6\n校园服务\n学籍管理办法\n教务处\nhttp://a.cn/6\n"
    )
    found = read(text)
    assert [(r.number, r.item, r.department, r.url) for r in found.rows] == [
        (40, "学风建设机构", "科研处", "http://a.cn/3"),
        (41, "学术规范制度", "科研处", "http://a.cn/4"),
        (42, "学术不端行为的查处机制", "研究生院", "http://a.cn/5"),
        (None, "实验室安全检查结果", "设备处", "http://a.cn/1"),
        (None, "校园一卡通使用说明", "信息中心", "http://a.cn/2"),
        (36, "学籍管理办法", "教务处", "http://a.cn/6"),
    ]
    assert [r.category for r in found.rows] == ["学风建设信息"] * 5 + ["校园服务"]


@pytest.mark.parametrize(
    "prose",
    [
        "学校清单事项公开情况见信息公开网（http://xxgk.bhsd.edu.cn/）。",
        "学校按照清单要求，公开了10大类50项信息，包括学校章程及制定的各项规章制度、信息公开年度报告、学籍管理办法等。",
        "无。",
        "",
        "1.学校章程已经公开。\n2.财务信息已经公开，预算和决算按时发布。\n3.招生章程和招生计划已经公开。",
    ],
)
def test_prose_is_no_table(prose: str) -> None:
    assert read(report("", head=prose, tail=TAIL)) == Inventory()


@pytest.mark.parametrize("number", range(1, 51))
def test_every_item_is_known_by_its_beginning_too(number: int) -> None:
    whole = items()[number].text
    assert match(whole).number == number
    assert match(f"（{51 - number}）{whole}。").number == number
    for mark in "、，":
        first, _, rest = whole.partition(mark)
        if rest and len(first) >= 8:
            assert match(first).number in (number, None)
    middle = len(whole) // 2
    assert goes_on(whole[:middle], whole[middle:])


@pytest.mark.parametrize(
    "text", ["", "无", "信息公开指南", "党务公开", "校园风光", "管理办法", "情况", "报告"]
)
def test_what_is_no_item_has_no_number(text: str) -> None:
    assert match(text).number is None


def test_the_printed_number_only_decides_between_likes() -> None:
    assert match_among("学籍管理办法", None, 3).number == 36
    assert match_among("预算、决算", None, 20).number == 20
    assert match_among("预算、决算", None, 19).number == 19


SOME = st.sampled_from(
    [
        "序号", "类别", "公开事项", "责任部门", "公开网址", "\t", "\n", "|", " ", "\u3000", "1", "（7）", "3.", "基本信息", "（6项）", "其他",
        "学校章程及制定的各项规章制度", "信息公开年度报告", "学籍管理办法", "拟录取研究生", "名单", "校办", "教务处", "、", "研究生院",
        "http://a.cn/1", "www.a.cn", "查看", "—", "无", "<br>", "\n\n", "\t\t", "2019年10月1日", "（", "）", "。", "http", "\ud800", "\x0b",
        "八、清单事项公开情况\n", "一、概述\n", "三、依申请公开情况\n", "二、主动公开情况\n", "\n\t",
    ]
)  # fmt: skip


@given(st.lists(SOME, max_size=80).map("".join), st.booleans())
@settings(deadline=None, max_examples=400)
def test_any_mix_of_cells(text: str, known: bool) -> None:
    doc = Document(text)
    check(text, read_inventory(doc, read_sections(doc) if known else []))


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=150)
def test_any_text(text: str) -> None:
    check(text, read_inventory(Document(text), []))
    departments(text)
    addresses(text)
    item_text(text)
    category_name(text)
    match(text)


@given(st.integers(0, 10_000), st.sampled_from([7, 10, 16, 99]), st.data())
@settings(deadline=None, max_examples=40)
def test_spans_hold_what_was_read(seed: int, width: int, data: st.DataObject) -> None:
    how = Print(
        columns=data.draw(st.sampled_from([FULL, FULL[1:], ("item", "department", "url", "category")])),
        merged=data.draw(st.booleans()),
        numbered=data.draw(st.booleans()),
        page=data.draw(st.sampled_from([0, 7])),
    )
    table = rows(seed, order=data.draw(st.sampled_from(["list", "own"])), count=data.draw(st.integers(8, 50)))
    lines = cells(table, how)
    printed = data.draw(
        st.sampled_from(
            [tabs(wrapped(lines, width, " ")), tab_lines(wrapped(lines, width, "\n"), random.Random(seed))]
        )
    )
    text = report(printed, tail=TAIL)
    found = read(text)
    check(text, found)
    assert values(found) == expected(table, how)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=12),
    st.integers(0, 45),
    st.integers(1, 9),
)
def test_links_are_found_where_they_touch(stretches: list[tuple[int, int]], start: int, size: int) -> None:
    links = tuple((a, a + n, f"http://x.cn/{i}") for i, (a, n) in enumerate(stretches))
    touching = {url for a, b, url in links if a < start + size and b > start}
    assert set(Links(links).inside(start, start + size)) == touching


def test_a_link_that_is_no_web_address_is_none() -> None:
    assert Links(((0, 5, "../a.htm"), (0, 5, "ftp://x.cn"))).inside(0, 5) == []


def test_own_spelling_stays() -> None:
    table = [replace(row, item=row.item.replace("、", "，")) for row in rows(2)]
    found = read(report(tabs(cells(table, Print(english=False)))))
    assert [r.item for r in found.rows] == [row.item for row in table]
    assert [r.number for r in found.rows] == list(range(1, 51))
