"""Rows that a few words stand for: a report a year, the usual false friends."""

from datetime import date
from typing import Any

from tests.campus.generators import vocabulary


def expand(row: dict[str, Any], school: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the `reports` and `columns` that one `series` table stands for, newest first.

    `first` and `last` are labels (`2015-2016`, or `2015` for calendar years).
    `titles` and `carriers` are taken in turn; a carrier may be several, joined by
    `+`. `day` is the month and day of publication. With `column_path` each report is
    the only page of a column of its own. Other keys go to each report.
    """
    row = dict(row)
    years = _years(row.pop("first"), row.pop("last"))
    titles = row.pop("titles", ["{school}{label}学年信息公开年度报告"])
    carriers, day = row.pop("carriers"), row.pop("day", "10-28")
    top, step = row.pop("id"), row.pop("step", 17)
    path, name = row.pop("column_path", ""), row.pop("column_name", "{label}学年")
    parent = row.pop("column_parent", "信息公开年度报告")
    reports, columns = [], []
    for number, (one, two) in enumerate(years):
        label = f"{one}-{two}" if one != two else str(one)
        values = {"school": school, "label": label, "y1": one, "y2": two}
        month, _, of_month = day.partition("-")
        published = date(two + (one == two), int(month), int(of_month))
        reports.append(
            {
                **row,
                "period": label,
                "title": titles[number % len(titles)].format(**values),
                "published": published,
                "id": top - step * number,
                "carriers": carriers[number % len(carriers)].split("+"),
            }
        )
        if path:
            columns.append(
                {
                    "id": row["column"] + number,
                    "path": path.format(**values),
                    "name": name.format(**values),
                    "parent": parent,
                }
            )
            reports[-1] |= {"column": row["column"] + number, "as_column": True}
    return reports, columns


def _years(first: str, last: str) -> list[tuple[int, int]]:
    """Return the (first, last) years of the periods between two labels, newest first."""
    begin, end = int(first[:4]), int(last[:4])
    length = 1 if "-" in first else 0
    return [(year, year + length) for year in range(end, begin - 1, -1)]


def friends(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the `pages` that a `friends` table stands for: one of each of its `kinds`.

    Their titles are in friends.toml; `year` is that of the newest.
    """
    if not table:
        return []
    titles, year = vocabulary("friends"), table.get("year", 2024)
    return [
        {
            "title": titles[kind].replace("{year}", str(year)).replace("{last}", str(year - 1)),
            "published": date(year, 10 - number % 9, 9 + number),
            "column": table["column"],
            "id": 9101 + 13 * number,
            "why": kind,
        }
        for number, kind in enumerate(table["kinds"])
    ]
