"""Points of any text: spans that say what was read, and nothing from elsewhere."""

# ruff: noqa: E501 - the samples are one a line

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.parser import parse
from pipelines.parser.model import Section
from pipelines.parser.points.cues import CATEGORIES
from pipelines.parser.points.reader import read_points
from pipelines.parser.view import Document, fold
from tests.pipelines.parser.samples import BODIES, OUTLINE, report

REPORTS = sorted((Path(__file__).parents[2] / "accuracy" / "reports").glob("*.txt"))
PIECES = st.sampled_from([
    "一是", "二是", "三要", "-是", "首先，", "其次，", "最后", "第一，", "第二，", "（一）", "（二）", "1.", "2．", "（1）", "①", "②",
    "存在的问题", "主要经验", "改进措施", "下一步，", "今后", "不够", "有待加强", "将加强", "针对上述问题", "主要有以下几点", "在于",
    "：", "。", "；", "，", "、", "\n", "\n\n", " ", "\u3000", "学校", "公开", "更新", "无", "- 3 -\n", "\U0002000b", "问題",
])  # fmt: skip


def section(text: str, heading: str) -> list[Section]:
    return [Section("experience", 6, heading, 0, len(text), 0)]


def squeeze(text: str) -> str:
    return "".join(fold(text).split())


def check(text: str, heading: str) -> None:
    """Every point is what stands at its span; the spans of a category do not overlap."""
    doc = Document(text)
    points = read_points(doc, section(text, heading))
    assert len(points.spans) == sum(len(getattr(points, c)) for c in CATEGORIES)
    taken: list[tuple[int, int]] = []
    for category in CATEGORIES:
        for i, point in enumerate(getattr(points, category)):
            start, end = points.spans[f"{category}.{i}"]
            assert 0 <= start < end <= len(text)
            assert squeeze(point) == squeeze(doc.value((start, end)))
            assert point
            assert not point.endswith(("。", "；", "，"))
            taken.append((start, end))
    taken.sort()
    assert all(a[1] <= b[0] for a, b in pairwise(taken))


@given(st.text(max_size=200), st.sampled_from(["", "主要经验、问题和改进措施", "存在的问题", "下一步打算"]))
@settings(deadline=None, max_examples=150)
def test_any_text(text: str, heading: str) -> None:
    check(text, heading)


@given(
    st.lists(PIECES, max_size=50).map("".join),
    st.sampled_from(["经验、问题和措施", "问题及改进措施", "不足"]),
)
@settings(deadline=None, max_examples=400)
def test_any_mix(text: str, heading: str) -> None:
    check(text, heading)


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_every_point_stands_in_the_section(path: Path) -> None:
    text = path.read_text("utf-8")
    found = parse(text)
    places = [(s.body, s.end) for s in found.sections if s.code == "experience"]
    for category in CATEGORIES:
        for i, point in enumerate(getattr(found, category)):
            start, end = found.evidence[f"{category}.{i}"]
            assert any(a <= start < end <= b for a, b in places)
            assert squeeze(text[start:end]).startswith(squeeze(point)[:4])
    assert bool(found.measures) == bool(places)


def test_a_report_without_the_section_has_no_points() -> None:
    text = report().replace(f"六、{OUTLINE[5]}\n{BODIES[5]}\n", "")
    text = text.replace(BODIES[0], "一是健全制度，二是加强培训。存在的问题：一是更新不及时。")
    found = parse(text)
    assert [found.practices, found.problems, found.measures] == [[], [], []]


def test_several_sections_add_up() -> None:
    text = report().replace(OUTLINE[5], "主要经验").replace(BODIES[5], "一是公开在先；二是答复在后。")
    text = text.replace(
        "七、" + OUTLINE[6] + "\n无。",
        "七、存在的不足\n栏目偏少。\n八、今后的打算\n一是增加栏目；二是增加人手。",
    )
    text = text.replace("八、清单", "九、清单")
    found = parse(text)
    assert found.practices == ["公开在先", "答复在后"]
    assert found.problems == ["栏目偏少"]
    assert found.measures == ["增加栏目", "增加人手"]


@pytest.mark.parametrize(
    "tail",
    [
        "东山大学\n2022年10月28日",
        "\n联系单位：东山大学校长办公室\n地址：东山市文苑路8号\n邮编：210000\n电话：025-88880000",
        "附件：东山大学信息公开情况统计表\n\n东山大学信息公开工作领导小组办公室\n二〇二二年十月",
        "特此报告。\n东山大学（盖章）\n2022-10-28",
    ],
)
def test_the_signature_is_no_point(tail: str) -> None:
    text = report(signature=tail).replace("\n七、" + OUTLINE[6] + "\n无。", "")
    text = text.replace("\n八、" + OUTLINE[7] + "\n" + BODIES[7], "")
    text = text.replace(OUTLINE[5], "存在问题和改进措施").replace(
        BODIES[5], "问题：更新偏慢。\n措施：一是提醒；二是通报。"
    )
    found = parse(text)
    assert found.problems == ["更新偏慢"]
    assert found.measures == ["提醒", "通报"]


def test_a_point_over_two_pages_keeps_its_words() -> None:
    text = (
        report()
        .replace(OUTLINE[5], "存在的问题")
        .replace(BODIES[5], "一是公开的内容\n\n- 7 -\n\n偏重新闻；二是 OA 系统的通知\n没有同步。")
    )
    found = parse(text)
    assert found.problems == ["公开的内容偏重新闻", "OA系统的通知没有同步"]
    start, end = found.evidence["problems.0"]
    assert text[start:end] == "公开的内容\n\n- 7 -\n\n偏重新闻"


def test_misread_labels() -> None:
    text = (
        report()
        .replace(OUTLINE[5], "经验、问题和改进措施")
        .replace(BODIES[5], "主要经脸：公开在先。\n存在的间题：更新偏慢。\n改进惜施：按月提醒。")
    )
    found = parse(text)
    assert [found.practices, found.problems, found.measures] == [["公开在先"], ["更新偏慢"], ["按月提醒"]]


@pytest.mark.parametrize(
    "unit",
    ["一是", "1.甲\n", "问题：", "首先，其次，", "下一步，", "存在的", "（一）问题\n1.甲。改进措施：乙。\n"],
)
def test_one_piece_repeated_ends(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    check(text, "主要经验、问题和改进措施")
