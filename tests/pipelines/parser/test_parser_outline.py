"""Sections under every style of numbering and in every wording."""

import pytest

from pipelines.parser import parse
from pipelines.parser.outline.headings import classify, weakly, whole
from tests.pipelines.parser.samples import BODIES, CODES, OUTLINE, TITLE, report

CN = "一二三四五六七八"
STYLES = {
    "cn": lambda i, h: f"{CN[i]}、{h}",
    "cn dot": lambda i, h: f"{CN[i]}.{h}",
    "cn space": lambda i, h: f"{CN[i]} {h}",
    "cn glued": lambda i, h: f"{CN[i]}{h}",
    "brackets": lambda i, h: f"（{CN[i]}）{h}",
    "bracket lost": lambda i, h: f"{CN[i]}）{h}",
    "arabic": lambda i, h: f"{i + 1}.{h}",
    "arabic comma": lambda i, h: f"{i + 1}、{h}",
    "arabic space": lambda i, h: f"{i + 1} {h}",
    "wide": lambda i, h: f"{'１２３４５６７８'[i]}．{h}",
    "part": lambda i, h: f"第{CN[i]}部分 {h}",
    "part colon": lambda i, h: f"第{CN[i]}部分：{h}",
    "chapter": lambda i, h: f"第{CN[i]}章 {h}",
    "unnumbered": lambda i, h: h,
    "list dash": lambda i, h: f"- {CN[i]}、{h}",
    "colon": lambda i, h: f"{CN[i]}、{h}：",
    "run in": lambda i, h: f"{CN[i]}、{h}。按要求报告如下。",
}


@pytest.mark.parametrize("toc", [False, True], ids=["plain", "contents"])
@pytest.mark.parametrize("style", STYLES)
def test_every_style(style: str, toc: bool) -> None:
    number = STYLES[style]
    contents = [f"{number(i, h).rstrip('：')}……{i + 1}" for i, h in enumerate(OUTLINE)]
    body = [f"{number(i, h)}\n{BODIES[i]}" for i, h in enumerate(OUTLINE)]
    text = "\n".join([TITLE, *(["目录", *contents] if toc else []), "现报告如下。", *body])
    sections = parse(text).sections
    assert [s.code for s in sections] == list(CODES)
    assert [s.ordinal for s in sections] == list(range(1, 9))
    assert [s.heading for s in sections] == list(OUTLINE)
    for s, b in zip(sections, BODIES, strict=True):
        assert b in text[s.body : s.end]
    assert [s.end for s in sections] == [*(s.start for s in sections[1:]), len(text)]


@pytest.mark.parametrize(
    ("code", "headings"),
    [
        ("overview", "概述 概论 工作概述 信息公开工作概述 总体情况 基本情况 工作基本情况 概况 引言"),
        ("proactive", "主动公开情况 信息主动公开情况 主动公开信息情况 学校信息主动公开情况 信息公开情况"),
        ("on_request", "依申请公开和不予公开情况 依申请公开情况 收到和处理信息公开申请情况"),
        ("evaluation", "对信息公开的评议情况 评议及举报情况 社会评议情况"),
        ("complaints", "因信息公开工作遭到举报的情况 收到举报、复议、诉讼情况 受到投诉的情况"),
        (
            "experience",
            "经验、问题和改进措施 新做法新举措 存在的问题 下一步打算 今后的工作设想 主要成效与不足 "
            "2016年工作计划 下一年度工作安排 2021-2022学年工作打算 下学年重点工作安排",
        ),
        ("other", "其他需要报告的事项 其他 其它需要报告的事项 需要说明的其他事项"),
        ("inventory", "清单事项公开情况 事项清单执行情况 附表 附件 清单事项公开情况表"),
        (
            "extra",
            "重点领域信息公开情况 2016年招生安排 监督检查情况 校长信箱办理情况 收费及减免情况 专项信息",
        ),
    ],
)
def test_headings(code: str, headings: str) -> None:
    for heading in headings.split():
        assert (classify(heading) or weakly(heading) or "extra") == code, heading


@pytest.mark.parametrize(
    "line", ["学校发布信息820条", "师生评议良好", "未收到举报", "主动公开学校文件", "存在的问题主要是人手少"]
)
def test_sentences_are_no_headings(line: str) -> None:
    assert whole(line) is None


def test_lists_inside_a_section_stay_there() -> None:
    text = report().replace(BODIES[1], "一、网站\n发布820条。\n二、公众号\n推送210篇。\n三、会议\n召开4次。")
    assert [s.code for s in parse(text).sections] == list(CODES)


def test_labels_under_a_heading_that_names_them_stay_there() -> None:
    inner = "主要经验：\n公开在先。\n问题和不足：\n更新偏慢。\n改进措施：\n1.按月提醒。\n2.建检索页。"
    body = "\n".join(f"{h}\n{inner if i == 5 else BODIES[i]}" for i, h in enumerate(OUTLINE))
    found = parse(f"{TITLE}\n现报告如下。\n{body}")
    assert [s.code for s in found.sections] == list(CODES)
    assert (found.practices, found.problems) == (["公开在先"], ["更新偏慢"])
    assert found.measures == ["按月提醒", "建检索页"]


def test_a_heading_broken_over_a_page() -> None:
    broken = "六、信息公开工作的主要经验、问题和改进措\n\n- 3 -\n\n施"
    text = report().replace("六、" + OUTLINE[5], broken)
    assert parse(text).sections[5].heading == OUTLINE[5]


def test_a_lost_number_is_filled_in() -> None:
    text = report().replace("四、" + OUTLINE[3], OUTLINE[3])
    sections = parse(text).sections
    assert [s.code for s in sections] == list(CODES)
    assert sections[3].ordinal == 4


def test_missing_and_announced_sections_are_warned_of() -> None:
    text = report(preamble="报告由概述、主动公开情况等九个部分组成。").replace("\n八、清单事项公开情况", "")
    warnings = parse(text).warnings
    assert "section_missing:inventory" in warnings
    assert "sections_announced:9,found:7" in warnings


def test_two_experience_sections() -> None:
    text = report().replace("七、其他需要报告的事项\n无。", "七、今后的打算\n继续检查。")
    assert [s.code for s in parse(text).sections][5:7] == ["experience", "experience"]


def test_an_annexed_list_is_a_section() -> None:
    text = report().replace("\n八、清单事项公开情况\n见学校信息公开网。", "")
    text += "\n附件：东山大学信息公开事项清单\n序号\n公开事项\n公开网址\n1\n（1）简介\nhttp://x.cn/1"
    sections = parse(text).sections
    assert (sections[-1].code, sections[-1].ordinal) == ("inventory", 8)
    assert parse(text).signed_by == "东山大学"
