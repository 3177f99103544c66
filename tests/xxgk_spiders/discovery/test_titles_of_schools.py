"""Titles that schools give their reports beside the usual one, and what resembles them."""

import pytest

from tests.xxgk_spiders.discovery.pages import page
from xxgk_spiders.discovery.article import article
from xxgk_spiders.discovery.periods import with_whole_years
from xxgk_spiders.discovery.wording import CUT_SHORT, judge
from xxgk_spiders.frontier import Lead
from xxgk_spiders.survey import survey

SCHOOL = "江州大学"
BODY = "<p>一、概述</p><p>主动公开情况</p><p>依申请公开情况</p><p>评议情况</p><p>因公开受到举报的情况</p>"
TEXT = "本学年学校继续推进各项工作，所列数据统计期限自九月一日起至次年八月三十一日止。" * 12


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("关于报送2019-2020学年信息公开年度报告的报告", "2019-2020"),
        ("江州大学关于上报2019年信息公开工作总结的报告", "2019"),
        ("关于呈报江州大学2018-2019学年信息公开工作年度报告的报告", "2018-2019"),
        ("关于江州大学2019-2020学年度信息公开工作情况的汇报", "2019-2020"),
        ("15-16学年信息公开年报", "2015-2016"),
        ("江州大学09—10学年信息公开年度报告", "2009-2010"),
        ("江州大学教育信息公开年度报告（2019-2020）", "2019-2020"),
    ],
)
def test_reports(title: str, period: str) -> None:
    judged = judge(title, school=SCHOOL)
    assert (judged.verdict.value, judged.period) == ("report", period)


@pytest.mark.parametrize(
    "title",
    [
        "教务处关于报送2019-2020学年信息公开年度报告的报告",
        "关于报送各学院2019-2020学年信息公开年度报告的报告",
        "关于报送2019-2020学年信息公开年度报告的通知",
        "关于报送2019-2020学年信息公开年度报告的函",
        "2019-2020学年度信息公开工作汇报会",
        "学校领导听取2019年信息公开工作汇报",
        "江州大学继续教育信息公开年度报告（2019-2020）",
        "教育学院信息公开年度报告（2019-2020）",
        "江州大学校友会2023年度工作报告",
        "江州大学校友会年度工作报告（2022）",
        "江州大学校董会2023年工作报告",
        "图书馆2023年年度报告",
        "岚川市2020年政府信息公开工作年度报告",
        "教育部政府信息公开工作2020年年度报告",
    ],
)
def test_false_friends(title: str) -> None:
    assert judge(title, school=SCHOOL).verdict.value == "false_friend"


@pytest.mark.parametrize(
    "title", ["江州大学2022年度工作报告", "江州学院2012年度报告", "我校2012年度工作报告"]
)
def test_the_schools_own_yearly_reports_are_left_open(title: str) -> None:
    assert judge(title, school=SCHOOL).verdict.value == "other"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("15-16学年", "2015-2016学年"),
        ("09～10学年度", "2009-2010学年度"),
        ("15-17学年", "15-17学年"),
        ("2015-16学年", "2015-16学年"),
        ("12-13日", "12-13日"),
        ("98-99学年", "98-99学年"),
        ("2023-10-11年度", "2023-10-11年度"),
    ],
)
def test_years_of_two_digits(text: str, whole: str) -> None:
    assert with_whole_years(text) == whole


def carriers(html: str, lead: Lead, url: str) -> list[str]:
    found = survey(
        page(html, url, title="江州大学信息公开网"),
        lead,
        school_code="1",
        school_name=SCHOOL,
        sha256="0",
        size=1,
        menu=set(),
    )
    return [candidate.title for candidate in found.candidates]


@pytest.mark.parametrize("text", ["江州大学信息公开年报...", "江州大学信息公开年度报告…"])
def test_a_cut_title_is_no_column_and_its_page_says_what_it_is(text: str) -> None:
    judged = judge(text, school=SCHOOL)
    assert judged == CUT_SHORT
    url = "http://xxgk.jiangzhou.edu.cn/News/Detail/8f3a"
    lead = Lead(url, text, 0.5, judged.reason, judged)
    title = "江州大学信息公开年报（2022-2023）"
    html = f'<h3>{title}</h3><div class="article-body"><p>{TEXT}</p><a href="/u/3.pdf">3.pdf</a></div>'
    assert article(page(html, url, title="江州大学信息公开网")).title == title
    assert title in carriers(html, lead, url)
    assert not carriers(html.replace("年报（", "管理办法（"), lead, url)


def test_an_item_of_the_column_is_judged_by_its_text() -> None:
    judged = judge("江州大学政府信息公开工作2020年年度报告", school=SCHOOL)
    assert (judged.verdict.value, judged.period) == ("other", "2020")
    url = "http://xxgk.jiangzhou.edu.cn/info/12.htm"
    html = f'<h3>某份材料</h3><div class="content">{BODY}<p>{TEXT}</p></div>'
    assert carriers(html, Lead(url, "材料", 0.55, "year_in_column", judged), url)
    assert not carriers(html, Lead(url, "材料", 0.3, "mentions", judged), url)


@pytest.mark.parametrize(
    ("title", "verdict"),
    [
        ("江州工业学院2012-2013学年信息公开年度报告", "report"),
        ("江州工学院信息公开年报（2012-2013）", "report"),
        ("江州工业大学2012-2013学年信息公开年度报告", "false_friend"),
        ("江州美术学院2012-2013学年信息公开年度报告", "false_friend"),
        ("江州国际工程技术学院2012-2013学年信息公开年度报告", "false_friend"),
        ("宁州工业学院2012-2013学年信息公开年度报告", "false_friend"),
        ("机械工程学院2012-2013学年信息公开年度报告", "false_friend"),
    ],
)
def test_former_names_are_like_the_current_one(title: str, verdict: str) -> None:
    assert judge(title, school="江州理工大学").verdict.value == verdict
