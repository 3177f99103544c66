"""Columns under names that no list has: known words in any order, 年报 in company."""

import pytest

from xxgk_spiders.discovery.column_names import MAX_CHARS, named_by_words
from xxgk_spiders.discovery.model import Verdict
from xxgk_spiders.discovery.wording import judge

SCHOOL = "江州大学"


def verdict(text: str) -> str:
    return judge(text, school=SCHOOL).verdict.value


@pytest.mark.parametrize(
    "name",
    [
        *(
            "工作年报",
            "学校年报",
            "高校年报",
            "年报汇编",
            "年报查询",
            "年报与评议",
            "年报、评议",
            "江州大学年报",
        ),
        *(
            "历年年报一览",
            "年报公示专栏",
            "学校年度报告",
            "年度报告与评议",
            "公开信息年度报告",
            "公开工作年报",
        ),
    ],
)
def test_columns_of_the_reports(name: str) -> None:
    assert verdict(name) == "column"


@pytest.mark.parametrize(
    "name",
    [
        *(
            "评议监督",
            "评议与监督",
            "工作总结",
            "计划总结",
            "年度公开",
            "评议公开",
            "年鉴与年报",
            "质量报告和年报",
        ),
        *("年报大全", "年报资料库"),  # words that are not known beside 年报: a look, and no more
    ],
)
def test_lists_that_may_hold_them(name: str) -> None:
    assert verdict(name) == "list"


@pytest.mark.parametrize(
    "name",
    [
        *(
            "质量年报",
            "就业年报",
            "图书馆年报",
            "统计年报",
            "财务年报",
            "基金会年报",
            "学报年报",
            "党建年报",
            "学院年报",
        ),
        *(
            "部门年报",
            "年报制度",
            "年报编制",
            "年报填报系统",
            "上市公司年报",
            "工作要点",
            "学术报告",
            "校报",
            "教学工作",
        ),
    ],
)
def test_other_names(name: str) -> None:
    assert verdict(name) in ("other", "false_friend")


def test_a_year_under_a_column_found_by_its_words_is_a_report() -> None:
    assert judge("2023年", context="工作年报", school=SCHOOL).verdict is Verdict.REPORT
    assert judge("2023年", context="统计年报", school=SCHOOL).verdict is Verdict.OTHER
    assert judge("2023年", context="年鉴与年报", school=SCHOOL).verdict is Verdict.OTHER


@pytest.mark.parametrize("text", ["", "年", "年报2023", "年报…", "年报" * MAX_CHARS, "2023年报"])
def test_what_is_no_name(text: str) -> None:
    assert named_by_words(text) is None
