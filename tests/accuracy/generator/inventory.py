"""The table 清单事项公开情况表: as rows with tabs, or each cell on a line of its own."""

from typing import Any

from tests.accuracy.generator.scribe import Scribe
from tests.accuracy.generator.words import words

Row = dict[str, Any]
DEPARTMENT = 3
"""The column of the departments."""


def _rows(scribe: Scribe, urls: bool) -> list[Row]:
    """All 50 items, or whole categories of them in the school's own order."""
    rng, number, rows = scribe.rng, 0, []
    host = "".join(rng.choice("bcdfghjk") + rng.choice("aeiou") for _ in range(3))
    for category in words("inventory")["category"]:
        for item in category["items"]:
            number += 1
            rows.append({"number": number, "category": category["name"], "item": item})
    if rng.random() < 0.3:
        names = [c["name"] for c in words("inventory")["category"]]
        chosen = rng.sample(names, rng.randrange(5, len(names)))
        rows = [row for name in chosen for row in rows if row["category"] == name]
    department = ""
    for row in rows:
        if not department or rng.random() < 0.7:
            some = rng.sample(words("inventory")["departments"], rng.choice((1, 1, 1, 2, 3)))
            department = "、".join(some)
        row["department"] = department
        row["url"] = (
            f"http://xxgk.{host}.edu.cn/{rng.choice(('info', 'xxgkml', 'gk'))}/{row['number'] + 1000}.htm"
            if urls
            else None
        )
    return rows


def write_inventory(scribe: Scribe, way: str) -> list[Row]:
    """Write the table; return its gold."""
    rng, paper = scribe.rng, scribe.paper
    urls = rng.random() < 0.8
    rows = _rows(scribe, urls)
    header = list(rng.choice(words("inventory")["header"]))
    merged, in_category = rng.random() < 0.7, rng.random() < 0.5
    counts = {row["category"]: sum(r["category"] == row["category"] for r in rows) for row in rows}
    paper.end_line()
    start = paper.length
    printed = [header if urls else header[:-1]]
    serial, before = 0, {"category": "", "department": ""}
    for index, row in enumerate(rows, 1):
        first = row["category"] != before["category"]
        serial += first
        item = f"（{index}）{row['item']}" if in_category else row["item"]
        category = f"{row['category']}（{counts[row['category']]}项）" if in_category else row["category"]
        cells = [str(serial if in_category else index), category, item, row["department"], row["url"] or ""]
        if not first and merged:
            cells[1] = ""
        if not first and in_category:
            cells[0] = ""
        if merged and not first and row["department"] == before["department"]:
            cells[3] = ""
        printed.append(cells if urls else cells[:-1])
        before = row
    for cells in printed:
        paper.write(_tabs(cells) if way == "tab" else _lines(cells, scribe), keep=True)
    paper.whole.append((start, paper.length))
    paper.kept.append((start, paper.length))
    return rows


def _tabs(cells: list[str]) -> str:
    return "\t".join(cells) + "\n"


def _lines(cells: list[str], scribe: Scribe) -> str:
    """A row as some converters leave it: a tab before each cell, several lines in one cell."""
    text = ""
    for place, cell in enumerate(cells):
        if place == DEPARTMENT and "、" in cell and scribe.rng.random() < 0.3:
            text += "\t" + cell.replace("、", "\n", 1) + "\n"
        else:
            text += f"\t{cell}\n"
    return text + "\n"
