"""Whatever the text: figures within it, in order, that read the same again."""

# ruff: noqa: E501 - the samples are one a line

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.parser import parse
from pipelines.parser.figures.channels import CODES
from pipelines.parser.figures.measures import MEASURES
from pipelines.parser.figures.quantities import quantities
from pipelines.parser.figures.reader import read_figures
from pipelines.parser.figures.surroundings import torn_numbers
from pipelines.parser.model import Figure, Section
from pipelines.parser.view import Document, fold
from tests.pipelines.parser.figure_samples import PERIOD, section

ROOT = Path(__file__).parents[3]
REPORTS = sorted((ROOT / "tests" / "accuracy" / "reports").glob("*.txt"))
SHARED = sorted((ROOT.parent / "shared" / "reports").glob("*.txt"))
NUMBER = re.compile(r"[\d ,]+(?:\.\d+)?")
SPACE = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
PIECES = st.sampled_from(
    [
        "学校", "主页", "官方微博", "公众号", "其中", "，", "。", "；", "、", "：", "\n", " ", "（", "）", "《", "》", "“", "”", '"', "\t",
        "发布", "信息", "粉丝", "阅读量", "增长", "12", "1,208", "3.5", "万", "亿", "余", "多", "条", "篇", "人次", "期", "%", "件", "个",
        "一", "两", "三百二十", "十余", "近", "约", "超过", "以上", "至", "-", "~", "截至2022年6月30日", "2021年9月1日至6月30日", "第",
        "每", "清单", "50项", "方面", "届", "申请", "信函", "均以", "满意率", "百分之九十", "１２", "- 3 -\n", "    ", "0", "千", "万元",
        "分别为", "和", "http://a.cn/12条", "\ud800", "\U0002000b", "(以上数据截至2022年7月1日)", "收到来信", "回复",
    ]
)  # fmt: skip


def read(text: str, code: str = "proactive") -> list[Figure]:
    return read_figures(Document(text), [section(text, code)], PERIOD, [])[0]


def check(text: str, found: list[Figure]) -> None:
    for f in found:
        assert 0 <= f.start < f.end <= len(text)
        assert text[f.start : f.end] in f.quote
        assert f.quote in text
        assert f.channel is None or f.channel in CODES
        assert f.measure in MEASURES
        assert f.qualifier in {"exact", "over", "about", "nearly"}
        assert f.value >= 0
        reads_the_same(text[f.start : f.end], f)
    for a, b in pairwise(found):
        assert a.end <= b.start


def reads_the_same(printed: str, f: Figure) -> None:
    plain = SPACE.sub("", fold(printed))
    if f.unit is None and NUMBER.fullmatch(plain):
        assert float(re.sub(r"[ ,]", "", plain)) == f.value
        return
    if plain == "零":
        assert f.value == 0
        return
    # 万人次 is a number only where something says so: 近万人次.
    prefix = "近" if plain[0] in "百千万亿" else ""
    again = list(quantities(prefix + plain, frozenset(torn_numbers(plain))))
    assert [(q.value, q.unit) for q in again] == [(f.value, f.unit)]


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=200)
def test_any_text(text: str) -> None:
    check(text, read(text))


@given(st.lists(PIECES, max_size=50).map("".join), st.sampled_from(["proactive", "on_request", "complaints"]))
@settings(deadline=None, max_examples=600)
def test_any_mix_of_what_reports_say(text: str, code: str) -> None:
    check(text, read(text, code))


@given(st.sampled_from(REPORTS), st.data())
@settings(deadline=None, max_examples=15)
def test_a_report_broken_anywhere(path: Path, data: st.DataObject) -> None:
    text = path.read_text("utf-8")
    at = data.draw(st.integers(0, len(text)))
    torn = text[:at] + data.draw(PIECES) + text[at:]
    report = parse(torn)
    check(torn, report.figures)


@pytest.mark.parametrize("path", [*REPORTS, *SHARED], ids=lambda p: p.stem)
def test_reports(path: Path) -> None:
    text = path.read_text("utf-8")
    report = parse(text)
    check(text, report.figures)
    plain = report.to_dict()["figures"]
    assert all(
        set(f) >= {"value", "unit", "qualifier", "channel", "measure", "section", "label"} for f in plain
    )


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=4))
@settings(deadline=None, max_examples=60)
def test_nothing_is_read_in_what_is_skipped(raw: list[tuple[int, int]]) -> None:
    text = "学校主页发布信息12条，公众号推送文章30篇，电子屏播放通知9条。" * 10
    skip = [(a, a + n) for a, n in raw]
    found, _ = read_figures(Document(text), [section(text)], PERIOD, skip)
    assert all(not a <= f.start < b for f in found for a, b in skip)


@pytest.mark.parametrize(
    "unit",
    ["其中12条，", "主页发布信息12条。", "12条、", "《", "“", "截至2022年6月30日，", "一", "12", "1 ", "公众号", "以上截至6月1日。12条。", "，", "万", "信息12条;"],
)  # fmt: skip
def test_one_piece_repeated_ends(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    check(text[:1000], read(text[:1000]))
    found = read(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_sections_that_overlap_nothing() -> None:
    text = "主页发布12条。"
    empty = Section("proactive", 1, "", len(text), len(text), len(text))
    assert [f.section for f in read_figures(Document(text), [empty], PERIOD, [])[0]] == ["preamble"]
