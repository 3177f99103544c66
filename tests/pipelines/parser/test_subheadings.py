"""Headings below the top level: nesting, run-in headings, sentences that are none."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.parser import parse
from pipelines.parser.model import Section, Subheading
from pipelines.parser.outline.subheadings import read_subheadings
from pipelines.parser.view import Document, fold
from tests.pipelines.parser.samples import BODIES, report

REPORTS = sorted((Path(__file__).parents[2] / "accuracy" / "reports").glob("*.txt"))
PARAGRAPH = "学校按月检查各单位的公开情况，发现问题当场指出，限期改正以后再作回访。"
Shape = list[tuple[int | None, str, "Shape"]]


def shape(found: list[Subheading]) -> Shape:
    return [(s.ordinal, s.heading, shape(s.children)) for s in found]


def read(body: str) -> list[Subheading]:
    text = report().replace(BODIES[1], body)
    found = next(s for s in parse(text).sections if s.code == "proactive")
    check(text, found.subheadings, found.body, found.end)
    return found.subheadings


def check(text: str, found: list[Subheading], start: int, end: int) -> None:
    """Each begins with its number, ends where the next begins, and holds its own."""
    for s in found:
        assert start <= s.start < s.end <= end
        assert s.heading
        squeezed = "".join(fold(text[s.start : s.end]).split())
        assert "".join(fold(s.heading).split()) in squeezed
        check(text, s.children, s.start, s.end)
    for a, b in pairwise(found):
        assert a.end <= b.start


def test_levels_nest_as_their_styles_appear() -> None:
    found = read(
        f"（一）渠道\n1.网站\n（1）主页\n{PARAGRAPH}\n（2）专栏\n{PARAGRAPH}\n2.新媒体\n{PARAGRAPH}\n（二）重点领域\n1.招生\n{PARAGRAPH}"
    )
    assert shape(found) == [
        (1, "渠道", [(1, "网站", [(1, "主页", []), (2, "专栏", [])]), (2, "新媒体", [])]),
        (2, "重点领域", [(1, "招生", [])]),
    ]


@pytest.mark.parametrize(
    ("outer", "inner"),
    [("1．{}", "（1）{}"), ("（一）{}", "①{}"), ("1、{}", "（一）{}"), ("第一节 {}", "一、{}"), ("（{}", "")],
)
def test_any_order_of_styles(outer: str, inner: str) -> None:
    if not inner:
        assert read(f"（网站发布情况\n{PARAGRAPH}") == []
        return
    found = read(f"{outer.format('渠道')}\n{inner.format('网站')}\n{PARAGRAPH}")
    assert shape(found) == [(1, "渠道", [(1, "网站", [])])]


def test_run_in_headings() -> None:
    found = read(
        f"（一）门户网站。全年发布信息820条。\n（二）“两微一端”：{PARAGRAPH}\n（三）加强领导，落实责任。{PARAGRAPH}"
    )
    assert shape(found) == [(1, "门户网站", []), (2, "“两微一端”", []), (3, "加强领导，落实责任", [])]


@pytest.mark.parametrize(
    "body",
    [
        "1.学校主页发布信息820条。\n2.公众号推送文章210篇。\n3.召开座谈会4次。",
        "1.学校主页发布信息820条；\n2.公众号推送文章210篇；",
        f"1.全年学校各单位通过网站、公众号、公告栏、校报、广播等多种渠道主动公开信息，{PARAGRAPH}\n2.{PARAGRAPH}",
        "一是健全制度。\n二是加强培训。",
        "2021-2022学年，学校发布信息820条。\n3.5万人关注。",
    ],
)
def test_sentences_are_no_headings(body: str) -> None:
    assert read(body) == []


def test_a_sentence_among_headings_takes_its_place() -> None:
    found = read(f"1.网站\n{PARAGRAPH}\n2.公众号推送文章210篇，粉丝3万人；\n3.会议\n{PARAGRAPH}")
    assert shape(found) == [(1, "网站", []), (3, "会议", [])]
    assert found[0].end < found[1].start


def test_a_heading_over_two_lines() -> None:
    found = read(f"（一）严格推动清单落实，着力加强重点领域和关键环\n节信息公开\n{PARAGRAPH}")
    assert shape(found) == [(1, "严格推动清单落实，着力加强重点领域和关键环节信息公开", [])]


def test_numbers_that_do_not_follow_are_no_headings() -> None:
    assert read(f"（一）渠道\n{PARAGRAPH}\n（七）另见\n{PARAGRAPH}")[-1].heading == "渠道"


def test_headings_without_numbers() -> None:
    found = read(f"网站建设\n{PARAGRAPH}\n新媒体建设\n{PARAGRAPH}")
    assert shape(found) == [(None, "网站建设", []), (None, "新媒体建设", [])]
    assert read(f"网站建设\n{PARAGRAPH}") == []


def test_the_inventory_has_none() -> None:
    text = report().replace(BODIES[7], "（一）基本信息\n" + PARAGRAPH)
    assert parse(text).sections[-1].subheadings == []


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_offsets_in_reports(path: Path) -> None:
    text = path.read_text("utf-8")
    for s in parse(text).sections:
        check(text, s.subheadings, s.body, s.end)


PIECES = st.sampled_from(
    [
        "（一）",
        "（二）",
        "1.",
        "2.",
        "（1）",
        "①",
        "第一节 ",
        "甲乙丙",
        "。",
        "：",
        "；",
        "，",
        "\n",
        " ",
        "公开820条",
        PARAGRAPH,
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
@settings(deadline=None, max_examples=300)
def test_any_text(text: str) -> None:
    doc = Document(text)
    sections = [Section("proactive", 2, "", 0, len(text), 0)]
    read_subheadings(doc, sections)
    check(text, sections[0].subheadings, 0, len(text))
