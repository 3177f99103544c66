"""False friends: what stands beside the reports is told from them."""

# ruff: noqa: E501 - the samples are one a line

import pytest

from pipelines.parser import Context, Kind, Roster, parse
from tests.pipelines.parser.samples import TITLE, report

OUTLINED = (
    "一、概述\n单位有教职工九十人。\n二、主动公开情况\n发布信息120条。\n三、依申请公开情况\n未收到申请。\n"
    "四、评议情况\n良好。\n五、受到举报、复议、诉讼情况\n无。\n六、存在问题和改进措施\n继续检查。"
)
GOVERNMENT = (
    "根据《中华人民共和国政府信息公开条例》编制。\n一、总体情况\n（一）主动公开。公开政府信息300条。\n"
    "二、主动公开政府信息情况\n" + "推进政府信息公开平台建设。" * 6 + "\n"
    "三、收到和处理政府信息公开申请情况\n收到政府信息公开申请5件。\n四、政府信息公开行政复议、行政诉讼情况\n无。\n"
    "五、存在的主要问题及改进情况\n有。\n六、其他需要报告的事项\n无。"
)
DOCUMENTS = {
    "a call for reports": (
        Kind.NOTICE,
        "关于做好2022-2023学年信息公开年度报告工作的通知\n各学院、各部门：\n现就编写工作通知如下：\n一、内容\n（一）概述\n"
        "（二）主动公开情况\n（三）依申请公开情况\n二、时间\n请于10月15日前报送至党政办公室。\n东山大学\n2023年9月20日",
    ),
    "news of a meeting": (
        Kind.NOTICE,
        "我校召开信息公开工作推进会\n本网讯 10月12日，学校召开信息公开工作推进会，部署信息公开年度报告编制。会议强调，要按时完成。",
    ),
    "a page with a file": (
        Kind.COVER,
        TITLE + "\n发布时间：2022-11-01\n附件：" + TITLE + ".pdf",
    ),
    "a cover letter": (
        Kind.COVER,
        "东山大学关于报送2021-2022学年度信息公开年度报告的函\n省教育厅：\n现将年度报告报上，请查收。\n附件：年度报告\n东山大学\n2022年10月30日",
    ),
    "a call with a form": (
        Kind.NOTICE,
        "关于做好2022年信息公开年度报告编写工作的通知\n各单位：\n请于10月10日前报送。\n东山大学信息公开办公室\n2022年9月30日\n"
        "附件\n东山大学2021-2022学年信息公开年度报告\n一、概述\n二、主动公开情况\n（由各单位填写）",
    ),
    "a page with a menu and a file": (
        Kind.COVER,
        "信息公开指南\n信息公开目录\n公开制度\n" + TITLE + "\n发布时间：2022-11-01\n点击下载",
    ),
    "a letter with a file": (
        Kind.COVER,
        "关于报送" + TITLE + "的报告\n省教育厅：\n现将我校年度报告随文报送，请审阅。\n东山大学\n2022年10月30日",
    ),
    "teaching quality": (
        Kind.OTHER_REPORT,
        "东山大学2021-2022学年本科教学质量报告\n一、本科教育基本情况\n" + "学校坚持以本为本。" * 90 + "\n二、问题和改进措施\n有。",
    ),
    "employment": (
        Kind.OTHER_REPORT,
        "东山大学2022届毕业生就业质量年度报告\n第一章 毕业生基本情况\n" + "毕业生规模稳定。" * 90,
    ),
    "arts education": (Kind.OTHER_REPORT, "东山大学2021-2022学年艺术教育发展年度报告\n一、概况\n开设课程。\n二、问题\n有。"),
    "a city's report": (Kind.OTHER_REPORT, "东山市人民政府2022年政府信息公开工作年度报告\n" + GOVERNMENT),
    "an authority's report": (Kind.OTHER_REPORT, "东山市教育局2022年政府信息公开工作年度报告\n" + GOVERNMENT),
    "a faculty's report": (Kind.OTHER_REPORT, "东山大学外国语学院2021-2022学年信息公开年度报告\n" + OUTLINED),
    "a library's report": (Kind.OTHER_REPORT, "东山大学图书馆2022年信息公开年度报告\n" + OUTLINED),
    "a hospital's report": (Kind.OTHER_REPORT, "东山大学附属医院2022年度信息公开年度报告\n" + OUTLINED),
    "a budget": (Kind.OTHER_REPORT, "东山大学2022年部门预算\n一、部门概况\n二、收支总表\n" + "收入支出数据。" * 90),
    "a budget as disclosure": (Kind.OTHER_REPORT, "东山大学2022年部门预算信息公开报告\n一、学校概况\n" + "数据。" * 300),
    "rules": (
        Kind.OTHER,
        "东山大学信息公开实施办法（试行）\n第一章 总则\n第一条 制定本办法。\n第二章 主动公开\n第五条 主动公开下列信息。\n"
        "第三章 依申请公开\n第十条 可以申请。\n第四章 监督\n第二十条 可以举报。\n" + "本办法自公布之日起施行。" * 40,
    ),
    "a guide": (Kind.OTHER, "东山大学信息公开指南\n一、主动公开\n二、依申请公开\n三、监督和举报\n" + "说明。" * 300),
    "the list alone": (
        Kind.INVENTORY,
        "东山大学信息公开事项清单\n序号\n类别\n公开事项\n责任部门\n公开网址\n1\n基本信息\n（1）简介\n校办\nhttp://x.cn/1\n（2）章程\nhttp://x.cn/2",
    ),
    "a menu": (Kind.OTHER, "首页 学校概况 信息公开 年度报告 联系我们 版权所有 东山大学"),
    "an empty page": (Kind.OTHER, ""),
    "white space": (Kind.OTHER, " \n\u3000\n"),
    "admission rules": (Kind.OTHER, "东山大学2023年招生章程\n第一章 总则\n第一条 招生。"),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_false_friends(name: str) -> None:
    kind, text = DOCUMENTS[name]
    found = parse(text)
    assert found.kind is kind
    assert not found.sections
    assert found.requests.received is None


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "",
        "东山大学关于2021-2022学年信息公开工作情况的报告",
        "东山大学2022年政府信息公开工作年度报告",
        "东山大学科技与艺术学院2021-2022学年信息公开年度报告",
    ],
)
def test_reports(title: str) -> None:
    assert parse(report(title=title)).kind is Kind.ANNUAL_REPORT


def test_a_faculty_that_is_a_school_on_the_roster() -> None:
    text = "东山大学外国语学院2021-2022学年信息公开年度报告\n" + OUTLINED
    roster = Roster([("东山大学", "4100000001", False), ("东山大学外国语学院", "4100000002", False)])
    found = parse(text, roster=roster)
    assert found.kind is Kind.ANNUAL_REPORT
    assert found.school.code == "4100000002"


def test_an_empty_page_under_a_reports_title_is_a_cover() -> None:
    found = parse("", context=Context(title=TITLE, school_name="东山大学"))
    assert found.kind is Kind.COVER
    assert found.title is None
    assert "kind_from_title" in found.warnings
