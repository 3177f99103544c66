"""What titles say: some two hundred wordings, true and false."""

import tomllib
from pathlib import Path

import pytest

from xxgk_spiders.discovery.model import Verdict
from xxgk_spiders.discovery.wording import judge, period_of

SETS = tomllib.loads(Path(__file__).with_name("titles.toml").read_text(encoding="utf-8"))["set"]
CASES = [
    pytest.param(table["verdict"], table.get("school", "江州大学"), title, period, id=title or "empty")
    for table in SETS
    for title, period in table["titles"]
]


@pytest.mark.parametrize(("verdict", "school", "title", "period"), CASES)
def test_titles(verdict: str, school: str, title: str, period: str) -> None:
    judged = judge(title, school=school)
    assert (judged.verdict.value, judged.period) == (verdict, period or None), judged.reason


@pytest.mark.parametrize(
    ("text", "context", "verdict"),
    [
        ("2023年", "信息公开年度报告", "report"),
        ("2022-2023学年", "首页 > 信息公开 > 年度报告", "report"),
        ("2022-2023学年度报告", "年报", "report"),
        ("江州大学2022-2023学年", "江州大学信息公开年度报告", "report"),
        ("江州大学2016—2017...", "信息公开报告", "report"),
        ("2022年年报", "7.信息公开年度报告", "report"),
        ("2023年", "", "other"),
        ("2023年", "通知公告", "other"),
        ("2023年", "本科教学质量年度报告", "other"),
        ("2023年", "就业质量年报", "other"),
        ("2023年工作要点", "信息公开年度报告", "other"),
        ("2023年招生简章", "信息公开年度报告", "other"),
        ("2023年本科教学质量报告", "年度报告", "false_friend"),
        ("2016-2020年", "信息公开年度报告", "other"),
    ],
)
def test_bare_years_need_their_column(text: str, context: str, verdict: str) -> None:
    assert judge(text, context=context, school="江州大学").verdict.value == verdict


@pytest.mark.parametrize(
    ("title", "verdict"),
    [
        ("江州大学2021年信息公开年度报告", Verdict.REPORT),
        ("江州工商职业学院2021年信息公开年度报告", Verdict.REPORT),
        ("教务处2021年信息公开年度报告", Verdict.FALSE_FRIEND),
        ("江州大学2021年信息公开年度报告（档案馆）", Verdict.FALSE_FRIEND),
    ],
)
def test_unknown_school(title: str, verdict: Verdict) -> None:
    assert judge(title).verdict is verdict


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022-2023", "2022-2023"),
        ("2022 — 2023 学年", "2022-2023"),
        ("2022–2023", "2022-2023"),
        ("2022~2023", "2022-2023"),
        ("2022～2023", "2022-2023"),
        ("2022至2023", "2022-2023"),
        ("2022/2023", "2022-2023"),
        ("2022年—2023年", "2022-2023"),
        ("2022学年-2023学年", "2022-2023"),
        ("２０２２—２０２３学年", "2022-2023"),
        ("2022—23学年", "2022-2023"),
        ("2022-23", "2022-2023"),
        ("20222023学年", "2022-2023"),
        ("二〇二三年", "2023"),
        ("二零二二至二零二三学年", "2022-2023"),
        ("2023", "2023"),
        ("2023年度", "2023"),
        ("2021.09.01—2022.08.31", "2021-2022"),
        ("2023-10-30", None),
        ("2023年10月", None),
        ("2011-12", None),
        ("2011-12学年", "2011-2012"),
        ("2016-2020年", None),
        ("2023-2022学年", None),
        ("2008-2009学年", None),
        ("2008年", None),
        ("2099年", None),
        ("2013-2014、2014-2015学年", None),
        ("2013年、2014年", None),
        ("江大〔2023〕12号", None),
        ("江大〔2023〕12号 2021-2022学年", "2021-2022"),
        ("c2023a5", None),
        ("120231", None),
        ("", None),
    ],
)
def test_periods(text: str, period: str | None) -> None:
    assert period_of(text) == period
