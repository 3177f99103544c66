"""What differs between two readings: each field once, a row as the same row where it is one."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.changes import differences
from pipelines.parser import parse
from tests.pipelines.store.kit import report_text

Record = dict[str, Any]


def record(**fields: Any) -> Record:
    return parse("").to_dict() | fields


def figure(value: float, start: int, **fields: Any) -> Record:
    row = {
        "value": value,
        "unit": "条",
        "qualifier": "exact",
        "channel": "website",
        "measure": "items",
        "section": "proactive",
        "label": "信息",
        "as_of": None,
        "quote": "发布信息",
        "start": start,
        "end": start + 3,
    }
    return row | fields


def test_alike_is_no_change() -> None:
    said = parse(report_text()).to_dict()
    assert differences(said, parse(report_text()).to_dict()) == []


def test_a_field() -> None:
    before, after = record(title="旧"), record(title="新")
    assert differences(before, after) == [
        {"field": "title", "change": "changed", "before": "旧", "after": "新"}
    ]
    (added,) = differences(record(), record(title="新"))
    assert (added["change"], added["before"], added["after"]) == ("added", None, "新")
    (removed,) = differences(record(title="旧"), record())
    assert removed["change"] == "removed"


def test_a_field_inside_an_object() -> None:
    before, after = record(), record()
    after["requests"] = after["requests"] | {"received": 0}
    after["requests"]["by_channel"] = after["requests"]["by_channel"] | {"email": 2}
    assert [(c["field"], c["after"]) for c in differences(before, after)] == [
        ("requests.received", 0),
        ("requests.by_channel.email", 2),
    ]


def test_rows_of_a_list() -> None:
    same, moved = figure(12, 100), figure(5, 300)
    before = record(figures=[same, figure(7, 200), moved, figure(9, 400)])
    after = record(figures=[moved, same, figure(70, 200), figure(8, 500)])
    found = [
        (c["change"], c["before"] and c["before"]["value"], c["after"] and c["after"]["value"])
        for c in differences(before, after)
    ]
    assert sorted(found, key=str) == sorted(
        [("changed", 7, 70), ("removed", 9, None), ("added", None, 8)], key=str
    )
    assert {c["field"] for c in differences(before, after)} == {"figures"}


def test_rows_that_are_alike_are_counted() -> None:
    before, after = record(practices=["公开", "公开"]), record(practices=["公开"])
    (change,) = differences(before, after)
    assert (change["field"], change["change"], change["before"]["text"]) == ("practices", "removed", "公开")


def test_points_carry_their_place() -> None:
    before = record(problems=["更新慢"], evidence={"problems.0": [3, 6]})
    after = record(problems=["更新慢了"], evidence={"problems.0": [3, 7]})
    (change,) = differences(before, after)
    assert change["before"] == {"text": "更新慢", "start": 3, "end": 6}
    assert change["after"] == {"text": "更新慢了", "start": 3, "end": 7}
    assert change["change"] == "changed"


def test_a_point_that_goes_elsewhere() -> None:
    before, after = record(problems=["将改进"]), record(measures=["将改进"])
    assert [(c["field"], c["change"]) for c in differences(before, after)] == [
        ("problems", "removed"),
        ("measures", "added"),
    ]


def test_subheadings_at_any_depth() -> None:
    section = {"code": "proactive", "ordinal": 2, "heading": "主动公开", "start": 0, "end": 90}
    leaf = {"ordinal": 1, "heading": "网站", "start": 20, "end": 30, "children": []}
    top = {"ordinal": 1, "heading": "渠道", "start": 10, "end": 50, "children": [leaf]}
    before = record(sections=[section | {"subheadings": [top | {"children": []}]}])
    after = record(sections=[section | {"subheadings": [top]}])
    (change,) = differences(before, after)
    assert (change["field"], change["change"]) == ("subheadings", "added")
    assert change["after"] == {"level": 3, "ordinal": 1, "heading": "网站", "start": 20, "end": 30}
    (code,) = differences(before, record(sections=[before["sections"][0] | {"code": "overview"}]))
    assert (code["field"], code["change"]) == ("sections", "changed")


def test_warnings_are_the_same_by_their_code() -> None:
    before, after = record(warnings=["numbering:1,3", "title_missing"]), record(warnings=["numbering:1,4"])
    assert [(c["change"], c["before"], c["after"]) for c in differences(before, after)] == [
        ("removed", {"code": "title_missing"}, None),
        ("changed", {"code": "numbering:1,3"}, {"code": "numbering:1,4"}),
    ]


def test_evidence_counts_where_the_value_stayed() -> None:
    before = record(title="报告", evidence={"title": [0, 2]})
    (change,) = differences(before, record(title="报告", evidence={"title": [5, 7]}))
    assert (change["field"], change["before"], change["after"]) == ("evidence.title", [0, 2], [5, 7])
    (change,) = differences(before, record(title="年报", evidence={"title": [5, 7]}))
    assert change["field"] == "title"


def test_a_reading_of_an_earlier_shape() -> None:
    """Sections had no subheadings before the parser read them."""
    said = parse(report_text()).to_dict()
    earlier = said | {
        "sections": [{k: v for k, v in row.items() if k != "subheadings"} for row in said["sections"]]
    }
    assert all(change["field"] == "subheadings" for change in differences(earlier, said))


rows = st.lists(
    st.builds(figure, st.integers(0, 3), st.integers(0, 3), channel=st.sampled_from(["website", "wechat"])),
    max_size=6,
)


@settings(max_examples=100, deadline=None)
@given(rows, rows)
def test_the_changes_lead_from_one_list_to_the_other(first: list[Record], second: list[Record]) -> None:
    found = differences(record(figures=first), record(figures=second))
    left = list(first)
    for change in found:
        if change["before"] is not None:
            left.remove(change["before"])
    left += [change["after"] for change in found if change["after"] is not None]
    key = repr
    assert sorted(left, key=key) == sorted(second, key=key)
    assert len(found) <= max(len(first), len(second)) * 2
    assert (found == []) == (sorted(first, key=key) == sorted(second, key=key))
