"""Inventories as tables come: merged cells, pages, columns of any order, links, wordings of one's own."""

# ruff: noqa: E501 - a row of a table a line

import random
from collections import Counter
from dataclasses import replace

import pytest

from pipelines.parser.inventory.items import items
from pipelines.parser.inventory.reader import Inventory, read_inventory
from pipelines.parser.outline.reader import read_sections
from pipelines.parser.view import Document
from tests.pipelines.parser.inventories import (
    Print,
    Row,
    cells,
    expected,
    pipes,
    report,
    rows,
    tab_lines,
    tabs,
    wrapped,
)

Links = tuple[tuple[int, int, str], ...]


def read(text: str, links: Links = ()) -> Inventory:
    doc = Document(text)
    return read_inventory(doc, read_sections(doc), links)


def values(found: Inventory) -> list[Row]:
    return [Row(r.number, r.category, r.item or "", r.department, r.url) for r in found.rows]


def table(*lines: str) -> str:
    """Cells written with strokes, for people: a row a line."""
    return "\n".join(line.replace(" ", "").replace("|", "\t") for line in lines)


def linked(text: str, *words: tuple[str, str]) -> Links:
    """Links on words of a text, each on its next appearance."""
    out, at = [], 0
    for word, url in words:
        at = text.index(word, at)
        out.append((at, at + len(word), url))
        at += len(word)
    return tuple(out)


HEAD = "序号|类别|公开事项|责任部门|公开网址"

LAYOUTS = [
    Print(),
    Print(merged=False, numbered=False, counted=False),
    Print(head=False),
    Print(page=9),
    Print(page=12, merged=False, english=True),
    Print(columns=("category", "item", "department", "url")),
    Print(columns=("ordinal", "category", "item", "url")),
    Print(columns=("ordinal", "category", "item", "department")),
    Print(columns=("ordinal", "item", "department", "url"), numbered=False),
    Print(columns=("ordinal", "category", "department", "item", "url")),
    Print(columns=("url", "department", "item", "category")),
    Print(columns=("item", "url"), head=False, numbered=False),
]


@pytest.mark.parametrize("how", LAYOUTS)
@pytest.mark.parametrize("order", ["list", "own"])
def test_whole_tables(how: Print, order: str) -> None:
    plain = rows(7, order=order)
    if how.english:
        spelt = str.maketrans("，（）", ",()")
        plain = [replace(row, item=row.item.translate(spelt)) for row in plain]
    lines, want = cells(plain, how), expected(plain, how)
    for printed in (
        tabs(lines),
        pipes(lines) if how.head else tabs(lines),
        tab_lines(lines, random.Random(1)),
        tabs(wrapped(lines, 13, " ")),
        tab_lines(wrapped(lines, 9, "\n"), random.Random(2)),
    ):
        found = read(report(printed, tail="\n滨海师范大学\n2020年10月30日\n"))
        assert values(found) == want
        assert found.warnings == []


def test_merged_places_that_are_left_out_altogether() -> None:
    found = read(
        report(
            table(
                HEAD,
                "1|基本信息（6项）|学校章程及制定的各项规章制度|校办|http://a.edu.cn/1",
                "教职工代表大会相关制度、工作报告|工会|http://a.edu.cn/2",
                "学术委员会相关制度、年度报告|http://a.edu.cn/3",
                "2|人事师资信息（5项）|岗位设置管理与聘用办法|人事处|http://a.edu.cn/4",
            )
        )
    )
    assert values(found) == [
        Row(2, "基本信息", "学校章程及制定的各项规章制度", "校办", "http://a.edu.cn/1"),
        Row(3, "基本信息", "教职工代表大会相关制度、工作报告", "工会", "http://a.edu.cn/2"),
        Row(4, "基本信息", "学术委员会相关制度、年度报告", "工会", "http://a.edu.cn/3"),
        Row(24, "人事师资信息", "岗位设置管理与聘用办法", "人事处", "http://a.edu.cn/4"),
    ]


def test_two_tables_side_by_side() -> None:
    found = read(
        report(
            table(
                "序号|公开事项|网址|序号|公开事项|网址",
                "1|学籍管理办法|http://a.cn/36|3|学生申诉办法|http://a.cn/39",
                "2|学生奖励处罚办法|http://a.cn/38|4|学风建设机构|http://a.cn/40",
            )
        )
    )
    assert [(r.number, r.url) for r in found.rows] == [
        (36, "http://a.cn/36"), (38, "http://a.cn/38"), (39, "http://a.cn/39"), (40, "http://a.cn/40"),
    ]  # fmt: skip
    assert len(found.tables) == 1


def test_the_category_as_a_row_of_its_own() -> None:
    found = read(
        report(
            table(
                "序号|公开内容|承办单位|链接",
                "一、基本信息（2项）",
                "1|学校章程及制定的各项规章制度|校办|http://a.cn/1",
                "2|信息公开年度报告||http://a.cn/2",
                "二、学风建设信息（2项）",
                "3|学风建设机构||http://a.cn/3",
                "4|学术规范制度|科研处|http://a.cn/4",
            )
        )
    )
    assert [(r.number, r.category, r.department) for r in found.rows] == [
        (2, "基本信息", "校办"), (6, "基本信息", "校办"), (40, "学风建设信息", None), (41, "学风建设信息", "科研处"),
    ]  # fmt: skip


def test_a_table_for_each_category_under_its_name() -> None:
    found = read(
        report(
            "（一）基本信息\n"
            + table("公开事项|责任部门", "学校章程及制定的各项规章制度|校办", "信息公开年度报告|校办")
            + "\n（二）学风建设信息\n"
            + table("公开事项|责任部门", "学风建设机构|科研处", "学术不端行为查处机制|科研处")
        )
    )
    assert [(r.number, r.category, r.department) for r in found.rows] == [
        (2, "基本信息", "校办"), (6, "基本信息", "校办"), (40, "学风建设信息", "科研处"), (42, "学风建设信息", "科研处"),
    ]  # fmt: skip


def test_a_row_that_a_page_cut_in_two() -> None:
    found = read(
        report(
            table(
                HEAD,
                "1|招生考试|（7）招生章程及特殊类型招生办法，|招生|http://zs.hd.edu.cn/",
                HEAD,
                "|信息（8项）|分批次、分科类招生计划|就业处|info/7.htm",
                "||（8）特殊类型招生入选考生资格及测试结果||http://zs.hd.edu.cn/8.htm",
            )
        )
    )
    assert values(found) == [
        Row(7, "招生考试信息", "招生章程及特殊类型招生办法，分批次、分科类招生计划", "招生就业处", "http://zs.hd.edu.cn/info/7.htm"),
        Row(8, "招生考试信息", "特殊类型招生入选考生资格及测试结果", "招生就业处", "http://zs.hd.edu.cn/8.htm"),
    ]  # fmt: skip


def test_a_page_that_repeats_only_the_categorys_number() -> None:
    found = read(
        report(
            table(
                HEAD,
                "1|基本信息|学校章程及制定的各项规章制度|校办|http://a.cn/1",
                HEAD,
                "1||信息公开年度报告|校办|http://a.cn/2",
            )
        )
    )
    assert [r.category for r in found.rows] == ["基本信息", "基本信息"]


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("发展规划处 科学技术研究院", "发展规划处、科学技术研究院"),
        ("学生工作部 （处）", "学生工作部（处）"),
        ("国际合作 与交流处", "国际合作与交流处"),
        ("党委 组织部 人事处", "党委组织部、人事处"),
        ("校长办公 室 工会", "校长办公室、工会"),
        ("教务处、 研究生院", "教务处、研究生院"),
        ("学生处（ 团委）", "学生处（团委）"),
        ("党办、校办 发展规划处", "党办、校办、发展规划处"),
        ("学校 办公室", "学校办公室"),
        ("招生就业指导中 心", "招生就业指导中心"),
        ("—", None),
        ("无", None),
    ],
)
def test_departments(printed: str, read_as: str | None) -> None:
    line = f"1\t基本信息\t信息公开年度报告\t{printed}\thttp://a.cn/1"
    found = read(report(f"{HEAD.replace('|', chr(9))}\n{line}"))
    assert [r.department for r in found.rows] == [read_as]


@pytest.mark.parametrize(
    ("printed", "url"),
    [
        ("http://xxgk.hd.edu.cn/a b.htm", "http://xxgk.hd.edu.cn/ab.htm"),
        ("信息公开网 http://xxgk.hd.edu.cn/a.htm（长期）", "http://xxgk.hd.edu.cn/a.htm"),
        ("https：//xxgk.hd.edu.cn／a.htm。", "https://xxgk.hd.edu.cn/a.htm"),
        ("www.hd.edu.cn/a.htm", "www.hd.edu.cn/a.htm"),
        ("xxgk.hd.edu.cn", "xxgk.hd.edu.cn"),
        ("http://a.cn/1\u3000http://a.cn/2", "http://a.cn/1"),
        ("学校信息公开网", None),
        ("—", None),
        ("查看", None),
    ],
)
def test_addresses(printed: str, url: str | None) -> None:
    text = f"{HEAD.replace('|', chr(9))}\n1\t基本信息\t信息公开年度报告\t校办\t{printed}"
    assert [r.url for r in read(report(text)).rows] == [url]


def test_addresses_of_links() -> None:
    text = report(
        table(
            HEAD,
            "1|基本信息|学校章程及制定的各项规章制度|校办|点击查看",
            "2||信息公开年度报告||",
            "3||教职工代表大会相关制度、工作报告||http://a.cn/printed",
            "4||学术委员会相关制度、年度报告||查看",
        )
    )
    links = linked(
        text,
        ("点击查看", "http://a.cn/章程"),
        ("信息公开年度报告", "https://a.cn/6.htm"),
        ("http://a.cn/printed", "http://a.cn/behind"),
        ("查看", "../4.htm"),
    )
    found = read(text, links)
    assert [r.url for r in found.rows] == [
        "http://a.cn/章程",
        "https://a.cn/6.htm",
        "http://a.cn/printed",
        None,
    ]
    assert [r.department for r in found.rows] == ["校办"] * 4


def test_wordings_of_a_schools_own() -> None:
    found = read(
        report(
            table(
                "序号|公开事项|责任单位",
                "1|学校简介|校办",
                "2|大学章程|校办",
                "3|部门预算|财务处",
                "4|部门决算|财务处",
                "5|教代会制度和报告|工会",
                "6|校园停车收费标准|保卫处",
                "7|实验室安全检查结果|设备处",
                "8|参加复试的考生成绩、拟录取研究生名单|研究生院",
                "9|处置突发事件的应急预案|保卫处",
                "10|信息公开年度报告|校办",
            )
        )
    )
    assert [r.number for r in found.rows] == [1, 2, 19, 20, 3, 21, None, 13, 50, 6]
    assert found.warnings == ["inventory_rows:10", "inventory_number_unknown:1"]
    assert found.rows[6].item == "实验室安全检查结果"


def test_one_item_in_several_rows_is_said() -> None:
    found = read(
        report(
            table(
                "公开事项|责任部门|网址",
                "学校章程|校办|http://a.cn/1 http://a.cn/1b",
                "学校制定的各项规章制度|校办|http://a.cn/2",
                "信息公开年度报告|校办|http://a.cn/3",
            )
        )
    )
    assert [r.number for r in found.rows] == [2, 2, 6]
    assert found.warnings == ["inventory_rows:3", "inventory_number_repeated:2", "inventory_urls_dropped:1"]


def test_items_and_details_in_two_columns() -> None:
    found = read(
        report(
            table(
                "公开事项|公开内容|公开时间|责任部门",
                "学风建设信息|学风建设机构|长期|科研处",
                "|学术规范制度|长期|",
                "|学术不端行为查处机制|及时|研究生院",
            )
        )
    )
    assert [(r.category, r.number, r.department) for r in found.rows] == [
        ("学风建设信息", 40, "科研处"), ("学风建设信息", 41, "科研处"), ("学风建设信息", 42, "研究生院"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        table("渠道|数量（条）", "学校主页|632", "信息公开网|187", "公众号|95"),
        table("指标|数值", "一、主动公开信息条数|632", "（一）学校主页|400", "（二）公众号|232"),
        table("姓名|职务|分工", "王某|校长|全面工作", "李某|副校长|财务、教学"),
    ],
)
def test_other_tables_are_none_of_it(other: str) -> None:
    own = tabs(cells(rows(3), Print()))
    text = report(own).replace("学校主页发布信息632条。", f"数据见下表。\n{other}")
    found = read(text)
    assert len(found.rows) == 50
    assert found.tables == [(text.index(own), text.index(own) + len(own))]
    assert read(text.replace(own, "见学校信息公开网。")) == Inventory()


def test_an_inventory_on_its_own() -> None:
    text = "滨海师范大学信息公开事项清单\n" + tabs(cells(rows(5), Print(page=20)))
    doc = Document(text)
    found = read_inventory(doc, [])
    assert [r.number for r in found.rows] == list(range(1, 51))


def test_the_list_itself() -> None:
    assert list(items()) == list(range(1, 51))
    sizes = Counter(item.category for item in items().values())
    assert list(sizes.values()) == [6, 8, 7, 5, 9, 4, 3, 4, 2, 2]
