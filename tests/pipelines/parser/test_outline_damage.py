"""The outline in text that scans, PDFs, web pages and word processors have damaged."""

# ruff: noqa: E501 - the samples are one a line

import random
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.parser import parse
from pipelines.parser.model import Section
from pipelines.parser.outline.candidates import candidates
from pipelines.parser.outline.headings import damaged, mend, misread, number, opening
from pipelines.parser.outline.reader import read_sections
from pipelines.parser.view import Document
from tests.pipelines.parser.samples import CODES, OUTLINE, TITLE, report

CN = "一二三四五六七八九"
BODIES = (
    "学校按月检查各单位的公开情况。\n（一）健全制度\n学校修订了办法。",
    "学校主页发布信息820条，办公系统发布公文170份。\n（一）网站\n公开通知402条。\n（二）新媒体\n推送文章210篇。",
    "本学年未收到信息公开申请，也没有收费。",
    "学校开展了问卷调查，师生评议良好。",
    "未发生因信息公开工作引起的举报、复议和诉讼。",
    "主要经验是公开在先。存在的问题是更新偏慢。今后将按月提醒。",
    "无。",
    "见学校信息公开网首页的专栏，每季度更新一次。",
)
Edit = Callable[[int, str, random.Random], str]


def built(edit: Edit, *, seed: int = 1, join: str = "\n", before: str = "") -> str:
    rng = random.Random(seed)
    parts = [f"{edit(i, h, rng)}{join}{BODIES[i]}" for i, h in enumerate(OUTLINE)]
    return "\n".join([TITLE, "本报告依据学校一学年的工作编写。", *([before] if before else []), *parts])


def right(text: str, *, codes: tuple[str, ...] = CODES) -> list[Section]:
    """The sections, all there, each with its own body only."""
    found = read_sections(Document(text))
    assert [s.code for s in found] == list(codes)
    for s, code in zip(found, codes, strict=True):
        inside = "".join(text[s.start : s.end].split())
        for other, body in zip(CODES, BODIES, strict=True):
            if len(body) > 4 and other in codes:
                assert ("".join(body.split()) in inside) == (other == code)
    return found


def broken(i: int, heading: str, rng: random.Random, between: str = "\n") -> str:
    at = rng.randrange(2, max(3, len(heading) - 1))
    split = heading[:at] + between + heading[at:] if len(heading) > 3 else heading
    return f"{CN[i]}、{split}"


EDITS: dict[str, Edit] = {
    "one misread as a dash, the stop as a point": lambda i, h, r: f"{'—=≡囚玉大士入'[i]}.{h}",
    "stops misread": lambda i, h, r: f"{CN[i]}{r.choice('‘·，’')}{h}",
    "brackets and a misread one": lambda i, h, r: f"（{'-二三四五六七八'[i]}）{h}",
    "number on a line of its own": lambda i, h, r: f"{CN[i]}、\n{h}",
    "set apart": lambda i, h, r: " ".join(f"{CN[i]}、{h}"),
    "number twice": lambda i, h, r: f"{CN[i]}、{CN[i]}、{h}",
    "automatic number before the typed one": lambda i, h, r: f"{i + 1}. {CN[i]}、{h}",
    "automatic number stuck": lambda i, h, r: f"一、{CN[i]}、{h}",
    "heading twice": lambda i, h, r: f"{CN[i]}、{h}\n{CN[i]}、{h}",
    "all numbers one": lambda i, h, r: f"一、{h}",
    "numbers begin anew": lambda i, h, r: f"{CN[i % 3]}、{h}",
    "no numbers": lambda i, h, r: h,
    "the latter half lost its numbers": lambda i, h, r: f"{CN[i]}、{h}" if i < 4 else h,
    "the first half lost its numbers": lambda i, h, r: f"{CN[i]}、{h}" if i > 3 else h,
    "every other lost its number": lambda i, h, r: f"{CN[i]}、{h}" if i % 2 else h,
    "dash that sticks": lambda i, h, r: f"-{CN[i]}、{h}",
    "emphasis": lambda i, h, r: f"**{CN[i]}、{h}**",
    "hash": lambda i, h, r: f"## {CN[i]}、{h}",
    "broken over two lines": broken,
    "broken over a page": lambda i, h, r: broken(i, h, r, "\n\n- 3 -\n\n"),
    "broken at a running title": lambda i, h, r: broken(i, h, r, f"\n{TITLE}\n"),
    "misread characters": lambda i, h, r: CN[i] + "、" + h.translate(str.maketrans("信述举讼", "倍迷拳松")),
    "more misread characters": lambda i, h, r: (
        f"{CN[i]}、{h}".replace("评议", "评仪")
        .replace("申请", "中请")
        .replace("经验", "经脸")
        .replace("概", "慨")
    ),
    "colon and space": lambda i, h, r: f"{CN[i]}、{h}：",
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", EDITS)
def test_damaged_headings(name: str, seed: int) -> None:
    found = right(built(EDITS[name], seed=seed))
    assert [s.ordinal for s in found] == list(range(1, 9))


@pytest.mark.parametrize("style", ["{cn}、{h}", "（{cn}）{h}", "第{cn}部分 {h}", "{n}、{h}"])
@pytest.mark.parametrize("join", ["", " ", "。", "：", "\u3000\u3000"])
def test_the_body_follows_on_the_same_line(style: str, join: str) -> None:
    right(built(lambda i, h, r: style.format(cn=CN[i], n=i + 1, h=h), join=join))


@pytest.mark.parametrize("join", ["", " "])
def test_a_page_that_came_as_one_line(join: str) -> None:
    text = join.join(built(lambda i, h, r: f"{CN[i]}、{h}").splitlines())
    assert [s.code for s in read_sections(Document(text))] == list(CODES)


@pytest.mark.parametrize(
    "before",
    [
        "报告由概述、主动公开情况、依申请公开情况、评议情况、举报情况、经验、其他事项和清单八个部分组成。",
        "内容包括：\n一、概述；\n二、主动公开情况；\n三、依申请公开和不予公开情况；\n四、其他。",
        "全文分为一、概述；二、主动公开情况；三、依申请公开和不予公开情况；四、评议情况等九个部分。",
        "目 录\n" + "\n".join(f"{CN[i]}、{h}………{i + 1}" for i, h in enumerate(OUTLINE)),
        "目录\n" + "\n".join(f"{h}    {i + 1}" for i, h in enumerate(OUTLINE)),
        "省教育厅：\n现将报告报上，请审阅。\n一、数字均经核对。\n二、附件随文报送。\n东山大学\n2022年10月28日",
    ],
    ids=["prose", "lines", "inline", "contents", "contents without numbers", "letter"],
)
def test_what_stands_before_the_text(before: str) -> None:
    right(built(lambda i, h, r: f"{CN[i]}、{h}", before=before))


def test_contents_and_no_numbers_anywhere() -> None:
    right(built(lambda i, h, r: h, before="目录\n" + "\n".join(OUTLINE)))


def test_the_announced_list_differs() -> None:
    text = built(lambda i, h, r: f"{CN[i]}、{h}", before="报告包括概述、主动公开情况、重点领域等九个部分。")
    assert "sections_announced:9,found:8" in parse(text).warnings


def test_merged_extra_and_missing_sections() -> None:
    lines = (
        f"一、引言\n{BODIES[0]}\n二、信息公开情况\n{BODIES[1]}\n三、重点领域信息公开\n公开招生计划。",
        f"四、信息公开申请和咨询\n{BODIES[2]}\n五、收费及减免情况\n没有收费。\n六、评议及举报情况\n{BODIES[3]}",
        "七、存在的问题\n更新偏慢。\n八、下一步打算\n按月提醒。",
    )
    text = "\n".join([TITLE, *lines])
    found = read_sections(Document(text))
    codes = [
        "overview",
        "proactive",
        "extra",
        "on_request",
        "extra",
        "evaluation",
        "experience",
        "experience",
    ]
    assert [s.code for s in found] == codes


def test_a_scan_confuses_numbers_of_headings_outside_the_outline() -> None:
    text = built(lambda i, h, r: f"{CN[i]}、{h}").replace(
        "四、" + OUTLINE[3], "囚、校长信箱办理情况\n收信9封。\n五、" + OUTLINE[3]
    )
    text = text.replace("五、" + OUTLINE[4], "六、" + OUTLINE[4]).replace(
        "六、" + OUTLINE[5], "七、" + OUTLINE[5]
    )
    text = text.replace("七、" + OUTLINE[6], "八、" + OUTLINE[6]).replace(
        "八、" + OUTLINE[7], "九、" + OUTLINE[7]
    )
    found = read_sections(Document(text))
    assert [s.code for s in found] == [*CODES[:3], "extra", *CODES[3:]]
    assert found[3].heading == "校长信箱办理情况"


def test_subheadings_do_not_rise() -> None:
    """Parts below a section are no sections, whatever they are called."""
    inner = "（一）主要经验\n公开在先。\n（二）存在的问题\n更新偏慢。\n（三）改进措施\n按月提醒。"
    text = built(lambda i, h, r: f"{CN[i]}、{h}").replace(BODIES[5], inner)
    assert [s.code for s in read_sections(Document(text))] == list(CODES)
    text = built(lambda i, h, r: h).replace(BODIES[5], inner)
    assert [s.code for s in read_sections(Document(text))] == list(CODES)
    nested = "（一）主动公开情况\n发布820条。\n（二）依申请公开情况\n未收到申请。"
    lines = [
        "一、概述",
        BODIES[0],
        "二、信息公开情况",
        nested,
        "三、评议情况",
        BODIES[3],
        "四、其他事项",
        "无。",
    ]
    codes = [s.code for s in read_sections(Document("\n".join([TITLE, *lines])))]
    assert codes == ["overview", "proactive", "evaluation", "other"]


@pytest.mark.parametrize("lost", [(), (5,), (6,), (5, 6), (0, 4, 5)], ids=str)
def test_two_sections_on_experience_of_which_some_lost_their_numbers(lost: tuple[int, ...]) -> None:
    headings = [*OUTLINE[:5], "存在的主要问题", "下一步改进措施", *OUTLINE[6:]]
    bodies = [*BODIES[:5], "更新偏慢。", "一是按月提醒；二是建检索页。", *BODIES[6:]]
    pairs = enumerate(zip(headings, bodies, strict=True))
    lines = [f"{'' if i in lost else CN[i] + '、'}{h}\n{b}" for i, (h, b) in pairs]
    found = read_sections(Document("\n".join([TITLE, *lines])))
    assert [s.code for s in found] == [*CODES[:6], *CODES[5:]]
    assert [s.ordinal for s in found] == list(range(1, 10))


def test_an_annex_with_a_number() -> None:
    text = built(lambda i, h, r: f"{CN[i]}、{h}").replace(OUTLINE[7], "附表：东山大学信息公开事项清单")
    assert right(text)[-1].heading == "附表：东山大学信息公开事项清单"


def test_a_list_dash_belongs_to_its_heading() -> None:
    text = built(lambda i, h, r: f"- {CN[i]}、{h}")
    for a, b in pairwise(right(text)):
        assert text[b.start] == "-"
        assert not text[a.start : a.end].rstrip().endswith("-")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、概述", ("cn", 1)),
        ("（三）其他", ("cn_paren", 3)),
        ("㈡其他", ("cn_paren", 2)),
        ("第二部分：其他", ("part", 2)),
        ("２．其他", None),
        ("叁、其他", ("cn", 3)),
        ("Ⅳ. 其他", ("cn", 4)),
        ("VIII、其他", ("cn", 8)),
    ],
)
def test_numbers(text: str, expected: tuple[str, int] | None) -> None:
    found = number(Document(text).folded)
    assert found is not None
    assert (found.style, found.ordinal) == (expected or ("arabic", 2))


@pytest.mark.parametrize("text", ["概述", "人员情况", "大学概况", "2022年", "", "I.T. department"])
def test_no_numbers(text: str) -> None:
    assert number(text) is None
    assert misread(text) is None


def test_where_a_glued_heading_ends() -> None:
    assert opening("存在的问题和下一步打算存在的问题主要是人手少") == len("存在的问题和下一步打算")
    assert opening("概述2021-2022学年") == 2
    assert opening("学校发布信息820条") == 0
    assert damaged("对信息公开的评x情况") == "evaluation"
    assert len(mend("中请间题")) == 4


PIECES = st.sampled_from([
    "一、", "二、", "=、", "（三）", "4.", "第五部分", "概述", "主动公开", "情况", "依申请公开", "评议", "举报", "经验、问题", "其他", "清单",
    "\n", "\n\n", " ", "。", "：", "…… 3", "- ", "**", "本学年发布信息820条", "附件：清单", "序号", TITLE, "\u3000",
])  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(deadline=None, max_examples=300)
def test_any_mix(text: str) -> None:
    doc = Document(text)
    for c in candidates(doc):
        assert 0 <= c.start <= c.body <= len(text)
    found = read_sections(doc)
    assert all(0 <= s.start <= s.body <= s.end <= len(text) for s in found)
    assert all(a.end == b.start for a, b in pairwise(found))
    assert not found or found[-1].end == len(text)


@pytest.mark.parametrize(
    "unit", ["一、概述", "一、\n", "=、主动公开\n", "（一）", "1. 一、其他\n", "存在的问题和", "**", "- \n"]
)
def test_one_piece_repeated_ends(unit: str) -> None:
    text = report() + unit * (200_000 // len(unit))
    assert len(re.sub(r"\s", "", text)) > 1000
    read_sections(Document(text))
