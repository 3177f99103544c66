"""Inventories of invented schools, printed in the many ways that tables come out of documents."""

import random
from dataclasses import dataclass, replace

from pipelines.parser.inventory.items import items

UNITS = (
    "党政办公室", "校工会", "发展规划与评估中心", "招生工作处", "研究生院", "计划财务部", "国有资产管理处",
    "组织部（统战部）", "人力资源部", "教务处", "校团委", "学生工作部（处）", "科学技术研究院",
    "国际教育学院", "安全保卫部", "图书馆", "基建处", "采购与招标管理中心",
)  # fmt: skip
HEADS = {
    "ordinal": ("序号", "编号"),
    "category": ("类别", "公开类别", "信息类别", "一级目录"),
    "item": ("公开事项", "公开内容", "信息公开事项", "具体事项", "清单内容"),
    "department": ("责任部门", "责任单位", "承办单位", "信息公开负责部门", "牵头部门"),
    "url": ("公开网址", "链接", "公开方式", "公开渠道", "备注", "网址链接"),
}
FULL = ("ordinal", "category", "item", "department", "url")


@dataclass(frozen=True)
class Row:
    """A row as it should be read."""

    number: int | None
    category: str | None
    item: str
    department: str | None
    url: str | None


@dataclass(frozen=True)
class Print:
    """How a table is printed."""

    columns: tuple[str, ...] = FULL
    merged: bool = True
    numbered: bool = True
    counted: bool = True
    head: bool = True
    page: int = 0
    """Rows after which the page ends: its number, then the head again; 0 for one page."""
    english: bool = False


def rows(seed: int = 0, *, order: str = "list", count: int = 50) -> list[Row]:
    """A school's own inventory: its units and addresses by chance, its order the list's or its own."""
    rng = random.Random(seed)
    chosen = list(items().values())[:count]
    if order == "own":
        names = list(dict.fromkeys(item.category for item in chosen))
        rng.shuffle(names)
        chosen = [item for name in names for item in chosen if item.category == name]
    out: list[Row] = []
    for item in chosen:
        some = "、".join(rng.sample(UNITS, rng.choice((1, 1, 2))))
        if out and rng.random() < 0.3 and out[-1].category == item.category and out[-1].department:
            some = out[-1].department
        path = rng.choice(("info", "gkml", "content.jsp?id="))
        url = f"http://xxgk.bhsd.edu.cn/{path}/{item.number}{rng.randrange(1000, 9999)}.htm"
        out.append(Row(item.number, item.category, item.text, some, url))
    return out


def cells(table: list[Row], how: Print) -> list[list[str]]:
    """The printed cells, a list a line; merged places are empty."""
    rng = random.Random(len(table))
    head = [rng.choice(HEADS[c]) for c in how.columns]
    lines = [head] if how.head else []
    before: Row | None = None
    serial = 0
    for i, row in enumerate(table, 1):
        if how.page and i > 1 and i % how.page == 1:
            lines += [["- 7 -"], head]
        first = before is None or before.category != row.category
        serial += first
        size = sum(other.category == row.category for other in table)
        item = f"（{i}）{row.item}" if how.numbered else row.item
        if how.english:
            item = item.replace("，", ",").replace("（", "(").replace("）", ")")
        values = {
            "ordinal": str(serial if how.numbered else i)
            if first or not (how.merged and how.numbered)
            else "",
            "category": f"{row.category}（{size}项）" if how.counted else f"{row.category}",
            "item": item,
            "department": row.department or "",
            "url": row.url or "",
        }
        if how.merged and before and not first:
            values["category"] = ""
            if before.department == row.department:
                values["department"] = ""
        lines.append([values[c] for c in how.columns])
        before = row
    return lines


def expected(table: list[Row], how: Print) -> list[Row]:
    """What should be read: columns that are not printed are unknown."""
    out = []
    for row in table:
        category = row.category if "category" in how.columns else None
        department = row.department if "department" in how.columns else None
        url = row.url if "url" in how.columns else None
        out.append(replace(row, category=category, department=department, url=url))
    return out


def tabs(lines: list[list[str]]) -> str:
    """A row a line, trailing empty cells left out, as our own extraction writes tables."""
    return "\n".join("\t".join(line).rstrip("\t") for line in lines)


def pipes(lines: list[list[str]]) -> str:
    """A row a line between upright strokes, a rule under the head."""
    out = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([out[0], "|" + "---|" * len(lines[0]), *out[1:]])


def tab_lines(lines: list[list[str]], rng: random.Random) -> str:
    """A cell a line behind a tab, a blank line between rows, names on lines of their own."""
    out = []
    for line in lines:
        for cell in line:
            if "、" in cell and set(cell.split("、")) <= set(UNITS) and rng.random() < 0.5:
                out.append("\t" + cell.replace("、", "\n", 1))
            else:
                out.append(f"\t{cell}")
        out.append("")
    return "\n".join(out)


def bare_lines(lines: list[list[str]]) -> str:
    """A cell a line, empty cells lost."""
    return "\n".join(cell for line in lines for cell in line if cell)


def spaced(lines: list[list[str]]) -> str:
    """A row a line, one space between cells, empty cells lost."""
    return "\n".join(" ".join(cell for cell in line if cell) for line in lines)


def wrapped(lines: list[list[str]], width: int, mark: str) -> list[list[str]]:
    """Cells broken wherever their line is full, as narrow columns break them."""
    return [
        [mark.join(cell[i : i + width] for i in range(0, len(cell), width)) for cell in line]
        for line in lines
    ]


def report(table: str, *, head: str = "学校清单事项公开情况如下表所示：", tail: str = "") -> str:
    """A short report that ends in the inventory."""
    return (
        "滨海师范大学2019-2020学年信息公开年度报告\n一、概述\n学校重视信息公开工作。\n"
        "二、主动公开情况\n学校主页发布信息632条。\n三、依申请公开和不予公开情况\n未收到申请。\n"
        "四、对信息公开的评议情况\n评议良好。\n五、因学校信息公开工作受到举报、复议、诉讼的情况\n无。\n"
        "六、信息公开工作的主要经验、问题和改进措施\n制度更加健全。\n七、其他需要报告的事项\n无。\n"
        f"八、清单事项公开情况\n{head}\n{table}\n{tail}"
    )
